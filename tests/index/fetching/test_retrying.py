"""Whether to ask again, and when."""

from datetime import UTC, datetime

import pytest

from index.fetching.errors import FetchError
from index.fetching.retrying import pause_before_next
from index.fetching.transport import Answer

NOW = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)
PASSING = FetchError("breaks off", is_passing=True)


@pytest.mark.parametrize(
    ("outcome", "failed", "chance", "pause"),
    [
        (PASSING, 0, 0.5, 1.0),
        (PASSING, 1, 0.5, 2.0),
        (PASSING, 2, 0.5, None),
        (PASSING, 0, 0.0, 0.5),
        (PASSING, 1, 1.0, 3.0),
        (FetchError("is refused", is_refused=True), 0, 0.5, None),
        (Answer(200, {}), 0, 0.5, None),
        (Answer(404, {"retry-after": "1"}), 0, 0.5, None),
        (Answer(501, {}), 0, 0.5, None),
        (Answer(500, {}), 0, 0.5, 1.0),
        (Answer(429, {"retry-after": "30"}), 0, 0.5, 30.0),
        (Answer(503, {"retry-after": "Mon, 05 Oct 2026 12:02:00 GMT"}), 1, 0.5, 120.0),
        (Answer(503, {"retry-after": "0"}), 0, 0.5, 1.0),
        (Answer(503, {"retry-after": "121"}), 0, 0.5, None),
        (Answer(503, {"retry-after": "30"}), 2, 0.5, None),
    ],
)
def test_pause(outcome: Answer | FetchError, failed: int, chance: float, pause: float | None) -> None:
    """What may pass is tried three times, after longer and longer, or when a server says; all else once."""
    assert pause_before_next(outcome, failed, NOW, chance) == pause
