"""What whoever runs the bot is told of it while it runs."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.discord.app import client_for
from bot.discord.operating import bot_not_ready, told
from bot.service.reading_pool import AnswerModels
from bot.service.sql_state import SqlState
from bot.web.operating import operated
from bot.web.report import Report
from config import OperatorSettings, load_settings
from index.answering.confidence import load_calibration
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from tests.bot.discord.process import BotProcess, copied, ended
from tests.discord_server import DiscordServer, Message
from tests.encoders import SmallEncoder

QUESTION = "How many clocks does the museum own?"
UNANSWERED = "Who won the football world cup in Brazil?"
FAILS = "How many zebras does the museum own?"
_FAILING = """
from bot.service.collection_reader import CollectionReader

def fail_at_times(self, names, question, *others, before=CollectionReader.answer):
    if "zebra" in question:
        raise ValueError("told to")
    return before(self, names, question, *others)

CollectionReader.answer = fail_at_times
"""


def free_port() -> int:
    """A port that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


@asynccontextmanager
async def asking(port: int) -> AsyncIterator[aiohttp.ClientSession]:
    """A client of the operator's server."""
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        yield session


async def got(session: aiohttp.ClientSession, path: str) -> tuple[int, list[str]]:
    """The status and lines of a page."""
    async with session.get(path) as response:
        return response.status, (await response.text()).splitlines()


def id_of(message: Message) -> str:
    """The id by which the message of an answer is kept, as its buttons have it."""
    return (message.buttons[0].custom_id or "").split(":")[2]


@pytest.mark.model
async def test_what_a_bot_tells(articles_dir: Path, tmp_path: Path) -> None:
    """Each question counts once by what became of it, else nothing does; how long answers took is kept with them."""
    port, data_dir = free_port(), copied(articles_dir, tmp_path)
    settings = f'[discord]\ncooldown_seconds = 3600\n[answer]\ncaution = "bold"\n[operator]\nport = {port}\n'
    async with DiscordServer() as discord, asking(port) as session:
        guild = discord.add_guild("Alpha")
        general, bob = guild.add_channel("general"), discord.add_person("bob")
        guild.join(bob)
        bot = BotProcess(discord, data_dir, settings, changes=_FAILING)
        await bot.start()
        try:
            await bot.logged("ready as")
            assert await got(session, "/healthz") == (200, ["ok"])
            assert await got(session, "/readyz") == (200, ["ready"])
            answer = await (await bob.slash(general, "ask", question=QUESTION)).message()
            await discord.reply_to(await bob.say(general, QUESTION, mention_bot=True))
            await discord.reply_to(await bob.say(general, UNANSWERED, mention_bot=True))
            await discord.reply_to(await bob.say(general, FAILS, mention_bot=True))
            await (await bob.slash(general, "ask", question=QUESTION)).message()
            await (await bob.slash(general, "ask", question=QUESTION)).message()  # the sixth, and so too much
            await (await bob.slash(general, "help")).message()
            await bot.logged(": refused (refuse-cooldown)")
            _, lines = await got(session, "/metrics")
            bob_told = [line for line in lines if "bob" in line or str(bob.id) in line or str(guild.id) in line]
        finally:
            code = await bot.stop()
        assert code == 0
        with pytest.raises(aiohttp.ClientConnectionError):
            await got(session, "/healthz")
    assert bob_told == []
    counted = [line for line in lines if line.startswith("quotebot_questions_total") and not line.endswith(" 0.0")]
    assert counted == [
        'quotebot_questions_total{door="discord",outcome="answered"} 3.0',
        'quotebot_questions_total{door="discord",outcome="not answered"} 1.0',
        'quotebot_questions_total{door="discord",outcome="refused"} 1.0',
        'quotebot_questions_total{door="discord",outcome="failed"} 1.0',
    ]
    stages = ("search", "words", "encode", "fusion", "vectors", "late interaction", "quotes", "sentences", "reader")
    told = {line for line in lines if not line.startswith("#")}
    assert {f'quotebot_stage_seconds_count{{stage="{stage}"}} 4.0' for stage in (*stages, "queue")} <= told
    assert 'quotebot_question_seconds_count{door="discord"} 4.0' in told
    assert {"quotebot_gateway_connected 1.0", "quotebot_gateway_servers 1.0", "quotebot_index_readable 1.0"} <= told
    assert {"quotebot_queue_length 0.0", "quotebot_helpers 0.0"} <= told
    async with SqlState.open(data_dir / "discord.db") as state:
        kept = await state.sent_messages.get(id_of(answer))
    assert kept is not None
    assert set(kept.detail["stages"]) == set(stages)
    assert 0 <= kept.detail["queue_ms"] <= kept.detail["total_ms"]
    assert 0 < kept.detail["stages"]["search"] < kept.detail["total_ms"]


@pytest.mark.model
async def test_a_connection_that_is_lost(articles_dir: Path, tmp_path: Path) -> None:
    """A bot that Discord is gone from lives, but is not ready."""
    port = free_port()
    async with asking(port) as session:
        async with DiscordServer() as discord:
            bot = BotProcess(discord, copied(articles_dir, tmp_path), f"[operator]\nport = {port}\n")
            await bot.start()
            await bot.logged("ready as")
            assert await got(session, "/readyz") == (200, ["ready"])
        try:
            await bot.logged("reconnect")
            assert await got(session, "/healthz") == (200, ["ok"])
            assert await got(session, "/readyz") == (503, ["Discord's gateway is not connected"])
            assert "quotebot_gateway_connected 0.0" in (await got(session, "/metrics"))[1]
        finally:
            assert await bot.stop() == 0


@pytest.mark.model
async def test_a_port_that_is_taken(articles_dir: Path, tmp_path: Path) -> None:
    """A port that another program has ends the bot with one line that says what to set."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        settings = f"[operator]\nport = {port}\n"
        async with DiscordServer() as discord:
            data_dir = copied(articles_dir, tmp_path)
            code, lines = await ended(discord, data_dir, "run", token=discord.token, settings=settings)
    reason = "Address already in use; set operator.host or operator.port"
    assert (code, lines) == (1, [f"Error: cannot listen on 127.0.0.1, port {port}: {reason}"])


async def test_a_bot_that_is_not_connected(tmp_path: Path) -> None:
    """What is not ready has a line each: the index, the connection, and a stop that is under way."""
    encoder, articles, data_folder = SmallEncoder(), tmp_path / "articles", DataFolder(tmp_path / "data")
    articles.mkdir()
    (articles / "ferry.txt").write_text("The ferry\n\nThe ferry sails at noon.\n", encoding="utf-8")
    data_folder.make()
    settings = OperatorSettings(port=free_port())
    made = client_for(data_folder, AnswerModels(encoder, load_calibration()), load_settings())
    no_index = f"there is no index in {data_folder.folder}; make one with: quotebot sync"
    gateway, loop = "Discord's gateway is not connected", asyncio.get_running_loop()

    async def report(days: int) -> Report:
        return await told(client, data_folder, load_settings(), days)

    async with (
        made as client,
        operated(settings, "", client.services.metrics, lambda: bot_not_ready(client, loop), report),
        asking(settings.port) as session,
    ):
        assert await got(session, "/readyz") == (503, [no_index, gateway])
        sync(data_folder, encoder, [articles], 10_000, lambda _: None)
        assert await got(session, "/readyz") == (503, [gateway])
        told_of_index = (await got(session, "/metrics"))[1]
        assert {"quotebot_index_generation 1.0", "quotebot_index_articles 1.0", "quotebot_gateway_servers 0.0"} <= {
            *told_of_index
        }
        client.services.in_flight.stopping = True
        assert await got(session, "/readyz") == (503, ["the bot is stopping", gateway])
        assert (await got(session, "/healthz"))[0] == 200
