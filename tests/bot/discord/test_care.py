"""What the bot keeps, forgets, and leaves alone; on a server of each test's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from index.storage.library import Library
from tests.bot.discord.outcomes import outcome
from tests.bot.discord.process import BotProcess, copied, ended
from tests.bot.discord.settings_form import set_settings
from tests.discord_server import Channel, DiscordServer, Guild, Person, Upload

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

UNKNOWN = "Who painted the ceiling of the Sistine Chapel in Rome?"
LANTERNS = "When does the lantern walk begin?"
HONEY = "What does a kilogram of honey cost?"
WALK = b"Lantern walk\n\nThe lantern walk in Grubenfeld begins at seven o'clock on 11 November.\n"


class OwnServer:
    """A server with a bot, somebody who manages it, and a member."""

    def __init__(self, discord: DiscordServer, bot: BotProcess) -> None:
        self.discord, self.bot = discord, bot
        self.guild: Guild = discord.add_guild("Gamma")
        self.general: Channel = self.guild.add_channel("general")
        self.alice: Person = discord.add_person("alice")
        self.bob: Person = discord.add_person("bob")
        self.guild.join(self.alice, administrator=True)
        self.guild.join(self.bob)

    def library(self) -> Path:
        """The file of the only collection that the server has of its own."""
        (file,) = (self.bot.data_dir / "servers" / str(self.guild.id)).rglob("library.db")
        return file


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
async def own(running: BotProcess) -> OwnServer:
    """A server of its own, with the bot that several tests share."""
    return OwnServer(running.server, running)


async def test_answer_stays_when_what_follows_fails(own: OwnServer) -> None:
    """An error after an answer was shown leaves it there, and is told beside it, in private."""
    role, walk = own.guild.add_role("Walkers"), Upload("walk.txt", WALK)
    await outcome(await own.alice.slash(own.general, "library add", file=walk, role=role))
    own.guild.members[own.bob.id].roles.append(role)
    # What is limited to a role is read after the answer for all was shown.
    whole = own.library().read_bytes()
    own.library().write_bytes(b"damaged " * (len(whole) // 8))
    response = await own.bob.slash(own.general, "ask", question=HONEY)
    notice = await response.next_message()
    assert notice.text.startswith("Something went wrong on my side, and it was noted. Tell an operator this id: ")
    own.library().write_bytes(whole)
    assert notice.ephemeral
    assert "eleven euros" in (await response.message()).now.text


async def test_checked_message_is_not_kept(own: OwnServer) -> None:
    """The words of a message that somebody checks are kept nowhere, and shown to no manager."""
    message = await own.alice.say(own.general, UNKNOWN)
    checked_answer = await (await own.bob.use_message_command(own.general, "Find sources", message)).message()
    assert checked_answer.text.startswith("**The articles do not answer this.**")
    listed = await (await own.alice.slash(own.general, "review")).message()
    assert listed.text.splitlines()[1:] == ["-# Nothing of this kind in this time."]
    kept = b"".join(file.read_bytes() for file in own.bot.data_dir.glob("discord.db*"))
    assert (b"Sistine" in kept, b"SQLite format 3" in kept) == (False, True)


async def test_removed_while_away(own: OwnServer) -> None:
    """What is kept of a server is forgotten when the bot comes back and is no longer in it."""
    answer = await (await own.bob.slash(own.general, "ask", question=UNKNOWN)).message()
    await own.bot.stop()
    own.guild.has_bot = False
    log = len(own.bot.log)
    await own.bot.start()
    await own.bot.logged("ready as", log)
    own.discord.invite_to(own.guild)
    gone = await (await own.bob.click(answer, "Why this?")).message()
    assert gone.text == "This is too old: what was shown is no longer kept. Ask again."


async def test_mentions_in_a_flood(own: OwnServer) -> None:
    """Of seven mentions in a row five are answered, the sixth is told to wait, and the seventh is left alone."""
    for _ in range(7):
        await own.bob.say(own.general, HONEY, mention_bot=True)
    replies = [(await own.discord.next_bot_message(own.general)).text for _ in range(6)]
    await (await own.alice.slash(own.general, "help")).message()
    mine = [one for one in own.general.messages.values() if one.author.bot and one.interaction is None]
    assert sum("eleven euros" in text for text in replies) == 5
    assert sum(text.startswith("That was fast. Ask again in ") for text in replies) == 1
    assert len(mine) == 6


async def test_deleted_channel(own: OwnServer) -> None:
    """A channel that is deleted is no longer among those that the bot answers in; without any, it answers in all."""
    other = own.guild.add_channel("other")
    await set_settings(own.alice, own.general, "where", channels=[other])
    own.guild.delete_channel(other)
    await (await own.bob.slash(own.general, "help")).message()
    answer = await (await own.bob.slash(own.general, "ask", question=HONEY)).message()
    assert "eleven euros" in answer.text


async def test_one_bot_on_a_folder(own: OwnServer) -> None:
    """A second bot on the same folder ends with a line that says so."""
    code, lines = await ended(own.discord, own.bot.data_dir, "run", token=own.discord.token)
    expected = f"Error: another bot runs on {own.bot.data_dir}; stop it, or use another --data-dir"
    assert (code, lines[-1]) == (1, expected)


async def test_server_articles_after_a_change_of_model(own: OwnServer) -> None:
    """After the model's precision has changed, /library sync embeds a server's articles again."""
    await outcome(await own.alice.slash(own.general, "library add", file=Upload("walk.txt", WALK)))
    await own.bot.stop()
    _rename_model(own.library())
    await own.bot.start()
    asked = await (await own.bob.slash(own.general, "ask", question=LANTERNS)).message()
    assert asked.text.startswith("Something went wrong on my side")
    synced = await (await own.alice.slash(own.general, "library sync")).message()
    assert synced.text == "Up to date: one article of this server."
    again = await (await own.bob.slash(own.general, "ask", question=LANTERNS)).message()
    assert "seven o'clock on 11 November" in again.text


def _rename_model(library: Path) -> None:
    """Has an index say that it was made with another model."""
    with Library.at(library) as opened, opened.writing():
        opened.facts.note(fingerprint="another model")
