"""Looks at the addresses among the sources of an index, as a sync begins with."""

import asyncio
from collections.abc import Sequence

from bot.terminal.progress import fetching_progress
from config import Settings
from index.fetching.permitted import private_networks
from index.fetching.visits import Visits, forget_others
from index.fetching.web_fetcher import WebFetcher
from index.files.data_folder import DataFolder
from index.ingest.readers.base import Problem
from index.ingest.source_address import SourceAddress


def fetcher_of(settings: Settings) -> WebFetcher:
    """What reads addresses, from the networks that the settings permit. Raises QuotebotError where these are wrong."""
    return WebFetcher(private_networks=private_networks(settings.web.private_networks))


def look_at(
    data_folder: DataFolder, addresses: Sequence[SourceAddress], settings: Settings, prune: bool
) -> tuple[Problem, ...]:
    """Brings what was read at addresses up to date, and tells what of them could not be read."""
    forget_others(data_folder, addresses)

    async def visit_all() -> tuple[Problem, ...]:
        problems = list[Problem]()
        with fetching_progress() as on_progress:
            async with fetcher_of(settings) as fetcher:
                visits = Visits(data_folder, fetcher, settings.library, settings.web, on_progress)
                for address in addresses:
                    visited = await visits.visit(address, prune=prune)
                    problems += visited.problems
        return tuple(problems)

    return asyncio.run(visit_all()) if addresses else ()
