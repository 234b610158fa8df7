"""The same said twice: which windows tell one thing, in one article or in several, and where articles disagree."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import product
from math import sqrt

from index.answering.windows import Window
from index.models.encoder import Vectors
from index.records import Source
from index.retrieval.candidates import Candidate
from index.text.analysis import terms
from index.text.negation import count_negations
from index.text.numbers import find_numbers, without_numbers
from index.text.sentences import LONGEST, count_words

_ALIKE = 0.85  # cosine of the answering sentences, from where two articles tell the same
_SHARED = 0.8  # of the shorter's words, from where two texts are the same
_HELD = 0.8  # of the words of the longer, from where two articles of one story have the same sentence


def tell_the_same(one: Window, other: Window) -> bool:
    """Whether a reader of one window learns nothing from the other: it says the same, with no number of its own."""
    return _quantities(other.text) <= _quantities(one.text) and _are_alike(one, other)


def disagree(one: Window, other: Window) -> bool:
    """Whether two articles say the same but for a number, in a sentence of the same words or in what answers."""
    if one.source == other.source or not _contradict(one.text, other.text):
        return False
    if _contradict(_answers(one), _answers(other)) and _cosine(one, other) >= _ALIKE:
        return True
    return any(
        _contradict(first, second) and _is_held(_terms_alone(first), _terms_alone(second))
        for first, second in product(_told(one), _told(other))
    )


def confirms(window: Window, other: Window) -> bool:
    """Whether the passage of a window tells what answers in another one, with all of the other's numbers."""
    if not _quantities(other.text) <= _quantities(window.candidate.text):
        return False
    words = _terms(_answers(other))
    shared = len(words & _terms(window.candidate.text))
    return shared >= _SHARED * len(words) or _cosine(window, other) >= _ALIKE


def repeats(window: Window, text: str) -> bool:
    """Whether a sentence of a window stands in a text, whatever the white space."""
    plain = _plain(text)
    return any(_plain(sentence) in plain for sentence in _told(window))


def versions(window: Window, candidates: Iterable[Candidate]) -> list[Window]:
    """A window as the articles of its story have it, each once, the one to show first.

    That is the newest, or where they are equally new, or not all are dated, that of the article that tells most.
    """
    found = {window.source: window}
    for candidate in candidates:
        source = candidate.article.source
        if _story(candidate) == _story(window.candidate) and source not in found:
            held = _in(window, candidate)
            if held is not None:
                found[source] = held
    dates = {source: _published(source) for source in found}
    undated = None in dates.values()

    def preference(version: Window) -> tuple[datetime, int]:
        date = None if undated else dates[version.source]
        return date or datetime.min.replace(tzinfo=UTC), version.candidate.story.extent

    return sorted(found.values(), key=preference, reverse=True)


def _are_alike(one: Window, other: Window) -> bool:
    if _shared_words(one, other) >= _SHARED:
        return True
    return one.source != other.source and _cosine(one, other) >= _ALIKE


def _contradict(one: str, other: str) -> bool:
    """Whether each has a number that the other lacks; one that only adds to the other contradicts nothing."""
    first, second = _quantities(one), _quantities(other)
    return not first <= second and not second <= first


def _answers(window: Window) -> str:
    """The sentences of a window that answer."""
    sentences = window.candidate.sentences
    return "\n".join(sentences[number] for number in window.answering)


def _told(window: Window) -> list[str]:
    return window.candidate.sentences[window.first : window.last + 1]


def _in(window: Window, candidate: Candidate) -> Window | None:
    """The window in another candidate, or of it the sentences that answer; None where neither may be quoted there."""
    own, others = window.candidate.sentences, candidate.sentences
    for first, last in ((window.first, window.last), (window.answering[0], window.answering[-1])):
        for moved in range(-first, len(others) - last):
            if all(_is_said(own[number], others[number + moved]) for number in range(first, last + 1)):
                words = sum(count_words(sentence) for sentence in others[first + moved : last + moved + 1])
                if last > first and words > LONGEST:
                    continue
                answering = tuple(number + moved for number in window.answering)
                return Window(candidate, first + moved, last + moved, window.probability, answering, words)
    return None


def _is_said(one: str, other: str) -> bool:
    """Whether a sentence stands in another article too, with its numbers, and not denied."""
    if not _quantities(one) <= _quantities(other) or count_negations(one) != count_negations(other):
        return False
    return _is_held(_terms(one), _terms(other))


def _is_held(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _HELD * max(len(one), len(other))


def _story(candidate: Candidate) -> tuple[str, int]:
    return candidate.article.source.collection, candidate.story.number


def _published(source: Source) -> datetime | None:
    try:
        date = datetime.fromisoformat(source.published_at or "")
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


# The same texts are compared again and again.
@lru_cache(maxsize=512)
def _terms(text: str) -> frozenset[str]:
    return frozenset(terms(text))


@lru_cache(maxsize=512)
def _terms_alone(text: str) -> frozenset[str]:
    """Its terms less its numbers."""
    return _terms(without_numbers(text))


@lru_cache(maxsize=512)
def _quantities(text: str) -> frozenset[Decimal]:
    return find_numbers(text)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _cosine(one: Window, other: Window) -> float:
    first, second = (_mean(window) for window in (one, other))
    return float(first @ second) / (sqrt(first @ first) * sqrt(second @ second) or 1.0)


def _mean(window: Window) -> Vectors:
    """The mean vector of the sentences that answer: float32, shape (dimension,)."""
    vectors = window.candidate.vectors
    mean: Vectors
    if len(window.answering) == 1:  # as mostly
        mean = vectors[1 + window.answering[0]]
    else:
        mean = vectors[[1 + number for number in window.answering]].mean(axis=0)
    return mean


def _shared_words(one: Window, other: Window) -> float:
    first, second = _terms(one.text), _terms(other.text)
    return len(first & second) / (min(len(first), len(second)) or 1)
