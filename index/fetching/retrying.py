"""Whether to ask again for what could not be read, and when."""

from datetime import datetime

from index.fetching.errors import FetchError
from index.fetching.headers import retry_after
from index.fetching.transport import Answer

_TRIES = 3  # for one address, wherever it leads
_FIRST_PAUSE = 1.0  # seconds, doubled each time
_LONGEST_PAUSE = 120.0  # seconds that a server may ask to be left alone for, before it is given up
_PASSING = (429, 500, 502, 503, 504)


def pause_before_next(outcome: Answer | FetchError, failed: int, now: datetime, chance: float) -> float | None:
    """Seconds until the next try, behind a try before which so many failed; None where none would help.

    Grows exponentially, and by `chance`, from 0 to 1, to half or one and a half of that, so that not all come at once.
    """
    is_passing = outcome.is_passing if isinstance(outcome, FetchError) else outcome.status in _PASSING
    if not is_passing or failed + 1 >= _TRIES:
        return None
    wait = _FIRST_PAUSE * 2.0**failed * (0.5 + chance)
    asked = None if isinstance(outcome, FetchError) else retry_after(outcome.headers, now)
    if asked is None:
        return wait
    return max(asked, wait) if asked <= _LONGEST_PAUSE else None
