"""Feedback on an answer: votes, why these quotes, and the closest passages where there was no answer."""

from functools import partial
from typing import Any, cast, get_args

import discord
from discord import ui

from bot.discord.client import Quotebot
from bot.discord.commands.shared import entered, may_manage
from bot.discord.request import InteractionContext, RefusedError, RequestContext
from bot.discord.ui.answers import closest_layout
from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.ui.layouts import button, lines_layout, notice
from bot.discord.ui.markdown import cut, one_line
from bot.service.access import may_use
from bot.service.records import Complaint, SentMessage, VoteReason
from bot.service.requote import restored
from bot.service.state_store import WRITTEN

_MAX_WORDS = 12
_FORM = "quotebot:complaint:"
_REMARK = 200  # characters


async def vote_up(request: InteractionContext, sent: SentMessage, action: ButtonAction) -> None:
    """Counts a person's vote for an answer, in place of the one they may have given before."""
    await _tell_counted(request, True, await request.services.state.votes.cast(sent.id, request.scope.person, True))


async def vote_down(request: InteractionContext, sent: SentMessage, action: ButtonAction) -> None:
    """Counts a person's vote against an answer, whether or not they then send in the form that asks why."""
    await request.services.state.votes.cast(sent.id, request.scope.person, False)
    translate = request.translate
    form = ui.Modal(title=translate("vote-form-title"), custom_id=f"{_FORM}{sent.id}", timeout=None)
    options = [
        discord.RadioGroupOption(label=translate(f"vote-reason-{reason}"), value=reason)
        for reason in get_args(VoteReason)
    ]
    reasons = ui.RadioGroup[ui.Modal](custom_id="reason", options=options)
    form.add_item(ui.Label(text=translate("vote-form-reason"), component=reasons))
    remark = ui.TextInput[ui.Modal](custom_id="remark", required=False, max_length=_REMARK)
    readers = translate("vote-form-readers") if sent.guild is not None else None
    form.add_item(ui.Label(text=translate("vote-form-remark"), description=readers, component=remark))
    form.stop()  # kept nowhere: what is sent in is taken by its custom id
    await request.interaction.response.send_modal(form)


async def submitted(interaction: discord.Interaction[Quotebot]) -> None:
    """Keeps why somebody voted an answer down."""
    data: Any = interaction.data or {}
    before, _, sent_id = str(data.get("custom_id", "")).partition(_FORM)
    if not before and sent_id:
        await InteractionContext(interaction).handle(partial(_complain, sent_id=sent_id, values=entered(data)))


async def _complain(request: InteractionContext, sent_id: str, values: dict[str, str]) -> None:
    state, reason = request.services.state, values.get("reason")
    sent = await state.sent_messages.get(sent_id)
    if sent is None or not may_use(sent, request.scope) or reason not in get_args(VoteReason):
        raise RefusedError("shown-gone")
    complaint = Complaint(cast(VoteReason, reason), " ".join(values.get("remark", "").split())[:_REMARK])
    await _tell_counted(request, False, await state.votes.cast(sent.id, request.scope.person, False, complaint))


async def _tell_counted(request: RequestContext, up: bool, counts: tuple[int, int]) -> None:
    ups, downs = counts
    await request.show(notice(request.translate("vote-counted", up=str(up).lower(), ups=ups, downs=downs)))


async def why(request: InteractionContext, sent: SentMessage, action: ButtonAction) -> None:
    """Tells what spoke for the quotes: scores, matched words, and the threshold."""
    translate, detail = request.translate, sent.detail
    if WRITTEN in detail and sent.answered:
        await request.show(lines_layout(translate("why-title"), [translate("why-written")]))
        return
    names = await request.still_readable(sent.quotes)
    readable = [quote for quote, kept in zip(detail["quotes"], sent.quotes, strict=True) if kept.collection in names]
    if sent.quotes and not readable:
        raise RefusedError("context-gone")
    lines = [
        translate("why-confidence", confidence=_share(detail["confidence"]), threshold=_share(detail["threshold"]))
    ]
    if detail["lacks_name"]:
        lines.append(translate("why-name"))
    if detail["evidence"] is None:
        lines.append(translate("why-nothing"))
    else:
        evidence = {name: _score(value) for name, value in detail["evidence"].items()}
        lines.append(translate("why-evidence", **evidence))
        if detail["evidence"]["denied"]:
            lines.append(translate("why-denied"))
    for rank, quote in enumerate(readable, 1):
        words = ", ".join(one_line(cut(word, 40)) for word in quote["matched"][:_MAX_WORDS])
        title = one_line(cut(quote["title"], 100))
        score = _share(quote["score"])
        lines.append(
            translate("why-quote", rank=rank, title=title, score=score, words=words or translate("why-no-words"))
        )
        reader = quote.get("reader")  # which older versions did not keep
        if reader is not None:
            lines.append(translate("why-reader", rank=rank, reader=_share(reader)))
    may_correct = may_manage(request.interaction) and bool(readable)
    correct = button(translate("button-correct"), ButtonAction("correct", sent.id))
    rows = [ui.ActionRow(correct)] if may_correct else []
    await request.show(lines_layout(translate("why-title"), lines, *rows))


async def closest(request: RequestContext, sent: SentMessage, action: ButtonAction) -> None:
    """Shows the passages that came closest to a question that was not answered."""
    names = await request.still_readable(sent.quotes)
    corrections = await request.corrections()
    quotes = await request.work(
        partial(restored, names=names, quotes=sent.quotes, corrections=corrections, links=request.services.links)
    )
    if not quotes:
        raise RefusedError("context-gone")
    await request.show(closest_layout(quotes, sent.id, request.translate))


def _share(value: float) -> str:
    return f"{value:.0%}"


def _score(value: float) -> str:
    return f"{value:.2f}"
