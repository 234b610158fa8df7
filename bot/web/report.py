"""What the operator is told of some days: gathered from what is kept, the articles and their sources."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.service.access import SHARED, parse_scope
from bot.service.collection_reader import CollectionReader
from bot.service.question_groups import Group, group
from bot.service.reading_pool import ReadingPool
from bot.service.state_store import StateStore
from bot.service.statistics import Place, Statistics, never_quoted, statistics
from config import LibrarySettings
from index.fetching.listing import ListedSource, list_sources
from index.files.data_folder import DataFolder
from index.ingest.sources import sources_of
from index.records import Source

_COMPARED = 300  # questions without an answer that are put together, each embedded in some 10 ms


@dataclass(frozen=True, slots=True)
class Report:
    """What is told: `articles` is how many there are, `titles` what those are called that were quoted."""

    made: datetime
    statistics: Statistics
    unanswered: Sequence[Group]
    titles: dict[Place, str]
    articles: int
    never_quoted: Sequence[Source]
    sources: Sequence[ListedSource]


async def make_report(
    state: StateStore,
    reading_pool: ReadingPool,
    data_folder: DataFolder,
    library: LibrarySettings,
    days: int,
    now: datetime,
) -> Report:
    """Gathers what is told of so many days, today included; `now` is aware. Raises StateError."""
    today = now.astimezone().date()
    asked = await state.questions.since(now - timedelta(days=days + 1))
    told = await asyncio.to_thread(statistics, asked, today - timedelta(days=days - 1), today)
    listed = await asyncio.to_thread(list_sources, data_folder, sources_of(data_folder, library))

    def read(reader: CollectionReader) -> tuple[list[Source], list[Group]]:
        articles = [source for source, _ in reader.listing(_collections(data_folder))]
        return articles, _groups(reader, told.unanswered[:_COMPARED])

    articles, unanswered = await reading_pool.run(read)
    titles = {(source.collection, source.id): source.title for source in articles}
    return Report(now, told, unanswered, titles, len(articles), never_quoted(articles, told.quoted), listed)


def _groups(reader: CollectionReader, unanswered: Sequence[tuple[str, int]]) -> list[Group]:
    """Questions without an answer, those that ask the same together."""
    asked = dict(unanswered)
    return group(asked, reader.embed(list(asked))) if asked else []


def _collections(data_folder: DataFolder) -> list[str]:
    """The names of all collections, the shared one first."""
    names = ("/".join(one.folder.parts[-2:]) for one in data_folder.collections())
    return [SHARED, *filter(parse_scope, names)]
