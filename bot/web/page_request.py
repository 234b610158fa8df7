"""A request for a page: what it asks for, in which language, and how the page is made."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.service.collection_reader import CollectionReader
from bot.service.messages import language_name, languages
from bot.web.addresses import Addresses
from bot.web.asking import LONGEST, Asker, asker_of
from bot.web.languages import language_of
from bot.web.prefix import prefix_of
from bot.web.services import WebServices
from index.errors import QuotebotError

R = TypeVar("R")


class TooLongQuestionError(QuotebotError):
    """A question of more characters than are read."""

    def __init__(self, length: int) -> None:
        super().__init__(f"the question has {length} characters; the most is {LONGEST}")
        self.length = length


class Paging(NamedTuple):
    """One of several pages, counted from 1 on, and the addresses of those beside it."""

    page: int
    pages: int
    previous: str | None
    next: str | None


class PageRequest:
    """One request, with all that a page is made from."""

    def __init__(self, services: WebServices, templates: Environment, request: Request) -> None:
        chosen, accepted = request.query_params.get("lang", ""), request.headers.get("accept-language", "")
        self.services = services
        self.translate = language_of(chosen, accepted)
        prefix = prefix_of(services.settings.web.public_url)
        self.addresses = Addresses(services.links, prefix, chosen if chosen in languages() else "")
        self._templates = templates
        self._request = request

    @property
    def asker(self) -> Asker:
        """Who asks."""
        return asker_of("web", self._request.client.host if self._request.client else "")

    def value(self, name: str) -> str:
        """What the address has under a name; empty where it has nothing."""
        return self._request.query_params.get(name, "")

    def number(self, name: str) -> int | None:
        """The whole number, from 0 on, that the address has under a name; None where it has none."""
        written = self.value(name)
        return int(written) if written.isascii() and written.isdigit() and len(written) < 16 else None

    def question(self, name: str = "q") -> str:
        """A question as it was written. Raises TooLongQuestionError."""
        written = self.value(name)
        if len(written) > LONGEST:
            raise TooLongQuestionError(len(written))
        return written

    def paging(self, page: int, pages: int) -> Paging:
        """What leads to the pages beside this one, counted from 0."""
        before, behind = page - 1, page + 1
        return Paging(
            page + 1,
            pages,
            self.other_page(before) if before >= 0 else None,
            self.other_page(behind) if behind < pages else None,
        )

    def other_page(self, page: int) -> str:
        """The address of another page, counted from 0, of what this one is a page of."""
        values = [(name, value) for name, value in self._values() if name not in ("page", "lang")]
        return self.addresses.of(self._path, [*values, ("page", str(page + 1))])

    async def read(self, job: Callable[[CollectionReader], R]) -> R:
        """Has a worker read, in fair order with all others; it is no question, which are limited."""
        asker = self.asker
        return await self.services.reading_pool.run(job, server=asker.number, person=asker.number)

    def render(
        self, template: str, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any
    ) -> Response:
        """A page; `noindex` keeps it out of search engines."""
        written = self._templates.get_template(template).render(
            t=self.translate,
            to=self.addresses,
            languages=[(code, language_name(code), self._in(code)) for code in sorted(languages())],
            days=self.services.settings.discord.retention_days,
            **{"noindex": True, "current": "", **values},
        )
        sent = {
            "Cache-Control": "private, no-cache",
            "Content-Language": self.translate.language,
            "Vary": "Accept-Language",
            **(headers or {}),
        }
        return HTMLResponse(written, status, sent)

    def _in(self, language: str) -> str:
        """The address of this page in another language."""
        values = [(name, value) for name, value in self._values() if name != "lang"]
        return Addresses(self.services.links, self.addresses.prefix, language).of(self._path, values)

    @property
    def _path(self) -> str:
        scope = self._request.scope
        path, root = str(scope["path"]), str(scope.get("root_path", ""))
        return path.removeprefix(root) or "/"

    def _values(self) -> list[tuple[str, str]]:
        return self._request.query_params.multi_items()
