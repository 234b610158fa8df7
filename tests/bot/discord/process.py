"""The bot as a process of its own, started by the real command and pointed at a server of the tests."""

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.discord_server import DiscordServer
from tests.discord_server.signals import Signal

ROOT = Path(__file__).resolve().parents[3]
_SECONDS = 120  # after which a process that should have started has failed
_LONGEST = 1 << 20  # bytes of a line of its log
# Only discord.py's addresses are changed, and that it waits five seconds before a second session as Discord asks. What
# would hold up the event loop, reading an index or encoding, is logged as an error if it is called there; and how long
# the loop was held up is measured: the longest that a timer came late, and so the longest that nothing else could run.
# SIGUSR1 has the measuring begin anew.
_CODE = """
import asyncio, logging, signal, sys, time
import discord.gateway, discord.http, yarl
discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = sys.argv[1], yarl.URL(sys.argv[2])
discord.Asset.BASE = sys.argv[1]
from bot.discord.client import Quotebot
from index.models.inference import Engine
from index.storage.library import Library
from index.storage.faiss_index import FaissIndex
from index.storage.tantivy_index import TantivyIndex

def keep_off_the_loop(owner, name):
    method = getattr(owner, name)
    def call(*values, **named):
        if asyncio._get_running_loop():
            logging.getLogger("quotebot").error("on the event loop: %s", method.__qualname__)
        return method(*values, **named)
    setattr(owner, name, call)

keep_off_the_loop(Engine, "run")
keep_off_the_loop(Library, "__init__")
keep_off_the_loop(Library, "reading")
keep_off_the_loop(Library, "writing")
keep_off_the_loop(FaissIndex, "search")
keep_off_the_loop(TantivyIndex, "search")

async def watch():
    longest, step = 0.0, 0.005
    def reset():
        nonlocal longest
        longest = 0.0
        print("event loop watched", flush=True)
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, reset)
    while True:
        due = time.perf_counter() + step
        await asyncio.sleep(step)
        late = time.perf_counter() - due
        if late > longest:
            longest = late
            print(f"event loop held up {late * 1000:.1f} ms", flush=True)

async def on_ready(self, before=Quotebot.on_ready):
    await before(self)
    self.watching = getattr(self, "watching", None) or asyncio.create_task(watch())

async def identify_at_once(self, shard_id, *, initial=False):
    pass

Quotebot.on_ready = on_ready
Quotebot.before_identify_hook = identify_at_once
sys.argv[1:] = sys.argv[3:]
from bot.terminal.app import main
"""


def code(changes: str = "") -> str:
    """The program: the real command, after `changes` were made to the modules of the bot."""
    return f"{_CODE}{changes}\nmain()\n"


def environment(token: str = "") -> dict[str, str]:
    """The environment of the command; without a token where none is given."""
    kept = {name: value for name, value in os.environ.items() if name != "DISCORD_TOKEN"}
    return kept | {"PYTHONPATH": str(ROOT)} | ({"DISCORD_TOKEN": token} if token else {})


def copied(articles_dir: Path, folder: Path) -> Path:
    """A data folder of a test's own, copied from another."""
    data_dir = folder / "data"
    # SQLite's side files come and go with every reader of the shared folder, and are empty while nobody writes.
    shutil.copytree(articles_dir, data_dir, ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    return data_dir


async def ended(
    server: DiscordServer, data_dir: Path, *arguments: str, token: str = "", settings: str = ""
) -> tuple[int, list[str]]:
    """Run a command until it ends by itself; its exit code and the lines it wrote."""
    config = data_dir.parent / "ended.toml"
    config.write_text(settings, encoding="utf-8")
    addresses = (server.api, server.gateway_address)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        code(),
        *(*addresses, *arguments, "--data-dir", str(data_dir), "--config", str(config)),
        cwd=data_dir.parent,
        env=environment(token),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    written, _ = await asyncio.wait_for(process.communicate(), _SECONDS)
    return process.returncode or 0, written.decode().splitlines()


@dataclass
class BotProcess:
    """A bot that runs on a data folder; its log is kept."""

    server: DiscordServer
    data_dir: Path
    settings: str = ""
    log: list[str] = field(default_factory=list)
    held_up: float = 0.0
    """The longest the event loop was held up since the bot was ready or `watch_anew`, in milliseconds."""
    arguments: tuple[str, ...] = ()
    """More arguments of `quotebot run`."""
    changes: str = ""
    """Python that changes the bot's modules before it runs, for limits that no test can reach."""
    gives_token: bool = True
    """Whether the token is given as DISCORD_TOKEN."""
    shards: str = ""
    """The shards that it runs, where others run the others."""
    shard_count: int = 1
    _process: asyncio.subprocess.Process | None = None
    _reading: asyncio.Task[None] | None = None
    _logged: Signal = field(default_factory=Signal)

    async def start(self) -> None:
        """Start it and wait until it can be asked."""
        config = self.data_dir.parent / f"{self.data_dir.name}.toml"
        config.write_text(self.settings, encoding="utf-8")
        own = ("--shards", self.shards, "--shard-count", str(self.shard_count)) if self.shards else ()
        arguments = ("run", "--data-dir", str(self.data_dir), "--config", str(config), *own, *self.arguments)
        before, logged = len(self.server.intents), len(self.log)
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            code(self.changes),
            self.server.api,
            self.server.gateway_address,
            *arguments,
            cwd=self.data_dir.parent,
            env=environment(self.server.token if self.gives_token else ""),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            limit=_LONGEST,
        )
        self._reading = asyncio.create_task(self._read())
        if self.shards:  # those of others may be connected or not
            await self.logged("ready as", logged, _SECONDS)
            return
        # Not merely ready: the connection of a bot that was just killed may still seem to be there.
        await self.server.until(
            lambda: len(self.server.intents) > before and self.server.gateway.is_ready(),
            _SECONDS,
            "the bot did not connect",
        )

    async def stop(self, number: int = signal.SIGTERM) -> int:
        """Tell it to stop, wait for its end and give its exit code."""
        if self._process is None or self._reading is None:
            return 0
        self.signal(number)
        code = await asyncio.wait_for(self._process.wait(), 360 if self.shards else 60)
        await self._reading
        self._process = None
        return code

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.returncode is None

    def resident(self) -> int:
        """Return the bytes of memory that it holds now."""
        assert self._process is not None
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS:"))

    def stat(self) -> str:
        """Return what the system counts of it: see proc(5)."""
        assert self._process is not None
        return Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii")

    def signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.is_running:
            assert self._process is not None
            self._process.send_signal(number)

    async def logged(self, text: str, since: int = 0, timeout: float = 30) -> str:
        """Wait until a line that holds this is in the log, at line `since` or later, and return it."""

        def look() -> str | None:
            return next((line for line in self.log[since:] if text in line), None)

        return await self._logged.until(look, timeout, f"the bot did not log {text!r}")

    async def logged_so_often(self, texts: Sequence[str], times: Sequence[int]) -> None:
        """Wait until each of these texts is in as many lines of the log as is said."""

        def look() -> bool | None:
            return [sum(text in line for line in self.log) for text in texts] == list(times) or None

        await self._logged.until(look, 30, f"the bot did not log {texts} {times} times")

    async def watch_anew(self) -> None:
        """Begin to measure anew how long the event loop is held up, once the bot is ready."""
        await self.logged("ready as")
        before = len(self.log)
        self.signal(signal.SIGUSR1)
        await self.logged("event loop watched", before)

    async def _read(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            # Threads may write at once, and a line of one stand within a letter of another's.
            text = line.decode(errors="replace").rstrip()
            if text.startswith("event loop held up"):
                self.held_up = float(text.split()[-2])
                continue
            if text == "event loop watched":
                self.held_up = 0.0
            self.log.append(text)
            self._logged.fire()
