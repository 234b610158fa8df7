"""Correcting an answer: a manager says of a quote or its article how the server's answers are to be from then on."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, cast, get_args

import discord
from discord import ui

from bot.discord.client import Quotebot
from bot.discord.commands.answers import AnswerKind
from bot.discord.commands.shared import entered, manage, require_manager
from bot.discord.request import InteractionContext, RefusedError
from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.ui.layouts import lines_layout
from bot.discord.ui.markdown import cut
from bot.discord.uploads import name_of
from bot.service.access import may_use
from bot.service.collection_reader import CollectionReader
from bot.service.messages import Messages
from bot.service.records import Correction, CorrectionKind, SentMessage, SentQuote, new_id
from bot.service.server_corrections import MOST, called, leads_back, nearest
from index.answering.corrections import ArticleKey
from index.records import Source

_FORM = re.compile(r"quotebot:correcting:(?P<sent>[\w-]{1,32}):(?P<number>\d{0,6})")
_OPTION = 100  # characters of an option's label, and of what stands below it
_LONGEST = 200  # characters of a title or id
_NAMED = 5  # articles of like titles


async def open_form(request: InteractionContext, sent: SentMessage, action: ButtonAction) -> None:
    """Opens the form that corrects an answer."""
    require_manager(request)
    names, translate = await request.still_readable(sent.quotes), request.translate
    numbers = [number for number, quote in enumerate(sent.quotes) if quote.collection in names]
    if not numbers:
        raise RefusedError("context-gone")
    only = str(numbers[0]) if len(numbers) == 1 else ""
    form = ui.Modal(title=translate("correct-title"), custom_id=f"quotebot:correcting:{sent.id}:{only}", timeout=None)
    kinds = [
        discord.RadioGroupOption(label=translate(f"correct-{kind}"), value=kind) for kind in get_args(CorrectionKind)
    ]
    choice = ui.RadioGroup[ui.Modal](custom_id="kind", options=kinds)
    form.add_item(ui.Label(text=translate("correct-kind"), component=choice))
    if not only:
        options = [_option(sent, number) for number in numbers]
        select = ui.Select[ui.Modal](custom_id="quote", options=options)
        form.add_item(ui.Label(text=translate("correct-quote"), component=select))
    form.add_item(_newer_field(translate))
    form.stop()  # kept nowhere: what is sent in is taken by its custom id
    await request.interaction.response.send_modal(form)


def _option(sent: SentMessage, number: int) -> discord.SelectOption:
    """A quote to choose; where several are, the first unless another is chosen."""
    title = " ".join(str(sent.detail["quotes"][number]["title"]).split())
    said = " ".join((sent.quotes[number].plain or sent.quotes[number].text).split())
    label, below = cut(f"{number + 1}. {title}", _OPTION), cut(said, _OPTION)
    return discord.SelectOption(label=label, value=str(number), description=below)


def _newer_field(translate: Messages) -> ui.Label[ui.Modal]:
    field = ui.TextInput[ui.Modal](custom_id="newer", required=False, max_length=_LONGEST)
    description = translate("correct-newer-description", superseded=translate("correct-superseded"))
    return ui.Label(text=translate("correct-newer"), description=description, component=field)


async def submitted(interaction: discord.Interaction[Quotebot]) -> None:
    """Corrects what a form is about."""
    data: Any = interaction.data or {}
    if form := _FORM.fullmatch(str(data.get("custom_id", ""))):
        fields = entered(data)
        number = form["number"] or fields.get("quote", "")
        await manage(interaction, partial(_correct, sent_id=form["sent"], number=number, fields=fields))


async def _correct(request: InteractionContext, sent_id: str, number: str, fields: Mapping[str, str]) -> None:
    """Keeps a correction of a quote, or of its article, and tells what comes of it."""
    guild, kind = request.scope.guild, fields.get("kind", "")
    quote = await _quote(request, sent_id, number)
    if guild is None or quote is None or kind not in get_args(CorrectionKind):
        raise RefusedError("shown-gone")
    names = await request.still_readable([quote])
    article = await request.work(lambda reader: reader.article(quote.collection, quote.article)) if names else None
    if article is None:
        raise RefusedError("context-gone")
    kept = await request.services.state.corrections.of_server(guild)
    listed = f"{request.translate('library-name')} {request.translate('library-corrections-name')}"
    if len(kept) >= MOST:
        raise RefusedError("correct-full", count=MOST, list=listed)
    title, newer = name_of(article.source.title), None
    if kind == "superseded":
        newer = await _newer(request, fields.get("newer", ""))
        key, instead = ArticleKey(quote.collection, quote.article), ArticleKey(newer.collection, newer.id)
        if key == instead:
            raise RefusedError("correct-itself")
        if leads_back(kept, key, instead):
            raise RefusedError("correct-circle", title=title, newer=name_of(newer.title), list=listed)
    said = (quote.plain or quote.text) if kind == "unquoted" else ""
    of_newer = (newer.collection, newer.id) if newer else ("", "")
    correction = Correction(
        new_id(), guild, cast(CorrectionKind, kind), quote.collection, quote.article, said, *of_newer
    )
    await request.services.state.corrections.add(correction)
    await request.show(
        lines_layout(
            _done(kind, title, newer, request.translate), ["-# " + request.translate("corrected-see", list=listed)]
        )
    )


def _done(kind: str, title: str, newer: Source | None, translate: Messages) -> str:
    if newer is not None:
        return translate("corrected-superseded", title=title, newer=name_of(newer.title))
    return translate("corrected-preferred" if kind == "preferred" else "corrected-unquoted", title=title)


async def _quote(request: InteractionContext, sent_id: str, number: str) -> SentQuote | None:
    """The quote that a form is about; None where it is no longer kept, or not this person's to see."""
    sent = await request.services.state.sent_messages.get(sent_id)
    if sent is None or not may_use(sent, request.scope) or not number.isdecimal() or int(number) >= len(sent.quotes):
        return None
    return sent.quotes[int(number)] if sent.kind in get_args(AnswerKind) else None


async def _newer(request: InteractionContext, title: str) -> Source:
    """The one article of a title, or of an id, that may be read here."""
    if not title.strip():
        raise RefusedError("correct-newer-missing", superseded=request.translate("correct-superseded"))
    names = await request.readable_collections(private=True)
    found, near = await request.work(partial(_looked_up, names=names, title=title))
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(name_of(one.id) for one in found[:_NAMED])
        raise RefusedError("correct-newer-several", title=name_of(title), ids=ids)
    if near:
        raise RefusedError(
            "correct-newer-near", title=name_of(title), titles=", ".join(f"“{name_of(one.title)}”" for one in near)
        )
    raise RefusedError("correct-newer-none", title=name_of(title))


def _looked_up(reader: CollectionReader, names: Sequence[str], title: str) -> tuple[list[Source], list[Source]]:
    """The articles of just this title, and those of the nearest titles where there is none."""
    found = called(reader, names, title)
    return found, [] if found else nearest(reader, names, title, _NAMED)
