"""The pages that people see: what stands on them, in which language, and what is told where something is wrong."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import pytest_asyncio
from lxml import html

from bot.service import article_links
from bot.service.article_links import Place
from bot.service.collection_reader import Reply
from bot.service.worker_pool import Overloaded
from bot.web.app import web_app
from bot.web.asking import LONGEST
from bot.web.services import WebServices
from index.errors import OutageError
from index.files.data_folder import DataFolder
from index.records import Answer, Block, Excerpt, Locator, Missing, Quote, Source, Span
from tests.bot.web.site import ARTICLES, CREW, HIDDEN, ReaderPool, Site, served, serving, settings_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

CLOSED = "When did the town close the old bridge over the river?"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(data_folder: DataFolder) -> AsyncIterator[Site]:
    """A site that lets everyone ask as often as they like."""
    async with serving(data_folder, settings_of()) as site:
        yield site


def parsed(text: str) -> Any:
    """The tree of a page."""
    return html.fromstring(text)


async def words(site: Site, path: str, selector: str = "//main", **headers: str) -> list[str]:
    """What the parts of a page say, with one blank for all white space."""
    _, text = await site.page(path, **headers)
    return [" ".join(part.text_content().split()) for part in parsed(text).xpath(selector)]


def asked(question: str, **values: str) -> str:
    """The address of a question."""
    return "/?" + urlencode({"q": question, **values})


def at(text: str, article: str = "bridge", name: str = "bridge.md") -> str:
    """The address of an article at these words of it."""
    start = ARTICLES[name].index(text)
    return f"/article?id={article}&start={start}&end={start + len(text)}"


async def test_answer(site: Site) -> None:
    """A question is answered by quotes with the sentence that answers in bold, their sources and their addresses."""
    _, text = await site.page(asked(CLOSED))
    page = parsed(text)
    first = page.xpath("//article[@class='quote']")[0]
    assert first.xpath(".//strong/text()") == ["The town closed the old bridge over the river on Monday."]
    source = " ".join(first.xpath(".//p[@class='source']")[0].text_content().split())
    assert source == "The old bridge · Ada Ray · Harbour Post · February 14, 2025"
    read, original = first.xpath(".//a")
    start = ARTICLES["bridge.md"].index("The town closed")
    assert read.get("href").startswith(f"/article?id=bridge&start={start}&end=")
    assert read.get("href").endswith("#quote")
    assert original.get("href").startswith("https://post.example/bridge#:~:text=")
    assert original.get("rel") == "external noopener noreferrer"
    assert first.xpath(".//button/@data-copy")[0].endswith(
        "— The old bridge, Ada Ray, Harbour Post, February 14, 2025, https://post.example/bridge"
    )
    assert page.xpath("//p[@class='sureness']/text()") == ["Confidence: sure"]


class ToldReader:
    """Answers as it is told."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def answer(self, *_: object) -> Reply:
        """See CollectionReader."""
        return Reply(self._answer, None, False, 0.5, ((),) * len(self._answer.quotes or self._answer.closest))

    def link_to(self, quote: Quote) -> str | None:
        """See CollectionReader."""
        return None


async def told(site: Site, answer: Answer, **headers: str) -> list[str]:
    """The lines of the page of an answer, below the question."""
    pool: Any = ReaderPool(ToldReader(answer))
    async with served(web_app(replace(site.services, reading_pool=pool))) as url:
        said = await words(replace(site, url=url), "/?q=Who%3F", "//section//*[not(*) or self::p]", **headers)
        return [line for line in said if line]


async def test_all_of_a_quote(site: Site) -> None:
    """A quote tells what of its list is left out, where it stands, that it is older, and what else tells the same."""
    text = "2. Take the ferry."
    shown = Excerpt(text, (Block("item", Span(0, 18), 1, 1, "2."),), (), 1, 3, Locator("page", "iv"))
    source, others = Source("a", "Ferries"), tuple(Source(str(n), f"Other {n}", "Post") for n in range(7))
    quote = Quote(text, Span(5, 23), (), 0.9, source, others, shown, None, older=True)
    lines = await told(site, Answer("Who?", True, 0.01, (quote,), open=("and <why>?",)))
    assert [line for line in lines if line not in {"·", "Ferries", "older version", "p. iv"}] == [
        "Answer",
        "… one step before",
        "Take the ferry.",
        "… 3 more steps",
        "Ferries · older version · p. iv",
        "Also in: " + ", ".join(f"Other {n} · Post" for n in range(5)) + " and 2 more",
        *[said for n in range(5) for said in (f"Other {n}", "Post")],
        "Read in the article",
        "Copy quote and source",
        "Not answered: “and <why>?”",
        "Confidence: unsure",
    ]


async def test_what_is_missing(site: Site) -> None:
    """Where there is no answer, what the question asks of that is not there is told in the reader's language."""
    missing = (Missing("articles", "Petro"), Missing("figure", "2024", ("2022", "2023")), Missing("passages", "<b>"))
    answer = Answer("Who?", False, 0.0, missing=missing)
    assert await told(site, answer) == [
        "The articles do not answer this.",
        "No article mentions “Petro”.",
        "The closest passages tell of 2022 and 2023, not 2024.",
        "The closest passages do not mention “<b>”.",
    ]
    assert (await told(site, answer, **{"Accept-Language": "es"}))[1] == "Ningún artículo menciona «Petro»."


async def test_no_answer(site: Site) -> None:
    """What the articles do not answer is said to be so, and the closest passages are behind a disclosure."""
    _, text = await site.page(asked("Who is Gustavo Petro?"))
    page = parsed(text)
    assert page.xpath("//h2[@id='answer']/text()") == ["The articles do not answer this."]
    assert page.xpath("//section/article") == []
    assert page.xpath("//details/p/text()") == ["The closest passages. They do not answer the question."]
    assert len(page.xpath("//details/article")) > 0


async def test_follow_up(site: Site) -> None:
    """A question that goes on from another is understood with it, and says so."""
    _, text = await site.page(asked(CLOSED))
    form = parsed(text).xpath("//form[@class='follow']")[0]
    hidden = {field.get("name"): field.get("value") for field in form.xpath(".//input[@type='hidden']")}
    assert hidden == {"before": CLOSED, "article": "bridge"}
    assert f"Following on: {CLOSED}" in (await words(site, asked("And why?", **hidden)))[0]
    assert "Following on" not in (await words(site, asked("And why?")))[0]


@pytest.mark.parametrize(
    ("said", "returned"),
    [("Thank you!", "You're welcome."), ("Bye", "Goodbye!"), ("Hello", "Hello! Ask something, and you are answered")],
)
async def test_courtesies(site: Site, said: str, returned: str) -> None:
    """A courtesy is returned, and nothing is quoted for it."""
    text = (await words(site, asked(said)))[0]
    assert returned in text
    assert "Read in the article" not in text


async def test_search(site: Site) -> None:
    """A search finds passages within its limits, in pages of ten that keep these."""
    assert (await words(site, "/search?q=pier+mended", "//h2"))[0] == "Passages for “pier mended”, 1–10 of 30"
    _, text = await site.page("/search?q=pier+mended&before=2024&page=2")
    page = parsed(text)
    assert page.xpath("//h2/text()")[0] == "Passages for “pier mended”, 11–20 of 30"
    assert page.xpath("//a[@rel='next']/@href") == ["/search?q=pier+mended&before=2024&page=3"]
    assert page.xpath("//a[@rel='prev']/@href") == ["/search?q=pier+mended&before=2024&page=1"]
    assert set(await words(site, "/search?q=bridge&source=Harbour+Post", "//bdi[@class='title']")) == {"The old bridge"}
    assert set(await words(site, "/search?q=bridge&language=ar", "//bdi[@class='title']")) == {"النهر القديم"}
    assert set(await words(site, "/search?q=bridge&after=2025-02", "//bdi[@class='title']")) == {"The old bridge"}
    assert "Nothing found for “bridge”." in (await words(site, "/search?q=bridge&after=2026"))[0]


async def test_wrong_date(site: Site) -> None:
    """A date that is none is named, with how one is written."""
    status, text = await site.page("/search?q=bridge&after=<soon>")
    assert status == 400
    alert = parsed(text).xpath("//p[@role='alert']/text()")
    assert alert == ["“<soon>” is not a date. Write it as 2025-02-14, 2025-02 or 2025."]


async def test_article(site: Site) -> None:
    """An article is shown with its structure, and what was quoted of it is marked, the first mark by an id."""
    sentence = "Boats may still pass below it."
    _, text = await site.page(at(sentence))
    page = parsed(text)
    assert page.xpath("//h1/text()") == ["The old bridge"]
    assert page.xpath("//mark[@id='quote']/text()") == [sentence]
    assert page.xpath("//main//h2/text() | //main//h3/text()") == ["How to cross now", "Prices", "For builders"]
    assert [item.get("value") for item in page.xpath("//div[@class='text']/ol/li")] == ["1", "2", "3"]
    assert page.xpath("//ol/li[2]/ul/li/span/text()") == ["in winter from seven,", "in summer from five."]
    assert page.xpath("//th/text() | //td/text()") == ["Who", "Price", "Adults", "3 crowns", "Children", "1 crown"]
    assert page.xpath("//pre/code/text()") == ["def load(tons: float) -> bool:\n    return tons < 12"]
    note = page.xpath("//p[@class='footnote']")[0]
    assert page.xpath("//sup/a/@href") == [f"#{note.get('id')}"]
    assert note.xpath("a/@href") == [f"#{page.xpath('//sup/a/@id')[0]}"]
    assert set(page.xpath("//details//a/@href")) <= {f"#{one}" for one in page.xpath("//*/@id")}


async def test_marks_go_over_blocks(site: Site) -> None:
    """A quote of several blocks is marked in each, without the marks of its items, and only the first has the id."""
    _, text = await site.page(at("1. Walk to the northern pier.\n2. Take the ferry at the full hour:"))
    marks = parsed(text).xpath("//mark")
    assert [(mark.text, mark.get("id")) for mark in marks] == [
        ("Walk to the northern pier.", "quote"),
        ("Take the ferry at the full hour:", None),
    ]


async def test_times(site: Site) -> None:
    """Where in its document a stretch of an article stands is told before it."""
    assert await words(site, "/article?id=talk", "//div[@class='text']/p") == [
        "0:00:01Welcome to the lighthouse.",
        "0:01:05Its lamp turns once in nine seconds.",
    ]


@pytest.mark.parametrize("span", ["start=5&end=99999999", "start=9&end=5", "start=0&end=3", "start=7&end=7"])
async def test_lost_quote(site: Site, span: str) -> None:
    """An article that does not hold the quote is shown from its beginning, and says so."""
    text = (await words(site, f"/article?id=bridge&{span}"))[0]
    assert "The article has changed since it was quoted, and no longer holds the quote." in text
    assert "The town closed the old bridge" in text


async def test_long_article(site: Site) -> None:
    """A long article has pages, of which that of the quote is shown, and a link to it from the others."""
    quoted = at("## Year 1855", "chronicle", "long.md").replace("%23", "#")
    _, text = await site.page(quoted)
    page = parsed(text)
    assert page.xpath("//mark[@id='quote']/text()") == ["Year 1855"]
    assert {" ".join(one.text_content().split()) for one in page.xpath("//nav[@class='pager']")} == {
        "Previous Page 2 of 2"
    }
    previous = page.xpath("//a[@rel='prev']/@href")[0]
    assert previous == f"{quoted}&page=1"
    _, text = await site.page(previous)
    first = parsed(text)
    assert first.xpath("//mark") == []
    assert first.xpath("//a[text()='Go to the quote']/@href") == [f"{quoted}&page=2#quote"]
    shown = [*first.xpath("//div[@class='text']//h2/text()"), *page.xpath("//div[@class='text']//h2//text()")]
    assert [one.strip() for one in shown if one.strip()] == [f"Year {1800 + year}" for year in range(60)]


async def test_sources(site: Site) -> None:
    """All shared articles are listed, the newest first or by title, those that have some words alone where any."""
    titles = "//a[@class='title']"
    newest = ["The old bridge", "النهر القديم", "Chronicle of the pier", "The harbour", "talk"]
    assert await words(site, "/sources", titles) == newest
    assert await words(site, "/sources?order=title", titles) == sorted(newest, key=str.casefold)
    assert await words(site, "/sources?title=HARBOUR", titles) == ["The old bridge", "The harbour"]
    assert "No article has “nothing” in its title or publisher." in (await words(site, "/sources?title=nothing"))[0]
    assert "February 14, 2025" in (await words(site, "/sources", "//li"))[3]


async def test_languages(site: Site) -> None:
    """A page is in the language that the browser likes best or the address names, and its links keep the latter."""
    question = "//h1"
    german = ["Was möchtest du wissen?"]
    assert await words(site, "/", question, **{"Accept-Language": "nl, de-AT;q=0.8, es;q=0.5, *;q=0.1"}) == german
    assert await words(site, "/", question, **{"Accept-Language": "zh-TW"}) == ["What do you want to know?"]
    assert await words(site, "/?lang=de", question, **{"Accept-Language": "es"}) == german
    _, text = await site.page("/sources?lang=pt-BR&order=title")
    page = parsed(text)
    assert page.get("lang") == "pt-BR"
    links = [link for link in page.xpath("//a/@href") if link.startswith("/")]
    assert [link for link in links if "lang=" not in link] == []
    assert "/sources?order=title&lang=ja" in links
    assert page.xpath("//form//input[@name='lang']/@value") == ["pt-BR"]


async def test_headers(site: Site) -> None:
    """A page is never kept by others, runs nothing that is not of the site, and tells in which language it is."""
    async with site.client.get(site.url + "/", headers={"Accept-Language": "fr"}) as response:
        headers = response.headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert (headers["Cache-Control"], headers["Vary"]) == ("private, no-cache", "Accept-Language")
    assert (headers["Content-Language"], headers["Content-Type"]) == ("fr", "text/html; charset=utf-8")


async def test_assets(site: Site) -> None:
    """Style, script and picture have their hash in their address, and are kept for ever; none has another's."""
    _, text = await site.page("/")
    addresses = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', text))
    assert {address.rsplit("/", 1)[1] for address in addresses} == {"copy.js", "icon.svg", "style.css"}
    for address in addresses:
        async with site.client.get(site.url + address) as response:
            assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert (await site.page(address.replace("/static/", "/static/0")))[0] == 404
    assert (await site.page("/static/../pages.py"))[0] == 404


async def test_nothing_is_of_others(site: Site) -> None:
    """No page has an inline style or script, or loads anything from elsewhere."""
    for path in ("/", asked(CLOSED), "/search?q=bridge", at("Boats may"), "/sources", "/none"):
        page = parsed((await site.page(path))[1])
        assert page.xpath("//style | //script[not(@src)] | //@style | //@*[starts-with(name(), 'on')]") == []
        loaded = page.xpath("//script/@src | //link/@href | //img/@src")
        assert [one for one in loaded if not one.startswith("/static/")] == []


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/none", 404, "There is no such page here."),
        ("/article?id=none", 404, "This article is not here, or not any more."),
        ("/article", 404, "This article is not here, or not any more."),
        ("/signed?link=none", 404, "This link is not complete."),
        (asked("\u200b"), 400, "Nothing was asked."),
        (asked("\0"), 200, "The articles do not answer this."),
        (asked("a" * (LONGEST + 1)), 400, "Your text has 2,001 characters; the most is 2,000."),
        ("/search?" + urlencode({"q": "a" * (LONGEST + 1)}), 400, "Your text has 2,001 characters"),
    ],
)
async def test_what_is_wrong_is_told(site: Site, path: str, status: int, told: str) -> None:
    """What cannot be shown is told on a page that looks like the others, by its status too."""
    answered, text = await site.page(path)
    assert (answered, told in unescape(text), "Traceback" in text) == (status, True, False)
    assert parsed(text).xpath("//header//a/@href")[0] == "/"


async def test_other_methods(site: Site) -> None:
    """Nothing is sent to a page."""
    async with site.client.post(site.url + "/") as response:
        assert (response.status, set(response.headers["Allow"].split(", "))) == (405, {"GET", "HEAD"})
        assert "<main" in await response.text()


async def test_too_many_questions(data_folder: DataFolder) -> None:
    """Who asks too often is told when to ask again; reading goes on."""
    async with serving(data_folder, settings_of(questions_per_minute=1)) as site:
        for _ in range(10):
            assert (await site.page("/search?q=boats"))[0] == 200
        async with site.client.get(site.url + "/search?q=boats") as response:
            assert response.status == 429
            assert 1 <= int(response.headers["Retry-After"]) <= 60
            assert "That was fast. Ask again in" in await response.text()
        assert (await site.page("/article?id=bridge"))[0] == 200


async def test_overload(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where too much waits, that is told as what it is, with when to come again."""
    await failing(site, monkeypatch, Overloaded("full"))
    async with site.client.get(site.url + asked(CLOSED)) as response:
        assert (response.status, response.headers["Retry-After"]) == (503, "60")
        assert "Too many questions are waiting at the moment." in await response.text()


async def test_outage(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the database is away, it is told that this is not available now, with when to come again."""
    await failing(site, monkeypatch, OutageError("a password of ours"))
    async with site.client.get(site.url + asked(CLOSED)) as response:
        assert (response.status, response.headers["Retry-After"]) == (503, "60")
        text = await response.text()
        assert ("This is not available at the moment." in text, "of ours" in text) == (True, False)


async def test_own_mistakes(site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """What went wrong here is logged under an id, which the page tells, and nothing else of it."""
    await failing(site, monkeypatch, ValueError("a path of ours"))
    status, text = await site.page(asked(CLOSED))
    found = re.search(r"Tell an operator this id: ([0-9a-f]{8})", text)
    assert found
    assert (status, "a path of ours" in text) == (500, False)
    assert f"failed, id {found[1]}" in caplog.text


async def failing(site: Site, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Has all that workers are asked raise this."""

    async def run(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(type(site.services.reading_pool), "run", run)


def signed(services: WebServices, span: Span | None = None) -> str:
    """The address of the server's article."""
    return services.links.path(Place(CREW.name, "rota", span))


async def test_signed_link(site: Site) -> None:
    """An article of a server opens by its signed link, is kept nowhere, and found by no search engine."""
    async with site.client.get(site.url + signed(site.services)) as response:
        text, headers = await response.text(), response.headers
    assert (response.status, HIDDEN in text) == (200, True)
    assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("private, no-store", "noindex")
    page = parsed(text)
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//p[@class='note']/text()")[0].startswith("An article of a Discord server.")


async def test_expired_link(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A signed link that has expired opens nothing, and tells what to do; nor does one that was changed."""
    link = signed(site.services)
    changed = link.replace("link=", "link=x")
    assert (await site.page(changed))[0] == 404
    monkeypatch.setattr(article_links, "LIFETIME", timedelta(seconds=-1))
    status, text = await site.page(link)
    assert (status, HIDDEN in text) == (410, False)
    assert "This link has expired. Open the article from Discord again." in text


async def test_nothing_of_servers_leaks(site: Site) -> None:
    """Whatever is asked, searched or opened, nothing of a server's article is shown without its signed link."""
    name, link = quote(CREW.name, safe=""), signed(site.services).split("link=")[1].split("#")[0]
    paths = [
        asked(f"When does the crew sail to {HIDDEN[:4]}?"),
        asked("When does the crew sail?", before="The night rota", article="rota"),
        asked("And why?", before="When does the crew sail", article=f"{CREW.name}/rota"),
        *(f"/search?q=crew+sails&{limit}" for limit in ("", "language=en", "page=1", "collection=" + name)),
        "/search",
        *(f"/article?id={key}" for key in ("rota", f"{name}%2Frota", f"rota&collection={name}", "rota%00")),
        f"/article?id=rota&start=0&end=20&link={link}",
        "/signed?link=" + link[:-1],
        "/signed?id=rota&collection=" + name,
        "/sources",
        "/sources?title=rota",
        "/sources?order=title&collection=" + name,
        "/sources?page=2",
        "/robots.txt",
        "/none",
    ]
    leaking = [path for path in paths if HIDDEN in (await site.page(path))[1]]
    assert leaking == []


@pytest.mark.parametrize("cut_off", [False, True])
async def test_below_a_path(data_folder: DataFolder, cut_off: bool) -> None:
    """Below a path of another server all links lead below it too, be it that it is cut off in front or not."""
    async with serving(data_folder, settings_of("https://library.example/quotes/")) as site:
        for path in ("/", "/sources", "/search?q=bridge", "/article?id=bridge", "/none"):
            status, text = await site.page(path if cut_off else f"/quotes{path}")
            page = parsed(text)
            links = page.xpath("//a/@href | //link/@href | //script/@src | //form/@action | //img/@src")
            local = [link for link in links if not link.startswith(("#", "https://post.example/"))]
            assert (status, [link for link in local if not link.startswith("/quotes/")]) == (
                404 if path == "/none" else 200,
                [],
            )
            assert [one for one in local if "/quotes/quotes" in one] == []
        style = parsed((await site.page("/quotes"))[1]).xpath("//link[@rel='stylesheet']/@href")[0]
        assert (await site.page(style))[0] == 200
        assert (await site.page(style.removeprefix("/quotes")))[0] == 200


@pytest.mark.parametrize("path", ["/sources/", "/article/?id=bridge", "/api"])
async def test_no_other_host_is_led_to(site: Site, path: str) -> None:
    """A slash too many or too few is an address without a page, as where its page is only the server in front knows."""
    async with site.client.get(site.url + path, headers={"Host": "other.example"}, allow_redirects=False) as response:
        assert (response.status, response.headers.get("Location")) == (404, None)


async def test_robots(site: Site) -> None:
    """Search engines are asked to leave alone what is asked and what is a server's."""
    status, text = await site.page("/robots.txt")
    assert (status, text.splitlines()[:2]) == (200, ["User-agent: *", "Disallow: /*?q="])
    assert "Disallow: /signed" in text
