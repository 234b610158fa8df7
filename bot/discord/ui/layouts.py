"""What Discord shows: answers, passages, articles and lists as layouts of components, within its limits.

A layout holds at most 40 components and 4,000 characters of text; each function here keeps to that by giving every
one a share that it cannot pass (https://discord.com/developers/docs/components/reference).
"""

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

import discord
from discord import ButtonStyle, ui

from bot.discord.ui.blocks import markdown_of, wide_tables
from bot.discord.ui.custom_ids import ActionName, ButtonAction
from bot.discord.ui.differences import differences
from bot.discord.ui.excerpts import fitted
from bot.discord.ui.markdown import cut, label, masked_link, one_line
from bot.discord.ui.messages import Messages
from bot.service.access import CollectionScope, parse_scope
from bot.service.excerpts import part_of_article
from bot.service.text_fragments import is_message, link_to_quote
from bot.service.word_diff import Run
from bot.service.written_answers import is_written
from index.answering.confidence import level
from index.reading import plain_span
from index.records import Answer, Article, Locator, Missing, PassageHit, Quote, Source, Span

MAX_TEXT = 4000
_ACCENT, _NO_ACCENT = discord.Colour(0x2E7D5B), discord.Colour(0x8A8A8A)
_HEADER = 160
_ASKED = 120  # of a question that is repeated, or a part of it that is left open
_NAMED = 60  # of a name or figure of it that is missing
_QUOTES = 2100  # for all quotes of a layout, of which three of 80 words need about 1,700, and steps of 320 all
_SOURCE, _ALSO = 300, 150
_WITH_SOURCES = _QUOTES + 3 * (_SOURCE + _ALSO)  # of more quotes than three, the sources take of that from their texts
_TITLE = 120
_PASSAGE = 900
PAGE = 3000  # of an article, as Discord is sent it
_MAX_MARKS = 50  # on a page, each taking four characters
PASSAGES_A_PAGE = 3
_MAX_ALSO = 3


class QuoteChange(NamedTuple):
    """What became of a quote, by what leads from it to what stands there now; `present` turns to that."""

    runs: Sequence[Run]
    present: ButtonAction | None = None


class Layout(ui.LayoutView):
    """A layout that keeps nothing in memory: its buttons say by their custom ids what they do."""

    def __init__(self, *items: ui.Item["Layout"]) -> None:
        super().__init__(timeout=None)
        for item in items:
            self.add_item(item)
        self.stop()


def notice(text: str, *rows: ui.ActionRow[Layout]) -> Layout:
    """A plain text, cut to what Discord shows."""
    return Layout(ui.TextDisplay(text[:MAX_TEXT]), *rows)


def answer_layout(
    answer: Answer,
    links: Sequence[str | None],
    sent_id: str,
    translate: Messages,
    question: str = "",
    following: str = "",
    limited: bool = False,
) -> Layout:
    """The quotes that answer, or that there is no answer; `links` lead to each quote in its article, where they can.

    Where there is none, what is missing stands first, as far as that is known. Below stands what of the question the
    quotes leave open, and a word for how sure they are; `question` and the one it is `following` are repeated there,
    where they are given.
    """
    header = [translate("answer-limited")] if limited else []
    if not answer.answered:
        header.append(translate("answer-none-closest" if answer.closest else "answer-none"))
    components: list[ui.Item[Layout]] = [ui.TextDisplay("\n".join(header)[:_HEADER])] if header else []
    if answer.missing:
        components.append(ui.TextDisplay("\n".join(_missing(one, translate) for one in answer.missing)))
    left_open = "\n".join(translate("answer-open", asked=_short(words)) for words in answer.open)
    sources = sum(len(_sources(quote, translate)) for quote in answer.quotes)
    room = min(_QUOTES, _WITH_SOURCES - sources)
    bodies = _quote_bodies(answer.quotes, translate, room - len(left_open))
    for rank, (quote, body, link) in enumerate(zip(answer.quotes, bodies, links, strict=True)):
        if rank:
            components.append(ui.Separator(spacing=discord.SeparatorSpacing.small))
        components += _quote_components(quote, body, link, sent_id, rank, translate)
    if left_open:
        components.append(ui.TextDisplay(left_open))
    sureness = [translate("answer-confidence", level=level(answer.confidence))] if answer.answered else []
    footer = [("answer-asked", question), ("answer-following", following)]
    asked_lines = [translate(key, question=_short(asked)) for key, asked in footer if asked]
    if lines := [f"-# {line}" for line in (*sureness, *asked_lines)]:
        components.append(ui.TextDisplay("\n".join(lines)))
    row = ui.ActionRow[Layout]()
    if not answer.answered and answer.closest:
        row.add_item(_button(translate("button-closest"), ButtonAction("closest", sent_id)))
    row.add_item(_button(translate("button-why"), ButtonAction("why", sent_id)))
    row.add_item(_button(None, ButtonAction("up", sent_id), emoji="👍"))
    row.add_item(_button(None, ButtonAction("down", sent_id), emoji="👎"))
    row.add_item(_button(translate("button-follow"), ButtonAction("follow", sent_id)))
    return _contained([*components, row], _ACCENT if answer.answered else _NO_ACCENT)


def closest_layout(quotes: Sequence[tuple[int, Quote, str | None]], sent_id: str, translate: Messages) -> Layout:
    """The passages that came closest, and that they are no answer: each with its rank and the link to it."""
    components: list[ui.Item[Layout]] = [ui.TextDisplay(translate("answer-closest")[:_HEADER])]
    bodies = _quote_bodies([quote for _, quote, _ in quotes], translate, _QUOTES)
    for (rank, quote, link), body in zip(quotes, bodies, strict=True):
        components.append(ui.Separator(spacing=discord.SeparatorSpacing.small))
        components += _quote_components(quote, body, link, sent_id, rank, translate)
    return _contained(components, _NO_ACCENT)


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
        heading = f"**{rank + 1}.** {source_line(passage.source, translate, _SOURCE - 40, passage.shown.locator)}"
        components.append(ui.TextDisplay(f"{body}\n{heading}"))
        components.append(ui.ActionRow(*_source_buttons(link, sent_id, rank, translate)))
    return _contained(
        [*components, *_paging(ButtonAction("results", sent_id), page, -(-count // PASSAGES_A_PAGE), translate)],
        _ACCENT,
    )


def page_layout(
    article: Article,
    pages: Sequence[Span],
    page: int,
    marked: Sequence[Span],
    action: ButtonAction,
    translate: Messages,
    note: str = "",
    change: QuoteChange | None = None,
) -> Layout:
    """One page of an article's plain reading, with what was quoted of it in bold: `marked` are spans of its text.

    Below stands what became of a quote that the article does not hold any more.
    """
    span = pages[page]
    marks = _joined(plain_span(article, mark) for mark in marked)
    bold = [mark for mark in marks if mark.start < span.end and span.start < mark.end][:_MAX_MARKS]
    head = source_line(article.source, translate, _SOURCE)
    if note:
        head += f"\n-# {note}"
    body = page_body(article, span, bold, wide_tables(article))
    foot = "-# " + translate("page-of", page=page + 1, pages=len(pages))
    written = [head, body or "\u200b", foot]
    buttons: list[ui.Button[Layout]] = []
    linked = Article(article.source, "") if change and change.present else article  # its page says it no more
    if url := link_to_quote(linked, (_joined(marked) or [Span(0, 0)])[0] if linked is article else Span(0, 0)):
        buttons.append(ui.Button(label=translate("button-open"), url=url))
    if change:
        written.insert(2, _changed(change.runs, MAX_TEXT - sum(map(len, written)), translate))
        if change.present:
            buttons.append(_button(translate("button-present"), change.present))
    texts = [ui.TextDisplay[Layout](text) for text in written]
    row = [ui.ActionRow(*buttons)] if buttons else []
    return _contained([*texts, *row, *_paging(action, page, len(pages), translate)], _ACCENT)


def page_body(article: Article, span: Span, marks: Iterable[Span], wide: Container[int]) -> str:
    """A page of an article with marks in bold, both in its plain reading; `wide` are the groups of its wide tables."""
    return markdown_of(part_of_article(article, span, marks), wide)


def lines_layout(head: str, lines: Sequence[str], *rows: ui.Item[Layout]) -> Layout:
    """A heading of at most 1,000 characters, and below it as many whole lines as there is room for."""
    kept = [head]
    room = MAX_TEXT - len(head)
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    return _contained([ui.TextDisplay("\n".join(kept)), *rows], _ACCENT)


def replacing_layout(head: str, lines: Sequence[str], sent_id: str, translate: Messages) -> Layout:
    """What a file would replace, and whether it is to."""
    names: tuple[ActionName, ...] = ("replace", "keep", "cancel")
    buttons = (_button(translate(f"button-{name}"), ButtonAction(name, sent_id)) for name in names)
    return lines_layout(head, lines, ui.ActionRow(*buttons))


def added_layout(head: str, lines: Sequence[str], sent_id: str, translate: Messages) -> Layout:
    """What was added, which can be undone."""
    return lines_layout(head, lines, ui.ActionRow(_button(translate("button-undo"), ButtonAction("undo", sent_id))))


def listing_layout(head: str, lines: Sequence[str], sent_id: str, page: int, pages: int, translate: Messages) -> Layout:
    """One page of a list."""
    return lines_layout(head, lines, *_paging(ButtonAction("listing", sent_id), page, pages, translate))


def source_line(source: Source, translate: Messages, limit: int, locator: Locator | None = None) -> str:
    """Title (linked), page or the like, a message's author, publisher and date, in at most `limit` characters."""
    place = translate(f"locator-{locator.kind}", label=cut(locator.label, 20)) if locator else None
    published = translate.date(source.published_at) if source.published_at else None
    names_author = is_message(source.url) or is_written(source)  # who said it there, where they agreed to be named
    author = source.author if names_author else None
    rest = "".join(f" · {one_line(cut(part, 60))}" for part in (place, author, source.publisher, published) if part)
    title = " ".join(cut(source.title, _TITLE).split())
    unlinked = one_line(title)
    # A title that Discord could not show as it is within a link goes without; the button opens the source as well.
    linked = masked_link(title, source.url) if source.url and label(title) == title else unlinked
    for line in (f"— {linked}{rest}", f"— {unlinked}{rest}", f"— {unlinked}"):
        if len(line) <= limit:
            return line
    return f"— {one_line(cut(source.title, limit // 2 - 4))}"


def collection_name(collection: str, translate: Messages) -> str:
    """What people call a collection."""
    scope = parse_scope(collection)
    if scope is None:
        return translate("sources-shared")
    if scope.kind == "everyone":
        return translate("sources-server")
    return translate("sources-limited", who=mention(scope))


def mention(scope: CollectionScope) -> str:
    """How Discord shows a channel or a role that a collection is limited to."""
    return f"<#{scope.id}>" if scope.kind == "channel" else f"<@&{scope.id}>"


def _changed(runs: Sequence[Run], room: int, translate: Messages) -> str:
    """Tells what became of a quote."""
    head = translate("context-now" if runs else "context-lost")
    return "\n".join(filter(None, (head, differences(runs, room - len(head) - 1))))


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
    line = source_line(quote.source, translate, _SOURCE, quote.shown.locator)
    return f"{line}\n{_also_in(quote.also_in, translate)}" if quote.also_in else line


def _source_buttons(link: str | None, sent_id: str, number: int, translate: Messages) -> Iterable[ui.Button[Layout]]:
    if link:
        yield ui.Button(label=translate("button-open"), url=link)
    yield _button(translate("button-read"), ButtonAction("read", sent_id, number))


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


def _paging(action: ButtonAction, page: int, pages: int, translate: Messages) -> Iterable[ui.ActionRow[Layout]]:
    """Buttons to the pages before and after, where there are any."""
    targets = [("button-previous", page - 1), ("button-next", page + 1)]
    buttons = [
        _button(translate(key), ButtonAction(action.name, action.sent_id, action.number, target))
        for key, target in targets
        if 0 <= target < pages
    ]
    return [ui.ActionRow(*buttons)] if buttons else []


def _button(label: str | None, action: ButtonAction, emoji: str | None = None) -> ui.Button[Layout]:
    return ui.Button(label=label, emoji=emoji, style=ButtonStyle.secondary, custom_id=action.custom_id())


def _contained(components: Sequence[ui.Item[Layout]], colour: discord.Colour) -> Layout:
    return Layout(ui.Container(*components, accent_colour=colour))


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap made one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
