"""A site of its own for tests: articles of all kinds that everyone may read, one of a server, and the web server."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from aiohttp import ClientSession
from starlette.types import ASGIApp

from bot.service.access import CollectionScope
from bot.service.collections import Collections
from bot.service.reading_pool import AnswerModels
from bot.web.app import web_app
from bot.web.opening import web_services
from bot.web.services import WebServices
from bot.web.serving import listen
from bot.web.serving import serving as running
from config import Settings
from config.settings import load_settings
from index.answering.confidence import load_calibration
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from tests.bot.service import giving
from tests.encoders import SmallEncoder

T = TypeVar("T")
ENCODER = SmallEncoder()
MODELS = AnswerModels(ENCODER, load_calibration())
CREW = CollectionScope(1, "role", 7)
HIDDEN = "Sillin"  # a word of the server's article alone
ARTICLES: Mapping[str, str] = {
    "bridge.md": """---
id: bridge
title: The old bridge
publisher: Harbour Post
author: Ada Ray
published_at: 2025-02-14
url: https://post.example/bridge
---
# The old bridge

The town closed the old bridge over the river on Monday. Boats may still pass below it.[^1]

## How to cross now

1. Walk to the northern pier.
2. Take the ferry at the full hour:
   - in winter from seven,
   - in summer from five.
3. Show the ticket on board.

### Prices

| Who | Price |
|---|---|
| Adults | 3 crowns |
| Children | 1 crown |

## For builders

```python
def load(tons: float) -> bool:
    return tons < 12
```

The bridge carried twelve tons at most.

[^1]: The mast of a boat may have nine metres at most.
""",
    "harbour.txt": "The harbour\n\nThe harbour master counted ninety boats on Sunday.\n\nMost came from the islands.\n",
    "river.md": """---
id: river
title: النهر القديم
publisher: جريدة الميناء
published_at: 2024-11-02
---
أغلقت المدينة الجسر القديم فوق النهر يوم الاثنين. لا تزال القوارب تمر من تحته.
""",
    "long.md": "---\nid: chronicle\ntitle: Chronicle of the pier\npublished_at: 2023-01-05\n---\n"
    + "".join(
        f"\n## Year {1800 + year}\n\n" + f"In the year {1800 + year} the pier was mended and measured again. " * 20
        for year in range(60)
    ),
    "talk.vtt": "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nWelcome to the lighthouse.\n\n"
    "00:01:05.000 --> 00:01:09.000\nIts lamp turns once in nine seconds.\n",
}
OWN = f"""---
id: rota
title: Night rota of {HIDDEN}
publisher: {HIDDEN} Paper
---
The crew sails to {HIDDEN} on Tuesday.
"""


@dataclass(frozen=True, slots=True)
class Site:
    """A site that is served: where, and what it works with."""

    url: str
    services: WebServices
    client: ClientSession

    async def page(self, path: str, **headers: str) -> tuple[int, str]:
        """The status and the text of a page."""
        async with self.client.get(self.url + path, headers=headers, allow_redirects=False) as response:
            return response.status, await response.text()


def make_data(folder: Path) -> DataFolder:
    """A data folder of these articles."""
    sources = folder / "articles"
    sources.mkdir()
    for name, text in ARTICLES.items():
        (sources / name).write_text(text, encoding="utf-8")
    data_folder = DataFolder(folder / "data")
    sync(data_folder, ENCODER, [sources], 10_000_000, lambda _: None)
    given = giving.give(Collections(data_folder, 10_000, 100_000), CREW, {"rota.md": OWN.encode()}, ENCODER)
    assert given.refused == ()
    return data_folder


def settings_of(public_url: str = "", questions_per_minute: float = 0) -> Settings:
    """The default settings, with this address, and as many questions as wanted."""
    settings = load_settings()
    return msgspec.structs.replace(
        settings,
        web=msgspec.structs.replace(settings.web, public_url=public_url),
        serve=msgspec.structs.replace(settings.serve, questions_per_minute=questions_per_minute),
    )


@asynccontextmanager
async def serving(data_folder: DataFolder, settings: Settings) -> AsyncIterator[Site]:
    """The site of a data folder, on a free port of loopback."""
    async with (
        web_services(data_folder, MODELS, settings) as services,
        served(web_app(services)) as url,
        ClientSession() as client,
    ):
        yield Site(url, services, client)


class ReaderPool:
    """Has one reader, which is given, do what is asked of the workers."""

    def __init__(self, reader: object) -> None:
        self._reader = reader

    async def run(self, job: Callable[[Any], T], **_: object) -> T:
        """See WorkerPool."""
        return job(self._reader)


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator[str]:
    """An application on a free port of loopback; gives its address, without a slash at its end."""
    at = listen("127.0.0.1", 0, "serve")
    async with running(app, at):
        yield f"http://127.0.0.1:{at.getsockname()[1]}"
