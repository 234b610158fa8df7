"""What a question says: the terms to look for, the phrases that it quotes, and the days that it names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import NamedTuple, Self

from index.text.analysis import Term, asked_terms, words
from index.text.dates import DateRange, find_date_range
from index.text.normal_form import TOKEN, normal_form
from index.text.question import Question, analyze
from index.text.scripts import UNSPACED
from index.text.spelling import respelled
from index.text.stopwords import STOPWORDS

_LONGEST = 2000  # characters of a question
# A mark that opens stands before a word and not behind one, as those of inches do; one that closes the other way round.
_QUOTED = re.compile(r"""(?<!\w)["“„«](?=\S)([^"“”„«»]+)(?<=\S)["”“»](?!\w)""")


# Where no spaces part words, any two characters.
_TOKEN = re.compile(rf"(?=([{UNSPACED}]{{2}}))|{TOKEN}")
_WORD = re.compile(rf"{TOKEN}(?:['’-]{TOKEN})*")


class ContentWord(NamedTuple):
    """A word of a question that says more than how it is asked: where it stands, and its terms."""

    start: int
    end: int
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it is looked up, with misspelt words put right.

    It has its `terms`, each once, its words that count, the words of each phrase in quotes, and the days that it names;
    `languages` are those of the articles, in which its words are looked for. `unknown` are words that neither articles
    nor the model know, lower case and without accents.
    """

    question: Question
    terms: tuple[Term, ...]
    content_words: tuple[ContentWord, ...]
    phrases: tuple[tuple[str, ...], ...]
    date_range: DateRange | None
    languages: tuple[str, ...]
    unknown: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The question, word for word."""
        return self.question.text

    def spelled(self, spellings: Mapping[str, str]) -> Self:
        """The query with words spelled another way, outside of phrases."""
        question = analyze(respelled(self.text, spellings))
        terms, content_words = question.terms(self.languages), _content_words(question, self.languages)
        return replace(self, question=question, terms=terms, content_words=content_words)

    def matched(self, text: str) -> list[str]:
        """The words of a text, as they stand there and each once, that are among the terms."""
        wanted = frozenset(chain.from_iterable(self.terms))
        tokens = (token[1] or token[0] for token in _TOKEN.finditer(text))
        matching = (
            word for word in tokens if not wanted.isdisjoint(chain.from_iterable(asked_terms(word, self.languages)))
        )
        return list({word.casefold(): word for word in matching}.values())


def legible(question: str) -> str:
    """A question as it is read: its first 2,000 characters, in normal form, what is none of Unicode's replaced."""
    return normal_form(question[:_LONGEST].encode(errors="replace").decode())


def understand(question: Question, today: date, languages: Iterable[str] = ("en",)) -> Query:
    """Takes a question as it is asked today of articles in these languages."""
    languages = tuple(languages)
    return Query(
        question,
        question.terms(languages),
        _content_words(question, languages),
        tuple(phrases(question.text)),
        find_date_range(question.text, today),
        languages,
    )


def phrases(text: str) -> list[tuple[str, ...]]:
    """The words of each phrase in quotes; a single word in quotes is none."""
    quoted = [match[1] for match in _QUOTED.finditer(text)]
    found = [tuple(words(phrase)) for phrase in quoted if len(phrase.split()) > 1]
    return [phrase for phrase in dict.fromkeys(found) if len(phrase) > 1]


def holds_phrases(texts: Iterable[str], wanted: Iterable[Sequence[str]]) -> bool:
    """Whether every phrase stands in one of these texts, its words one after another."""
    held = [f" {' '.join(words(text))} " for text in texts]
    return all(any(f" {' '.join(phrase)} " in text for text in held) for phrase in wanted)


def _content_words(question: Question, languages: Sequence[str]) -> tuple[ContentWord, ...]:
    found = ((word, words(word[0])) for word in _WORD.finditer(question.text))
    return tuple(
        ContentWord(word.start(), word.end(), tuple(asked_terms(word[0], languages, said)))
        for word, said in found
        if " ".join(said) not in STOPWORDS[question.language]
    )
