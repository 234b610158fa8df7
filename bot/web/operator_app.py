"""What whoever runs a bot or web server asks of it: whether it lives and is ready, and what is measured of it."""

import secrets
from base64 import b64decode
from collections.abc import Awaitable, Callable, Iterable, Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.service.metrics import CONTENT_TYPE, Metrics
from bot.web.health import FRESH, health_routes
from bot.web.report import Report
from bot.web.report_page import report_page
from index.errors import QuotebotError

_DAYS, _MOST_DAYS, _DIGITS = 30, 3650, 9
# Its style is in the page.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_PAGE = {"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff", **FRESH}


def operator_app(
    metrics: Metrics,
    not_ready: Callable[[], Iterable[str]],
    token: str,
    hosts: Sequence[str],
    make_report: Callable[[int], Awaitable[Report]],
) -> Starlette:
    """The pages of the operator.

    `not_ready` tells what keeps questions from being answered, in a thread, and `make_report` of so many days what was
    asked. That and metrics are for who has the token; where it is empty, requests must go to one of these `hosts`: else
    a page of the web could have a browser on this machine read them by a name that leads here.
    """

    def measured(request: Request) -> Response:
        """What is measured, for Prometheus."""
        if not is_permitted(request, token):
            return _refusal("Bearer", "as a bearer")
        return Response(metrics.exposition(), headers={"Content-Type": CONTENT_TYPE, **FRESH})

    async def report(request: Request) -> Response:
        """What was asked of some days, for a browser."""
        if not is_permitted(request, token):
            return _refusal('Basic realm="quotebot", charset="UTF-8"', "as the password, of any user")
        days = request.query_params.get("days", "")
        wanted = min(int(days), _MOST_DAYS) if days.isdecimal() and days.isascii() and len(days) <= _DIGITS else 0
        try:
            page = report_page(await make_report(wanted or _DAYS))
        except QuotebotError as error:
            return PlainTextResponse(f"{error}\n", 503, headers=FRESH)
        return HTMLResponse(page, headers=_PAGE)

    routes = [*health_routes(not_ready, tells_why=True), Route("/metrics", measured), Route("/", report)]
    named = [] if token else [Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)]
    return Starlette(routes=routes, middleware=named)


def is_permitted(request: Request, token: str) -> bool:
    """Whether a request has the token, as a bearer (RFC 6750) or a password (RFC 7617); without one all have."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic":
        given = _password(given)
    is_same = secrets.compare_digest(given.strip().encode(), token.encode())  # in the same time, whatever differs
    return not token or (scheme.lower() in ("bearer", "basic") and is_same)


def _password(given: str) -> str:
    try:
        return b64decode(given.strip()).decode().partition(":")[2]
    except ValueError:  # no base64, or no text in it
        return ""


def _refusal(challenge: str, how: str) -> Response:
    headers = {"WWW-Authenticate": challenge, **FRESH}
    return PlainTextResponse(f"this needs the token of operator.token_file {how}\n", 401, headers=headers)
