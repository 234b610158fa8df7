"""A browser's search for what a text directive names, step by step as its specification has it.

See "finding ranges in a document" in https://wicg.github.io/scroll-to-text-fragment/.
"""

from dataclasses import dataclass
from unicodedata import category, normalize
from urllib.parse import unquote

from index.records import EDGE, GAP, Span


@dataclass(frozen=True, slots=True)
class Browser:
    """A page by the text that index.records.PageText has of it; whether edges and gaps part it is not told there."""

    text: str
    edges_part: bool
    gaps_part: bool

    def found(self, directive: str) -> Span | None:
        """Where the text stands that a directive lights up, without marks."""
        parts = directive.split(",")
        prefix = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else ""
        suffix = unquote(parts.pop()[1:]) if parts[-1].startswith("-") else ""
        start, end = (*map(unquote, parts), "")[:2]
        at = 0
        while (begun := self._start(prefix, start, bool(end) or not suffix, at)) is not None:
            at, first = begun
            if first is None:
                continue
            if end:
                ending = self._string(end, first.end, True, True)
                return None if ending is None else self._place(Span(first.start, ending.end))
            behind = self._behind_blanks(first.end)
            following = self._string(suffix, behind, False, True) if suffix else None
            if not suffix or (following is not None and following.start == behind):
                return self._place(first)
        return None

    def _start(self, prefix: str, start: str, end_bounded: bool, at: int) -> tuple[int, Span | None] | None:
        """From where to search on, and the next start, if it is right behind the prefix; None where there is none."""
        if not prefix:
            first = self._string(start, at, True, end_bounded)
            return None if first is None else (first.start + 1, first)
        before = self._string(prefix, at, True, False)
        behind = self._behind_blanks(before.end) if before is not None else 0
        first = self._string(start, behind, False, end_bounded)
        if before is None or first is None:
            return None
        return before.start + 1, first if first.start == behind else None

    @property
    def _letters(self) -> list[tuple[str, int]]:
        """What is compared, letter by letter, each with where it stands in the text without marks."""
        letters, offset = list[tuple[str, int]](), 0
        for character in self.text:
            if character in (EDGE, GAP):
                if self.edges_part if character == EDGE else self.gaps_part:
                    letters.append(("\n", offset))
                continue
            plain = normalize("NFKD", character.casefold())
            letters += [(letter, offset) for letter in plain if category(letter) != "Mn"]
            offset += 1
        return [*letters, ("\n", offset)]

    @property
    def _folded(self) -> str:
        return "".join(letter for letter, _ in self._letters)

    def _string(self, words: str, at: int, start_bounded: bool, end_bounded: bool) -> Span | None:
        named = Browser(words, False, False)._folded[:-1]
        place = self._folded.find(named, at)
        while place >= 0:
            end = place + len(named)
            if (not start_bounded or self._is_bound(place)) and (not end_bounded or self._is_bound(end)):
                return Span(place, end)
            place = self._folded.find(named, place + 1)
        return None

    def _behind_blanks(self, at: int) -> int:
        while at < len(self._folded) and self._folded[at].isspace():
            at += 1
        return at

    def _is_bound(self, place: int) -> bool:
        return not (self._folded[place - 1 : place].isalnum() and self._folded[place : place + 1].isalnum())

    def _place(self, span: Span) -> Span:
        letters = self._letters
        return Span(letters[span.start][1], letters[span.end - 1][1] + 1)
