"""How well a reader gets the main part of pages, and what they say of themselves."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from tests.benchmarks.tables import Cell, table
from tests.web.dataset import Page

_INVISIBLE = {ord("\u00ad"): None, ord("\u200b"): None}  # where a word may be parted


class Reading(msgspec.Struct, frozen=True):
    """What a reader makes of a page; nothing where it refuses the page."""

    plain: str = ""
    title: str | None = None
    date: str | None = None
    author: str | None = None
    site: str | None = None
    url: str | None = None


class Judged(msgspec.Struct, frozen=True):
    """What is wrong with a reading of a page, and what is right."""

    page: Page
    lost: Sequence[str]
    leaked: Sequence[str]
    title: bool
    date: bool
    author: bool
    site: bool
    url: bool
    empty: bool


class Figures(msgspec.Struct, frozen=True):
    """How many pages of a set are read rightly; `recall` is the share of all their sentences."""

    recall: float
    whole: int
    leaked: int
    titles: int
    dates: int
    authors: int
    sites: int
    urls: int
    nothing: int


def judge(page: Page, reading: Reading) -> Judged:
    """Compares what was read of a page with what is expected."""
    expected, plain = page.expected, fold(reading.plain)
    return Judged(
        page,
        [sentence for sentence in expected.sentences if not _stands(fold(sentence), plain)],
        [text for text in expected.boilerplate if fold(text) in plain],
        fold(reading.title or "") in (expected.title, *expected.other_titles),
        _right_date(page, reading.date),
        _names(reading.author or "") == _names("; ".join(expected.author)),
        (reading.site or None) == expected.site,
        (reading.url or None) == expected.url,
        not plain,
    )


def fold(text: str) -> str:
    """The same with one space for all white space, and without what cannot be seen."""
    return " ".join(text.translate(_INVISIBLE).split())


def _stands(sentence: str, plain: str) -> bool:
    """Whether it stands there by itself, and not as a part of longer words."""
    before, after = (r"(?<!\w)" if sentence[:1].isalnum() else ""), (r"(?!\w)" if sentence[-1:].isalnum() else "")
    return re.search(f"{before}{re.escape(sentence)}{after}", plain) is not None


def _right_date(page: Page, date: str | None) -> bool:
    expected, day = page.expected, (date or "")[: len("2026-01-31")] or None
    return day == expected.date or (expected.date is None and day is not None and day == expected.updated)


def _names(author: str) -> set[str]:
    names = (fold(name).casefold() for name in re.split(r"[;,]|\s+and\s+", author))
    return {name for name in names if name}


def figures(judged: Sequence[Judged]) -> Figures:
    """How well a set was read; the pages without text count for `nothing` alone."""
    texts = [one for one in judged if one.page.expected.kind == "text"]
    all_sentences = sum(len(one.page.expected.sentences) for one in texts)
    return Figures(
        1 - sum(len(one.lost) for one in texts) / all_sentences,
        _count(texts, lambda one: not one.lost),
        sum(len(one.leaked) for one in texts),
        _count(texts, lambda one: one.title),
        _count(texts, lambda one: one.date),
        _count(texts, lambda one: one.author),
        _count(texts, lambda one: one.site),
        _count(texts, lambda one: one.url),
        _count(judged, lambda one: one.page.expected.kind == "nothing" and one.empty),
    )


def _count(judged: Iterable[Judged], is_right: Callable[[Judged], bool]) -> int:
    return sum(map(is_right, judged))


def figures_table(by_reader: Mapping[str, Sequence[Judged]]) -> str:
    """The figures of all readers, a row each; the heading tells of how many."""
    every = next(iter(by_reader.values()))
    texts = [one.page.expected for one in every if one.page.expected.kind == "text"]
    of, empty = len(texts), len(every) - len(texts)
    boilerplate = sum(len(expected.boilerplate) for expected in texts)
    heading = ["reader", f"recall of {sum(len(expected.sentences) for expected in texts)} sentences"]
    heading += [f"leaked of {boilerplate}", *(f"{name} of {of}" for name in ("whole", "titles", "dates", "authors"))]
    heading += [f"{name} of {of}" for name in ("sites", "addresses")] + [f"nothing of {empty}"]
    return table(heading, (_row(reader, figures(judged)) for reader, judged in by_reader.items()))


def _row(reader: str, of: Figures) -> Sequence[Cell]:
    right = (of.whole, of.titles, of.dates, of.authors, of.sites, of.urls, of.nothing)
    return (reader, of.recall, of.leaked, *right)


def pages_table(by_reader: Mapping[str, Sequence[Judged]]) -> str:
    """Of each page how many sentences each reader loses, how much boilerplate it lets in, and what it tells wrongly."""
    pages = zip(*by_reader.values(), strict=True)
    rows = [(judged[0].page.name, *map(_faults, judged)) for judged in pages if any(map(_faults, judged))]
    return table(("page", *by_reader), rows)


def _faults(one: Judged) -> str:
    if one.page.expected.kind == "nothing":
        return "" if one.empty else "read"
    lost = f"-{len(one.lost)}/{len(one.page.expected.sentences)}" if one.lost else ""
    leaked = f"+{len(one.leaked)}" if one.leaked else ""
    told = (name for name in ("title", "date", "author") if not getattr(one, name))
    return " ".join(filter(None, (lost, leaked, *told)))
