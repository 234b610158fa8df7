"""From lines of wikitext to blocks: what a line begins with tells what it is."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from index.ingest.readers.markup.builder import ReadingBuilder
from index.ingest.readers.markup.mediawiki_source import SafeText
from index.ingest.readers.markup.questions import LEVEL, question_start
from index.records import BlockKind

_APART = 2  # ends of lines that part paragraphs
_SENTENCE_END = re.compile(r"(?:[.!?…:][\"'”’»)\]]*|[。！？])$")
_MARKED = 8  # characters before what is shown of a line
_LINE = re.compile(r"(?P<open>''')?(?P<all>[^\r\n]{1,400}?)(?P<close>''')?[ \t]*(?=[\r\n]|\Z)")
_TERM = re.compile(r"(?P<all>[^\r\n:]{1,400}\?)[ \t]*(?=[:\r\n]|\Z)")
_TAIL = 5  # characters that tell whether a sentence ends
_BEHIND = " \r\n<{"  # what stands behind a footnote where a sentence ends; nothing may too


class LineWriter:
    """Writes what is shown, in order, and begins a block where a line does. Places are those in a safe text."""

    def __init__(self, text: str, safe: SafeText, builder: ReadingBuilder) -> None:
        self._text = text
        self._safe = safe
        self._builder = builder
        self._end = 0  # of what was taken of the text
        self._open = ""  # the block that is open: paragraph, item, term or code
        self._breaks = _APART  # lines that ended since something was shown
        self._marks = ""  # of the list item that begins
        self._start = 0  # of these marks, or of the white space that a line begins with
        self._indented = False
        self._space: tuple[int, int] | None = None  # white space behind what was shown
        self._list = ""  # the marks of the item before
        self._group = 0
        self._counts = Counter[str]()
        self._inline = 0
        self._asked = False  # whether what stands here answers a term that is a question
        self._first = 0  # where what is shown of a question begins
        self._tail = ""  # the last characters that were shown

    @property
    def is_inline(self) -> bool:
        """Whether no block can begin here."""
        return self._inline > 0

    @contextmanager
    def inline(self) -> Iterator[None]:
        """While no block can begin."""
        self._inline += 1
        yield
        self._inline -= 1

    def begin(self, kind: BlockKind, level: int = 0, group: int = 0, info: str = "") -> None:
        """Begins a block that is no line's, where one can begin."""
        if not self._inline:
            self._builder.begin(kind, level, group, info)
            self._asked = False

    def finish(self) -> None:
        """Ends the block that is open, where that can end."""
        if self._inline:
            return
        self._builder.end()
        self._open, self._breaks, self._marks, self._indented, self._list = "", _APART, "", False, ""
        self._space = None

    def newline(self, place: int) -> None:
        """Ends a line."""
        if self._inline:
            self.put(" ", place, place + 1)
            return
        self._breaks += 1
        self._marks, self._indented = "", False

    def begin_line(self) -> None:
        """Begins a line of the list that is open, however many lines stand between."""
        self._breaks, self._marks, self._indented = 1, "", False

    def mark(self, mark: str, place: int) -> bool:
        """Takes the mark of a list, or what parts a term from its definition; False where it is neither."""
        if self._inline:
            return False
        if self._breaks or self._marks:
            self._start = self._start if self._marks else place
            self._marks += mark
            return True
        if mark == ":" and self._open == "question":
            self.newline(place)
            return self.mark(mark, place)
        if mark != ":" or self._open != "term":
            return False
        self._open, self._space = "item", None
        self._put("\n  ", *self._source(place, place + 1))
        return True

    def show(self, start: int, end: int) -> None:
        """Shows what stands between two places of a line."""
        shown = self._safe.text[start:end]
        at_start = self._breaks > 0 and not self._marks and not self._inline
        if not shown.strip():
            if at_start:
                self._indented, self._start = True, end
            else:
                self.put(" ", start, end)
            return
        if at_start and shown[0] == " ":
            self._indented, self._start, start = True, start + 1, start + 1
        self._ready(start)
        start = max(start, self._first)
        last = start + len(self._safe.text[start:end].rstrip())
        for source in self._safe.spans(start, last):
            self._builder.copy(*source)
            self._end = source[1]
        self._tail = self._tail[-_TAIL:] + self._safe.text[max(start, last - _TAIL) : last]
        self._space = (last, end) if last < end else None

    def put(self, plain: str, start: int, end: int) -> None:
        """Shows something in place of what stands between two places."""
        if plain == " ":
            self._space = self._space or (start, end)
            return
        if plain.strip():
            self._ready(start)
        elif not self._inline and (self._breaks or not self._open):
            return
        self._put(plain, *self._source(start, end))
        self._tail = self._tail[-_TAIL:] + plain

    def line_break(self, start: int, end: int) -> None:
        """Breaks a line of what is shown."""
        if self._inline:
            self.put(" ", start, end)
        elif self._open and not self._breaks:
            self._put("\n", *self._source(start, end))

    def code(self, language: str, start: int, end: int) -> None:
        """Shows code that stands between two places, without the empty lines around it."""
        shown = self._safe.text[start:end]
        start, end = start + len(shown) - len(shown.lstrip("\r\n")), start + len(shown.rstrip())
        if self._inline:
            self.show(start, max(start, end))
            return
        group, level = self._group if self._list and self._breaks < _APART else 0, len(self._list)
        self._builder.begin("code", level if group else 0, group, language)
        for source in self._safe.spans(start, end):
            self._builder.copy(*source)
            self._end = source[1]
        self._open, self._breaks, self._marks = "", 1 if group else _APART, ""

    def anchor(self, name: str) -> None:
        """Takes that the mark of a footnote stands here."""
        self._builder.anchor(name, self._builder.position)

    @contextmanager
    def note(self, name: str, start: int, end: int) -> Iterator[None]:
        """While a footnote is written that stands between two places; what was open goes on behind it.

        Its source stands amid that of a block. So the block is parted where a sentence ends, and else the footnote
        stands in parentheses.
        """
        is_parted = not self._inline and _SENTENCE_END.search(self._tail) and self._safe.text[end : end + 1] in _BEHIND
        if is_parted:
            self._builder.begin("footnote", info=name)
        else:
            self.put(" ", start, start)
            self.put("(", start, start)
        with self.inline():
            yield
        if is_parted:
            self._builder.end()
            self._space, self._open, self._tail = None, "", ""
        else:
            self._space = None
            self.put(")", end, end)

    def _ready(self, place: int) -> None:
        """Begins a block, or goes on with the one that is open, for what is shown from a place on."""
        space, self._space = self._space, None
        if self._inline or (self._open and not self._breaks):
            if space:
                self._put(" ", *self._source(*space))
            return
        breaks, self._breaks = self._breaks, 0
        marks, self._marks = self._marks, ""
        if self._asked and marks[:1] not in (":", ";"):
            self._builder.begin("heading", LEVEL)  # what follows does not answer it
            self._builder.end()
            self._asked, self._open = False, ""
        if marks:
            self._item(marks, place, breaks)
        elif self._indented:
            self._indented = False
            if self._open == "code" and breaks < _APART:
                self._put("\n", self._end, self._safe.source(self._start))
            else:
                self._begin_line("code", "code")
        elif self._open == "paragraph" and breaks < _APART:
            self._put(" ", self._end, self._safe.source(place))
        elif self._list and not breaks:  # behind a footnote
            self._begin_line("item", "item", len(self._list.rstrip(":")) or 1)
        else:
            line = _line_at(self._safe.text, place)
            if not self._asks(line, line is not None and _is_bold(line)):
                self._begin_line("paragraph", "paragraph")

    def _asks(self, match: re.Match[str] | None, is_marked: bool) -> bool:
        """Begins a heading with what was matched, if that is a question."""
        start = question_start(match["all"], is_marked) if match else None
        if match is None or start is None:
            return False
        self._first = match.start("all") + start
        self._begin_line("question", "heading", LEVEL)
        return True

    def _begin_line(self, opened: str, kind: BlockKind, level: int = 0, info: str = "") -> None:
        if kind != "item":
            self.finish()
            self._breaks = 0
        self._builder.begin(kind, level, self._group if kind == "item" else 0, info)
        self._open = opened

    def _item(self, marks: str, place: int, breaks: int) -> None:
        """Begins an item of a list, or goes on with one."""
        before = self._list if breaks < _APART else ""
        start, end = self._source(self._start, self._start + len(marks))
        if marks[-1] == ":" and self._open in ("item", "term") and before == f"{marks[:-1]};":
            self._open = "item"
            self._put("\n  ", start, end)
            return
        if not marks.strip(":"):
            self._begin_line("paragraph", "paragraph")
            return
        if before[:1].replace(":", ";") != marks[:1].replace(":", ";"):
            self.finish()
            self._breaks = 0
            self._group = self._builder.new_group()
            self._counts.clear()
        self._list = marks
        term = _TERM.match(self._safe.text, place) if marks == ";" else None
        if self._asks(term, True):
            self._list, self._asked = marks, True
        elif marks[-1] == ":":
            self._begin_line("item", "item", max(len(marks) - 1, 1))
        elif marks[-1] == ";":
            self._begin_line("term", "item", len(marks), ":")
        else:
            self._counts = Counter({key: number for key, number in self._counts.items() if marks.startswith(key)})
            self._counts[marks] += 1
            mark = "-" if marks[-1] == "*" else f"{self._counts[marks]}."
            self._begin_line("item", "item", len(marks), mark)
            self._put(mark, start, end)
            self._put(" ", end, self._safe.source(place))

    def _source(self, start: int, end: int) -> tuple[int, int]:
        return self._safe.source(start), self._safe.source(end - 1) + 1 if end > start else self._safe.source(start)

    def _put(self, plain: str, start: int, end: int) -> None:
        start = max(start, self._end)
        end = max(start, end)
        if len(plain) == end - start > 1 and plain != self._text[start:end]:
            self._builder.put(plain[:1], start, end)  # of equal lengths it would count as copied
            plain, start = plain[1:], end
        self._builder.put(plain, start, end)
        self._end = end


def _line_at(text: str, place: int) -> re.Match[str] | None:
    """The line of which a place is at the beginning, but for marks; None where it is further on."""
    before = text[max(place - _MARKED, 0) : place]
    start = place - len(before) + before.rfind("\n") + 1
    return _LINE.match(text, start) if "\n" in before or place < _MARKED else None


def _is_bold(line: re.Match[str]) -> bool:
    return bool(line["open"] and line["close"]) and "'''" not in line["all"]
