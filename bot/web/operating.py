"""The server by which whoever runs a bot or a web server watches over it, beside what that does."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import TYPE_CHECKING

from bot.service.metrics import Metrics
from bot.service.token_file import read_token_file
from config import OperatorSettings
from index.errors import QuotebotError

if TYPE_CHECKING:
    from bot.web.report import Report

_REMEDY = "make one with: openssl rand -hex 32"


def read_operator_token(settings: OperatorSettings, warn: Callable[[str], None]) -> str:
    """The token of the operator's server; empty where none is needed.

    Raises QuotebotError where others could reach a server without one.
    """
    if settings.token_file:
        return read_token_file(settings.token_file, "operator.token_file", "a token", _REMEDY, warn)
    if settings.port and not _is_loopback(settings.host):
        raise QuotebotError(
            f"operator.host = {settings.host!r} can be reached by others, so metrics need a token: save one in a file "
            f"named by operator.token_file; {_REMEDY}"
        )
    return ""


@asynccontextmanager
async def operated(
    settings: OperatorSettings,
    token: str,
    metrics: Metrics,
    not_ready: Callable[[], Iterable[str]],
    make_report: "Callable[[int], Awaitable[Report]]",
) -> AsyncIterator[None]:
    """Serves the operator while this is open, where the settings name a port. Raises QuotebotError if that is taken.

    `make_report` tells of so many days; see operator_app for the others.
    """
    if not settings.port:
        yield
        return
    from bot.web.operator_app import operator_app  # 3 MB that a bot without such a server never needs
    from bot.web.serving import listen, serving

    hosts = ("localhost", "127.0.0.1", "[::1]", settings.host)
    app = operator_app(metrics, not_ready, token, hosts, make_report)
    async with serving(app, listen(settings.host, settings.port, "operator")):
        yield


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
