"""Files given to a server's articles: several in a form, how far they are, undoing, and what was left out."""

import json
import signal
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import pytest_asyncio

from tests.bot.discord.conftest import World
from tests.bot.discord.outcomes import outcome
from tests.bot.discord.process import BotProcess, copied
from tests.bot.discord.test_admin import (
    CARP,
    LINES,
    NOTHING,
    ONLY_MANAGERS,
    REPLACES,
    TEXT,
    add,
    asked,
    files_of,
    new_server,
    pressed,
    remove,
    reply_text,
    status,
    suggested,
)
from tests.discord_server import Channel, DiscordServer, Message, Person, Response, Upload

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

TABLE = "id,title,text\nwool,Wool,Wool is shorn in May on Sillin.\nsalt,Salt,Salt is dried in June on Sillin.\n"
# It is told often how far an upload is, for fewer seconds than Discord allows, and each passage takes a while.
SLOW = """
import time
from bot.discord import uploads
from index.models.openvino import OpenVinoEncoder
uploads.EVERY, uploads.LONGEST = 0.05, LONGEST
def slowly(self, passages, encode=OpenVinoEncoder.encode_passages):
    time.sleep(0.05 * len(passages))
    return encode(self, passages)
OpenVinoEncoder.encode_passages = slowly
"""
# The answers to the first two interactions are given up at once.
LATE = """
from bot.discord import uploads
longest = iter((0.0, 840.0))
def posted(*message, post=uploads.post):
    uploads.LONGEST = next(longest)
    return post(*message)
uploads.LONGEST, uploads.post = 0.0, posted
"""


@pytest_asyncio.fixture(loop_scope="module")
async def channel(world: World) -> Channel:
    """A channel of a new server that Alice manages and that Bob is a member of."""
    return new_server(world.discord, world.alice, world.bob)


async def give(who: Person, where: Channel, files: dict[str, str], **options: object) -> Response:
    """Give files in the form that the command opens."""
    form = await who.slash(where, "library add", **options)
    return await who.submit(form, {"Files": [Upload(name, data.encode()) for name, data in files.items()]})


async def given(who: Person, where: Channel, files: dict[str, str], **options: object) -> Message:
    """What is shown once files were given."""
    return await outcome(await give(who, where, files, **options))


async def test_files_in_a_form(world: World, channel: Channel) -> None:
    """Up to ten files are given in a form, for whom the command says; each is added or refused by its name."""
    form = await (await world.alice.slash(channel, "library add")).modal_opened()
    assert form.title == "Add articles to this server"
    for count, error in ((0, "is required"), (11, "11 files, must be 1 to 10")):
        with pytest.raises(ValueError, match=error):
            await world.alice.submit(form, {"Files": [Upload("a.txt", b"a")] * count})
    files = {"mill.txt": TEXT, "trees.jsonl": LINES[0], "goods.csv": TABLE, "picture.psd": "8BPS"}
    message = await given(world.alice, channel, files, channel=channel)
    head, refusal = message.text.splitlines()
    assert message.ephemeral
    assert head == f"Added to {channel.mention}: Mill of Orsk, Alder of Orsk, Wool, Salt"
    assert refusal.startswith("• picture.psd is not in a format that is read: .adoc, ")
    kept = files_of(world.bot.data_dir, channel.guild)
    assert sorted(Path(name).suffix for name in kept) == [".article", ".article", ".jsonl", ".txt"]
    assert {name.split("/")[0] for name in kept} == {f"channel-{channel.id}"}
    assert await remove(world.alice, channel, "Wool") == "Removed: Wool"
    assert await suggested(world.alice, channel, "") == ["Alder of Orsk", "Mill of Orsk", "Salt"]


async def test_an_archive(world: World, channel: Channel) -> None:
    """The files of an archive are articles that are quoted and removed alone; those that are none are named."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("notes/mill.txt", TEXT)
        archive.writestr("notes/goods.csv", TABLE)
        archive.writestr("notes/broken.docx", "PK")
    form = await world.alice.slash(channel, "library add")
    sent = await world.alice.submit(form, {"Files": [Upload("notes.zip", packed.getvalue())]})
    head, refusal = (await outcome(sent)).text.splitlines()
    assert sorted(head.removeprefix("Added to everyone in this server: ").split(", ")) == [
        "Mill of Orsk",
        "Salt",
        "Wool",
    ]
    assert refusal.startswith("• notes.zip notes/broken.docx: ")
    assert await remove(world.alice, channel, "Salt") == "Removed: Salt"
    assert await suggested(world.alice, channel, "") == ["Mill of Orsk", "Wool"]


async def test_form_is_for_managers(world: World, channel: Channel) -> None:
    """Somebody who lost the right to manage can no longer send in a form, nor may a channel and a role be given."""
    assert channel.guild is not None
    form = await world.alice.slash(channel, "library add")
    opened = await form.modal_opened()
    roles = channel.guild.members[world.alice.id].roles
    taken = roles.pop()
    response = await world.alice.submit(opened, {"Files": [Upload("mill.txt", TEXT.encode())]})
    assert await reply_text(response) == ONLY_MANAGERS
    roles.append(taken)
    role = channel.guild.add_role("Elders")
    both = await world.alice.slash(channel, "library add", channel=channel, role=role)
    assert await reply_text(both) == "Choose a channel or a role, not both."
    assert files_of(world.bot.data_dir, channel.guild) == []


async def test_files_that_replace_others(world: World, channel: Channel) -> None:
    """Where some of several files would replace others it is asked once, and all are added together."""
    await add(world.alice, channel, "mill.txt", TEXT)
    message = await given(world.alice, channel, {"mill.txt": CARP, "goods.csv": TABLE})
    assert message.text == (
        "Of the files that were given some have the name of one that is here already with other words. "
        "Replaced would be: Mill of Orsk"
    )
    assert await suggested(world.alice, channel, "") == ["Mill of Orsk"]
    added = await pressed(world.alice, message, "Replace")
    assert added == "Added to everyone in this server: Old mill of Orsk, Wool, Salt"
    assert await pressed(world.alice, message, "Undo") == (
        "Undone: what was added is gone, and what it replaced is there again."
    )
    assert await suggested(world.alice, channel, "") == ["Mill of Orsk"]


async def test_undo_is_for_managers_and_while_nothing_changed(world: World, channel: Channel) -> None:
    """Undo is refused to who may no longer manage, and where something else has changed the articles since."""
    assert channel.guild is not None
    message = await given(world.alice, channel, {"goods.csv": TABLE})
    roles = channel.guild.members[world.alice.id].roles
    taken = roles.pop()
    refusal = await (await world.alice.click(message, "Undo")).next_message()
    assert (refusal.text, refusal.ephemeral) == (ONLY_MANAGERS, True)
    roles.append(taken)
    await remove(world.alice, channel, "Wool")
    refusal = await (await world.alice.click(message, "Undo")).next_message()
    assert refusal.text == "This cannot be undone any more: something else has changed these articles since."
    assert await suggested(world.alice, channel, "") == ["Salt"]


async def test_status_lists_what_was_left_out(world: World, channel: Channel) -> None:
    """What was left out of the files that were given, and why, is told until they are given again."""
    broken = {"trees.jsonl": "{\n" + LINES[0], "sale.md": "---\ntitle: Sale\ndate: soon\n---\n\nAll nets cost half.\n"}
    await given(world.alice, channel, broken | {f"empty {number}.txt": " " for number in range(6)})
    await given(world.alice, channel, {f"void {number}.txt": "" for number in range(9)})
    lines = await status(world.alice, channel)
    listed = lines[lines.index("**Left out**") + 1 :]
    assert listed[:9] == [f"• void {number}.txt is empty" for number in range(9)]
    assert listed[9].startswith("• trees.jsonl (1) is no article (")
    assert listed[10:] == [*(f"• empty {number}.txt is empty" for number in range(5)), "and 2 more problems"]
    again = {"trees.jsonl": LINES[0]} | {f"empty {number}.txt": TEXT for number in range(6)}
    await given(world.alice, channel, again)
    await given(world.alice, channel, {f"void {number}.txt": TEXT for number in range(9)})
    lines = await status(world.alice, channel)
    assert lines[lines.index("**Left out**") + 1 :] == [
        "• “Sale”: its date 'soon' is not understood; write it as 2024-03-20"
    ]


# What takes long, and what is interrupted


@pytest_asyncio.fixture(loop_scope="module")
async def slow(articles_dir: Path, tmp_path: Path) -> AsyncIterator[BotProcess]:
    """A bot for which each passage takes a while, and which tells often how far it is."""
    async with slow_bot(copied(articles_dir, tmp_path), "840.0") as bot:
        yield bot


def slow_bot(data_dir: Path, longest: str) -> "Running":
    """A bot that tells how far it is for so many seconds."""
    return Running(data_dir, SLOW.replace("LONGEST = 0.05, LONGEST", f"LONGEST = 0.05, {longest}"))


class Running:
    """A bot that runs, with a server of its own, as an async context manager."""

    def __init__(self, data_dir: Path, changes: str) -> None:
        self._data_dir, self._changes = data_dir, changes

    async def __aenter__(self) -> BotProcess:
        self._discord = await DiscordServer().__aenter__()
        self._bot = BotProcess(self._discord, self._data_dir, "[discord]\ncooldown_seconds = 0\n")
        self._bot.changes = self._changes
        await self._bot.start()
        return self._bot

    async def __aexit__(self, *error: object) -> None:
        code = await self._bot.stop()
        self._discord.check_bodies()
        pings = self._discord.pings
        await self._discord.__aexit__(None, None, None)
        assert (code, pings) == (0, [])
        assert [line for line in self._bot.log if "ERROR" in line or "Traceback" in line] == []


def manager_of(bot: BotProcess) -> tuple[Person, Channel]:
    """Somebody who manages a new server, and a channel of it."""
    mona = bot.server.add_person("mona")
    return mona, new_server(bot.server, mona)


MANY = "".join(
    json.dumps({"id": number, "title": f"Boat {number}", "text": f"Boat number {number} left Sillin on a Monday."})
    + "\n"
    for number in range(60)
)
COUNTED = "Added to everyone in this server: 60 articles"


async def next_text(response: Response, shown: list[str]) -> str:
    """What the answer to an interaction says next that it has not said before."""
    it = response.interaction

    def look() -> str | None:
        text = it.original.look().text if it.original else ""
        return text if text and text not in shown else None

    return await it.changed.until(look, 60, f"nothing more was shown after {shown}")


async def test_progress(slow: BotProcess) -> None:
    """While files are taken in their message tells how many were read, and how many passages are embedded and left."""
    mona, channel = manager_of(slow)
    response = await give(mona, channel, {"boats.jsonl": MANY, "mill.txt": TEXT})
    shown = list[str]()
    while not any(text.startswith("Added to everyone in this server: Boat 0, Boat 1, ") for text in shown):
        shown.append(await next_text(response, shown))
    embedding = [text for text in shown if text.startswith("Adding: 2 files read, ")]
    assert embedding != []
    assert all(text.endswith(" left.") for text in embedding)


async def test_longer_than_an_interaction(articles_dir: Path, tmp_path: Path) -> None:
    """What takes longer than an interaction ends in a message of its own, which names no article and pings nobody."""
    async with slow_bot(copied(articles_dir, tmp_path), "0.5") as bot:
        mona, channel = manager_of(bot)
        response = await give(mona, channel, {"boats.jsonl": MANY, "empty.txt": ""})
        told = await bot.server.next_bot_message(channel, 60)
        assert (await response.message()).text == (
            "This takes long, and goes on. What becomes of it will be written in this channel; `/library status` tells "
            "how far it is."
        )
        assert told.text.splitlines() == [
            COUNTED,
            "Not all of it could be used: `/library status` tells what was left out, and why.",
        ]
        assert (
            await pressed(mona, told, "Undo") == "Undone: what was added is gone, and what it replaced is there again."
        )


async def test_what_all_may_see_is_in_the_servers_language(articles_dir: Path, tmp_path: Path) -> None:
    """A manager is told in their own language how far their files are, all in the channel in the server's."""
    async with slow_bot(copied(articles_dir, tmp_path), "0.5") as bot:
        mona = bot.server.add_person("mona", locale="de")
        channel = new_server(bot.server, mona)
        files = {"Dateien": [Upload("boats.jsonl", MANY.encode())]}
        response = await mona.submit(await mona.slash(channel, "library add"), files)
        told = await bot.server.next_bot_message(channel, 60)
        assert (await response.message()).text == (
            "Das dauert länger und läuft weiter. Was daraus wird, steht später in diesem Kanal; `/bibliothek status` "
            "sagt, wie weit es ist."
        )
        assert told.text == COUNTED


async def test_what_all_may_see_names_no_article(articles_dir: Path, tmp_path: Path) -> None:
    """What becomes of files whose question all in a channel may see is told there without naming an article."""
    async with Running(copied(articles_dir, tmp_path), LATE) as bot:
        mona, channel = manager_of(bot)
        await give(mona, channel, {"mill.txt": TEXT})
        await bot.server.next_bot_message(channel, 60)
        await give(mona, channel, {"mill.txt": CARP, "empty.txt": ""})
        question = await bot.server.next_bot_message(channel, 60)
        assert (question.ephemeral, "Mill of Orsk" in question.text) == (False, False)
        assert (await pressed(mona, question, "Replace")).splitlines() == [
            "Added to everyone in this server: one article",
            "Not all of it could be used: `/library status` tells what was left out, and why.",
        ]


async def test_where_the_bot_may_not_write(articles_dir: Path, tmp_path: Path) -> None:
    """Where the bot may not write to the channel, a line in its log tells so, and the articles are added."""
    async with slow_bot(copied(articles_dir, tmp_path), "0.5") as bot:
        mona, channel = manager_of(bot)
        channel.deny(bot.server.bot, "send_messages")
        await give(mona, channel, {"boats.jsonl": MANY})
        await bot.logged("could not be written to its channel")
        assert len(files_of(bot.data_dir, channel.guild)) == 60


async def test_killed_in_an_upload(articles_dir: Path, tmp_path: Path) -> None:
    """An upload goes on when the bot is started again after a kill, and can still be undone."""
    async with slow_bot(copied(articles_dir, tmp_path), "840.0") as bot:
        mona, channel = manager_of(bot)
        await add(mona, channel, "mill.txt", TEXT)
        message = await asked(mona, channel, "mill.txt", CARP)
        response = await give(mona, channel, {"boats.jsonl": MANY})
        shown = list[str]()
        while not any(text.startswith("Adding: ") for text in shown):
            shown.append(await next_text(response, shown))
        await bot.stop(signal.SIGKILL)
        bot.log.clear()
        await bot.start()
        told = await bot.server.next_bot_message(channel, 60)
        assert told.text == COUNTED
        assert len(files_of(bot.data_dir, channel.guild)) == 61
        assert (
            await pressed(mona, told, "Undo") == "Undone: what was added is gone, and what it replaced is there again."
        )
        assert await suggested(mona, channel, "") == ["Mill of Orsk"]
        assert message.now.text == REPLACES
        assert await pressed(mona, message, "Cancel") == NOTHING


async def test_stopped_in_an_upload(articles_dir: Path, tmp_path: Path) -> None:
    """An upload that is nearly done is ended before the bot stops."""
    async with slow_bot(copied(articles_dir, tmp_path), "840.0") as bot:
        mona, channel = manager_of(bot)
        response = await give(mona, channel, {"boats.jsonl": MANY})
        await next_text(response, [])
        assert await bot.stop() == 0
        assert (await outcome(response)).text.startswith("Added to everyone in this server: Boat 0, Boat 1, ")
