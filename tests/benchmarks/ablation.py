"""What each part of the choice of quotes is worth: the same questions with one thing changed at a time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from types import ModuleType
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
from msgspec import Struct, structs
from numpy.typing import NDArray

from index.answering import answer
from index.answering.answer import Answerer
from index.answering.scores import sentence_logits
from index.evaluation.answers import measure, report
from index.evaluation.datasets import Question
from index.evaluation.rankings import Judge, Ranking, summarize
from index.models import inputs
from index.models.reader import PassageReader
from index.retrieval.candidates import SearchResult
from index.retrieval.weights import SentenceWeights, Weights, load_weights
from tests.benchmarks.recording import Recording
from tests.shipped import shipped_calibration

SHIPPED = load_weights()


class Change(NamedTuple):
    """Another value for a public name of a module."""

    module: ModuleType
    name: str
    value: Any


class Variant(NamedTuple):
    """What is measured: the product with other weights, without the reader, or with names changed."""

    name: str
    weights: Weights = SHIPPED
    changes: tuple[Change, ...] = ()
    reads: bool = True


class Row(Struct, frozen=True):
    """The figures of a variant on one set."""

    set: str
    variant: str
    gold_first: float | None
    gold_three: float | None
    ranking: Ranking | None
    auroc: float | None


def _untitled(result: SearchResult, weights: SentenceWeights) -> NDArray[np.float64]:
    """The logits of sentences as they are where words of title and heading are not taken as context."""
    bare = [
        replace(
            candidate,
            article=replace(candidate.article, source=replace(candidate.article.source, title="")),
            passage=replace(candidate.passage, heading=""),
        )
        for candidate in result.candidates
    ]
    return sentence_logits(replace(result, candidates=tuple(bare)), weights)


def _ranking(of: Weights = SHIPPED, **changed: float) -> Weights:
    return structs.replace(of, ranking=structs.replace(of.ranking, **changed))


def _sentences(**changed: float) -> Weights:
    return structs.replace(SHIPPED, sentences=structs.replace(SHIPPED.sentences, **changed))


_NO_LATE_SENTENCES = _sentences(late=0.0, late_pair=0.0)

VARIANTS = (
    Variant("as it is"),
    Variant("no reader", reads=False),
    Variant("no late interaction in the choice of sentences", _NO_LATE_SENTENCES),
    Variant("there only with the sentence alone", _sentences(late_pair=0.0)),
    Variant("no kinds of answers", _sentences(answer_type=0.0)),
    Variant("no coverage of the question's words", _sentences(coverage=0.0)),
    Variant("no cosine of sentences", _sentences(cosine=0.0)),
    Variant("words of title and heading not taken for said", changes=(Change(answer, "sentence_logits", _untitled),)),
    Variant("one sentence at most", _sentences(max_sentences=1)),
    Variant("two sentences at most", _sentences(max_sentences=2)),
    Variant("no late interaction in the ranking of passages", _ranking(late_passage=0.0, late_sentence=0.0)),
    Variant("no late interaction at all", _ranking(_NO_LATE_SENTENCES, late_passage=0.0, late_sentence=0.0)),
    Variant("weight of vectors 0", _ranking(dense=0.0)),
    Variant("weight of vectors 0.5", _ranking(dense=0.5)),
    Variant("weight of vectors 1", _ranking(dense=1.0)),
    Variant("weight of the best sentence 0", _ranking(best_sentence=0.0)),
    Variant("weight of the best sentence 1", _ranking(best_sentence=1.0)),
)
# Needs an index of its own.
UNTITLED = Variant("no title in front of what is embedded", changes=(Change(inputs, "front_of", lambda *_: ""),))


@contextmanager
def applied(variant: Variant) -> Iterator[None]:
    """Makes the changes of a variant that are no weights; a name that a module does not have is an AttributeError."""
    with ExitStack() as stack:
        for change in variant.changes:
            stack.enter_context(patch.object(change.module, change.name, change.value))
        yield


def ablate(
    name: str,
    questions: Sequence[Question],
    recording: Recording,
    reader: PassageReader | None,
    judge: Judge,
    variants: Sequence[Variant],
    on_progress: Callable[[int, int], None],
) -> list[Row]:
    """Measures variants on one set, all with the confidence that ships, with the reader or without."""
    known = [question for question in questions if question.answerable and question.articles]
    rows: list[Row] = []
    for number, variant in enumerate(variants):
        on_progress(number, len(variants))
        recording.rank_by(variant.weights.ranking)
        used = reader if variant.reads else None
        answerer = Answerer(recording, shipped_calibration(used), 0.0, used, weights=variant.weights)
        with applied(variant):
            figures = report(name, measure(questions, answerer, lambda *_: None))
        judged = [judge.relevance(one, recording.ranking(one.question)) for one in known]
        ranks = summarize(judged) if judged else None
        rows.append(Row(name, variant.name, figures.gold_first, figures.gold_three, ranks, figures.auroc))
    on_progress(len(variants), len(variants))
    return rows
