"""The first page: a question, and where one was asked the quotes that answer it."""

from collections.abc import Sequence

from starlette.responses import Response

from bot.service.access import SHARED
from bot.service.collection_reader import CollectionReader
from bot.web.asking import LONGEST, ask
from bot.web.page_request import PageRequest
from bot.web.quote_view import QuoteView, quote_view
from index.answering.confidence import level
from index.answering.dialogue import Turn
from index.answering.dialogue import turn as turn_of
from index.records import Missing, Quote
from index.text.courtesies import courtesy_of


async def ask_page(page: PageRequest) -> Response:
    """Answers a question. Raises what `ask` and PageRequest.question do."""
    question = page.question()
    if not question.strip():
        return page.render("home.html", noindex=False, current="ask", question="", said="", answer=None)
    if said := _returned(page, question):
        return page.render("home.html", current="ask", question=question, said=said, answer=None)
    before = _before(page)
    answer = (await ask(page.services, page.asker, question, before)).answer
    quotes = await _shown(page, answer.quotes)
    closest = await _shown(page, answer.closest)
    return page.render(
        "home.html",
        current="ask",
        question=question,
        said="",
        answer=answer,
        quotes=quotes,
        closest=closest,
        missing=[_told(page, one) for one in answer.missing],
        sureness=level(answer.confidence),
        following=before.question if before and answer.question != " ".join(question.split()) else "",
        turn=turn_of(answer, before),
    )


def _before(page: PageRequest) -> Turn | None:
    """The question that this one goes on from, as it was understood; only what all may read can have been quoted."""
    before = page.value("before")[:LONGEST].strip()
    return Turn(before, page.value("article") or None, SHARED) if before else None


def _returned(page: PageRequest, question: str) -> str:
    """A greeting or the like in return for one; nothing where something is asked."""
    translate, courtesy = page.translate, courtesy_of(question)
    if courtesy is None:
        return ""
    if courtesy == "thanks":
        return translate("courtesy-thanks")
    return translate("courtesy-farewell") if courtesy == "farewell" else translate("web-greeting")


async def _shown(page: PageRequest, quotes: Sequence[Quote]) -> list[QuoteView]:
    def links(reader: CollectionReader) -> list[str | None]:
        return [reader.link_to(quote) for quote in quotes]

    linked = await page.read(links) if quotes else []
    return [quote_view(quote, link, page.translate, page.addresses) for quote, link in zip(quotes, linked, strict=True)]


def _told(page: PageRequest, missing: Missing) -> str:
    """Tells what a question asks of that is not there."""
    translate = page.translate
    if missing.kind == "figure":
        return translate("missing-figure", told=translate.listed(missing.told), asked=missing.asked)
    return translate("missing-articles" if missing.kind == "articles" else "missing-passages", asked=missing.asked)
