"""What texts that may say the same are compared by: their terms, their numbers, their names, and what they deny."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from index.text.analysis import held_terms, terms
from index.text.entities import Names, read_names
from index.text.negation import count_negations
from index.text.normal_form import normal_form
from index.text.numbers import find_numbers, without_numbers


@dataclass(frozen=True)
class TextFacts:
    """A text of a language with what is compared of it, each read when it is first asked for."""

    text: str
    language: str = "en"

    @cached_property
    def terms(self) -> frozenset[str]:
        """Its words that count, as those of English."""
        return frozenset(terms(self.text))

    def terms_in(self, language: str) -> frozenset[str]:
        """All by which a question may ask for its words, as those of a language."""
        return held_terms(self.text, language)

    @cached_property
    def terms_beside_numbers(self) -> frozenset[str]:
        """Its words that count, less its numbers."""
        return frozenset(terms(without_numbers(normal_form(self.text), self.language)))

    @cached_property
    def numbers(self) -> frozenset[Decimal]:
        """Its numbers."""
        return find_numbers(normal_form(self.text), self.language)

    @cached_property
    def names(self) -> Names:
        """Its words, and which of them are names, less its numbers."""
        return read_names(without_numbers(normal_form(self.text), self.language))

    def names_other_than(self, other: "TextFacts") -> bool:
        """Whether each speaks by name of what the other does not; one that only adds to the other does not."""
        return self.names.lacked_by(other.names) and other.names.lacked_by(self.names)

    @cached_property
    def negations(self) -> int:
        """How often it denies something."""
        return count_negations(self.text)

    @cached_property
    def single_spaced(self) -> str:
        """The text with one space for each stretch of white space."""
        return " ".join(self.text.split())
