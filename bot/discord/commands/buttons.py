"""What happens when a button is pressed, be it on a message of years ago."""

import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Self

import discord
from discord import ui

from bot.discord.commands import article, ask, feedback, info, search
from bot.discord.request import FormExchange, InteractionExchange, RefusedError
from bot.discord.ui.custom_ids import PATTERN, Action, Press, parse
from bot.service.access import may_press
from bot.service.records import Kind, Shown

_HANDLERS: dict[Action, Callable[[InteractionExchange, Shown, Press], Awaitable[None]]] = {
    "read": article.read,
    "turn": article.read,
    "why": feedback.why,
    "closest": feedback.closest,
    "up": feedback.vote,
    "down": feedback.vote,
    "results": search.turn,
    "listing": info.turn,
    "follow": ask.follow,
}
_OF_ANSWERS = frozenset[Action]({"read", "turn", "why", "closest", "up", "down", "follow"})
_ACTIONS: dict[Kind, frozenset[Action]] = {
    "answer": _OF_ANSWERS,
    "check": _OF_ANSWERS,
    "search": frozenset({"read", "turn", "results"}),
    "article": frozenset({"turn"}),
    "sources": frozenset({"listing"}),
}
_TURNS = frozenset[Action]({"turn", "results", "listing"})  # these change the message that the button is on


class PressedButton(ui.DynamicItem[ui.Button[Any]], template=PATTERN):
    """Any button of the bot; its custom id says what it does."""

    def __init__(self, item: ui.Button[Any], press: Press) -> None:
        super().__init__(item)
        self._press = press

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """See discord.py."""
        assert isinstance(item, ui.Button)  # noqa: S101 - told to mypy
        return cls(item, parse(match))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Does what the button says."""
        if self._press.action == "follow":
            exchange: InteractionExchange = FormExchange(interaction)
        else:
            exchange = InteractionExchange(interaction, update=self._press.action in _TURNS)
        await exchange.attend(partial(_press, press=self._press))


async def _press(exchange: InteractionExchange, press: Press) -> None:
    shown = await exchange.client.state.shown(press.shown)
    if (
        shown is None
        or not may_press(shown, exchange.place)
        or press.action not in _ACTIONS[shown.kind]
        or press.number >= max(1, len(shown.quotes))
    ):
        raise RefusedError("shown-gone")
    await _HANDLERS[press.action](exchange, shown, press)
