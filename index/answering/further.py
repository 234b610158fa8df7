"""Which quotes are worth showing behind the first: what answers by itself and is asked for, and what disagrees."""

from collections.abc import Sequence

from index.answering.agreement import disagree, is_about_the_same
from index.answering.windows import Window
from index.records import Quote
from index.retrieval.weights import AgreementWeights, FurtherWeights
from index.text.question import Question


def find_helpful(
    quotes: Sequence[Quote],
    windows: Sequence[Window],
    question: Question,
    weights: FurtherWeights,
    agreement: AgreementWeights,
) -> tuple[Quote, ...]:
    """The quotes that are worth showing as a reader judges them, the first always.

    `windows` are what they were made of.
    """
    shown, least = list(zip(quotes[:1], windows[:1], strict=True)), _least(question, weights)
    for quote, window in zip(quotes[1:], windows[1:], strict=True):
        opposes = any(
            disagree(other, window, agreement) and is_about_the_same(other, window, question) for _, other in shown
        )
        if quote.reader is not None and quote.reader >= (weights.opposed if opposes else least):
            shown.append((quote, window))
    return tuple(quote for quote, _ in shown)


def _least(question: Question, weights: FurtherWeights) -> float:
    return weights.asked_for_all if question.asks_for_all else weights.answering
