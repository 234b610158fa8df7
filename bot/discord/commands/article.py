"""Reading: /article, and a quote in its context; private, in pages, with what was quoted in bold."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

import discord
from discord import app_commands

from bot.discord.client import Quotebot
from bot.discord.commands.autocomplete import CHOICE_LENGTH, chosen, complete_title
from bot.discord.commands.shared import Commands, everywhere, text
from bot.discord.request import InteractionContext, RefusedError, RequestContext
from bot.discord.ui.blocks import wide_tables
from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.ui.layouts import PAGE, QuoteChange, joined, page_body, page_layout
from bot.discord.ui.markdown import one_line
from bot.discord.ui.pagination import page_of, pages
from bot.service.article_links import ArticleLinks
from bot.service.collection_reader import CollectionReader
from bot.service.quote_context import Change, find, quote_context
from bot.service.records import SentMessage, SentQuote
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
    """Shows the page of an article that a quote is on, or another page of it, as it is or as it was."""
    if action.name == "read":
        await show_page(request, sent, ButtonAction("edition", sent.id, action.number))
    else:
        await show_page(request, sent, action, action.page)


async def show_page(request: RequestContext, sent: SentMessage, action: ButtonAction, page: int | None = None) -> None:
    """Shows one page of the article of a quote; without `page` the one that the quote is on.

    By `edition` that is the article as it was, where it no longer holds the quote and that is still known.
    """
    quote = sent.quotes[action.number]
    if not await request.still_readable([quote]):
        raise RefusedError("context-gone")
    wanted = [quote] if quote.text else [other for other in sent.quotes if other.text]
    opened = await request.work(partial(_opened, quotes=wanted, quote=quote, former=action.name == "edition"))
    if opened is None:
        raise RefusedError("context-gone")
    number = page_of(opened.pages, opened.start) if page is None else min(page, len(opened.pages) - 1)
    change, note = None, ""
    if opened.change:
        until = opened.until and request.translate.date(opened.until.isoformat())
        note = request.translate("context-former", date=until) if until else request.translate("context-changed")
        present = ButtonAction("turn", sent.id, action.number, opened.present) if until else None
        change = QuoteChange(opened.change.runs, present)
    turning = ButtonAction("edition" if opened.until else "turn", sent.id, action.number)
    url = _url(request.services.links, opened)
    translate = request.translate
    layout = page_layout(opened.article, opened.pages, number, opened.marked, turning, translate, url, note, change)
    await request.show(layout)


class _Opened(NamedTuple):
    """The text that is opened: the article as it is, or as it was `until` a moment, and its pages.

    `start` is where in its plain reading it is to be opened, and `present` the page of the other that matches.
    """

    article: Article
    pages: Sequence[Span]
    marked: Sequence[Span]
    start: int
    change: Change | None = None
    until: datetime | None = None
    present: int = 0


def _opened(reader: CollectionReader, quotes: Sequence[SentQuote], quote: SentQuote, former: bool) -> _Opened | None:
    """The article of a quote, with the quotes marked that it holds; None where it is gone."""
    context = quote_context(reader, quote)
    if context is None:
        return None
    article, change = context.article, context.change
    pages = reader.paged(article, _split)
    if change is None:
        marked = [span for one in quotes if (span := find(one, article))]
        start = plain_span(article, marked[0]).start if marked else 0
        return _Opened(article, pages, marked, start)
    if former and change.edition and change.quoted:
        before, until = change.edition
        start = plain_span(before, change.quoted).start
        present = page_of(pages, change.place)
        return _Opened(before, reader.paged(before, _split), [change.quoted], start, change, until, present)
    return _Opened(article, pages, [], change.place, change)


def _url(links: ArticleLinks, opened: _Opened) -> str | None:
    """Where else the article is read, at the first quote of it that is marked; what it was is nowhere to be read."""
    article = Article(opened.article.source, "") if opened.until else opened.article
    marked = [] if opened.until else joined(opened.marked)
    return links.opening(article, next(iter(marked), Span(0, 0)))


def _split(article: Article) -> list[Span]:
    wide = wide_tables(article)
    # Measured as if all of it were bold, so that whatever is marked still fits.
    return pages(article.plain, PAGE, lambda span: len(page_body(article, span, [span], wide)))
