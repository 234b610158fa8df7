"""What is told of the questions of some days."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.service.records import AskedQuestion, Complaint
from bot.service.statistics import Count, Latency, Remark, never_quoted, statistics
from index.records import Source

MARCH = date(2025, 3, 1)
NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def _asked(days: float = 0, answered: bool = True, **fields: Any) -> AskedQuestion:
    """A question of the server, some days after noon on 1 March."""
    return AskedQuestion(
        fields.pop("kind", "answer"), fields.pop("question", "How deep?"), answered, NOON + days * DAY, **fields
    )


def test_days_and_doors() -> None:
    """Each day is told, also one on which nothing was asked, and each door, whether questions were answered or not."""
    asked = [
        _asked(),
        _asked(answered=False),
        _asked(2, kind="web"),
        _asked(2, kind="check"),
        _asked(2, False, kind="mcp"),
    ]
    told = statistics(asked, MARCH, MARCH + 3 * DAY, UTC)
    assert told.days == (
        (MARCH, Count(1, 1)),
        (MARCH + DAY, Count()),
        (MARCH + 2 * DAY, Count(2, 1)),
        (MARCH + 3 * DAY, Count()),
    )
    assert told.doors == (("discord", Count(2, 1)), ("web", Count(1, 0)), ("api", Count()), ("mcp", Count(0, 1)))
    assert (told.total, told.total.asked) == (Count(3, 2), 5)


def test_other_days() -> None:
    """What was asked before the first day or after the last is not counted."""
    asked = [_asked(-1), _asked(), _asked(1), _asked(2, quoted=(("", "oil"),))]
    told = statistics(asked, MARCH, MARCH + DAY, UTC)
    assert (told.total, told.most_quoted) == (Count(2, 0), ())


def test_days_of_the_operator() -> None:
    """A day is one of the operator's clock."""
    at_night = [_asked(0.6)]
    assert statistics(at_night, MARCH, MARCH, UTC).total == Count()
    assert statistics(at_night, MARCH, MARCH, timezone(timedelta(hours=-5))).total == Count(1, 0)


def test_quoted() -> None:
    """Articles are told by how many answers quoted them, and those that none did by their titles."""
    oil, gas, wind = ("", "oil"), ("7/everyone", "gas"), ("", "wind")
    told = statistics([_asked(quoted=(oil, gas)), _asked(quoted=(gas,)), _asked(quoted=(wind,))], MARCH, MARCH, UTC)
    assert told.most_quoted == ((gas, 2), (oil, 1), (wind, 1))
    articles = [
        Source("gas", "Gas"),
        Source("tide", "Tides"),
        Source("oil", "Oil"),
        Source("gas", "Gas", collection="7/everyone"),
    ]
    assert never_quoted(articles, told.quoted) == [Source("gas", "Gas"), Source("tide", "Tides")]


def test_unanswered() -> None:
    """Questions without an answer come with how often they were asked; words of others that were checked do not."""
    asked = [_asked(answered=False, question=text) for text in ("Why?", "", "How deep?", "How deep?")]
    assert statistics(asked, MARCH, MARCH, UTC).unanswered == (("How deep?", 2), ("Why?", 1))


def test_votes() -> None:
    """Votes are counted, and complaints by their reasons; what people wrote comes newest first, and all of it."""
    wrong, old, plain = Complaint("wrong", "It is 4 m."), Complaint("old"), Complaint("wrong")
    asked = [
        _asked(up=2),
        _asked(up=1, down=3, complaints=(wrong, old)),
        _asked(down=1, question="Why?", complaints=(Complaint("old", "It was."),)),
        *[_asked(down=1, complaints=(plain,))] * 60,
    ]
    told = statistics(asked, MARCH, MARCH, UTC)
    assert (told.up, told.down, told.reasons) == (3, 64, (("wrong", 61), ("old", 2)))
    assert told.remarks == (Remark("old", "It was.", "Why?"), Remark("wrong", "It is 4 m.", "How deep?"))


def test_latencies() -> None:
    """Each stage is told by the times within which half, 95 and 99 of 100 took it, the whole of an answer last."""
    asked = [_asked(stages={"encode": float(time)}, total=time * 2.0) for time in range(1, 101)]
    told = statistics([*asked, _asked()], MARCH, MARCH, UTC)
    assert told.latencies == (Latency("encode", 100, 51, 96, 100), Latency("total", 100, 102, 192, 200))


@given(st.lists(st.tuples(st.floats(-3, 10), st.booleans(), st.sampled_from(["answer", "post", "web", "api", "mcp"]))))
def test_nothing_is_counted_twice(drawn: list[tuple[float, bool, Any]]) -> None:
    """Whatever was asked, days and doors have the same questions, each once."""
    told = statistics(
        [_asked(days, answered, kind=kind) for days, answered, kind in drawn], MARCH, MARCH + 6 * DAY, UTC
    )
    within = [answered for days, answered, _ in drawn if MARCH <= (NOON + days * DAY).date() <= MARCH + 6 * DAY]
    assert told.total == Count(within.count(True), within.count(False))
    assert sum(count.asked for _, count in told.doors) == told.total.asked
