"""The text of a page as a browser searches it: what of it would be found, and where first.

The browser compares letters without case, accents and the like, and takes whole words alone. Where it is not known
whether it would find something, that counts as found where it must not be, and as not found where it must.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from unicodedata import category, digit, normalize

from bot.service.page_words import QUOTATION
from index.records import EDGE, GAP, Span

_MARK = re.compile(f"[{EDGE}{GAP}]")
_BETWEEN = re.compile(r"\s*")
_SAME = {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "\n": "\n", **QUOTATION}
_OF_WORDS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd"})  # not so "½" and "²"
_NO_SPACES = re.compile(  # scripts in which it takes a dictionary to tell where a word ends
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u2e80-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)


class SearchedPage:
    """A page that is searched, by the text that `index.records.PageText` has of it.

    Offsets are in `text`, which is without marks.
    """

    def __init__(self, text: str) -> None:
        self.text = _MARK.sub("", text)
        marks = [(match.start() - number, match[0]) for number, match in enumerate(_MARK.finditer(text))]
        self._edges = [offset for offset, _ in marks]
        self._gaps = [offset for offset, mark in marks if mark == GAP]
        table = {ord(letter): _folded(letter) for letter in set(self.text)}
        self._folded = self.text.translate(table)
        self._starts: Sequence[int] = range(len(self.text) + 1)
        if any(len(letters) != 1 for letters in table.values()):
            self._starts = [0, *accumulate(len(table[ord(letter)]) for letter in self.text)]
        self._unsure = {self._starts[offset] for offset in self._edges}
        odd = [letter for letter in table if chr(letter).isalnum() and category(chr(letter)) not in _OF_WORDS]
        if odd:
            for match in re.finditer(f"[{re.escape(''.join(map(chr, odd)))}]", self.text):
                self._unsure |= {self._starts[match.start()], self._starts[match.end()]}

    def is_whole(self, span: Span) -> bool:
        """Whether a stretch lies within one run of text, where no element begins or ends."""
        return bisect_right(self._edges, span.start) == bisect_left(self._edges, span.end)

    def has_gap(self, span: Span) -> bool:
        """Whether a picture or the like stands in a stretch, its ends included."""
        return bisect_left(self._gaps, span.start) < bisect_right(self._gaps, span.end)

    def edges(self, span: Span) -> list[int]:
        """Where within a stretch an element begins or ends, or a picture stands."""
        return self._edges[bisect_right(self._edges, span.start) : bisect_left(self._edges, span.end)]

    def gaps(self, span: Span) -> list[int]:
        """Where within a stretch pictures and the like stand."""
        return self._gaps[bisect_right(self._gaps, span.start) : bisect_left(self._gaps, span.end)]

    def finds(
        self, span: Span, prefix: Span | None = None, suffix: Span | None = None, after: int = 0, alone: bool = False
    ) -> bool:
        """Whether the words of a stretch are first found there, behind a prefix and before a suffix where one is given.

        What is searched begins at `after`. That they are found nowhere else is asked for if `alone`, and of what goes
        over the end of an element, since that may not be found.
        """
        parts = [part for part in (prefix, span, suffix) if part is not None]
        places = self._places(parts, self._starts[after])
        if next(places, -1) != self._starts[parts[0].start]:
            return False
        if alone or not all(map(self.is_whole, parts)):
            return next(places, -1) < 0
        return True

    def _places(self, parts: Sequence[Span], start: int) -> Iterator[int]:
        """Where all of some parts may be found, one behind the other."""
        first, *others = (self._folded[self._starts[part.start] : self._starts[part.end]] for part in parts)
        place = self._folded.find(first, start)
        while place >= 0:
            end = place + len(first)
            for words in others:
                between = _BETWEEN.match(self._folded, end)
                end = between.end() if between else end
                end = end + len(words) if self._folded.startswith(words, end) else -1
                if end < 0:
                    break
            if end >= 0 and not self._is_within_word(place) and not self._is_within_word(end):
                yield place
            place = self._folded.find(first, place + 1)

    def _is_within_word(self, place: int) -> bool:
        """Whether surely no word begins or ends at a place of what is compared."""
        before, behind = self._folded[max(place - 1, 0) : place], self._folded[place : place + 1]
        if not before.isalnum() or not behind.isalnum() or place in self._unsure:
            return False
        return not is_spaceless(before + behind)


def is_spaceless(text: str) -> bool:
    """Whether a text has letters of a script without spaces between its words."""
    return _NO_SPACES.search(text) is not None


def _folded(letter: str) -> str:
    """A letter as it is compared; empty where it is not."""
    if letter in _SAME:
        return _SAME[letter]
    value = digit(letter, None)
    if value is not None:
        return str(value)
    if "ァ" <= letter <= "ヶ":
        letter = chr(ord(letter) - ord("ァ") + ord("ぁ"))
    plain = normalize("NFKD", letter.casefold())
    plain = "".join(_SAME.get(one, one) for one in plain if category(one) not in ("Mn", "Me", "Cf", "Cc"))
    return " " if letter.isspace() else plain
