"""What becomes of a source's articles by what a visit found: which are put, which go, and what is told of that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from index.fetching.joining import join
from index.fetching.looks import KnownPage, Look, as_before
from index.ingest.readers.base import Problem, ProblemKind

MISSES = 2
"""Visits in turn at which a page must be gone before its article is taken out."""
_FORGOTTEN = 10  # further visits at which it is looked for
_SHRUNK = 0.1  # of what it said: an article that says less has lost its text
_SLOWER, _FASTER = 1.5, 0.5  # times the time to the next look at a page that has not changed, and at one that has
_SHORTEST, _LONGEST = 0.25, 8.0  # times the time from one look at the source to the next
_STAYS = "its article stays as it was"


@dataclass(frozen=True, slots=True)
class Rules:
    """By which a visit is settled; for the share see LibrarySettings.max_gone_share.

    `now` is in seconds since 1970, `every` the seconds from one look at the source to the next. With `prune` nothing is
    kept that is gone.
    """

    now: float
    every: float
    max_gone_share: float = 0.5
    prune: bool = False


@dataclass(frozen=True, slots=True)
class Settlement:
    """The addresses whose articles are put, with what is told as their address, or taken away.

    Then what is known of all of them, and what is to be told.
    """

    puts: Mapping[str, str]
    drops: frozenset[str]
    pages: tuple[KnownPage, ...]
    problems: tuple[Problem, ...]


def settle(source: str, known: Mapping[str, KnownPage], looks: Sequence[Look], rules: Rules) -> Settlement:
    """Settles a visit to a source: `known` are its addresses of before, `looks` those that were looked at, once each.

    Where it would lose as large a share of its articles as `rules` has, these stay as they were.
    """
    looked_at = {look.address for look in looks}
    others = [as_before(page) for address, page in known.items() if page.digest and address not in looked_at]
    found = {look.address: look for look in join([*looks, *others], known)}
    pages = dict[str, KnownPage | None](known)
    for address, look in found.items():
        if address in looked_at or not look.has_article:
            pages[address] = known_after(look, known.get(address), rules)
    before = {address for address, page in known.items() if page.digest}
    lost = {address for address in before if _is_lost(known[address], found[address], pages[address])}
    if rules.prune or len(lost) < rules.max_gone_share * len(before):
        lost.clear()
    pages |= {address: known[address] for address in lost}
    problems = [problem for look in looks if (problem := _problem(found[look.address], known.get(look.address)))]
    if lost:
        problems.append(_sudden(source, len(lost), len(before)))
    kept = _without_known_links({address: page for address, page in pages.items() if page is not None})
    puts = {address: look.url for address, look in found.items() if look.finding == "read" and address not in lost}
    drops = {address for address in before if address not in kept or not kept[address].digest}
    return Settlement(puts, frozenset(drops), tuple(kept.values()), tuple(problems))


def known_after(look: Look, before: KnownPage | None, rules: Rules) -> KnownPage | None:
    """What is known of an address after a look at it; None where nothing is to be known of it any more."""
    if look.finding == "failed":
        return before
    if look.finding in ("nothing", "gone") and before is not None and before.digest:
        misses = before.misses + 1
        if misses < MISSES and not rules.prune:
            return msgspec.structs.replace(before, misses=misses, looked_at=rules.now)
    if look.finding == "gone":
        return _missing(look, before, rules)
    interval = _interval(look, before, rules)
    if look.finding == "unchanged" and before is not None:
        return msgspec.structs.replace(
            before,
            validators=look.validators,  # also of a page that has changed only around its article
            links=look.links,
            misses=0,
            interval=interval,
            looked_at=rules.now,
            published=look.published or before.published,
            entry=look.entry or before.entry,
        )
    return KnownPage(
        look.address,
        look.url,
        look.digest if look.has_article else "",
        look.text,
        look.size,
        look.validators,
        look.links,
        0,
        interval,
        rules.now,
        look.published,
        look.finding == "map",
        look.is_entry,
        look.entry,
    )


def _missing(look: Look, before: KnownPage | None, rules: Rules) -> KnownPage | None:
    """What is known of an address that has nothing any more: it is looked at some more times, and then forgotten."""
    if before is None or before.is_entry or before.misses > _FORGOTTEN:
        return None
    interval = _interval(look, before, rules)
    return KnownPage(look.address, misses=before.misses + 1, interval=interval, looked_at=rules.now)


def _without_known_links(pages: Mapping[str, KnownPage]) -> dict[str, KnownPage]:
    """The pages with those of their links alone that lead to what is not known otherwise, or to maps."""
    return {
        address: msgspec.structs.replace(
            page, links=tuple(link for link in page.links if link not in pages or pages[link].is_map)
        )
        if page.links
        else page
        for address, page in pages.items()
    }


def _interval(look: Look, before: KnownPage | None, rules: Rules) -> float:
    """The seconds to the next look at a page: the more the longer it stays as it is."""
    if before is None or not before.interval:
        return rules.every
    factor = _FASTER if look.finding == "read" else _SLOWER
    return min(max(before.interval * factor, rules.every * _SHORTEST), rules.every * _LONGEST)


def _is_lost(before: KnownPage, look: Look, after: KnownPage | None) -> bool:
    """Whether an article is taken out, or loses what it said, though neither its author nor another address says so."""
    if look.finding in ("withheld", "elsewhere"):
        return False
    return after is None or not after.digest or (look.finding == "read" and look.size < _SHRUNK * before.size)


def _problem(look: Look, before: KnownPage | None) -> Problem | None:
    """What is to be told of an address; links that lead nowhere are no matter of ours."""
    had = before is not None and bool(before.digest)
    stays = f"; {_STAYS}" if had else ""
    match look.finding:
        case "failed":
            kind = ProblemKind.IGNORED if look.is_refused and not had else ProblemKind.UNREADABLE
            return Problem(look.address, f"{look.reason}{stays}", kind=kind)
        case "nothing":
            return Problem(look.address, look.reason, kind=ProblemKind.EMPTY)
        case "withheld":
            return Problem(look.address, look.reason, kind=ProblemKind.WITHHELD)
        case "gone" if before is not None and had and before.misses + 1 < MISSES:
            reason = f"{look.reason}; its article is taken out if that is so at the next look too"
            return Problem(look.address, reason, kind=ProblemKind.NOTE)
    return None


def _sudden(source: str, lost: int, before: int) -> Problem:
    reason = (
        f"has suddenly lost {lost} of its {before} articles; they stay as they were: see whether they are still there, "
        "or take them out with quotebot sync --prune"
    )
    return Problem(source, reason, kind=ProblemKind.SOURCE)
