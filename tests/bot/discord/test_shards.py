"""Which shards a process runs, as somebody writes it, and which servers are told to them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.app import client_for
from bot.discord.shards import Shards, parse_shards
from bot.service.reading_pool import AnswerModels
from bot.service.records import ServerSettings
from config import load_settings
from index.answering.confidence import load_calibration
from index.errors import QuotebotError
from index.files.data_folder import DataFolder
from tests.encoders import SmallEncoder


@pytest.mark.parametrize(
    ("numbers", "count", "shards"),
    [
        ("", None, None),
        ("0", 1, Shards((0,), 1)),
        ("0,1", 4, Shards((0, 1), 4)),
        ("2-3", 4, Shards((2, 3), 4)),
        ("3, 0-1", 4, Shards((0, 1, 3), 4)),
    ],
)
def test_shards_are_named_one_by_one_or_from_to(numbers: str, count: int | None, shards: Shards | None) -> None:
    """Numbers and ranges of them name shards, in whatever order; without any, all are run."""
    assert parse_shards(numbers, count) == shards


@pytest.mark.parametrize(
    ("numbers", "count", "told"),
    [
        ("0", None, "--shards and --shard-count belong together: all processes have the same count"),
        ("", 4, "--shards and --shard-count belong together: all processes have the same count"),
        ("4", 4, "there is no shard 4 among 4, which are 0 to 3; check --shard-count"),
        ("3-1", 4, "--shards 3-1 ends before it begins; write 1-3"),
        ("0,0-1", 4, "--shards 0,0-1 names a shard twice; name each once"),
        ("one", 4, "--shards names no shard by 'one'; write numbers, as in 0,1 or 0-3"),
        ("0,", 4, "--shards names no shard by ''; write numbers, as in 0,1 or 0-3"),
        ("-1", 4, "--shards names no shard by '-1'; write numbers, as in 0,1 or 0-3"),
        ("٣", 4, "--shards names no shard by '٣'; write numbers, as in 0,1 or 0-3"),
    ],
)
def test_what_names_no_shards_is_told(numbers: str, count: int | None, told: str) -> None:
    """An error names what is wrong with shards, and the fix."""
    with pytest.raises(QuotebotError) as error:
        parse_shards(numbers, count)
    assert str(error.value).startswith(told)


@given(st.integers(0, 2**63 - 1), st.integers(1, 64))
def test_each_server_is_told_to_one_shard(guild: int, count: int) -> None:
    """Of all shards one has a server, that which Discord's rule names: its id, less 22 bits, modulo the count."""
    have = [number for number in range(count) if Shards((number,), count).have(guild)]
    assert have == [(guild >> 22) % count]


@pytest.mark.asyncio
async def test_servers_of_other_processes_are_not_forgotten(tmp_path: Path) -> None:
    """A process that is ready forgets servers of its own shards that the bot was removed from, and of no others."""
    guilds = {number: number << 22 for number in range(4)}
    made = client_for(
        DataFolder(tmp_path), AnswerModels(SmallEncoder(), load_calibration()), load_settings(), Shards((0, 2), 4)
    )
    async with made as client:
        settings = client.services.state.settings
        for guild in guilds.values():
            await settings.save(guild, ServerSettings(private=True))
        await client.on_ready()
        assert await client.services.state.servers() == {guilds[1], guilds[3]}
        assert (client.shard_ids, client.shard_count) == ([0, 2], 4)
        assert [client.serves(guild) for guild in guilds.values()] == [True, False, True, False]
