"""The web server under load: many programs that ask, search and read without a pause, without limits and with them."""

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean, quantiles
from typing import Any

import httpx2

from index.ingest.sources import SEEDS
from tests.bot.discord.conftest import ARTICLES
from tests.bot.web.process import ServerProcess, server_process
from tests.command import run_quotebot

from .load import QUESTIONS
from .trial import Trial

CLIENTS = 64
MINUTES = 10.0
_LIMITED = 0.1  # of the time once more, with the limit that is usual
_WARM_UP = 1 / 6  # of the time, after which memory should be flat
_GROWTH = 0.05  # of the memory, which counts as grown
_LOOK_EVERY = 1.0  # seconds
_PAGE = os.sysconf("SC_PAGE_SIZE")  # bytes
_PATIENCE = 120.0  # seconds that a response is waited for


@dataclass
class _Load:
    """A server, what it answers where nobody else asks, and what was seen."""

    server: ServerProcess
    alone: dict[str, Any]
    waits: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    resident: list[int] = field(default_factory=list)

    def measured(self, seconds: float) -> str:
        """How many responses there were a second, and after how long."""
        cuts = quantiles(self.waits, n=100)
        return (
            f"{len(self.waits) / seconds:.0f} a second; p50 {cuts[49]:.2f} s, p95 {cuts[94]:.2f} s, "
            f"p99 {cuts[98]:.2f} s, at the longest {max(self.waits):.2f} s"
        )


def soak(scale: float, seed: int, folder: Path) -> Iterator[Trial]:
    """Ten minutes (times `scale`) without limits, and one with them."""
    made = run_quotebot(folder, "sync", "--data-dir", "data", SEEDS, ARTICLES)
    if made.returncode:
        raise RuntimeError(made.stderr)
    yield from asyncio.run(_unlimited(60 * MINUTES * scale, seed, folder))
    yield asyncio.run(_limited(60 * MINUTES * scale * _LIMITED, seed, folder))


async def _unlimited(seconds: float, seed: int, folder: Path) -> list[Trial]:
    async with _running(folder, "questions_per_minute = 0\n") as load:
        looking = asyncio.create_task(_look_often(load))
        await _crowd(load, seconds, seed)
        looking.cancel()
    wrong = load.wrong + [f"{count} responses {status}" for status, count in load.statuses.items() if status != 200]
    warm = load.resident[int(len(load.resident) * _WARM_UP) :]
    tenth = max(1, len(warm) // 10)
    before, after = fmean(warm[:tenth]), fmean(warm[-tenth:])
    growth = after / before - 1
    grown = (f"grew by {growth:.1%}",) if growth >= _GROWTH else ()
    flat = f"{before / 1e6:.0f} MB after the warm-up, {after / 1e6:.0f} MB at the end ({growth:+.1%})"
    asked = f"Requests of {CLIENTS} programs at once, for {seconds / 60:g} minutes"
    return [
        Trial(asked, len(load.waits), (*wrong, *_errors(load)), load.measured(seconds)),
        Trial("Memory of the server and its processes meanwhile, looks", len(load.resident), grown, flat),
    ]


async def _limited(seconds: float, seed: int, folder: Path) -> Trial:
    async with _running(folder, "") as load:
        await _crowd(load, seconds, seed)
    odd = [f"{count} responses {status}" for status, count in load.statuses.items() if status not in (200, 429)]
    measured = f"{load.statuses[200]} answered, {load.statuses[429]} told when to ask again; {load.measured(seconds)}"
    wrong = *load.wrong, *odd, *_errors(load)
    return Trial("Requests of as many with the limit that is usual", len(load.waits), wrong, measured)


def _errors(load: _Load) -> list[str]:
    return [line.strip() for line in load.server.log if "ERROR" in line or "Traceback" in line]


@asynccontextmanager
async def _running(folder: Path, settings: str) -> AsyncIterator[_Load]:
    async with server_process(folder / "data", folder, settings) as server:
        async with httpx2.AsyncClient(base_url=server.url, timeout=_PATIENCE) as client:
            alone = dict[str, Any]()
            for question in QUESTIONS if settings else ():
                alone[question] = (await client.post("/api/ask", json={"question": question})).json()
        yield _Load(server, alone)


async def _crowd(load: _Load, seconds: float, seed: int) -> None:
    """Has programs ask one request after another until the time is over."""
    until = time.monotonic() + seconds
    await asyncio.gather(*(_program(load, until, random.Random(seed + number)) for number in range(CLIENTS)))


async def _program(load: _Load, until: float, choice: random.Random) -> None:
    async with httpx2.AsyncClient(base_url=load.server.url, timeout=_PATIENCE) as client:
        while time.monotonic() < until:
            kind, question, start = choice.random(), choice.choice(QUESTIONS), time.monotonic()
            try:
                if kind < 0.8:
                    response = await client.post("/api/ask", json={"question": question})
                elif kind < 0.9:
                    response = await client.get("/api/search", params={"query": question})
                else:
                    response = await client.get("/api/articles")
            except httpx2.HTTPError as error:
                load.wrong.append(f"{question} was not answered: {error!r}")
                continue
            load.waits.append(time.monotonic() - start)
            load.statuses[response.status_code] += 1
            if problem := _problem(response, load.alone.get(question) if kind < 0.8 else None):
                load.wrong.append(f"{question}: {problem}")


def _problem(response: httpx2.Response, alone: Any) -> str:
    """What is wrong with a response; `alone` is the answer where nobody else asks, if that is known."""
    if response.status_code == 429:
        return "" if response.headers.get("retry-after", "").isdecimal() else "429 without Retry-After"
    if response.status_code == 200 and alone is not None and _quoted(response.json()) != _quoted(alone):
        return f"answered as never before: {response.text}"
    return ""


def _quoted(answer: Any) -> list[tuple[str, int, int]]:
    return [(one["article"]["id"], one["start"], one["end"]) for one in answer["quotes"] + answer["closest"]]


async def _look_often(load: _Load) -> None:
    """Notes again and again how much memory the server has, with the processes that help it."""
    while True:
        load.resident.append(_resident(load.server.pid))
        await asyncio.sleep(_LOOK_EVERY)


def _resident(pid: int) -> int:
    """The bytes of a process and of all below it; what these share counts with each."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:  # it has just ended
        return 0
    return pages * _PAGE + sum(_resident(int(child)) for child in children)
