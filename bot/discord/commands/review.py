"""/review: the questions without an answer, the answers voted down, and those whose source has changed since."""

import io
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import partial
from itertools import chain
from typing import Any, Self, cast, get_args

import discord
from discord import app_commands, ui

from bot.discord.client import Quotebot
from bot.discord.commands.reviewed import DAYS, Review, answers_of
from bot.discord.commands.shared import Commands, for_managers, manage, require_manager, text
from bot.discord.request import InteractionContext, RefusedError
from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.ui.layouts import Layout
from bot.discord.ui.review_layouts import PER_PAGE, paging, reasons, review_layout, told
from bot.service.access import may_use
from bot.service.collection_reader import CollectionReader
from bot.service.messages import Messages
from bot.service.records import ReviewFilter, SentMessage
from bot.service.review import Found, Titles, Together, changed, find_answers, titles, titles_of, together
from bot.service.spreadsheet import as_csv

_CONTROL = "quotebot:reviewed:"
_FILE = "review.csv"
_COLUMNS = ("question", "count", "first", "last", "outcome", "confidence", "quoted", "up", "down", "reasons")


@app_commands.command(name=text("review-name"), description=text("review-description"))
@for_managers
async def review(interaction: discord.Interaction[Quotebot]) -> None:
    """Shows what of the answers given in a server should be looked at."""
    await manage(interaction, _open)


COMMANDS: Commands = (review,)


async def turn(request: InteractionContext, sent: SentMessage, action: ButtonAction) -> None:
    """Shows another page."""
    require_manager(request)
    await _show(request, sent.id, Review(**sent.detail), action.page)


async def export(request: InteractionContext, sent: SentMessage, action: ButtonAction) -> None:
    """Gives all that is reviewed as a file, to the manager alone."""
    require_manager(request)
    shown = Review(**sent.detail)
    groups = await answers_of(request, shown, shown.groups)
    # Of 5,000 rows this takes a third of a second, which would hold up the event loop.
    data = await request.work(partial(_table, groups=groups, kind=shown.kind, translate=request.translate))
    layout = Layout(ui.TextDisplay(request.translate("review-exported")), ui.File(f"attachment://{_FILE}"))
    await request.show_file(layout, discord.File(io.BytesIO(data), _FILE))


async def _open(request: InteractionContext) -> None:
    sent = request.sent_message("review", detail=asdict(Review()))
    await request.services.state.sent_messages.add(sent)
    await _look(request, sent.id, Review())


async def _look(request: InteractionContext, sent_id: str, wanted: Review) -> None:
    """Looks anew for what is to be reviewed, and shows its first page."""
    state, guild = request.services.state, request.scope.guild or 0
    found = await find_answers(state.reviews, guild, wanted.since, request.still_readable)
    shown = await request.work(partial(_reviewed, found=found, wanted=wanted))
    await state.sent_messages.change(sent_id, "review", asdict(shown))
    await _show(request, sent_id, shown, 0)


def _reviewed(reader: CollectionReader, found: Found, wanted: Review) -> Review:
    lost = changed(reader, found.quoting)
    of_kind = {"unanswered": found.unanswered, "down": found.down, "changed": lost}[wanted.kind]
    return replace(
        wanted,
        unanswered=len(found.unanswered),
        down=len(found.down),
        changed=len(lost),
        hidden=found.hidden,
        groups=[[answer.id for answer in one] for one in together(reader, wanted.kind, of_kind)],
    )


async def _show(request: InteractionContext, sent_id: str, shown: Review, page: int) -> None:
    translate, size = request.translate, PER_PAGE[shown.kind]
    pages = max(1, -(-len(shown.groups) // size))
    first = min(page, pages - 1) * size
    groups = await answers_of(request, shown, shown.groups[first : first + size])
    names = await request.work(partial(titles, answers=[*chain.from_iterable(groups)]))
    rows = [told(shown.kind, one, titles_of(one, names), translate, remarks=True) for one in groups if one]
    numbers = [first + number for number, one in enumerate(groups) if one and shown.kind == "unanswered"]
    forms = [ButtonAction("answer", sent_id, 0, number) for number in numbers]
    counts = {kind: getattr(shown, kind) for kind in get_args(ReviewFilter)}
    lines = [translate("review-head", **counts)]
    lines += [translate("review-hidden", count=shown.hidden)] if shown.hidden else []
    lines += [translate("page-of", page=first // size + 1, pages=pages) if rows else translate("review-none")]
    head = "\n".join([lines[0], *(f"-# {line}" for line in lines[1:])])
    controls = [ui.ActionRow(_select(sent_id, shown, what, translate)) for what in ("kind", "days")]
    await request.show(
        review_layout(head, rows, forms, controls, paging(sent_id, first // size, pages, translate), translate)
    )


def _select(sent_id: str, shown: Review, what: str, translate: Messages) -> ui.Select[Layout]:
    """A choice of what is reviewed, or of which time."""
    values = get_args(ReviewFilter) if what == "kind" else DAYS
    chosen = shown.kind if what == "kind" else shown.days
    return ui.Select(
        custom_id=f"{_CONTROL}{what}:{sent_id}",
        options=[
            discord.SelectOption(label=translate(f"review-{value}"), value=value, default=value == chosen)
            for value in values
        ],
    )


def _table(
    reader: CollectionReader, groups: Sequence[Together | tuple[()]], kind: ReviewFilter, translate: Messages
) -> bytes:
    """All that is reviewed as a file, a question a row."""
    names = titles(reader, chain.from_iterable(groups))
    head = [translate(f"review-column-{name}") for name in _COLUMNS]
    return as_csv([head, *(_row(one, kind, names, translate) for one in groups if one)])


def _row(answers: Together, kind: ReviewFilter, names: Titles, translate: Messages) -> list[str | int | float]:
    """A question as a row of the file; what differs among its answers is that of the newest."""
    newest = max(answers, key=lambda one: one.created)
    first = min(one.created for one in answers)
    outcome = "changed" if kind == "changed" else "answered" if newest.answered else "none"
    remarks = [complaint.remark for one in answers for complaint in one.complaints if complaint.remark]
    return [
        " ".join(answers[0].question.split()),
        len(answers),
        *(f"{moment:%Y-%m-%d %H:%M}" for moment in (first, newest.created)),
        translate(f"review-outcome-{outcome}"),
        f"{newest.confidence:.2f}",
        "; ".join(titles_of(answers, names)),
        *(sum(getattr(one, way) for one in answers) for way in ("up", "down")),
        "; ".join([*reasons(answers, translate), *remarks]),
    ]


class ReviewControl(ui.DynamicItem[ui.Select[Any]], template=_CONTROL + r"(?P<what>kind|days):(?P<sent>[\w-]{1,32})"):
    """Chooses what is reviewed, or of which time."""

    def __init__(self, item: ui.Select[Any], what: str, sent_id: str) -> None:
        super().__init__(item)
        self._what = what
        self._sent_id = sent_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """See discord.py."""
        return cls(cast("ui.Select[Any]", item), match["what"], match["sent"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Shows what was chosen."""
        await InteractionContext(interaction, update=True).handle(self._choose)

    async def _choose(self, request: InteractionContext) -> None:
        require_manager(request)
        sent, chosen = await request.services.state.sent_messages.get(self._sent_id), self.item.values[0]
        if sent is None or sent.kind != "review" or not may_use(sent, request.scope):
            raise RefusedError("shown-gone")
        before = Review(**sent.detail)
        if self._what == "days" and chosen in DAYS:
            await _look(request, sent.id, replace(before, days=chosen))
        elif chosen in get_args(ReviewFilter):
            await _look(request, sent.id, replace(before, kind=cast(ReviewFilter, chosen)))


CONTROLS = (ReviewControl,)
