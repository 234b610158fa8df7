"""Reading: /article, and a quote in its context; private, in pages, with what was quoted in bold."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord.commands.shared import MAX_CHOICES, Commands, everywhere, text
from bot.discord.request import InteractionContext, RefusedError, RequestContext, complete
from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.ui.layouts import PAGE, page_layout
from bot.discord.ui.markdown import one_line, quoted
from bot.discord.ui.pagination import page_of, pages
from bot.service.collection_reader import CollectionReader
from bot.service.records import SentMessage, SentQuote
from bot.service.requote import found_again
from index.records import Article, Source, Span

if TYPE_CHECKING:
    from bot.discord.client import Quotebot

_CHOICE = 100  # characters of a choice's name


async def complete_title(interaction: "discord.Interaction[Quotebot]", typed: str) -> list[app_commands.Choice[str]]:
    """The articles that may be read here and whose title holds what was typed."""
    return await complete(interaction, lambda reader, names: choices(reader.titled(names, typed.strip(), MAX_CHOICES)))


def choices(sources: Sequence[Source]) -> list[app_commands.Choice[str]]:
    """Articles as choices: shown by title, known by collection and id, where these are short enough for Discord.

    Two of one name get their ids behind it, since Discord tells choices apart by their names.
    """
    names = [" ".join(" · ".join(filter(None, (one.title, one.publisher))).split()) for one in sources]
    counts = Counter(name[:_CHOICE] for name in names)
    options: dict[str, str] = {}
    for source, name in zip(sources, names, strict=True):
        value = f"{source.collection}:{source.id}"
        behind = f" ({source.id})" if counts[name[:_CHOICE]] > 1 else ""
        shown = f"{name[: _CHOICE - len(behind)]}{behind}" if len(behind) < _CHOICE else source.id
        if len(value) <= _CHOICE:
            options.setdefault(shown[:_CHOICE] or source.id, value)
        else:
            options.setdefault(shown[:_CHOICE], source.title[:_CHOICE])
    return [app_commands.Choice(name=name, value=value) for name, value in options.items() if value.strip()]


@app_commands.command(name=text("article-name"), description=text("article-description"))
@app_commands.rename(title=text("article-title-name"))
@app_commands.describe(title=text("article-title-description"))
@app_commands.autocomplete(title=complete_title)
@everywhere
async def article(interaction: "discord.Interaction[Quotebot]", title: app_commands.Range[str, 1, _CHOICE]) -> None:
    """Shows an article, for the person alone."""
    await InteractionContext(interaction, asks=True).attend(partial(_open, title=title))


COMMANDS: Commands = (article,)


async def _open(request: RequestContext, title: str) -> None:
    names = await request.collections(private=True)
    source = await request.work(partial(chosen, names=names, title=title))
    if source is None:
        raise RefusedError("article-none", title=one_line(title))
    quotes = await request.client.state.sent_messages.quotes(source.collection, source.id, request.place.person)
    # The first quote is the article itself: what its pages are of, also where nothing of it was quoted.
    whole = SentQuote(source.collection, source.id, 0, 0, "", ())
    shown = request.shown("article", quotes=(whole, *quotes))
    await request.client.state.sent_messages.add(shown)
    await show_page(request, shown, ButtonAction("turn", shown.id), page=0)


def chosen(reader: CollectionReader, names: Sequence[str], title: str, exactly: bool = False) -> Source | None:
    """The article that a choice stands for or, where somebody typed on their own, that has this in its title.

    `exactly` takes only the one article that has just this title.
    """
    collection, _, key = title.partition(":")
    if collection in names and (found := reader.article(collection, key)) is not None:
        return found.source
    typed = title.strip()
    if not exactly:
        return next(iter(reader.titled(names, typed, 1)), None)
    same = [one for one in reader.titled(names, typed, MAX_CHOICES) if one.title.casefold() == typed.casefold()]
    return same[0] if len(same) == 1 else None


async def read(request: RequestContext, shown: SentMessage, press: ButtonAction) -> None:
    """Shows the page of an article that a quote is on, or a page that was turned to."""
    turned = press.action == "turn"
    await show_page(request, shown, ButtonAction("turn", shown.id, press.number), press.page if turned else None)


async def show_page(request: RequestContext, shown: SentMessage, press: ButtonAction, page: int | None) -> None:
    """Shows one page of the article of a quote; without `page` the one that the quote is on."""
    quote = shown.quotes[press.number]
    if not await request.readable([quote]):
        raise RefusedError("context-gone")
    paged = await request.work(partial(_paged, quote=quote))
    if paged is None:
        raise RefusedError("context-gone")
    article, spans = paged
    wanted = [quote] if quote.text else [other for other in shown.quotes if other.text]
    marked = [span for one in wanted if (span := found_again(one, article))]
    number = page_of(spans, marked[0].start if marked else 0) if page is None else min(page, len(spans) - 1)
    note = request.translate("context-changed") if quote.text and not marked else ""
    await request.show(page_layout(article, spans, number, marked, press, request.translate, note))


def _paged(reader: CollectionReader, quote: SentQuote) -> tuple[Article, Sequence[Span]] | None:
    """The article of a quote, and its pages."""
    article = reader.article(quote.collection, quote.article)
    if article is None:
        return None
    # Measured as if all of it were bold, so that whatever is marked still fits.
    split = partial(pages, limit=PAGE, measure=lambda part: len(quoted(part, [(0, len(part))])))
    return article, reader.paged(article, split)
