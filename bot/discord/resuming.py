"""What was under way when the bot ended is gone on with at its next start."""

import logging
from collections.abc import Sequence

from bot.discord.addresses import GivenAddress, add, public
from bot.discord.client import Quotebot
from bot.discord.languages import language_of
from bot.discord.ui.layouts import Layout
from bot.discord.uploads import Upload, ended, post, resumed
from bot.service.messages import Messages
from bot.service.records import SentMessage
from bot.service.upload_progress import UploadProgress

log = logging.getLogger("quotebot")


async def resume(client: Quotebot, interrupted: Sequence[SentMessage]) -> None:
    """Goes on with what was given and under way when the bot ended, and tells in its channels what became of it.

    Then it brings up to date what else was interrupted.
    """
    await client.wait_until_ready()
    for sent in interrupted:
        guild = client.get_guild(sent.guild or 0)
        if guild is None:
            continue
        try:
            translate = await language_of(client.services, guild)
            await post(client, sent, await _outcome(client, sent, translate))
        except Exception:  # whatever it is, others may go well
            log.exception("an upload that was interrupted could not be ended")
    try:
        await client.services.collection_writer.finish()
    except Exception:  # the next change of the collection goes on with it
        log.exception("articles that were interrupted could not be brought up to date")
    log.info("interrupted uploads are ended")


async def _outcome(client: Quotebot, sent: SentMessage, translate: Messages) -> Layout:
    """What becomes of what was given, for all in its channel."""
    if "address" in sent.detail:
        given = GivenAddress.of(sent.detail)
        adding = add(client.services, sent, given, UploadProgress())
        return await ended(adding, lambda added: public(given, added, translate), translate)
    return await resumed(client, sent, Upload.of(sent.detail), translate)
