"""Asking: /ask, mentions and direct messages, the message command, and following up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import discord
from discord import app_commands, ui

from bot.discord.client import Quotebot
from bot.discord.commands.answers import NO_FILTERS, TIMES, AnswerKind, kept, linked, options_of, show, told_filters
from bot.discord.commands.autocomplete import complete_language, complete_source
from bot.discord.commands.shared import Commands, everywhere, text
from bot.discord.request import InteractionContext, RefusedError, RequestContext
from bot.discord.ui.answers import answer_layout
from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.ui.markdown import cut, one_line
from bot.discord.written_request import MessageContext
from bot.service.access import may_use, parse_scope
from bot.service.answer_options import AnswerOptions
from bot.service.article_links import ArticleLinks
from bot.service.collection_reader import CollectionReader, Reply
from bot.service.filters import wanted
from bot.service.messages import called_in_itself
from bot.service.records import SentMessage
from bot.service.requote import restored
from index.answering.dialogue import Turn
from index.records import Answer
from index.retrieval.query import legible
from index.text.courtesies import Courtesy, courtesy_of

_LONGEST = 2000  # characters of a question
_DIALOGUE = timedelta(minutes=30)  # after which a question stands alone again
_FOLLOW, _PRIVATE, _OPEN = "quotebot:followed:", "private", "open"


@app_commands.command(name=text("ask-name"), description=text("ask-description"))
@app_commands.rename(
    question=text("ask-question-name"),
    private=text("ask-private-name"),
    source=text("ask-source-name"),
    language=text("ask-language-name"),
)
@app_commands.describe(
    question=text("ask-question-description"),
    private=text("ask-private-description"),
    source=text("ask-source-description"),
    language=text("ask-language-description"),
)
@app_commands.autocomplete(source=complete_source, language=complete_language)
@everywhere
async def ask(
    interaction: discord.Interaction[Quotebot],
    question: app_commands.Range[str, 1, _LONGEST],
    private: bool | None = None,
    source: str | None = None,
    language: str | None = None,
) -> None:
    """Answers a question, to all in the channel or to the asker alone, of a publisher or in a language."""
    request = InteractionContext(interaction, private=private, asks=True)
    filters = {name: value for name, value in (("source", source), ("language", language)) if value}
    await request.handle(partial(answer, question=question, filters=filters))


@app_commands.context_menu(name=text("find-sources-name"))
@everywhere
async def find_sources(interaction: discord.Interaction[Quotebot], message: discord.Message) -> None:
    """Finds what the articles say of a message, for the person who asked for that alone."""
    request = InteractionContext(interaction, asks=True)
    await request.handle(partial(answer, question=message.content[:_LONGEST], kind="check"))


@app_commands.context_menu(name=text("ask-about-name"))
@everywhere
async def ask_about(interaction: discord.Interaction[Quotebot], message: discord.Message) -> None:
    """Answers a message as a question, as one of `ask` is; the words of another person are not kept."""
    request = InteractionContext(interaction, private=None, asks=True)
    kind: AnswerKind = "answer" if message.author == interaction.user else "check"
    await request.handle(partial(answer, question=message.content[:_LONGEST], kind=kind))


COMMANDS: Commands = (ask, find_sources, ask_about)


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
    kind: AnswerKind = "answer",
    filters: Mapping[str, str] = NO_FILTERS,
) -> None:
    """Shows what answers a question, of articles that pass the filters; of the limited ones to the person alone."""
    question = legible(" ".join(question.split()))
    if not question:
        raise RefusedError("refuse-empty", ask=request.translate("ask-name"), help=request.translate("help-name"))
    if kind == "answer" and (courtesy := courtesy_of(question)) is not None:
        await _return(request, courtesy)
        return
    turn = _dialogue_turn(before)
    if "language" in filters:
        filters = {**filters, "language": await _language(request, filters["language"])}
    only = wanted(filters.get("source"), language=filters.get("language"))
    open_to_all, options = await request.readable_collections(private=request.private), await options_of(request, only)
    found = partial(_answer, question=question, before=turn, options=options, article_links=request.services.links)
    reply, links = await request.work(partial(found, names=open_to_all))
    await request.make_room(question)
    sent = await kept(request, kind, question, reply, request.private, filters)
    following = before.question if before and reply.answer.question != question else ""
    layout = answer_layout(
        reply.answer,
        links,
        sent.id,
        request.translate,
        request.unseen(question),
        following,
        filters=told_filters(filters, request.translate),
        shareable=await _is_shareable(request, sent),
        kept_private=request.is_kept_private,
    )
    await show(request, sent, layout)
    if isinstance(request, InteractionContext) and not request.private:
        await _answer_limited(request, question, found, open_to_all, filters)


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
    found: Callable[..., tuple[Reply, list[str | None]]],
    open_to_all: Sequence[str],
    filters: Mapping[str, str],
) -> None:
    """What the articles say that are limited to the person's roles, where that is an answer.

    `found` gives what answers from collections.
    """
    names = await request.readable_collections(private=True)
    if set(names) == set(open_to_all):
        return
    reply, links = await request.work(partial(found, names=names))
    if not any(_is_limited(quote.source.collection) for quote in reply.answer.quotes):
        return
    sent = await kept(request, "answer", question, reply, private=True, filters=filters)
    layout = answer_layout(
        reply.answer,
        links,
        sent.id,
        request.translate,
        request.unseen(question),
        limited=True,
        filters=told_filters(filters, request.translate),
    )
    await request.show_privately(layout)


async def _language(request: RequestContext, asked: str) -> str:
    """The code of the language that is asked for, of those that articles here are in by its own name too."""
    if (code := request.translate.language_code(asked)) is not None:
        return code
    names = await request.readable_collections(private=True)
    code = await request.work(lambda reader: called_in_itself(asked, reader.languages(names)))
    if code is None:
        raise RefusedError("ask-language-none", language=one_line(cut(asked, 100)))
    return code


async def _is_shareable(request: RequestContext, sent: SentMessage) -> bool:
    """Whether a private answer may be shown to all where it was given: everyone there may read what it quotes."""
    if not (sent.private and sent.guild is not None and sent.kind == "answer" and sent.answered):
        return False
    names = await request.readable_collections(private=False)
    return all(quote.collection in names for quote in sent.quotes)


async def share(request: InteractionContext, sent: SentMessage, action: ButtonAction) -> None:
    """Shows everyone in the channel an answer that its asker alone saw, as its quotes stand in their articles now."""
    request.require_channel(await request.settings())
    if not await _is_shareable(request, sent):
        raise RefusedError("share-limited")
    if not await request.services.state.sent_messages.mark(sent.id, "shared"):
        raise RefusedError("share-again")
    try:
        await _show_to_all(request, sent)
    except BaseException:
        await request.services.state.sent_messages.unmark(sent.id, "shared")
        raise


async def _show_to_all(request: InteractionContext, sent: SentMessage) -> None:
    """Raises RefusedError where no article holds a quote of the answer any more."""
    names = await request.readable_collections(private=False)
    found = await request.work(
        partial(
            restored,
            names=names,
            quotes=sent.quotes,
            corrections=await request.corrections(),
            links=request.services.links,
        )
    )
    if not found:
        raise RefusedError("context-gone")
    quotes = tuple(quote for _, quote, _ in found)
    kept_quotes = tuple(sent.quotes[rank] for rank, _, _ in found)
    details = [sent.detail["quotes"][rank] for rank, _, _ in found]
    detail = {name: value for name, value in sent.detail.items() if name not in TIMES}
    shown = replace(
        request.sent_message("answer", private=False, question=sent.question, context=sent.context),
        detail={**detail, "quotes": details},
        quotes=kept_quotes,
    )
    await request.services.state.sent_messages.add(shown)
    answer = Answer(sent.context, True, sent.detail["confidence"], quotes)
    links, filters = [link for _, _, link in found], told_filters(sent.detail.get("filters", {}), request.translate)
    layout = answer_layout(answer, links, shown.id, request.translate, sent.question, filters=filters)
    message = await request.interaction.followup.send(view=layout, wait=True)
    await request.services.state.sent_messages.set_message(shown.id, message.id)


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
    reader: CollectionReader,
    names: Sequence[str],
    question: str,
    before: Turn | None,
    options: AnswerOptions,
    article_links: ArticleLinks,
) -> tuple[Reply, list[str | None]]:
    reply = reader.answer(names, question, before, options)
    return reply, linked(reader, reply, article_links)
