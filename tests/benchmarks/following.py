"""How long `/ask` takes while the bot reads a site beside it, and while it indexes what it read.

python tests/benchmarks/following.py [--index DIR] [--rounds 6] [--pages 100] [--output DIR]

The index is one that corpus.py made; without one it is of the articles that ship. The bot runs with its model against
the tests' own Discord, and reads a site that a process of its own serves on loopback, as fast as its manners let it:
four pages a second. In each round questions are asked one after another, first while nothing else goes on, then while a
site is read that has not been read before, and then while it is indexed, so that whatever else the machine does meets
all alike. Nothing outside of the machine is reached.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import cycle
from pathlib import Path
from typing import Annotated
from urllib.request import urlopen

import msgspec
import numpy as np
import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.answering import questions  # noqa: E402
from tests.benchmarks.machine import commit, machine  # noqa: E402
from tests.benchmarks.saving import save  # noqa: E402
from tests.benchmarks.tables import table  # noqa: E402
from tests.bot.discord.process import BotProcess, copied  # noqa: E402
from tests.command import run_quotebot  # noqa: E402
from tests.discord_server import Channel, DiscordServer, Person, Response  # noqa: E402

_TARGET = 1.2  # times the 99th percentile without a crawl
_ALONE = 20.0  # seconds of a round in which nothing else goes on
_PAUSE = 0.05  # seconds between an answer and the next question
_PATIENCE = 60.0
_PHASES = ("alone", "reading", "indexing")
_SETTINGS = "[discord]\ncooldown_seconds = 0\nserver_pages = 20000\n[library]\nfollow = true\n"
# The bot, for which every name is that of a server on loopback, though it takes it for a public one.
_TO_LOOPBACK = """
from ipaddress import ip_address
from bot.service import address_reader
from index.fetching import connecting
from index.fetching.web_fetcher import WebFetcher
async def resolve(host, port):
    return ["192.88.100.1"]
async def connect(address, port, timeout):
    return await connecting.connect(ip_address("127.0.0.1"), PORT, timeout)
address_reader.open_fetcher = lambda private_networks, is_discreet: WebFetcher(resolve=resolve, connect=connect)
"""
# Serves sites of any number of pages, each of the sentences on standard input in an order of its own.
_SITE = """
import random, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
sentences, pages = sys.stdin.read().splitlines(), int(sys.argv[1])
class Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    last = 0.0  # when a page was last sent
    def do_GET(self):
        if self.path == "/last":
            body = str(Site.last).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return
        chance = random.Random(self.path)
        known = self.path.startswith("/round")
        said = "".join(f"<p>{' '.join(chance.sample(sentences, 4))}</p>" for _ in range(8))
        links = "".join(f"<li><a href=page{number}>Page {number}</a></li>" for number in range(1, pages))
        body = f"<main><h1>What is told at {self.path}</h1>{said}</main><nav><ul>{links}</ul></nav>".encode()
        self.send_response(200 if known else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        Site.last = time.time()
    def log_message(self, *values):
        pass
server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
print(server.server_port, flush=True)
server.serve_forever()
"""


class Phase(msgspec.Struct, frozen=True):
    """Milliseconds of an answer in one phase of all rounds, and how many there were."""

    name: str
    answers: int
    p50: float
    p99: float
    ratio: float
    """Of the 99th percentile to that alone."""


class Figures(msgspec.Struct, frozen=True):
    """What is written to following.json."""

    machine: str
    commit: str
    rounds: int
    pages: int
    pages_a_second: float
    phases: list[Phase]


def main(
    index: Annotated[Path | None, typer.Option(help="An index; without it one is made of what ships.")] = None,
    output: Annotated[Path | None, typer.Option(help="Where to write following.json; nowhere without.")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="How often each phase is gone through.")] = 6,
    pages: Annotated[int, typer.Option(min=2, help="How many pages each site has.")] = 100,
) -> None:
    """Ask the bot while it reads sites."""
    with tempfile.TemporaryDirectory() as scratch, serving(pages) as port:
        folder = Path(scratch)
        if index is None:
            run_quotebot(folder, "demo", "--data-dir", "shipped").check_returncode()
        data_dir = copied(folder / "shipped" if index is None else index.resolve(), folder)
        figures = asyncio.run(measure(data_dir, port, rounds, pages))
    if output:
        save(figures, output / "following.json")
    typer.echo(markdown(figures))


@contextmanager
def serving(pages: int) -> Iterator[int]:
    """Serves sites from another process; gives the port."""
    from index.ingest.sources import SEEDS

    texts = [file.read_text(encoding="utf-8-sig") for file in sorted(SEEDS.glob("*.txt"))]
    sentences = [line for text in texts for line in text.splitlines() if len(line.split()) > 5 and "<" not in line]
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", _SITE, str(pages)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write("\n".join(sentences))
        process.stdin.close()
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


async def measure(data_dir: Path, port: int, rounds: int, pages: int) -> Figures:
    """Goes through all phases in turn."""
    waits: dict[str, list[float]] = {phase: [] for phase in _PHASES}
    seconds = list[float]()
    asked = cycle(text for text in questions() if len(text) < 100)
    async with running(data_dir, port) as (channel, person):

        async def ask_until(is_over: Callable[[], bool], answers: list[tuple[float, float]]) -> None:
            """Ask again and again, and note when each question was asked and for how many milliseconds."""
            while not is_over():
                at, started = time.time(), time.perf_counter()
                await (await person.slash(channel, "ask", question=next(asked))).message(_PATIENCE)
                answers.append((at, (time.perf_counter() - started) * 1000))
                await asyncio.sleep(_PAUSE)

        warm = time.perf_counter() + _ALONE / 4
        await ask_until(lambda: time.perf_counter() > warm, [])
        for number in range(rounds):
            end = time.perf_counter() + _ALONE
            alone_now = list[tuple[float, float]]()
            await ask_until(lambda end=end: time.perf_counter() > end, alone_now)  # type: ignore[misc]
            waits["alone"] += [wait for _, wait in alone_now]
            started = time.time()
            added = await person.slash(
                channel, "library add-address", address=f"http://round{number}.example/round{number}/"
            )
            beside = list[tuple[float, float]]()
            await ask_until(lambda added=added: shown(added).startswith(("Added", "Nothing")), beside)  # type: ignore[misc]
            if not shown(added).startswith("Added"):
                raise SystemExit(shown(added))
            last = await asyncio.to_thread(_last, port)
            for at, wait in beside:
                waits["reading" if at < last else "indexing"].append(wait)
            seconds.append(last - started)
            typer.echo(f"round {number + 1} of {rounds}: {shown(added)[:90]}", err=True)
    alone = float(np.percentile(waits["alone"], 99))
    phases = [_phase(name, each, alone) for name, each in waits.items() if each]
    return Figures(machine(), commit(), rounds, pages, pages * rounds / sum(seconds), phases)


def _phase(name: str, waits: list[float], alone: float) -> Phase:
    p50, p99 = (float(value) for value in np.percentile(waits, (50, 99)))
    return Phase(name, len(waits), p50, p99, p99 / alone)


@asynccontextmanager
async def running(data_dir: Path, port: int) -> AsyncIterator[tuple[Channel, Person]]:
    """A bot that reads sites on a port of loopback, and somebody who manages a server."""
    async with DiscordServer() as discord:
        channel = discord.add_guild("Following").add_channel("general")
        assert channel.guild
        person = discord.add_person("somebody")
        channel.guild.join(person, administrator=True)
        bot = BotProcess(discord, data_dir, _SETTINGS, changes=_TO_LOOPBACK.replace("PORT", str(port)))
        await bot.start()
        try:
            yield channel, person
        finally:
            await bot.stop()


def _last(port: int) -> float:
    """When the site's server last sent a page, in seconds since 1970."""
    with urlopen(f"http://127.0.0.1:{port}/last") as response:
        return float(response.read())


def shown(response: Response) -> str:
    """What the answer to an interaction says by now; nothing before there is one."""
    original = response.interaction.original
    return original.look().text if original else ""


def markdown(figures: Figures) -> str:
    """The figures as a table."""
    head = ("while", "answers", "p50, ms", "p99, ms", "p99, times that alone")
    rows = [(one.name, one.answers, round(one.p50), round(one.p99), f"{one.ratio:.2f}") for one in figures.phases]
    caption = (
        f"{figures.machine}. Commit {figures.commit}. {figures.rounds} rounds, sites of {figures.pages} pages, "
        f"{figures.pages_a_second:.1f} pages a second; asked while reading: {_TARGET:g} times."
    )
    return f"{caption}\n\n{table(head, rows)}"


if __name__ == "__main__":
    typer.run(main)
