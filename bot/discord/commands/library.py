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
from bot.discord.commands.shared import IN_SERVERS, INSTALLED, MANAGE, MAX_CHOICES, Commands, for_managers, text
from bot.discord.request import InteractionContext, RefusedError, RequestContext, complete
from bot.discord.ui.layouts import lines_layout
from bot.discord.ui.markdown import cut, one_line
from bot.discord.ui.messages import Messages
from bot.service.access import CollectionScope, collection_scope
from bot.service.collection_reader import CollectionReader
from bot.service.collection_writer import UnfinishedError
from bot.service.collections import Refusal, megabytes
from bot.service.question_groups import group
from index.files.data_folder import BusyError

if TYPE_CHECKING:
    from bot.discord.client import Quotebot

_MAX_NAMED = 15
_MAX_QUESTIONS = 300  # different ones, each embedded in some 10 ms
_EXCERPT = 200  # characters of a question
_GROUPS = 20


async def manage(
    interaction: "discord.Interaction[Quotebot]", handle: Callable[[InteractionContext], Awaitable[None]]
) -> None:
    """Has a manager's wish handled, in private; Discord's own check can be overridden by a server, this one not."""
    request = InteractionContext(interaction)
    may = interaction.guild_id is not None and interaction.permissions.manage_guild
    await request.attend(handle if may else _refuse)


async def _refuse(request: RequestContext) -> None:
    raise RefusedError("refuse-admin")


async def complete_own_title(
    interaction: "discord.Interaction[Quotebot]", typed: str
) -> list[app_commands.Choice[str]]:
    """The server's own articles, all of which its managers may see."""
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        return []
    own = interaction.client.collection_writer.shelves.of_server(interaction.guild_id)
    return await complete(interaction, lambda reader, names: choices(reader.titled(own, typed.strip(), MAX_CHOICES)))


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
    request: RequestContext,
    file: discord.Attachment,
    channel: discord.abc.GuildChannel | None,
    role: discord.Role | None,
) -> None:
    translate, collection_writer, guild = request.translate, request.client.collection_writer, request.place.guild or 0
    if channel is not None and role is not None:
        raise RefusedError("library-channel-or-role")
    if file.size > collection_writer.shelves.max_bytes:
        limit = megabytes(collection_writer.shelves.max_bytes)
        raise RefusedError("library-too-large", name=_name(file.filename), size=megabytes(file.size), limit=limit)
    whose = _audience(guild, channel, role)
    try:
        with _changing(request.translate):
            added = await collection_writer.add(whose, file.filename, partial(fetch, file.url, file.size))
    except UnavailableError:
        raise RefusedError("library-unavailable", name=_name(file.filename)) from None
    lines = [f"• {_reason(refusal, translate)}" for refusal in added.refused[:_MAX_NAMED]]
    if len(added.refused) > _MAX_NAMED:
        lines.append(translate("library-problems-more", count=len(added.refused) - _MAX_NAMED))
    head = translate("library-nothing-added")
    if added.articles:
        titles = ", ".join(one_line(cut(source.title, 80)) for source in added.articles[:5])
        if len(added.articles) > 5:
            titles += " " + translate("library-added-more", count=len(added.articles) - 5)
        head = translate("library-added", who=_who(whose, translate), titles=titles)
    await request.show(lines_layout(head, lines))


@contextmanager
def _changing(translate: Messages) -> Iterator[None]:
    """Tells the person where a change cannot be made now, or goes on for longer than they can be answered."""
    try:
        yield
    except BusyError:
        raise RefusedError("refuse-busy") from None
    except UnfinishedError:
        status = f"{translate('library-name')} {translate('library-status-name')}"
        raise RefusedError("library-unfinished", status=status) from None


def _audience(guild: int, channel: discord.abc.GuildChannel | None, role: discord.Role | None) -> CollectionScope:
    if channel is not None:
        return CollectionScope(guild, "channel", channel.id)
    if role is not None and role.id != guild:  # the role of the server's id is everyone's
        return CollectionScope(guild, "role", role.id)
    return CollectionScope(guild, "everyone", guild)


def _who(whose: CollectionScope, translate: Messages) -> str:
    if whose.kind == "everyone":
        return translate("audience-everyone")
    return mention(whose)


def _reason(refusal: Refusal, translate: Messages) -> str:
    return translate(refusal.key, **{name: _name(value) for name, value in refusal.values.items()})


def _name(text_of_people: str) -> str:
    return one_line(cut(text_of_people, 100))


async def _remove(request: RequestContext, title: str) -> None:
    shelves = request.client.collection_writer.shelves
    names = shelves.of_server(request.place.guild or 0)
    source = await request.work(partial(chosen, names=names, title=title, exactly=True))
    removed = None
    if source is not None:
        with _changing(request.translate):
            removed = await request.client.collection_writer.remove(
                request.place.guild or 0, source.collection, source.id
            )
    if removed is None:
        raise RefusedError("article-none", title=_name(title))
    await request.show(lines_layout(request.translate("library-removed", title=_name(removed.title)), ()))


async def _sync(request: RequestContext) -> None:
    guild = request.place.guild or 0
    with _changing(request.translate):
        await request.client.collection_writer.sync(guild)
    names = request.client.collection_writer.shelves.of_server(guild)
    listing = await request.work(lambda reader: reader.listing(names))
    await request.show(lines_layout(request.translate("library-synced", articles=len(listing)), ()))


async def _status(request: RequestContext) -> None:
    translate, shelves, guild = request.translate, request.client.collection_writer.shelves, request.place.guild or 0
    lines = []
    for name in shelves.of_server(guild):
        count, passages = await request.work(partial(_count, name=name))
        who = _who(whose, translate) if (whose := collection_scope(name)) else collection_name(name, translate)
        lines.append(translate("library-status-line", who=who, articles=count, passages=passages))
    empty = translate("library-empty", add=f"{translate('library-name')} {translate('library-add-name')}")
    head, *others = lines or [empty]
    used = megabytes(await request.work(lambda reader: shelves.used(guild)))
    limit = megabytes(shelves.server_bytes)
    count, passages = await request.work(partial(_count, name=""))
    shared = translate("library-status-line", who=translate("library-status-shared"), articles=count, passages=passages)
    await request.show(
        lines_layout(head, (*others, shared, "-# " + translate("library-status-size", used=used, limit=limit)))
    )


def _count(reader: CollectionReader, name: str) -> tuple[int, int]:
    listing = reader.listing([name])
    return len(listing), sum(passages for _, passages in listing)


async def _unanswered(request: RequestContext) -> None:
    days = request.client.bot_settings.retention_days
    since = datetime.now(UTC) - timedelta(days=days)
    asked = await request.client.state.sent_messages.unanswered(request.place.guild or 0, since)
    counts = Counter(question[:_EXCERPT] for question, _ in asked)
    if not counts:
        raise RefusedError("unanswered-none", days=days)
    limit = dict(counts.most_common(_MAX_QUESTIONS))
    groups = await request.work(lambda reader: group(limit, reader.embed(list(limit))))
    lines = [
        request.translate("unanswered-line", count=one.count, question=one_line(cut(one.question, 150)))
        for one in groups[:_GROUPS]
    ]
    await request.show(lines_layout(request.translate("unanswered-head", days=days), lines))
