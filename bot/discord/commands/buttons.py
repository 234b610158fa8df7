"""What happens when a button is pressed, be it on a message of years ago."""

import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Self

import discord
from discord import ui

from bot.discord.commands import answering, article, ask, correcting, feedback, forum, info, library, review, search
from bot.discord.request import FormContext, InteractionContext, RefusedError
from bot.discord.ui.custom_ids import PATTERN, ActionName, ButtonAction, parse
from bot.service.access import may_use
from bot.service.records import Kind, SentMessage

_HANDLERS: dict[ActionName, Callable[[InteractionContext, SentMessage, ButtonAction], Awaitable[None]]] = {
    "read": article.read,
    "turn": article.read,
    "edition": article.read,
    "why": feedback.why,
    "closest": feedback.closest,
    "up": feedback.vote_up,
    "down": feedback.vote_down,
    "results": search.show_page,
    "listing": info.show_page,
    "follow": ask.follow,
    "replace": library.settle,
    "keep": library.settle,
    "cancel": library.settle,
    "undo": library.undo,
    "helped": forum.helped,
    "unhelped": forum.unhelped,
    "share": ask.share,
    "correct": correcting.open_form,
    "review": review.turn,
    "export": review.export,
    "answer": answering.open_form,
}
_OF_ANSWERS = frozenset[ActionName](
    {"read", "turn", "edition", "why", "closest", "up", "down", "follow", "share", "correct"}
)
_ACTIONS: dict[Kind, frozenset[ActionName]] = {
    "answer": _OF_ANSWERS,
    "check": _OF_ANSWERS,
    "post": frozenset({"read", "turn", "edition", "why", "helped", "unhelped", "correct"}),
    "search": frozenset({"read", "turn", "edition", "results"}),
    "article": frozenset({"turn"}),
    "sources": frozenset({"listing"}),
    "uploading": frozenset(),
    "upload": frozenset({"replace", "keep", "cancel"}),
    "added": frozenset({"undo"}),
    "review": frozenset({"review", "export", "answer"}),
}
# These change the message that the button is on.
_CHANGING = frozenset[ActionName](
    {
        *("turn", "edition", "results", "listing", "replace", "keep", "cancel", "undo", "helped", "unhelped", "share"),
        "review",
    }
)
_FORMS = frozenset[ActionName]({"follow", "down", "correct", "answer"})  # these open a form


class ActionButton(ui.DynamicItem[ui.Button[Any]], template=PATTERN):
    """Any button of the bot; its custom id says what it does."""

    def __init__(self, item: ui.Button[Any], action: ButtonAction) -> None:
        super().__init__(item)
        self._action = action

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """See discord.py."""
        assert isinstance(item, ui.Button)  # noqa: S101 - told to mypy
        return cls(item, parse(match))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Does what the button says."""
        if self._action.name in _FORMS:
            request: InteractionContext = FormContext(interaction)
        else:
            request = InteractionContext(interaction, update=self._action.name in _CHANGING)
        await request.handle(partial(_act, action=self._action))


async def _act(request: InteractionContext, action: ButtonAction) -> None:
    sent = await request.services.state.sent_messages.get(action.sent_id)
    if (
        sent is None
        or not may_use(sent, request.scope)
        or action.name not in _ACTIONS[sent.kind]
        or action.number >= max(1, len(sent.quotes))
    ):
        raise RefusedError("shown-gone")
    await _HANDLERS[action.name](request, sent, action)
