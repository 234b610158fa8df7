"""From the settings to a web server that runs, and to a clean stop."""

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.service.article_links import ArticleLinks, signing_key
from bot.service.collections import Collections
from bot.service.index_state import read_index_state
from bot.service.metrics import Metrics
from bot.service.rate_limit import RateLimit
from bot.service.readiness import not_ready
from bot.service.reading_pool import SWITCH_SECONDS, AnswerModels, reading_pool
from bot.service.retention import expire
from bot.service.sqlite_state import SqliteState
from bot.service.state_store import StateError, StateStore
from bot.web.app import web_app
from bot.web.operating import operated
from bot.web.question_log import QuestionLog
from bot.web.report import Report, make_report
from bot.web.services import WebServices
from bot.web.serving import listen, serving
from config import ServeSettings, Settings
from index.files.data_folder import DataFolder
from index.storage.snapshots import OpenSearchIndexes

log = logging.getLogger("quotebot")

_BURST = 10  # questions at once from one address
_MINUTE, _HOUR = 60.0, 3600.0  # seconds
_MEGABYTE = 1_000_000


def serve(data_folder: DataFolder, models: AnswerModels, settings: Settings, operator_token: str) -> None:
    """Runs the web server until it is told to stop by SIGTERM or Ctrl-C.

    `operator_token` is that of the operator's server, see read_operator_token.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    asyncio.run(_serve(data_folder, models, settings, operator_token))


@asynccontextmanager
async def web_services(data_folder: DataFolder, models: AnswerModels, settings: Settings) -> AsyncIterator[WebServices]:
    """All that requests work with, which is closed afterwards."""
    library, own = settings.library, settings.discord
    limits = int(library.max_megabytes * _MEGABYTE), int(own.server_megabytes * _MEGABYTE)
    collections = Collections(data_folder, *limits, library.fields)
    async with AsyncExitStack() as stack:
        indexes, metrics = OpenSearchIndexes(), Metrics()
        pool = await stack.enter_async_context(reading_pool(data_folder, collections, models, settings, indexes))
        read_index = partial(read_index_state, data_folder, indexes)
        metrics.watch_queue(pool)
        metrics.watch_index(read_index)
        state = await _state(stack, data_folder)
        question_log = QuestionLog(state)
        stack.push_async_callback(question_log.drain)
        if state is not None:
            purging = asyncio.create_task(_purge_hourly(state, timedelta(days=own.retention_days)))
            stack.callback(purging.cancel)
        links = ArticleLinks(signing_key(data_folder), settings.web.public_url)
        rate_limit = _rate_limit(settings.serve)

        async def report(days: int) -> Report:
            if state is None:
                raise StateError("nothing that was asked is kept, since the data folder cannot be written to")
            return await make_report(state, pool, data_folder, library, days, datetime.now(UTC))

        yield WebServices(settings, collections, pool, links, rate_limit, question_log, read_index, metrics, report)


async def gathered(
    data_folder: DataFolder, models: AnswerModels, settings: Settings, days: int, now: datetime
) -> Report:
    """What the operator is told of so many days. Raises StateError where nothing that was asked can be read."""
    library = settings.library
    collections = Collections(data_folder, 0, 0)  # nothing is written
    async with AsyncExitStack() as stack:
        state = await stack.enter_async_context(SqliteState.open(data_folder.state))
        pool = await stack.enter_async_context(
            reading_pool(data_folder, collections, models, settings, OpenSearchIndexes())
        )
        return await make_report(state, pool, data_folder, library, days, now)


async def _serve(data_folder: DataFolder, models: AnswerModels, settings: Settings, operator_token: str) -> None:
    own = settings.serve
    at = listen(own.host, own.port, "serve")
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with web_services(data_folder, models, settings) as services:
        ready = partial(not_ready, services.reading_pool, services.read_index)
        async with (
            operated(settings.operator, operator_token, services.metrics, ready, services.make_report),
            serving(web_app(services), at, own.trusted_proxies),
        ):
            log.info("serving at %s", _address(at))
            await stop.wait()
            log.info("stopping")


def _address(at: socket.socket) -> str:
    host, port = at.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _rate_limit(settings: ServeSettings) -> RateLimit:
    per_minute = settings.questions_per_minute
    return RateLimit(_BURST, _MINUTE / per_minute if per_minute else 0)


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
