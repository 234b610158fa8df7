"""Whether to ask again for what could not be read, and when."""

from datetime import datetime

from index.fetching.errors import FetchError
from index.fetching.headers import retry_after
from index.fetching.transport import Answer

TRIES = 3
"""How often an address is asked for at most, each time it leads elsewhere anew."""
_FIRST_PAUSE = 1.0  # seconds, doubled each time
_LONGEST_PAUSE = 120.0  # seconds that a server may ask to be left alone for, before it is given up
_PASSING = (429, 500, 502, 503, 504)


def pause_before_next(outcome: Answer | FetchError, tries: int, now: datetime, chance: float) -> float | None:
    """Seconds until the next try, after so many; None where none would help.

    Grows exponentially, and by `chance`, from 0 to 1, to half or one and a half of that, so that not all come at once.
    """
    wait = _FIRST_PAUSE * 2.0 ** (tries - 1) * (0.5 + chance)
    if isinstance(outcome, FetchError):
        return wait if outcome.is_passing else None
    if outcome.status not in _PASSING:
        return None
    asked = retry_after(outcome.headers, now)
    if asked is None:
        return wait
    return max(asked, wait) if asked <= _LONGEST_PAUSE else None
