"""How sure an answer is: a logistic regression on what speaks for the best quote, calibrated as a probability."""

from collections.abc import Callable, Sequence
from math import exp
from pathlib import Path
from typing import Annotated

import msgspec

from index.errors import QuotebotError
from index.found import Found
from index.names import holds_name, names
from index.records import Quote
from index.windows import Window, coverage
from index.words import terms

DEFAULT = Path(__file__).resolve().parents[1] / "config" / "confidence.json"

Rate = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Evidence(msgspec.Struct, frozen=True):
    """What speaks for the best quote of a question.

    `sentence` and `passage` are cosines of the question with the best sentence and its passage; `covered` and `titled`
    the shares of the question's terms, by rarity, in the quote and in its title and heading; `words` the BM25 score
    for each unit of the terms' rarity.
    """

    sentence: float
    passage: float
    covered: float
    titled: float
    words: float


class RerankedEvidence(Evidence, frozen=True):
    """What speaks for the best quote where there is a reranker: `reranker` is the best score it gave to a sentence."""

    reranker: float


class Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Coefficients for each field of the evidence, and how often a question is answered whose names no quote has.

    `reranker` is the fingerprint of the one that it was fitted with, empty where there was none.
    """

    intercept: float
    weights: dict[str, float]
    unnamed: Rate
    reranker: str = ""

    def probability(self, evidence: Evidence) -> float:
        """The probability that the articles answer a question with this evidence."""
        values = msgspec.structs.asdict(evidence)
        return 1 / (1 + exp(-self.intercept - sum(weight * values[name] for name, weight in self.weights.items())))


def load_calibration(path: Path = DEFAULT) -> Calibration:
    """Reads the coefficients. Raises QuotebotError where the file is missing or not what it should be."""
    try:
        calibration = msgspec.json.decode(path.read_bytes(), type=Calibration)
    except (OSError, msgspec.DecodeError) as error:
        raise QuotebotError(
            f"{path} cannot be used: {error}; install quotebot anew, or refit it (CONTRIBUTING.md)"
        ) from None
    kind = RerankedEvidence if calibration.reranker else Evidence
    if unknown := set(calibration.weights) ^ set(kind.__struct_fields__):
        raise QuotebotError(f"{path} has other features than this version: {', '.join(sorted(unknown))}; refit it")
    return calibration


def choose_calibration(own: str, reranker: str, warn: Callable[[str], object]) -> Calibration:
    """The calibration in an operator's own file, if any, else the one that ships.

    One that is missing, or fitted with another reranker than the one of this fingerprint (empty: none), gives way to
    the one that ships, under which a reranker does not count; a warning says so, and what to do.
    """
    path = Path(own).expanduser()
    if own and path.exists():
        calibration = load_calibration(path)
        if calibration.reranker == reranker:
            return calibration
        fault = f"answer.calibration: {own} was fitted {_with(calibration.reranker)}, and not {_with(reranker)}"
    elif own:
        fault = f"answer.calibration: {own} is not there"
    elif reranker:
        fault = "model.reranker: answer.calibration names no confidence that was fitted with it"
    else:
        return load_calibration()
    command = f"quotebot evaluate SET... --refit {own or 'FILE'}"
    warn(f"{fault}; until you run {command}, the confidence is the one that ships, in which no reranker counts")
    return load_calibration()


def _with(reranker: str) -> str:
    return f"with the reranker {reranker[:12]}" if reranker else "without a reranker"


def weigh(found: Found, window: Window, quote: Quote) -> Evidence:
    """What speaks for a quote, the best of those that were found; its publisher and date need not be in it."""
    candidate, said = window.candidate, set(terms(" ".join(window.candidate.said)))
    rarity = {term: weight for term, weight in found.rarity.items() if term not in said}
    evidence = Evidence(
        sentence=float(candidate.cosines[1 + window.first : 2 + window.last].max()),
        passage=float(candidate.cosines[0]),
        covered=coverage(set(terms(quote.text)), rarity),
        titled=coverage(set(terms(candidate.context)), rarity),
        words=candidate.lexical * found.best_lexical / (sum(rarity.values()) or 1.0),
    )
    if candidate.reranked is None:
        return evidence
    best = float(candidate.reranked[window.first : window.last + 1].max())
    return RerankedEvidence(**msgspec.structs.asdict(evidence), reranker=best)


def lacks_name(question: str, quotes: Sequence[Quote], windows: Sequence[Window]) -> bool:
    """Whether the question names somebody or something of whom no quote, nor what stands around it, speaks."""
    texts = [
        f"{window.candidate.context}\n{window.candidate.text}\n{quote.text}"
        for quote, window in zip(quotes, windows, strict=True)
    ]
    return any(not any(holds_name(text, name) for text in texts) for name in names(question))
