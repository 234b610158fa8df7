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
from index.answering.scores import coverage
from index.answering.windows import Window, WindowJudgement
from index.errors import QuotebotError
from index.json_decoding import from_json
from index.records import Quote
from index.retrieval.candidates import SearchResult
from index.text.analysis import held_terms, words
from index.text.antonyms import having_opposites, opposes
from index.text.entities import capitalized_words, mentions_entity
from index.text.negation import is_negated
from index.text.normal_form import normal_form
from index.text.numbers import find_numbers
from index.text.question import Question

DEFAULT = Path(__file__).resolve().parents[2] / "config" / "confidence.json"
UNREAD = DEFAULT.with_name("confidence-without-reader.json")

Rate = Annotated[float, msgspec.Meta(ge=0, le=1)]
Coefficient = Annotated[float, msgspec.Meta(ge=-1e6, le=1e6)]
Level = Literal["sure", "likely", "unsure"]
# The greatest share of the answers that may be wrong.
MAX_RISK: dict[Caution, float] = {"bold": 0.45, "balanced": 0.35, "careful": 0.2}
OF_READER, _OF_RERANKER = ("answer", "span"), "reranker"  # what evidence has only where there is one
_PROSE = frozenset({"paragraph", "heading"})
_LEAST_LOGIT = -700.0  # exp() of more overflows
# Of what is calibrated as probable, three of four and one of two.
_SURE, _LIKELY = 0.75, 0.5


class Evidence(msgspec.Struct, frozen=True):
    """What speaks for the best quote of a question.

    `sentence` and `passage` are cosines of the question with the best sentence and its passage, `late` how well late
    interaction matches that sentence; `covered` and `titled` the shares of the question's terms, by idf, in the
    quote and in what stands above it; `words` the BM25 score for each unit of the terms' idf; `named` and
    `numbered` the shares of the question's names and numbers in the quote or above it; `denied` is 1 where the
    question denies something and no sentence that answers does, or where these say the opposite. In documents with
    headings, and in lists, tables and code, the same likeness says more: `headed` is 1 where a heading stands above the
    quote, `structured` where it is not all prose. Where there is a reader, `answer` and `span` are its logits for the
    quote's passage and the best of its sentences; where there is a reranker, `reranker` is the best score that it gave
    to one.
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
    headed: float
    structured: float
    answer: float | None = None
    span: float | None = None
    reranker: float | None = None

    def told(self) -> dict[str, float]:
        """What there is of it, by name."""
        return {name: value for name, value in msgspec.structs.asdict(self).items() if value is not None}


class Risk(msgspec.Struct, frozen=True):
    """The share of answers that were wrong where questions were answered from this confidence on."""

    confidence: Rate
    wrong: Rate


class Coefficients(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Those of a logistic regression on fields of the evidence."""

    intercept: Coefficient
    weights: dict[str, Coefficient]

    def probability(self, evidence: Evidence) -> float:
        """The probability that the articles answer a question with this evidence."""
        values = evidence.told()
        return logistic(self.intercept + sum(weight * values[name] for name, weight in self.weights.items()))


class QuoteCalibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Coefficients for what a reader says of a quote alone."""

    intercept: Coefficient
    answer: Coefficient
    span: Coefficient

    def probability(self, answer: float, span: float) -> float:
        """The probability that a quote answers of whose passage and sentences a reader gives these logits."""
        return logistic(self.intercept + self.answer * answer + self.span * span)


class Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Coefficients for each field of the evidence, and how often a question is answered whose names no quote has.

    `risks` are what was wrong of the answers to the questions that it was fitted to, rising in confidence, never in
    risk. `quote` tells how probably a single quote answers, `unread` how sure an answer is whose question a reader did
    not read. `reader` and `reranker` are the fingerprints of those that
    it was fitted with, empty where there was none.
    """

    intercept: Coefficient
    weights: dict[str, Coefficient]
    unnamed: Rate
    risks: tuple[Risk, ...]
    quote: QuoteCalibration | None = None
    unread: Coefficients | None = None
    reader: str = ""
    reranker: str = ""

    def threshold(self, caution: Caution) -> float:
        """The least confidence from which on no more of the answers are wrong than may be; 1 where there is none."""
        return next((risk.confidence for risk in self.risks if risk.wrong <= MAX_RISK[caution]), 1.0)

    def probability(self, evidence: Evidence) -> float:
        """The probability that the articles answer a question with this evidence."""
        own = Coefficients(self.intercept, self.weights)
        return (self.unread if self.unread and evidence.answer is None else own).probability(evidence)

    @property
    def refuses_unnamed(self) -> bool:
        """Whether no question is answered whose names no quote has; a reader may know whom it means by another name."""
        return not self.reader

    def other_features(self) -> set[str]:
        """The fields of the evidence that it lacks, or has though it was fitted without such a model."""
        needed = set(Evidence.__struct_fields__) - (set() if self.reranker else {_OF_RERANKER})
        unread = needed.difference(OF_READER)
        if not self.reader:
            return self.weights.keys() ^ unread
        return (self.weights.keys() ^ needed) | ((self.unread.weights if self.unread else {}).keys() ^ unread)


def level(probability: float) -> Level:
    """A word for the probability that an answer is right: sure where three of four are, likely where every other is."""
    if probability >= _SURE:
        return "sure"
    return "likely" if probability >= _LIKELY else "unsure"


def load_calibration(path: Path = UNREAD) -> Calibration:
    """Reads the coefficients, by default those for where there is no reader.

    Raises QuotebotError where the file is missing or not what it should be.
    """
    try:
        calibration = from_json(path.read_bytes(), Calibration)
    except (OSError, msgspec.DecodeError) as error:
        raise QuotebotError(
            f"{path} cannot be used: {error}; install quotebot anew, or refit it (CONTRIBUTING.md)"
        ) from None
    if unknown := calibration.other_features():
        raise QuotebotError(f"{path} has other features than this version: {', '.join(sorted(unknown))}; refit it")
    return calibration


def choose_calibration(own: str, reader: str, reranker: str, warn: Callable[[str], object]) -> Calibration:
    """The calibration in an operator's own file, if any, else one of those that ship: with the reader or without.

    One that is missing, or fitted with another reader or reranker than those of these fingerprints (empty: none), gives
    way to one that ships, under which a reranker, or a reader of the operator's own, does not count; a warning says so,
    and what to do.
    """
    ships = next((one for one in map(load_calibration, (DEFAULT, UNREAD)) if one.reader == reader), None)
    path = Path(os.path.expanduser(own))
    if own and path.exists():
        calibration = load_calibration(path)
        if (calibration.reader, calibration.reranker) == (reader, reranker):
            return calibration
        fitted, used = _with(calibration.reader, calibration.reranker), _with(reader, reranker)
        fault = f"answer.calibration: {own} was fitted {fitted}, and not {used}"
    elif own:
        fault = f"answer.calibration: {own} is not there"
    elif reranker or ships is None:
        setting = "model.reranker" if reranker else "model.reader"
        fault = f"{setting}: answer.calibration names no confidence that was fitted with it"
    else:
        return ships
    command = f"quotebot evaluate SET... --refit {own or 'FILE'}"
    counts = "no reranker counts" if ships else "no reader of your own counts"
    warn(f"{fault}; until you run {command}, the confidence is one that ships, in which {counts}")
    return ships or load_calibration(UNREAD)


def _with(reader: str, reranker: str) -> str:
    named = [f"the {kind} {one[:12]}" for kind, one in (("reader", reader), ("reranker", reranker)) if one]
    return f"with {' and '.join(named)}" if named else "without a reader or reranker"


def logistic(logit: float) -> float:
    """The probability of which these are the log odds."""
    return 1 / (1 + exp(-max(logit, _LEAST_LOGIT)))


def weigh(result: SearchResult, window: Window, quote: Quote) -> Evidence:
    """What speaks for a quote, the best of those that were found; its publisher and date need not be in it."""
    candidate, language = window.candidate, window.candidate.article.language
    matched = held_terms(" ".join(candidate.metadata_matches), language)
    idf = {term: weight for term, weight in result.idf.items() if matched.isdisjoint(term)}
    question, known = result.query.question, f"{candidate.context}\n{quote.plain}"
    answering = [candidate.article.plain[span.start : span.end] for span in window.highlights]
    judgement, reranked = _judgement(result, window), candidate.reranked
    return Evidence(
        sentence=float(candidate.cosines[1 + window.first : 2 + window.last].max()),
        passage=float(candidate.cosines[0]),
        late=float(candidate.late.sentences[window.first : window.last + 1].max()),
        covered=coverage(held_terms(quote.plain, language), idf),
        titled=coverage(held_terms(candidate.context, language), idf),
        words=candidate.lexical * result.best_lexical / (sum(idf.values()) or 1.0),
        named=_named(question, known),
        numbered=_numbered(question, known, language),
        denied=float((question.negated and not any(map(is_negated, answering))) or _says_opposite(result, window)),
        headed=float(bool(candidate.passage.heading)),
        structured=float(any(block.kind not in _PROSE for block in quote.shown.blocks)),
        answer=judgement and judgement.answer,
        span=judgement and judgement.span,
        reranker=None if reranked is None else float(reranked[window.first : window.last + 1].max()),
    )


def _judgement(result: SearchResult, window: Window) -> WindowJudgement | None:
    """What a reader says of a window; where it did not read that, the worst that it says of another passage."""
    if window.judgement is not None:
        return window.judgement
    read = [one.judgement for one in result.candidates if one.judgement is not None]
    if not read:
        return None
    return WindowJudgement(min(one.answer for one in read), float(min(one.sentences.max() for one in read)))


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


def names_absent(question: Question, absent: frozenset[str], window: Window) -> bool:
    """Whether the question names what no article mentions; `absent` are words of it that none has.

    What stands above the best window, as the day on which its article was published, is mentioned.
    """
    missing = absent.difference(words(window.candidate.context)) if absent else absent
    return bool(missing) and any(not missing.isdisjoint(words(" ".join(name))[-1:]) for name in question.entities)


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
