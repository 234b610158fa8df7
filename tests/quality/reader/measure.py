"""How well the questions of a half are answered, refused and kept short, by kind."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
import numpy as np

from index.answering.answer import Answerer
from index.answering.dialogue import Turn, turn
from index.evaluation.answers import auroc, calibration_error
from index.evaluation.datasets import holds_answer
from index.records import Quote
from index.text.sentences import count_words
from tests.quality.reader.dataset import ReaderQuestion

_PROSE = frozenset({"paragraph", "heading"})


class Asked(msgspec.Struct, frozen=True):
    """What became of a question: whether its first quote is right, and which of those after it help."""

    question: ReaderQuestion
    answered: bool
    confidence: float
    first: bool
    further: tuple[bool, ...]
    words: int
    is_prose: bool


class Figures(msgspec.Struct, frozen=True):
    """The figures of some questions; shares, None where there is nothing to take one of.

    `first` is of all that have an answer, whether or not they were answered; `right` of all that were answered.
    `helpful` is of the quotes after the first that were shown, `words` the median of answers in prose.
    """

    questions: int
    first: float | None
    answered: float | None
    refused: float | None
    right: float | None
    helpful: float | None
    further: int
    words: float | None
    auroc: float | None
    calibration_error: float


def ask(questions: Iterable[ReaderQuestion], answerer: Answerer) -> Iterator[Asked]:
    """Asks each question, a follow-up after the one before it."""
    for question in questions:
        before: Turn | None = turn(answerer.answer(question.before)) if question.before else None
        answer = answerer.answer(question.question, before)
        quotes = answer.quotes or answer.closest
        yield Asked(
            question,
            answer.answered,
            answer.confidence,
            bool(quotes) and _is_right(question, quotes[0]),
            tuple(_helps(question, quotes[:number], quotes[number]) for number in range(1, len(quotes))),
            sum(count_words(quote.plain) for quote in quotes),
            all(block.kind in _PROSE for quote in quotes for block in quote.shown.blocks),
        )


def figures(asked: Sequence[Asked]) -> Figures:
    """What these come to."""
    gold = [one for one in asked if one.question.answerable]
    others = [one for one in asked if not one.question.answerable]
    shown = [one for one in asked if one.answered]
    further = [helps for one in shown for helps in one.further]
    words = [one.words for one in shown if one.is_prose]
    labels, sure = np.array([one.question.answerable for one in asked]), np.array([one.confidence for one in asked])
    return Figures(
        questions=len(asked),
        first=_share(one.first for one in gold),
        answered=_share(one.answered for one in gold),
        refused=_share(not one.answered for one in others),
        right=_share(one.first for one in shown),
        helpful=_share(further),
        further=len(further),
        words=float(np.median(words)) if words else None,
        auroc=auroc(labels, sure),
        calibration_error=calibration_error(labels, sure),
    )


def _is_right(question: ReaderQuestion, quote: Quote) -> bool:
    return question.answerable and question.is_answered_by(quote.plain)


def _helps(question: ReaderQuestion, before: Sequence[Quote], quote: Quote) -> bool:
    """Whether a quote adds what those before it lack: README.md says when."""
    shown, text = "\n".join(one.plain for one in before), quote.plain
    open_parts = (part for part in question.parts if part and not holds_answer(shown, part))
    if any(holds_answer(text, part) for part in open_parts):
        return True
    if not question.parts and question.answers and not question.is_answered_by(shown) and _is_right(question, quote):
        return True
    adding = (piece for piece in (*question.helpful, *question.whole) if not holds_answer(shown, [piece]))
    return any(holds_answer(text, [piece]) for piece in adding)


def _share(true: Iterable[bool]) -> float | None:
    values = list(true)
    return round(sum(values) / len(values), 4) if values else None
