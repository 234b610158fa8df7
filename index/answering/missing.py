"""What a question asks of that is not told, as far as that is sure: a name or rare word, a year or other figure.

Nothing is said of what may be told in other words: of abbreviations, and of days, which articles have as their dates.
"""

from collections.abc import Callable, Iterator, Sequence, Set
from datetime import date
from itertools import chain, islice
from typing import NamedTuple

from index.answering.dialogue import is_courtesy
from index.answering.windows import Window
from index.records import Missing, MissingKind, Quote
from index.retrieval.query import Query
from index.text.analysis import words
from index.text.dates import find_date_range
from index.text.entities import mentions_entity
from index.text.figures import find_figures, may_have_number
from index.text.language import is_surely_english

_MOST = 2  # that are told of one question
_MOST_TOLD = 2  # figures that are told in place of one
_RARE_IN = "en"  # what the model that ships does not know is rare in English; of other languages it knows few words


class _Name(NamedTuple):
    """A name as it is written in a question, and its words in lower case and without accents."""

    written: tuple[str, ...]
    words: tuple[str, ...]


class _Closest(NamedTuple):
    """A closest passage: its `language`, when its article was published, what is shown of it, and all that it says."""

    language: str
    published_at: str
    shown: str
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.sentences)


def find_missing(
    query: Query, absent: Set[str], quotes: Sequence[Quote], windows: Sequence[Window]
) -> tuple[Missing, ...]:
    """What a question asks of that neither the closest quotes nor what stands around them tells, at most two things.

    First what no article has: of its names and rare words those `absent`, see SearchResult. `windows` are what the
    quotes were made of.
    """
    if is_courtesy(query.text):
        return ()
    closest = [_closest(quote, window) for quote, window in zip(quotes, windows, strict=True)]
    found = chain(_in_no_article(query, absent), _other_figures(query, closest), _in_none(query, absent, closest))
    return tuple(islice(dict.fromkeys(found), _MOST))


def _closest(quote: Quote, window: Window) -> _Closest:
    source, candidate = quote.source, window.candidate
    shown = f"{source.title}\n{candidate.passage.heading}\n{quote.plain}"
    around = (candidate.context, source.publisher or "", source.author or "")
    sentences = (shown, *around, *(sentence.text for sentence in candidate.sentences))
    return _Closest(candidate.article.language, source.published_at or "", shown, sentences)


def _in_no_article(query: Query, absent: Set[str]) -> Iterator[Missing]:
    """The names that no article mentions, then the rare words."""
    for name in _names(query):
        yield from _lacking("articles", name, lambda word: word not in absent)
    if query.question.language != _RARE_IN:
        return
    rare = (query.unknown & absent).difference(*(words(" ".join(name)) for name in query.question.entities))
    # Any word of another script is rare to the model.
    told = [token.text for token in query.question.tokens if token.folded in rare and token.folded.isascii()]
    if told and is_surely_english(query.text):
        yield from (Missing("articles", word) for word in told)


def _in_none(query: Query, absent: Set[str], closest: Sequence[_Closest]) -> Iterator[Missing]:
    """The names that none of the closest passages mentions, but other articles do."""
    names = _names(query)
    if not (closest and names):
        return
    said = frozenset(words("\n".join(passage.text for passage in closest)))
    for name in names:
        if absent.isdisjoint(name.words) and not mentions_entity(said, name.words):
            yield from _lacking("passages", name, lambda word: mentions_entity(said, (word,)))


def _names(query: Query) -> list[_Name]:
    """The names in a question that a text which speaks of them surely has: no abbreviations and no days."""
    days = "" if query.date_range is None else query.date_range.text
    names = (_Name(written, tuple(words(" ".join(written)))) for written in query.question.entities)
    return [
        name for name in names if name.words and name.written[-1] not in days and not _is_abbreviation(name.written[-1])
    ]


def _is_abbreviation(word: str) -> bool:
    letters = word.replace(".", "")
    return len(letters) > 1 and letters.isalpha() and letters.isupper()


def _lacking(kind: MissingKind, name: _Name, is_held: Callable[[str], bool]) -> Iterator[Missing]:
    """A name whose last word is not held; that word alone where others of the name are."""
    *first, last = name.words
    if not is_held(last):
        yield Missing(kind, name.written[-1] if any(map(is_held, first)) else " ".join(name.written))


def _other_figures(query: Query, closest: Sequence[_Closest]) -> Iterator[Missing]:
    """The figures that none of the closest passages has, though some have others in their place."""
    for asked in find_figures(query.text, query.question.language):
        has = (may_have_number(passage.text, asked.digits, passage.language) for passage in closest)
        if any(has) or (asked.is_year and any(_may_tell_of(int(asked.digits), passage) for passage in closest)):
            continue
        figures = chain.from_iterable(find_figures(passage.shown, passage.language) for passage in closest)
        told = dict.fromkeys(figure.shown for figure in figures if figure.kind == asked.kind)
        if told:
            yield Missing("figure", asked.shown, tuple(islice(told, _MOST_TOLD)))


def _may_tell_of(year: int, passage: _Closest) -> bool:
    """Whether a passage may tell of a year without its number: "since 2022", "last spring", or what is new then."""
    published = passage.published_at[:4]
    if published == str(year):
        return True
    today = date((int(published) if published.isdecimal() else 0) or year, 12, 31)
    ranges = (find_date_range(sentence, today) for sentence in passage.sentences)
    return any(days is not None and days.first.year <= year <= days.last.year for days in ranges)
