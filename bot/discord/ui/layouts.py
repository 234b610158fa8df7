"""What Discord shows: pages, lists and notices as layouts of components, within its limits, and what all are made of.

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
from bot.discord.ui.markdown import cut, label, masked_link, one_line
from bot.service.access import CollectionScope, parse_scope
from bot.service.excerpts import part_of_article
from bot.service.messages import Messages
from bot.service.text_fragments import is_message
from bot.service.word_diff import Run
from bot.service.written_answers import is_written
from index.reading import plain_span
from index.records import Article, Locator, Source, Span

MAX_TEXT = 4000
ACCENT, NO_ACCENT = discord.Colour(0x2E7D5B), discord.Colour(0x8A8A8A)
SOURCE = 300  # of a line that tells a source
PAGE = 3000  # of an article, as Discord is sent it
_TITLE = 120
_MAX_MARKS = 50  # on a page, each taking four characters


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


def page_layout(
    article: Article,
    pages: Sequence[Span],
    page: int,
    marked: Sequence[Span],
    action: ButtonAction,
    translate: Messages,
    url: str | None,
    note: str = "",
    change: QuoteChange | None = None,
) -> Layout:
    """One page of an article's plain reading, with what was quoted of it in bold: `marked` are spans of its text.

    A button opens it at `url`, where that can be. Below stands what became of a quote that the article does not hold
    any more.
    """
    span = pages[page]
    marks = joined(plain_span(article, mark) for mark in marked)
    bold = [mark for mark in marks if mark.start < span.end and span.start < mark.end][:_MAX_MARKS]
    head = source_line(article.source, translate, SOURCE)
    if note:
        head += f"\n-# {note}"
    body = page_body(article, span, bold, wide_tables(article))
    foot = "-# " + translate("page-of", page=page + 1, pages=len(pages))
    written = [head, body or "\u200b", foot]
    buttons: list[ui.Button[Layout]] = []
    if url:
        buttons.append(ui.Button(label=translate("button-open"), url=url))
    if change:
        written.insert(2, _changed(change.runs, MAX_TEXT - sum(map(len, written)), translate))
        if change.present:
            buttons.append(button(translate("button-present"), change.present))
    texts = [ui.TextDisplay[Layout](text) for text in written]
    row = [ui.ActionRow(*buttons)] if buttons else []
    return contained([*texts, *row, *paging(action, page, len(pages), translate)], ACCENT)


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
    return contained([ui.TextDisplay("\n".join(kept)), *rows], ACCENT)


def replacing_layout(head: str, lines: Sequence[str], sent_id: str, translate: Messages) -> Layout:
    """What a file would replace, and whether it is to."""
    names: tuple[ActionName, ...] = ("replace", "keep", "cancel")
    buttons = (button(translate(f"button-{name}"), ButtonAction(name, sent_id)) for name in names)
    return lines_layout(head, lines, ui.ActionRow(*buttons))


def added_layout(head: str, lines: Sequence[str], sent_id: str, translate: Messages) -> Layout:
    """What was added, which can be undone."""
    return lines_layout(head, lines, ui.ActionRow(button(translate("button-undo"), ButtonAction("undo", sent_id))))


def listing_layout(head: str, lines: Sequence[str], sent_id: str, page: int, pages: int, translate: Messages) -> Layout:
    """One page of a list."""
    return lines_layout(head, lines, *paging(ButtonAction("listing", sent_id), page, pages, translate))


def source_line(
    source: Source, translate: Messages, limit: int, locator: Locator | None = None, older: bool = False
) -> str:
    """Title (linked), page or the like, a message's author, publisher and date, in at most `limit` characters.

    Of an `older` version that is told behind its title, whatever the room.
    """
    place = translate(f"locator-{locator.kind}", label=cut(locator.label, 20)) if locator else None
    published = translate.date(source.published_at) if source.published_at else None
    names_author = is_message(source.url) or is_written(source)  # who said it there, where they agreed to be named
    author = source.author if names_author else None
    rest = "".join(f" · {one_line(cut(part, 60))}" for part in (place, author, source.publisher, published) if part)
    title = " ".join(cut(source.title, _TITLE).split())
    version = f" · {translate('source-older')}" if older else ""
    unlinked = one_line(title)
    # A title that Discord could not show as it is within a link goes without; the button opens the source as well.
    linked = masked_link(title, source.url) if source.url and label(title) == title else unlinked
    for line in (f"— {linked}{version}{rest}", f"— {unlinked}{version}{rest}", f"— {unlinked}{version}"):
        if len(line) <= limit:
            return line
    return f"— {one_line(cut(source.title, (limit - len(version)) // 2 - 4))}{version}"


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


def paging(action: ButtonAction, page: int, pages: int, translate: Messages) -> Iterable[ui.ActionRow[Layout]]:
    """Buttons to the pages before and after, where there are any."""
    targets = [("button-previous", page - 1), ("button-next", page + 1)]
    buttons = [
        button(translate(key), ButtonAction(action.name, action.sent_id, action.number, target))
        for key, target in targets
        if 0 <= target < pages
    ]
    return [ui.ActionRow(*buttons)] if buttons else []


def button(label: str | None, action: ButtonAction, emoji: str | None = None) -> ui.Button[Layout]:
    """A button of the bot's."""
    return ui.Button(label=label, emoji=emoji, style=ButtonStyle.secondary, custom_id=action.custom_id())


def contained(components: Sequence[ui.Item[Layout]], colour: discord.Colour) -> Layout:
    """Components in a frame."""
    return Layout(ui.Container(*components, accent_colour=colour))


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap made one."""
    together: list[Span] = []
    for span in sorted(spans):
        if together and span.start <= together[-1].end:
            together[-1] = Span(together[-1].start, max(together[-1].end, span.end))
        else:
            together.append(span)
    return together
