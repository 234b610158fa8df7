"""`quotebot serve` as a process of its own, started by the real command."""

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bot.discord.process import environment
from tests.command import MAIN

_SECONDS = 120  # after which a server that should have started has failed
_SERVING = re.compile(r"serving at (http://\S+)/")


@dataclass
class ServerProcess:
    """A server that runs at an address; its log is kept."""

    url: str
    pid: int
    log: list[str] = field(default_factory=list)


@asynccontextmanager
async def server_process(data_dir: Path, folder: Path, settings: str = "") -> AsyncIterator[ServerProcess]:
    """A server over a data folder, with settings below [serve], which must stop cleanly afterwards."""
    config = folder / "serve.toml"
    config.write_text(f"[serve]\nport = 0\n{settings}", encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", MAIN, "serve", "--data-dir", str(data_dir), "--config", str(config)),
        cwd=folder,
        env=environment(),
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr
    log = list[str]()
    try:
        address = await asyncio.wait_for(_address(process.stderr, log), _SECONDS)
        reading = asyncio.create_task(_read(process.stderr, log))
        yield ServerProcess(address, process.pid, log)
        process.send_signal(signal.SIGTERM)
        code = await asyncio.wait_for(process.wait(), _SECONDS)
        await reading
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert code == 0, log


async def _address(stream: asyncio.StreamReader, log: list[str]) -> str:
    async for line in stream:
        log.append(line.decode())
        if found := _SERVING.search(log[-1]):
            return found[1]
    raise RuntimeError(f"the server has ended: {log}")


async def _read(stream: asyncio.StreamReader, log: list[str]) -> None:
    async for line in stream:
        log.append(line.decode())  # noqa: PERF401 - to be seen while it runs
