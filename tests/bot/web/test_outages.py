"""While the PostgreSQL under a web server is out of reach that is told as what it is, and ends by itself."""

from pathlib import Path

import httpx2
import msgspec
import pytest

from bot.service.reading_pool import AnswerModels
from bot.web.app import web_app
from bot.web.opening import web_services
from bot.web.problems import MEDIA_TYPE
from bot.web.serving import listen
from bot.web.serving import serving as running
from index.answering.confidence import load_calibration
from index.files.data_folder import Backends, DataFolder
from index.ingest.sync import sync
from tests.bot.web.serving import ENCODER, settings
from tests.postgres import PostgresServer
from tests.proxy import Proxy

HONEY = "Honey\n\nThe beekeepers of Arle harvested 900 kilograms of honey in 2024.\n"
QUESTION = "How many kilograms of honey did the beekeepers of Arle harvest?"


@pytest.mark.parametrize("fault", ["kill", "cut"])
async def test_articles_out_of_reach(
    tmp_path: Path, postgres: str, postgres_server: PostgresServer, fault: str
) -> None:
    """REST answers 503 in problem details, a page 503 in a sentence, /readyz 503; then all are answered again."""
    (tmp_path / "honey.txt").write_text(HONEY)
    with Proxy.run(postgres_server.port) as proxy:
        url = postgres.replace(f":{postgres_server.port}/", f":{proxy.port}/")
        folder = DataFolder(tmp_path / "data", Backends(articles=url))
        sync(folder, ENCODER, [tmp_path / "honey.txt"], 1_000_000, lambda _: None)
        given = msgspec.structs.replace(settings(), database=msgspec.structs.replace(settings().database, url=url))
        async with web_services(folder, AnswerModels(ENCODER, load_calibration()), given) as services:
            at = listen("127.0.0.1", 0, "serve")
            client = httpx2.AsyncClient(base_url=f"http://127.0.0.1:{at.getsockname()[1]}", timeout=60)
            async with running(web_app(services), at, given.serve.trusted_proxies), client:

                async def told() -> list[tuple[int, str]]:
                    rest = await client.post("/api/ask", json={"question": QUESTION})
                    page = await client.get("/", params={"q": QUESTION})
                    ready = await client.get("/readyz")
                    return [(one.status_code, one.headers["content-type"]) for one in (rest, page, ready)]

                before = await told()
                proxy.cut() if fault == "cut" else postgres_server.kill()
                away = await told()
                proxy.heal()
                postgres_server.start()
                after = await told()
        assert [status for status, _ in before] == [200, 200, 200]
        assert away == [(503, MEDIA_TYPE), (503, before[1][1]), (503, before[2][1])]
        assert after == before
