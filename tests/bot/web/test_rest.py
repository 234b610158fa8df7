"""REST over a real socket: what is asked, searched and read comes back exactly, and what is wrong in a sentence."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import httpx2
import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from bot.service.access import SHARED
from bot.service.article_links import ArticleLinks
from bot.service.collection_reader import CollectionReader, ReaderResources
from bot.service.collections import Collections
from bot.service.sql_state import SqlState
from bot.web.article_reading import read_article
from bot.web.citations import Citations
from bot.web.forms import LONGEST_STRETCH, Opened
from bot.web.problems import ProblemError
from bot.web.requests import LARGEST
from index.answering.confidence import load_calibration
from index.files.data_folder import DataFolder
from tests.bot.web.serving import BRIDGE, ENCODER, HONEY, LONG, ODD_ID, serving, settings

JSON = {"Content-Type": "application/json"}
BRIDGE_ARTICLE = {
    "id": ODD_ID,
    "title": "The bridge",
    "publisher": "The Paper",
    "author": None,
    "published_at": "2025-02-14",
    "url": "https://paper.example/bridge",
}
HONEY_TEXT = f"---\nid: honey\n---\n{HONEY}"


@pytest_asyncio.fixture
async def client(served_dir: Path) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of a server that needs no token and has no limit."""
    async with serving(served_dir) as client:
        yield client


def problem(response: httpx2.Response, status: int) -> str:
    """The sentence of a response that tells of a problem."""
    assert response.headers["content-type"] == "application/problem+json"
    told = response.json()
    assert (response.status_code, told["status"], told["type"]) == (status, status, "about:blank")
    assert sorted(told) == ["detail", "status", "title", "type"]
    return str(told["detail"])


async def test_a_question(client: httpx2.AsyncClient) -> None:
    """A question is answered by a quote of its article, with the page on which people read it."""
    response = await client.post("/api/ask", json={"question": "When did the town close the old bridge?"})
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    answer = response.json()
    assert answer["answered"] is True
    first = answer["quotes"][0]
    assert first["text"] == BRIDGE[first["start"] : first["end"]]
    assert first["article"].pop("path") is None
    assert first["article"] == BRIDGE_ARTICLE
    assert first["page"].startswith(f"{client.base_url}/article?id=a%2Fb+c%252Fd%3Fe%23f%26g%0A..%2F%C3%BC&start=")


async def test_by_address_as_by_body(client: httpx2.AsyncClient) -> None:
    """A question in the address is answered as the same one in a body is."""
    asked = {"question": "How much honey was harvested?", "max_quotes": 1, "caution": "bold", "language": "en"}
    by_body = await client.post("/api/ask", json=asked)
    by_address = await client.get("/api/ask", params={name: str(value) for name, value in asked.items()})
    assert by_address.json() == by_body.json()
    assert [one["article"]["id"] for one in by_body.json()["quotes"]] == ["honey"]


async def test_a_question_after_another(client: httpx2.AsyncClient) -> None:
    """What goes on from another question is understood with it."""
    before = {"question": "When did the town close the old bridge?", "article": ODD_ID}
    answer = (await client.post("/api/ask", json={"question": "And who may pass below it?", "before": before})).json()
    assert (answer["quotes"] or answer["closest"])[0]["article"]["id"] == ODD_ID


async def test_only_of_a_publisher(client: httpx2.AsyncClient) -> None:
    """What is limited to a publisher is quoted and found of that alone."""
    answer = (await client.get("/api/ask", params={"question": "How much honey?", "source": "The Paper"})).json()
    assert {one["article"]["id"] for one in answer["quotes"] + answer["closest"]} == {ODD_ID}
    found = (await client.get("/api/search", params={"query": "honey", "source": "the paper"})).json()
    assert {one["article"]["id"] for one in found["passages"]} == {ODD_ID}


@pytest.mark.parametrize(
    ("days", "ids"),
    [
        ({"after": "2025-02-14"}, {ODD_ID}),
        ({"after": "2025-02-15"}, set()),
        ({"before": "2025-02-14"}, set()),
        ({"after": "2025", "before": "2025-03"}, {ODD_ID}),
    ],
)
async def test_days(client: httpx2.AsyncClient, days: dict[str, str], ids: set[str]) -> None:
    """A search keeps to articles published from one day on and before another."""
    found = (await client.get("/api/search", params={"query": "bridge", **days})).json()
    assert {one["article"]["id"] for one in found["passages"]} == ids


async def test_a_search(client: httpx2.AsyncClient) -> None:
    """A search gives as many passages as it may, exact, and the query as it was."""
    found = (await client.get("/api/search", params={"query": " the old  bridge ", "limit": "1"})).json()
    assert found["query"] == "the old  bridge"
    assert [(one["rank"], one["text"]) for one in found["passages"]] == [(1, BRIDGE)]


async def test_a_list(client: httpx2.AsyncClient) -> None:
    """Articles are listed by title, page after page, each once."""
    titles, cursor = list[str](), dict[str, str]()
    while True:
        page = (await client.get("/api/articles", params={"limit": "1", **cursor})).json()
        titles += [entry["article"]["title"] for entry in page["articles"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert titles == ["Honey", "Lighthouses", "The bridge"]


async def test_a_list_by_title(client: httpx2.AsyncClient) -> None:
    """A list may be of titles that hold something, which is no pattern."""
    page = (await client.get("/api/articles", params={"title": "BRIDGE"})).json()
    [entry] = page["articles"]
    assert entry["article"] == BRIDGE_ARTICLE | {"path": None}
    assert (entry["collection"], entry["passages"]) == ("shared", 1)
    assert (await client.get("/api/articles", params={"title": "%"})).json() == {"articles": [], "next": None}


async def test_an_article_of_any_id(client: httpx2.AsyncClient) -> None:
    """An article is read by its id, whatever is in it: slashes, signs of addresses, the end of a line."""
    read = (await client.get(f"/api/articles/{quote(ODD_ID, safe='')}")).json()
    assert read["article"].pop("path") is None
    assert read.pop("page").startswith(f"{client.base_url}/article?id=a%2Fb")
    assert read == {
        "article": BRIDGE_ARTICLE,
        "collection": "shared",
        "text": BRIDGE,
        "plain": BRIDGE,
        "start": 0,
        "end": len(BRIDGE),
        "length": len(BRIDGE),
        "next": None,
        "blocks": [],
    }


async def test_an_article_with_markup(client: httpx2.AsyncClient) -> None:
    """Of markup there is the text as it stands, what it says to a reader, and its blocks, in characters of the text."""
    read = (await client.get("/api/articles/honey")).json()
    assert read["text"] == HONEY_TEXT
    assert "The beekeepers of Arle" in read["plain"]
    blocks = [(block["kind"], HONEY_TEXT[block["start"] : block["end"]]) for block in read["blocks"]]
    assert blocks == [
        ("heading", "Honey"),
        ("paragraph", "The *beekeepers* of Arle harvested 900 kilograms of honey in 2024."),
        ("paragraph", "It is sold in jars."),
    ]


async def test_a_long_article(client: httpx2.AsyncClient) -> None:
    """A long article comes in stretches of a limited length, each telling where the next begins, and none is lost."""
    text, start = "", 0
    while start is not None:
        read = (await client.get("/api/articles/long", params={"start": str(start)})).json()
        assert (read["start"], read["end"] - read["start"]) == (start, len(read["text"]))
        assert len(read["text"]) <= LONGEST_STRETCH
        text, start = text + read["text"], read["next"]
    assert text == LONG


def test_any_stretch(served_dir: Path) -> None:
    """A stretch is the slice of the text that was asked for, or a sentence tells why it is none."""
    collections = Collections(DataFolder(served_dir), 1, 1)
    places = st.integers(0, len(HONEY_TEXT) + 5)
    with CollectionReader(ReaderResources(collections, ENCODER, load_calibration(), 0.5)) as reader:

        @given(places, st.none() | places)
        def read(start: int, end: int | None) -> None:
            job = read_article([SHARED], "honey", Opened(start=start, end=end), Citations(ArticleLinks(b"key"), ""))
            if start <= min(len(HONEY_TEXT) if end is None else end, len(HONEY_TEXT)):
                assert job(reader)["text"] == HONEY_TEXT[start:end]
            else:
                with pytest.raises(ProblemError, match=f"which has {len(HONEY_TEXT)} characters"):
                    job(reader)

        read()


async def test_what_there_is_not(client: httpx2.AsyncClient) -> None:
    """What there is not is told in a sentence: an article, an address, one that ends with a slash."""
    assert problem(await client.get("/api/articles/none"), 404) == (
        "there is no article with the id 'none' that you may read"
    )
    for address in ("/api/nothing", "/api/ask/", "/api/"):
        assert problem(await client.get(address), 404) == (
            "there is nothing at this address; /api/openapi.json lists what there is"
        )


async def test_an_article_of_a_server(client: httpx2.AsyncClient) -> None:
    """Without a token no article of a server is read, found, listed or quoted, named by its collection or not."""
    for given_ in ({}, {"collection": "7/everyone"}):
        assert problem(await client.get("/api/articles/own", params=given_), 404)
    found = (await client.get("/api/search", params={"query": "harbour master boats", "limit": "50"})).json()
    listed = (await client.get("/api/articles")).json()
    asked = (await client.get("/api/ask", params={"question": "Who counted ninety boats?"})).json()
    ids = [one["article"]["id"] for one in found["passages"] + listed["articles"] + asked["quotes"] + asked["closest"]]
    assert "own" not in ids


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"{", "the body is not valid JSON: Input data was truncated"),
        (b"\xff", "the body is not valid JSON"),
        (b"[" * 60_000, "the body"),
        (b"{}", "the body cannot be used: Object missing required field `question`"),
        (b'{"question": 1}', "the body cannot be used: Expected `str`, got `int` - at `$.question`"),
        (b'{"question": ""}', "the body cannot be used: Expected `str` of length >= 1 - at `$.question`"),
        (b'{"question": " \\n"}', "the question is empty; write what you want to know"),
        (b'{"question": "Who?", "limit": 3}', "the body cannot be used: Object contains unknown field `limit`"),
        (b'{"question": "Who?", "caution": "none"}', "the body cannot be used: Invalid enum value 'none'"),
        (b'{"question": "Who?", "max_quotes": 0}', "the body cannot be used: Expected `int` >= 1"),
        (b'{"question": "Who?", "before": {}}', "the body cannot be used: Object missing required field `question`"),
    ],
)
async def test_a_wrong_body(client: httpx2.AsyncClient, body: bytes, told: str) -> None:
    """A body that cannot be used is refused with what is wrong, and where."""
    assert problem(await client.post("/api/ask", content=body, headers=JSON), 400).startswith(told)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/api/ask", "the address cannot be used: Object missing required field `question`"),
        ("/api/ask?question=Who%3F&before=What", "the address cannot be used: Object contains unknown field `before`"),
        ("/api/search?query=a&query=b", "`query` stands in the address more than once; write it once"),
        ("/api/search?query=a&limit=many", "the address cannot be used: Expected `int`, got `str` - at `$.limit`"),
        ("/api/search?query=a&limit=51", "the address cannot be used: Expected `int` <= 50 - at `$.limit`"),
        ("/api/search?query=a&after=2025-13", "2025-13 is no day; write one as 2025-02-14, 2025-02 or 2025"),
        ("/api/ask?question=Who%3F&caution=null", "`caution` cannot be null; leave it out"),
        ("/api/articles/honey?end=null", "`end` cannot be null; leave it out"),
        ("/api/articles?cursor=x", "the cursor is none of a list; give `next` of the page before"),
        ("/api/articles?cursor=WyI3L2V2ZXJ5b25lIiwiIiwiIl0=", "the cursor is none of a list; give `next` of the page"),
        ("/api/articles/honey?start=-1", "the address cannot be used: Expected `int` >= 0 - at `$.start`"),
    ],
)
async def test_a_wrong_address(client: httpx2.AsyncClient, address: str, told: str) -> None:
    """Values in an address that cannot be used are refused with what is wrong, and where."""
    assert problem(await client.get(address), 400).startswith(told)


async def test_a_large_body(client: httpx2.AsyncClient) -> None:
    """A body of more bytes than the limit is refused, whether or not its length is told before."""

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(LARGEST // 1000 + 1):
            yield b" " * 1000

    for content in (b" " * (LARGEST + 1), pieces()):
        response = await client.post("/api/ask", content=content, headers=JSON)
        assert problem(response, 413) == "the body is larger than 65,536 bytes; send a shorter one"


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded"])
async def test_another_format(client: httpx2.AsyncClient, kind: str | None) -> None:
    """A body that is not said to be JSON is refused, as a form of another site's page would be."""
    headers = {"Content-Type": kind} if kind else {}
    response = await client.post("/api/ask", content=b'{"question": "Who?"}', headers=headers)
    assert problem(response, 415).endswith("send it with the header Content-Type: application/json")


async def test_methods(client: httpx2.AsyncClient) -> None:
    """What an address takes is told by OPTIONS and, of another method, with the refusal; HEAD is GET without a body."""
    for address, allowed in (("/api/ask", "GET, HEAD, OPTIONS, POST"), ("/api/articles/x", "GET, HEAD, OPTIONS")):
        options = await client.options(address)
        assert (options.status_code, options.headers["allow"], options.content) == (204, allowed, b"")
        refused = await client.delete(address)
        assert refused.headers["allow"] == allowed
        assert problem(refused, 405) == f"this address takes {allowed}"
    got, head = await client.get("/api/articles/honey"), await client.head("/api/articles/honey")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]


async def test_other_sites(client: httpx2.AsyncClient) -> None:
    """No page of another site is let in: no header of CORS is sent, to a preflight request neither."""
    origin = {"Origin": "https://other.example", "Access-Control-Request-Method": "POST"}
    for response in (
        await client.options("/api/ask", headers=origin),
        await client.get("/api/articles", headers=origin),
    ):
        assert [name for name in response.headers if name.startswith("access-control")] == []


async def test_too_many(served_dir: Path) -> None:
    """Whoever asks more than the limit is told when to ask again, and others are not kept from it."""
    async with serving(served_dir, settings(questions_per_minute=1)) as client:
        statuses = [(await client.get("/api/articles")).status_code for _ in range(10)]
        refused = await client.get("/api/articles")
        elsewhere = await client.get("/api/articles", headers={"X-Forwarded-For": "192.0.2.7"})
    assert statuses == [200] * 10
    seconds = int(refused.headers["retry-after"])
    assert problem(refused, 429) == f"too many questions; ask again in {seconds} seconds"
    assert 1 <= seconds <= 60
    assert elsewhere.status_code == 200


async def test_damage(served_dir: Path, tmp_path: Path) -> None:
    """Where the articles cannot be read, that alone is told, and not what or where."""
    data = tmp_path / "data"
    shutil.copytree(served_dir, data, ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    (data / "library.db").write_bytes(b"no library")
    async with serving(data) as client:
        response = await client.get("/api/articles")
    assert problem(response, 503) == (
        "the articles cannot be read just now; the log of the server tells its operator why"
    )
    assert response.headers["retry-after"] == "10"


async def test_what_is_kept(served_dir: Path, tmp_path: Path) -> None:
    """A question is kept with the door it came by and what it was quoted, and never with who asked."""
    data = tmp_path / "data"
    shutil.copytree(served_dir, data, ignore=shutil.ignore_patterns("*-wal", "*-shm", "discord.db"))
    async with serving(data) as client:
        answer = (await client.get("/api/ask", params={"question": "How much honey was harvested?"})).json()
    async with SqlState.open(DataFolder(data).state) as state:
        [kept] = await state.sent_messages.of_kind("api")
    assert (kept.kind, kept.asker, kept.question) == ("api", 0, "How much honey was harvested?")
    assert [one.article for one in kept.quotes] == [one["article"]["id"] for one in answer["quotes"]]
