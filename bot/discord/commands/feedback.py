"""Feedback on an answer: votes, why these quotes, and the closest passages where there was no answer."""

from functools import partial

from discord import ui

from bot.discord.request import InteractionContext, RefusedError, RequestContext
from bot.discord.ui.answers import closest_layout
from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.ui.layouts import Layout, lines_layout, notice
from bot.discord.ui.markdown import cut, one_line
from bot.discord.ui.messages import Messages
from bot.service.records import SentMessage
from bot.service.requote import restored

_MAX_WORDS = 12


async def vote(request: RequestContext, sent: SentMessage, action: ButtonAction) -> None:
    """Counts a person's vote on an answer, in place of the one they may have given before."""
    up = action.name == "up"
    ups, downs = await request.services.state.votes.cast(sent.id, request.scope.person, up)
    await request.show(notice(request.translate("vote-counted", up=str(up).lower(), ups=ups, downs=downs)))


async def why(request: InteractionContext, sent: SentMessage, action: ButtonAction) -> None:
    """Tells what spoke for the quotes: scores, matched words, and the threshold."""
    translate, detail = request.translate, sent.detail
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
    may_correct = request.interaction.permissions.manage_guild and sent.guild is not None and bool(readable)
    rows = [ui.ActionRow(_correct_button(sent, translate))] if may_correct else []
    await request.show(lines_layout(translate("why-title"), lines, *rows))


async def closest(request: RequestContext, sent: SentMessage, action: ButtonAction) -> None:
    """Shows the passages that came closest to a question that was not answered."""
    names = await request.still_readable(sent.quotes)
    corrections = await request.corrections()
    quotes = await request.work(partial(restored, names=names, quotes=sent.quotes, corrections=corrections))
    if not quotes:
        raise RefusedError("context-gone")
    await request.show(closest_layout(quotes, sent.id, request.translate))


def _correct_button(sent: SentMessage, translate: Messages) -> ui.Button[Layout]:
    """What opens the form that corrects an answer."""
    return ui.Button(label=translate("button-correct"), custom_id=ButtonAction("correct", sent.id).custom_id())


def _share(value: float) -> str:
    return f"{value:.0%}"


def _score(value: float) -> str:
    return f"{value:.2f}"
