"""Asking: /ask, mentions and direct messages, the message command, and following up."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Literal

import discord
from discord import app_commands, ui

from bot.discord.client import Quotebot
from bot.discord.commands.answering import kept, linked, options_of, show
from bot.discord.commands.shared import Commands, everywhere, text
from bot.discord.request import InteractionContext, RefusedError, RequestContext
from bot.discord.ui.answers import answer_layout
from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.written_request import MessageContext
from bot.service.access import may_use, parse_scope
from bot.service.answer_options import AnswerOptions
from bot.service.collection_reader import CollectionReader, Reply
from bot.service.records import SentMessage
from index.answering.dialogue import Turn
from index.retrieval.query import legible
from index.text.courtesies import Courtesy, courtesy_of

_LONGEST = 2000  # characters of a question
_DIALOGUE = timedelta(minutes=30)  # after which a question stands alone again
_FOLLOW, _PRIVATE, _OPEN = "quotebot:followed:", "private", "open"


@app_commands.command(name=text("ask-name"), description=text("ask-description"))
@app_commands.rename(question=text("ask-question-name"), private=text("ask-private-name"))
@app_commands.describe(question=text("ask-question-description"), private=text("ask-private-description"))
@everywhere
async def ask(
    interaction: discord.Interaction[Quotebot],
    question: app_commands.Range[str, 1, _LONGEST],
    private: bool | None = None,
) -> None:
    """Answers a question, to all in the channel or to the asker alone."""
    request = InteractionContext(interaction, private=private, asks=True)
    await request.handle(partial(answer, question=question))


@app_commands.context_menu(name=text("find-sources-name"))
@everywhere
async def find_sources(interaction: discord.Interaction[Quotebot], message: discord.Message) -> None:
    """Finds what the articles say of a message, for the person who asked for that alone."""
    request = InteractionContext(interaction, asks=True)
    await request.handle(partial(answer, question=message.content[:_LONGEST], kind="check"))


COMMANDS: Commands = (ask, find_sources)


async def answer_message(request: MessageContext) -> None:
    """Answers a message, understood with what went before it."""
    message, state = request.message, request.services.state
    reference = message.reference and message.reference.message_id
    before = await state.sent_messages.of_message(reference) if reference else None
    if before is None or before.private or not may_use(before, request.scope):
        former = request.replaces.created if request.replaces else None
        since = (former or datetime.now(UTC)) - _DIALOGUE
        in_private = message.guild is None  # what was asked in private is not for all to see
        person = request.scope.person
        before = await state.sent_messages.last_answer(message.channel.id, person, since, in_private, former)
    await answer(request, request.question, before)


async def follow(request: InteractionContext, sent: SentMessage, action: ButtonAction) -> None:
    """Opens the form for a question that goes on from an answer."""
    translate = request.translate
    custom_id = f"{_FOLLOW}{sent.id}:{_PRIVATE if sent.private else _OPEN}"
    form = ui.Modal(title=translate("follow-title"), custom_id=custom_id, timeout=None)
    field = ui.TextInput[ui.Modal](custom_id="question", style=discord.TextStyle.paragraph, max_length=_LONGEST)
    form.add_item(ui.Label(text=translate("follow-label"), component=field))
    form.stop()  # kept nowhere: what is sent in is taken by its custom id
    await request.interaction.response.send_modal(form)


async def submitted(interaction: discord.Interaction[Quotebot]) -> None:
    """Answers the question of a form, as privately as the answer that it goes on from."""
    data: Any = interaction.data or {}
    form, _, rest = str(data.get("custom_id", "")).partition(_FOLLOW)
    sent_id, _, privacy = rest.partition(":")
    if not form and sent_id:
        request = InteractionContext(interaction, private=privacy != _OPEN, asks=True)
        await request.handle(partial(_go_on, question=_written(data), sent_id=sent_id))


async def _go_on(request: InteractionContext, question: str, sent_id: str) -> None:
    before = await request.services.state.sent_messages.get(sent_id)
    if before is not None and (not may_use(before, request.scope) or (before.private and not request.private)):
        before = None
    await answer(request, question, before)


def _written(data: object) -> str:
    """What was written in a form of one field, wherever in it that is."""
    if isinstance(data, dict):
        inner = [*data.get("components", ()), data.get("component")]
        return str(data.get("value") or "") or next(filter(None, map(_written, inner)), "")
    return ""


async def answer(
    request: RequestContext,
    question: str,
    before: SentMessage | None = None,
    kind: Literal["answer", "check"] = "answer",
) -> None:
    """Shows what answers a question; the limited articles' part of it to the person alone."""
    question = legible(" ".join(question.split()))
    if not question:
        raise RefusedError("refuse-empty", ask=request.translate("ask-name"), help=request.translate("help-name"))
    if kind == "answer" and (courtesy := courtesy_of(question)) is not None:
        await _return(request, courtesy)
        return
    turn = _dialogue_turn(before)
    open_to_all, options = await request.readable_collections(private=request.private), await options_of(request)
    reply, links = await request.work(
        partial(_answer, names=open_to_all, question=question, before=turn, options=options)
    )
    await request.make_room(question)
    sent = await kept(request, kind, question, reply, request.private)
    following = before.question if before and reply.answer.question != question else ""
    layout = answer_layout(reply.answer, links, sent.id, request.translate, request.unseen(question), following)
    await show(request, sent, layout)
    if isinstance(request, InteractionContext) and not request.private:
        await _answer_limited(request, question, turn, options, open_to_all)


async def _return(request: RequestContext, courtesy: Courtesy) -> None:
    """Returns a courtesy in a line, of which nothing is kept; one that was written only where that fits."""
    if isinstance(request, MessageContext) and not request.returns(courtesy):
        return
    if courtesy == "thanks":
        await request.notify(request.translate("courtesy-thanks"))
    elif courtesy == "farewell":
        await request.notify(request.translate("courtesy-farewell"))
    else:
        names = {"ask": request.translate("ask-name"), "help": request.translate("help-name")}
        await request.notify(request.translate("courtesy-greeting", **names))


async def _answer_limited(
    request: InteractionContext,
    question: str,
    before: Turn | None,
    options: AnswerOptions,
    open_to_all: Sequence[str],
) -> None:
    """What the articles say that are limited to the person's roles, where that is an answer."""
    names = await request.readable_collections(private=True)
    if set(names) == set(open_to_all):
        return
    reply, links = await request.work(partial(_answer, names=names, question=question, before=before, options=options))
    if not any(_is_limited(quote.source.collection) for quote in reply.answer.quotes):
        return
    sent = await kept(request, "answer", question, reply, private=True)
    layout = answer_layout(reply.answer, links, sent.id, request.translate, request.unseen(question), limited=True)
    await request.show_privately(layout)


def _is_limited(collection: str) -> bool:
    scope = parse_scope(collection)
    return scope is not None and scope.kind == "role"


def _dialogue_turn(before: SentMessage | None) -> Turn | None:
    """What a question goes on from; nothing where what was asked is not kept."""
    if before is None or not before.context:
        return None
    first = next(iter(before.quotes), None)
    return Turn(before.context) if first is None else Turn(before.context, first.article, first.collection)


def _answer(
    reader: CollectionReader, names: Sequence[str], question: str, before: Turn | None, options: AnswerOptions
) -> tuple[Reply, list[str | None]]:
    reply = reader.answer(names, question, before, options)
    return reply, linked(reader, reply)
