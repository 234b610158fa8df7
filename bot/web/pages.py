"""The pages that people see: to ask and to search, an article with a quote in it, and what there is to quote from."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.web.asking import ask, asker_of
from bot.web.services import WebServices

_TEMPLATES = Path(__file__).with_name("templates")


class Pages:
    """Answers requests for pages."""

    def __init__(self, services: WebServices) -> None:
        self._services = services
        self._templates = Environment(
            loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )

    async def home(self, request: Request) -> Response:
        """The question, and where there is one its answer."""
        question = request.query_params.get("q", "")
        reply = await ask(self._services, _asker(request), question) if question.strip() else None
        return self._page("home.html", question=question, answer=reply and reply.answer)

    def _page(self, name: str, **values: Any) -> Response:
        return HTMLResponse(self._templates.get_template(name).render(values))


def page_routes(services: WebServices) -> Sequence[Route]:
    """The routes of the pages."""
    pages = Pages(services)
    return [Route("/", pages.home)]


def _asker(request: Request) -> Any:
    return asker_of("web", request.client.host if request.client else "")
