"""The Model Context Protocol over standard input and output, for an assistant on this machine that starts us."""

import asyncio
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial

import anyio
from mcp.server.stdio import stdio_server

from bot.service.rate_limit import RateLimit
from bot.service.reading_pool import SWITCH_SECONDS, AnswerModels
from bot.web.asking import Asker
from bot.web.mcp_tools import Caller, mcp_server
from bot.web.opening import web_services
from bot.web.replies import Replies
from bot.web.tokens import Grant
from config import Settings
from index.files.data_folder import DataFolder

log = logging.getLogger("quotebot")

_PIECE = 1 << 16  # bytes


def serve_stdio(data_folder: DataFolder, models: AnswerModels, settings: Settings, streams: tuple[int, int]) -> None:
    """Answers what comes in by one descriptor by the other, until that ends, or SIGTERM or Ctrl-C does it."""
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        asyncio.run(_serve(data_folder, models, settings, *streams))
    except* BrokenPipeError:
        log.info("the assistant has gone")


async def _serve(data_folder: DataFolder, models: AnswerModels, settings: Settings, source: int, sink: int) -> None:
    loop = asyncio.get_running_loop()
    with _stoppable(source) as pipe, pipe[0].makefile(encoding="utf-8", errors="replace") as lines:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, partial(_end, pipe[1]))
        async with web_services(data_folder, models, settings) as services:
            caller = Caller(Grant(Asker("mcp", 0, rate_limit=RateLimit.per_minute(0))), Replies(services, ""))
            server = mcp_server(lambda _: caller)
            with open(sink, "w", encoding="utf-8") as written:
                async with stdio_server(anyio.wrap_file(lines), anyio.wrap_file(written)) as (incoming, outgoing):
                    await server.run(incoming, outgoing, server.create_initialization_options())


@contextmanager
def _stoppable(source: int) -> Iterator[tuple[socket.socket, socket.socket]]:
    """What comes in by a descriptor, at the first of two sockets; it ends where the second is told to.

    No thread that reads standard input itself could be told so, and a stop would wait for one.
    """
    ours, theirs = socket.socketpair()
    with ours, theirs:
        threading.Thread(target=_copy, args=(source, theirs), daemon=True).start()
        yield ours, theirs


def _copy(source: int, to: socket.socket) -> None:
    with suppress(OSError):  # the other end is closed
        while piece := os.read(source, _PIECE):
            to.sendall(piece)
    _end(to)


def _end(to: socket.socket) -> None:
    with suppress(OSError):  # it has ended
        to.shutdown(socket.SHUT_WR)
