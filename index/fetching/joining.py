"""Which addresses of a source say the same: one of them has the article, and the others lead to it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from index.fetching.looks import KnownPage, Look

_SAME = 3  # pages that turn to say the same: a note that the site is closed, or asks to sign in
_CLOSED = "now says the same as other pages do: that it is closed, or asks to sign in; its article stays as it was"


def join(looks: Sequence[Look], known: Mapping[str, KnownPage]) -> list[Look]:
    """What was found, of several addresses that say the same or go by the same address one alone with its article.

    Pages that said different things and now say one and the same have lost what they said.
    """
    looks = _without_closed(looks, known)
    for key in (_address, _text):
        winners = _winners(looks, key, known)
        looks = [
            replace(look, finding="elsewhere", url=winners[key(look)].address)
            if look.has_article and winners[key(look)] is not look
            else look
            for look in looks
        ]
    return looks


def _address(look: Look) -> str:
    return look.url


def _text(look: Look) -> str:
    return look.text


def _without_closed(looks: Sequence[Look], known: Mapping[str, KnownPage]) -> list[Look]:
    turned = Counter(look.text for look in looks if look.finding == "read" and _said_another(look, known))
    said = {page.text for page in known.values()}
    closed = {text for text, count in turned.items() if count >= _SAME and text not in said}
    return [
        replace(look, finding="nothing", reason=_CLOSED)
        if look.finding == "read" and look.text in closed and _said_another(look, known)
        else look
        for look in looks
    ]


def _said_another(look: Look, known: Mapping[str, KnownPage]) -> bool:
    before = known.get(look.address)
    return before is not None and bool(before.digest) and before.text != look.text


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
