"""Where sentences end: what sentencex finds, put right where abbreviations, ordinals and quotations mislead it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Self

import sentencex

from index.text.abbreviations import Abbreviations, abbreviations
from index.text.analysis import words
from index.text.normal_form import normal_form

_WIDE_SPACE = re.compile(r"[^\S\x00-\x7f]")  # sentencex panics where one stands behind an abbreviation
_CLOSING, _OPENING = "\"'”’»)]」』", "\"'“‘„«[¿¡—–-"
_OPENED = _OPENING + "("
_APOSTROPHE = re.compile("[’']")
_FULL_STOP = re.compile(rf"(?<=[^\s.]\.)[{re.escape(_CLOSING)}]*\s+(?=\S)")
_WIDE_STOP = re.compile(r"[。！？｡]+[」』”’）》】]*\s*(?=[^\s。！？｡」』”’）》】])")
_QUOTATION = re.compile("「[^「」]{1,160}」|『[^『』]{1,160}』|“[^“”]{1,160}”|（[^（）]{1,160}）")
_GOES_ON = re.compile("[、，,とはがをにもでのだなっ]")  # what a Japanese sentence goes on with behind a quotation
_KANA = re.compile("[\u3041-\u30fe]")
_SEEN = 40  # characters before and behind a full stop
_PART = re.compile(r"[^\W\d_]{1,2}\.")
_WITHIN = re.compile(r"[-‐–ºª°\d]|[^\W\d_]\.")  # behind a full stop without a space
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,4}")
_NUMBER = re.compile(r"\d{1,3}\.")
_ROMAN = re.compile(r"[IVXLC]{2,}\.")
_COUNTED = re.compile(r"\d|[IVXLCDM]+\b|[^\W\d_]\b")
# Where an ordinal has a full stop behind its number.
_ORDINALS = frozenset({"cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "nn", "no", "pl", "sk", "sl", "sr", "tr"})


def sentence_starts(text: str, language: str) -> list[int]:
    """Where in a text sentences start, the first at 0."""
    even = _WIDE_SPACE.sub(" ", text)
    starts = {int(found["start_index"]) for found in sentencex.get_sentence_boundaries(language, even)}
    starts = {start for start in starts if start and not _is_within_word(text, start)}
    known = abbreviations(language)
    for gap in _FULL_STOP.finditer(even):
        before, behind = text[max(0, gap.start() - _SEEN) : gap.start()], text[gap.end() : gap.end() + _SEEN]
        ends = _FullStop.of(before, behind, known, language).ends_sentence()
        if ends is not None:
            starts.difference_update(range(gap.start(), gap.end() + 1))
        if ends:
            starts.add(gap.end())
    starts.update(gap.end() for gap in _WIDE_STOP.finditer(text))
    for quotation in _QUOTATION.finditer(text):
        starts.difference_update(range(quotation.start() + 1, quotation.end() + _goes_on(text, quotation)))
    return [0, *sorted(starts)]


def _is_within_word(text: str, start: int) -> bool:
    """Whether a full stop without a space behind it ends no sentence, as in "c.-à-d.", "n.º 5" and "a.C."."""
    return text[start - 1] == "." and (text[start].islower() or _WITHIN.match(text, start) is not None)


def _goes_on(text: str, quotation: re.Match[str]) -> bool:
    """Whether a sentence goes on behind a quotation in it that ends with a full stop."""
    if _KANA.search(text) is None:  # in Chinese, unless a colon led to it or it stands alone
        return text[: quotation.start()].rstrip()[-1:] not in {":", "：", "。", "！", "？"}
    return _GOES_ON.match(text, quotation.end()) is not None


@dataclass(frozen=True, slots=True)
class _FullStop:
    """A full stop between spaces.

    With the `words` before it, `last` the one that it stands behind, with it, and `previous` what is abbreviated before
    that, as in "p. m.", empty where that is none; with the text behind it, and its first word, which `follows`.
    """

    words: Sequence[str]
    last: str
    previous: str
    behind: str
    follows: str
    known: Abbreviations
    language: str

    @classmethod
    def of(cls, before: str, behind: str, known: Abbreviations, language: str) -> Self:
        """One between two texts, of which the first ends with it."""
        *words, last = normal_form(before).rstrip(_CLOSING).split()
        words = [word.lstrip(_OPENED) for word in words]
        previous = "".join(reversed(list(takewhile(_PART.fullmatch, reversed(words)))))
        first = normal_form(behind).lstrip(_OPENED).split(maxsplit=1)[:1]
        return cls(
            words, _APOSTROPHE.split(last.lstrip(_OPENED))[-1], previous, behind, "".join(first), known, language
        )

    def ends_sentence(self) -> bool | None:
        """Whether it ends a sentence; None where what stands around it does not tell."""
        last, whole = self.last, self.previous + self.last
        if any(map(self.known.begins, {last + self.follows, whole + self.follows})):
            return False
        for abbreviation in dict.fromkeys((whole, last, last.rsplit("-")[-1])):
            if kind := self.known.kind(abbreviation):
                return self._behind_abbreviation(kind)
        if _ROMAN.fullmatch(last) or (self.language in _ORDINALS and _NUMBER.fullmatch(last)):
            return self._behind_ordinal()
        if _INITIALS.fullmatch(last) and last[0].isupper():
            return self._behind_initial()
        return None

    def _behind_abbreviation(self, kind: str) -> bool | None:
        if kind == "joining" or self._is_lower or self.behind.startswith("("):
            return False
        if kind == "counting":
            return self._begins or (False if _COUNTED.match(self.follows) else None)
        if kind == "units":
            return self._begins
        if self._follows_on:
            return False
        return True if self.follows[:1].isupper() and self.known.kind(self.follows) != "joining" else None

    def _behind_ordinal(self) -> bool | None:
        if self._is_lower or self.follows[:1].isdigit():
            return False
        if self._begins or (self.language not in _ORDINALS and self.follows[:1].isupper()):
            return True
        return False if self._follows_on or self._previous_word.casefold() in self.known.before_ordinals else None

    def _behind_initial(self) -> bool | None:
        if self._is_lower:
            return False
        if not self.follows[:1].isupper():
            return None
        return self._begins or self._previous_word.casefold() in self.known.lettered

    @property
    def _previous_word(self) -> str:
        """The word before the last one, without marks."""
        return self.words[-1].strip(",;:") if self.words else ""

    @property
    def _is_lower(self) -> bool:
        return self.follows[:1].islower()

    @property
    def _begins(self) -> bool:
        """Whether the word behind it is one that sentences begin with."""
        if not self.follows[:1].isupper() or _INITIALS.fullmatch(self.follows):
            return False
        return not self.known.starters.isdisjoint(words(self.follows)[:1])

    @property
    def _follows_on(self) -> bool:
        """Whether the word behind it is one that with a capital too goes on."""
        word = self.follows.rstrip(_CLOSING + ".,;:!?").casefold()
        return word in self.known.following or word.removesuffix("s") in self.known.following
