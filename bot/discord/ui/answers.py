"""What Discord shows of answers and of passages that were found: quotes, each with its source and its buttons.

What a layout may hold is shared out between its parts, as in `layouts`.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.discord.ui.custom_ids import ActionName, ButtonAction
from bot.discord.ui.excerpts import fitted
from bot.discord.ui.layouts import ACCENT, NO_ACCENT, SOURCE, Layout, button, contained, paging, source_line
from bot.discord.ui.markdown import cut, label, masked_link, one_line
from bot.service.messages import Messages
from index.answering.confidence import level
from index.records import Answer, Missing, PassageHit, Quote, Source

_HELP: tuple[ActionName, ...] = ("helped", "unhelped")
_HEADER = 160
_ASKED = 120  # of a question that is repeated, or a part of it that is left open
_NAMED = 60  # of a name or figure of it that is missing
_QUOTES = 2100  # for all quotes of a layout, of which three of 80 words need about 1,700, and steps of 320 all
_ALSO = 150
_WITH_SOURCES = _QUOTES + 3 * (SOURCE + _ALSO)  # of more quotes than three, the sources take of that from their texts
_PASSAGE = 900
PASSAGES_A_PAGE = 3
_MAX_ALSO = 3
_TITLE = 100  # of a similar post


def answer_layout(
    answer: Answer,
    links: Sequence[str | None],
    sent_id: str,
    translate: Messages,
    question: str = "",
    following: str = "",
    limited: bool = False,
    filters: str = "",
    shareable: bool = False,
    kept_private: bool = False,
) -> Layout:
    """The quotes that answer, or that there is no answer; `links` lead to each quote in its article, where they can.

    Where there is none, what is missing stands first, as far as that is known. Below stands what of the question the
    quotes leave open, and a word for how sure they are; `question` and the one it is `following` are repeated there,
    where they are given, as is what the `filters` left to be quoted. One that is `shareable` has a button for that,
    and below one that is `kept_private` stands why.
    """
    header = [translate("answer-limited")] if limited else []
    if not answer.answered:
        header.append(translate("answer-none-closest" if answer.closest else "answer-none"))
    notes = [translate("answer-personal")] if kept_private else []
    components = _answer_components(answer, links, sent_id, translate, header, question, following, filters, notes)
    row = ui.ActionRow[Layout]()
    if not answer.answered and answer.closest:
        row.add_item(button(translate("button-closest"), ButtonAction("closest", sent_id)))
    row.add_item(button(translate("button-why"), ButtonAction("why", sent_id)))
    row.add_item(button(None, ButtonAction("up", sent_id), emoji="👍"))
    row.add_item(button(None, ButtonAction("down", sent_id), emoji="👎"))
    row.add_item(button(translate("button-follow"), ButtonAction("follow", sent_id)))
    if shareable and answer.answered:
        row.add_item(button(translate("button-share"), ButtonAction("share", sent_id)))
    return contained([*components, row], ACCENT if answer.answered else NO_ACCENT)


def post_layout(
    answer: Answer,
    links: Sequence[str | None],
    sent_id: str,
    similar: Sequence[tuple[str, str]],
    translate: Messages,
) -> Layout:
    """The quotes that answer a post, whether they helped, and similar posts by their titles and addresses."""
    components = _answer_components(answer, links, sent_id, translate)
    components.append(ui.TextDisplay(translate("forum-help")))
    buttons = (button(translate(f"button-{name}"), ButtonAction(name, sent_id)) for name in _HELP)
    components.append(ui.ActionRow(*buttons, button(translate("button-why"), ButtonAction("why", sent_id))))
    if similar:
        lines = (f"• {_linked(cut(title, _TITLE), url)}" for title, url in similar)
        components += [
            ui.Separator(spacing=discord.SeparatorSpacing.small),
            ui.TextDisplay("\n".join((translate("forum-similar"), *lines))),
        ]
    return contained(components, ACCENT)


def _linked(title: str, url: str) -> str:
    """A title as a link; one that Discord could not show as it is within a link stands beside it."""
    return masked_link(title, url) if label(title) == title else f"{one_line(title)} {url}"


def settled(message: discord.Message, text: str) -> Layout:
    """The answer to a post as it was sent, with a text in place of the question whether it helped."""
    sent = ui.LayoutView.from_message(message, timeout=None)
    helping = {ButtonAction(name, "").custom_id().split("::")[0] for name in _HELP}
    for row in [item for item in sent.walk_children() if isinstance(item, ui.ActionRow)]:
        asked = [one for one in row.children if (getattr(one, "custom_id", None) or "").rsplit(":", 3)[0] in helping]
        for one in asked:
            row.remove_item(one)
        if asked and isinstance(row.parent, ui.Container):
            above = row.parent.children[row.parent.children.index(row) - 1]
            if isinstance(above, ui.TextDisplay):
                above.content = text
    children: list[ui.Item[Any]] = list(sent.children)
    sent.clear_items()
    return Layout(*children)


def _answer_components(
    answer: Answer,
    links: Sequence[str | None],
    sent_id: str,
    translate: Messages,
    header: Sequence[str] = (),
    question: str = "",
    following: str = "",
    filters: str = "",
    notes: Sequence[str] = (),
) -> list[ui.Item[Layout]]:
    """All of an answer but its last row of buttons."""
    components: list[ui.Item[Layout]] = [ui.TextDisplay("\n".join(header)[:_HEADER])] if header else []
    if answer.missing:
        components.append(ui.TextDisplay("\n".join(_missing(one, translate) for one in answer.missing)))
    left_open = "\n".join(translate("answer-open", asked=_short(words)) for words in answer.open)
    only = [translate("search-filter", filters=one_line(cut(filters, _ASKED)))] if filters else []
    sources = sum(len(_sources(quote, translate)) for quote in answer.quotes)
    room = min(_QUOTES, _WITH_SOURCES - sources) - len(left_open) - sum(map(len, (*only, *notes)))
    bodies = _quote_bodies(answer.quotes, translate, room)
    for rank, (quote, body, link) in enumerate(zip(answer.quotes, bodies, links, strict=True)):
        if rank:
            components.append(ui.Separator(spacing=discord.SeparatorSpacing.small))
        components += _quote_components(quote, body, link, sent_id, rank, translate)
    if left_open:
        components.append(ui.TextDisplay(left_open))
    sureness = [translate("answer-confidence", level=level(answer.confidence))] if answer.answered else []
    footer = [("answer-asked", question), ("answer-following", following)]
    asked_lines = only + [translate(key, question=_short(asked)) for key, asked in footer if asked]
    if lines := [f"-# {line}" for line in (*sureness, *asked_lines, *notes)]:
        components.append(ui.TextDisplay("\n".join(lines)))
    return components


def closest_layout(quotes: Sequence[tuple[int, Quote, str | None]], sent_id: str, translate: Messages) -> Layout:
    """The passages that came closest, and that they are no answer: each with its rank and the link to it."""
    components: list[ui.Item[Layout]] = [ui.TextDisplay(translate("answer-closest")[:_HEADER])]
    bodies = _quote_bodies([quote for _, quote, _ in quotes], translate, _QUOTES)
    for (rank, quote, link), body in zip(quotes, bodies, strict=True):
        components.append(ui.Separator(spacing=discord.SeparatorSpacing.small))
        components += _quote_components(quote, body, link, sent_id, rank, translate)
    return contained(components, NO_ACCENT)


def passages_layout(
    hits: Sequence[tuple[int, PassageHit, str | None]],
    sent_id: str,
    page: int,
    count: int,
    filters: str,
    query: str,
    translate: Messages,
) -> Layout:
    """One page of what a search found: each passage with its rank on the page and the link to it."""
    first = page * PASSAGES_A_PAGE
    title = one_line(cut(query, 100))
    head = translate("search-head", query=title, first=first + 1, last=min(first + PASSAGES_A_PAGE, count), count=count)
    if filters:
        head += "\n-# " + translate("search-filter", filters=one_line(cut(filters, 100)))
    components: list[ui.Item[Layout]] = [ui.TextDisplay(head[: 2 * _HEADER])]
    for rank_on_page, passage, link in hits:
        rank = first + rank_on_page
        components.append(ui.Separator(spacing=discord.SeparatorSpacing.small))
        body = fitted(passage.shown, _PASSAGE, translate)
        line = source_line(passage.source, translate, SOURCE - 40, passage.shown.locator, passage.older)
        components.append(ui.TextDisplay(f"{body}\n**{rank + 1}.** {line}"))
        components.append(ui.ActionRow(*_source_buttons(link, sent_id, rank, translate)))
    return contained(
        [*components, *paging(ButtonAction("results", sent_id), page, -(-count // PASSAGES_A_PAGE), translate)],
        ACCENT,
    )


def _missing(missing: Missing, translate: Messages) -> str:
    """Tells what a question asks of that is not there."""
    asked, *told = (one_line(cut(words, _NAMED)) for words in (missing.asked, *missing.told))
    if missing.kind == "figure":
        return translate("missing-figure", told=translate.listed(told), asked=asked)
    return translate("missing-articles" if missing.kind == "articles" else "missing-passages", asked=asked)


def _short(question: str) -> str:
    return one_line(cut(" ".join(question.split()), _ASKED))


def _quote_bodies(quotes: Sequence[Quote], translate: Messages, room: int) -> list[str]:
    """The texts of quotes as Discord shows them; where all together are too long, what short ones leave is shared."""
    whole = [fitted(quote.shown, room, translate) for quote in quotes]
    share = room
    for left, length in zip(range(len(whole), 0, -1), sorted(map(len, whole)), strict=True):
        share = room // left
        room -= min(length, share)
    return [
        body if len(body) <= share else fitted(quote.shown, share, translate)
        for quote, body in zip(quotes, whole, strict=True)
    ]


def _quote_components(
    quote: Quote, body: str, link: str | None, sent_id: str, rank: int, translate: Messages
) -> Iterable[ui.Item[Layout]]:
    yield ui.TextDisplay(f"{body}\n{_sources(quote, translate)}")
    yield ui.ActionRow(*_source_buttons(link, sent_id, rank, translate))


def _sources(quote: Quote, translate: Messages) -> str:
    """Where a quote is from, and which other articles tell it."""
    line = source_line(quote.source, translate, SOURCE, quote.shown.locator, quote.older)
    return f"{line}\n{_also_in(quote.also_in, translate)}" if quote.also_in else line


def _source_buttons(link: str | None, sent_id: str, number: int, translate: Messages) -> Iterable[ui.Button[Layout]]:
    if link:
        yield ui.Button(label=translate("button-open"), url=link)
    yield button(translate("button-read"), ButtonAction("read", sent_id, number))


def _also_in(sources: Sequence[Source], translate: Messages) -> str:
    """The names of other articles that tell the same, in at most _ALSO characters."""
    for count in range(min(len(sources), _MAX_ALSO), 0, -1):
        names = ", ".join(
            one_line(cut(" · ".join(filter(None, (source.title, source.publisher))), 70)) for source in sources[:count]
        )
        if len(sources) > count:
            names += " " + translate("answer-also-more", count=len(sources) - count)
        line = "-# " + translate("answer-also-in", sources=names)
        if len(line) <= _ALSO:
            return line
    return "-# " + translate("answer-also-in", sources=translate("answer-also-more", count=len(sources)))
