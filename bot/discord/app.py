"""From the settings and a token to a running bot, and to a clean stop."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, contextmanager, nullcontext
from datetime import timedelta
from functools import partial
from http import HTTPStatus

import aiohttp
import discord

from bot.discord.client import Quotebot
from bot.discord.commands import registry
from bot.discord.digests import post_daily
from bot.discord.events import Tree, listen
from bot.discord.following import follow
from bot.discord.gateway import give_way
from bot.discord.in_flight import LONG_PATIENCE, PATIENCE
from bot.discord.operating import bot_not_ready, measure, told
from bot.discord.registration import register, register_changed, unregister
from bot.discord.resuming import resume
from bot.discord.sending import is_not_too_late
from bot.discord.services import Services
from bot.discord.shards import Shards
from bot.service.address_reader import AddressReader
from bot.service.article_links import ArticleLinks, signing_key
from bot.service.claims import Claims
from bot.service.collection_writer import CollectionWriter
from bot.service.collections import Collections
from bot.service.giving_way import GivingWay
from bot.service.index_state import read_index_state
from bot.service.messages import languages, messages
from bot.service.quoted_messages import QuotedMessages
from bot.service.rate_limit import RateLimit
from bot.service.reading_pool import SWITCH_SECONDS, AnswerModels, reading_pool
from bot.service.server_corrections import read_corrections
from bot.service.shared_reads import SharedReads
from bot.service.sql_state import SqlState, state_place
from bot.service.token_file import TokenError, read_token_file, sound_token
from bot.web.operating import operated
from config import Settings
from index.answering.confidence import load_calibration
from index.errors import QuotebotError
from index.files.data_folder import DataFolder
from index.models.encoder import Encoder
from index.models.micro_batching import MicroBatchingEncoder
from index.storage.snapshots import OpenSearchIndexes

log = logging.getLogger("quotebot")

_REMEDY = "copy it anew from the page Bot of your application"
_BURST = 5  # questions at once, before the cooldown
_BUSY_PATIENCE = 60.0  # seconds that a change of articles waits for another process of the bot that makes one
_MEGABYTE = 1_000_000


def read_token(file: str, warn: Callable[[str], None]) -> str:
    """The bot's token, from DISCORD_TOKEN or else a file. Raises TokenError where there is none.

    `warn` is told where others on this machine may read the file; no error, since so do secrets in containers.
    """
    token = os.environ.get("DISCORD_TOKEN", "").strip()
    if token:
        return sound_token(token, "DISCORD_TOKEN", _REMEDY)
    if not file:
        raise TokenError(
            "there is no Discord token; make an application on https://discord.com/developers/applications, copy the "
            "token from its page Bot, and set it as DISCORD_TOKEN or save it in a file named by discord.token_file"
        )
    return read_token_file(file, "discord.token_file", "the bot's token", _REMEDY, warn)


def run(
    data_folder: DataFolder,
    models: AnswerModels,
    settings: Settings,
    token: str,
    operator_token: str = "",
    own: Shards | None = None,
) -> None:
    """Runs the bot until it is told to stop by SIGTERM or Ctrl-C. Raises TokenError where Discord refuses the token.

    `operator_token` is that of the operator's server, see read_operator_token. `own` are the shards of this process,
    see Quotebot. Raises BusyError where another runs on the data folder, but where they share a database.
    """
    give_way()
    sys.setswitchinterval(SWITCH_SECONDS)

    async def serve(client: Quotebot) -> None:
        # Two that know nothing of each other would answer everything twice.
        with nullcontext() if settings.database.url else data_folder.serving():
            ready = partial(bot_not_ready, client, asyncio.get_running_loop())
            report = partial(told, client, data_folder, settings)
            async with operated(settings.operator, operator_token, client.services.metrics, ready, report):
                await _serve(client, settings.library.follow)

    asyncio.run(_connected(client_for(data_folder, models, settings, own), data_folder, token, serve))


def register_commands(
    data_folder: DataFolder, encoder: Encoder, settings: Settings, token: str, guild: int | None, remove: bool
) -> int:
    """Registers the commands with Discord, for all servers or for one; gives their number.

    With `remove` those that this one server has of its own are taken out.
    """
    count = 0

    async def registered(client: Quotebot) -> None:
        nonlocal count
        if guild is not None and remove:
            await unregister(client.tree, guild)
        else:
            count = await register(client.tree, client.services.state, guild)

    models = AnswerModels(encoder, load_calibration())
    asyncio.run(_connected(client_for(data_folder, models, settings), data_folder, token, registered))
    return count


async def _connected(
    opened: AbstractAsyncContextManager[Quotebot],
    data_folder: DataFolder,
    token: str,
    use: Callable[[Quotebot], Awaitable[None]],
) -> None:
    logging.getLogger("discord.app_commands.tree").addFilter(is_not_too_late)
    logging.getLogger("discord.client").setLevel(logging.ERROR)  # it warns of what voice needs
    with explained():
        async with opened as client, client:
            await client.login(token)
            await use(client)


@contextmanager
def explained() -> Iterator[None]:
    """Says of what goes wrong between here and Discord what it is and what to do, as QuotebotError."""
    try:
        yield
    except discord.LoginFailure:
        raise TokenError("Discord refuses the token; copy it anew from the page Bot of your application") from None
    except discord.PrivilegedIntentsRequired:
        raise QuotebotError(
            "Discord refuses the content of messages, which discord.message_content asks for; switch on Message "
            "Content Intent on the page Bot of your application on https://discord.com/developers/applications, or set "
            "discord.message_content = false"
        ) from None
    except (aiohttp.ClientConnectionError, discord.GatewayNotFound) as error:
        raise QuotebotError(f"cannot reach Discord: {error}; check the network") from None
    except TimeoutError:
        raise QuotebotError("cannot reach Discord: it does not answer; check the network") from None
    except discord.RateLimited as error:
        raise QuotebotError(f"Discord asks for fewer requests; try again in {error.retry_after:.0f} seconds") from None
    except (discord.HTTPException, discord.ConnectionClosed) as error:
        if isinstance(error, discord.HTTPException) and error.status == HTTPStatus.TOO_MANY_REQUESTS:
            shut_out = "Discord refuses requests from this address for now, since there were too many; try again later"
            raise QuotebotError(shut_out) from None
        raise QuotebotError(f"Discord refuses: {error}") from None


@asynccontextmanager
async def client_for(
    data_folder: DataFolder, models: AnswerModels, settings: Settings, shards: Shards | None = None
) -> AsyncIterator[Quotebot]:
    """A bot with all that it works with, which is closed afterwards; not yet connected."""
    own, library = settings.discord, settings.library
    async with AsyncExitStack() as stack:
        # A question must not wait for a slice of passages, which takes a third of a second, so these have a thread.
        passages = MicroBatchingEncoder(GivingWay(models.encoder, lambda: worker_pool.is_working))
        limit = int(library.max_megabytes * _MEGABYTE)
        server_limit, kept = int(own.server_megabytes * _MEGABYTE), timedelta(days=own.retention_days)
        collections = Collections(data_folder, limit, server_limit, library.fields, kept, library)
        is_alone = not settings.database.url
        busy_patience = 0.0 if is_alone else _BUSY_PATIENCE
        collection_writer = CollectionWriter(collections, passages, busy_patience=busy_patience)
        stack.callback(collection_writer.close)  # after the encoder, which ends a change under way
        stack.enter_context(passages)
        search_indexes = OpenSearchIndexes()
        worker_pool = await stack.enter_async_context(
            reading_pool(data_folder, collections, models, settings, search_indexes)
        )
        state = await stack.enter_async_context(SqlState.open(state_place(data_folder, settings)))
        for language in languages():
            messages(language).date("2025-01-31")  # catalogues and names of months are read now, not when first asked
        rate_limit = RateLimit(_BURST, own.cooldown_seconds)
        quoted_messages = QuotedMessages(state.quoted_messages, collection_writer)
        address_reader = AddressReader(collections, collection_writer, settings)
        stack.push_async_callback(address_reader.close)
        links = ArticleLinks(signing_key(data_folder), settings.web.public_url)
        services = Services(
            own,
            state,
            worker_pool,
            collections,
            collection_writer,
            address_reader,
            rate_limit,
            quoted_messages,
            links,
            partial(read_index_state, data_folder, search_indexes),
            SharedReads(state.settings.of),
            SharedReads(partial(read_corrections, state.corrections)),
            Claims(None if is_alone else state.claims),
        )
        client = Quotebot(services, Tree, shards)
        measure(client)
        registry.add_all(client)
        listen(client)
        yield client


async def _serve(client: Quotebot, is_following: bool) -> None:
    """Answers until a signal says stop; then what is under way is finished."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        await register_changed(client.tree, client.services.state, client.services.claims)
    except discord.HTTPException as error:
        log.error("the commands could not be registered: %s; try: quotebot register", error)
    purging = asyncio.create_task(client.purge_hourly())
    digesting = asyncio.create_task(post_daily(client))
    resuming = asyncio.create_task(resume(client))
    following = [asyncio.create_task(follow(client))] if is_following else []
    connected = asyncio.create_task(client.connect())
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({connected, stopped}, return_when=asyncio.FIRST_COMPLETED)
    if stop.is_set():
        log.info("stopping")
        loop.remove_signal_handler(signal.SIGINT)  # a second Ctrl-C ends the bot at once
        client.services.claims.stop()
        await client.services.in_flight.drain(LONG_PATIENCE if client.services.claims.are_shared else PATIENCE)
        await client.close()
    others = (purging, digesting, resuming, *following, stopped)
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)  # before what they work with is closed
    await connected
