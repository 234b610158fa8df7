"""A plain discord.py client that talks to the server, and two people in one guild."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import discord
import pytest
from discord import app_commands, ui

from tests.discord_server import Channel, DiscordServer, Guild, Person, pointed_at

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
Interaction = discord.Interaction[Any]


class More(ui.DynamicItem[ui.Button[Any]], template=r"more:(?P<count>\d+)"):
    """A button that counts how often it was clicked."""

    def __init__(self, count: int) -> None:
        super().__init__(ui.Button(label="More", custom_id=f"more:{count}", emoji="🔍"))
        self.count = count

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: ui.Item[Any], match: Any) -> "More":
        return cls(int(match["count"]))

    async def callback(self, interaction: Interaction) -> None:
        await interaction.response.edit_message(view=panel(self.count + 1))


def panel(count: int) -> ui.LayoutView:
    """Return a layout with a text and a button."""
    view = ui.LayoutView(timeout=None)
    row: ui.ActionRow[Any] = ui.ActionRow(More(count))
    view.add_item(ui.Container(ui.TextDisplay(f"clicked {count} times"), ui.Separator(), row))
    return view


class Form(ui.Modal, title="Ask"):
    """A modal with one field."""

    question: ui.TextInput[Any] = ui.TextInput(label="Question", max_length=20)

    async def on_submit(self, interaction: Interaction, /) -> None:
        await interaction.response.send_message(f"You asked {self.question.value}", ephemeral=True)


class Bot(discord.Client):
    """A bot with a few commands, which keeps what it hears."""

    def __init__(self, **options: Any) -> None:
        super().__init__(intents=options.pop("intents", INTENTS), guild_ready_timeout=0.02, **options)
        self.tree = app_commands.CommandTree(self)
        self.raw: asyncio.Queue[Interaction] = asyncio.Queue()
        self.heard: asyncio.Queue[discord.Message] = asyncio.Queue()
        self.resumed = 0
        add_commands(self)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(More)
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once, not after five seconds."""

    async def on_message(self, message: discord.Message) -> None:
        if message.author != self.user:
            self.heard.put_nowait(message)

    async def on_resumed(self) -> None:
        self.resumed += 1


def add_commands(bot: Bot) -> None:
    """Give a bot its commands."""

    @bot.tree.command(name="ask", description="Ask something")
    async def ask(interaction: Interaction, question: app_commands.Range[str, 1, 100], private: bool = False) -> None:
        await interaction.response.defer(ephemeral=private)
        await interaction.edit_original_response(view=panel(0))
        await interaction.followup.send(f"You asked {question}", ephemeral=private)

    @ask.autocomplete("question")
    async def suggest(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{current}?", value=current)]

    @bot.tree.command(name="form", description="Open a form")
    async def form(interaction: Interaction) -> None:
        await interaction.response.send_modal(Form())

    @bot.tree.command(name="raw", description="Leave the answer to the test")
    async def raw(interaction: Interaction) -> None:
        bot.raw.put_nowait(interaction)

    @bot.tree.command(name="read", description="Read a file")
    async def read(interaction: Interaction, file: discord.Attachment, by: discord.Member) -> None:
        text = (await file.read()).decode()
        back = discord.File(io.BytesIO(text.encode()), "back.txt", description="the same")
        await interaction.response.send_message(f"{by.id} gave {text}", file=back)

    @bot.tree.command(name="set", description="Set something")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def set_it(interaction: Interaction) -> None:
        await interaction.response.send_message("Set.")

    @bot.tree.context_menu(name="Quote")
    async def quote(interaction: Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(message.content, ephemeral=True)


@dataclass
class World:
    """The server, who is there, and the bot that is connected to it."""

    server: DiscordServer
    guild: Guild
    general: Channel
    alice: Person
    bob: Person
    bot: Bot

    async def raw(self) -> Interaction:
        """Let Alice use a command to which the bot does nothing, and return what the bot got."""
        await self.alice.slash(self.general, "raw")
        return await asyncio.wait_for(self.bot.raw.get(), 5)


@asynccontextmanager
async def running(bot: discord.Client, token: str) -> AsyncIterator[asyncio.Task[None]]:
    """Run a bot for as long as the block lasts."""
    task = asyncio.create_task(bot.start(token))
    try:
        yield task
    finally:
        await bot.close()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    """A server to which discord.py is pointed; what it was sent and what it answered fits Discord's description."""
    async with DiscordServer() as running_server:
        with pointed_at(running_server):
            yield running_server
        running_server.check_bodies()
        if running_server.description.is_present:
            assert [
                fault for record in running_server.requests if (fault := answer_fault(running_server, record))
            ] == []


def answer_fault(server: DiscordServer, record: Any) -> str | None:
    """Return what is wrong with one answer of the server, if it is one that Discord's description tells of."""
    if record.status not in (200, 201, 204):
        return None
    fault = server.description.answer_fault(record.method, record.path, record.status, record.answer)
    return None if fault is None else f"{record.method} {record.path}: {fault}"


@pytest.fixture
async def world(server: DiscordServer) -> AsyncIterator[World]:
    """A guild with Alice and Bob, and a bot that is connected."""
    guild = server.add_guild("Alpha")
    alice, bob = server.add_person("alice", locale="de"), server.add_person("bob")
    guild.join(alice)
    guild.join(bob)
    world = World(server, guild, guild.add_channel("general"), alice, bob, Bot())
    async with running(world.bot, server.token):
        await server.ready(10)
        await world.bot.wait_until_ready()
        yield world
