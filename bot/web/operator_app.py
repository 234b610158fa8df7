"""What whoever runs a bot or web server asks of it: whether it lives and is ready, and what is measured of it."""

import secrets
from collections.abc import Callable, Iterable, Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.service.metrics import CONTENT_TYPE, Metrics

_FRESH = {"Cache-Control": "no-store"}


def operator_app(
    metrics: Metrics,
    not_ready: Callable[[], Iterable[str]],
    token: str,
    hosts: Sequence[str],
    routes: Sequence[BaseRoute] = (),
) -> Starlette:
    """The pages of the operator, with these further `routes`, which see to it by themselves who may read them.

    `not_ready` tells what keeps questions from being answered, in a thread. Metrics are for who has the token; where
    that is empty, requests must go to one of these `hosts`: else a page of the web could have a browser on this machine
    read them by a name that leads here.
    """

    async def healthz(request: Request) -> Response:
        """Whether the event loop runs."""
        return PlainTextResponse("ok\n", headers=_FRESH)

    def readyz(request: Request) -> Response:
        """Whether questions can be answered, and if not, why."""
        lines = list(not_ready())
        told, status = ("".join(f"{line}\n" for line in lines), 503) if lines else ("ready\n", 200)
        return PlainTextResponse(told, status, headers=_FRESH)

    def measured(request: Request) -> Response:
        """What is measured, for Prometheus."""
        if not is_permitted(request, token):
            headers = {"WWW-Authenticate": "Bearer", **_FRESH}
            return PlainTextResponse("this needs the token of operator.token_file as a bearer\n", 401, headers=headers)
        return Response(metrics.exposition(), headers={"Content-Type": CONTENT_TYPE, **_FRESH})

    own = (Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", measured))
    named = [] if token else [Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)]
    return Starlette(routes=[*own, *routes], middleware=named)


def is_permitted(request: Request, token: str) -> bool:
    """Whether a request has the token as a bearer (RFC 6750); all have where there is none."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    is_same = secrets.compare_digest(given.strip().encode(), token.encode())  # in the same time, whatever differs
    return not token or (scheme.lower() == "bearer" and is_same)
