"""500 questions that are asked over HTTP are counted exactly: in the metrics, in the report, and in its plot."""

import asyncio
import re
from collections import Counter
from pathlib import Path
from shutil import copytree, ignore_patterns

import httpx2
import pytest
from lxml import html

from bot.service.reading_pool import AnswerModels
from bot.service.statistics import Count
from bot.web.app import web_app
from bot.web.opening import web_services
from bot.web.report_page import report_page
from bot.web.serving import listen, serving
from index.answering.confidence import load_calibration
from index.files.data_folder import DataFolder
from tests.bot.web.serving import ENCODER, settings

ANSWERED = "What did the town close on Monday?"
UNANSWERED = "Who won the football world cup in Brazil?"


def _asked(number: int) -> str:
    """The question of a number; every fifth is empty, and every third of the others one that nothing answers."""
    return " " if number % 5 == 0 else UNANSWERED if number % 3 == 0 else ANSWERED


async def _ask(client: httpx2.AsyncClient, number: int) -> str:
    """Asks in turn on the web page and by REST, and gives what came back."""
    question = _asked(number)
    if number % 2:
        response = await client.post("/api/ask", json={"question": question})
        return f"api {response.status_code} {response.json().get('answered')}"
    response = await client.get("/", params={"q": question})
    return f"web {response.status_code}"


@pytest.mark.asyncio
async def test_counts(served_dir: Path, tmp_path: Path) -> None:
    """Each question is counted once, by its door and what became of it."""
    data = copytree(served_dir, tmp_path / "data", ignore=ignore_patterns("discord.db*"))
    given = settings()
    async with web_services(DataFolder(data), AnswerModels(ENCODER, load_calibration()), given) as services:
        at = listen("127.0.0.1", 0, "serve")
        address = f"http://127.0.0.1:{at.getsockname()[1]}"
        async with serving(web_app(services), at), httpx2.AsyncClient(base_url=address, timeout=60) as client:
            told = Counter[str]()
            for first in range(0, 500, 10):  # fewer than a helper process, which has another encoder, is called for
                told.update(await asyncio.gather(*(_ask(client, number) for number in range(first, first + 10))))
        await services.question_log.drain()
        measured = set(services.metrics.exposition().decode().splitlines())
        report = await services.make_report(2)
    expected = Counter((number % 2, _asked(number)) for number in range(500))
    kinds = (ANSWERED, UNANSWERED, " ")
    asked = {(door, kind): expected[odd, kind] for odd, door in enumerate(("web", "api")) for kind in kinds}
    assert (told["api 200 True"], told["api 200 False"]) == (asked["api", ANSWERED], asked["api", UNANSWERED])
    for door in ("web", "api"):
        for outcome, kind in (("answered", ANSWERED), ("not answered", UNANSWERED)):
            line = f'quotebot_questions_total{{door="{door}",outcome="{outcome}"}} {float(asked[door, kind])}'
            assert line in measured
        shown = float(asked[door, ANSWERED] + asked[door, UNANSWERED])
        assert f'quotebot_question_seconds_count{{door="{door}"}} {shown}' in measured
    doors = dict(report.statistics.doors)
    assert (doors["web"], doors["api"]) == (
        Count(asked["web", ANSWERED], asked["web", UNANSWERED]),
        Count(asked["api", ANSWERED], asked["api", UNANSWERED]),
    )
    bars = [one.findtext("title") or "" for one in html.document_fromstring(report_page(report)).iterfind(".//svg/g")]
    drawn = [tuple(map(int, re.findall(r"(\d+) (?:not )?answered", bar))) for bar in bars]
    total = report.statistics.total
    assert tuple(map(sum, zip(*drawn, strict=True))) == (total.answered, total.unanswered)
