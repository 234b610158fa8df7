"""What programs and assistants are given, as `forms.py` describes it: by REST as it is, by MCP in its messages."""

from collections.abc import Iterable, Sequence
from datetime import date
from http import HTTPStatus
from typing import Any

from bot.service.access import SHARED
from bot.service.answer_options import AnswerOptions
from bot.service.filters import parse_date, wanted
from bot.service.payload import answer_payload, search_payload
from bot.web.article_reading import list_articles, read_article
from bot.web.asking import Asker, ask, search, work
from bot.web.citations import Citations
from bot.web.forms import Asked, AskedByAddress, Before, Listed, Opened, Sought
from bot.web.problems import ProblemError
from bot.web.services import WebServices
from bot.web.tokens_file import SHARED_NAME
from index.answering.dialogue import Turn
from index.records import PassageHit, Quote


class Replies:
    """Replies to an asker, each quote with where people read it; all raise what `ask` does, or ProblemError."""

    def __init__(self, services: WebServices, base: str) -> None:
        """`base` is the address that the server was asked at, empty where it has none: then this machine asks."""
        self._services = services
        self._tells_paths = not base
        self._citations = Citations(services.links, services.settings.web.public_url or base)

    async def answer(self, asker: Asker, asked: AskedByAddress) -> dict[str, Any]:
        """The answer to a question, as `Answer`."""
        before = _turn(asked.before) if isinstance(asked, Asked) and asked.before else None
        options = AnswerOptions(asked.caution, asked.max_quotes, wanted(asked.source, language=asked.language))
        answer = (await ask(self._services, asker, asked.question, before, options)).answer
        payload = answer_payload(answer)
        await self._add_pages(asker, payload["quotes"], answer.quotes)
        await self._add_pages(asker, payload["closest"], answer.closest)
        return payload

    async def found(self, asker: Asker, sought: Sought) -> dict[str, Any]:
        """What a search finds, as `Found`."""
        only = wanted(sought.source, _day(sought.after), _day(sought.before), sought.language)
        found = await search(self._services, asker, sought.query, sought.limit, only)
        payload = search_payload(sought.query.strip(), found)
        await self._add_pages(asker, payload["passages"], found)
        return payload

    async def listed(self, asker: Asker, listed: Listed) -> dict[str, Any]:
        """Articles by title, as `Articles`."""
        payload = await work(self._services, asker, list_articles(asker.collections, listed, self._citations))
        self._clear(payload["articles"])
        return payload

    async def stretch(self, asker: Asker, key: str, opened: Opened) -> dict[str, Any]:
        """A stretch of an article, as `Stretch`."""
        payload = await work(self._services, asker, read_article(asker.collections, key, opened, self._citations))
        self._clear([payload])
        return payload

    async def _add_pages(
        self, asker: Asker, forms: Sequence[dict[str, Any]], found: Sequence[Quote | PassageHit]
    ) -> None:
        """Tells of each quote or passage, beside what the terminal tells, where people read it."""
        pages = [self._citations.page_of(one) for one in found]
        if not all(pages):  # their originals are looked for in the articles, which takes a worker
            pages = await self._services.reading_pool.run(
                lambda reader: [self._citations.of_found(reader, one) for one in found],
                server=asker.number,
                person=asker.number,
            )
        for form, page in zip(forms, pages, strict=True):
            form["page"] = page
        self._clear(forms)

    def _clear(self, forms: Iterable[dict[str, Any]]) -> None:
        """Takes out where the files of articles are, which is for nobody on another machine."""
        if not self._tells_paths:
            for form in forms:
                for article in (form["article"], *form.get("also_in", ())):
                    article["path"] = None


def _turn(before: Before) -> Turn:
    collection = SHARED if before.collection == SHARED_NAME else before.collection
    return Turn(before.question, before.article, collection)


def _day(written: str | None) -> date | None:
    day = None if written is None else parse_date(written)
    if written is not None and day is None:
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"{written} is no day; write one as 2025-02-14, 2025-02 or 2025")
    return day
