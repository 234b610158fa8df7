"""REST below /api: to ask, to search, to list articles and to read them, as JSON; `openapi.py` describes it."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from bot.web.any_path import any_path
from bot.web.asking import Asker
from bot.web.forms import Asked, AskedByAddress, Listed, Opened, Sought
from bot.web.openapi import description
from bot.web.problems import HANDLERS
from bot.web.replies import Replies
from bot.web.requests import article_id, by_address, by_body
from bot.web.services import WebServices
from bot.web.tokens import Tokens
from bot.web.tokens_file import Scope

Endpoint = Callable[[Request], Awaitable[Response]]


class Rest:
    """Answers requests of programs."""

    def __init__(self, services: WebServices, tokens: Tokens) -> None:
        self._services = services
        self._tokens = tokens

    async def ask(self, request: Request) -> Response:
        """Answers the question in the body."""
        asker = self._asker(request, "ask")
        return _json(await self._replies(request).answer(asker, await by_body(request, Asked)))

    async def ask_by_address(self, request: Request) -> Response:
        """Answers the question in the address."""
        asker = self._asker(request, "ask")
        return _json(await self._replies(request).answer(asker, by_address(request, AskedByAddress)))

    async def search(self, request: Request) -> Response:
        """Finds passages."""
        asker = self._asker(request, "search")
        return _json(await self._replies(request).found(asker, by_address(request, Sought)))

    async def articles(self, request: Request) -> Response:
        """Lists articles, a page at a time."""
        asker = self._asker(request, "read")
        return _json(await self._replies(request).listed(asker, by_address(request, Listed)))

    async def article(self, request: Request) -> Response:
        """Reads a stretch of an article."""
        asker = self._asker(request, "read")
        opened = by_address(request, Opened)
        return _json(await self._replies(request).stretch(asker, article_id(request), opened))

    def _asker(self, request: Request, scope: Scope) -> Asker:
        host = request.client.host if request.client else ""
        return self._tokens.admitted("api", request.headers.get("authorization"), host).to(scope)

    def _replies(self, request: Request) -> Replies:
        return Replies(self._services, str(request.base_url))


def rest_routes(services: WebServices, tokens: Tokens) -> list[Mount]:
    """The routes of REST, which tell errors in their own way."""
    rest = Rest(services, tokens)
    described = msgspec.json.encode(description())

    async def openapi(_: Request) -> Response:
        return Response(described, media_type="application/json")

    routes = [
        _resource("/ask", GET=rest.ask_by_address, POST=rest.ask),
        _resource("/search", GET=rest.search),
        _resource("/articles", GET=rest.articles),
        any_path(_resource("/articles/{id:path}", GET=rest.article)),
        _resource("/openapi.json", GET=openapi),
    ]
    app = Starlette(routes=routes, exception_handlers=HANDLERS)
    app.router.redirect_slashes = False
    return [any_path(Mount("/api", app))]


def _resource(path: str, **endpoints: Endpoint) -> Route:
    """An address with what it takes by method; HEAD is as GET, and OPTIONS tells of all."""
    methods = sorted({*endpoints, "HEAD", "OPTIONS"})

    async def serve(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=HTTPStatus.NO_CONTENT, headers={"Allow": ", ".join(methods)})
        return await endpoints.get(request.method, endpoints["GET"])(request)

    return Route(path, serve, methods=methods)


def _json(payload: dict[str, Any]) -> Response:
    return Response(msgspec.json.encode(payload), media_type="application/json", headers={"Cache-Control": "no-store"})
