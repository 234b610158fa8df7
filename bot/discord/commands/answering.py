"""Answer this: a manager writes the answer to a question that the articles did not answer, and who asked is told."""

import asyncio
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, get_args

import discord
from discord import ui

from bot.discord.client import Quotebot
from bot.discord.commands.reviewed import unanswered_group
from bot.discord.commands.shared import entered, require_manager
from bot.discord.conversations import Place, limited, scope_of
from bot.discord.request import InteractionContext, RefusedError
from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.ui.layouts import Layout, lines_layout
from bot.discord.ui.markdown import cut
from bot.discord.uploads import name_of, who
from bot.discord.written_replies import MOST, Outcome, reply_to_askers
from bot.service.access import CollectionScope, may_use
from bot.service.records import SentMessage
from bot.service.review import Together
from bot.service.state_store import WRITTEN
from bot.service.text_fragments import address, link_to_quote
from bot.service.written_answers import new_key, stored_file, whole_quote, written_answer
from index.files.data_folder import BusyError
from index.records import Article, Span
from index.retrieval.query import legible

_FORM = "quotebot:answering:"
_QUESTION, _TEXT, _ADDRESS = 150, 4000, 500  # characters
_EVERYONE, _CHANNEL = "everyone", "channel"
_FILE = "answer.txt"


async def open_form(request: InteractionContext, sent: SentMessage, action: ButtonAction) -> None:
    """Opens the form for the answer to a question of a review, for who may manage the server."""
    require_manager(request)
    answers = await unanswered_group(request, sent, action.page)
    translate, place = request.translate, await _place(request, answers)
    custom_id = f"{_FORM}{sent.id}:{action.page}"
    form = ui.Modal(title=translate("answering-title"), custom_id=custom_id, timeout=None)
    question = " ".join(answers[0].question.split())
    is_open = place is None or scope_of(place).kind == "everyone"
    readers = [discord.SelectOption(label=translate("quote-form-everyone"), value=_EVERYONE, default=is_open)]
    if place is not None:
        label = translate("answering-channel")
        readers.append(discord.SelectOption(label=label, value=_CHANNEL, default=not is_open))
    fields: dict[str, ui.Item[ui.Modal]] = {
        "answering-question": ui.TextInput(
            custom_id="question", default=cut(question, _QUESTION), max_length=_QUESTION
        ),
        "answering-text": ui.TextInput(custom_id="text", style=discord.TextStyle.paragraph, max_length=_TEXT),
        "answering-address": ui.TextInput(custom_id="address", required=False, max_length=_ADDRESS),
        "quote-form-readers": ui.Select(custom_id="readers", options=readers),
        "answering-named": ui.Checkbox(custom_id="named"),
    }
    for key, field in fields.items():
        form.add_item(ui.Label(text=translate(key), component=field))
    form.stop()  # kept nowhere: what is sent in is taken by its custom id
    await request.interaction.response.send_modal(form)


class _Submission(InteractionContext):
    """An answer that is sent in: whatever stands in its way, its writer gets their text back."""

    def __init__(self, interaction: discord.Interaction[Quotebot], text: str) -> None:
        super().__init__(interaction)
        self._text = text

    async def notify(self, text: str) -> None:
        """See RequestContext."""
        file = discord.File(io.BytesIO(self._text.encode("utf-8", "replace")), _FILE)
        layout = Layout(ui.TextDisplay(text), ui.File(f"attachment://{_FILE}"))
        if self._acknowledged:
            await self.show_file(layout, file)
        else:
            await self.interaction.response.send_message(view=layout, file=file, ephemeral=True)


async def submitted(interaction: discord.Interaction[Quotebot]) -> None:
    """Makes the article that somebody wrote as an answer."""
    data: Any = interaction.data or {}
    before, _, rest = str(data.get("custom_id", "")).partition(_FORM)
    sent_id, _, number = rest.partition(":")
    if not before and sent_id and number.isdecimal():
        values = entered(data)
        request = _Submission(interaction, values.get("text", ""))
        await request.handle(partial(_take, sent_id=sent_id, number=int(number), values=values))


async def _take(request: InteractionContext, sent_id: str, number: int, values: dict[str, str]) -> None:
    """Takes an answer in and tells who asked; one at a time in a server, so that a question gets but one."""
    require_manager(request)
    async with request.services.in_flight.alone(request.scope.guild or 0):
        sent = await request.services.state.sent_messages.get(sent_id)
        if sent is None or sent.kind != "review" or not may_use(sent, request.scope):
            raise RefusedError("answering-late", review=request.translate("review-name"))
        answers = await unanswered_group(request, sent, number)
        scope, article = await _written(request, answers, values)
        await _put(request, scope, article)
        asked = await _settle(request, answers, article.source.id)
    source = replace(article.source, collection=scope.name)
    # Where it leads, its words need not stand.
    quote, link = whole_quote(replace(article, source=source)), link_to_quote(Article(source, ""), Span(0, 0))
    outcomes = await reply_to_askers(request.interaction.client, asked, scope, quote, link)
    titles = name_of(source.title)
    head = request.translate("library-added", who=who(scope, request.translate), titles=titles)
    await request.show(lines_layout(head, _told(request, outcomes)))


async def _written(
    request: InteractionContext, answers: Together, values: dict[str, str]
) -> tuple[CollectionScope, Article]:
    """The article of an answer, and for whom it is. Raises RefusedError where there can be none."""
    guild, url = request.interaction.guild, values.get("address", "").strip()
    if guild is None:
        raise RefusedError("refuse-admin")
    if url and address(url) is None:
        raise RefusedError("answering-no-address", address=name_of(url))
    scope = CollectionScope(guild.id, "everyone", guild.id)
    if values.get("readers") != _EVERYONE:
        place = await _place(request, answers)
        if place is None:
            raise RefusedError("answering-no-channel")
        scope = limited(place)
    question = legible(" ".join(values.get("question", "").split())) or answers[0].question
    author = request.interaction.user.display_name if values.get("named") else None
    write = partial(written_answer, new_key(), question, values.get("text", ""), guild.name)
    article = await asyncio.to_thread(write, datetime.now(UTC).date(), url or None, author)
    if article is None:
        raise RefusedError("answering-empty")
    return scope, article


async def _put(request: InteractionContext, scope: CollectionScope, article: Article) -> None:
    try:
        refused = await request.services.collection_writer.put(scope, stored_file(article.source.id), article)
    except BusyError:
        raise RefusedError("refuse-busy") from None
    if refused:
        raise RefusedError(refused.key, **{name: name_of(value) for name, value in refused.values.items()})


async def _settle(request: InteractionContext, answers: Together, article: str) -> list[SentMessage]:
    """Notes of the answers to a question that there is one now, and gives them as they were sent."""
    state, asked = request.services.state.sent_messages, list[SentMessage]()
    for one in answers:
        sent = await state.get(one.id)
        if sent is not None:
            await state.change(sent.id, sent.kind, {**sent.detail, WRITTEN: article})
            asked.append(sent)
    return asked


def _told(request: InteractionContext, outcomes: Counter[Outcome]) -> Sequence[str]:
    """What became of the replies."""
    told = (
        "-# " + request.translate(f"answering-{outcome}", count=outcomes[outcome], most=MOST)
        for outcome in get_args(Outcome)[1:]
        if outcomes[outcome]
    )
    return [request.translate("answering-replied", count=outcomes["replied"]), *told]


async def _place(request: InteractionContext, answers: Together) -> Place | None:
    """Where a question was asked last, None where that is gone or not to be seen.

    An archived thread is known only to who asks Discord for it.
    """
    guild, channel = request.interaction.guild, max(answers, key=lambda one: one.created).channel
    place: object = guild.get_channel_or_thread(channel) if guild else None
    if place is None:
        try:
            place = await request.interaction.client.fetch_channel(channel)
        except (discord.NotFound, discord.Forbidden):
            return None
    return place if isinstance(place, discord.abc.GuildChannel | discord.Thread) else None
