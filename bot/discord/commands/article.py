"""Reading: /article, and a quote in its context; private, in pages, with what was quoted in bold."""

from collections.abc import Sequence
from functools import partial

import discord
from discord import app_commands

from bot.discord.client import Quotebot
from bot.discord.commands.autocomplete import CHOICE_LENGTH, chosen, complete_title
from bot.discord.commands.shared import Commands, everywhere, text
from bot.discord.request import InteractionContext, RefusedError, RequestContext
from bot.discord.ui.blocks import wide_tables
from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.ui.layouts import PAGE, page_body, page_layout
from bot.discord.ui.markdown import one_line
from bot.discord.ui.pagination import page_of, pages
from bot.service.collection_reader import CollectionReader
from bot.service.records import SentMessage, SentQuote
from bot.service.requote import locate
from index.reading import plain_span
from index.records import Article, Span


@app_commands.command(name=text("article-name"), description=text("article-description"))
@app_commands.rename(title=text("article-title-name"))
@app_commands.describe(title=text("article-title-description"))
@app_commands.autocomplete(title=complete_title)
@everywhere
async def article(interaction: discord.Interaction[Quotebot], title: app_commands.Range[str, 1, CHOICE_LENGTH]) -> None:
    """Shows an article, for the person alone."""
    await InteractionContext(interaction, asks=True).handle(partial(_open, title=title))


COMMANDS: Commands = (article,)


async def _open(request: RequestContext, title: str) -> None:
    names = await request.readable_collections(private=True)
    source = await request.work(partial(chosen, names=names, title=title))
    if source is None:
        raise RefusedError("article-none", title=one_line(title))
    quotes = await request.services.state.sent_messages.quotes(source.collection, source.id, request.scope.person)
    # The first quote is the article itself: what its pages are of, also where nothing of it was quoted.
    whole = SentQuote(source.collection, source.id, 0, 0, "", ())
    sent = request.sent_message("article", quotes=(whole, *quotes))
    await request.services.state.sent_messages.add(sent)
    await show_page(request, sent, ButtonAction("turn", sent.id), page=0)


async def read(request: RequestContext, sent: SentMessage, action: ButtonAction) -> None:
    """Shows the page of an article that a quote is on, or another page of it."""
    page = action.page if action.name == "turn" else None
    await show_page(request, sent, ButtonAction("turn", sent.id, action.number), page)


async def show_page(request: RequestContext, sent: SentMessage, action: ButtonAction, page: int | None) -> None:
    """Shows one page of the article of a quote; without `page` the one that the quote is on."""
    quote = sent.quotes[action.number]
    if not await request.still_readable([quote]):
        raise RefusedError("context-gone")
    paged = await request.work(partial(_paged, quote=quote))
    if paged is None:
        raise RefusedError("context-gone")
    article, spans = paged
    wanted = [quote] if quote.text else [other for other in sent.quotes if other.text]
    marked = [span for one in wanted if (span := locate(one, article))]
    start = plain_span(article, marked[0]).start if marked else 0
    number = page_of(spans, start) if page is None else min(page, len(spans) - 1)
    note = request.translate("context-changed") if quote.text and not marked else ""
    await request.show(page_layout(article, spans, number, marked, action, request.translate, note))


def _paged(reader: CollectionReader, quote: SentQuote) -> tuple[Article, Sequence[Span]] | None:
    """The article of a quote, and the pages of its plain reading."""
    article = reader.article(quote.collection, quote.article)
    if article is None:
        return None
    return article, reader.paged(article, _split)


def _split(article: Article) -> list[Span]:
    wide = wide_tables(article)
    # Measured as if all of it were bold, so that whatever is marked still fits.
    return pages(article.plain, PAGE, lambda span: len(page_body(article, span, [span], wide)))
