"""The channels in which the bot could not answer for lack of a permission."""

import time
from collections import OrderedDict
from collections.abc import Callable

from bot.service.rate_limit import RateLimit

_HOUR = 3600.0  # seconds
_OF_LATE = 24 * _HOUR
_MOST = 1000  # channels


class SilencedChannels:
    """The channels in which an answer could not be given of late, and has not been since; the latest thousand."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._warnings = RateLimit(1, _HOUR, clock)
        self._silenced = OrderedDict[int, tuple[int, float]]()

    def note(self, guild: int, channel: int) -> bool:
        """Notes that an answer could not be given; whether that is to be told, which it is once an hour a channel."""
        self._silenced[channel] = guild, self._clock()
        self._silenced.move_to_end(channel)
        if len(self._silenced) > _MOST:
            self._silenced.popitem(last=False)
        return self._warnings.take(channel) == 0

    def spoke(self, channel: int) -> None:
        """Notes that an answer could be given."""
        self._silenced.pop(channel, None)

    def of(self, guild: int) -> list[int]:
        """The channels of a server in which an answer could not be given within the last day, the latest last."""
        since = self._clock() - _OF_LATE
        return [channel for channel, (of, at) in self._silenced.items() if of == guild and at > since]
