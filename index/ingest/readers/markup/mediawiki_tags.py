"""Writes the tags of wikitext, those of HTML and those that are written as lists and tables."""

import re
from collections.abc import Callable, Mapping

from mwparserfromhell.nodes import Tag

from index.ingest.readers.markup.mediawiki_nodes import attribute, contents_start, placed
from index.ingest.readers.markup.mediawiki_tables import captions, rows
from index.ingest.readers.markup.mediawiki_writer import NodeWriter

_BLOCKS = re.compile(
    r"""(?: div | p | blockquote | center | section | article | aside | figure | figcaption | dl | details |
    summary )$""",
    re.VERBOSE,
)
_HIDDEN = re.compile(
    r"""(?: templatestyles | templatedata | includeonly | score | timeline | style | script | graph | mapframe | maplink
    | indicator | imagemap | inputbox | categorytree | languages | section | hiero | nop )$""",
    re.VERBOSE,
)
_INVISIBLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_MARKS = "*#:;"  # of lists
_LINE = re.compile(r"(\r?\n|\r)|[^\r\n]+")
_PICTURE = re.compile(r"[^\r\n|]*\|([^\r\n]*)")  # in a gallery: its name and its caption


def write_tag(writer: NodeWriter, node: Tag, start: int, end: int) -> None:
    """Writes a tag."""
    name = str(node.tag).strip().lower()
    first = contents_start(node, start) if node.contents is not None else end
    last = first + len(str(node.contents or ""))
    if node.wiki_markup and name in ("li", "dd", "dt"):
        is_mark = writer.lines.mark(node.wiki_markup, start)
        if not is_mark and writer.safe.text[start - 1] not in f"\n{_MARKS}":
            writer.lines.show(start, end)
    elif _HIDDEN.match(name) or _INVISIBLE.search(attribute(node, "style")):
        return
    elif name in _WRITERS:
        _WRITERS[name](writer, node, start, first, last)
    elif _BLOCKS.match(name):
        writer.write_apart(first, last)
    else:
        writer.write(node.contents, first)


def _write_table(writer: NodeWriter, node: Tag, start: int, first: int, last: int) -> None:
    if writer.lines.is_inline:
        writer.write(node.contents, first)
        return
    writer.lines.finish()
    for caption in captions(node, start):
        writer.write_apart(*caption)
    group = writer.builder.new_group()
    for row in rows(node, start):
        writer.lines.begin("header" if row.header else "row", group=group)
        with writer.lines.inline():
            for number, cell in enumerate(row.cells):
                if number:
                    writer.lines.put("\t", cell.start - 1, cell.start)
                writer.lines.put(cell.above, cell.start, cell.start)
                if cell.contents is not None:
                    writer.write(cell.contents, cell.start)
    writer.lines.finish()


def _write_reference(writer: NodeWriter, node: Tag, start: int, first: int, last: int) -> None:
    writer.write_note(_note(node), first, last, start + len(str(node)))


def _write_references(writer: NodeWriter, node: Tag, start: int, first: int, last: int) -> None:
    """Footnotes that are written where they are to stand."""
    writer.lines.finish()
    for tag, place, _ in placed(node.contents, first) if node.contents is not None else ():
        if isinstance(tag, Tag) and tag.tag == "ref" and tag.contents is not None:
            begin = contents_start(tag, place)
            writer.define_note(_note(tag, attribute(node, "group")), begin, begin + len(str(tag.contents)))
    writer.lines.finish()


def _note(node: Tag, group: str = "") -> str:
    """The name of a footnote, or nothing."""
    name = attribute(node, "name")
    return f"{attribute(node, 'group') or group}/{name}" if name else ""


def _write_code(writer: NodeWriter, node: Tag, start: int, first: int, last: int) -> None:
    writer.lines.code(attribute(node, "lang"), first, last)


def _write_raw_tag(writer: NodeWriter, node: Tag, start: int, first: int, last: int) -> None:
    for line in _LINE.finditer(writer.safe.text, first, last):
        if line[1]:
            writer.lines.newline(line.start())
        else:
            writer.lines.show(*line.span())


def _write_gallery(writer: NodeWriter, node: Tag, start: int, first: int, last: int) -> None:
    writer.lines.finish()
    for picture in _PICTURE.finditer(writer.safe.text, first, last):
        writer.write_apart(*picture.span(1))


def _write_break(writer: NodeWriter, node: Tag, start: int, first: int, last: int) -> None:
    writer.lines.line_break(start, last)


def _write_heading(writer: NodeWriter, node: Tag, start: int, first: int, last: int) -> None:
    writer.lines.finish()
    writer.lines.begin("heading", int(str(node.tag)[1]))
    writer.write_inline(first, last)
    writer.lines.finish()


def _write_list(writer: NodeWriter, node: Tag, start: int, first: int, last: int) -> None:
    """A list in HTML, as one in wikitext."""
    outer = writer.list_marks
    writer.list_marks += "#" if node.tag == "ol" else "*"
    writer.write(node.contents, first)
    writer.list_marks = outer
    writer.lines.newline(last)


def _write_item(writer: NodeWriter, node: Tag, start: int, first: int, last: int) -> None:
    writer.lines.newline(start)
    for mark in writer.list_marks:
        writer.lines.mark(mark, start)
    writer.write_between(first, last)


def _write_rule(writer: NodeWriter, node: Tag, start: int, first: int, last: int) -> None:
    writer.lines.finish()


_WRITERS: Mapping[str, Callable[[NodeWriter, Tag, int, int, int], None]] = {
    **dict.fromkeys(("syntaxhighlight", "source", "pre"), _write_code),
    **dict.fromkeys(("nowiki", "math", "chem"), _write_raw_tag),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _write_heading),
    "br": _write_break,
    "gallery": _write_gallery,
    "hr": _write_rule,
    "li": _write_item,
    "ol": _write_list,
    "ref": _write_reference,
    "references": _write_references,
    "table": _write_table,
    "ul": _write_list,
}
