"""Small inputs that went wrong once in Discord, in the bot itself with the packaged model."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot.discord.process import BotProcess
from tests.command import run_quotebot
from tests.discord_server import Channel, DiscordServer, Person
from tests.documents.case import CASES

pytestmark = pytest.mark.model


@dataclass
class Server:
    """A bot that runs, a channel, and somebody who asks there."""

    channel: Channel
    asker: Person

    async def said(self, command: str, **options: str) -> str:
        """What a command is answered, on its first page and the next, if there is one."""
        response = await self.asker.slash(self.channel, command, **options)
        message = await response.message()
        text = message.text
        if any(button.label == "Next" and not button.disabled for button in message.buttons):
            await (await self.asker.click(message, "Next")).message()
            text += "\n" + (await response.message()).text
        return text


@pytest_asyncio.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    """A bot with the articles of its case."""
    source = CASES / "discord-dates-and-markup" / "in"
    run_quotebot(tmp_path, "sync", "--data-dir", "data", source).check_returncode()
    async with DiscordServer() as discord:
        guild = discord.add_guild("Alpha")
        asker = discord.add_person("bob")
        guild.join(asker)
        bot = BotProcess(discord, tmp_path / "data", "[discord]\ncooldown_seconds = 0\n")
        await bot.start()
        try:
            yield Server(guild.add_channel("general"), asker)
        finally:
            await bot.stop()


async def test_discord_dates_and_markup(server: Server) -> None:
    """Days are told and searched in one form, whatever form they were given in, and titles have no markup."""
    sources = (await server.said("sources")).splitlines()
    assert "• Sound Gazette: 5 articles, February 8, 2024 – March 3, 2024" in sources
    found = await server.said("search", query="sound", after="2024-02-01", before="2024-03-01")
    assert sorted(line.partition("— ")[2] for line in found.splitlines() if "— " in line) == [
        "[Ferry stops for ice](https://example.org/ferry) · Sound Gazette · February 8, 2024",
        "[Ice breaker rented from Orm](https://example.org/breaker) · Sound Gazette · February 12, 2024",
        "[Skaters cross the sound](https://example.org/skaters) · Sound Gazette · February 19, 2024",
        "[Thaw opens the harbour](https://example.org/thaw) · Sound Gazette · February 23, 2024",
    ]
    answer = await server.said("ask", question="How long is eel smoked?")
    assert answer.splitlines()[0] == "> **Eel is smoked over alder for five hours.**"
    assert answer.splitlines()[1].startswith("— Smoking eel")
    titled = await server.said("article", title="yard")
    assert "R&D yard builds sledge" in titled
    assert "&amp;" not in titled
