"""The same said twice: which windows tell one thing, in one article or in several, and where articles disagree."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import product

from index.answering.scores import coverage
from index.answering.windows import Window
from index.records import Source
from index.retrieval.candidates import Candidate, SearchResult
from index.retrieval.weights import AgreementWeights
from index.text.analysis import terms
from index.text.facts import TextFacts
from index.text.publication_dates import moment
from index.text.question import Question
from index.text.sentences import LONGEST, count_words

_SIMILAR = 0.5  # of the words of the shorter of two texts


def tell_the_same(one: Window, other: Window, weights: AgreementWeights) -> bool:
    """Whether a reader of one window learns nothing from the other: it says the same, with no number of its own.

    Of another name it says something else, in the same words or beside the rest of its passage.
    """
    if _shared_words(one, other) >= weights.shared:
        return _has_numbers_of(one, other) and not one.facts.names_other_than(other.facts)
    return _mean_alike(one, other, weights) and _has_numbers_of(one, other) and not _name_others(one, other)


def disagree(one: Window, other: Window, weights: AgreementWeights) -> bool:
    """Whether two articles say the same but for a number, in a sentence of the same words or in what answers."""
    if one.source == other.source:
        return False
    alike = _mean_alike(one, other, weights)
    # Numbers take longest to read, and few windows have so many words in common that they need be.
    close = _may_have_in_common(one.facts, other.facts, weights.held)
    if not (alike or close) or not _contradict(one.facts, other.facts):
        return False
    if alike and _contradict(one.answer, other.answer) and not _name_others(one, other):
        return True
    return close and any(
        _contradict(first, second)
        and _have_in_common(first.terms_beside_numbers, second.terms_beside_numbers, weights.held)
        and not first.names_other_than(second)
        for first, second in product(one.sentences, other.sentences)
    )


def confirms(window: Window, other: Window, weights: AgreementWeights) -> bool:
    """Whether the passage of a window tells what answers in another one, with all of the other's numbers and names."""
    passage, words = window.candidate.facts, other.answer.terms
    if not other.facts.numbers <= passage.numbers:
        return False
    if len(words & passage.terms) >= weights.shared * len(words):
        return not other.answer.names_lacked_by(window.candidate.in_context)
    return _cosine(window, other) >= weights.alike and not _name_others(window, other)


def repeats(window: Window, text: str) -> bool:
    """Whether a sentence of a window stands in a text, whatever the white space."""
    single_spaced = TextFacts(text).single_spaced
    return any(sentence.single_spaced in single_spaced for sentence in window.sentences)


def is_about_the_same(one: Window, other: Window, question: Question) -> bool:
    """Whether the passage of another window, or what stands above it, has all names of a question that one's has."""
    asked = {token.folded for token in question.tokens}
    capitalized = {token.folded for token in question.tokens if token.text[0].isupper()}
    names = one.candidate.in_context.names
    return not other.candidate.in_context.lacks_any((names.inner & asked) | (names.openings & capitalized))


def versions(
    window: Window,
    candidates: Iterable[Candidate],
    weights: AgreementWeights,
    result: SearchResult,
    rank: Callable[[Source], int],
) -> list[Window]:
    """A window as the articles of its story have it, each once, the one to show first.

    That is the one whose article has the lowest `rank`; of one rank the one whose title and heading say most of what
    the question asks for and the quote does not say; of those that say as much the newest, or where they are equally
    new, or not all are dated, that of the article that tells most. Of another name of the question than the window
    there is none.
    """
    by_source, story = {window.source: window}, _story(window.candidate)
    for candidate in candidates:
        source = candidate.article.source
        if _story(candidate) == story and source not in by_source:
            version = _in(window, candidate, weights.held)
            if version is not None and is_about_the_same(window, version, result.query.question):
                by_source[source] = version
    if len(by_source) == 1:
        return [window]
    idf = result.idf
    dates = {source: moment(source.published_at) for source in by_source}
    undated = None in dates.values()

    def preference(version: Window) -> tuple[int, float, datetime, int]:
        date = None if undated else dates[version.source]
        told = set(terms(f"{version.candidate.context}\n{version.text}", version.candidate.article.language))
        newest = date or datetime.min.replace(tzinfo=UTC)
        return -rank(version.source), coverage(told, idf), newest, version.candidate.story.extent

    return sorted(by_source.values(), key=preference, reverse=True)


def _name_others(one: Window, other: Window) -> bool:
    """Whether what answers in each speaks by name of what the other's passage, and what stands above it, do not.

    The first words of sentences count where these have half of their words in common, as "Corvale's boat" and "Dunsey's
    boat"; else they are rather "officials" and "police".
    """
    first, second = one.candidate.in_context, other.candidate.in_context
    if _shared_words(one, other) >= _SIMILAR:
        return one.answer.names_lacked_by(second) and other.answer.names_lacked_by(first)
    return second.lacks_any(one.answer.names.inner) and first.lacks_any(other.answer.names.inner)


def _has_numbers_of(one: Window, other: Window) -> bool:
    return other.facts.numbers <= one.facts.numbers


def _contradict(one: TextFacts, other: TextFacts) -> bool:
    """Whether each has a number that the other lacks; one that only adds to the other contradicts nothing."""
    # What the other says is read only where this one has a number.
    return bool(one.numbers) and not one.numbers <= other.numbers and not other.numbers <= one.numbers


def _in(window: Window, candidate: Candidate, least: float) -> Window | None:
    """The window in another candidate, or of it the sentences that answer; None where neither may be quoted there."""
    own, others = window.candidate.sentences, candidate.sentences
    for first, last in ((window.first, window.last), (window.answering[0], window.answering[-1])):
        for moved in range(-first, len(others) - last):
            if all(_is_repeated(own[number], others[number + moved], least) for number in range(first, last + 1)):
                words = sum(count_words(sentence.text) for sentence in others[first + moved : last + moved + 1])
                if last > first and words > LONGEST:
                    continue
                answering = tuple(number + moved for number in window.answering)
                return Window(candidate, first + moved, last + moved, window.probability, answering, words)
    return None


def _is_repeated(one: TextFacts, other: TextFacts, least: float) -> bool:
    """Whether a sentence stands in another article too, with its numbers and names, and not denied."""
    if not one.numbers <= other.numbers or one.negations != other.negations:
        return False
    return _have_in_common(one.terms, other.terms, least) and not one.names_lacked_by(other)


def _may_have_in_common(one: TextFacts, other: TextFacts, least: float) -> bool:
    """Whether a sentence of each may have enough words in common beside their numbers, which are not read for that."""
    most = len(one.terms & other.terms) + one.most_cut + other.most_cut
    return most >= least * max(one.least_terms, other.least_terms)


def _have_in_common(one: frozenset[str], other: frozenset[str], least: float) -> bool:
    return len(one & other) >= least * max(len(one), len(other))


def _story(candidate: Candidate) -> tuple[str, int]:
    return candidate.article.source.collection, candidate.story.number


def _mean_alike(one: Window, other: Window, weights: AgreementWeights) -> bool:
    """Whether what answers in two articles means the same, whatever the words."""
    return one.source != other.source and _cosine(one, other) >= weights.alike


def _cosine(one: Window, other: Window) -> float:
    return float(one.vector @ other.vector) / (one.norm * other.norm or 1.0)


def _shared_words(one: Window, other: Window) -> float:
    first, second = one.facts.terms, other.facts.terms
    return len(first & second) / (min(len(first), len(second)) or 1)
