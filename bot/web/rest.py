"""REST below /api: to ask, to search, to list articles and to read them, as JSON; `openapi.py` describes it."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import date
from http import HTTPStatus
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from bot.service.access import SHARED
from bot.service.answer_options import AnswerOptions
from bot.service.article_links import Place
from bot.service.filters import parse_date, wanted
from bot.service.payload import answer_payload, search_payload
from bot.web.any_path import any_path
from bot.web.article_reading import PageOf, list_articles, read_article
from bot.web.asking import Asker, ask, search, work
from bot.web.forms import Asked, AskedByAddress, Before, Listed, Opened, Sought
from bot.web.openapi import description
from bot.web.problems import HANDLERS, ProblemError
from bot.web.requests import article_id, by_address, by_body
from bot.web.services import WebServices
from bot.web.tokens import Tokens
from bot.web.tokens_file import SHARED_NAME, Scope
from index.answering.dialogue import Turn
from index.records import PassageHit, Quote, Source, Span

Endpoint = Callable[[Request], Awaitable[Response]]


class Rest:
    """Answers requests of programs."""

    def __init__(self, services: WebServices, tokens: Tokens) -> None:
        self._services = services
        self._tokens = tokens

    async def ask(self, request: Request) -> Response:
        """Answers the question in the body."""
        asker = self._asker(request, "ask")
        asked = await by_body(request, Asked)
        return await self._answer(request, asker, asked, None if asked.before is None else _turn(asked.before))

    async def ask_by_address(self, request: Request) -> Response:
        """Answers the question in the address."""
        asker = self._asker(request, "ask")
        return await self._answer(request, asker, by_address(request, AskedByAddress))

    async def search(self, request: Request) -> Response:
        """Finds passages."""
        asker = self._asker(request, "search")
        sought = by_address(request, Sought)
        only = wanted(sought.source, _day(sought.after), _day(sought.before), sought.language)
        found = await search(self._services, asker, sought.query, sought.limit, only)
        payload = search_payload(sought.query.strip(), found)
        _add_pages(payload["passages"], found, self._page_of(request))
        return _json(payload)

    async def articles(self, request: Request) -> Response:
        """Lists articles, a page at a time."""
        asker = self._asker(request, "read")
        job = list_articles(asker.collections, by_address(request, Listed), self._page_of(request))
        return _json(await work(self._services, asker, job))

    async def article(self, request: Request) -> Response:
        """Reads a stretch of an article."""
        asker = self._asker(request, "read")
        opened = by_address(request, Opened)
        job = read_article(asker.collections, article_id(request), opened, self._page_of(request))
        return _json(await work(self._services, asker, job))

    async def _answer(
        self, request: Request, asker: Asker, asked: AskedByAddress, before: Turn | None = None
    ) -> Response:
        options = AnswerOptions(asked.caution, asked.max_quotes, wanted(asked.source, language=asked.language))
        answer = (await ask(self._services, asker, asked.question, before, options)).answer
        payload, page_of = answer_payload(answer), self._page_of(request)
        _add_pages(payload["quotes"], answer.quotes, page_of)
        _add_pages(payload["closest"], answer.closest, page_of)
        return _json(payload)

    def _asker(self, request: Request, scope: Scope) -> Asker:
        host = request.client.host if request.client else ""
        return self._tokens.admitted("api", request.headers.get("authorization"), host).to(scope)

    def _page_of(self, request: Request) -> PageOf:
        base = (self._services.settings.web.public_url or str(request.base_url)).rstrip("/")
        links = self._services.links

        def page_of(source: Source, span: Span | None) -> str:
            return base + links.path(Place(source.collection, source.id, span))

        return page_of


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


def _add_pages(forms: Iterable[dict[str, Any]], found: Iterable[Quote | PassageHit], page_of: PageOf) -> None:
    """Tells of each quote or passage, beside what the terminal tells, where people read it."""
    for form, one in zip(forms, found, strict=True):
        form["page"] = page_of(one.source, one.span)


def _turn(before: Before) -> Turn:
    collection = SHARED if before.collection == SHARED_NAME else before.collection
    return Turn(before.question, before.article, collection)


def _day(written: str | None) -> date | None:
    day = None if written is None else parse_date(written)
    if written is not None and day is None:
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"{written} is no day; write one as 2025-02-14, 2025-02 or 2025")
    return day


def _json(payload: dict[str, Any]) -> Response:
    return Response(msgspec.json.encode(payload), media_type="application/json", headers={"Cache-Control": "no-store"})
