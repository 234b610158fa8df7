"""A data folder of version 0.1.0, and the buttons on its messages, go on working.

data_folder.tar.xz holds an index of one article and what the bot kept: an answer to a direct message, a question that
was not answered, a search, an article and a list of sources, all sent to one person, and the settings of a server.
"""

import sqlite3
import tarfile
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot.discord.process import BotProcess
from tests.bot.discord.settings_form import set_in, settings_text, settings_view
from tests.discord_server import Channel, DiscordServer, Message, Person
from tests.discord_server.errors import Json
from tests.discord_server.messages import COMPONENTS_V2
from tests.discord_server.posting import post

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

FOLDER = Path(__file__).with_name("data_folder.tar.xz")
SOURCE = "— [Ferry to Sillin sails again](https://radio.example/ferry) · Radio Tolmin · March 1, 2025"
MONDAY = "The ferry to Sillin sails again from Monday."
ENGINE = "It had been out of service since its engine caught fire in January."
FIRST = f"{MONDAY} {ENGINE}"
MOVED = (
    "That was a control of an earlier version; nothing was changed. "
    "These are the settings now, and the buttons below change them."
)
ANSWER = "Captain Vera Molnar said the crossing takes fifty minutes."
SOURCES = "**One article from one source**\n• Radio Tolmin: one article, March 1, 2025"
PAGE = f"{SOURCE}\n> **{FIRST}**\n> \n> **A ticket costs four euros. {ANSWER}**\n-# Page 1 of 1"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def alice(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Person]:
    """Whom all of it was sent to and who manages the server; a bot of today runs on the data folder."""
    data_dir = tmp_path_factory.mktemp("old") / "data"
    with tarfile.open(FOLDER) as archive:
        archive.extractall(data_dir, filter="data")
    async with DiscordServer() as discord:
        guild, alice = discord.add_guild("Alpha"), discord.add_person("alice")
        guild.join(alice, administrator=True)
        with closing(sqlite3.connect(data_dir / "discord.db")) as connection, connection:
            connection.execute("UPDATE shown SET asker = ?", (alice.id,))
            connection.execute("UPDATE vote SET person = ?", (alice.id,))
            connection.execute("UPDATE server SET guild = ?", (guild.id,))
        bot = BotProcess(discord, data_dir)
        await bot.start()
        try:
            yield alice
        finally:
            assert await bot.stop() == 0
        assert [line for line in bot.log if "ERROR" in line or "Traceback" in line] == []


@pytest.fixture
def channel(alice: Person) -> Channel:
    """A channel of the server whose settings are kept."""
    (guild,) = alice.server.guilds.values()
    return guild.add_channel("general")


def old_message(who: Person, where: Channel, component: Json) -> Message:
    """A message of the bot's as it stands in Discord since then, with one of its buttons or choices."""
    body = {"flags": COMPONENTS_V2, "components": [{"type": 1, "components": [component]}]}
    message = post(who.server, where, who.server.bot, body, [])
    where.seen_replies.add(message.id)
    return message.look()


def button(custom_id: str) -> Json:
    """A button."""
    return {"type": 2, "style": 2, "label": "Old", "custom_id": custom_id}


async def pressed(who: Person, where: Channel, custom_id: str) -> str:
    """What comes of a click on an old button."""
    return (await (await who.click(old_message(who, where, button(custom_id)), custom_id)).message()).text


@pytest.mark.parametrize(
    ("custom_id", "text"),
    [
        ("quotebot:read:Z4VEWdEOY1U:0:0", PAGE),
        ("quotebot:read:3x8-Mar4Kgk:0:0", PAGE),
        ("quotebot:turn:Z4VEWdEOY1U:0:0", PAGE),
        ("quotebot:turn:S18iBQojdCw:0:0", PAGE),
        ("quotebot:up:Z4VEWdEOY1U:0:0", "Counted: 👍. You can change your vote. So far 👍 1, 👎 0."),
        ("quotebot:listing:qNcvQuOjY7g:0:0", SOURCES),
        (
            "quotebot:results:3x8-Mar4Kgk:0:0",
            f"Passages for “ferry”, 1–1 of 1\n> {FIRST}\n> \n> A ticket costs four euros. {ANSWER}\n**1.** {SOURCE}",
        ),
        (
            "quotebot:closest:N4sPbumBlKo:0:0",
            "The closest passages. **They do not answer the question.**\n"
            f"> {MONDAY} **{ENGINE}**\n> \n> A ticket costs four euros. **{ANSWER}**\n{SOURCE}",
        ),
    ],
)
async def test_buttons(alice: Person, custom_id: str, text: str) -> None:
    """Each button that was sent does today what it did then."""
    assert await pressed(alice, alice.dm, custom_id) == text


async def test_vote_down(alice: Person) -> None:
    """An old answer is voted down, and why is asked as of a new one."""
    custom_id = "quotebot:down:Z4VEWdEOY1U:0:0"
    form = await (await alice.click(old_message(alice, alice.dm, button(custom_id)), custom_id)).modal_opened()
    told = await (await alice.submit(form, {"reason": "old", "remark": "Fares rose."})).message()
    assert told.text == "Counted: 👎. You can change your vote. So far 👍 0, 👎 1."


@pytest.mark.parametrize("custom_id", ["quotebot:why:Z4VEWdEOY1U:0:0", "quotebot:why:N4sPbumBlKo:0:0"])
async def test_why(alice: Person, custom_id: str) -> None:
    """Why an old answer was given is told from what was kept then."""
    text = await pressed(alice, alice.dm, custom_id)
    assert text.splitlines()[0] == "**Why these quotes?**"
    assert "Quote 1, Ferry to Sillin sails again: chance to be the best " in text


async def test_follow_up(alice: Person) -> None:
    """An old answer is gone on from, by a form that is known by the custom id it had then."""
    custom_id = "quotebot:follow:Z4VEWdEOY1U:0:0"
    form = await (await alice.click(old_message(alice, alice.dm, button(custom_id)), custom_id)).modal_opened()
    assert form["custom_id"] == "quotebot:followed:Z4VEWdEOY1U:open"
    text = (await (await alice.submit(form, "And what does a ticket cost?")).message()).text
    assert "A ticket costs four euros." in text.replace("**", "")
    assert text.splitlines()[-1] == "-# Following on: How long does the crossing to Sillin take?"


async def test_settings(channel: Channel, alice: Person) -> None:
    """The settings of a server are as they were chosen."""
    assert (await settings_view(alice, channel)).text == settings_text(readers="private")


@pytest.mark.parametrize(
    ("control", "values"),
    [
        (button("quotebot:private"), None),
        (
            {"type": 3, "custom_id": "quotebot:collections", "options": [{"label": "Shared", "value": "shared"}]},
            ["shared"],
        ),
        ({"type": 8, "custom_id": "quotebot:channels", "channel_types": [0]}, []),
    ],
)
async def test_old_view_of_the_settings(
    channel: Channel, alice: Person, control: Json, values: list[str] | None
) -> None:
    """A control of an old view changes nothing, says so, and leaves the view of today in place of that one."""
    shown = old_message(alice, channel, control)
    name = control["custom_id"]
    used = await (alice.click(shown, name) if values is None else alice.choose(shown, name, values or [channel]))
    expected = settings_text(readers="private")
    assert (await used.message()).text == expected
    told = await used.next_message()
    assert (told.text, told.ephemeral) == (MOVED, True)
    assert (await set_in(alice, shown.now, "how")).text == expected


async def test_old_view_is_for_managers(channel: Channel, alice: Person) -> None:
    """Whoever does not manage the server gets nothing of an old view of its settings."""
    bob, shown = alice.server.add_person("bob"), old_message(alice, channel, button("quotebot:private"))
    assert channel.guild is not None
    channel.guild.join(bob)
    told = await (await bob.click(shown, "quotebot:private")).next_message()
    assert (told.text, told.ephemeral) == ("Only people who may manage this server can do that.", True)
    assert shown.now.text == ""
