"""What people may want to know of the bot: /sources, /help and /privacy."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

import discord
from discord import app_commands

from bot.discord.client import Quotebot
from bot.discord.commands.shared import BY_ANYBODY, EVERYWHERE, Commands, everywhere, text
from bot.discord.request import InteractionContext, RequestContext
from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.ui.layouts import collection_name, listing_layout, notice
from bot.discord.ui.markdown import cut, one_line
from bot.service.access import SHARED
from bot.service.collection_reader import CollectionReader
from bot.service.filters import parse_date
from bot.service.messages import Messages
from bot.service.records import SentMessage
from index.records import Source

_LINES = 20  # on one page of sources


@app_commands.command(name=text("sources-name"), description=text("sources-description"))
@everywhere
async def sources(interaction: discord.Interaction[Quotebot]) -> None:
    """Tells what answers are quoted from."""
    await InteractionContext(interaction).handle(_sources)


@app_commands.command(name=text("help-name"), description=text("help-description"))
@everywhere
async def help_(interaction: discord.Interaction[Quotebot]) -> None:
    """Tells what the bot does and how to ask it."""
    await InteractionContext(interaction).handle(_help)


class Privacy(app_commands.Group):
    """What is kept of a person."""

    @app_commands.command(name=text("privacy-about-name"), description=text("privacy-about-description"))
    async def about(self, interaction: discord.Interaction[Quotebot]) -> None:
        """Tells what is kept, for how long and why."""
        await InteractionContext(interaction).handle(_privacy)

    @app_commands.command(name=text("privacy-delete-name"), description=text("privacy-delete-description"))
    async def delete(self, interaction: discord.Interaction[Quotebot]) -> None:
        """Deletes what is kept of a person."""
        await InteractionContext(interaction).handle(_forget)


COMMANDS: Commands = (
    sources,
    help_,
    Privacy(
        name=text("privacy-name"),
        description=text("privacy-description"),
        allowed_contexts=EVERYWHERE,
        allowed_installs=BY_ANYBODY,
    ),
)


async def _help(request: InteractionContext) -> None:
    translate, user = request.translate, request.interaction.client.user
    names = {name: translate(f"{name}-name") for name in ("ask", "search", "article", "sources", "privacy")}
    mention, find = f"<@{user.id}>" if user else "", translate("find-sources-name")
    told = translate("help-text", bot=mention, find=find, **names)
    await request.show(notice(f"{told}\n\n{translate('help-personal')}" if request.is_personal else told))


async def _privacy(request: RequestContext) -> None:
    delete = f"{request.translate('privacy-name')} {request.translate('privacy-delete-name')}"
    days = request.services.settings.retention_days
    find, quote = (request.translate(f"{name}-name") for name in ("find-sources", "quote"))
    values = {"find": find, "quote": quote, "answer": request.translate("button-answer")}
    await request.show(notice(request.translate("privacy-text", days=days, delete=delete, **values)))


async def _forget(request: RequestContext) -> None:
    count = await request.services.state.forget_person(request.scope.person)
    await request.show(notice(request.translate("privacy-deleted", count=count)))


async def _sources(request: RequestContext) -> None:
    sent = request.sent_message("sources")
    await request.services.state.sent_messages.add(sent)
    await show_page(request, sent, ButtonAction("listing", sent.id))


async def show_page(request: RequestContext, sent: SentMessage, action: ButtonAction) -> None:
    """Shows one page of the sources, as they are now."""
    names = await request.readable_collections(private=True)
    head, lines = await request.work(partial(_overview, names=names, translate=request.translate))
    if not lines:
        await request.show(notice(request.translate("sources-none")))
        return
    pages = -(-len(lines) // _LINES)
    page = min(action.page, pages - 1)
    lines_of_page = lines[page * _LINES : (page + 1) * _LINES]
    await request.show(listing_layout(head, lines_of_page, sent.id, page, pages, request.translate))


def _overview(reader: CollectionReader, names: Sequence[str], translate: Messages) -> tuple[str, list[str]]:
    """How many articles and publishers there are, and a line for each publisher."""
    listing = [source for source, _ in reader.listing(names)]
    publishers = len({(source.collection, source.publisher) for source in listing})
    return f"**{translate('sources-head', articles=len(listing), publishers=publishers)}**", source_lines(
        listing, translate
    )


def source_lines(listing: Sequence[Source], translate: Messages) -> list[str]:
    """A line for each publisher of each collection: how many articles, and of which days."""
    publishers = defaultdict[str, defaultdict[str, list[Source]]](partial(defaultdict, list))
    for source in listing:
        publishers[source.collection][source.publisher or ""].append(source)
    lines = []
    for collection, by_name in publishers.items():
        if collection != SHARED or len(publishers) > 1:
            lines.append(f"**{collection_name(collection, translate)}**")
        for name, articles in sorted(by_name.items(), key=lambda entry: (-len(entry[1]), entry[0])):
            # With its colon, which could make an emoji of a name that ends in ":a".
            heading = one_line(f"{cut(name, 80) or translate('sources-none-named')}:")
            lines.append(f"• {heading} {translate('sources-line', count=len(articles))}{_days(articles, translate)}")
    return lines


def _days(articles: Sequence[Source], translate: Messages) -> str:
    """From when to when the articles were published, as far as that is known."""
    published = (article.published_at for article in articles if article.published_at)
    days = sorted(day[:10] for day in published if parse_date(day[:10]))
    if not days:
        return ""
    first, last = (one_line(cut(translate.date(day), 30)) for day in (days[0], days[-1]))
    return f", {first}" if first == last else f", {first} – {last}"
