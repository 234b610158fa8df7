"""The ids Discord gives to everything."""

import time

DISCORD_EPOCH_MS = 1_420_070_400_000
"""The first millisecond that an id can hold."""

GUILD_MARK = 1 << 21
"""Set in the ids of guilds, so that none is the id of anything else."""


class Snowflakes:
    """Ids that increase, are unique and hold the time they were made."""

    def __init__(self) -> None:
        self._last = 0
        self._last_guild = self._now() >> 22

    def next(self) -> int:
        """Return the next id."""
        self._last = max(self._last + 1, self._now())
        return self._last

    def next_guild(self) -> int:
        """Return an id for a guild, such that guilds made one after the other fall in one shard after the other."""
        self._last_guild += 1
        return self._last_guild << 22 | GUILD_MARK

    @staticmethod
    def _now() -> int:
        return int(time.time() * 1000 - DISCORD_EPOCH_MS) << 22
