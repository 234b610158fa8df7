"""What the bot must be allowed in a channel goes by what the channel is for, and by its kind."""

from dataclasses import fields
from typing import Any, get_args

import discord
import pytest

from bot.discord.permissions import LABELS, NEEDED, Permission, Purpose, lacking, named_channels
from bot.service.records import ServerSettings

TEXT, VOICE, NEWS, THREAD, STAGE, FORUM = 0, 2, 5, 11, 13, 15
GUILD, OWNER, BOT = 10, 11, 12


def channel(kind: int, allowed: int) -> tuple[Any, discord.Member]:
    """A channel of a kind in a server in which everybody is allowed something, and the bot's member there."""
    state: Any = discord.Client(intents=discord.Intents(guilds=True))._connection
    everyone = {"id": GUILD, "name": "@everyone", "permissions": allowed, "position": 0}
    guild_data: Any = {"id": GUILD, "name": "Alpha", "owner_id": OWNER, "roles": [everyone]}
    guild = discord.Guild(data=guild_data, state=state)
    user = {"id": BOT, "username": "quotebot", "discriminator": "0", "avatar": None}
    member_data: Any = {"user": user, "roles": [], "joined_at": "2025-03-01T00:00:00+00:00", "flags": 0}
    data: Any = {"id": 20, "name": "general", "type": kind, "position": 0, "bitrate": 64000, "user_limit": 0}
    made = discord.channel._guild_channel_factory(FORUM if kind == THREAD else kind)[0]
    assert made is not None
    placed: Any = made(guild=guild, state=state, data=data)
    if kind == THREAD:
        guild._add_channel(placed)
        dated = {"archived": False, "auto_archive_duration": 60, "archive_timestamp": "2025-03-01T00:00:00+00:00"}
        thread: Any = {"id": 21, "name": "post", "type": THREAD, "parent_id": 20, "owner_id": OWNER}
        placed = discord.Thread(
            guild=guild, state=state, data=thread | {"thread_metadata": dated, "message_count": 1, "member_count": 1}
        )
    return placed, discord.Member(data=member_data, guild=guild, state=state)


SEE, READ, WRITE, IN_THREADS = "view_channel", "read_message_history", "send_messages", "send_messages_in_threads"


@pytest.mark.parametrize(
    ("kind", "purpose", "lacks"),
    [
        (TEXT, "channels", [SEE, WRITE, IN_THREADS, READ]),
        (NEWS, "channels", [SEE, WRITE, IN_THREADS, READ]),
        (VOICE, "channels", [SEE, WRITE, READ]),
        (STAGE, "review_channel", [SEE, WRITE, READ]),
        (FORUM, "channels", [SEE, IN_THREADS, READ]),
        (THREAD, "channels", [SEE, IN_THREADS, READ]),
        (TEXT, "threaded", [SEE, WRITE, IN_THREADS, READ, "create_public_threads"]),
        (FORUM, "forums", [SEE, IN_THREADS, READ, "manage_threads"]),
    ],
)
def test_what_is_needed(kind: int, purpose: Purpose, lacks: list[str]) -> None:
    """Where nothing is allowed, all that is needed there for the purpose is lacking; where everything is, nothing."""
    nothing, bot = channel(kind, 0)
    assert lacking(nothing, purpose, bot) == lacks
    everything, bot = channel(kind, discord.Permissions.all().value & ~discord.Permissions(administrator=True).value)
    assert lacking(everything, purpose, bot) == []


def test_every_permission_is_one_of_discord_s() -> None:
    """Discord knows each permission that is needed, and each has a name for people."""
    assert {permission for needed in NEEDED.values() for permission in needed} == set(get_args(Permission))
    assert set(LABELS) == set(get_args(Permission))
    assert set(LABELS) - set(discord.Permissions.VALID_FLAGS) == set()


def test_every_setting_that_names_channels_has_its_purpose() -> None:
    """No field of the settings names channels of which it is not said what the bot needs there."""
    naming = {field.name for field in fields(ServerSettings) if field.default == () or field.name.endswith("_channel")}
    assert naming == set(get_args(Purpose)) == set(NEEDED)
    settings = ServerSettings(channels=(1, 2), threaded=(2,), forums=(3,), review_channel=4)
    assert list(named_channels(settings)) == [
        (1, "channels"),
        (2, "channels"),
        (2, "threaded"),
        (3, "forums"),
        (4, "review_channel"),
    ]
    assert list(named_channels(ServerSettings())) == []
