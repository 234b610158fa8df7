"""What the bot keeps, forgets, and leaves alone; on a server of each test's own."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from index.storage.library import Library
from tests.bot.discord.process import BotProcess, copied, ended
from tests.discord_server import Channel, DiscordServer, Guild, Person, Upload

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

UNKNOWN = "Who painted the ceiling of the Sistine Chapel in Rome?"
LANTERNS = "When does the lantern walk begin?"
HONEY = "What does a kilogram of honey cost?"
# What comes after the answer fails.
_FAILS_LATER = """
import bot.discord.commands.ask
async def fail(*arguments):
    raise RuntimeError("later")
bot.discord.commands.ask._answer_limited = fail
"""


class DataFolder:
    """A server with a bot, somebody who manages it, and a member."""

    def __init__(self, discord: DiscordServer, bot: BotProcess) -> None:
        self.discord, self.bot = discord, bot
        self.guild: Guild = discord.add_guild("DataFolder")
        self.general: Channel = self.guild.add_channel("general")
        self.alice: Person = discord.add_person("alice")
        self.bob: Person = discord.add_person("bob")
        self.guild.join(self.alice, administrator=True)
        self.guild.join(self.bob)


Started = Callable[..., AbstractAsyncContextManager[DataFolder]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(articles_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    """A bot that several tests share."""
    async with DiscordServer() as discord:
        bot = BotProcess(discord, copied(articles_dir, tmp_path_factory.mktemp("shared")))
        await bot.start()
        try:
            yield bot
        finally:
            await bot.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def data_folder(running: BotProcess) -> DataFolder:
    """A server of its own, with the bot that several tests share."""
    return DataFolder(running.server, running)


@pytest.fixture
def started(articles_dir: Path, tmp_path: Path) -> Started:
    """Starts a bot, with changes to its modules where these are given, and stops it afterwards."""

    @asynccontextmanager
    async def start(changes: str = "") -> AsyncIterator[DataFolder]:
        async with DiscordServer() as discord:
            bot = BotProcess(discord, copied(articles_dir, tmp_path), changes=changes)
            data_folder = DataFolder(discord, bot)
            await bot.start()
            try:
                yield data_folder
            finally:
                await bot.stop()

    return start


async def test_answer_stays_when_what_follows_fails(started: Started) -> None:
    """An error after an answer was shown leaves it there, and is told beside it, in private."""
    async with started(_FAILS_LATER) as data_folder:
        response = await data_folder.bob.slash(data_folder.general, "ask", question=HONEY)
        told = await response.next_message()
        assert told.text.startswith("Something went wrong on my side, and it was noted. Tell an operator this id: ")
        assert told.ephemeral
        assert "eleven euros" in (await response.message()).now.text


async def test_checked_message_is_not_kept(data_folder: DataFolder) -> None:
    """The words of a message that somebody checks are kept nowhere, and shown to no manager."""
    message = await data_folder.alice.say(data_folder.general, UNKNOWN)
    checked_answer = await (
        await data_folder.bob.use_message_command(data_folder.general, "Find sources", message)
    ).message()
    assert checked_answer.text.startswith("**The articles do not answer this.**")
    listed = await (await data_folder.alice.slash(data_folder.general, "unanswered")).message()
    assert listed.text == "Nothing unanswered in the last 30 days."
    kept = b"".join(file.read_bytes() for file in data_folder.bot.data_dir.glob("discord.db*"))
    assert (b"Sistine" in kept, b"SQLite format 3" in kept) == (False, True)


async def test_removed_while_away(started: Started) -> None:
    """What is kept of a server is forgotten when the bot comes back and is no longer in it."""
    async with started() as data_folder:
        answer = await (await data_folder.bob.slash(data_folder.general, "ask", question=UNKNOWN)).message()
        await data_folder.bot.stop()
        data_folder.guild.has_bot = False
        await data_folder.bot.start()
        await data_folder.bot.logged("ready as")
        data_folder.discord.invite_to(data_folder.guild)
        gone = await (await data_folder.bob.click(answer, "Why this?")).message()
        assert gone.text == "This is too old: what was shown is no longer kept. Ask again."


async def test_mentions_in_a_flood(data_folder: DataFolder) -> None:
    """Of seven mentions in a row five are answered, the sixth is told to wait, and the seventh is left alone."""
    for _ in range(7):
        await data_folder.bob.say(data_folder.general, HONEY, mention_bot=True)
    told = [(await data_folder.discord.next_bot_message(data_folder.general)).text for _ in range(6)]
    await (await data_folder.alice.slash(data_folder.general, "help")).message()
    mine = [one for one in data_folder.general.messages.values() if one.author.bot and one.interaction is None]
    assert sum("eleven euros" in text for text in told) == 5
    assert sum(text.startswith("That was fast. Ask again in ") for text in told) == 1
    assert len(mine) == 6


async def test_deleted_channel(data_folder: DataFolder) -> None:
    """A channel that is deleted is no longer among those that the bot answers in; without any, it answers in all."""
    other = data_folder.guild.add_channel("other")
    settings_view = await (await data_folder.alice.slash(data_folder.general, "settings")).message()
    await (await data_folder.alice.choose(settings_view, "quotebot:channels", [other])).message()
    data_folder.guild.delete_channel(other)
    await (await data_folder.bob.slash(data_folder.general, "help")).message()
    answer = await (await data_folder.bob.slash(data_folder.general, "ask", question=HONEY)).message()
    assert "eleven euros" in answer.text


async def test_one_bot_on_a_folder(data_folder: DataFolder) -> None:
    """A second bot on the same folder ends with a line that says so."""
    code, lines = await ended(data_folder.discord, data_folder.bot.data_dir, "run", token=data_folder.discord.token)
    expected = f"Error: another bot runs on {data_folder.bot.data_dir}; stop it, or use another --data-dir"
    assert (code, lines[-1]) == (1, expected)


async def test_server_articles_after_a_change_of_model(started: Started) -> None:
    """After the model's precision has changed, /library sync embeds a server's articles again."""
    async with started() as data_folder:
        text = b"Lantern walk\n\nThe lantern walk in Grubenfeld begins at seven o'clock on 11 November.\n"
        await (
            await data_folder.alice.slash(data_folder.general, "library add", file=Upload("walk.txt", text))
        ).message()
        await data_folder.bot.stop()
        library = next((data_folder.bot.data_dir / "servers").rglob("library.db"))
        _rename_model(library)
        await data_folder.bot.start()
        asked = await (await data_folder.bob.slash(data_folder.general, "ask", question=LANTERNS)).message()
        assert asked.text.startswith("Something went wrong on my side")
        synced = await (await data_folder.alice.slash(data_folder.general, "library sync")).message()
        assert synced.text == "Up to date: one article of this server."
        again = await (await data_folder.bob.slash(data_folder.general, "ask", question=LANTERNS)).message()
        assert "seven o'clock on 11 November" in again.text


def _rename_model(library: Path) -> None:
    """Has an index say that it was made with another model."""
    with Library(library) as opened, opened.writing():
        opened.facts.note(fingerprint="another model")
