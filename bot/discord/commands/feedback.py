"""Judging an answer: votes, why these quotes, and the closest passages where there was no answer."""

from functools import partial

from bot.discord.request import Exchange, RefusedError
from bot.discord.ui.custom_ids import Press
from bot.discord.ui.layouts import closest_layout, lines_layout, notice
from bot.discord.ui.markdown import cut, one_line
from bot.service.collection_reader import Reader
from bot.service.records import Shown
from bot.service.requote import reread
from index.records import Quote, Span

_MOST_WORDS = 12


async def vote(exchange: Exchange, shown: Shown, press: Press) -> None:
    """Counts a person's vote on an answer, in place of the one they may have given before."""
    up = press.action == "up"
    ups, downs = await exchange.client.state.vote(shown.id, exchange.place.person, up)
    await exchange.show(notice(exchange.say("vote-counted", up=str(up).lower(), ups=ups, downs=downs)))


async def why(exchange: Exchange, shown: Shown, press: Press) -> None:
    """Tells what spoke for the quotes: scores, matched words, and the threshold."""
    say, detail = exchange.say, shown.detail
    names = await exchange.readable(shown.quotes)
    told = [quote for quote, kept in zip(detail["quotes"], shown.quotes, strict=True) if kept.collection in names]
    if shown.quotes and not told:
        raise RefusedError("context-gone")
    lines = [say("why-confidence", confidence=_share(detail["confidence"]), threshold=_share(detail["threshold"]))]
    if detail["lacks_name"]:
        lines.append(say("why-name"))
    if detail["evidence"] is None:
        lines.append(say("why-nothing"))
    else:
        evidence = {name: _score(value) for name, value in detail["evidence"].items()}
        lines.append(say("why-evidence", **evidence))
        if detail["evidence"]["denied"]:
            lines.append(say("why-denied"))
    for rank, quote in enumerate(told, 1):
        words = ", ".join(one_line(cut(word, 40)) for word in quote["matched"][:_MOST_WORDS])
        title = one_line(cut(quote["title"], 100))
        score = _share(quote["score"])
        lines.append(say("why-quote", rank=rank, title=title, score=score, words=words or say("why-no-words")))
    await exchange.show(lines_layout(say("why-title"), lines))


async def closest(exchange: Exchange, shown: Shown, press: Press) -> None:
    """Shows the passages that came closest to a question that was not answered."""
    names = await exchange.readable(shown.quotes)
    quotes = await exchange.work(partial(_closest, shown=shown, names=names))
    if not quotes:
        raise RefusedError("context-gone")
    await exchange.show(closest_layout(quotes, shown.id, exchange.say))


def _closest(reader: Reader, shown: Shown, names: list[str]) -> list[tuple[int, Quote, str]]:
    """The quotes as they stand in their articles now, each with its place in the list and its article's text."""
    found = []
    for place, quote, span, article in reread(reader, names, shown.quotes):
        moved = span.start - quote.start
        marks = tuple(Span(mark.start + moved, mark.end + moved) for mark in quote.highlights)
        found.append((place, Quote(quote.text, span, marks, 0.0, article.source), article.text))
    return found


def _share(value: float) -> str:
    return f"{value:.0%}"


def _score(value: float) -> str:
    return f"{value:.2f}"
