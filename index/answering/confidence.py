"""How sure an answer is: a logistic regression on what speaks for the best quote, calibrated as a probability."""

import os
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import chain
from math import exp
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from config import Caution
from index.answering.windows import Window, coverage
from index.errors import QuotebotError
from index.json_decoding import from_json
from index.records import Quote
from index.retrieval.candidates import SearchResult
from index.text.analysis import held_terms
from index.text.antonyms import having_opposites, opposes
from index.text.entities import capitalized_words, mentions_entity
from index.text.negation import is_negated
from index.text.normal_form import normal_form
from index.text.numbers import find_numbers
from index.text.question import Question

DEFAULT = Path(__file__).resolve().parents[2] / "config" / "confidence.json"

Rate = Annotated[float, msgspec.Meta(ge=0, le=1)]
Coefficient = Annotated[float, msgspec.Meta(ge=-1e6, le=1e6)]
Level = Literal["sure", "likely", "unsure"]
# The greatest share of the answers that may be wrong.
MAX_RISK: dict[Caution, float] = {"bold": 0.48, "balanced": 0.35, "careful": 0.2}
_LEAST_LOGIT = -700.0  # exp() of more overflows
# Of what is calibrated as probable, three of four and one of two.
_SURE, _LIKELY = 0.75, 0.5


class Evidence(msgspec.Struct, frozen=True):
    """What speaks for the best quote of a question.

    `sentence` and `passage` are cosines of the question with the best sentence and its passage, `late` how well late
    interaction matches that sentence; `covered` and `titled` the shares of the question's terms, by idf, in the
    quote and in what stands above it; `words` the BM25 score for each unit of the terms' idf; `named` and
    `numbered` the shares of the question's names and numbers in the quote or above it; `denied` is 1 where the
    question denies something and no sentence that answers does, or where these say the opposite.
    """

    sentence: float
    passage: float
    late: float
    covered: float
    titled: float
    words: float
    named: float
    numbered: float
    denied: float


class RerankedEvidence(Evidence, frozen=True):
    """What speaks for the best quote where there is a reranker: `reranker` is the best score it gave to a sentence."""

    reranker: float


class Risk(msgspec.Struct, frozen=True):
    """The share of answers that were wrong where questions were answered from this confidence on."""

    confidence: Rate
    wrong: Rate


class Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Coefficients for each field of the evidence, and how often a question is answered whose names no quote has.

    `risks` are what was wrong of the answers to the questions that it was fitted to, rising in confidence, never in
    risk. `reranker` is the fingerprint of the one that it was fitted with, empty where there was none.
    """

    intercept: Coefficient
    weights: dict[str, Coefficient]
    unnamed: Rate
    risks: tuple[Risk, ...]
    reranker: str = ""

    def threshold(self, caution: Caution) -> float:
        """The least confidence from which on no more of the answers are wrong than may be; 1 where there is none."""
        return next((risk.confidence for risk in self.risks if risk.wrong <= MAX_RISK[caution]), 1.0)

    def probability(self, evidence: Evidence) -> float:
        """The probability that the articles answer a question with this evidence."""
        values = msgspec.structs.asdict(evidence)
        logit = self.intercept + sum(weight * values[name] for name, weight in self.weights.items())
        return 1 / (1 + exp(-max(logit, _LEAST_LOGIT)))


def level(probability: float) -> Level:
    """A word for the probability that an answer is right: sure where three of four are, likely where every other is."""
    if probability >= _SURE:
        return "sure"
    return "likely" if probability >= _LIKELY else "unsure"


def load_calibration(path: Path = DEFAULT) -> Calibration:
    """Reads the coefficients. Raises QuotebotError where the file is missing or not what it should be."""
    try:
        calibration = from_json(path.read_bytes(), Calibration)
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
    path = Path(os.path.expanduser(own))
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


def weigh(result: SearchResult, window: Window, quote: Quote) -> Evidence:
    """What speaks for a quote, the best of those that were found; its publisher and date need not be in it."""
    candidate, language = window.candidate, window.candidate.article.language
    matched = held_terms(" ".join(candidate.metadata_matches), language)
    idf = {term: weight for term, weight in result.idf.items() if matched.isdisjoint(term)}
    question, known = result.query.question, f"{candidate.context}\n{quote.plain}"
    answering = [candidate.article.plain[span.start : span.end] for span in window.highlights]
    evidence = Evidence(
        sentence=float(candidate.cosines[1 + window.first : 2 + window.last].max()),
        passage=float(candidate.cosines[0]),
        late=float(candidate.late.sentences[window.first : window.last + 1].max()),
        covered=coverage(held_terms(quote.plain, language), idf),
        titled=coverage(held_terms(candidate.context, language), idf),
        words=candidate.lexical * result.best_lexical / (sum(idf.values()) or 1.0),
        named=_named(question, known),
        numbered=_numbered(question, known, language),
        denied=float((question.negated and not any(map(is_negated, answering))) or _says_opposite(result, window)),
    )
    if candidate.reranked is None:
        return evidence
    best = float(candidate.reranked[window.first : window.last + 1].max())
    return RerankedEvidence(**msgspec.structs.asdict(evidence), reranker=best)


def _says_opposite(result: SearchResult, window: Window) -> bool:
    """Whether what answers says the opposite of a word of the question, which its passage does not say anywhere."""
    asked = having_opposites(chain.from_iterable(result.idf))
    if not asked:  # as mostly
        return False
    said = held_terms(window.answer.text, "en")
    return opposes(asked, said) and opposes(asked - held_terms(window.candidate.in_context.text, "en"), said)


def _named(question: Question, text: str) -> float:
    """The share of the question's names that a text mentions."""
    capitalized = capitalized_words(text) if question.entities else frozenset[str]()
    return _share([mentions_entity(capitalized, name) for name in question.entities])


def _numbered(question: Question, text: str, language: str) -> float:
    """The share of the question's numbers that a text of a language has."""
    numbers = find_numbers(normal_form(text), language) if question.numbers else frozenset[Decimal]()
    return _share([number in numbers for number in question.numbers])


def _share(held: Sequence[bool]) -> float:
    return sum(held) / len(held) if held else 1.0


def lacks_name(question: Question, quotes: Sequence[Quote], windows: Sequence[Window]) -> bool:
    """Whether the question names somebody or something of whom no quote, nor what stands around it, speaks."""
    missing = question.entities
    for quote, window in zip(quotes, windows, strict=True):
        if not missing:
            break
        text = f"{window.candidate.in_context.text}\n{quote.plain}"
        capitalized = capitalized_words(text)
        missing = tuple(name for name in missing if not mentions_entity(capitalized, name))
    return bool(missing)
