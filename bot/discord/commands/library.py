"""What those who manage a server do: /library, /settings and /unanswered."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord.attachments import UnavailableError, fetch
from bot.discord.commands.article import choices, chosen
from bot.discord.commands.info import collection_name, mention
from bot.discord.commands.settings import show_settings
from bot.discord.commands.shared import IN_SERVERS, INSTALLED, MANAGE, MOST_CHOICES, Commands, for_managers, text
from bot.discord.request import Exchange, InteractionExchange, RefusedError, complete
from bot.discord.ui.layouts import lines_layout
from bot.discord.ui.markdown import cut, one_line
from bot.discord.ui.messages import Messages
from bot.service.access import Audience, audience
from bot.service.collection_reader import Reader
from bot.service.collection_writer import UnfinishedError
from bot.service.collections import Refusal, megabytes
from bot.service.question_groups import group
from index.files.data_folder import BusyError

if TYPE_CHECKING:
    from bot.discord.client import Quotebot

_MOST_NAMED = 15
_MOST_QUESTIONS = 300  # different ones, each embedded in some 10 ms
_EXCERPT = 200  # characters of a question
_GROUPS = 20


async def manage(
    interaction: "discord.Interaction[Quotebot]", handle: Callable[[InteractionExchange], Awaitable[None]]
) -> None:
    """Has a manager's wish handled, in private; Discord's own check can be overridden by a server, this one not."""
    exchange = InteractionExchange(interaction)
    may = interaction.guild_id is not None and interaction.permissions.manage_guild
    await exchange.attend(handle if may else _refuse)


async def _refuse(exchange: Exchange) -> None:
    raise RefusedError("refuse-admin")


async def complete_own_title(
    interaction: "discord.Interaction[Quotebot]", typed: str
) -> list[app_commands.Choice[str]]:
    """The server's own articles, all of which its managers may see."""
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        return []
    own = interaction.client.librarian.shelves.of_server(interaction.guild_id)
    return await complete(interaction, lambda reader, names: choices(reader.titled(own, typed.strip(), MOST_CHOICES)))


class ReadChannel(app_commands.Transformer):
    """A channel that people write in, or in whose threads they do."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """See discord.py."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """See discord.py."""
        return [
            discord.ChannelType.text,
            discord.ChannelType.news,
            discord.ChannelType.voice,
            discord.ChannelType.forum,
        ]

    async def transform(self, interaction: discord.Interaction, value: Any, /) -> Any:
        """See discord.py."""
        return value


class LibraryCommands(app_commands.Group):
    """The articles of a server."""

    @app_commands.command(name=text("library-add-name"), description=text("library-add-description"))
    @app_commands.rename(
        file=text("library-add-file-name"),
        channel=text("library-add-channel-name"),
        role=text("library-add-role-name"),
    )
    @app_commands.describe(
        file=text("library-add-file-description"),
        channel=text("library-add-channel-description"),
        role=text("library-add-role-description"),
    )
    async def add(
        self,
        interaction: "discord.Interaction[Quotebot]",
        file: discord.Attachment,
        channel: app_commands.Transform[discord.abc.GuildChannel, ReadChannel] | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Adds the articles of a file, for everyone or for a channel or a role alone."""
        await manage(interaction, partial(_add, file=file, channel=channel, role=role))

    @app_commands.command(name=text("library-remove-name"), description=text("library-remove-description"))
    @app_commands.rename(title=text("library-remove-title-name"))
    @app_commands.describe(title=text("library-remove-title-description"))
    @app_commands.autocomplete(title=complete_own_title)
    async def remove(
        self, interaction: "discord.Interaction[Quotebot]", title: app_commands.Range[str, 1, 100]
    ) -> None:
        """Removes an article."""
        await manage(interaction, partial(_remove, title=title))

    @app_commands.command(name=text("library-sync-name"), description=text("library-sync-description"))
    async def sync(self, interaction: "discord.Interaction[Quotebot]") -> None:
        """Brings the index of the server's articles up to date."""
        await manage(interaction, _sync)

    @app_commands.command(name=text("library-status-name"), description=text("library-status-description"))
    async def status(self, interaction: "discord.Interaction[Quotebot]") -> None:
        """Tells how many articles the server has, and for whom."""
        await manage(interaction, _status)


@app_commands.command(name=text("settings-name"), description=text("settings-description"))
@for_managers
async def settings(interaction: "discord.Interaction[Quotebot]") -> None:
    """Shows the settings of the server, which are changed there and then."""
    await manage(interaction, show_settings)


@app_commands.command(name=text("unanswered-name"), description=text("unanswered-description"))
@for_managers
async def unanswered(interaction: "discord.Interaction[Quotebot]") -> None:
    """Tells which questions were not answered, similar ones together."""
    await manage(interaction, _unanswered)


COMMANDS: Commands = (
    LibraryCommands(
        name=text("library-name"),
        description=text("library-description"),
        default_permissions=MANAGE,
        allowed_contexts=IN_SERVERS,
        allowed_installs=INSTALLED,
    ),
    settings,
    unanswered,
)


async def _add(
    exchange: Exchange,
    file: discord.Attachment,
    channel: discord.abc.GuildChannel | None,
    role: discord.Role | None,
) -> None:
    say, librarian, guild = exchange.say, exchange.client.librarian, exchange.place.guild or 0
    if channel is not None and role is not None:
        raise RefusedError("library-channel-or-role")
    if file.size > librarian.shelves.max_bytes:
        most = megabytes(librarian.shelves.max_bytes)
        raise RefusedError("library-too-large", name=_name(file.filename), size=megabytes(file.size), most=most)
    whose = _audience(guild, channel, role)
    try:
        with _changing(exchange.say):
            added = await librarian.add(whose, file.filename, partial(fetch, file.url, file.size))
    except UnavailableError:
        raise RefusedError("library-unavailable", name=_name(file.filename)) from None
    lines = [f"• {_reason(refusal, say)}" for refusal in added.refused[:_MOST_NAMED]]
    if len(added.refused) > _MOST_NAMED:
        lines.append(say("library-problems-more", count=len(added.refused) - _MOST_NAMED))
    head = say("library-nothing-added")
    if added.articles:
        titles = ", ".join(one_line(cut(source.title, 80)) for source in added.articles[:5])
        if len(added.articles) > 5:
            titles += " " + say("library-added-more", count=len(added.articles) - 5)
        head = say("library-added", who=_who(whose, say), titles=titles)
    await exchange.show(lines_layout(head, lines))


@contextmanager
def _changing(say: Messages) -> Iterator[None]:
    """Tells the person where a change cannot be made now, or goes on for longer than they can be answered."""
    try:
        yield
    except BusyError:
        raise RefusedError("refuse-busy") from None
    except UnfinishedError:
        status = f"{say('library-name')} {say('library-status-name')}"
        raise RefusedError("library-unfinished", status=status) from None


def _audience(guild: int, channel: discord.abc.GuildChannel | None, role: discord.Role | None) -> Audience:
    if channel is not None:
        return Audience(guild, "channel", channel.id)
    if role is not None and role.id != guild:  # the role of the server's id is everyone's
        return Audience(guild, "role", role.id)
    return Audience(guild, "everyone", guild)


def _who(whose: Audience, say: Messages) -> str:
    if whose.kind == "everyone":
        return say("audience-everyone")
    return mention(whose)


def _reason(refusal: Refusal, say: Messages) -> str:
    return say(refusal.key, **{name: _name(value) for name, value in refusal.values.items()})


def _name(text_of_people: str) -> str:
    return one_line(cut(text_of_people, 100))


async def _remove(exchange: Exchange, title: str) -> None:
    shelves = exchange.client.librarian.shelves
    names = shelves.of_server(exchange.place.guild or 0)
    source = await exchange.work(partial(chosen, names=names, title=title, exactly=True))
    removed = None
    if source is not None:
        with _changing(exchange.say):
            removed = await exchange.client.librarian.remove(exchange.place.guild or 0, source.collection, source.id)
    if removed is None:
        raise RefusedError("article-none", title=_name(title))
    await exchange.show(lines_layout(exchange.say("library-removed", title=_name(removed.title)), ()))


async def _sync(exchange: Exchange) -> None:
    guild = exchange.place.guild or 0
    with _changing(exchange.say):
        await exchange.client.librarian.sync(guild)
    names = exchange.client.librarian.shelves.of_server(guild)
    listing = await exchange.work(lambda reader: reader.listing(names))
    await exchange.show(lines_layout(exchange.say("library-synced", articles=len(listing)), ()))


async def _status(exchange: Exchange) -> None:
    say, shelves, guild = exchange.say, exchange.client.librarian.shelves, exchange.place.guild or 0
    lines = []
    for name in shelves.of_server(guild):
        count, passages = await exchange.work(partial(_count, name=name))
        who = _who(whose, say) if (whose := audience(name)) else collection_name(name, say)
        lines.append(say("library-status-line", who=who, articles=count, passages=passages))
    empty = say("library-empty", add=f"{say('library-name')} {say('library-add-name')}")
    head, *others = lines or [empty]
    used = megabytes(await exchange.work(lambda reader: shelves.used(guild)))
    most = megabytes(shelves.server_bytes)
    count, passages = await exchange.work(partial(_count, name=""))
    shared = say("library-status-line", who=say("library-status-shared"), articles=count, passages=passages)
    await exchange.show(lines_layout(head, (*others, shared, "-# " + say("library-status-size", used=used, most=most))))


def _count(reader: Reader, name: str) -> tuple[int, int]:
    listing = reader.listing([name])
    return len(listing), sum(passages for _, passages in listing)


async def _unanswered(exchange: Exchange) -> None:
    days = exchange.client.bot_settings.retention_days
    since = datetime.now(UTC) - timedelta(days=days)
    asked = await exchange.client.state.unanswered(exchange.place.guild or 0, since)
    counts = Counter(question[:_EXCERPT] for question, _ in asked)
    if not counts:
        raise RefusedError("unanswered-none", days=days)
    most = dict(counts.most_common(_MOST_QUESTIONS))
    groups = await exchange.work(lambda reader: group(most, reader.embed(list(most))))
    lines = [
        exchange.say("unanswered-line", count=one.count, question=one_line(cut(one.question, 150)))
        for one in groups[:_GROUPS]
    ]
    await exchange.show(lines_layout(exchange.say("unanswered-head", days=days), lines))
