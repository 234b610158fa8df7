"""What there is to quote from: all articles that everyone may read, in pages."""

from starlette.responses import Response

from bot.service.access import SHARED
from bot.service.collection_reader import CollectionReader
from bot.service.text_fragments import address
from bot.web.page_request import PageRequest
from index.records import Source

_PAGE = 50


async def sources_page(page: PageRequest) -> Response:
    """Lists articles, the newest first or by title, those that have some words in title or publisher where any."""
    words, by_title = page.value("title").strip()[:200], page.value("order") == "title"

    def read(reader: CollectionReader) -> tuple[list[Source], int, int]:
        every = [source for source, _ in reader.listing([SHARED])]
        return _ordered(every, words, by_title), len(every), len({one.publisher for one in every if one.publisher})

    sources, count, publishers = await page.read(read)
    pages = -(-len(sources) // _PAGE)
    number = min(max((page.number("page") or 1) - 1, 0), max(pages - 1, 0))
    return page.render(
        "sources.html",
        noindex=bool(words),
        current="sources",
        words=words,
        by_title=by_title,
        sources=[(one, address(one.url)) for one in sources[number * _PAGE : (number + 1) * _PAGE]],
        found=len(sources),
        count=count,
        publishers=publishers,
        paging=page.paging(number, pages),
    )


def _ordered(sources: list[Source], words: str, by_title: bool) -> list[Source]:
    folded = words.casefold()
    matching = [one for one in sources if folded in f"{one.title}\n{one.publisher or ''}".casefold()]
    if by_title:
        return sorted(matching, key=lambda one: (one.title.casefold(), one.id))
    return sorted(matching, key=lambda one: one.published_at or "", reverse=True)
