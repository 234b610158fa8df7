"""Markdown as its readers see it: by markdown-it, https://markdown-it-py.readthedocs.io."""

import re
from collections.abc import Callable, Mapping
from itertools import count

from markdown_it.token import Token

from index.ingest.readers.markup.builder import ReadingBuilder
from index.ingest.readers.markup.markdown_hidden import find_code, find_hidden
from index.ingest.readers.markup.markdown_inline import parser
from index.ingest.readers.markup.markdown_lines import lines_of
from index.ingest.readers.markup.markdown_places import Parsed, cells
from index.ingest.readers.markup.markdown_seen import seen_lines
from index.ingest.readers.markup.markdown_sites import common_lines
from index.records import BlockKind, Reading

_LANGUAGE = re.compile(r"\{?[.]?([\w+#-]+)")
_SENTENCE_END = re.compile(r"[.!,;][\"'”’»)\]*_]*$")
_HEADING_WORDS = 12
_BELOW_ALL = 6  # level of headings that are marked as bold alone


def read_markdown(text: str, start: int = 0, mdx: bool = False) -> Reading:
    """The plain reading of a text in Markdown, or in MDX, from an offset on."""
    lines = [line for line in lines_of(text) if line.start >= start]
    code = list(find_code(text, lines, mdx))
    seen = seen_lines(text, lines, find_hidden(text, code, start, mdx))
    in_code = frozenset(line.start for line in code)
    ready = list(common_lines(seen, in_code))
    walk = _Walk(Parsed(text, ready, in_code))
    for token in parser(mdx).parse("\n".join(line.text for line in ready)):
        walk.take(token)
    return walk.reading()


class _Walk:
    """Walks through the tokens of blocks, and puts the reading together."""

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed
        self._builder = ReadingBuilder(parsed.text)
        self._numbers: list[count[int] | None] = []  # of the lists that are open; None where items have none
        self._group = 0
        self._mark: tuple[str, Token] | None = None  # of an item that has said nothing yet
        self._footnote = ""
        self._cells: list[tuple[int, int]] | None = None  # of the row that is read: their columns
        self._kind: tuple[BlockKind, int] = "paragraph", 0
        self._term = False  # whether what follows goes on with the term that it defines
        self._takers: Mapping[str, Callable[[Token], None]] = {
            "inline": self._inline,
            "heading_open": self._heading,
            "fence": self._code,
            "code_block": self._code,
            "math_block": self._code,
            "math_block_label": self._code,
            "bullet_list_open": self._list,
            "ordered_list_open": self._list,
            "list_item_open": self._item,
            "bullet_list_close": self._end_list,
            "ordered_list_close": self._end_list,
            "dl_open": self._definitions,
            "dt_open": self._definition_term,
            "dl_close": self._end_list,
            "table_open": self._table,
            "tr_open": self._row,
            "tr_close": self._end_row,
            "footnote_reference_open": self._note,
            "footnote_reference_close": self._end_note,
        }

    def take(self, token: Token) -> None:
        """Takes the next token."""
        taker = self._takers.get(token.type)
        if taker:
            taker(token)

    def reading(self) -> Reading:
        """The reading, once all tokens were taken."""
        return self._builder.reading()

    def _heading(self, token: Token) -> None:
        self._kind = "heading", int(token.tag[1])

    def _inline(self, token: Token) -> None:
        """Takes what a paragraph, a heading, a cell or the like says."""
        if self._cells is not None:
            self._cell(token)
            return
        if self._kind[0] == "heading":
            self._builder.begin("heading", self._kind[1])
            self._kind = "paragraph", 0
        elif self._footnote:
            self._builder.begin("footnote", info=self._footnote)
        elif self._term and self._mark is None:
            self._term = False
            self._builder.put("\n  ", *self._parsed.place_before(token))
        elif self._numbers:
            self._begin_item(token)
        elif _is_heading(token):
            self._builder.begin("heading", _BELOW_ALL)
        else:
            self._builder.begin("paragraph")
        self._say(token, self._parsed.offsets(token))

    def _say(self, token: Token, offsets: list[int]) -> None:
        for taken in self._parsed.inline(token, offsets):
            if taken.label:
                self._builder.anchor(taken.label, self._builder.position)
            elif taken.plain is None:
                self._builder.copy(taken.start, taken.end)
            else:
                self._builder.put(taken.plain, taken.start, taken.end)

    def _code(self, token: Token) -> None:
        is_code = token.type != "code_block" or self._parsed.is_code(token)
        if not is_code:  # indented for its looks
            self._begin_item(token) if self._numbers else self._builder.begin("paragraph")
        else:
            language = _LANGUAGE.match(token.info.strip()) if token.type == "fence" else None
            group = self._group if self._numbers else 0
            self._builder.begin("code", len(self._numbers), group, language[1] if language else "")
        for start, end, newline in self._parsed.code_lines(token, is_code):
            self._builder.copy(start, end)
            self._builder.put("\n", end, newline)
        self._builder.end()

    def _list(self, token: Token) -> None:
        if not self._numbers:
            self._group = self._builder.new_group()
        ordered = token.type.startswith("ordered")
        self._numbers.append(count(int(token.attrGet("start") or 1)) if ordered else None)

    def _end_list(self, token: Token) -> None:
        self._numbers.pop()
        self._mark, self._term = None, False

    def _item(self, token: Token) -> None:
        numbers = self._numbers[-1]
        self._mark = ("-" if numbers is None else f"{next(numbers)}."), token

    def _begin_item(self, token: Token) -> None:
        if self._mark is None:
            self._builder.begin("item", len(self._numbers), self._group)
            return
        (mark, item), self._mark = self._mark, None
        self._builder.begin("item", len(self._numbers), self._group, mark)
        if mark != _DEFINED:
            self._builder.put(f"{mark} ", *self._parsed.mark(item))

    def _definitions(self, token: Token) -> None:
        if not self._numbers:
            self._group = self._builder.new_group()
        self._numbers.append(None)

    def _definition_term(self, token: Token) -> None:
        self._mark, self._term = (_DEFINED, token), True

    def _table(self, token: Token) -> None:
        self._table_group = self._builder.new_group()
        self._row_kind: BlockKind = "header"

    def _row(self, token: Token) -> None:
        self._builder.begin(self._row_kind, group=self._table_group)
        self._row_kind = "row"
        self._cells = cells(self._parsed.line(token).text)

    def _cell(self, token: Token) -> None:
        """Takes a cell: the first of those of the row that are left."""
        if not self._cells:
            return
        first, last = self._cells.pop(0)
        line = self._parsed.line(token)
        if self._builder.has_begun:
            self._builder.put("\t", line.places[first - 1], line.places[first])
        self._say(token, self._parsed.cell_offsets(token, first, last))

    def _end_row(self, token: Token) -> None:
        self._cells = None

    def _note(self, token: Token) -> None:
        self._footnote, self._mark = token.meta["label"], None

    def _end_note(self, token: Token) -> None:
        self._footnote = ""


_DEFINED = ":"  # the mark of a term that is defined, which is not shown


def _is_heading(token: Token) -> bool:
    """Whether a paragraph is a heading to those who write: short, all in bold, and no sentence."""
    children = [child for child in token.children or [] if child.content or child.nesting]
    if len(children) < 3 or (children[0].type, children[-1].type) != ("strong_open", "strong_close"):
        return False
    if any(child.type.startswith("strong") for child in children[1:-1]):
        return False
    words = token.content.strip("*_ ")
    return len(words.split()) <= _HEADING_WORDS and not _SENTENCE_END.search(words)
