"""One bot in several processes: each has its servers, one takes over from another, and nothing is done twice."""

import asyncio
import re
import signal
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot.discord.process import BotProcess, copied, ended
from tests.bot.discord.test_uploads import COUNTED, MANY, give, next_text
from tests.discord_server import Channel, DiscordServer, Guild, Message, Person, Response
from tests.discord_server.signals import Signal
from tests.postgres import PostgresServer

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

QUESTION, ANSWER = "How many clocks does the museum own?", "412 clocks"
CALLBACK = re.compile(r"/interactions/(\d+)/[^/]+/callback$")
# What a process left that ended is soon looked for.
SOON = "import bot.discord.resuming\nbot.discord.resuming._LOOK_EVERY = 0.2"
# It tells soon how far an upload is, which never ends.
ENDLESS = """
import time
from bot.discord import uploads
from index.models.openvino import OpenVinoEncoder
uploads.EVERY = 0.05
OpenVinoEncoder.encode_passages = lambda self, passages: time.sleep(3600)
"""


@dataclass
class Cluster:
    """A bot of two shards, each in a process of its own, and what happens in a server of each."""

    discord: DiscordServer
    data_dir: Path
    settings: str
    guilds: list[Guild]
    channels: list[Channel]
    mona: Person
    running: list[BotProcess] = field(default_factory=list)

    async def start(self, shard: int, changes: str = SOON) -> BotProcess:
        """Start one more process of a shard."""
        bot = BotProcess(self.discord, self.data_dir, self.settings, changes=changes, shards=str(shard), shard_count=2)
        await bot.start()
        self.running.append(bot)
        return bot

    async def stop(self, bot: BotProcess, number: int = signal.SIGTERM) -> int:
        """Tell a process to stop, and wait for its end."""
        self.running.remove(bot)
        return await bot.stop(number)

    def acknowledged(self, since: int = 0) -> dict[int, int]:
        """How often the bot tried to acknowledge each interaction, of those since an id."""
        sent = (CALLBACK.search(request.path) for request in self.discord.requests_to("POST", "/callback$"))
        tries = Counter(int(found[1]) for found in sent if found)
        return {one: tries[one] for one in self.discord.interactions if one >= since}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def cluster(
    articles_dir: Path, postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Cluster]:
    """Two processes that were started at once."""
    data_dir = copied(articles_dir, tmp_path_factory.mktemp("processes"))
    with postgres_server.database() as url:
        async with DiscordServer() as discord:
            guilds = sorted((discord.add_guild(name) for name in ("Alpha", "Beta")), key=lambda one: one.id >> 22 & 1)
            mona = discord.add_person("mona")
            for guild in guilds:
                guild.join(mona, administrator=True)
            channels = [guild.add_channel("general") for guild in guilds]
            settings = (
                f'[database]\nurl = "{url}"\n[answer]\nworkers = 1\ncaution = "bold"\n[model]\nreader = ""\n'
                "[discord]\ncooldown_seconds = 0\n"
            )
            made = Cluster(discord, data_dir, settings, guilds, channels, mona)
            await asyncio.gather(made.start(0), made.start(1, ENDLESS))
            made.running.sort(key=lambda bot: bot.shards)
            try:
                yield made
            finally:
                codes = [await made.stop(bot) for bot in list(made.running)]
            assert codes == [0] * len(codes)
            discord.check_bodies()
            assert discord.pings == []


async def text_of(response: Response) -> str:
    """What an answer says."""
    return (await response.message(60)).text


async def test_each_process_has_servers_of_its_own(cluster: Cluster) -> None:
    """Each server is answered by the process of its shard alone, direct messages by the first one."""
    mona, discord = cluster.mona, cluster.discord
    answers = [await text_of(await mona.slash(where, "ask", question=QUESTION)) for where in cluster.channels]
    written = [await mona.say(where, QUESTION, mention_bot=True) for where in cluster.channels]
    written.append(await mona.say(mona.dm, QUESTION))
    answers += [(await discord.reply_to(message)).text for message in written]
    assert [ANSWER in text for text in answers] == [True] * 5
    places = [f"in server {guild.id}" for guild in cluster.guilds] + ["in no server"]
    for bot, expected in zip(cluster.running, ([2, 0, 1], [0, 2, 0]), strict=True):
        await bot.logged_so_often(places, expected)
    assert set(cluster.acknowledged().values()) == {1}


async def test_commands_are_registered_once(cluster: Cluster) -> None:
    """Of processes that start at once one registers the commands, and the other finds that it was done."""
    assert len(cluster.discord.requests_to("PUT", "/commands$")) == 1
    assert sum("registered" in line and "commands" in line for bot in cluster.running for line in bot.log) == 1


async def test_shards_without_a_database_are_refused(cluster: Cluster) -> None:
    """A process that is to run some shards alone needs what the others keep, and says so."""
    arguments = ("run", "--shards", "0", "--shard-count", "2")
    code, lines = await ended(cluster.discord, cluster.data_dir, *arguments, token=cluster.discord.token)
    assert code == 1
    assert "set database.url, or leave --shards out" in " ".join(lines)


async def test_a_restart_without_a_gap(cluster: Cluster) -> None:
    """While one process takes over from another all that people do is answered once, and all votes are counted."""
    discord, (alpha, beta) = cluster.discord, cluster.channels
    other = await (await cluster.mona.slash(beta, "ask", question=QUESTION)).message()
    assert await text_of(await cluster.mona.click(other, "👍")) == counted(1)
    answer = await (await cluster.mona.slash(alpha, "ask", question=QUESTION)).message()
    first, old, streams = max(discord.interactions) + 1, cluster.running[0], Streams(discord, alpha, answer)
    async with streams.flowing():
        new = await cluster.start(0)
        await streams.go_on()
        assert await cluster.stop(old) == 0
        await streams.go_on()
    assert {one: tries for one, tries in cluster.acknowledged(first).items() if tries != 1} == {}
    assert streams.wrong == []
    assert set(streams.replies()) == {1}
    assert await streams.vote() == counted(len(streams.voters))
    assert await text_of(await cluster.mona.click(other, "👍")) == counted(1)  # kept by the other process's shard
    assert [line for bot in (old, new) for line in bot.log if "ERROR" in line or "Traceback" in line] == []


async def test_an_upload_is_gone_on_with_once_its_process_has_died(cluster: Cluster) -> None:
    """What a process that lives takes in no other one takes up, and what a killed one left another ends."""
    discord, where = cluster.discord, cluster.guilds[1].add_channel("library")
    doing = next(bot for bot in cluster.running if bot.shards == "1")
    await next_text(await give(cluster.mona, where, {"boats.jsonl": MANY}), [])
    other = await cluster.start(1)
    await other.logged("interrupted uploads are ended")
    assert [message for message in where.messages.values() if message.interaction is None] == []
    await cluster.stop(doing, signal.SIGKILL)
    assert (await discord.next_bot_message(where, 60)).text == COUNTED


async def test_a_database_that_is_away_is_told_in_time(cluster: Cluster, postgres_server: PostgresServer) -> None:
    """Where the database has ended people are told so in time, and are answered once it is there again."""
    alpha = cluster.channels[0]
    postgres_server.stop()
    response = await cluster.mona.slash(alpha, "ask", question=QUESTION)
    assert (await text_of(response)).startswith("This is not available at the moment")
    postgres_server.start()
    assert ANSWER in await text_of(await cluster.mona.slash(alpha, "ask", question=QUESTION))
    assert set(cluster.acknowledged().values()) == {1}


class Streams:
    """People who ask, write and vote, each one thing after another, for as long as they are let."""

    def __init__(self, discord: DiscordServer, where: Channel, answer: Message) -> None:
        self._discord, self._where, self._answer = discord, where, answer
        self.voters = list[Person]()
        self.written = list[Message]()
        self.wrong = list[str]()
        self._people = [self._newcomer() for _ in range(2)]
        self._done = Counter[str]()
        self._changed = Signal()
        self._is_over = False

    @asynccontextmanager
    async def flowing(self) -> AsyncIterator[None]:
        """Have them begin, and in the end finish what they are at."""
        tasks = [asyncio.create_task(self._flow(act)) for act in (self._ask, self._write, self._vote)]
        try:
            yield
        finally:
            self._is_over = True
            await asyncio.gather(*tasks)

    async def go_on(self) -> None:
        """Wait until each of them has done ten things more."""
        enough = {name: self._done[name] + 10 for name in ("_ask", "_write", "_vote")}
        await self._changed.until(
            lambda: True if self._done >= Counter(enough) else None, 120, "people were not answered"
        )

    def replies(self) -> list[int]:
        """How many replies each message got."""
        replied = Counter(one.reference.id for one in self._where.messages.values() if one.reference)
        return [replied[message.id] for message in self.written]

    async def vote(self) -> str:
        """Have somebody who has not yet vote for the answer."""
        self.voters.append(self._newcomer())
        return await text_of(await self.voters[-1].click(self._answer, "👍"))

    async def _flow(self, act: Callable[[], Awaitable[str]]) -> None:
        while not self._is_over:
            if wrong := await act():
                self.wrong.append(wrong)
            self._done[act.__name__] += 1
            self._changed.fire()

    async def _ask(self) -> str:
        text = await text_of(await self._people[0].slash(self._where, "ask", question=QUESTION))
        return "" if ANSWER in text else f"asked: {text}"

    async def _write(self) -> str:
        message = await self._people[1].say(self._where, QUESTION, mention_bot=True)
        self.written.append(message)
        text = (await self._discord.reply_to(message)).text
        return "" if ANSWER in text else f"written: {text}"

    async def _vote(self) -> str:
        text = await self.vote()
        return "" if text.startswith("Counted: 👍.") else f"voted: {text}"

    def _newcomer(self) -> Person:
        person, guild = self._discord.add_person("newcomer"), self._where.guild
        assert guild is not None
        guild.join(person)
        return person


def counted(votes: int) -> str:
    """What somebody is told whose vote was counted."""
    return f"Counted: 👍. You can change your vote. So far 👍 {votes}, 👎 0."
