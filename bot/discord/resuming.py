"""What was under way when a process ended is gone on with, at its next start or by another process that lives."""

import asyncio
import logging

from bot.discord.addresses import GivenAddress, add, public
from bot.discord.client import Quotebot
from bot.discord.languages import language_of
from bot.discord.ui.layouts import Layout
from bot.discord.uploads import Upload, ended, held, post, resumed
from bot.service.messages import Messages
from bot.service.records import SentMessage
from bot.service.upload_progress import UploadProgress

log = logging.getLogger("quotebot")

_LOOK_EVERY = 15.0  # seconds, where other processes may end and leave something


async def resume(client: Quotebot) -> None:
    """Goes on with what was given and under way when a process ended, and tells in its channels what became of it.

    Then it brings up to date what else was interrupted; and where there are other processes, it goes on looking.
    """
    await client.wait_until_ready()
    await _go_on(client)
    try:
        await client.services.collection_writer.finish(client.serves)
    except Exception:  # the next change of the collection goes on with it
        log.exception("articles that were interrupted could not be brought up to date")
    log.info("interrupted uploads are ended")
    while client.services.claims.are_shared and not client.services.in_flight.stopping:
        await asyncio.sleep(_LOOK_EVERY)
        try:
            await _go_on(client)
        except Exception:  # whatever it is, the next look may go well
            log.exception("uploads that were interrupted could not be looked for")


async def _go_on(client: Quotebot) -> None:
    """Goes on with what nobody does: whoever has something under way holds it."""
    for sent in await client.services.state.sent_messages.of_kind("uploading"):
        guild = client.get_guild(sent.guild or 0)
        if guild is None:
            continue
        async with held(client.services, sent) as is_held:
            try:
                if is_held and await _is_interrupted(client, sent):
                    translate = await language_of(client.services, guild)
                    await post(client, sent, await _outcome(client, sent, translate))
            except Exception:  # whatever it is, others may go well
                log.exception("an upload that was interrupted could not be ended")


async def _is_interrupted(client: Quotebot, sent: SentMessage) -> bool:
    """Whether an upload that nobody does was not ended by who did it a moment ago."""
    now = await client.services.state.sent_messages.get(sent.id)
    return now is not None and now.kind == "uploading"


async def _outcome(client: Quotebot, sent: SentMessage, translate: Messages) -> Layout:
    """What becomes of what was given, for all in its channel."""
    if "address" in sent.detail:
        given = GivenAddress.of(sent.detail)
        adding = add(client.services, sent, given, UploadProgress())
        return await ended(adding, lambda added: public(given, added, translate), translate)
    return await resumed(client, sent, Upload.of(sent.detail), translate)
