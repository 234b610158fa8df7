"""The pages that people see: to ask and to search, an article with a quote in it, and what there is to quote from."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.article_page import article_page, signed_page
from bot.web.ask_page import ask_page
from bot.web.error_pages import error_page, error_page_of
from bot.web.page_request import PageRequest
from bot.web.rendering import templates
from bot.web.search_page import search_page
from bot.web.services import WebServices
from bot.web.sources_page import sources_page

Page = Callable[[PageRequest], Awaitable[Response]]

_PAGES: Mapping[str, Page] = {
    "/": ask_page,
    "/search": search_page,
    "/article": article_page,
    "/signed": signed_page,
    "/sources": sources_page,
}
# What is asked costs time, and what is a server's is not for all.
_ROBOTS = "User-agent: *\nDisallow: /*?q=\nDisallow: /*&q=\nDisallow: /signed\nDisallow: /api\nDisallow: /mcp\n"


class Pages:
    """Answers requests for pages; what goes wrong is told on one too."""

    def __init__(self, services: WebServices) -> None:
        self._services = services
        self._templates = templates()

    def routes(self) -> Sequence[Route]:
        """The routes of the pages."""
        return [*(Route(path, self._endpoint(page)) for path, page in _PAGES.items()), Route("/robots.txt", _robots)]

    async def not_found(self, request: Request, error: Exception) -> Response:
        """The page where there is none, or none for how it was asked for."""
        page = self._request(request)
        status, headers = getattr(error, "status_code", 404), getattr(error, "headers", None)
        return error_page(page, status, page.translate("web-no-page"), headers)

    def _endpoint(self, page: Page) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            asked = self._request(request)
            try:
                return await page(asked)
            except Exception as error:
                return error_page_of(asked, error)

        return endpoint

    def _request(self, request: Request) -> PageRequest:
        return PageRequest(self._services, self._templates, request)


async def _robots(request: Request) -> Response:
    return PlainTextResponse(_ROBOTS)
