"""Whether what the settings name for the web server and the operator's is in order: ports, and files of tokens."""

from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from bot.web.operating import read_operator_token
from bot.web.serving import listen
from bot.web.tokens_file import read_tokens
from config import OperatorSettings, ServeSettings, Settings
from index.errors import QuotebotError
from index.maintenance.finding import Finding

_SECONDS = 2  # in which a server of ours says that it lives
_REACHED = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - how a server at all addresses is asked on its machine


def diagnose(settings: Settings) -> Iterator[Finding]:
    """Looks at the tables that are set, and at no address but those of this machine that they name."""
    serve, operator, warnings = settings.serve, settings.operator, list[str]()
    if serve != ServeSettings() or settings.web.public_url:
        yield from _port("serve", serve)
    if serve.tokens_file:
        file = Path(serve.tokens_file).expanduser()
        try:
            tokens = read_tokens(file, warnings.append)
            yield Finding("tokens", not warnings, "; ".join(warnings) or f"{len(tokens)} in {file}")
        except QuotebotError as error:
            yield Finding("tokens", False, str(error))
    if operator.port:
        warnings.clear()
        try:
            read_operator_token(operator, warnings.append)
        except QuotebotError as error:
            warnings.append(str(error))
        yield from (Finding("operator", False, warning.removeprefix("Warning: ")) for warning in warnings)
        yield from _port("operator", operator)


def _port(table: str, at: ServeSettings | OperatorSettings) -> Iterator[Finding]:
    if not at.port:
        return
    named = f"{at.host}, port {at.port}"
    try:
        listen(at.host, at.port, table).close()
        yield Finding(table, True, f"{named} is free: nothing of Quotebot runs there now")
    except QuotebotError as error:
        is_ours = _lives(_REACHED.get(at.host, at.host), at.port)
        yield Finding(table, is_ours, f"Quotebot answers at {named}" if is_ours else str(error))


def _lives(host: str, port: int) -> bool:
    """Whether a server of ours answers there."""
    connection = HTTPConnection(host, port, timeout=_SECONDS)
    with suppress(OSError, HTTPException, ValueError):
        connection.request("GET", "/healthz")
        return connection.getresponse().read(100).strip() == b"ok"
    return False
