"""A diff is shown within its room, and shows what changed and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.ui.differences import differences
from bot.discord.ui.markdown import rendered
from bot.service.word_diff import word_diff
from tests.bot.discord.markdown import render

SIGNS = st.sampled_from(
    ["~", "~~", "*", "**", "_", "\\", "`", "@everyone", "<@1>", "||", "ferry", "at", "seven.", "。"]
)
TEXTS = st.lists(SIGNS, max_size=40).map(" ".join) | st.lists(SIGNS, max_size=20).map("".join) | st.text()


@given(TEXTS, TEXTS, st.integers(0, 400))
def test_differences_keep_within_their_room(before: str, after: str, room: int) -> None:
    """Whatever changed, it takes no more room than there is, pings nobody, and marks nothing but what changed."""
    written = differences(word_diff(before, after), room)
    assert len(written) <= room
    assert set(render(written).markup) <= {"quote", "s"}


@given(TEXTS, TEXTS)
def test_differences_show_both(before: str, after: str) -> None:
    """Where there is room, all that was taken out and put in is seen."""
    runs = [run for run in word_diff(before, after) if run.fate != "same"]
    seen = render(differences(runs, 100_000)).text.replace("\u200b", "")
    text = "".join(rendered(run.text) for run in runs).replace("\u200b", "")
    assert "".join(seen.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("before", "after", "room", "written"),
    [
        ("It leaves at seven.", "It leaves at eight.", 100, "> It leaves at ~~seven~~ **eight**."),
        ("It leaves at seven today.", "It leaves today.", 100, "> It leaves ~~at seven~~ today."),
        ("a 1 2 3 4 5 6 7 8 9 b", "1 2 3 4 5 6 7 8 9 c", 100, "> ~~a~~ 1 2 3 4 5 6 7 8 9 ~~b~~ **c**"),
        (
            "a " + "w " * 30 + "b",
            "c " + "w " * 30 + "d",
            200,
            "> ~~a~~ **c** " + "w " * 8 + "… " + "w " * 8 + "~~b~~ **d**",
        ),
        ("old " * 20, "new", 30, "> ~~old old old old old old~~…"),
        ("~a~", "*b", 100, "> ~~\\~a\\~\u200b~~ **\\*b**"),
    ],
)
def test_differences_are_marked(before: str, after: str, room: int, written: str) -> None:
    """What was taken out is struck through, what was put in is in bold, and far from both words are left out."""
    assert differences(word_diff(before, after), room) == written
