"""Questions that ask the same are put together."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.service.question_groups import ALIKE, Group, group
from tests.encoders import SmallEncoder


def grouped(*questions: str) -> list[Group]:
    """The groups of questions by the words they share."""
    asked = Counter(questions)
    return group(asked, SmallEncoder().encode_sentences(list(asked)))


def test_questions_that_ask_the_same_are_one_group() -> None:
    """A group is known by its first question, and those asked most often come first."""
    assert grouped(
        "when will the bridge open",
        "how many clocks are there",
        "when will the BRIDGE open?",
        "how many clocks",
        "bees",
    ) == [
        Group(("when will the bridge open", "when will the BRIDGE open?"), 2),
        Group(("how many clocks are there", "how many clocks"), 2),
        Group(("bees",), 1),
    ]


def test_no_questions() -> None:
    """No questions make no groups."""
    assert group({}, np.empty((0, 64), np.float32)) == []


def test_cosine_from_which_questions_are_alike() -> None:
    """Questions are alike from the stated cosine on, and go to the group that they are most like."""
    above, below = np.arccos(ALIKE + 0.001), np.arccos(ALIKE - 0.001)
    angles = np.array([0.0, below, 0.6 * below, above])
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    assert group({"first": 1, "second": 5, "third": 2, "fourth": 4}, vectors) == [
        Group(("second", "third", "fourth"), 11),
        Group(("first",), 1),
    ]


@given(st.lists(st.sampled_from(["bees", "clocks of the mill", "the bridge", "ships at sea", ""]), max_size=30))
def test_every_question_is_counted_once(questions: list[str]) -> None:
    """Different questions that share no word are groups of their own, each counted as often as it was asked."""
    expected = Counter(questions)
    groups = grouped(*questions) if questions else []
    assert groups == [Group((question,), count) for question, count in expected.most_common()]
