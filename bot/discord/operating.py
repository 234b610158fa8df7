"""What whoever runs the bot is told of it: what is measured, and whether questions can be answered."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.discord.client import Quotebot
from bot.service.readiness import not_ready
from bot.service.state_store import StateError
from config import Settings
from index.files.data_folder import DataFolder

if TYPE_CHECKING:
    from bot.web.report import Report


def measure(client: Quotebot) -> None:
    """Has the metrics tell of what is read only when they are."""
    metrics, services = client.services.metrics, client.services
    metrics.watch_queue(services.worker_pool)
    metrics.watch_index(services.read_index)
    metrics.watch_gateway(client.gateway_state)


def bot_not_ready(client: Quotebot, loop: asyncio.AbstractEventLoop) -> Iterator[str]:
    """What is not ready, a line each; it waits for the index and for the state, which `loop` reads, so in a thread."""
    services = client.services
    if services.in_flight.stopping:
        yield "the bot is stopping"
    yield from not_ready(services.worker_pool, services.read_index)
    try:
        asyncio.run_coroutine_threadsafe(services.state.facts.get(""), loop).result()
    except StateError as error:
        yield str(error)
    if not client.gateway_state().connected:
        yield "Discord's gateway is not connected"


async def told(client: Quotebot, data_folder: DataFolder, settings: Settings, days: int) -> "Report":
    """What was asked in so many days. Raises StateError."""
    from bot.web.report import make_report  # no bot without such a server needs it

    services = client.services
    now = datetime.now(UTC)
    return await make_report(services.state, services.worker_pool, data_folder, settings.library, days, now)
