"""Addresses that are given to a server's articles: read while a message tells how far that is, and then followed."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from bot.discord.languages import language_of
from bot.discord.request import InteractionContext, RefusedError
from bot.discord.services import Services
from bot.discord.ui.layouts import Layout, lines_layout
from bot.discord.uploads import ended, held, name_of, post, reasons, status_command, titles_of, told, who
from bot.service.access import CollectionScope, parse_scope
from bot.service.address_book import MOST, TooManyAddressesError
from bot.service.address_reader import AddedAddress
from bot.service.messages import Messages
from bot.service.records import Refusal, SentMessage
from bot.service.upload_progress import UploadProgress
from index.files.data_folder import BusyError

if TYPE_CHECKING:
    from index.ingest.readers.base import Problem


@dataclass(frozen=True, slots=True)
class GivenAddress:
    """An address that somebody gave, as a source is named, and the collection that it is for."""

    name: str
    collection: str

    @classmethod
    def of(cls, detail: dict[str, Any]) -> Self:
        """One that was kept as `detail`."""
        return cls(detail["address"], detail["collection"])

    def detail(self) -> dict[str, Any]:
        """The same as JSON."""
        return {"address": self.name, "collection": self.collection}

    @property
    def scope(self) -> CollectionScope:
        """For whom the collection is."""
        scope = parse_scope(self.collection)
        assert scope is not None  # noqa: S101  its own name
        return scope


def source_name(address: str, every: str, only_page: bool) -> str:
    """An address that people wrote, as a source is named. Raises RefusedError where it is none, or may not be added.

    A repository is not read for a server: how much comes with it cannot be bounded before all of it was fetched.
    """
    from index.ingest.source_address import AddressError, is_address, parse_address

    plain = address.strip().partition("#")[0]  # browsers put there what a page was scrolled to
    if plain.lower().startswith("git+"):
        raise RefusedError("library-address-repository")
    if "://" not in plain:
        plain = f"https://{plain}"
    try:
        url = parse_address(plain).url if is_address(plain) else ""
    except AddressError:
        url = ""
    if not url:
        raise RefusedError("library-address-none", address=name_of(address))
    return f"{url}#every={every}" + ("&depth=0" if only_page else "")


async def read_in(request: InteractionContext, given: GivenAddress) -> None:
    """Reads an address that was just given, and tells how far that is and what became of it."""
    sent = request.sent_message("uploading", private=False, detail=given.detail())
    async with held(request.services, sent):
        await request.services.state.sent_messages.add(sent)
        await _read(request, sent, given)


async def _read(request: InteractionContext, sent: SentMessage, given: GivenAddress) -> None:
    progress = UploadProgress()
    reading = asyncio.create_task(add(request.services, sent, given, progress))
    if await told(request, reading, progress):
        await request.show(_outcome(given, reading.result(), request.translate))
    else:
        translate = await language_of(request.services, request.interaction.guild)
        ending = ended(reading, lambda added: public(given, added, translate), translate)
        await post(request.interaction.client, sent, await ending)


async def add(services: Services, sent: SentMessage, given: GivenAddress, progress: UploadProgress) -> AddedAddress:
    """Reads an address; where the bot is stopping meanwhile, the next start begins anew."""
    try:
        added = await services.address_reader.add(given.scope, given.name, progress)
    except Exception as error:
        if not services.in_flight.stopping:
            await services.state.sent_messages.change(sent.id, "added", {})
        if isinstance(error, BusyError):
            raise RefusedError("refuse-busy") from None
        if isinstance(error, TooManyAddressesError):
            raise RefusedError("library-addresses-full", count=MOST) from None
        raise
    await services.state.sent_messages.change(sent.id, "added", {})
    return added


def public(given: GivenAddress, added: AddedAddress, translate: Messages) -> Layout:
    """What became of an address, for all in a channel, who may not read its articles: it names neither."""
    if not added.articles:
        return lines_layout(translate("library-nothing-added"), ())
    lines = [translate("library-left-out-see", status=status_command(translate))] if added.problems else []
    counted = translate("library-articles", count=added.articles)
    return lines_layout(translate("library-added", who=who(given.scope, translate), titles=counted), lines)


def problem_lines(problems: "Sequence[Problem]", translate: Messages) -> list[str]:
    """A line for each page that could not be read and why, of many the first ones alone."""
    told = [Refusal("library-unreadable", {"name": one.path, "reason": one.reason}) for one in problems]
    return reasons(told, translate)


def _outcome(given: GivenAddress, added: AddedAddress, translate: Messages) -> Layout:
    """What became of an address, for who gave it."""
    lines = problem_lines(added.problems, translate)
    if not added.articles:
        return lines_layout(translate("library-nothing-added"), lines)
    values = {"who": who(given.scope, translate), "titles": titles_of(added.titles, translate)}
    return lines_layout(translate("library-address-added", pages=added.articles, **values), lines)
