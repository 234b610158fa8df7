"""Quote as answer: a manager makes a message an article of the server, and its author decides about their name."""

import asyncio
import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Literal, Self, cast

import discord
from discord import app_commands, ui

from bot.discord.client import Quotebot
from bot.discord.commands.shared import Commands, entered, for_managers, manage, text
from bot.discord.conversations import limited, parent_of, scope_of
from bot.discord.languages import language_of
from bot.discord.quotations import BUTTON, ask_author, hidden, notice_layout, removed
from bot.discord.quote_drafts import QuoteDraft
from bot.discord.request import FormContext, InteractionContext, RefusedError
from bot.discord.ui.layouts import lines_layout
from bot.discord.ui.markdown import cut
from bot.discord.uploads import name_of, who
from bot.discord.written_messages import is_program, written
from bot.service.access import CollectionScope
from bot.service.message_articles import Chat, beginning, message_article, quoted
from bot.service.records import QuotedMessage, new_id
from index.files.data_folder import BusyError
from index.records import Article
from index.retrieval.query import legible

log = logging.getLogger("quotebot")

_FORM = "quotebot:quoting:"
_LONGEST = 150  # characters of a title
_EVERYONE, _CHANNEL = "everyone", "channel"
_HEAD_START = 0.5  # seconds for the process that opened the form, before another tells that it is too late


@app_commands.context_menu(name=text("quote-name"))
@for_managers
async def quote(interaction: discord.Interaction[Quotebot], message: discord.Message) -> None:
    """Opens the form to make an article of a message."""
    await manage(interaction, partial(_open_form, message=message), FormContext)


COMMANDS: Commands = (quote,)


async def _open_form(request: InteractionContext, message: discord.Message) -> None:
    """Opens the form for title and readers; Discord gives the message now, and not with the form."""
    translate, place, key = request.translate, request.interaction.channel, new_id()
    if not isinstance(place, discord.abc.GuildChannel | discord.Thread):
        raise RefusedError("quoted-nowhere")
    draft = QuoteDraft(place.guild.id, parent_of(place), limited(place).id, written(message), is_program(message))
    first_words = await asyncio.to_thread(beginning, draft.message)
    if not legible(first_words):
        raise RefusedError("quoted-empty")
    request.services.quote_drafts.keep(key, draft)
    form = ui.Modal(title=translate("quote-form-title"), custom_id=f"{_FORM}{key}", timeout=None)
    title = place.name if isinstance(place, discord.Thread) else first_words
    form.add_item(
        ui.Label(
            text=translate("quote-form-heading"),
            component=ui.TextInput(custom_id="title", default=cut(title, _LONGEST), max_length=_LONGEST),
        )
    )
    is_open = scope_of(place).kind == "everyone"
    around = place.guild.get_channel(draft.limited_to)
    channel = translate("quote-form-channel", channel=cut(around.name if around else place.name, 60))
    options = [
        discord.SelectOption(label=translate("quote-form-everyone"), value=_EVERYONE, default=is_open),
        discord.SelectOption(label=channel, value=_CHANNEL, default=not is_open),
    ]
    form.add_item(
        ui.Label(
            text=translate("quote-form-readers"), component=ui.Select[ui.Modal](custom_id="readers", options=options)
        )
    )
    form.stop()  # kept nowhere: what is sent in is taken by its custom id
    await request.interaction.response.send_modal(form)


async def submitted(interaction: discord.Interaction[Quotebot]) -> None:
    """Makes the article that a form is about."""
    data: Any = interaction.data or {}
    before, _, key = str(data.get("custom_id", "")).partition(_FORM)
    if not before and key:
        services = interaction.client.services
        if services.claims.are_shared and key not in services.quote_drafts:
            await asyncio.sleep(_HEAD_START)
        await manage(interaction, partial(_quote, key=key, values=entered(data)))


async def _quote(request: InteractionContext, key: str, values: Mapping[str, str]) -> None:
    draft, readers = request.services.quote_drafts.take(key), values.get("readers")
    guild = request.interaction.guild
    if draft is None or guild is None or guild.id != draft.guild or readers not in (_EVERYONE, _CHANNEL):
        raise RefusedError("quoted-late", menu=request.translate("quote-name"))
    await _require_there(request, draft)
    title = " ".join(values.get("title", "").split()) or beginning(draft.message)
    scope = CollectionScope(guild.id, "everyone", guild.id)
    if readers == _CHANNEL:
        scope = CollectionScope(guild.id, "channel", draft.limited_to)
    chat = Chat("message", draft.message.id, guild.id, title, guild.name, draft.parent)
    article = await asyncio.to_thread(message_article, chat, draft.message)
    if article is None:
        raise RefusedError("quoted-empty")
    message = await _put(request, scope, quoted(chat, scope.name, [draft.message])[0], article)
    try:
        await _require_there(request, draft)
    except RefusedError:  # it was deleted while others were at work, when nothing told that it is quoted
        await request.services.quoted_messages.remove([message])
        raise
    lines = [request.translate(await _asked(request, draft, message))]
    head = request.translate("quoted", who=who(scope, request.translate), title=name_of(article.source.title))
    await request.show(lines_layout(head, lines))


async def _require_there(request: InteractionContext, draft: QuoteDraft) -> None:
    """Raises RefusedError where a message was deleted while the form was open, as far as the bot may know."""
    place = request.interaction.client.get_partial_messageable(draft.message.channel, guild_id=draft.guild)
    try:
        await place.fetch_message(draft.message.id)
    except discord.NotFound:
        raise RefusedError("quoted-gone") from None
    except discord.HTTPException as error:  # as where it may not read the channel; of deletions it is told even there
        log.info("message %s could not be looked for: %s", draft.message.id, error)


async def _put(
    request: InteractionContext, scope: CollectionScope, message: QuotedMessage, article: Article
) -> QuotedMessage:
    """Puts the article of a message in place of an earlier one of it."""
    try:
        kept, refused = await request.services.quoted_messages.quote(scope, message, article)
    except BusyError:
        raise RefusedError("refuse-busy") from None
    if refused:
        raise RefusedError(refused.key, **{name: name_of(value) for name, value in refused.values.items()})
    return kept


async def _asked(request: InteractionContext, draft: QuoteDraft, message: QuotedMessage) -> str:
    """Has the author of a message asked, unless they were before; the key of what a manager is told of that."""
    if draft.is_program:
        return "quoted-program"
    if message.notice is not None or await ask_author(request.interaction.client, message):
        return "quoted-asked"
    return "quoted-not-asked"


class AuthorButton(
    ui.DynamicItem[ui.Button[Any]], template=BUTTON + r"(?P<name>show|hide|remove):(?P<message>\d{1,20})"
):
    """A button below a quoted message, for its author alone."""

    def __init__(self, item: ui.Button[Any], name: Literal["show", "hide", "remove"], message: int) -> None:
        super().__init__(item)
        self._name = name
        self._message = message

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """See discord.py."""
        name = cast(Literal["show", "hide", "remove"], match["name"])
        return cls(cast("ui.Button[Any]", item), name, int(match["message"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Does what the author wishes."""
        await InteractionContext(interaction, update=True).handle(self._act)

    async def _act(self, request: InteractionContext) -> None:
        every = await request.services.state.quoted_messages.of_message(self._message)
        message = next((one for one in every if one.kind == "message" and one.guild == request.scope.guild), None)
        if message is None:
            raise RefusedError("quoted-gone")
        if message.author != request.scope.person:
            raise RefusedError("quoted-not-author")
        client = request.interaction.client
        if self._name == "remove":
            await removed(client, [replace(message, notice=None)])
            await hidden(client, message, is_removed=True)
            translate = await language_of(client.services, client.get_guild(message.guild))
            await request.show(lines_layout(translate("quoted-notice-removed"), ()))
            return
        author = request.interaction.user.display_name if self._name == "show" else None
        try:
            changed = await request.services.quoted_messages.name(message, author)
        except BusyError:
            raise RefusedError("refuse-busy") from None
        if changed is None:
            raise RefusedError("quoted-gone")
        if author is None:
            await hidden(client, message, is_removed=False)
        translate = await language_of(client.services, client.get_guild(message.guild))
        await request.show(notice_layout(changed, translate))


CONTROLS = (AuthorButton,)
