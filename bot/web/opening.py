"""From a data folder to all that requests of the web work with, which is closed afterwards."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.service.article_links import ArticleLinks, signing_key
from bot.service.collections import Collections
from bot.service.index_state import read_index_state
from bot.service.metrics import Metrics
from bot.service.rate_limit import RateLimit
from bot.service.reading_pool import AnswerModels, reading_pool
from bot.service.retention import expire
from bot.service.sql_state import SqlState, state_place
from bot.service.state_store import StateError, StateStore
from bot.web.question_log import QuestionLog
from bot.web.report import Report, make_report
from bot.web.services import WebServices
from config import Settings
from index.files.data_folder import DataFolder
from index.storage.snapshots import OpenSearchIndexes

log = logging.getLogger("quotebot")

_HOUR = 3600.0  # seconds


@asynccontextmanager
async def web_services(data_folder: DataFolder, models: AnswerModels, settings: Settings) -> AsyncIterator[WebServices]:
    """All that requests work with."""
    collections, indexes, metrics = (
        Collections(data_folder, 0, 0),
        OpenSearchIndexes(),
        Metrics(),
    )  # no article is taken
    async with AsyncExitStack() as stack:
        pool = await stack.enter_async_context(reading_pool(data_folder, collections, models, settings, indexes))
        read_index = partial(read_index_state, data_folder, indexes)
        metrics.watch_queue(pool)
        metrics.watch_index(read_index)
        state = await _state(stack, data_folder, settings)
        question_log = QuestionLog(None if isinstance(state, StateError) else state)
        stack.push_async_callback(question_log.drain)
        links = ArticleLinks(signing_key(data_folder), settings.web.public_url)
        rate_limit = RateLimit.per_minute(settings.serve.questions_per_minute)

        async def report(days: int) -> Report:
            if isinstance(state, StateError):
                raise state
            return await make_report(state, pool, data_folder, settings.library, days, datetime.now(UTC))

        yield WebServices(settings, collections, pool, links, rate_limit, question_log, read_index, metrics, report)


async def gathered(data_folder: DataFolder, models: AnswerModels, settings: Settings, days: int) -> Report:
    """What the operator is told of so many days. Raises StateError where nothing that was asked can be read."""
    async with web_services(data_folder, models, settings) as services:
        return await services.make_report(days)


async def _state(stack: AsyncExitStack, data_folder: DataFolder, settings: Settings) -> StateStore | StateError:
    """Where questions are kept, as long as settings say; why not, and a line in the log, where nothing can be."""
    try:
        state = await stack.enter_async_context(SqlState.open(state_place(data_folder, settings)))
    except StateError as error:
        log.warning("questions are not kept: %s", error)
        return error
    await stack.enter_async_context(_purging(state, timedelta(days=settings.discord.retention_days)))
    return state


@asynccontextmanager
async def _purging(state: StateStore, kept: timedelta) -> AsyncIterator[None]:
    """Has what is kept too long deleted while this is open; what of it is under way ends before what it is kept in."""
    task = asyncio.create_task(_purge_hourly(state, kept))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _purge_hourly(state: StateStore, kept: timedelta) -> None:
    """Deletes, again and again, what has been kept as long as it may be; a bot that runs does so too."""
    while True:
        try:
            await expire(state, datetime.now(UTC), kept)
        except StateError as error:  # the next try may go well
            log.warning("what is kept too long could not be deleted: %s", error)
        await asyncio.sleep(_HOUR)
