"""Whether a quote answers a post of a forum: a logistic regression on what each question made of the post says for it.

Fitted by tests/quality/forum/fit.py, as docs/quality.md tells.
"""

from collections.abc import Mapping, Sequence
from math import log
from pathlib import Path
from statistics import fmean

import msgspec

from index.answering.confidence import Coefficient, Rate, logistic
from index.errors import QuotebotError
from index.json_decoding import from_json
from index.records import Answer, Quote
from index.text.analysis import words
from index.text.post_purpose import asks_why
from index.text.post_questions import PostQuestion, PostQuestions

DEFAULT = Path(__file__).resolve().parents[2] / "config" / "post-confidence.json"

_UNREAD = 0.1  # counts as a reader's probability of a quote that none read: as of few that one reads
_LEAST, _MOST = 0.001, 0.999  # probabilities whose log odds are told apart


class AskedQuestion(msgspec.Struct, frozen=True):
    """A question that was made of a post and asked, with its answer or closest quotes and what spoke for the first."""

    question: PostQuestion
    answer: Answer
    evidence: Mapping[str, float] | None

    @property
    def quote(self) -> Quote | None:
        """The best quote, whether or not it was taken for an answer."""
        return next(iter(self.answer.quotes or self.answer.closest), None) if self.evidence else None


class PostEvidence(msgspec.Struct, frozen=True):
    """What speaks for a quote under a post.

    `confidence` is the mean log odds of the confidence in it of the questions that it is the best quote for, `share`
    their share in the confidence of all; `reader` the mean log odds of a reader's probability of all questions' best
    quotes. `covered` and `passage` are the means of the same of Evidence, which count for more under a post than the
    confidence has them; `length` is the log of the words of the quote, and one: a longer one holds the answer more
    often. `why` is 1 where a reason is asked for, `title_trouble` where the title tells of what does not
    work, `body_asks` where a sentence of the body asks, `title_alone` where nothing but the title was read.
    """

    confidence: float
    share: float
    reader: float
    covered: float
    passage: float
    length: float
    why: float
    title_trouble: float
    body_asks: float
    title_alone: float


class PostConfidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Coefficients for each field of the evidence, and from which probability on a post is answered.

    That is `least`, and `least_by_title` where nothing but the title was read.
    """

    intercept: Coefficient
    weights: dict[str, Coefficient]
    least: Rate
    least_by_title: Rate

    def probability(self, evidence: PostEvidence) -> float:
        """The probability that a quote answers a post."""
        values = msgspec.structs.asdict(evidence)
        return logistic(self.intercept + sum(weight * values[name] for name, weight in self.weights.items()))


def load_post_confidence(path: Path = DEFAULT) -> PostConfidence:
    """Reads the coefficients. Raises QuotebotError where the file is missing or not what it should be."""
    try:
        confidence = from_json(path.read_bytes(), PostConfidence)
    except (OSError, msgspec.DecodeError) as error:
        raise QuotebotError(f"{path} cannot be used: {error}; install quotebot anew") from None
    if unlike := confidence.weights.keys() ^ set(PostEvidence.__struct_fields__):
        raise QuotebotError(f"{path} has other features than this version: {', '.join(sorted(unlike))}")
    return confidence


def weigh_quotes(
    post: PostQuestions, title_alone: bool, asked: Sequence[AskedQuestion]
) -> list[tuple[int, PostEvidence]]:
    """What speaks for each quote that any question has as its best, with the number of the one that is surest of it.

    `title_alone` is whether nothing but the title was read. A quote to which only a sentence without the title leads is
    left out: it may be of another subject.
    """
    quotes = [(number, quote) for number, one in enumerate(asked) if (quote := one.quote) is not None]
    whole = sum(one.answer.confidence for one in asked) or 1.0
    weighed = list[tuple[int, PostEvidence]]()
    for group in _groups(quotes):
        members = [asked[number] for number in group]
        if not any(one.question.has_title for one in members):
            continue
        surest = max(group, key=lambda number: asked[number].answer.confidence)
        of = [one.evidence or {} for one in members]
        evidence = PostEvidence(
            confidence=fmean(_log_odds(one.answer.confidence) for one in members),
            share=sum(one.answer.confidence for one in members) / whole,
            reader=fmean(_log_odds(_UNREAD if quote.reader is None else quote.reader) for _, quote in quotes),
            covered=fmean(one["covered"] for one in of),
            passage=fmean(one["passage"] for one in of),
            length=log(1 + len(words(dict(quotes)[surest].plain))),
            why=float(any(asks_why(one.question.text) for one in members)),
            title_trouble=float(post.title_trouble),
            body_asks=float(post.body_asks),
            title_alone=float(title_alone),
        )
        weighed.append((surest, evidence))
    return weighed


def _groups(quotes: Sequence[tuple[int, Quote]]) -> list[list[int]]:
    """The numbers of quotes, those together that have text in common with the first of them."""
    groups = list[tuple[Quote, list[int]]]()
    for number, quote in quotes:
        group = next((group for first, group in groups if _overlap(first, quote)), None)
        if group is None:
            groups.append((quote, [number]))
        else:
            group.append(number)
    return [group for _, group in groups]


def _overlap(one: Quote, other: Quote) -> bool:
    return one.source == other.source and one.span.start < other.span.end and other.span.start < one.span.end


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, _LEAST), _MOST)
    return log(bounded / (1 - bounded))
