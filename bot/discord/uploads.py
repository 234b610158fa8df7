"""Files that are given to a server's articles: taken in while a message tells how far that is, and then confirmed.

What is under way is kept in the state store, so that the next start goes on with what a stop or a crash interrupted.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any, Self, TypeVar

from bot.discord.attachments import UnavailableError, fetch
from bot.discord.client import Quotebot
from bot.discord.languages import language_of
from bot.discord.request import InteractionContext, RefusedError
from bot.discord.sending import FAILURES
from bot.discord.services import Services
from bot.discord.ui.layouts import Layout, added_layout, lines_layout, mention, notice, replacing_layout
from bot.discord.ui.markdown import cut, one_line
from bot.service.access import CollectionScope, parse_scope
from bot.service.collections import Added, Namesakes, megabytes
from bot.service.messages import Messages
from bot.service.records import Refusal, SentMessage
from bot.service.state_store import Held
from bot.service.upload_progress import UploadProgress, UploadState
from index.files.data_folder import BusyError
from index.records import Source

log = logging.getLogger("quotebot")

R = TypeVar("R")

EVERY = 3.0
"""Seconds between two changes of a message that tells how far an upload is."""
LONGEST = 840.0
"""Seconds that it is told in the answer to the interaction; after 900 Discord takes no more of these."""
_MAX_NAMED, _MAX_TITLES = 15, 5
_LONG = 400  # characters of a reason with its remedy


@dataclass(frozen=True, slots=True)
class DiscordFile:
    """A file that somebody gave: its name, where Discord has it, and its bytes."""

    name: str
    url: str
    size: int


@dataclass(frozen=True, slots=True)
class Upload:
    """Files that somebody gave, the collection that they are for, and what becomes of those they would replace."""

    files: tuple[DiscordFile, ...]
    collection: str
    namesakes: Namesakes = "ask"

    @classmethod
    def of(cls, detail: dict[str, Any], namesakes: Namesakes | None = None) -> Self:
        """One that was kept as `detail`, also by a version that took one file."""
        files = detail["files"] if "files" in detail else [[detail[field] for field in ("name", "url", "size")]]
        kept: Namesakes = detail.get("namesakes", "ask")
        return cls(tuple(DiscordFile(*file) for file in files), detail["collection"], namesakes or kept)

    def detail(self) -> dict[str, Any]:
        """The same as JSON."""
        files = [[file.name, file.url, file.size] for file in self.files]
        return {"files": files, "collection": self.collection, "namesakes": self.namesakes}

    @property
    def scope(self) -> CollectionScope:
        """For whom the collection is."""
        scope = parse_scope(self.collection)
        assert scope is not None  # noqa: S101  its own name
        return scope


async def take_in(request: InteractionContext, upload: Upload) -> None:
    """Takes in what was just given, and tells how far that is and what became of it."""
    sent = request.sent_message("uploading", private=False, detail=upload.detail())
    async with held(request.services, sent):
        await request.services.state.sent_messages.add(sent)
        await go_on(request, sent, upload)


def held(services: Services, sent: SentMessage) -> AbstractAsyncContextManager[Held]:
    """Holds an upload while it is under way, so that nothing else goes on with it; false where something does."""
    return services.claims.held(f"upload:{sent.id}")


async def go_on(request: InteractionContext, sent: SentMessage, upload: Upload) -> None:
    """Takes in what was kept as a sent message of the kind "uploading"."""
    progress = UploadProgress()
    shared = await language_of(request.services, request.interaction.guild)
    taking = asyncio.create_task(_take_in(request.services, sent, upload, progress))
    if await told(request, taking, progress):
        message = request.interaction.message  # that a button was on, which may be one for all in the channel
        if message is None or message.flags.ephemeral:
            await request.show(_outcome(upload, sent, taking.result(), request.translate))
        else:
            await request.show(_public(upload, sent, taking.result(), shared))
    else:
        ending = ended(taking, lambda added: _public(upload, sent, added, shared), shared)
        await post(request.interaction.client, sent, await ending)


async def resumed(client: Quotebot, sent: SentMessage, upload: Upload, translate: Messages) -> Layout:
    """Goes on with an upload that was under way when the bot ended, and gives what is told of it in its channel."""
    taking = _take_in(client.services, sent, upload, UploadProgress())
    return await ended(taking, lambda added: _public(upload, sent, added, translate), translate)


def reasons(refused: Sequence[Refusal], translate: Messages) -> list[str]:
    """A line for each refusal, of many the first ones alone."""
    lines = [f"• {_reason(refusal, translate)}" for refusal in refused[:_MAX_NAMED]]
    if len(refused) > _MAX_NAMED:
        lines.append(translate("library-problems-more", count=len(refused) - _MAX_NAMED))
    return lines


def who(scope: CollectionScope, translate: Messages) -> str:
    """For whom a collection is."""
    return translate("audience-everyone") if scope.kind == "everyone" else mention(scope)


def name_of(text_of_people: str) -> str:
    """A name that people gave, as it is shown."""
    return one_line(cut(text_of_people, 100))


def status_command(translate: Messages) -> str:
    """What tells of a server's articles."""
    return f"{translate('library-name')} {translate('library-status-name')}"


async def _take_in(services: Services, sent: SentMessage, upload: Upload, progress: UploadProgress) -> Added:
    """Takes in files and keeps what became of them, but where the bot is stopping: the next start begins anew."""
    state = services.state.sent_messages
    limit = services.collections.max_bytes
    files = [(file.name, partial(_fetched, file, limit)) for file in upload.files]
    try:
        added = await services.collection_writer.add(upload.scope, sent.id, files, upload.namesakes, progress)
    except Exception as error:
        if isinstance(error, BusyError) and upload.namesakes != "ask":
            await state.change(sent.id, "upload", upload.detail())  # whoever chose may choose again
        elif not services.in_flight.stopping:
            await state.change(sent.id, "added", {})
        if isinstance(error, BusyError):
            raise RefusedError("refuse-busy") from None
        raise
    if added.replaces:
        await state.change(sent.id, "upload", upload.detail())
    else:  # where the files are is not needed any more
        await state.change(sent.id, "added", {"collection": upload.collection})
    return added


async def _fetched(file: DiscordFile, limit: int) -> bytes | Refusal:
    if file.size > limit:
        sizes = {"size": megabytes(file.size), "limit": megabytes(limit)}
        return Refusal("library-too-large", {"name": file.name, **sizes})
    try:
        return await fetch(file.url, file.size)
    except UnavailableError:
        return Refusal("library-unavailable", {"name": file.name})


async def told(request: InteractionContext, taking: asyncio.Task[Any], progress: UploadProgress) -> bool:
    """Tells how far something is until it has ended; false where that took longer than can be told there."""
    loop, shown = asyncio.get_running_loop(), UploadState()
    end = loop.time() + LONGEST
    while loop.time() < end:
        await asyncio.wait({taking}, timeout=min(EVERY, end - loop.time()))
        if taking.done():
            return True
        if progress.state != shown:
            shown = progress.state
            await _show(request, notice(_how_far(shown, request.translate)))
    status = status_command(request.translate)
    await _show(request, notice(request.translate("library-goes-on", status=status)))
    await asyncio.wait({taking})
    return False


async def _show(request: InteractionContext, layout: Layout) -> None:
    """Shows how far something is, which goes on where that cannot be shown."""
    try:
        await request.show(layout)
    except FAILURES as error:
        log.info("how far an upload is could not be told: %s", error)


def _how_far(state: UploadState, translate: Messages) -> str:
    if state.pages and not state.embedded:
        return translate("library-reading-pages", pages=state.pages)
    if not state.embedded and not state.left:
        return translate("library-reading", files=state.files, count=state.of_files)
    return translate("library-embedding", files=state.files, embedded=state.embedded, left=state.left)


def _outcome(upload: Upload, sent: SentMessage, added: Added, translate: Messages) -> Layout:
    """What became of files, for who gave them."""
    lines = reasons(added.refused, translate)
    if added.replaces:
        titles = _titles(added.replaces, translate)
        head = translate("library-replaces-some", count=len(upload.files), titles=titles)
        if len(upload.files) == 1:
            head = translate("library-replaces", name=name_of(upload.files[0].name), titles=titles)
        return replacing_layout(head, lines, sent.id, translate)
    if not added.articles:
        return lines_layout(translate("library-nothing-added"), lines)
    titles = _titles(added.articles, translate)
    head = translate("library-added", who=who(upload.scope, translate), titles=titles)
    return added_layout(head, lines, sent.id, translate)


async def ended(taking: Awaitable[R], shown: Callable[[R], Layout], translate: Messages) -> Layout:
    """What became of something, once that is known."""
    try:
        return shown(await taking)
    except RefusedError as refused:
        return notice(translate(refused.key, **refused.values))


def _public(upload: Upload, sent: SentMessage, added: Added, translate: Messages) -> Layout:
    """The same for all in a channel, who may not read the articles: it names none."""
    counted = translate("library-articles", count=len(added.replaces or added.articles))
    lines = [translate("library-left-out-see", status=status_command(translate))] if added.refused else []
    if added.replaces:
        head = translate("library-replaces-some", count=len(upload.files), titles=counted)
        return replacing_layout(head, lines, sent.id, translate)
    if not added.articles:
        return lines_layout(translate("library-nothing-added"), lines)
    head = translate("library-added", who=who(upload.scope, translate), titles=counted)
    return added_layout(head, lines, sent.id, translate)


async def post(client: Quotebot, sent: SentMessage, layout: Layout) -> None:
    """Writes to the channel in which files were given; whoever may not be told finds it in the status."""
    try:
        await client.get_partial_messageable(sent.channel, guild_id=sent.guild).send(view=layout)
    except FAILURES as error:
        log.info("what became of upload %s could not be written to its channel: %s", sent.id, error)


def _titles(sources: Sequence[Source], translate: Messages) -> str:
    return titles_of([source.title for source in sources], translate)


def titles_of(titles: Sequence[str], translate: Messages) -> str:
    """Titles of articles, of many the first ones and how many more there are."""
    listed = ", ".join(one_line(cut(title, 80)) for title in titles[:_MAX_TITLES])
    if len(titles) > _MAX_TITLES:
        listed += " " + translate("library-added-more", count=len(titles) - _MAX_TITLES)
    return listed


def _reason(refusal: Refusal, translate: Messages) -> str:
    values = {
        name: one_line(cut(value, _LONG)) if name in ("reason", "formats") else name_of(value)
        for name, value in refusal.values.items()
    }
    return translate(refusal.key, **values)
