"""What each part of the choice of quotes is worth: the same questions with one thing changed at a time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from types import ModuleType
from typing import Any, NamedTuple
from unittest.mock import patch

import msgspec

from index.answering import answer, quotes, windows
from index.answering.answer import Answerer
from index.answering.confidence import load_calibration
from index.answering.windows import Window
from index.evaluation.answers import measure, report
from index.evaluation.datasets import Question
from index.evaluation.rankings import Judge, Ranking, summarize
from index.ingest import passages
from index.retrieval import candidates, scoring
from index.retrieval.candidates import SearchResult
from tests.benchmarks.recording import Recording


class Change(NamedTuple):
    """Another value for a name of a module."""

    module: ModuleType
    name: str
    value: Any


class Variant(NamedTuple):
    """What is measured: the product with some names changed."""

    name: str
    changes: tuple[Change, ...] = ()

    @property
    def searches(self) -> bool:
        """Whether other passages are found, not only other sentences chosen of them."""
        return any(change.module is scoring for change in self.changes)


class Row(msgspec.Struct, frozen=True):
    """The figures of a variant on one set."""

    set: str
    variant: str
    gold_first: float | None
    gold_three: float | None
    ranking: Ranking | None
    auroc: float | None


def _untitled(result: SearchResult) -> list[Window]:
    """The windows as they are where words of title and heading are not taken as context."""
    bare = [
        replace(
            candidate,
            article=replace(candidate.article, source=replace(candidate.article.source, title="")),
            passage=replace(candidate.passage, heading=""),
        )
        for candidate in result.candidates
    ]
    whole = {candidate.number: candidate for candidate in result.candidates}
    ranked = windows.windows(replace(result, candidates=tuple(bare)))
    return [replace(window, candidate=whole[window.candidate.number]) for window in ranked]


def _dense(weight: float) -> tuple[Change, ...]:
    return Change(scoring, "DENSE", weight), Change(candidates, "DENSE", weight)


def _sentences(limit: int) -> tuple[Change, ...]:
    return Change(windows, "MAX_SENTENCES", limit), Change(quotes, "MAX_SENTENCES", limit)


_NO_LATE_SENTENCES = (Change(windows, "_LATE", 0.0), Change(windows, "_LATE_PAIR", 0.0))
_NO_LATE_RANKING = (Change(scoring, "_LATE_PASSAGE", 0.0), Change(scoring, "_LATE_SENTENCE", 0.0))

VARIANTS = (
    Variant("as it is"),
    Variant("no late interaction in the choice of sentences", _NO_LATE_SENTENCES),
    Variant("there only with the sentence alone", (Change(windows, "_LATE_PAIR", 0.0),)),
    Variant("no kinds of answers", (Change(windows, "_KIND", 0.0),)),
    Variant("no coverage of the question's words", (Change(windows, "_COVERAGE", 0.0),)),
    Variant("no cosine of sentences", (Change(windows, "_COSINE", 0.0),)),
    Variant("words of title and heading not taken for said", (Change(answer, "windows", _untitled),)),
    Variant("one sentence at most", _sentences(1)),
    Variant("two sentences at most", _sentences(2)),
    Variant("no late interaction in the ranking of passages", _NO_LATE_RANKING),
    Variant("no late interaction at all", _NO_LATE_SENTENCES + _NO_LATE_RANKING),
    Variant("weight of vectors 0", _dense(0.0)),
    Variant("weight of vectors 0.5", _dense(0.5)),
    Variant("weight of vectors 1", _dense(1.0)),
    Variant("weight of the best sentence 0", (Change(scoring, "_BEST_SENTENCE", 0.0),)),
    Variant("weight of the best sentence 1", (Change(scoring, "_BEST_SENTENCE", 1.0),)),
)
# Needs an index of its own.
UNTITLED = Variant("no title in front of what is embedded", (Change(passages, "_context", lambda *_: ""),))


@contextmanager
def applied(variant: Variant) -> Iterator[None]:
    """Makes the changes of a variant; a name that the module does not have is an AttributeError."""
    with ExitStack() as stack:
        for change in variant.changes:
            stack.enter_context(patch.object(change.module, change.name, change.value))
        yield


def ablate(
    name: str,
    questions: Sequence[Question],
    recording: Recording,
    judge: Judge,
    variants: Sequence[Variant],
    on_progress: Callable[[int, int], None],
) -> list[Row]:
    """Measures variants on one set, all with the confidence as it is."""
    answerer = Answerer(recording, load_calibration(), 0.0)
    known = [question for question in questions if question.answerable and question.articles]
    rows: list[Row] = []
    for number, variant in enumerate(variants):
        on_progress(number, len(variants))
        if variant.searches or (number and variants[number - 1].searches):
            recording.forget()
        with applied(variant):
            figures = report(name, measure(questions, answerer, lambda *_: None))
        judged = [judge.relevance(one, recording.ranking(one.question)) for one in known]
        ranks = summarize(judged) if judged else None
        rows.append(Row(name, variant.name, figures.gold_first, figures.gold_three, ranks, figures.auroc))
    on_progress(len(variants), len(variants))
    return rows
