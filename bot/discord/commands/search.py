"""Searching: /search, which buttons page through."""

from collections.abc import Sequence
from functools import partial

import discord
from discord import app_commands

from bot.discord.client import Quotebot
from bot.discord.commands.autocomplete import complete_source
from bot.discord.commands.shared import Commands, everywhere, text
from bot.discord.request import InteractionContext, RefusedError, RequestContext
from bot.discord.ui.answers import PASSAGES_A_PAGE, passages_layout
from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.ui.layouts import notice
from bot.discord.ui.markdown import one_line
from bot.service.article_links import ArticleLinks
from bot.service.collection_reader import CollectionReader
from bot.service.filters import Published, parse_date, wanted
from bot.service.records import SentMessage, SentQuote
from bot.service.requote import requote
from index.answering.corrections import Corrections
from index.reading import excerpt
from index.records import PassageHit

_LIMIT = 30  # passages


@app_commands.command(name=text("search-name"), description=text("search-description"))
@app_commands.rename(
    query=text("search-query-name"),
    source=text("search-source-name"),
    after=text("search-after-name"),
    before=text("search-before-name"),
)
@app_commands.describe(
    query=text("search-query-description"),
    source=text("search-source-description"),
    after=text("search-after-description"),
    before=text("search-before-description"),
)
@app_commands.autocomplete(source=complete_source)
@everywhere
async def search(
    interaction: discord.Interaction[Quotebot],
    query: app_commands.Range[str, 1, 2000],
    source: str | None = None,
    after: str | None = None,
    before: str | None = None,
) -> None:
    """Shows the passages that fit a query best, for the person alone."""
    filters = {"source": source, "after": after, "before": before}
    await InteractionContext(interaction, asks=True).handle(partial(_search, query=query, filters=filters))


COMMANDS: Commands = (search,)


async def _search(request: RequestContext, query: str, filters: dict[str, str | None]) -> None:
    for written in (filters["after"], filters["before"]):
        if written is not None and parse_date(written) is None:
            raise RefusedError("search-date-wrong", date=one_line(written[:100]))
    names = await request.readable_collections(private=True)
    only = _wanted(filters)
    corrections = await request.corrections()
    hits = await request.work(lambda reader: reader.search(names, query, _LIMIT, only, corrections))
    if not hits:
        await request.show(notice(request.translate("search-none", query=one_line(query[:200]))))
        request.trace.end("not answered")
        return
    quotes = tuple(
        SentQuote(hit.source.collection, hit.source.id, *hit.span, hit.text, (hit.span,), hit.shown.said, hit.older)
        for hit in hits
    )
    sent = request.sent_message("search", question=query, context=query, detail=filters, quotes=quotes)
    await request.services.state.sent_messages.add(sent)
    await show_page(request, sent, ButtonAction("results", sent.id))


async def show_page(request: RequestContext, sent: SentMessage, action: ButtonAction) -> None:
    """Shows one page of what a search found; what may no longer be read here, or has changed, is left out."""
    pages = -(-len(sent.quotes) // PASSAGES_A_PAGE)
    page = min(action.page, pages - 1)
    quotes = sent.quotes[page * PASSAGES_A_PAGE : (page + 1) * PASSAGES_A_PAGE]
    names = await request.readable_collections(private=True)
    corrections = await request.corrections()
    passages = await request.work(
        partial(_page, names=names, quotes=quotes, corrections=corrections, links=request.services.links)
    )
    translate = request.translate
    filters = ", ".join(f"{translate(f'search-{name}-name')}: {value}" for name, value in sent.detail.items() if value)
    count = len(sent.quotes)
    await request.show(passages_layout(passages, sent.id, page, count, filters, sent.question, translate))


def _page(
    reader: CollectionReader,
    names: Sequence[str],
    quotes: Sequence[SentQuote],
    corrections: Corrections,
    links: ArticleLinks,
) -> list[tuple[int, PassageHit, str | None]]:
    """The passages as they stand in their articles now, each with its rank on the page and the link to it."""
    return [
        (
            rank,
            PassageHit(quote.text, span, 0.0, article.source, excerpt=excerpt(article, span), older=quote.older),
            links.opening(article, span),
        )
        for rank, quote, span, article in requote(reader, names, quotes, corrections)
    ]


def _wanted(filters: dict[str, str | None]) -> Published | None:
    after, before = parse_date(filters["after"] or ""), parse_date(filters["before"] or "")
    return wanted(filters["source"], after, before)
