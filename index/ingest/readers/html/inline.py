"""What one block of a page says, as it is put together of the runs of text in it."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self

from index.ingest.readers.document import NoteMark, OnPage
from index.ingest.readers.markup.marks import raised

_UNSEEN = re.compile(r"[\u00ad\u200b\u2060\ufeff]")  # soft hyphens and the like
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0\u202f\u2007]+")


def fold(text: str, spaces: bool = True) -> str:
    """The text without what nobody sees of it, and with any white space as one blank, if that is wanted."""
    seen = _UNSEEN.sub("", text)
    return _SPACE.sub(" ", seen) if spaces else seen


class Said(NamedTuple):
    """What a block says, the marks of footnotes in it, whether all of it is bold, and where it stands on its page."""

    text: str
    notes: tuple[NoteMark, ...] = ()
    is_bold: bool = False
    page: tuple[OnPage, ...] = ()

    def cut(self, start: int) -> Self:
        """The same from an offset on."""
        notes = tuple(note._replace(offset=max(note.offset - start, 0)) for note in self.notes)
        page = tuple(one.cut(start) for one in self.page if one.offset + one.length > start)
        return self._replace(text=self.text[start:], notes=notes, page=page)


class InlineText:
    """Text that is put together: white space is folded, and lines end where their author broke them."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._notes: list[NoteMark] = []
        self._page: list[OnPage] = []
        self._all_bold = True

    def say(self, text: str, bold: bool = False, origin: int | None = None) -> None:
        """Takes a run of text, of which the first letter stands on its page at `origin`."""
        folded = fold(text)
        if folded.startswith(" ") and self._last in ("", " ", "\n"):
            folded = folded[1:]
        self._all_bold = self._all_bold and (bold or not folded.strip())
        if origin is not None and (seen := folded.lstrip(" ")):
            self._page.append(OnPage(self._length + len(folded) - len(seen), origin, len(seen)))
        self._add(folded)

    def say_each(self, texts: Iterable[tuple[str, int | None]], bold: bool = False) -> None:
        """Takes runs of text, each with where its first letter stands on its page, or None."""
        for text, origin in texts:
            self.say(text, bold, origin)

    def raise_next(self, text: str) -> None:
        """Takes the sign of a power where the text that follows is one."""
        self._add(raised(self._last, text.strip()))

    def break_line(self) -> bool:
        """Ends a line; whether it was at its end already."""
        if self._last == "\n":
            return True
        if self._last == " ":
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1
        if self._length:
            self._add("\n")
        return False

    def mark_note(self, label: str) -> None:
        """Takes the mark of a footnote."""
        self._notes.append(NoteMark(self._length, label))

    def take(self) -> Said:
        """All of it, whereupon another block begins."""
        text = "".join(self._parts).rstrip()
        notes = tuple(note._replace(offset=min(note.offset, len(text))) for note in self._notes)
        taken = Said(text, notes, self._all_bold, tuple(self._page))
        self._begin()
        return taken

    @property
    def _last(self) -> str:
        return self._parts[-1][-1] if self._parts else ""

    def _add(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)


def joined(cells: Sequence[Said], between: str) -> Said:
    """Several texts as one, parted by a character."""
    text, notes, page = "", list[NoteMark](), list[OnPage]()
    for number, cell in enumerate(cells):
        text += between if number else ""
        notes += [NoteMark(len(text) + note.offset, note.label) for note in cell.notes]
        page += [one._replace(offset=len(text) + one.offset) for one in cell.page]
        text += cell.text
    return Said(text, tuple(notes), page=tuple(page))
