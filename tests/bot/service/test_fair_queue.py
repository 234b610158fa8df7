"""Everyone is served."""

from collections import Counter
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from bot.service.fair_queue import FairQueue

Event = tuple[bool, int]  # whether something was taken, and whose it was
Item = tuple[int, int, bool, int]  # server, person, urgent, number
SERVERS = st.integers(0, 3)
PERSONS = st.integers(0, 2)
PUTS = st.tuples(SERVERS, PERSONS, st.booleans())


def take_all(queue: FairQueue[str]) -> list[str]:
    """Empty a queue."""
    return [queue.get() or "" for _ in range(len(queue))]


def assert_fair(events: list[Event]) -> None:
    """Check each time between two takes of one: who waited all through it was served once, if the one waited too."""
    waiting: Counter[int] = Counter()
    since: dict[int, int] = {}
    last: dict[int, int] = {}
    for now, (taken, key) in enumerate(events):
        if not taken:
            if not waiting[key]:
                since[key] = now
            waiting[key] += 1
            continue
        if key in last:
            served = Counter(other for took, other in events[last[key] + 1 : now] if took)
            patient = {other for other in waiting if waiting[other] and since[other] < last[key]} - {key}
            assert all(served[other] for other in patient)
            if since[key] < last[key]:
                assert all(count == 1 for count in served.values())
        waiting[key] -= 1
        last[key] = now


@given(st.lists(PUTS | st.none(), max_size=120))
def test_fair_order(script: list[tuple[int, int, bool] | None]) -> None:
    """Servers, and persons within a server, are served round robin; a person's items in order, each of them once."""
    queue: FairQueue[Item] = FairQueue()
    put: list[Item] = []
    got: list[Item] = []
    events: list[tuple[bool, Item]] = []
    for number, step in enumerate([*script, *[None] * len(script)]):
        if step is not None:
            server, person, urgent = step
            put.append((*step, number))
            events.append((False, put[-1]))
            queue.put(server, person, put[-1], urgent=urgent)
        elif (item := queue.get()) is not None:
            assert item[2] or not any(other[2] for other in set(put) - set(got))
            got.append(item)
            events.append((True, item))
        assert len(queue) == len(put) - len(got)
    assert sorted(got, key=lambda item: item[:3]) == sorted(put, key=lambda item: item[:3])
    for lane in (False, True):
        of_lane = [(taken, item) for taken, item in events if item[2] is lane]
        assert_fair([(taken, item[0]) for taken, item in of_lane])
        by_server = sorted(of_lane, key=lambda event: event[1][0])
        for _, of_server in groupby(by_server, key=lambda event: event[1][0]):
            assert_fair([(taken, item[1]) for taken, item in of_server])


def test_round_robin() -> None:
    """Servers go round, persons go round within theirs, and what is urgent goes first."""
    queue: FairQueue[str] = FairQueue()
    for server, person, item in [(1, 1, "a"), (1, 1, "b"), (1, 2, "c"), (1, 1, "d"), (2, 3, "e"), (3, 1, "f")]:
        queue.put(server, person, item)
    queue.put(1, 1, "urgent 1", urgent=True)
    queue.put(1, 1, "urgent 2", urgent=True)
    queue.put(2, 1, "urgent 3", urgent=True)
    assert take_all(queue) == ["urgent 1", "urgent 3", "urgent 2", "a", "e", "f", "c", "b", "d"]
    assert queue.get() is None


def test_remove() -> None:
    """What is removed is not served, and the order of all others stays."""
    queue: FairQueue[str] = FairQueue()
    for server, item in [(1, "a"), (1, "b"), (2, "c"), (3, "d"), (1, "e")]:
        queue.put(server, 7, item)
    queue.put(1, 7, "urgent", urgent=True)
    assert queue.remove(1, 7, "b")
    assert queue.remove(2, 7, "c")
    assert queue.remove(1, 7, "urgent", urgent=True)
    assert not queue.remove(1, 7, "b")
    assert not queue.remove(1, 8, "a")
    assert not queue.remove(2, 7, "c")
    assert not queue.remove(1, 7, "a", urgent=True)
    assert take_all(queue) == ["a", "d", "e"]
