"""From the elements of a page, or of a part of one, to what it says: blocks in the order of the page."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, count, pairwise

from lxml import etree

from index.ingest.readers.document import TextBlock
from index.ingest.readers.elements import Element
from index.ingest.readers.html.hidden import is_hidden
from index.ingest.readers.html.inline import InlineText, Said, joined
from index.ingest.readers.html.lists import TERM, HtmlList, begin_item, continues, is_toggles, open_list
from index.ingest.readers.html.looks import (
    TERM_LEVEL,
    code_language,
    code_lines,
    formula,
    is_bold,
    line_level,
    looks_like_heading,
    office_item,
    question_scope,
)
from index.ingest.readers.html.notes import Notes, find_notes
from index.ingest.readers.html.page_text import NO_PAGE, PageTexts
from index.ingest.readers.html.parsing import parse_html, said
from index.ingest.readers.html.tables import is_layout, rows
from index.ingest.readers.markup.questions import LEVEL, question_start
from index.records import BlockKind

_APART = frozenset(
    """
    address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form header hgroup hr html legend li main menu nav ol p pre search section summary table tbody td
    tfoot th thead tr ul
    """.split()  # noqa: SIM905
)
_LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ENDING_HEADINGS = _HEADINGS | {"p", "ul", "ol", "dl", "table", "pre", "blockquote"}  # which someone forgot to close
_NOTE_START = re.compile(r"(?:\s|\[[\w*†‡ ]{0,4}\]|\([\s,]*\)|[\^†‡*.:]|\d{1,3}\.(?=\s))*")


def html_blocks(
    root: Element | str, page: str = "", groups: Iterator[int] | None = None, texts: PageTexts = NO_PAGE
) -> tuple[TextBlock, ...]:
    """What a page says, or a part of one, given as its root or as markup.

    Of several pages that become one document, `page` is the name by which they link to each other, and `groups` gives
    the numbers of lists and tables. `texts` tells where what is said stands on its page. Raises UnreadableError where
    markup cannot be read.
    """
    root = parse_html(root) if isinstance(root, str) else root
    walk = _Walk(root, find_notes(root, page), groups or count(1), texts)
    return tuple(_without_idle_ends(walk.blocks()))


class _Walk:
    """Goes through the elements one by one, without recursion, and ends a block where a browser begins another."""

    def __init__(self, root: Element, notes: Notes, groups: Iterator[int], texts: PageTexts) -> None:
        self._root = root
        self._notes = notes
        self._groups = groups
        self._texts = texts
        self._blocks: list[TextBlock] = []
        self._inline = InlineText()
        self._lists: list[HtmlList] = []
        self._last_list: HtmlList | None = None  # the last of the outermost lists that was closed
        self._lines: list[tuple[Element, int]] = []  # what is read as one line, with its level
        self._folds: dict[Element, int] = {}  # what a question heads, and its level
        self._note: list[Element] = []  # that is read
        self._bold = 0
        self._term: Said | None = None  # which waits for what it means
        self._paragraph: Element | None = None  # that is read

    def blocks(self) -> list[TextBlock]:
        """All that it says."""
        self._walk()
        self._flush()
        self._leave_term()
        return self._blocks

    def line(self) -> Said:
        """All that it says as one line."""
        self._lines.append((self._root, TERM_LEVEL))
        self._walk()
        return self._inline.take()

    def _walk(self) -> None:
        events = etree.iterwalk(self._root, events=("start", "end"))
        whole: Element | None = None
        for event, element in events:
            if event == "start":
                if element is not self._root and self._takes_whole(element):
                    whole = element
                    events.skip_subtree()
                else:
                    self._start(element)
                    self._inline.say_each(self._texts.of(element), self._bold > 0)
            elif element is not self._root:
                if element is not whole:
                    self._end(element)
                whole = None
                self._inline.say_each(self._texts.of(element, behind=True), self._bold > 0)

    def _takes_whole(self, element: Element) -> bool:
        """Whether an element is done with as it begins."""
        if label := self._notes.marks.get(element):
            self._inline.mark_note(label)
        elif element in self._notes.left_out or is_hidden(element):
            pass
        elif element.tag == "math":
            self._inline.say(formula(element))
        elif element.tag == "pre" and not self._lines:
            self._code(element)
        elif element.tag == "table" and not self._lines and not is_layout(element):
            self._table(element)
        else:
            return False
        return True

    def _start(self, element: Element) -> None:
        tag, level = str(element.tag), line_level(element)
        if self._lines and self._lines[-1][0].tag in _HEADINGS and tag in _ENDING_HEADINGS:
            self._end_line()
        if tag in _APART or level is not None:
            self._part()
        if element in self._notes.notes:
            self._note.append(element)
        if level is not None and element is not self._root:
            self._begin_line(element, level)
        elif tag in _LISTS and not self._lines and not is_toggles(element):
            self._open_list(element)
        elif tag == "li" and self._lists:
            begin_item(self._lists[-1], element)
        else:
            self._start_text(element)
        self._bold += is_bold(element)

    def _start_text(self, element: Element) -> None:
        """Begins an element that is a paragraph or stands within one."""
        match element.tag:
            case "p":
                self._paragraph = element
            case "br":
                if self._lines or self._inline.break_line():
                    self._part()
            case "q":
                self._inline.say("“", self._bold > 0)
            case "sup":
                self._inline.raise_next(said(element))

    def _end(self, element: Element) -> None:
        tag = element.tag
        if self._lines and self._lines[-1][0] is element:
            self._end_line()
        elif tag in _APART:
            self._part()
        if tag == "q":
            self._inline.say("”", self._bold > 0)
        self._bold -= is_bold(element)
        if self._lists:
            if tag in ("li", "dd"):
                self._lists[-1].mark = None
            elif self._lists[-1].element is element:
                self._close_list()
        if self._note and self._note[-1] is element:
            self._note.pop()
        if element in self._folds:
            self._blocks.append(TextBlock("heading", "", self._folds[element]))

    def _part(self) -> None:
        """Ends what a browser shows in a line of its own."""
        if self._lines:
            self._inline.say(" ")
        else:
            self._flush()

    def _begin_line(self, element: Element, level: int) -> None:
        if not self._lines:
            if level == TERM_LEVEL and self._lists:
                self._leave_term()
                self._lists[-1].is_answer = False
            self._lines.append((element, level))
        elif level != LEVEL:  # the heading within what folds
            self._lines[-1] = self._lines[-1][0], level or self._lines[-1][1]

    def _end_line(self) -> None:
        element, level = self._lines.pop()
        taken = self._inline.take()
        taken = taken._replace(text=taken.text.replace("\n", " "))
        if not taken.text:
            return
        if level != TERM_LEVEL:
            self._heading(taken, level)
            owner = element.getparent() if element.tag == "summary" else question_scope(element)
            if owner is not None:
                self._folds[owner] = level
        elif (start := question_start(taken.text, is_marked=True)) is not None:
            self._heading(taken.cut(start), LEVEL)
            if self._lists:
                self._lists[-1].is_answer = True
                self._folds[self._lists[-1].element] = LEVEL
        else:
            self._leave_term()
            self._term = taken

    def _heading(self, taken: Said, level: int) -> None:
        self._leave_term()
        self._blocks.append(_block("heading", taken, level))

    def _leave_term(self) -> None:
        """Lets a term stand by itself that nothing is said of."""
        if self._term is not None:
            term, self._term = self._term, None
            self._add_item(term, TERM)

    def _open_list(self, element: Element) -> None:
        self._leave_term()
        if self._lists:
            group = self._lists[0].group
        elif self._last_list is not None and continues(element, self._last_list.element):
            group = self._last_list.group
        else:
            group = next(self._groups)
        self._lists.append(open_list(element, group, len(self._lists)))

    def _close_list(self) -> None:
        self._leave_term()
        closed = self._lists.pop()
        if not self._lists:
            self._last_list = closed

    def _flush(self) -> None:
        """Ends the block that is read."""
        taken = self._inline.take()
        if not taken.text:
            return
        if self._note:
            self._leave_term()
            start = _NOTE_START.match(taken.text)
            note = taken.cut(start.end() if start else 0)
            label = self._notes.notes[self._note[-1]]
            if note.text:
                self._blocks.append(_block("footnote", note, info=label))
        elif self._lists and not self._lists[-1].is_answer:
            mark, self._lists[-1].mark = self._lists[-1].mark or "", None
            if self._term is not None:
                taken, mark, self._term = joined((self._term, taken), "\n"), TERM, None
            self._add_item(taken, mark)
        else:
            self._leave_term()
            self._say_apart(taken)

    def _add_item(self, taken: Said, mark: str) -> None:
        level, group = (self._lists[-1].level, self._lists[0].group) if self._lists else (1, next(self._groups))
        self._blocks.append(_block("item", taken, level, group, mark))

    def _say_apart(self, taken: Said) -> None:
        """Ends a block that stands in no list: a paragraph, or what its author made look like something else."""
        start = question_start(taken.text, taken.is_bold)
        item = office_item(self._paragraph, taken.text) if self._paragraph is not None else None
        if item is not None:
            last = self._blocks[-1] if self._blocks else None
            group = last.group if last is not None and last.kind == "item" else next(self._groups)
            cut = taken.cut(item.start)
            self._blocks.append(_block("item", cut, item.level, group, item.mark))
        elif start is not None:
            self._heading(taken.cut(start), LEVEL)
        elif taken.is_bold and looks_like_heading(taken.text):
            self._heading(taken, LEVEL)
        elif any(map(str.isalnum, taken.text)):  # else it is an icon, or parts the text as a line does
            self._blocks.append(_block("paragraph", taken))

    def _code(self, element: Element) -> None:
        self._flush()
        self._leave_term()
        code, depth = code_lines(element, self._texts), len(self._lists)
        if code.text:
            group = self._lists[0].group if self._lists else 0
            self._blocks.append(_block("code", code, depth, group, code_language(element)))

    def _table(self, element: Element) -> None:
        self._flush()
        self._leave_term()
        captions = (_line(caption, self._notes, self._texts) for caption in element.iterchildren("caption"))
        self._blocks += [_block("paragraph", taken) for taken in captions if taken.text]
        group = next(self._groups)
        for row in rows(element):
            cells = [Said("") if cell is None else _line(cell, self._notes, self._texts) for cell in row.cells]
            taken = joined(cells, "\t")
            kind: BlockKind = "header" if row.is_header else "row"
            if taken.text.strip():
                self._blocks.append(_block(kind, taken, 0, group))


def _block(kind: BlockKind, taken: Said, level: int = 0, group: int = 0, info: str = "") -> TextBlock:
    return TextBlock(kind, taken.text, level, group, info, notes=taken.notes, page=taken.page)


def _line(element: Element, notes: Notes, texts: PageTexts) -> Said:
    """What an element says as one line; nothing in it is a list or table of its own."""
    if not len(element):  # as most cells are
        inline = InlineText()
        inline.say_each(texts.of(element))
        return inline.take()
    return _Walk(element, notes, count(), texts).line()


def _without_idle_ends(blocks: Sequence[TextBlock]) -> Iterator[TextBlock]:
    """The blocks without the ends of headings that others end as well."""
    for block, following in pairwise(chain(blocks, (None,))):
        assert block is not None  # noqa: S101  only the last is none
        is_end = block.kind == "heading" and not block.text
        if is_end and (following is None or (following.kind == "heading" and following.level <= block.level)):
            continue
        yield block
