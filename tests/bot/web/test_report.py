"""What the operator is told of some days is what was asked, and no text of people's can run in the page."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from lxml import html

from bot.service.collection_reader import CollectionReader, ReaderResources
from bot.service.collections import Collections
from bot.service.records import Complaint, SentMessage, SentQuote
from bot.service.sql_state import SqlState
from bot.service.statistics import Count, statistics
from bot.service.worker_pool import WorkerPool
from bot.web.report import Report, make_report
from bot.web.report_page import report_page
from config import load_settings
from index.answering.confidence import load_calibration
from index.fetching.listing import ListedSource
from index.files.data_folder import DataFolder
from index.ingest.readers.base import Problem
from index.ingest.sync import sync
from tests.bot.web.axe import axe
from tests.encoders import SmallEncoder
from tests.links.chromium import browser, open_tab

ENCODER = SmallEncoder()
NOW = datetime.now(UTC)
HOSTILE = "</td><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}"
BRIDGE = "The old bridge\n\nThe town closed the old bridge over the river on Monday.\n"
HARBOUR = f"Harbour {HOSTILE}\n\nThe harbour master counted ninety boats on Sunday.\n"
# Cells whose one word takes more than one line, and the page where it is wider than the window.
_BROKEN = """() => [...document.querySelectorAll('td, th')].filter(cell => {
  const words = document.createRange();
  words.selectNodeContents(cell);
  return /^[\\w.-]+( ms)?$/.test(cell.textContent) && words.getClientRects().length > 1 + cell.children.length;
}).map(cell => cell.textContent).concat(document.documentElement.scrollWidth > innerWidth ? ['wide'] : [])"""
MILL = "The mill\n\nThe mill was sold.\n"


def _asked(number: int) -> SentMessage:
    """One of 500 questions: of every five four are answered, of ten one was asked on the web, and all in nine days."""
    answered = bool(number % 5)
    article = "bridge" if number % 3 else "harbour"
    return SentMessage(
        f"sent-{number}",
        "web" if number % 10 == 0 else "answer",
        None if number % 10 == 0 else 7,
        channel=1,
        asker=number,
        question=HOSTILE,
        context=f"Why {'is the river cold' if number % 2 else HOSTILE}?",
        answered=answered,
        detail={"stages": {"encode": number % 100 + 1.0}, "total_ms": 30.0},
        quotes=(SentQuote("", article, 0, 5, "Quote", ()),),
        created=NOW - timedelta(days=number % 9),
    )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def report(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Report]:
    """The report of ten days in which 500 questions were asked."""
    folder = tmp_path_factory.mktemp("report")
    articles = folder / "articles"
    articles.mkdir()
    for name, text in (("bridge", BRIDGE), ("harbour", HARBOUR), ("mill", MILL)):
        (articles / f"{name}.txt").write_text(text, encoding="utf-8")
    data = DataFolder(folder / "data")
    sync(data, ENCODER, [articles], 10_000, lambda _: None)
    resources = ReaderResources(Collections(data, 0, 0), ENCODER, load_calibration(), 0.01)
    async with SqlState.open(data.state) as state, WorkerPool(lambda: CollectionReader(resources), 1, 10) as pool:
        for number in range(500):
            await state.sent_messages.add(_asked(number))
        await state.votes.cast("sent-1", 5, False, Complaint("wrong", HOSTILE))
        await state.votes.cast("sent-2", 5, True)
        yield await make_report(state, pool, data, load_settings(Path("/dev/null")).library, 10, NOW)


@pytest.mark.asyncio(loop_scope="module")
async def test_counts(report: Report) -> None:
    """500 questions give exactly the counts expected, of each day, each door, each article and each question."""
    told = report.statistics
    assert told.total == Count(400, 100)
    expected = [
        Count(sum(n % 5 > 0 for n in range(500) if n % 9 == day), sum(n % 5 == 0 for n in range(500) if n % 9 == day))
        for day in range(9)
    ]
    assert [count for _, count in told.days] == [Count(), *reversed(expected)]
    assert told.doors == (("discord", Count(400, 50)), ("web", Count(0, 50)), ("api", Count()), ("mcp", Count()))
    assert told.most_quoted == ((("", "bridge"), 267), (("", "harbour"), 133))
    assert [(article.id, report.articles) for article in report.never_quoted] == [("mill", 3)]
    assert sorted((one.questions[0], one.count) for one in report.unanswered) == [
        (f"Why {HOSTILE}?", 50),
        ("Why is the river cold?", 50),
    ]
    assert (told.up, told.down, told.reasons) == (1, 1, (("wrong", 1),))
    assert [(one.stage, one.count, one.p50, one.p99) for one in told.latencies] == [
        ("encode", 500, 51.0, 100.0),
        ("total", 500, 30.0, 30.0),
    ]


@pytest.mark.asyncio(loop_scope="module")
async def test_page(report: Report) -> None:
    """The page tells the same, loads nothing, and what people wrote is text in it."""
    page = report_page(report)
    document = html.document_fromstring(page)
    figures = {one.findtext("dt"): one.findtext("dd") for one in document.iterfind(".//dl[@class='figures']/div")}
    assert figures == {
        "asked": "500",
        "answered": "400",
        "not answered": "100",
        "votes up": "1",
        "votes down": "1",
        "articles": "3",
        "not quoted in these days": "1",
    }
    assert len(document.findall(".//rect[@class='answered']")) == 10
    assert document.findall(".//script") == []
    assert document.findall(".//img") == []
    assert [one for one in document.iter() if any(str(name).startswith("on") for name in one.attrib)] == []
    assert [name for one in document.iter() for name in one.attrib if name in ("src", "href")] == []
    assert "url(" not in page
    assert document.findtext(".//ul[@class='groups']/li/q") == HOSTILE
    quoted = [one.text for one in document.iterfind(".//th[@scope='row'][@dir='auto']")]
    assert quoted == ["The old bridge", f"Harbour {HOSTILE}"]


@pytest.mark.skipif(browser() is None, reason="there is no Chromium (Debian: apt-get install chromium)")
@pytest.mark.asyncio(loop_scope="module")
async def test_in_a_browser(report: Report, tmp_path: Path) -> None:
    """On a desk and a phone, in light and dark, no figure and no word is broken, and axe-core finds nothing."""
    address = f"https://example.org/{'a' * 150}/"
    problem = Problem(address, "has the address 127.0.0.1 for its server")
    sources = [ListedSource(address, "page", 0, NOW.timestamp(), None, 3, (problem,)), ListedSource("/a", "folder", 3)]
    file = tmp_path / "report.html"
    file.write_text(report_page(replace(report, sources=sources)), encoding="utf-8")
    found = list[object]()
    async with open_tab() as tab:
        await tab.open(file.as_uri())
        await tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        await tab.evaluate(f"{axe()}; 0")
        for width, colours in ((1100, "light"), (1100, "dark"), (360, "dark")):
            size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
            await tab.command("Emulation.setDeviceMetricsOverride", **size)
            await tab.command(
                "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": colours}]
            )
            found += await tab.evaluate(f"({_BROKEN})()")
            if axe():
                found += await tab.evaluate("axe.run().then(told => told.violations.map(one => one.nodes[0].html))")
    assert found == []


def test_nothing_asked() -> None:
    """Where nothing was asked the page says so."""
    today = NOW.date()
    told = statistics([], today - timedelta(1), today, UTC)
    page = report_page(Report(NOW, told, (), {}, 0, (), ()))
    for line in (
        "<p>None.</p>",
        "<p>Nobody told a reason.</p>",
        "<p>Nothing was measured.</p>",
        "No sources are named.",
    ):
        assert line in page
