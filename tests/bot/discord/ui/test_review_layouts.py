"""What is reviewed keeps within Discord's limits, whatever people asked and wrote, and pings nobody."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.ui.review_layouts import PER_PAGE, paging, review_layout, told
from bot.service.messages import Messages
from bot.service.records import Complaint, ReviewedAnswer, ReviewFilter
from tests.bot.discord.ui.test_layouts import ENGLISH, ID, LANGUAGES, SPANISH, TEXTS, holds

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
KINDS: list[ReviewFilter] = ["unanswered", "down", "changed"]
COMPLAINTS = st.builds(
    Complaint, st.sampled_from(["wrong", "old", "other", "unclear"]), TEXTS.map(lambda text: text[:200])
)


def answer(question: str, *complaints: Complaint) -> ReviewedAnswer:
    """An answer to a question."""
    return ReviewedAnswer("a", question, 1, False, True, 0.5, NOON, (), 1, len(complaints), complaints)


ANSWERS = st.builds(lambda question, complaints: answer(question, *complaints), TEXTS, st.lists(COMPLAINTS, max_size=9))


@given(st.sampled_from(KINDS), st.lists(ANSWERS, min_size=1, max_size=3), st.lists(TEXTS, max_size=3), LANGUAGES)
def test_any_page(kind: ReviewFilter, answers: list[ReviewedAnswer], titles: list[str], translate: Messages) -> None:
    """A full page of anything is one that Discord takes, in which nothing looks like a mention."""
    row = told(kind, answers, titles, translate, remarks=True)
    head = translate("review-head", unanswered=5000, down=5000, changed=5000) + translate("review-hidden", count=5000)
    size = PER_PAGE[kind]
    forms = [ButtonAction("why", ID, 0, number) for number in range(size)]
    layout = review_layout(head, [row] * size, forms, [], paging(ID, 1, 3, translate), translate)
    holds(layout)


@pytest.mark.parametrize(("translate", "left"), [(ENGLISH, "and one more remark"), (SPANISH, "y un comentario más")])
def test_remarks_that_do_not_fit(translate: Messages, left: str) -> None:
    """Whole remarks are shown while there is room, and below them how many more there are."""
    complaints = [Complaint("wrong", f"{number} " + "word " * 30) for number in range(4)]
    lines = told("down", [answer("Who?", *complaints)], [], translate, remarks=True).splitlines()
    assert [line[:3] for line in lines[2:-1]] == ["> 0", "> 1", "> 2"]
    assert lines[-1].startswith(f"-# {left}")


def test_no_remarks() -> None:
    """Where what people wrote is not for all who read, their reasons are counted alone."""
    lines = told("down", [answer("Who?", Complaint("old", "Ask Ada."))], [], ENGLISH, remarks=False).splitlines()
    assert lines == ["1× Who?", "👍 1, 👎 1 · It is out of date: 1"]
