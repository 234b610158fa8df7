"""What a button does is told by its custom id."""

import re
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.ui.custom_ids import PATTERN, ActionName, ButtonAction, parse
from bot.service.records import new_id

IDS = st.from_regex(r"[A-Za-z0-9_-]{1,32}", fullmatch=True)
ACTIONS = st.builds(
    ButtonAction, st.sampled_from(get_args(ActionName)), IDS, st.integers(0, 999_999), st.integers(0, 999_999)
)


@given(ACTIONS)
def test_custom_ids_tell_all_of_an_action(action: ButtonAction) -> None:
    """A custom id is short enough for Discord, and the action can be read from it."""
    custom_id = action.custom_id()
    match = re.fullmatch(PATTERN, custom_id)
    assert len(custom_id) <= 100
    assert match is not None
    assert parse(match) == action


@given(ACTIONS, ACTIONS)
def test_different_actions_have_different_custom_ids(one: ButtonAction, other: ButtonAction) -> None:
    """Two actions have one custom id only where they are the same."""
    assert (one.custom_id() == other.custom_id()) == (one == other)


@pytest.mark.parametrize("name", get_args(ActionName))
def test_new_ids_fit(name: ActionName) -> None:
    """The ids that the bot makes fit into a custom id."""
    action = ButtonAction(name, new_id(), 2, 7)
    match = re.fullmatch(PATTERN, action.custom_id())
    assert match is not None
    assert parse(match) == action


def test_numbers_may_be_left_out() -> None:
    """A custom id without numbers means the first quote and the first page."""
    match = re.fullmatch(PATTERN, "quotebot:why:abc")
    assert match is not None
    assert parse(match) == ButtonAction("why", "abc", 0, 0)


@pytest.mark.parametrize(
    "custom_id",
    [
        "",
        "why:abc:0:0",
        "quotebot:why",
        "quotebot:why:",
        "quotebot:drop:abc:0:0",
        "quotebot:Why:abc:0:0",
        "otherbot:why:abc:0:0",
        "quotebot:why:abc:0:0:0",
        "quotebot:why:abc:-1",
        "quotebot:why:abc:x",
        "quotebot:why:a b:0:0",
        "quotebot:why:../a:0:0",
        "quotebot:why:abc:1234567:0",
        f"quotebot:why:{'a' * 33}:0:0",
        "quotebot:why:abc:0:0\n",
        " quotebot:why:abc:0:0",
        "quotebot:followed:abc",
        "quotebot:channels",
        "quotebot:private",
        "quotebot:collections",
        "quotebot:settings:where",
    ],
)
def test_foreign_custom_ids_are_none_of_these(custom_id: str) -> None:
    """The custom ids of others, and of other controls of the bot, are no actions."""
    assert re.fullmatch(PATTERN, custom_id) is None


@given(st.text())
def test_any_text_is_an_action_or_none(text: str) -> None:
    """Any text that is taken for an action is within bounds."""
    match = re.fullmatch(PATTERN, f"quotebot:why:{text}")
    assert match is None or (parse(match).number <= 999_999 and len(parse(match).sent_id) <= 32)
