"""reStructuredText, that of docutils and of Sphinx: what it says to a reader, its title, and what it says of itself."""

import re
from collections.abc import Iterator

from docutils import nodes

from index.ingest.readers.markup.builder import ReadingBuilder
from index.ingest.readers.markup.document import MarkupDocument
from index.ingest.readers.markup.rst_blocks import BlockWriter
from index.ingest.readers.markup.rst_notes import name_notes
from index.ingest.readers.markup.rst_parser import parse_rst
from index.ingest.readers.markup.rst_source import SourceLines
from index.ingest.readers.markup.rst_writer import TextWriter

_FIELD = re.compile(r"(\w+):[ \t]*(.*)$")  # of a comment at the top, as Nikola has it
_KEYWORD = re.compile(r"^\$\w+: ?(.*?) ?\$$")  # of version control
_NESTED = 5  # substitutions in substitutions
# Fields at the top that tell of the document and are not shown; others are text.
_OF_THE_DOCUMENT = re.compile(
    r"""(?: address | authors? | category | contact | copyright | date | description | draft | email | hidden | keywords
    | lang(?:uage)? | last-?(?:update|mod) | license | modified | no-?search | nocomments | organization | orphan
    | published | publisher | revision | robots | save_as | slug | status | subtitle | summary | tags | template | title
    | tocdepth | translation | type | updated | url | version )$""",
    re.VERBOSE,
)


def read_rst(text: str, start: int = 0) -> MarkupDocument:
    """Reads the document that begins at an offset of a text.

    A field list at its top is taken for what it says of itself, as docutils and Sphinx do.
    """
    source = SourceLines(text, start)
    document = parse_rst(source.lines)
    name_notes(document)
    fields = _take_fields(document)
    substitutions = {
        name.lower(): _substituted(node, document, _NESTED) for name, node in document.substitution_defs.items()
    }
    builder = ReadingBuilder(text)
    writer = TextWriter(text, source, builder, substitutions)
    BlockWriter(builder, writer).write(document)
    return MarkupDocument(builder.reading(), fields.get("title") or _title(document), fields)


def _title(document: nodes.document) -> str:
    section = document.next_node(nodes.section)
    return " ".join(section.children[0].astext().split()) if section else ""


def _take_fields(document: nodes.document) -> dict[str, str]:
    """Takes what tells of the document out of its top."""
    fields = dict[str, str]()
    for node in _top(document):
        if isinstance(node, nodes.field_list):
            fields |= _of_list(node)
        elif isinstance(node, nodes.comment):
            fields |= _of_comment(node.astext())
    for node in document.findall(nodes.meta):
        fields.setdefault(node.get("name", ""), node.get("content", ""))
    if "authors" in fields:
        fields.setdefault("author", fields["authors"])
    return fields


def _top(parent: nodes.Element) -> Iterator[nodes.Node]:
    """What stands above all text, below the first title too."""
    for node in list(parent.children):
        if isinstance(node, nodes.section):
            yield from _top(node)
        if not isinstance(node, (nodes.Invisible, nodes.title, nodes.system_message, nodes.field_list)):
            return
        yield node


def _of_list(node: nodes.field_list) -> dict[str, str]:
    fields = dict[str, str]()
    for field in list(node.children):
        if isinstance(field, nodes.field):
            name = field.children[0].astext().lower()
            if _OF_THE_DOCUMENT.match(name):
                fields[name] = ", ".join(_values(field.children[1]))
                node.remove(field)
    return fields


def _values(body: nodes.Node) -> Iterator[str]:
    for paragraph in body.findall(nodes.paragraph):
        yield _KEYWORD.sub(r"\1", " ".join(paragraph.astext().split()))


def _of_comment(text: str) -> dict[str, str]:
    found = (_FIELD.match(line) for line in text.splitlines())
    named = {match[1].lower(): match[2].strip() for match in found if match}
    return {name: value for name, value in named.items() if _OF_THE_DOCUMENT.match(name)}


def _substituted(node: nodes.Node, document: nodes.document, depth: int) -> str:
    """The text that a substitution stands for."""
    if isinstance(node, nodes.substitution_reference):
        defined = document.substitution_defs.get(" ".join(node.astext().split()))
        return _substituted(defined, document, depth - 1) if defined and depth else node.astext()
    if isinstance(node, (nodes.image, nodes.system_message)):
        return ""
    if isinstance(node, nodes.Element):
        return "".join(_substituted(child, document, depth) for child in node.children)
    return node.astext()
