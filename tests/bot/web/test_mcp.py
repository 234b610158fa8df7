"""The Model Context Protocol over a real socket, by the official client: its tools, what they refuse and to whom."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import anyio
import httpx2
import msgspec
import pytest
from jsonschema import Draft202012Validator
from mcp.client.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult, TextContent

from bot.service.rate_limit import RateLimit
from bot.service.reading_pool import AnswerModels
from bot.service.sql_state import SqlState
from bot.web.asking import Asker
from bot.web.mcp_tools import Caller, mcp_server
from bot.web.opening import web_services
from bot.web.replies import Replies
from bot.web.requests import LARGEST
from bot.web.tokens import Grant
from bot.web.tokens_file import add_token
from config import Settings
from index.answering.confidence import load_calibration
from index.files.data_folder import DataFolder
from index.models.encoder import Encoded
from tests.bot.discord.process import copied
from tests.bot.web.serving import BRIDGE, ENCODER, HONEY, LONG, ODD_ID, OWN, serving, settings
from tests.bot.web.test_rest import problem
from tests.bot.web.test_tokens import bearer
from tests.encoders import SmallEncoder
from tests.records import kept_records

QUESTION = "When did the town close the old bridge?"
UNKNOWN = "Who composed the symphony in 1830?"
HONEY_TEXT = f"---\nid: honey\n---\n{HONEY}"
OF_SERVER = "Who counted ninety boats?"
ANYBODY = Grant(Asker("mcp", 0, rate_limit=RateLimit.per_minute(0)))
INITIALIZE = {"capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
ACCEPT = {"Accept": "application/json, text/event-stream"}


@asynccontextmanager
async def assistant(
    data: Path, given: Settings | None = None, token: str = "", mode: str = "auto"
) -> AsyncIterator[tuple[Client, httpx2.AsyncClient]]:
    """A client of the protocol of a server over a data folder, and one of its other addresses."""
    headers = bearer(token) if token else None
    async with serving(data, given, headers) as http, connected(http, mode) as client:
        yield client, http


def connected(http: httpx2.AsyncClient, mode: str = "auto") -> Client:
    """A client of the protocol that sends by another of HTTP."""
    return Client(streamable_http_client(f"{http.base_url}/mcp", http_client=http), mode=mode)


def given(result: CallToolResult) -> dict[str, Any]:
    """What a tool gave, which must be the same as JSON in text."""
    [content] = result.content
    assert not result.is_error, content
    assert isinstance(content, TextContent)
    assert json.loads(content.text) == result.structured_content
    return dict(result.structured_content)


def refused(result: CallToolResult) -> str:
    """The sentence by which a tool refused."""
    [content] = result.content
    assert isinstance(content, TextContent)
    assert (result.is_error, result.structured_content) == (True, None)
    return content.text


def ids(forms: Sequence[Mapping[str, Any]]) -> list[str]:
    """The ids of the articles of quotes or passages."""
    return [form["article"]["id"] for form in forms]


@pytest.mark.parametrize(("mode", "protocol"), [("auto", "2026-07-28"), ("legacy", "2025-11-25")])
async def test_tools(served_dir: Path, mode: str, protocol: str) -> None:
    """A client learns who serves, how to quote, and of three tools that change nothing, with schemas of their own."""
    async with assistant(served_dir, mode=mode) as (client, _):
        assert client.protocol_version == protocol
        assert client.server_info is not None
        assert (client.server_info.name, client.server_info.version) == ("quotebot", version("quotebot"))
        assert client.instructions is not None
        assert "word for word" in client.instructions
        assert "say that the articles do not answer the question" in client.instructions
        tools = (await client.list_tools()).tools
    assert [(tool.name, tool.input_schema["required"]) for tool in tools] == [
        ("ask", ["question"]),
        ("search", ["query"]),
        ("read", ["article"]),
    ]
    for tool in tools:
        assert tool.annotations is not None
        assert (tool.annotations.read_only_hint, tool.annotations.destructive_hint) == (True, False)
        for schema in (tool.input_schema, tool.output_schema):
            assert schema is not None
            Draft202012Validator.check_schema(schema)
            assert (schema["type"], schema["additionalProperties"]) == ("object", False)
            assert references(schema) <= {f"#/$defs/{name}" for name in schema.get("$defs", ())}


def references(schema: object) -> set[str]:
    """What a schema refers to."""
    if isinstance(schema, Mapping):
        own = {schema["$ref"]} if "$ref" in schema else set[str]()
        return own.union(*map(references, schema.values()))
    return set[str]().union(*map(references, schema)) if isinstance(schema, list) else set()


async def test_as_rest(served_dir: Path) -> None:
    """Each tool gives what REST gives for the same, answered or not, and the client finds it as its schema says."""
    async with assistant(served_dir) as (client, http):
        for asked in (
            {"question": QUESTION},
            {"question": UNKNOWN, "caution": "careful", "max_quotes": 1},
            {"question": "And who may pass below it?", "before": {"question": QUESTION, "article": ODD_ID}},
            {"question": "How much honey?", "source": "The Paper", "language": "en"},
        ):
            by_rest = (await http.post("/api/ask", json=asked)).json()
            assert given(await client.call_tool("ask", asked)) == by_rest
        sought: dict[str, str | int] = {
            "query": "bridge",
            "limit": 2,
            "after": "2025-02-14",
            "before": "2025-03",
            "source": "the paper",
        }
        by_rest = (await http.get("/api/search", params=sought)).json()
        assert given(await client.call_tool("search", sought)) == by_rest
        assert ids(by_rest["passages"]) == [ODD_ID]
        by_rest = (await http.get("/api/articles/honey", params={"start": 20, "end": 90})).json()
        assert given(await client.call_tool("read", {"article": "honey", "start": 20, "end": 90})) == by_rest


async def test_exact_offsets(served_dir: Path) -> None:
    """A quote is the text of its article from where to where it says, which can be read and has a page."""
    async with assistant(served_dir) as (client, http):
        answer = given(await client.call_tool("ask", {"question": QUESTION}))
        first = answer["quotes"][0]
        assert (answer["answered"], first["text"]) == (True, BRIDGE[first["start"] : first["end"]])
        assert first["page"].startswith(f"{http.base_url}/article?id=a%2Fb+c%252Fd")
        stretch = {"article": ODD_ID, "start": first["start"], "end": first["end"]}
        assert given(await client.call_tool("read", stretch))["text"] == first["text"]
        answer = given(await client.call_tool("ask", {"question": UNKNOWN, "caution": "careful"}))
        assert (answer["answered"], answer["quotes"]) == (False, [])
        for passage in given(await client.call_tool("search", {"query": "lighthouse"}))["passages"]:
            text = {"long": LONG, "honey": HONEY_TEXT, ODD_ID: BRIDGE}[passage["article"]["id"]]
            assert passage["text"] == text[passage["start"] : passage["end"]]
        text, start = "", 0
        while start is not None:
            read = given(await client.call_tool("read", {"article": "long", "start": start}))
            text, start = text + read["text"], read["next"]
        assert text == LONG


async def test_what_cannot_be_used(served_dir: Path) -> None:
    """What is wrong with a call is a result that says in a sentence what to change; no such tool is an error."""
    calls: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("ask", {}, "the arguments cannot be used: Object missing required field `question`"),
        ("ask", {"question": 3}, "the arguments cannot be used: Expected `str`, got `int` - at `$.question`"),
        ("ask", {"question": "Who?", "top": 3}, "the arguments cannot be used: Object contains unknown field `top`"),
        (
            "ask",
            {"question": "Who?", "max_quotes": 4},
            "the arguments cannot be used: Expected `int` <= 3 - at `$.max_quotes`",
        ),
        ("ask", {"question": " \n"}, "the question is empty; write what you want to know"),
        (
            "search",
            {"query": "oil", "after": "2025-02-30"},
            "2025-02-30 is no day; write one as 2025-02-14, 2025-02 or 2025",
        ),
        ("read", {"article": "none"}, "there is no article with the id 'none' that you may read"),
        (
            "read",
            {"article": "honey", "start": 9000},
            f"from 9000 to {len(HONEY_TEXT)} is no stretch of the article, which has {len(HONEY_TEXT)} characters; "
            "start may be no more than end, nor than these",
        ),
    )
    async with assistant(served_dir) as (client, _):
        for name, arguments, sentence in calls:
            assert refused(await client.call_tool(name, arguments)) == sentence
        with pytest.raises(MCPError, match="there is no tool 'write'; there are ask, search, read"):
            await client.call_tool("write", {})


async def test_damage(served_dir: Path, tmp_path: Path) -> None:
    """Where the articles cannot be read, that alone is told, and not what or where."""
    data = copied(served_dir, tmp_path)
    (data / "library.db").write_bytes(b"no library")
    async with assistant(data) as (client, _):
        sentence = refused(await client.call_tool("read", {"article": "honey"}))
    assert sentence == "the articles cannot be read just now; the log of the server tells its operator why"


async def test_a_fault() -> None:
    """Of a fault nothing is told but an id, by which the log has all of it."""

    def caller_of(_: object) -> Caller:
        raise ValueError("secret of /home/ann/articles")

    with kept_records() as records:
        async with Client(mcp_server(caller_of)) as client:
            sentence = refused(await client.session.call_tool("ask", {"question": "Who?"}))
    said, _, number = sentence.rpartition(" ")
    assert said == "something went wrong here; the log of the server tells more, by the id"
    assert [record.getMessage() for record in records] == [f"a tool failed, id {number}"]
    assert records[0].exc_info is not None
    assert str(records[0].exc_info[1]) == "secret of /home/ann/articles"


async def test_tokens(served_dir: Path, tmp_path: Path) -> None:
    """Where there are tokens nobody is let in without one, and who has one sees and calls what it is good for."""
    file = tmp_path / "tokens.toml"
    reading = add_token(file, "reading", ["read"], [], None)
    async with assistant(served_dir, settings(tokens_file=str(file)), reading) as (client, http):
        for headers, challenge in (
            ({"Authorization": ""}, 'Bearer realm="quotebot"'),
            (bearer("unknown"), 'Bearer realm="quotebot", error="invalid_token", error_description="unknown token"'),
        ):
            response = await http.post("/mcp", json=request("tools/list"), headers=headers)
            problem(response, 401)
            assert response.headers["www-authenticate"] == challenge
        assert [tool.name for tool in (await client.list_tools()).tools] == ["read"]
        assert given(await client.call_tool("read", {"article": "honey"}))["text"] == HONEY_TEXT
        lacking = refused(await client.call_tool("ask", {"question": QUESTION}))
        assert lacking == 'the token is not good for this: it lacks the scope "ask"'
        file.unlink()
        assert problem(await http.post("/mcp", json=request("tools/list")), 503).startswith("nobody can be let in")


async def test_articles_of_a_server(served_dir: Path, tmp_path: Path) -> None:
    """What a server has is quoted, found and read by a token of that server, and by nobody else in any way."""
    file = tmp_path / "tokens.toml"
    scopes = ["ask", "search", "read"]
    own, shared = add_token(file, "own", scopes, [OWN], None), add_token(file, "shared", scopes, [], None)
    async with assistant(served_dir, settings(tokens_file=str(file)), own) as (client, _):
        answer = given(await client.call_tool("ask", {"question": OF_SERVER}))
        assert set(ids(answer["quotes"] + answer["closest"])) == {"own"}
        assert "/signed?link=" in (answer["quotes"] + answer["closest"])[0]["page"]
        assert given(await client.call_tool("read", {"article": "own"}))["collection"] == OWN
        assert refused(await client.call_tool("read", {"article": "honey"})).startswith("there is no article")
    for given_settings, token in ((settings(tokens_file=str(file)), shared), (settings(), "")):
        async with assistant(served_dir, given_settings, token) as (client, _):
            before = {"question": OF_SERVER, "article": "own", "collection": OWN}
            for asked in ({"question": OF_SERVER}, {"question": "Who was it?", "before": before}):
                answer = given(await client.call_tool("ask", asked))
                assert "own" not in ids(answer["quotes"] + answer["closest"])
            found = given(await client.call_tool("search", {"query": OF_SERVER, "limit": 50}))
            assert set(ids(found["passages"])) <= {"honey", "long", ODD_ID}
            for where in ({}, {"collection": OWN}):
                told = refused(await client.call_tool("read", {"article": "own", **where}))
                assert told == "there is no article with the id 'own' that you may read"


async def test_too_many(served_dir: Path) -> None:
    """Whoever calls more than the limit is told when to call again."""
    async with assistant(served_dir, settings(questions_per_minute=1)) as (client, _):
        for _ in range(10):
            given(await client.call_tool("read", {"article": "honey"}))
        told = refused(await client.call_tool("ask", {"question": QUESTION}))
    assert told.startswith("too many questions; ask again in ")


async def test_what_is_kept(served_dir: Path, tmp_path: Path) -> None:
    """A question is kept with the door it came by and what it was quoted, and never with who asked."""
    data = copied(served_dir, tmp_path)
    DataFolder(data).state.unlink(missing_ok=True)  # what other tests have asked
    async with assistant(data) as (client, _):
        answer = given(await client.call_tool("ask", {"question": QUESTION}))
    async with SqlState.open(DataFolder(data).state) as state:
        [kept] = await state.sent_messages.of_kind("mcp")
    assert (kept.asker, kept.guild, kept.question) == (0, None, QUESTION)
    assert [one.article for one in kept.quotes] == ids(answer["quotes"])


def request(method: str, **params: Any) -> dict[str, Any]:
    """A message of the protocol as it is sent."""
    return {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}


@pytest.mark.parametrize("protocol", ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])
async def test_older_versions(served_dir: Path, protocol: str) -> None:
    """A client of an older version of the protocol is answered by that, each request in one of HTTP."""
    async with serving(served_dir, headers={**ACCEPT, "MCP-Protocol-Version": protocol}) as http:
        begun = await http.post("/mcp", json=request("initialize", protocolVersion=protocol, **INITIALIZE))
        assert begun.json()["result"]["protocolVersion"] == protocol
        tools = (await http.post("/mcp", json=request("tools/list"))).json()["result"]["tools"]
        assert [tool["name"] for tool in tools] == ["ask", "search", "read"]
        called = request("tools/call", name="ask", arguments={"question": QUESTION})
        response = await http.post("/mcp", json=called)
        by_rest = (await http.post("/api/ask", json={"question": QUESTION})).json()
    assert json.loads(response.json()["result"]["content"][0]["text"]) == by_rest
    assert response.headers["content-type"] == "application/json"
    assert "mcp-session-id" not in response.headers


async def test_other_sites(served_dir: Path) -> None:
    """By another name than its own the server is not reached, nor from the page of another site."""
    usual = settings(host="127.0.0.1")
    public = msgspec.structs.replace(
        usual, web=msgspec.structs.replace(usual.web, public_url="https://quotes.example/of")
    )
    sent = request("initialize", protocolVersion="2025-06-18", **INITIALIZE)
    async with serving(served_dir, public, ACCEPT) as http:
        for headers, status in (
            ({"Host": "localhost:8080", "Origin": "http://localhost:8080"}, 200),
            ({"Host": "[::1]:8080"}, 200),
            ({"Host": "quotes.example", "Origin": "https://quotes.example"}, 200),
            ({"Host": "quotes.example.other.example"}, 421),
            ({"Host": "other.example:8080"}, 421),
            ({"Origin": "https://other.example"}, 403),
            ({"Origin": "null"}, 403),
        ):
            response = await http.post("/mcp", json=sent, headers=headers)
            assert (headers, response.status_code) == (headers, status)
        called = request("tools/call", name="ask", arguments={"question": QUESTION})
        answer = (await http.post("/mcp", json=called)).json()["result"]["structuredContent"]
    assert answer["quotes"][0]["page"].startswith("https://quotes.example/of/article?id=")


async def test_limits_of_http(served_dir: Path) -> None:
    """A large body is refused, so is any method but POST, and each response has the headers of all others."""
    async with serving(served_dir, headers={**ACCEPT, "Content-Type": "application/json"}) as http:
        large = await http.post("/mcp", content=b" " * (LARGEST + 1))
        assert large.status_code == 413
        for method in ("GET", "DELETE"):
            response = await http.request(method, "/mcp")
            assert (response.status_code, response.headers["allow"]) == (405, "POST")
        begun = await http.post("/mcp", json=request("initialize", protocolVersion="2025-06-18", **INITIALIZE))
    assert begun.headers["cache-control"] == "no-store"
    for response in (large, begun):
        assert response.headers["x-content-type-options"] == "nosniff"


class HeldEncoder(SmallEncoder):
    """An encoder that keeps questions waiting until it is told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.goes_on = threading.Event(), threading.Event()

    def encode_questions(self, questions: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        self.begun.set()
        self.goes_on.wait()
        return super().encode_questions(questions)


async def test_a_client_that_goes(served_dir: Path) -> None:
    """A client that goes while a worker has its call does no harm: others are answered."""
    encoder = HeldEncoder()
    async with serving(served_dir, encoder=encoder) as http:
        other = httpx2.AsyncClient(base_url=http.base_url)
        async with other, connected(other) as client, anyio.create_task_group() as group:
            group.start_soon(client.call_tool, "ask", {"question": UNKNOWN})
            await asyncio.to_thread(encoder.begun.wait)
            group.cancel_scope.cancel()
        encoder.goes_on.set()
        async with connected(http) as client:
            assert given(await client.call_tool("ask", {"question": QUESTION}))["answered"] is True


async def test_a_cancelled_call(served_dir: Path) -> None:
    """A call that is cancelled while a worker has it does no harm: what comes after it is answered."""
    encoder = HeldEncoder()
    models = AnswerModels(encoder, load_calibration())
    async with web_services(DataFolder(served_dir), models, settings()) as services:
        caller = Caller(ANYBODY, Replies(services, ""))
        async with Client(mcp_server(lambda _: caller), mode="legacy") as client:
            async with anyio.create_task_group() as group:
                group.start_soon(client.call_tool, "ask", {"question": UNKNOWN})
                await asyncio.to_thread(encoder.begun.wait)
                group.cancel_scope.cancel()
            encoder.goes_on.set()
            assert given(await client.call_tool("ask", {"question": QUESTION}))["answered"] is True


async def test_without_a_web_server(served_dir: Path) -> None:
    """Where there are no pages a quote leads to its original, at its words; where that has no address, nowhere."""
    models = AnswerModels(ENCODER, load_calibration())
    async with web_services(DataFolder(served_dir), models, settings()) as services:
        caller = Caller(ANYBODY, Replies(services, ""))
        async with Client(mcp_server(lambda _: caller)) as client:
            [quote] = given(await client.call_tool("ask", {"question": QUESTION, "max_quotes": 1}))["quotes"]
            assert quote["page"].startswith("https://paper.example/bridge#:~:text=")
            [found] = given(await client.call_tool("search", {"query": QUESTION, "limit": 1}))["passages"]
            assert found["page"].startswith("https://paper.example/bridge#:~:text=")
            read = given(await client.call_tool("read", {"article": ODD_ID}))
            assert read["page"].startswith("https://paper.example/bridge")
            asked = {"question": "How much honey was harvested?", "max_quotes": 1}
            [quote] = given(await client.call_tool("ask", asked))["quotes"]
            assert (quote["article"]["id"], quote["page"]) == ("honey", None)
            assert given(await client.call_tool("read", {"article": "honey"}))["page"] is None
