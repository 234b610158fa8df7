"""/library: those who manage a server add to its articles, remove them, and see how many there are."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import discord
from discord import app_commands, ui

from bot.discord import conversations, quotations
from bot.discord.addresses import GivenAddress, read_in, source_name
from bot.discord.client import Quotebot
from bot.discord.commands.autocomplete import CHOICE_LENGTH, MAX_CHOICES, Choices, choices, chosen, complete
from bot.discord.commands.correction_list import tell_corrections
from bot.discord.commands.library_status import tell_status
from bot.discord.commands.shared import (
    BY_SERVERS,
    IN_SERVERS,
    MANAGE,
    Commands,
    manage,
    may_manage,
    require_manager,
    text,
)
from bot.discord.request import FormContext, InteractionContext, RefusedError, RequestContext
from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.ui.layouts import lines_layout
from bot.discord.ui.markdown import cut
from bot.discord.uploads import DiscordFile, Upload, go_on, held, name_of, status_command, take_in
from bot.service.access import CollectionScope, parse_scope
from bot.service.address_book import AddressBook
from bot.service.collection_reader import CollectionReader
from bot.service.collection_writer import UnfinishedError
from bot.service.messages import Messages
from bot.service.records import SentMessage
from bot.service.server_addresses import OfAddressError
from index.files.data_folder import BusyError

_DAILY = "1d"
# How often an address is looked at, and by which message that is offered.
_RHYTHMS = {"1h": "library-every-1h", "6h": "library-every-6h", _DAILY: "library-every-1d", "7d": "library-every-7d"}
_ADDRESS = "address:"  # in front of what an address is suggested by; no collection is called so
_FORM = "quotebot:files:"
_MAX_FILES = 10  # that Discord takes at once


async def complete_own_title(interaction: discord.Interaction[Quotebot], typed: str) -> Choices:
    """The server's own addresses and articles, all of which its managers may see."""
    if interaction.guild_id is None or not may_manage(interaction):
        return []
    guild, collections = interaction.guild_id, interaction.client.services.collections
    own, book = collections.of_server(guild), AddressBook(collections)

    def found(reader: CollectionReader, _: list[str]) -> Choices:
        addresses = [
            app_commands.Choice(name=cut(one.name, CHOICE_LENGTH), value=f"{_ADDRESS}{name}:{key}")
            for name, key, one in book.listed(guild)
            if typed.strip().lower() in one.name.lower()
        ]
        return [*addresses, *choices(reader.titled(own, typed.strip(), MAX_CHOICES))][:MAX_CHOICES]

    return await complete(interaction, found)


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
        file: discord.Attachment | None = None,
        channel: app_commands.Transform[discord.abc.GuildChannel, ReadChannel] | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Adds the articles of a file, or of up to ten in a form, for everyone or for a channel or a role alone."""
        scope = None if channel and role else _collection_scope(interaction.guild_id or 0, channel, role)
        if scope is None:
            await manage(interaction, _refuse_both)
        elif file is None:
            await manage(interaction, partial(_open_form, scope=scope), FormContext)
        else:
            await manage(interaction, partial(_add, file=file, scope=scope))

    @app_commands.command(name=text("library-add-thread-name"), description=text("library-add-thread-description"))
    @app_commands.rename(thread=text("library-add-thread-thread-name"), pinned=text("library-add-thread-pinned-name"))
    @app_commands.describe(
        thread=text("library-add-thread-thread-description"), pinned=text("library-add-thread-pinned-description")
    )
    async def add_thread(
        self,
        interaction: discord.Interaction[Quotebot],
        thread: app_commands.AppCommandThread | None = None,
        pinned: bool = False,
    ) -> None:
        """Adds what was written in a thread, or the messages that are pinned there or in the channel."""
        await manage(interaction, partial(_add_thread, thread=thread, pinned=pinned))

    @app_commands.command(name=text("library-address-name"), description=text("library-address-description"))
    @app_commands.rename(
        address=text("library-address-address-name"),
        every=text("library-address-every-name"),
        only_page=text("library-address-page-name"),
        channel=text("library-add-channel-name"),
        role=text("library-add-role-name"),
    )
    @app_commands.describe(
        address=text("library-address-address-description"),
        every=text("library-address-every-description"),
        only_page=text("library-address-page-description"),
        channel=text("library-add-channel-description"),
        role=text("library-add-role-description"),
    )
    @app_commands.choices(every=[app_commands.Choice(name=text(key), value=every) for every, key in _RHYTHMS.items()])
    async def add_address(
        self,
        interaction: discord.Interaction[Quotebot],
        address: app_commands.Range[str, 4, 1000],
        every: str = _DAILY,
        only_page: bool = False,
        channel: app_commands.Transform[discord.abc.GuildChannel, ReadChannel] | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Adds the articles of a page, site or feed, and looks at it again and again from then on."""
        scope = None if channel and role else _collection_scope(interaction.guild_id or 0, channel, role)
        if scope is None:
            await manage(interaction, _refuse_both)
        else:
            asked = partial(_add_address, address=address, every=every, only_page=only_page, scope=scope)
            await manage(interaction, asked)

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

    @app_commands.command(name=text("library-corrections-name"), description=text("library-corrections-description"))
    async def corrections(self, interaction: discord.Interaction[Quotebot]) -> None:
        """Lists what was corrected in answers."""
        await manage(interaction, tell_corrections)

    @app_commands.command(name=text("library-status-name"), description=text("library-status-description"))
    async def status(self, interaction: discord.Interaction[Quotebot]) -> None:
        """Tells how many articles the server has, and for whom."""
        await manage(interaction, tell_status)


COMMANDS: Commands = (
    LibraryCommands(
        name=text("library-name"),
        description=text("library-description"),
        default_permissions=MANAGE,
        allowed_contexts=IN_SERVERS,
        allowed_installs=BY_SERVERS,
    ),
)


async def _refuse_both(request: RequestContext) -> None:
    raise RefusedError("library-channel-or-role")


async def _add(request: InteractionContext, file: discord.Attachment, scope: CollectionScope) -> None:
    await take_in(request, Upload((DiscordFile(file.filename, file.url, file.size),), scope.name))


async def _add_thread(request: InteractionContext, thread: app_commands.AppCommandThread | None, pinned: bool) -> None:
    place = request.interaction.channel
    if thread is not None:
        try:
            place = thread.resolve() or await thread.fetch()
        except discord.Forbidden:
            place = None
        if place is None or not thread.permissions.view_channel:
            raise RefusedError("library-may-not-read", channel=f"<#{thread.id}>")
    if not isinstance(place, discord.abc.GuildChannel | discord.Thread):
        raise RefusedError("library-no-thread")
    await conversations.take_in(request, place, "pins" if pinned else "thread")


async def _add_address(
    request: InteractionContext, address: str, every: str, only_page: bool, scope: CollectionScope
) -> None:
    if not request.services.settings.server_pages:
        raise RefusedError("library-addresses-off")
    await read_in(request, GivenAddress(source_name(address, every, only_page), scope.name))


async def _open_form(request: InteractionContext, scope: CollectionScope) -> None:
    """Opens the form for several files; it keeps the collection that they are for."""
    translate = request.translate
    form = ui.Modal(title=translate("library-form-title"), custom_id=f"{_FORM}{scope.name}", timeout=None)
    files = ui.FileUpload[ui.Modal](custom_id="files", min_values=1, max_values=_MAX_FILES)
    form.add_item(
        ui.Label(
            text=translate("library-form-files"), description=translate("library-form-description"), component=files
        )
    )
    form.stop()  # kept nowhere: what is sent in is taken by its custom id
    await request.interaction.response.send_modal(form)


async def submitted(interaction: discord.Interaction[Quotebot]) -> None:
    """Takes in the files of a form."""
    data: Any = interaction.data or {}
    before, _, name = str(data.get("custom_id", "")).partition(_FORM)
    scope = parse_scope(name)
    if not before and scope is not None and scope.guild == interaction.guild_id:
        await manage(interaction, partial(take_in, upload=Upload(_given(data), scope.name)))


def _given(data: Any) -> tuple[DiscordFile, ...]:
    """The files of a form, in the order in which they were chosen."""
    attachments = data.get("resolved", {}).get("attachments", {})
    chosen = (part.get("component", {}).get("values", ()) for part in data.get("components", ()))
    files = (attachments[key] for keys in chosen for key in keys if key in attachments)
    return tuple(DiscordFile(str(file["filename"]), str(file["url"]), int(file["size"])) for file in files)


async def settle(request: InteractionContext, sent: SentMessage, action: ButtonAction) -> None:
    """Does what somebody chose who was asked whether a file may replace another: that, to keep both, or nothing."""
    require_manager(request)
    state = request.services.state.sent_messages
    if action.name == "cancel":
        await state.change(sent.id, "added", {})
        await request.show(lines_layout(request.translate("library-nothing-added"), ()))
    else:
        upload = Upload.of(sent.detail, "replace" if action.name == "replace" else "keep")
        async with held(request.services, sent) as is_held:
            if not is_held:
                raise RefusedError("refuse-busy")
            await state.change(sent.id, "uploading", upload.detail())
            await go_on(request, sent, upload)


async def undo(request: InteractionContext, sent: SentMessage, action: ButtonAction) -> None:
    """Takes back what was added, unless something else has changed that since."""
    require_manager(request)
    with _changing(request.translate):
        undone = await request.services.collection_writer.undo(str(sent.detail.get("collection", "")), sent.id)
    if not undone:
        raise RefusedError("library-not-undone")
    await request.show(lines_layout(request.translate("library-undone"), ()))


@contextmanager
def _changing(translate: Messages) -> Iterator[None]:
    """Tells the person where a change cannot be made now, or goes on for longer than they can be answered."""
    try:
        yield
    except BusyError:
        raise RefusedError("refuse-busy") from None
    except UnfinishedError:
        raise RefusedError("library-unfinished", status=status_command(translate)) from None


def _collection_scope(
    guild: int, channel: discord.abc.GuildChannel | None, role: discord.Role | None
) -> CollectionScope:
    if channel is not None:
        return CollectionScope(guild, "channel", channel.id)
    if role is not None and role.id != guild:  # the role of the server's id is everyone's
        return CollectionScope(guild, "role", role.id)
    return CollectionScope(guild, "everyone", guild)


async def _remove(request: InteractionContext, title: str) -> None:
    services, guild = request.services, request.scope.guild or 0
    if address := await request.work(lambda _: _chosen_address(AddressBook(services.collections), guild, title)):
        with _changing(request.translate):
            gone = await services.collection_writer.forget_address(guild, *address)
        if gone is not None:
            await request.show(lines_layout(request.translate("library-removed", title=name_of(gone)), ()))
            return
    names = services.collections.of_server(guild)
    source = await request.work(partial(chosen, names=names, title=title, exactly=True))
    removed = None
    if source is not None:
        with _changing(request.translate):
            try:
                removed = await services.collection_writer.remove(guild, source.collection, source.id)
            except OfAddressError as error:
                title, address_of = name_of(source.title), name_of(str(error))
                raise RefusedError("library-of-address", title=title, address=address_of) from None
    if source is None or removed is None:
        raise RefusedError("article-none", title=name_of(title))
    made_of = await services.state.quoted_messages.of_article(source.collection, source.id)
    await quotations.removed(request.interaction.client, made_of)
    await request.show(lines_layout(request.translate("library-removed", title=name_of(removed.title)), ()))


def _chosen_address(book: AddressBook, guild: int, chosen: str) -> tuple[str, str] | None:
    """The collection and key of an address that was chosen, or written out; None where it is none of the server's."""
    for name, key, listed in book.listed(guild):
        if chosen in (f"{_ADDRESS}{name}:{key}", listed.name):
            return name, key
    return None


async def _sync(request: RequestContext) -> None:
    guild = request.scope.guild or 0
    with _changing(request.translate):
        await request.services.collection_writer.sync(guild)
    names = request.services.collections.of_server(guild)
    listing = await request.work(lambda reader: reader.listing(names))
    await request.show(lines_layout(request.translate("library-synced", articles=len(listing)), ()))
