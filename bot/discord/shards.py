"""The shards of a bot, and which of them one process runs.

A shard is a connection to Discord that is told of some servers:
https://discord.com/developers/docs/events/gateway#sharding
"""

import re
from dataclasses import dataclass

from index.errors import QuotebotError

_RANGE = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")


@dataclass(frozen=True, slots=True)
class Shards:
    """Those of `count` shards that a process runs, by their numbers."""

    numbers: tuple[int, ...]
    count: int

    def __str__(self) -> str:
        return f"{','.join(map(str, self.numbers))} of {self.count}"

    @property
    def are_all(self) -> bool:
        """Whether no other process is needed."""
        return len(self.numbers) == self.count

    def have(self, guild: int) -> bool:
        """Whether what happens in a server is told to one of them."""
        return shard_of(guild, self.count) in self.numbers


def shard_of(guild: int, count: int) -> int:
    """The number of the shard, of so many, that is told what happens in a server; direct messages go to the first."""
    return (guild >> 22) % count


def parse_shards(numbers: str, count: int | None) -> Shards | None:
    """The shards of "0,1" or "0-3", of so many; None where neither is given. Raises QuotebotError."""
    if not numbers.strip() and count is None:
        return None
    if not numbers.strip() or count is None:
        raise QuotebotError(
            "--shards and --shard-count belong together: all processes have the same count, as in --shards 0,1 "
            "--shard-count 4"
        )
    named = [number for part in numbers.split(",") for number in _numbers(part.strip(), count)]
    if len(set(named)) < len(named):
        raise QuotebotError(f"--shards {numbers} names a shard twice; name each once")
    return Shards(tuple(sorted(named)), count)


def _numbers(part: str, count: int) -> range:
    """The numbers of "2" or "0-3"."""
    match = _RANGE.fullmatch(part)
    if match is None:
        raise QuotebotError(f"--shards names no shard by {part!r}; write numbers, as in 0,1 or 0-3")
    first, last = int(match[1]), int(match[2] or match[1])
    if last >= count:
        raise QuotebotError(f"there is no shard {last} among {count}, which are 0 to {count - 1}; check --shard-count")
    if last < first:
        raise QuotebotError(f"--shards {part} ends before it begins; write {last}-{first}")
    return range(first, last + 1)
