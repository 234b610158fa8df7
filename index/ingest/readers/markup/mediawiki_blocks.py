"""Writes the parts of wikitext that are no tags: text, headings, links, templates."""

import re

from mwparserfromhell.nodes import Argument, ExternalLink, Heading, HTMLEntity, Tag, Template, Text, Wikilink

from index.ingest.readers.markup import mediawiki_links as links
from index.ingest.readers.markup import mediawiki_templates as templates
from index.ingest.readers.markup.mediawiki_tags import write_tag
from index.ingest.readers.markup.mediawiki_writer import NodeWriter, Writers

_TOKEN = re.compile(
    r"(?P<line>\r?\n|\r)|(?P<marks>'{2,}|__[A-Z]{3,}__|~{3,5})|(?:[^\r\n'_~]|'(?!')|_(?!_)|~(?!~~))+|_|~"
)
_BOLD_AND_ITALIC = 5  # apostrophes


def _write_text(writer: NodeWriter, node: Text, start: int, end: int) -> None:
    for match in _TOKEN.finditer(writer.safe.text, start, end):
        if match["line"]:
            writer.lines.newline(match.start())
        elif not match["marks"]:
            writer.lines.show(*match.span())
        elif match["marks"][0] == "'":
            length = len(match["marks"])
            more = 1 if length == _BOLD_AND_ITALIC - 1 else max(length - _BOLD_AND_ITALIC, 0)
            if more:
                writer.lines.show(match.start(), match.start() + more)


def _write_heading(writer: NodeWriter, node: Heading, start: int, end: int) -> None:
    place = start + node.level
    writer.lines.finish()
    writer.lines.begin("heading", node.level)
    writer.write_inline(place, place + len(str(node.title)))
    writer.lines.finish()


def _write_link(writer: NodeWriter, node: Wikilink, start: int, end: int) -> None:
    title, text = str(node.title), None if node.text is None else str(node.text)
    place = start + len("[[") + len(title) + 1
    if links.is_file(title):
        caption = links.caption(text or "")
        if caption is not None:
            writer.write_apart(place + caption, end - len("]]"))
    elif not links.is_hidden(title, text):
        if text and text.strip():
            writer.write(node.text, place)
        else:
            first, last = links.title_shown(title)
            writer.write_between(start + len("[[") + first, start + len("[[") + last)


def _write_address(writer: NodeWriter, node: ExternalLink, start: int, end: int) -> None:
    if not node.brackets:
        writer.lines.show(start, end)
    elif node.title is not None:
        writer.write(node.title, end - len("]") - len(str(node.title)))


def _write_entity(writer: NodeWriter, node: HTMLEntity, start: int, end: int) -> None:
    writer.lines.put(_character(node), start, end)


def _write_argument(writer: NodeWriter, node: Argument, start: int, end: int) -> None:
    if node.default is not None:
        writer.write(node.default, end - len("}}}") - len(str(node.default)))


def _write_template(writer: NodeWriter, node: Template, start: int, end: int) -> None:
    name = templates.name_of(node)
    if name == "!":
        writer.lines.put("|", start, end)
    elif name.startswith("displaytitle:"):
        place = start + len("{{") + str(node.name).index(":") + 1
        writer.display_title = writer.plain(place, start + len("{{") + len(str(node.name)))
    elif templates.INFOBOX.match(name) and not writer.lines.is_inline:
        _write_facts(writer, node, start)
    elif templates.BLOCKS.match(name) or name in templates.NOTES:
        part = templates.text_of(node, start)
        if part and name in templates.NOTES:
            writer.write_note("", *part, end)
        elif part:
            writer.write_apart(*part)
    else:
        for number, part in enumerate(templates.shown_parts(node, start)):
            if number:
                writer.lines.put(" ", part[0] - 1, part[0])
            writer.write_between(*part)


def _write_facts(writer: NodeWriter, node: Template, start: int) -> None:
    writer.lines.finish()
    group = writer.builder.new_group()
    for name, place, part in templates.facts(node, start):
        writer.lines.begin("row", group=group)
        with writer.lines.inline():
            writer.lines.put(name, place, part[0] - 1)
            writer.lines.put("\t", part[0] - 1, part[0])
            writer.write_between(*part)
    writer.lines.finish()


def _character(node: HTMLEntity) -> str:
    try:
        return str(node.normalize())
    except (ValueError, OverflowError):  # a number that is no character
        return str(node)


WRITERS: Writers = {
    Argument: _write_argument,
    ExternalLink: _write_address,
    Heading: _write_heading,
    HTMLEntity: _write_entity,
    Tag: write_tag,
    Template: _write_template,
    Text: _write_text,
    Wikilink: _write_link,
}
"""What writes the parts of each type."""
