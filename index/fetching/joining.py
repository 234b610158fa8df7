"""Which addresses of a source say the same: one of them has the article, and the others lead to it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from index.fetching.looks import KnownPage, Look

_SAME = 3  # pages that turn to say the same: a note that the site is closed, or asks to sign in
_CLOSED = "now says or leads to the same as other pages of its site, as where that is closed or asks to sign in"


def join(looks: Sequence[Look], known: Mapping[str, KnownPage]) -> list[Look]:
    """What was found, of several addresses that say the same or go by the same address one alone with its article.

    Pages that said different things and now say one and the same have lost what they said.
    """
    looks = _with_own_addresses(_without_closed(looks, known))
    for key in (_address, _text):
        winners = _winners(looks, key, known)
        looks = [
            replace(look, finding="elsewhere", url=winners[key(look)].address)
            if look.has_article and winners[key(look)] is not look
            else look
            for look in looks
        ]
    return looks


def _with_own_addresses(looks: Iterable[Look]) -> list[Look]:
    """What was found, where several different texts name one address as theirs each with its own."""
    said = defaultdict[str, set[str]](set)
    looks = list(looks)
    for look in looks:
        if look.has_article and "?" in look.address:
            said[look.url].add(look.text)
    return [
        replace(look, url=look.address) if look.has_article and len(said[look.url]) >= _SAME else look for look in looks
    ]


def parted(looks: Iterable[Look]) -> list[str]:
    """The addresses of pages that are as they were, but whose twin, which has the article of both, no longer is."""
    found = {look.address: look for look in looks}
    return [
        look.address
        for look in found.values()
        if look.finding == "elsewhere" and look.text and (twin := found.get(look.url)) and twin.text != look.text
    ]


def _address(look: Look) -> str:
    """The address that is told of what was found; entries of a feed may have one in common."""
    return look.address if look.is_entry else look.url


def _text(look: Look) -> str:
    return look.text


def _without_closed(looks: Sequence[Look], known: Mapping[str, KnownPage]) -> list[Look]:
    """What was found, without the one text or address that pages turn to in the place of what they said."""
    turned = Counter(place for look in looks if (place := _turned_to(look, known)))
    closed = {place for place, count in turned.items() if count >= _SAME}
    return [
        replace(look, finding="nothing", reason=_CLOSED) if _turned_to(look, known) in closed else look
        for look in looks
    ]


def _turned_to(look: Look, known: Mapping[str, KnownPage]) -> str:
    """What a page says now, or where it leads, in the place of what it said; empty where it goes on to say that."""
    before = known.get(look.address)
    if before is None or not before.digest:
        return ""
    if look.finding == "elsewhere":
        return look.url
    return look.text if look.finding == "read" and look.text != before.text else ""


def _winners(looks: Iterable[Look], key: Callable[[Look], str], known: Mapping[str, KnownPage]) -> dict[str, Look]:
    groups = defaultdict[str, list[Look]](list)
    for look in looks:
        if look.has_article:
            groups[key(look)].append(look)
    return {value: min(group, key=lambda look: _rank(look, known)) for value, group in groups.items()}


def _rank(look: Look, known: Mapping[str, KnownPage]) -> tuple[bool, bool, int, str]:
    """First what goes by its own address, then what had the article before, then the shortest address."""
    before = known.get(look.address)
    return look.url != look.address, before is None or not before.digest, len(look.address), look.address
