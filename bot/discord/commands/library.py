"""/library: those who manage a server add to its articles, remove them, and see how many there are."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.discord.attachments import UnavailableError, fetch
from bot.discord.client import Quotebot
from bot.discord.commands.autocomplete import MAX_CHOICES, Choices, choices, chosen, complete
from bot.discord.commands.shared import IN_SERVERS, INSTALLED, MANAGE, Commands, manage, text
from bot.discord.request import InteractionContext, RefusedError, RequestContext
from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.ui.layouts import collection_name, lines_layout, mention, replacing_layout
from bot.discord.ui.markdown import cut, one_line
from bot.discord.ui.messages import Messages
from bot.service.access import CollectionScope, parse_scope
from bot.service.collection_reader import CollectionReader
from bot.service.collection_writer import UnfinishedError
from bot.service.collections import Added, Namesakes, Refusal, megabytes
from bot.service.records import SentMessage
from index.files.data_folder import BusyError
from index.records import Source

_MAX_NAMED, _MAX_TITLES = 15, 5


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody gave: its name, where Discord has it, its bytes, and the collection that it is for."""

    name: str
    url: str
    size: int
    collection: str


async def complete_own_title(interaction: discord.Interaction[Quotebot], typed: str) -> Choices:
    """The server's own articles, all of which its managers may see."""
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        return []
    own = interaction.client.services.collections.of_server(interaction.guild_id)
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
        interaction: discord.Interaction[Quotebot],
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
    async def remove(self, interaction: discord.Interaction[Quotebot], title: app_commands.Range[str, 1, 100]) -> None:
        """Removes an article."""
        await manage(interaction, partial(_remove, title=title))

    @app_commands.command(name=text("library-sync-name"), description=text("library-sync-description"))
    async def sync(self, interaction: discord.Interaction[Quotebot]) -> None:
        """Brings the index of the server's articles up to date."""
        await manage(interaction, _sync)

    @app_commands.command(name=text("library-status-name"), description=text("library-status-description"))
    async def status(self, interaction: discord.Interaction[Quotebot]) -> None:
        """Tells how many articles the server has, and for whom."""
        await manage(interaction, _status)


COMMANDS: Commands = (
    LibraryCommands(
        name=text("library-name"),
        description=text("library-description"),
        default_permissions=MANAGE,
        allowed_contexts=IN_SERVERS,
        allowed_installs=INSTALLED,
    ),
)


async def _add(
    request: RequestContext,
    file: discord.Attachment,
    channel: discord.abc.GuildChannel | None,
    role: discord.Role | None,
) -> None:
    translate, services, guild = request.translate, request.services, request.scope.guild or 0
    if channel is not None and role is not None:
        raise RefusedError("library-channel-or-role")
    if file.size > services.collections.max_bytes:
        limit = megabytes(services.collections.max_bytes)
        raise RefusedError("library-too-large", name=_name(file.filename), size=megabytes(file.size), limit=limit)
    upload = Upload(file.filename, file.url, file.size, _collection_scope(guild, channel, role).name)
    added = await _taken_in(request, upload, "ask")
    if added.replaces:
        sent = request.sent_message("upload", detail=asdict(upload))
        await services.state.sent_messages.add(sent)
        head = translate("library-replaces", name=_name(upload.name), titles=_titles(added.replaces, translate))
        await request.show(replacing_layout(head, _reasons(added.refused, translate), sent.id, translate))
    else:
        await _show_added(request, upload, added)


async def settle(request: InteractionContext, sent: SentMessage, action: ButtonAction) -> None:
    """Does what somebody chose who was asked whether a file may replace another: that, to keep both, or nothing."""
    if not request.interaction.permissions.manage_guild:
        raise RefusedError("refuse-admin")
    upload = Upload(**sent.detail)
    if action.name == "cancel":
        await request.show(lines_layout(request.translate("library-nothing-added"), ()))
    else:
        added = await _taken_in(request, upload, "replace" if action.name == "replace" else "keep")
        await _show_added(request, upload, added)


async def _taken_in(request: RequestContext, upload: Upload, namesakes: Namesakes) -> Added:
    scope = parse_scope(upload.collection)
    assert scope is not None  # noqa: S101  its own name
    try:
        with _changing(request.translate):
            return await request.services.collection_writer.add(
                scope, upload.name, partial(fetch, upload.url, upload.size), namesakes
            )
    except UnavailableError:
        raise RefusedError("library-unavailable", name=_name(upload.name)) from None


async def _show_added(request: RequestContext, upload: Upload, added: Added) -> None:
    translate, scope = request.translate, parse_scope(upload.collection)
    head = translate("library-nothing-added")
    if added.articles and scope is not None:
        head = translate("library-added", who=_who(scope, translate), titles=_titles(added.articles, translate))
    await request.show(lines_layout(head, _reasons(added.refused, translate)))


def _titles(sources: Sequence[Source], translate: Messages) -> str:
    titles = ", ".join(one_line(cut(source.title, 80)) for source in sources[:_MAX_TITLES])
    if len(sources) > _MAX_TITLES:
        titles += " " + translate("library-added-more", count=len(sources) - _MAX_TITLES)
    return titles


def _reasons(refused: Sequence[Refusal], translate: Messages) -> list[str]:
    lines = [f"• {_reason(refusal, translate)}" for refusal in refused[:_MAX_NAMED]]
    if len(refused) > _MAX_NAMED:
        lines.append(translate("library-problems-more", count=len(refused) - _MAX_NAMED))
    return lines


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


def _collection_scope(
    guild: int, channel: discord.abc.GuildChannel | None, role: discord.Role | None
) -> CollectionScope:
    if channel is not None:
        return CollectionScope(guild, "channel", channel.id)
    if role is not None and role.id != guild:  # the role of the server's id is everyone's
        return CollectionScope(guild, "role", role.id)
    return CollectionScope(guild, "everyone", guild)


def _who(collection_scope: CollectionScope, translate: Messages) -> str:
    if collection_scope.kind == "everyone":
        return translate("audience-everyone")
    return mention(collection_scope)


def _reason(refusal: Refusal, translate: Messages) -> str:
    return translate(refusal.key, **{name: _name(value) for name, value in refusal.values.items()})


def _name(text_of_people: str) -> str:
    return one_line(cut(text_of_people, 100))


async def _remove(request: RequestContext, title: str) -> None:
    services, guild = request.services, request.scope.guild or 0
    names = services.collections.of_server(guild)
    source = await request.work(partial(chosen, names=names, title=title, exactly=True))
    removed = None
    if source is not None:
        with _changing(request.translate):
            removed = await services.collection_writer.remove(guild, source.collection, source.id)
    if removed is None:
        raise RefusedError("article-none", title=_name(title))
    await request.show(lines_layout(request.translate("library-removed", title=_name(removed.title)), ()))


async def _sync(request: RequestContext) -> None:
    guild = request.scope.guild or 0
    with _changing(request.translate):
        await request.services.collection_writer.sync(guild)
    names = request.services.collections.of_server(guild)
    listing = await request.work(lambda reader: reader.listing(names))
    await request.show(lines_layout(request.translate("library-synced", articles=len(listing)), ()))


async def _status(request: RequestContext) -> None:
    translate, collections, guild = request.translate, request.services.collections, request.scope.guild or 0
    lines = []
    for name in collections.of_server(guild):
        count, passages = await request.work(partial(_count, name=name))
        scope = parse_scope(name)
        who = _who(scope, translate) if scope else collection_name(name, translate)
        lines.append(translate("library-status-line", who=who, articles=count, passages=passages))
    empty = translate("library-empty", add=f"{translate('library-name')} {translate('library-add-name')}")
    head, *others = lines or [empty]
    used = megabytes(await request.work(lambda reader: collections.used(guild)))
    limit = megabytes(collections.server_bytes)
    count, passages = await request.work(partial(_count, name=""))
    shared = translate("library-status-line", who=translate("library-status-shared"), articles=count, passages=passages)
    await request.show(
        lines_layout(head, (*others, shared, "-# " + translate("library-status-size", used=used, limit=limit)))
    )


def _count(reader: CollectionReader, name: str) -> tuple[int, int]:
    listing = reader.listing([name])
    return len(listing), sum(passages for _, passages in listing)
