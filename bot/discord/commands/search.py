"""Searching: /search, whose pages are turned by buttons."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord.commands.shared import MAX_CHOICES, Commands, everywhere, text
from bot.discord.request import InteractionContext, RefusedError, RequestContext, complete
from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.ui.layouts import PASSAGES_A_PAGE, notice, passages_layout
from bot.discord.ui.markdown import one_line
from bot.service.collection_reader import CollectionReader
from bot.service.filters import CHOICE, parse_date, wanted
from bot.service.records import SentMessage, SentQuote
from bot.service.requote import requote
from index.records import PassageHit
from index.retrieval.hybrid import Wanted

if TYPE_CHECKING:
    from bot.discord.client import Quotebot

_LIMIT = 30  # passages found


async def complete_source(interaction: "discord.Interaction[Quotebot]", typed: str) -> list[app_commands.Choice[str]]:
    """The publishers of the articles that may be read here."""

    def publishers(reader: CollectionReader, names: Sequence[str]) -> list[app_commands.Choice[str]]:
        found = dict.fromkeys(name[:CHOICE] for name in reader.publishers(names, typed.strip(), MAX_CHOICES))
        return [app_commands.Choice(name=name, value=name) for name in found]

    return await complete(interaction, publishers)


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
    interaction: "discord.Interaction[Quotebot]",
    query: app_commands.Range[str, 1, 2000],
    source: str | None = None,
    after: str | None = None,
    before: str | None = None,
) -> None:
    """Shows the passages that fit a query best, for the person alone."""
    filters = {"source": source, "after": after, "before": before}
    await InteractionContext(interaction, asks=True).attend(partial(_search, query=query, filters=filters))


COMMANDS: Commands = (search,)


async def _search(request: RequestContext, query: str, filters: dict[str, str | None]) -> None:
    for written in (filters["after"], filters["before"]):
        if written is not None and parse_date(written) is None:
            raise RefusedError("search-date-wrong", date=one_line(written[:100]))
    names = await request.collections(private=True)
    only = _wanted(filters)
    found = await request.work(lambda reader: reader.search(names, query, _LIMIT, only))
    if not found:
        await request.show(notice(request.translate("search-none", query=one_line(query[:200]))))
        return
    quotes = tuple(
        SentQuote(p.source.collection, p.source.id, p.span.start, p.span.end, p.text, (p.span,)) for p in found
    )
    shown = request.shown("search", question=query, context=query, detail=filters, quotes=quotes)
    await request.client.state.sent_messages.add(shown)
    await turn(request, shown, ButtonAction("results", shown.id))


async def turn(request: RequestContext, shown: SentMessage, press: ButtonAction) -> None:
    """Shows one page of what a search found; what may no longer be read here, or has changed, is left out."""
    pages = -(-len(shown.quotes) // PASSAGES_A_PAGE)
    page = min(press.page, pages - 1)
    part = shown.quotes[page * PASSAGES_A_PAGE : (page + 1) * PASSAGES_A_PAGE]
    names = await request.collections(private=True)
    passages = await request.work(partial(_page, names=names, quotes=part))
    translate = request.translate
    filters = ", ".join(f"{translate(f'search-{name}-name')}: {value}" for name, value in shown.detail.items() if value)
    count = len(shown.quotes)
    await request.show(passages_layout(passages, shown.id, page, count, filters, shown.question, translate))


def _page(
    reader: CollectionReader, names: Sequence[str], quotes: Sequence[SentQuote]
) -> list[tuple[int, PassageHit, str]]:
    """The passages as they stand in their articles now, each with its place in the list and its article's text."""
    return [
        (place, PassageHit(quote.text, span, 0.0, article.source), article.text)
        for place, quote, span, article in requote(reader, names, quotes)
    ]


def _wanted(filters: dict[str, str | None]) -> Wanted | None:
    after, before = parse_date(filters["after"] or ""), parse_date(filters["before"] or "")
    return wanted(filters["source"], after, before)
