"""`quotebot mcp` as a process that an assistant starts: the official client asks it, and it ends when it is to end."""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mcp.client.client import Client
from mcp.client.session import IncomingMessage
from mcp.client.stdio import StdioServerParameters, stdio_client

from bot.service.sql_state import SqlState
from index.files.data_folder import DataFolder
from tests.bot.conftest import Quotebot
from tests.bot.discord.process import copied, environment
from tests.bot.web.test_mcp import given, refused
from tests.command import MAIN

pytestmark = pytest.mark.model

QUESTION = "How many people has El Salvador jailed since 2022?"
UNKNOWN = "Who is the president of Brazil?"
INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
# A library that prints, and a process that does, while the server answers.
NOISY = """
import os, subprocess, sys
import bot.web.replies as replies
answer = replies.Replies.found
async def noisy(*values):
    print("printed by a library", flush=True)
    os.write(1, b"written by a library\\n")
    subprocess.run(["echo", "printed by a process"])
    return await answer(*values)
replies.Replies.found = noisy
"""


async def test_an_assistant(quotebot: Quotebot, index: Path, tmp_path: Path) -> None:
    """The client is given what the terminal prints; what libraries print is in the log, and questions are kept."""
    data = copied(index, tmp_path)
    asked = quotebot("ask", "--json", "--data-dir", data, stdin=f"{QUESTION}\n{UNKNOWN}\n")
    strays = list[IncomingMessage]()

    async def keep(message: IncomingMessage) -> None:
        strays.append(message)

    command = StdioServerParameters(
        command=sys.executable,
        args=["-c", NOISY + MAIN, "mcp", "--data-dir", str(data)],
        env=environment(),
        cwd=tmp_path,
    )
    with (tmp_path / "log").open("w+") as log:
        async with Client(stdio_client(command, errlog=log), message_handler=keep) as client:
            assert [tool.name for tool in (await client.list_tools()).tools] == ["ask", "search", "read"]
            answers = [given(await client.call_tool("ask", {"question": one})) for one in (QUESTION, UNKNOWN)]
            given(await client.call_tool("search", {"query": "mega-prison"}))
            [first] = answers[0]["quotes"][:1]
            whole = given(await client.call_tool("read", {"article": first["article"]["id"]}))
            missing = refused(await client.call_tool("search", {}))
        log.seek(0)
        logged = log.read()
    assert first["text"] == whole["text"][first["start"] : first["end"]]
    assert [answer["answered"] for answer in answers] == [True, False]
    assert {one.pop("page") for answer in answers for one in answer["quotes"] + answer["closest"]} == {None}
    assert answers == [json.loads(line) for line in asked.stdout.splitlines()]
    assert missing == "the arguments cannot be used: Object missing required field `query`"
    assert strays == []
    for said in ("printed by a library", "written by a library", "printed by a process"):
        assert said in logged
    async with SqlState.open(DataFolder(data).state) as state:
        kept = await state.sent_messages.of_kind("mcp")
    assert sorted((one.question, one.answered) for one in kept) == [(QUESTION, True), (UNKNOWN, False)]


@pytest.mark.parametrize(
    "end",
    [
        lambda process: process.stdin.close(),
        lambda process: process.send_signal(signal.SIGTERM),
        lambda process: process.send_signal(signal.SIGINT),
    ],
    ids=["end of input", "SIGTERM", "SIGINT"],
)
async def test_the_end(index: Path, tmp_path: Path, end: Callable[[Process], Any]) -> None:
    """It ends at once and well where its input does or it is told to, without a word beside the protocol's."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", MAIN, "mcp", "--data-dir", str(copied(index, tmp_path))),
        cwd=tmp_path,
        env=environment(),
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps(INITIALIZE).encode() + b"\n")
    begun = json.loads(await process.stdout.readline())
    assert begun["result"]["serverInfo"]["name"] == "quotebot"
    end(process)
    rest, log = await process.communicate()
    assert (process.returncode, rest, log) == (0, b"", b"")


def test_no_articles(quotebot: Quotebot, tmp_path: Path) -> None:
    """Where there are no articles the log says so, and nothing else is said."""
    done = quotebot("mcp", "--data-dir", tmp_path / "none")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: no articles are named for ")
