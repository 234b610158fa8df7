"""From the parts of wikitext to the blocks of a plain reading."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from mwparserfromhell.nodes import Argument, ExternalLink, Heading, HTMLEntity, Tag, Template, Text, Wikilink
from mwparserfromhell.wikicode import Wikicode

from index.ingest.readers.markup import mediawiki_links as links
from index.ingest.readers.markup import mediawiki_templates as templates
from index.ingest.readers.markup.builder import ReadingBuilder
from index.ingest.readers.markup.mediawiki_lines import LineWriter
from index.ingest.readers.markup.mediawiki_nodes import attribute, contents_start, parsed, placed
from index.ingest.readers.markup.mediawiki_source import SafeText
from index.ingest.readers.markup.mediawiki_tables import captions, rows

_TOKEN = re.compile(
    r"(?P<line>\r?\n|\r)|(?P<marks>'{2,}|__[A-Z]{3,}__|~{3,5})|(?:[^\r\n'_~]|'(?!')|_(?!_)|~(?!~~))+|_|~"
)
_BLOCK_TAGS = frozenset(
    [
        "div",
        "p",
        "blockquote",
        "center",
        "section",
        "article",
        "aside",
        "figure",
        "figcaption",
        "ul",
        "ol",
        "dl",
        "details",
        "summary",
    ]
)
_HIDDEN_TAGS = frozenset(
    [
        "templatestyles",
        "templatedata",
        "includeonly",
        "score",
        "timeline",
        "style",
        "script",
        "graph",
        "mapframe",
        "maplink",
        "indicator",
        "imagemap",
        "inputbox",
        "categorytree",
        "languages",
        "section",
        "hiero",
        "nop",
    ]
)
_INVISIBLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BOLD_AND_ITALIC = 5  # apostrophes


class NodeWriter:
    """Writes the parts of wikitext, in order. Places are those in a safe text."""

    def __init__(self, text: str, safe: SafeText, builder: ReadingBuilder) -> None:
        self._text = text
        self._safe = safe
        self._builder = builder
        self._lines = LineWriter(text, safe, builder)
        self._notes: dict[str, str] = {}  # the numbers of footnotes, by their names
        self.display_title = ""

    def write(self, code: Wikicode, start: int) -> None:
        """Writes parts that stand from a place on."""
        for node, begin, end in placed(code, start):
            _WRITERS[type(node)](self, node, begin, end)

    def finish(self) -> None:
        """Ends what is open."""
        self._lines.finish()

    def _write_between(self, start: int, end: int) -> None:
        self.write(parsed(self._safe.text[start:end]), start)

    def _write_text(self, node: Text, start: int, end: int) -> None:
        for match in _TOKEN.finditer(self._safe.text, start, end):
            if match["line"]:
                self._lines.newline(match.start())
            elif not match["marks"]:
                self._lines.show(*match.span())
            elif match["marks"][0] == "'":
                length = len(match["marks"])
                more = 1 if length == _BOLD_AND_ITALIC - 1 else max(length - _BOLD_AND_ITALIC, 0)
                if more:
                    self._lines.show(match.start(), match.start() + more)

    def _write_raw(self, start: int, end: int) -> None:
        for match in re.finditer(r"\r?\n|[^\r\n]+|\r", self._safe.text[start:end]):
            if match[0].strip("\r\n"):
                self._lines.show(start + match.start(), start + match.end())
            else:
                self._lines.newline(start + match.start())

    def _write_heading(self, node: Heading, start: int, end: int) -> None:
        place = start + node.level
        self._lines.finish()
        self._lines.begin("heading", node.level)
        self._write_inline(place, place + len(str(node.title)))
        self._lines.finish()

    def _write_inline(self, start: int, end: int) -> None:
        with self._lines.inline():
            self._write_between(start, end)

    def _write_apart(self, start: int, end: int) -> None:
        self._lines.finish()
        self._write_stripped(start, end)
        self._lines.finish()

    def _write_link(self, node: Wikilink, start: int, end: int) -> None:
        title, text = str(node.title), None if node.text is None else str(node.text)
        place = start + len("[[") + len(title) + 1
        if links.is_file(title):
            caption = links.caption(text or "")
            if caption is not None:
                write = self._write_inline if self._lines.is_inline else self._write_apart
                write(place + caption, end - len("]]"))
        elif not links.is_hidden(title, text):
            if text and text.strip():
                self.write(node.text, place)
            else:
                first, last = links.title_shown(title)
                self._write_between(start + len("[[") + first, start + len("[[") + last)

    def _write_address(self, node: ExternalLink, start: int, end: int) -> None:
        if not node.brackets:
            self._lines.show(start, end)
        elif node.title is not None:
            self.write(node.title, end - len("]") - len(str(node.title)))

    def _write_entity(self, node: HTMLEntity, start: int, end: int) -> None:
        self._lines.put(_character(node), start, end)

    def _write_argument(self, node: Argument, start: int, end: int) -> None:
        if node.default is not None:
            self.write(node.default, end - len("}}}") - len(str(node.default)))

    def _write_template(self, node: Template, start: int, end: int) -> None:
        name = templates.name_of(node)
        if name == "!":
            self._lines.put("|", start, end)
        elif name.startswith("displaytitle:"):
            place = start + len("{{") + str(node.name).index(":") + 1
            self.display_title = self._plain(place, start + len("{{") + len(str(node.name)))
        elif templates.INFOBOX.match(name) and not self._lines.is_inline:
            self._write_facts(node, start)
        elif name in templates.BLOCKS or name in templates.NOTES:
            part = templates.text_of(node, start)
            if part and name in templates.NOTES:
                self._write_note("", "", *part)
            elif part:
                (self._write_inline if self._lines.is_inline else self._write_apart)(*part)
        else:
            for number, part in enumerate(templates.shown_parts(node, start)):
                if number:
                    self._lines.put(" ", part[0] - 1, part[0])
                self._write_stripped(*part)

    def _write_stripped(self, start: int, end: int) -> None:
        shown = self._safe.text[start:end]
        start += len(shown) - len(shown.lstrip())
        self._write_between(start, start + len(shown.strip()))

    def _write_facts(self, node: Template, start: int) -> None:
        self._lines.finish()
        group = self._builder.new_group()
        for name, place, part in templates.facts(node, start):
            self._lines.begin("row", group=group)
            with self._lines.inline():
                self._lines.put(name, place, part[0] - 1)
                self._lines.put("\t", part[0] - 1, part[0])
                self._write_between(*part)
        self._lines.finish()

    def _write_note(self, group: str, name: str, start: int, end: int) -> None:
        """A mark of a footnote, and what it says, where that stands there."""
        key = f"{group}/{name}" if name else f"{group}//{start}"
        number = self._notes.setdefault(key, str(len(self._notes) + 1))
        self._lines.anchor(number)
        self._add_note(number, start, end)

    def _add_note(self, number: str, start: int, end: int) -> None:
        plain = self._plain(start, end)
        if plain:
            self._lines.note(number, plain, start, end)

    def _plain(self, start: int, end: int) -> str:
        """What stands between two places says, in one line."""
        builder = ReadingBuilder(self._text)
        builder.begin("paragraph")
        NodeWriter(self._text, self._safe, builder)._write_inline(start, end)
        return builder.reading().plain

    def _write_tag(self, node: Tag, start: int, end: int) -> None:
        name = str(node.tag).strip().lower()
        first = contents_start(node, start) if node.contents is not None else end
        last = first + len(str(node.contents or ""))
        if node.wiki_markup and name in ("li", "dd", "dt"):
            is_mark = self._lines.mark(node.wiki_markup, start)
            if not is_mark and self._safe.text[start - 1] not in "\n*#:;":
                self._lines.show(start, end)
        elif _INVISIBLE.search(attribute(node, "style")) or name in _HIDDEN_TAGS:
            return
        elif name in _TAG_WRITERS:
            _TAG_WRITERS[name](self, node, start, first, last)
        elif name in _BLOCK_TAGS and not self._lines.is_inline:
            self._write_apart(first, last)
        elif node.contents is not None:
            self.write(node.contents, first)

    def _write_table(self, node: Tag, start: int, first: int, last: int) -> None:
        if self._lines.is_inline:
            self.write(node.contents, first)
            return
        self._lines.finish()
        for caption in captions(node, start):
            self._write_apart(*caption)
        group = self._builder.new_group()
        for row in rows(node, start):
            self._lines.begin("header" if row.header else "row", group=group)
            with self._lines.inline():
                for number, cell in enumerate(row.cells):
                    if number:
                        self._lines.put("\t", cell.start - 1, cell.start)
                    self._lines.put(cell.above, cell.start, cell.start)
                    self._write_stripped(cell.start, cell.end)
        self._lines.finish()

    def _write_reference(self, node: Tag, start: int, first: int, last: int) -> None:
        self._write_note(attribute(node, "group"), attribute(node, "name"), first, last)

    def _write_references(self, node: Tag, start: int, first: int, last: int) -> None:
        """Footnotes that are written where they are to stand."""
        self._lines.finish()
        for tag, place, _ in placed(node.contents, first) if node.contents is not None else ():
            if isinstance(tag, Tag) and tag.tag == "ref" and tag.contents is not None:
                key = f"{attribute(tag, 'group') or attribute(node, 'group')}/{attribute(tag, 'name')}"
                begin = contents_start(tag, place)
                if key in self._notes:
                    self._add_note(self._notes[key], begin, begin + len(str(tag.contents)))
        self._lines.finish()

    def _write_code(self, node: Tag, start: int, first: int, last: int) -> None:
        self._lines.code(attribute(node, "lang"), first, last)

    def _write_raw_tag(self, node: Tag, start: int, first: int, last: int) -> None:
        self._write_raw(first, last)

    def _write_gallery(self, node: Tag, start: int, first: int, last: int) -> None:
        self._lines.finish()
        for line in re.finditer(r"[^\r\n|]*\|([^\r\n]*)", self._safe.text[first:last]):
            self._write_apart(first + line.start(1), first + line.end(1))

    def _write_break(self, node: Tag, start: int, first: int, last: int) -> None:
        self._lines.line_break(start, last)

    def _write_rule(self, node: Tag, start: int, first: int, last: int) -> None:
        self._lines.finish()


_WRITERS: Mapping[type[Any], Callable[[NodeWriter, Any, int, int], None]] = {
    Argument: NodeWriter._write_argument,
    ExternalLink: NodeWriter._write_address,
    Heading: NodeWriter._write_heading,
    HTMLEntity: NodeWriter._write_entity,
    Tag: NodeWriter._write_tag,
    Template: NodeWriter._write_template,
    Text: NodeWriter._write_text,
    Wikilink: NodeWriter._write_link,
}
_TAG_WRITERS: Mapping[str, Callable[[NodeWriter, Tag, int, int, int], None]] = {
    **dict.fromkeys(("syntaxhighlight", "source", "pre"), NodeWriter._write_code),
    **dict.fromkeys(("nowiki", "math", "chem"), NodeWriter._write_raw_tag),
    "br": NodeWriter._write_break,
    "gallery": NodeWriter._write_gallery,
    "hr": NodeWriter._write_rule,
    "ref": NodeWriter._write_reference,
    "references": NodeWriter._write_references,
    "table": NodeWriter._write_table,
}


def _character(node: HTMLEntity) -> str:
    try:
        return str(node.normalize())
    except (ValueError, OverflowError):  # a number that is no character
        return str(node)
