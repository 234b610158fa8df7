"""From the settings to a web server that runs, and to a clean stop."""

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta

from bot.service.article_links import ArticleLinks, signing_key
from bot.service.collections import Collections
from bot.service.rate_limit import RateLimit
from bot.service.reading_pool import SWITCH_SECONDS, AnswerModels, reading_pool
from bot.service.retention import expire
from bot.service.sqlite_state import SqliteState
from bot.service.state_store import StateError, StateStore
from bot.web.app import web_app
from bot.web.listening import bound, listen
from bot.web.question_log import QuestionLog
from bot.web.services import WebServices
from config import Settings
from index.files.data_folder import DataFolder

log = logging.getLogger("quotebot")

_HOUR = 3600.0  # seconds
_MEGABYTE = 1_000_000


def serve(data_folder: DataFolder, models: AnswerModels, settings: Settings) -> None:
    """Runs the web server until it is told to stop by SIGTERM or Ctrl-C."""
    sys.setswitchinterval(SWITCH_SECONDS)
    asyncio.run(_serve(data_folder, models, settings))


@asynccontextmanager
async def web_services(data_folder: DataFolder, models: AnswerModels, settings: Settings) -> AsyncIterator[WebServices]:
    """All that requests work with, which is closed afterwards."""
    library, own = settings.library, settings.discord
    limits = int(library.max_megabytes * _MEGABYTE), int(own.server_megabytes * _MEGABYTE)
    collections = Collections(data_folder, *limits, library.fields)
    async with AsyncExitStack() as stack:
        pool = await stack.enter_async_context(reading_pool(data_folder, collections, models, settings))
        state = await _state(stack, data_folder)
        question_log = QuestionLog(state)
        stack.push_async_callback(question_log.drain)
        if state is not None:
            purging = asyncio.create_task(_purge_hourly(state, timedelta(days=own.retention_days)))
            stack.callback(purging.cancel)
        links = ArticleLinks(signing_key(data_folder), settings.web.public_url)
        limit = RateLimit.per_minute(settings.serve.questions_per_minute)
        yield WebServices(settings, collections, pool, links, limit, question_log)


async def _serve(data_folder: DataFolder, models: AnswerModels, settings: Settings) -> None:
    own = settings.serve
    at = bound(own.host, own.port, "serve.host and serve.port")
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with web_services(data_folder, models, settings) as services:
        log.info("serving at %s", _address(at))
        await listen(web_app(services), at, stop, own.trusted_proxies)
        log.info("stopping")


def _address(at: socket.socket) -> str:
    host, port = at.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


async def _state(stack: AsyncExitStack, data_folder: DataFolder) -> StateStore | None:
    """Where questions are kept; None, and a line in the log, where nothing can be."""
    try:
        return await stack.enter_async_context(SqliteState.open(data_folder.state))
    except (StateError, OSError) as error:
        log.warning("questions are not kept: %s", error)
        return None


async def _purge_hourly(state: StateStore, kept: timedelta) -> None:
    """Deletes, again and again, what has been kept as long as it may be; a bot that runs does so too."""
    while True:
        try:
            await expire(state, datetime.now(UTC), kept)
        except StateError as error:  # the next try may go well
            log.warning("what is kept too long could not be deleted: %s", error)
        await asyncio.sleep(_HOUR)
