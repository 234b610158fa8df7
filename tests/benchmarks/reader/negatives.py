"""Pairs of a question and a passage that does not answer it, made from one that does."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from index.text.analysis import held_terms
from tests.benchmarks.reader.alterations import ALTERATIONS, Around, alter, is_yes_no
from tests.benchmarks.reader.passages import Window, about, without
from tests.benchmarks.reader.rows import Row
from tests.benchmarks.reader.surface import find_names, find_numbers

_OF_YES_NO = ("name",)  # what is altered else is answered by the other word
_EXACT = ("name", "number")  # what is mistaken most often, and what few questions have
_NEGATED = 0.3  # of the questions for which nothing else is drawn: few real questions deny something
_CLOSEST = 3  # passages of a document, by words shared with the question
_MOST_OF_DOCUMENT = 40  # passages and questions that are looked at
_LEAST_LEFT = 40  # characters of a passage
_SHARES = {"sentence out": 0.25, "value changed": 0.15, "same document": 0.35, "other document": 0.25}


class Pair(NamedTuple):
    """A question and what is read with it; `kind` names how it was made."""

    question: str
    window: Window
    answerable: bool
    kind: str


class Corpus:
    """What the documents of some rows hold, to make negatives of."""

    def __init__(self, rows: Sequence[Row]) -> None:
        passages, questions = (
            defaultdict[tuple[str, str], dict[str, None]](dict),
            defaultdict[tuple[str, str], list[str]](list),
        )
        for row in rows:
            passages[row.set, row.document][row.passage] = None
            questions[row.set, row.document].append(row.question)
        self._passages = {of: list(found) for of, found in passages.items()}
        self._questions = questions

    def passages(self, row: Row) -> list[str]:
        """All passages of a row's document."""
        return self._passages[row.set, row.document]

    def around(self, row: Row, passage: str, draw: Random) -> Around:
        """What stands around a row's question, read with this much of its passage."""
        questions, others = self._questions[row.set, row.document], self.passages(row)
        asked = draw.sample(questions, min(len(questions), _MOST_OF_DOCUMENT))
        document = " ".join(draw.sample(others, min(len(others), 3)))
        return Around(passage, row.answer or "", document, asked)


def altered_question(row: Row, window: Window, corpus: Corpus, draw: Random, exact: bool = False) -> Pair | None:
    """The question altered, on the same piece of its passage; with `exact` another of its names or numbers."""
    kinds: Sequence[str] = _OF_YES_NO
    if not is_yes_no(row.question):
        others = [kind for kind in ALTERATIONS if kind != "negation" or draw.random() < _NEGATED]
        kinds = _EXACT if exact else others
    made = alter(row.question, corpus.around(row, window.text, draw), kinds, draw)
    return None if made is None else Pair(made[0], Window(window.text, None), False, made[1])


def other_passage(
    row: Row, window: Window, corpus: Corpus, nearest: Sequence[str], words: int, draw: Random
) -> Pair | None:
    """The same question on a passage that does not answer it; `nearest` are passages of other documents."""
    ways: dict[str, Callable[[], str | None]] = {
        "sentence out": lambda: _sentence_out(row, window),
        "value changed": lambda: _value_changed(row, window, corpus, draw),
        "same document": lambda: _same_document(row, corpus, draw),
        "other document": lambda: _first_without(row, nearest, draw),
    }
    left = dict(_SHARES)
    while left:
        kind = draw.choices(list(left), list(left.values()))[0]
        del left[kind]
        if text := ways[kind]():
            whole = kind in ("sentence out", "value changed")
            return Pair(
                row.question, Window(text, None) if whole else about(text, row.question, words, draw), False, kind
            )
    return None


def holds(passage: str, answer: str) -> bool:
    """Whether a passage has the words of an answer."""
    return re.search(rf"(?<!\w){re.escape(answer.strip())}(?!\w)", passage, re.IGNORECASE) is not None


def _sentence_out(row: Row, window: Window) -> str | None:
    """The piece without what answers."""
    if window.span is None or row.answer is None:
        return None
    rest = without(window)
    said = window.text[slice(*window.span)]
    return rest if len(rest) >= _LEAST_LEFT and not holds(rest, row.answer) and not holds(rest, said) else None


def _value_changed(row: Row, window: Window, corpus: Corpus, draw: Random) -> str | None:
    """The piece with another name or number wherever it says one of the question's."""
    if is_yes_no(row.question):
        return None
    asked = [name.text for name in find_names(row.question)]
    asked += [row.question[slice(*span)] for _, span in find_numbers(row.question)]
    answer = row.answer or ""
    said = [one for one in asked if holds(window.text, one) and not holds(answer, one) and one not in row.title]
    if not said:
        return None
    old = draw.choice(said)
    text = " ".join(draw.sample(corpus.passages(row), min(3, len(corpus.passages(row)))))
    if old[0].isdigit():
        others = {text[slice(*span)] for _, span in find_numbers(text) if text[span.start].isdigit()}
    else:
        others = {name.text for name in find_names(text)}
    fit = sorted(
        one for one in others if not holds(one, old) and not holds(row.question, one) and not holds(answer, one)
    )
    return (
        re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, window.text)
        if fit and (new := draw.choice(fit))
        else None
    )


def _same_document(row: Row, corpus: Corpus, draw: Random) -> str | None:
    """Another passage of the same document, one of those that share most words with the question."""
    if row.answer is None or row.span is None:
        return None  # whether another one answers cannot be told
    passages = corpus.passages(row)
    tried = draw.sample(passages, min(len(passages), _MOST_OF_DOCUMENT))
    others = [one for one in tried if one != row.passage and not holds(one, row.answer)]
    asked = held_terms(row.question, "en")
    ranked = sorted(others, key=lambda one: -len(asked & held_terms(one, "en")))[:_CLOSEST]
    return draw.choice(ranked) if ranked else None


def _first_without(row: Row, nearest: Sequence[str], draw: Random) -> str | None:
    """One of the nearest passages of other documents that does not hold the answer."""
    free = [one for one in nearest if one != row.passage and not (row.answer and holds(one, row.answer))][:_CLOSEST]
    return draw.choice(free) if free else None
