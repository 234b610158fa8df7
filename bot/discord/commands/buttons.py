"""What happens when a button is pressed, be it on a message of years ago."""

import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Self

import discord
from discord import ui

from bot.discord.commands import article, ask, feedback, info, search
from bot.discord.request import FormContext, InteractionContext, RefusedError
from bot.discord.ui.custom_ids import PATTERN, ActionName, ButtonAction, parse
from bot.service.access import may_press
from bot.service.records import Kind, SentMessage

_HANDLERS: dict[ActionName, Callable[[InteractionContext, SentMessage, ButtonAction], Awaitable[None]]] = {
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
_OF_ANSWERS = frozenset[ActionName]({"read", "turn", "why", "closest", "up", "down", "follow"})
_ACTIONS: dict[Kind, frozenset[ActionName]] = {
    "answer": _OF_ANSWERS,
    "check": _OF_ANSWERS,
    "search": frozenset({"read", "turn", "results"}),
    "article": frozenset({"turn"}),
    "sources": frozenset({"listing"}),
}
_TURNS = frozenset[ActionName]({"turn", "results", "listing"})  # these change the message that the button is on


class PressedButton(ui.DynamicItem[ui.Button[Any]], template=PATTERN):
    """Any button of the bot; its custom id says what it does."""

    def __init__(self, item: ui.Button[Any], press: ButtonAction) -> None:
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
            request: InteractionContext = FormContext(interaction)
        else:
            request = InteractionContext(interaction, update=self._press.action in _TURNS)
        await request.attend(partial(_press, press=self._press))


async def _press(request: InteractionContext, press: ButtonAction) -> None:
    shown = await request.client.state.sent_messages.get(press.shown)
    if (
        shown is None
        or not may_press(shown, request.place)
        or press.action not in _ACTIONS[shown.kind]
        or press.number >= max(1, len(shown.quotes))
    ):
        raise RefusedError("shown-gone")
    await _HANDLERS[press.action](request, shown, press)
