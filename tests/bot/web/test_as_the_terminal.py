"""What REST tells of an answer is what the terminal tells, with the page beside it and without the path of a file."""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.bot.conftest import Quotebot
from tests.bot.discord.process import copied
from tests.bot.web.process import server_process

pytestmark = pytest.mark.model

QUESTIONS = ("How many people has El Salvador jailed since 2022?", "Who is the president of Brazil?")


async def test_as_the_terminal(quotebot: Quotebot, index: Path, tmp_path: Path) -> None:
    """The real server answers and finds what the real command does, word for word, but for where its files are."""
    data = copied(index, tmp_path)
    asked = quotebot("ask", "--json", "--data-dir", data, stdin="\n".join(QUESTIONS))
    sought = quotebot("search", "--json", "-k", "3", "mega-prison", "--data-dir", data)
    async with server_process(data, tmp_path) as server, httpx2.AsyncClient(base_url=server.url, timeout=60) as client:
        answers = [(await client.post("/api/ask", json={"question": question})).json() for question in QUESTIONS]
        found = (await client.get("/api/search", params={"query": "mega-prison", "limit": "3"})).json()
    pages = [one.pop("page") for answer in answers for one in answer["quotes"] + answer["closest"]]
    pages += [one.pop("page") for one in found["passages"]]
    assert [address.partition("/article?")[0] for address in pages] == [server.url] * len(pages)
    assert [answer["answered"] for answer in answers] == [True, False]
    assert answers == [json.loads(line, object_hook=_without_path) for line in asked.stdout.splitlines()]
    assert found == json.loads(sought.stdout, object_hook=_without_path)


def _without_path(form: dict[str, Any]) -> dict[str, Any]:
    return form | {"path": None} if "path" in form else form
