"""/library corrections: what was corrected in a server's answers, in pages, each of which can be taken back."""

import re
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, Self, cast

import discord
from discord import ui

from bot.discord.commands.shared import may_manage, refuse
from bot.discord.request import InteractionContext, RefusedError
from bot.discord.ui.layouts import Layout, lines_layout
from bot.discord.ui.markdown import cut, one_line
from bot.discord.uploads import name_of
from bot.service.messages import Messages
from bot.service.records import Correction
from bot.service.server_corrections import Told, may_be_told, told

_PAGE, _TAKE_BACK = "quotebot:corrections:", "quotebot:take-back:"
_A_PAGE = 7  # so that all of them fit in a message, however long their titles
_SAID = 120  # characters of a passage
_OPTION = 100  # characters of an option's label


async def tell_corrections(request: InteractionContext) -> None:
    """Lists what was corrected, from the first on."""
    await _show(request, page=0)


async def _show(request: InteractionContext, page: int) -> None:
    """Shows a page of what was corrected, as far as this person may read it."""
    visible, hidden = await _kept(request)
    pages = max(1, -(-len(visible) // _A_PAGE))
    page = min(page, pages - 1)
    first = page * _A_PAGE
    shown = await request.work(partial(told, corrections=visible[first : first + _A_PAGE]))
    await request.show(_layout(shown, first, len(visible), hidden, request.translate))


async def _kept(request: InteractionContext) -> tuple[list[Correction], int]:
    """The corrections that this person may be told of here, and how many others there are."""
    kept = await request.services.state.corrections.of_server(request.scope.guild or 0)
    names = await request.readable_collections(private=True)
    visible = [one for one in kept if may_be_told(one, names)]
    return visible, len(kept) - len(visible)


def _layout(shown: Sequence[Told], first: int, count: int, hidden: int, translate: Messages) -> Layout:
    note = ["-# " + translate("corrections-hidden", count=hidden)] if hidden else []
    if not shown:
        return lines_layout(translate("corrections-none", why=translate("button-why")), note)
    head = translate("corrections-head", first=first + 1, last=first + len(shown), count=count)
    lines = [line for rank, one in enumerate(shown, first + 1) for line in _lines(rank, one, translate)]
    options = [
        discord.SelectOption(label=cut(f"{rank}. {' '.join(one.title.split())}", _OPTION), value=one.correction.id)
        for rank, one in enumerate(shown, first + 1)
    ]
    page = first // _A_PAGE
    select = ui.Select[Layout](
        custom_id=f"{_TAKE_BACK}{page}", placeholder=translate("corrections-take-back"), options=options
    )
    rows = [ui.ActionRow[Layout](select)]
    targets = [("button-previous", page - 1), ("button-next", page + 1)]
    buttons = [
        ui.Button[Layout](label=translate(key), custom_id=f"{_PAGE}{target}")
        for key, target in targets
        if 0 <= target * _A_PAGE < count
    ]
    if buttons:
        rows.append(ui.ActionRow(*buttons))
    return lines_layout(head, [*lines, *note], *rows)


def _lines(rank: int, one: Told, translate: Messages) -> list[str]:
    """What is told of a correction, and below it what keeps it from having an effect."""
    title, correction = name_of(one.title), one.correction
    if correction.kind == "unquoted":
        said = one_line(cut(" ".join(correction.said.split()), _SAID))
        line = translate("corrections-unquoted", rank=rank, title=title, said=said)
    elif correction.kind == "superseded":
        line = translate("corrections-superseded", rank=rank, title=title, newer=name_of(one.newer))
    else:
        line = translate("corrections-preferred", rank=rank, title=title)
    return [line] if one.effect == "full" else [line, "-# " + translate(f"corrections-{one.effect}")]


async def _take_back(request: InteractionContext, correction_id: str, page: int) -> None:
    visible, _ = await _kept(request)
    guild = request.scope.guild
    if guild is None or correction_id not in {one.id for one in visible}:
        raise RefusedError("corrections-not-there")
    await request.services.state.corrections.remove(guild, correction_id)
    await _show(request, page)


async def _handle(
    interaction: discord.Interaction[Any], handler: Callable[[InteractionContext], Awaitable[None]]
) -> None:
    await InteractionContext(interaction, update=True).handle(handler if may_manage(interaction) else refuse)


class PageControl(ui.DynamicItem[ui.Button[Any]], template=_PAGE + r"(?P<page>\d{1,6})"):
    """Shows another page."""

    def __init__(self, item: ui.Button[Any], page: int) -> None:
        super().__init__(item)
        self._page = page

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """See discord.py."""
        return cls(cast("ui.Button[Any]", item), int(match["page"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Shows the page."""
        await _handle(interaction, partial(_show, page=self._page))


class TakeBackControl(ui.DynamicItem[ui.Select[Any]], template=_TAKE_BACK + r"(?P<page>\d{1,6})"):
    """Takes a correction back."""

    def __init__(self, item: ui.Select[Any], page: int) -> None:
        super().__init__(item)
        self._page = page

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """See discord.py."""
        return cls(cast("ui.Select[Any]", item), int(match["page"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Takes back what was chosen."""
        chosen = str(next(iter(self.item.values), ""))
        await _handle(interaction, partial(_take_back, correction_id=chosen, page=self._page))


CONTROLS = (PageControl, TakeBackControl)
