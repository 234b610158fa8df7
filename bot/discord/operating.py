"""The server by which whoever runs the bot watches over it."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from ipaddress import ip_address

from bot.discord.client import Quotebot
from bot.service.readiness import not_ready
from bot.service.token_file import read_token_file
from config import OperatorSettings
from index.errors import QuotebotError

_REMEDY = "make one with: openssl rand -hex 32"


def measure(client: Quotebot) -> None:
    """Has the metrics tell of what is read only when they are."""
    metrics, services = client.services.metrics, client.services
    metrics.watch_queue(services.worker_pool)
    metrics.watch_index(services.read_index)
    metrics.watch_gateway(client.gateway_state)


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
async def operated(client: Quotebot, settings: OperatorSettings, token: str) -> AsyncIterator[None]:
    """Serves the operator while this is open, where the settings name a port. Raises QuotebotError if that is taken."""
    if not settings.port:
        yield
        return
    from bot.web.operator_app import operator_app  # 3 MB that a bot without such a server never needs
    from bot.web.serving import listen, serving

    hosts = ("localhost", "127.0.0.1", "[::1]", settings.host)
    app = operator_app(client.services.metrics, lambda: _not_ready(client), token, hosts)
    async with serving(app, listen(settings.host, settings.port, "operator")):
        yield


def _not_ready(client: Quotebot) -> Iterator[str]:
    services = client.services
    if services.in_flight.stopping:
        yield "the bot is stopping"
    yield from not_ready(services.worker_pool, services.read_index)
    if not client.gateway_state().connected:
        yield "Discord's gateway is not connected"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
