"""What texts that may say the same are compared by: their terms, their numbers, their names, and what they deny."""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from decimal import Decimal
from math import inf
from typing import TypeVar

from index.lazy import lazy
from index.text.analysis import held_terms, terms
from index.text.entities import Names, folded, read_names, read_words
from index.text.negation import count_negations
from index.text.normal_form import normal_form
from index.text.number_words import english_number_terms, may_be_in_words, may_part_words
from index.text.numbers import find_numbers, without_numbers
from index.text.scripts import is_unspaced

T = TypeVar("T")

_BESIDE_LETTER = re.compile(r"\d(?:(?=[^\W\d_])|(?<=[^\W\d_].))")
_OTHER_SCRIPT = re.compile(r"[^\x00-\u024f\u2010-\u205e]")  # than Latin, with other ways to write numbers


@dataclass(frozen=True)
class TextFacts:
    """A text of a language with what is compared of it, each read when it is first asked for.

    One that is made up of several has them as its `parts`, and of most what these have.
    """

    text: str
    language: str = "en"
    parts: tuple["TextFacts", ...] = ()

    @lazy
    def held(self) -> frozenset[str]:
        """All by which a question may ask for its words, as those of its language."""
        return _all(part.held for part in self.parts) if self.parts else held_terms(self.text, self.language)

    @lazy
    def terms(self) -> frozenset[str]:
        """Its words that count, as those of English."""
        if self.parts:
            return _all(part.terms for part in self.parts)
        return self.held if self.language == "en" and not is_unspaced(self.text) else frozenset(terms(self.text))

    @lazy
    def terms_beside_numbers(self) -> frozenset[str]:
        """Its words that count, less its numbers."""
        return frozenset(terms(self._beside_numbers))

    @lazy
    def least_terms(self) -> int:
        """How many of its words that count are surely no part of a number of English, told without reading these.

        Of several parts the fewest of one.
        """
        if self.parts:
            return min(part.least_terms for part in self.parts)
        return sum(map(str.isalpha, self.terms - english_number_terms()))

    @lazy
    def most_cut(self) -> float:
        """How many words it may have beside its numbers that are none of its own, as "th" of "16th": no more than that.

        Without a limit where that is not told without reading its numbers; of several parts the most of one.
        """
        if self.parts:
            return max(part.most_cut for part in self.parts)
        text = normal_form(self.text)
        if self.language != "en" or _OTHER_SCRIPT.search(text):
            return inf
        if may_be_in_words(self.held, "en") and may_part_words(text):
            return inf
        return 2 * len(_BESIDE_LETTER.findall(text))

    @lazy
    def numbers(self) -> frozenset[Decimal]:
        """Its numbers."""
        if self.parts:
            return _all(part.numbers for part in self.parts)
        return find_numbers(normal_form(self.text), self.language, self.held)

    @lazy
    def words(self) -> frozenset[str]:
        """All its words, without accents and in lower case, less its numbers."""
        return _all(part.words for part in self.parts) if self.parts else read_words(self._beside_numbers)

    @lazy
    def names(self) -> Names:
        """Which of its words are names, less its numbers."""
        return read_names(self._beside_numbers)

    @lazy
    def _beside_numbers(self) -> str:
        text = normal_form(self.text)
        return without_numbers(text, self.language, self.held) if self.numbers else text

    @lazy
    def _folded(self) -> str:
        return folded(normal_form(self.text))

    def has(self, word: str) -> bool:
        """Whether a word, without accents and in lower case, is one of its words."""
        if word not in self._folded:  # as most; to read all words takes 30 times as long
            return False
        return any(part.has(word) for part in self.parts) if self.parts else word in self.words

    def lacks_any(self, words: Set[str]) -> bool:
        """Whether one of some words is none of its own."""
        return not all(map(self.has, words))

    def names_other_than(self, other: "TextFacts") -> bool:
        """Whether each speaks by name of what the other does not; one that only adds to the other does not."""
        return self.names_lacked_by(other) and other.names_lacked_by(self)

    def names_lacked_by(self, other: "TextFacts") -> bool:
        """Whether it speaks by name of what another does not; a first word counts where the other has a name more.

        "Police" and "Officials" at the start may be two names; beside "the" one is none.
        """
        if other.lacks_any(self.names.inner):
            return True
        return other.lacks_any(self.names.openings) and self.lacks_any(other.names.inner | other.names.openings)

    @lazy
    def negations(self) -> int:
        """How often it denies something."""
        return count_negations(self.text)

    @lazy
    def single_spaced(self) -> str:
        """The text with one space for each stretch of white space."""
        return " ".join(self.text.split())


def _all(parts: Iterable[frozenset[T]]) -> frozenset[T]:
    return frozenset[T]().union(*parts)
