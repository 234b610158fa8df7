"""When a source is looked at again."""

from collections.abc import Iterable

from index.fetching.looks import KnownPage

SHORTEST = 900.0
"""Seconds between two looks at a source, at least."""
_DOUBLINGS = 20  # of the pause after a failure; by then it is as long as any pause


def next_look(now: float, every: float, pages: Iterable[KnownPage], failures: int) -> float:
    """When the next look at a source is due that was looked at now, in seconds since 1970.

    It is no later than `every` seconds from now, and none than the first of its pages is due. One that failed so many
    times in turn is tried again after a pause that doubles with each.
    """
    if failures:
        return now + min(every, SHORTEST * 2.0 ** min(failures - 1, _DOUBLINGS))
    # What was due just now and could not be read waits for the next look at the source.
    due = (page.looked_at + page.interval for page in pages if page.interval)
    soonest = min((at for at in due if at > now), default=now + every)
    return now + max(SHORTEST, min(every, soonest - now))
