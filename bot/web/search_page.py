"""Searching: the passages that fit some words best, of some publisher, days or language, in pages."""

from collections.abc import Sequence

from starlette.responses import Response

from bot.service.access import SHARED
from bot.service.collection_reader import CollectionReader
from bot.service.filters import parse_date, wanted
from bot.service.text_fragments import link_to_quote
from bot.web.asking import search
from bot.web.page_request import PageRequest
from bot.web.quote_view import quote_view
from index.records import Article, PassageHit

_LIMIT = 30  # passages
_PAGE = 10
_SUGGESTED = 100  # publishers
_DATES = ("after", "before")


async def search_page(page: PageRequest) -> Response:
    """Shows what was found. Raises what `search` and PageRequest.question do."""
    query = page.question()
    filters = {name: page.value(name).strip()[:200] for name in ("source", *_DATES, "language")}
    wrong = next((filters[name] for name in _DATES if filters[name] and not parse_date(filters[name])), None)
    hits = list[PassageHit]() if wrong or not query.strip() else await _found(page, query, filters)
    pages = -(-len(hits) // _PAGE)
    number = min(max((page.number("page") or 1) - 1, 0), max(pages - 1, 0))
    shown = hits[number * _PAGE : (number + 1) * _PAGE]

    def read(reader: CollectionReader) -> tuple[list[str | None], list[str], list[str]]:
        links = [_link(reader, hit) for hit in shown]
        return links, reader.publishers([SHARED], "", _SUGGESTED), reader.languages([SHARED])

    links, publishers, languages = await page.read(read)
    return page.render(
        "search.html",
        400 if wrong else 200,
        noindex=bool(query),
        current="search",
        query=query,
        filters=filters,
        wrong=wrong,
        passages=[
            quote_view(hit, link, page.translate, page.addresses) for hit, link in zip(shown, links, strict=True)
        ],
        first=number * _PAGE + 1,
        count=len(hits),
        publishers=publishers,
        spoken=sorted((page.translate.language_name(code), code) for code in languages),
        paging=page.paging(number, pages),
    )


async def _found(page: PageRequest, query: str, filters: dict[str, str]) -> Sequence[PassageHit]:
    after, before = (parse_date(filters[name]) for name in _DATES)
    only = wanted(filters["source"] or None, after, before, filters["language"] or None)
    return await search(page.services, page.asker, query, _LIMIT, only)


def _link(reader: CollectionReader, hit: PassageHit) -> str | None:
    article = reader.article(hit.source.collection, hit.source.id) or Article(hit.source, "")
    return link_to_quote(article, hit.span)
