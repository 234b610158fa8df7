"""From the tree of docutils to the blocks of a plain reading."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, Self

from docutils import nodes

from index.ingest.readers.markup.builder import ReadingBuilder
from index.ingest.readers.markup.questions import LEVEL, question_start
from index.ingest.readers.markup.rst_tables import Row, list_rows, rows_of_lines, table_rows
from index.ingest.readers.markup.rst_writer import TextWriter

_LOWEST = 6  # level of headings
_RULE = re.compile(r"\s*([!-/:-@\[-`{-~])\1*\s*$")  # above or below a title
_LOST_TITLES = (
    "Unexpected section title",
    "Inconsistent title",
    "A level ",
    "Incomplete section",
    "Missing matching",
    "Title overline & underline",
    "Invalid section title",
)


class _Place(NamedTuple):
    """Where a block stands: below how many titles, in which list and how deep in it, or in the footnote of a name."""

    section: int = 0
    group: int = 0
    level: int = 0
    note: str = ""

    def below(self) -> Self:
        return self._replace(section=min(self.section + 1, _LOWEST))


_TOP = _Place()


class BlockWriter:
    """Writes the blocks of a tree, in order."""

    def __init__(self, builder: ReadingBuilder, writer: TextWriter) -> None:
        self._builder = builder
        self._writer = writer

    def write(self, node: nodes.Node, place: _Place = _TOP) -> None:
        """Writes what of a node is shown; of one that is not known, what it is made of."""
        kind = next((kind for kind in type(node).__mro__ if kind in _WRITERS), None)
        if kind is not None:
            _WRITERS[kind](self, node, place)

    def _children(self, node: Any, place: _Place) -> None:
        if isinstance(node, nodes.section):
            place = place.below()
        for child in node.children:
            self.write(child, place)

    def _title(self, node: Any, place: _Place) -> None:
        if place.section and not place.group:
            self._builder.begin("heading", place.section)
            self._writer.write(node)
        else:
            self._text(node, place)

    def _text(self, node: Any, place: _Place) -> None:
        is_bold = len(node.children) == 1 and isinstance(node.children[0], nodes.strong)
        asked = None if place.group or place.note else question_start(node.astext(), is_bold)
        if asked is None:
            self._begin(place)
        else:
            self._builder.begin("heading", LEVEL)
        self._writer.write(node, node.get("label", ""), skipped=asked or 0)

    def _speaker(self, node: Any, place: _Place) -> None:
        self._begin(place)
        self._writer.write(node, "—")

    def _begin(self, place: _Place) -> None:
        if place.note:
            self._builder.begin("footnote", info=place.note)
        elif place.group:
            self._builder.begin("item", place.level, place.group)
        else:
            self._builder.begin("paragraph")

    def _lines(self, node: Any, place: _Place) -> None:
        self._begin(place)
        for line in node.findall(nodes.line):
            self._writer.write(line)
            self._writer.separate("\n")
        self._writer.separate("")

    def _code(self, node: Any, place: _Place) -> None:
        self._builder.begin("code", place.level, place.group, node.get("language", ""))
        self._writer.write(node)

    def _list(self, node: Any, place: _Place) -> None:
        inner = self._inner(place)
        for number, item in enumerate(_shown(node), node.get("start", 1)):
            self._item(item, number if isinstance(node, nodes.enumerated_list) else None, inner)

    def _inner(self, place: _Place) -> _Place:
        return place._replace(group=place.group or self._builder.new_group(), level=place.level + 1, note="")

    def _item(self, node: Any, number: int | None, place: _Place) -> None:
        """An item with its mark, or number; what stands in it after its first text goes on with it."""
        children = _shown(node)
        if children and isinstance(children[0], nodes.paragraph):
            mark = "-" if number is None else self._writer.mark_of(children[0]).replace("#", str(number))
            self._builder.begin("item", place.level, place.group, mark)
            self._writer.write(children[0], mark=mark)
            children = children[1:]
        for child in children:
            self.write(child, place)

    def _entries(self, node: Any, place: _Place) -> None:
        """Terms and definitions, fields, or options: what is told of, and what is told of it."""
        inner = self._inner(place)
        for entry in _shown(node):
            if not place.group and self._answer(entry, place):
                continue
            self._builder.begin("item", inner.level, inner.group, ":")
            *names, told = _with_classifiers(_shown(entry))
            for name in names:
                self._write_name(name, entry)
                self._writer.separate("\n")
            children = _shown(told)
            if children and isinstance(children[0], nodes.paragraph):
                self._writer.separate(": " if isinstance(entry, nodes.field) else "\n  ")
                self._writer.write(children.pop(0))
            self._writer.separate("")
            for child in children:
                self.write(child, inner)

    def _answer(self, entry: Any, place: _Place) -> bool:
        """Writes an entry of which the term is a question; False where it is none."""
        term, *others = _shown(entry)
        if not isinstance(term, nodes.term) or len(others) != 1 or question_start(term.astext(), True) is None:
            return False
        self._builder.begin("heading", LEVEL)
        self._writer.write(term, skipped=question_start(term.astext(), True) or 0)
        self._children(others[0], place)
        self._builder.begin("heading", LEVEL)  # what follows does not answer it
        return True

    def _write_name(self, name: Any, entry: Any) -> None:
        if isinstance(name, nodes.option_group):
            options = ", ".join(option.rawsource for option in _shown(name))
            name = nodes.paragraph(options, options)
        name.line = name.line or entry.line
        self._writer.write(name, cell=True)

    def _table(self, node: Any, place: _Place) -> None:
        for title in node.children[:1]:
            if isinstance(title, nodes.title):
                self._text(title, place)
        self._rows(table_rows(node))

    def _rows(self, rows: Iterable[Row]) -> None:
        group = self._builder.new_group()
        for row in rows:
            self._builder.begin("header" if row.header else "row", group=group)
            self._writer.write_row(row)
        self._builder.end()

    def _footnote(self, node: Any, place: _Place) -> None:
        self._children(node, _Place(place.section, note=node["note"]))

    def _container(self, node: Any, place: _Place) -> None:
        kind = node.get("kind", "")
        rows = list_rows(node, node["headers"]) if kind == "list-table" else []
        if rows:
            self._rows(rows)
            return
        if kind not in ("headed", "rubric") or place.group or place.note:
            self._children(node, place)
            return
        below = place.below()
        self._title(node.children[0], below)
        for child in node.children[1:]:
            self.write(child, below)
        if kind == "headed":
            self._builder.begin("heading", below.section)  # what follows does not stand below it

    def _message(self, node: Any, place: _Place) -> None:
        """What docutils could not read: a title where none may be, a table that is none."""
        reason = node.children[0].astext() if node.children else ""
        for block in node.children:
            if isinstance(block, nodes.literal_block):
                lines = block.astext().split("\n")
                if reason.startswith("Malformed table"):
                    self._rows(rows_of_lines(lines))
                elif reason.startswith(_LOST_TITLES):
                    for line in lines:
                        if not _RULE.match(line):
                            self._title(nodes.title(line.strip(), line.strip()), place.below())


def _shown(node: Any) -> list[Any]:
    """What is in a node, without what is never shown."""
    return [child for child in node.children if not isinstance(child, (nodes.Invisible, nodes.system_message))]


def _with_classifiers(parts: Iterable[Any]) -> list[Any]:
    """The parts of an entry, with what classifies a term, which stands in its line, as part of it."""
    found = list[Any]()
    for part in parts:
        if isinstance(part, nodes.classifier):
            found[-1] += [nodes.Text(" : "), *part.children]
        else:
            found.append(part)
    return found


def _write_nothing(writer: BlockWriter, node: Any, place: _Place) -> None:
    pass


_Write = Callable[[BlockWriter, Any, _Place], None]
_WRITERS: Mapping[type[Any], _Write] = {
    nodes.Element: BlockWriter._children,
    nodes.title: BlockWriter._title,
    nodes.paragraph: BlockWriter._text,
    nodes.attribution: BlockWriter._speaker,
    nodes.line_block: BlockWriter._lines,
    nodes.literal_block: BlockWriter._code,
    nodes.doctest_block: BlockWriter._code,
    nodes.bullet_list: BlockWriter._list,
    nodes.enumerated_list: BlockWriter._list,
    nodes.definition_list: BlockWriter._entries,
    nodes.field_list: BlockWriter._entries,
    nodes.option_list: BlockWriter._entries,
    nodes.table: BlockWriter._table,
    nodes.footnote: BlockWriter._footnote,
    nodes.citation: BlockWriter._footnote,
    nodes.container: BlockWriter._container,
    nodes.system_message: BlockWriter._message,
    nodes.Invisible: _write_nothing,
    nodes.raw: _write_nothing,
    nodes.label: _write_nothing,
    nodes.image: _write_nothing,
    nodes.transition: _write_nothing,
}
