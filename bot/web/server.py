"""From the settings to a web server that runs, and to a clean stop."""

import asyncio
import logging
import signal
import socket
import sys
from functools import partial

from bot.service.readiness import not_ready
from bot.service.reading_pool import SWITCH_SECONDS, AnswerModels
from bot.web.app import web_app
from bot.web.opening import web_services
from bot.web.operating import operated
from bot.web.serving import listen, serving
from config import Settings
from index.files.data_folder import DataFolder

log = logging.getLogger("quotebot")


def serve(data_folder: DataFolder, models: AnswerModels, settings: Settings, operator_token: str) -> None:
    """Runs the web server until it is told to stop by SIGTERM or Ctrl-C.

    `operator_token` is that of the operator's server, see read_operator_token.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    asyncio.run(_serve(data_folder, models, settings, operator_token))


async def _serve(data_folder: DataFolder, models: AnswerModels, settings: Settings, operator_token: str) -> None:
    own, stop, loop = settings.serve, asyncio.Event(), asyncio.get_running_loop()
    at = listen(own.host, own.port, "serve")
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with web_services(data_folder, models, settings) as services:
        ready = partial(not_ready, services.reading_pool, services.read_index)
        async with (
            operated(settings.operator, operator_token, services.metrics, ready, services.make_report),
            serving(web_app(services), at, own.trusted_proxies),
        ):
            log.info("serving at %s", _address(at))
            await stop.wait()
            log.info("stopping")


def _address(at: socket.socket) -> str:
    host, port = at.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
