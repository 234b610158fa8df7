"""What those ask who restart a server or send it work: whether it lives, and whether questions can be answered."""

from collections.abc import Callable, Iterable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

FRESH = {"Cache-Control": "no-store"}


def health_routes(not_ready: Callable[[], Iterable[str]], tells_why: bool) -> list[Route]:
    """`/healthz` and `/readyz`; `not_ready` tells in a thread what keeps questions from being answered.

    That is for the operator alone, so that it is said only where this `tells_why`.
    """

    async def healthz(request: Request) -> Response:
        """Whether the event loop runs."""
        return PlainTextResponse("ok\n", headers=FRESH)

    def readyz(request: Request) -> Response:
        """Whether questions can be answered, and if not, why."""
        lines = list(not_ready())
        if not lines:
            return PlainTextResponse("ready\n", headers=FRESH)
        told = "".join(f"{line}\n" for line in lines) if tells_why else "not ready\n"
        return PlainTextResponse(told, 503, headers=FRESH)

    return [Route("/healthz", healthz), Route("/readyz", readyz)]
