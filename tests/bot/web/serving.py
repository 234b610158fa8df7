"""The web server on a real socket, within the event loop of a test, over articles that a small encoder has embedded."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import msgspec

from bot.service.access import CollectionScope
from bot.service.collections import Collections
from bot.service.reading_pool import AnswerModels
from bot.web.app import web_app
from bot.web.opening import web_services
from bot.web.serving import listen
from bot.web.serving import serving as running
from config import Settings, load_settings
from config.settings import DEFAULTS
from index.answering.confidence import load_calibration
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from tests.bot.service.giving import give
from tests.encoders import SmallEncoder

ENCODER = SmallEncoder()
OWN = "7/everyone"
ODD_ID = "a/b c%2Fd?e#f&g\n../ü"
BRIDGE = "The town closed the old bridge over the river on Monday. Boats may still pass below it."
HONEY = "# Honey\n\nThe *beekeepers* of Arle harvested 900 kilograms of honey in 2024.\n\nIt is sold in jars.\n"
LONG = "".join(f"Lighthouse number {number} is painted white and red again.\n" for number in range(5000))


def make_articles(folder: Path) -> None:
    """A data folder with shared articles, one of them with an id of odd characters, and with one of a server."""
    articles = folder / "articles"
    articles.mkdir()
    (articles / "bridge.json").write_bytes(
        msgspec.json.encode(
            {
                "id": ODD_ID,
                "title": "The bridge",
                "text": BRIDGE,
                "publisher": "The Paper",
                "date": "2025-02-14",
                "url": "https://paper.example/bridge",
            }
        )
    )
    (articles / "honey.md").write_text(f"---\nid: honey\n---\n{HONEY}", encoding="utf-8")
    (articles / "long.json").write_bytes(msgspec.json.encode({"id": "long", "title": "Lighthouses", "text": LONG}))
    data = DataFolder(folder / "data")
    sync(data, ENCODER, [articles], 1_000_000, lambda _: None)
    own = "---\nid: own\ntitle: The harbour\n---\nThe harbour master counted ninety boats on Sunday.\n"
    collections = Collections(data, 1_000_000, 1_000_000)
    give(collections, CollectionScope(7, "everyone", 7), {"own.md": own.encode()}, ENCODER)


def settings(**serve: Any) -> Settings:
    """The settings of a server that nothing limits, but for what is given."""
    usual = load_settings(DEFAULTS)
    return msgspec.structs.replace(
        usual,
        serve=msgspec.structs.replace(usual.serve, **{"questions_per_minute": 0, **serve}),
        answer=msgspec.structs.replace(usual.answer, caution="bold"),
    )


@asynccontextmanager
async def serving(
    data: Path, given: Settings | None = None, headers: Mapping[str, str] | None = None, encoder: SmallEncoder = ENCODER
) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of a server over a data folder, which ends with the test."""
    given = given or settings()
    async with web_services(DataFolder(data), AnswerModels(encoder, load_calibration()), given) as services:
        at = listen("127.0.0.1", 0, "serve")
        address = f"http://127.0.0.1:{at.getsockname()[1]}"
        client = httpx2.AsyncClient(base_url=address, headers=headers, timeout=60)
        async with running(web_app(services), at, given.serve.trusted_proxies), client:
            yield client
