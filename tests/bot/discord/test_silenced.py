"""Where the bot could not answer is known for a day, and told now and then."""

from bot.discord.silenced import SilencedChannels

HOUR = 3600.0


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_channels_of_a_server() -> None:
    """The channels of a server are those of the last day in which no answer could be given since, the latest last."""
    clock = Clock()
    silenced = SilencedChannels(clock)
    for channel in (10, 11, 12):
        silenced.note(1, channel)
        clock.now += HOUR
    silenced.note(2, 20)
    silenced.note(1, 10)
    silenced.spoke(11)
    silenced.spoke(99)
    assert (silenced.of(1), silenced.of(2), silenced.of(3)) == ([12, 10], [20], [])
    clock.now += 23 * HOUR
    assert silenced.of(1) == [10]
    clock.now += HOUR
    assert silenced.of(1) == []


def test_it_is_told_once_an_hour() -> None:
    """That an answer could not be given is told once an hour of each channel, also where one could be meanwhile."""
    clock = Clock()
    silenced = SilencedChannels(clock)
    assert [silenced.note(1, channel) for channel in (10, 10, 11)] == [True, False, True]
    silenced.spoke(10)
    clock.now += HOUR - 1
    assert silenced.note(1, 10) is False
    clock.now += 1
    assert silenced.note(1, 10) is True


def test_it_is_bounded() -> None:
    """Of very many channels the latest thousand are known."""
    silenced = SilencedChannels(Clock())
    for channel in range(1200):
        silenced.note(1, channel)
    assert silenced.of(1) == list(range(200, 1200))
