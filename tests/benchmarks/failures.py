"""Questions that were answered wrongly, for a person to write the causes beside."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from random import Random

import msgspec

from index.answering.answer import Answerer
from index.evaluation.answers import Sample
from index.evaluation.datasets import Question
from index.evaluation.rankings import Judge
from index.records import Quote

_SEED = 1
WRONG_PASSAGE, WRONG_SENTENCE, UNANSWERABLE = "wrong passage", "wrong sentence", "answered though unanswerable"


class Failure(msgspec.Struct, frozen=True):
    """A question with what would have been right and what was quoted first; `rank` is that of a right passage."""

    set: str
    kind: str
    question: str
    gold: tuple[str, ...]
    quoted: str
    confidence: float
    rank: int | None


def failures(
    name: str, questions: Sequence[Question], samples: Sequence[Sample], answerer: Answerer, judge: Judge, limit: int
) -> dict[str, list[Failure]]:
    """At most so many of each kind, drawn by chance, each time the same."""
    drawn: dict[str, list[Failure]] = {WRONG_PASSAGE: [], WRONG_SENTENCE: [], UNANSWERABLE: []}
    wrong = [
        question
        for question, sample in zip(questions, samples, strict=True)
        if (not sample.first if question.answerable else sample.answered)
    ]
    Random(_SEED).shuffle(wrong)
    for question in wrong:
        if all(len(kind) >= limit for kind in drawn.values()):
            break
        failure = _failure(name, question, answerer, judge)
        if failure and len(drawn[failure.kind]) < limit:
            drawn[failure.kind].append(failure)
    return drawn


def mixed(drawn: Sequence[Mapping[str, Sequence[Failure]]], limit: int) -> list[Failure]:
    """So many failures of several sets, by turns of each set and kind."""
    columns = [failures for kinds in zip(*(one.values() for one in drawn), strict=True) for failures in kinds]
    return [failure for row in zip_longest(*columns) for failure in row if failure is not None][:limit]


def _failure(name: str, question: Question, answerer: Answerer, judge: Judge) -> Failure | None:
    scored = answerer.score(question.question)
    if not scored.quotes:
        return None
    quote = scored.quotes[0]
    answering = judge.answering(question)
    numbers = [candidate.number for candidate in answerer.searcher.find(question.question, 50).candidates]
    rank = next((rank for rank, number in enumerate(numbers, 1) if number in answering), None)
    within = any(sentence in judge.text(number) for number in answering for sentence in _highlights(quote))
    kind = (WRONG_SENTENCE if within else WRONG_PASSAGE) if question.answerable else UNANSWERABLE
    confidence = answerer.confidence(scored)
    return Failure(name, kind, question.question, question.answers, quote.text, confidence, rank)


def _highlights(quote: Quote) -> list[str]:
    return [quote.text[start - quote.span.start : end - quote.span.start] for start, end in quote.highlights]
