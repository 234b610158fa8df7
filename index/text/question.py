"""What a question says by itself, read once: everything that later stages ask of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from index.text.analysis import Term, asked_terms, question_language, words
from index.text.answer_types import AnswerType, expected_answer_type
from index.text.completeness import asks_for_all
from index.text.entities import capitals_tell, find_entities
from index.text.negation import is_negated
from index.text.normal_form import TOKEN
from index.text.numbers import find_numbers

_TOKEN = re.compile(TOKEN)


class Token(NamedTuple):
    """Letters and digits without a gap: where they stand, and the same in lower case and without accents."""

    text: str
    start: int
    end: int
    folded: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what it says, whichever articles it is asked of.

    `words` are all its words as they are looked up, `language` is the code of the one that it is asked in;
    `capitals_tell` whether its capitals tell names from other words; `entities` are the names in it, each as its words;
    `answer_type` is None where it expects none in particular; `asks_for_all` whether it asks for all of
    something.
    """

    text: str
    words: tuple[str, ...]
    tokens: tuple[Token, ...]
    language: str
    capitals_tell: bool
    entities: tuple[tuple[str, ...], ...]
    numbers: frozenset[Decimal]
    negated: bool
    answer_type: AnswerType | None
    asks_for_all: bool

    def terms(self, languages: Sequence[str] = ("en",)) -> tuple[Term, ...]:
        """The words that it asks for, each once, as articles in these languages have them."""
        return tuple(dict.fromkeys(asked_terms(self.text, languages, self.words)))


def analyze(text: str) -> Question:
    """Reads a question."""
    said = tuple(words(text))
    language = question_language(text, said)
    return Question(
        text,
        said,
        tuple(
            Token(token[0], token.start(), token.end(), " ".join(words(token[0]))) for token in _TOKEN.finditer(text)
        ),
        language,
        capitals_tell(text),
        tuple(find_entities(text, language)),
        find_numbers(text, language),
        is_negated(text),
        expected_answer_type(text),
        asks_for_all(text),
    )
