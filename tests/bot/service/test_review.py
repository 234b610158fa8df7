"""Answers are put together by question for review, and those found whose source has changed since."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.service.collection_reader import CollectionReader, ReaderResources
from bot.service.collections import Collections
from bot.service.records import ReviewedAnswer, SentQuote
from bot.service.review import changed, find_answers, titles, titles_of, together
from index.answering.confidence import load_calibration
from index.files.data_folder import DataFolder
from tests.bot.service.memory_state import MemoryState
from tests.bot.service.state_contract import ADA, GUILD, NOON, QUOTE, sent_message
from tests.bot.service.test_quote_context import ENCODER, NAME, give, quoted


@pytest.fixture
def collections(tmp_path: Path) -> Collections:
    """The collections of a server that has none yet."""
    return Collections(DataFolder(tmp_path / "data"), 20_000, 100_000)


@pytest.fixture
def reader(collections: Collections) -> Iterator[CollectionReader]:
    """A reader of these."""
    with CollectionReader(ReaderResources(collections, ENCODER, load_calibration(), 0.01)) as reader:
        yield reader


def answer(key: str, question: str, *quotes: SentQuote, answered: bool = True) -> ReviewedAnswer:
    """An answer that was given at noon."""
    return ReviewedAnswer(key, question, 1, False, answered, 0.5, NOON, quotes)


def ids(groups: Iterable[Iterable[ReviewedAnswer]]) -> list[list[str]]:
    """The answers of groups by their ids."""
    return [[one.id for one in group] for group in groups]


def test_questions_put_together(reader: CollectionReader) -> None:
    """Questions are put together where they are the same, those without an answer also where they are alike."""
    asked = [
        "bees",
        "how many clocks",
        "When will the bridge open",
        "when will the bridge open",
        "how many clocks of it",
    ]
    answers = [answer(str(number), question) for number, question in enumerate(asked)]
    assert ids(together(reader, "down", answers)) == [["2", "3"], ["0"], ["1"], ["4"]]
    unanswered = together(reader, "unanswered", [*answers, answer("5", "bees"), answer("6", "bees")])
    assert ids(unanswered)[0] == ["0", "5", "6"]
    assert ["2", "3"] in ids(unanswered)
    assert sorted(key for group in ids(unanswered) for key in group) == list("0123456")
    assert together(reader, "unanswered", []) == []


def test_more_questions_than_are_compared(reader: CollectionReader) -> None:
    """Of very many different questions none is lost: those asked most seldom stand alone, behind the others."""
    answers = [answer(str(number), f"question {number}") for number in range(302)]
    answers.append(answer("again", "question 301"))
    groups = ids(together(reader, "unanswered", answers))
    assert sorted(key for group in groups for key in group) == sorted(one.id for one in answers)
    assert groups[-2:] == [["299"], ["300"]]


def test_changed(collections: Collections, reader: CollectionReader) -> None:
    """An answer is found from when one of its quotes is no longer in its article, or that is gone."""
    stands, begun = quoted(give(collections, "seven"), "seven"), datetime.now(UTC)
    answers = [answer("one", "When?", stands), answer("two", "When?"), answer("gone", "Who?", stands, QUOTE)]
    assert ids([changed(reader, answers)]) == [["gone"]]
    give(collections, "eight")
    assert ids([changed(reader, answers)]) == [["one", "gone"]]
    day = timedelta(days=1)
    assert ids([changed(reader, answers, (begun - day, begun + day))]) == [["one", "gone"]]
    assert ids([changed(reader, answers, (begun - 2 * day, begun - day))]) == [[]]
    assert ids([changed(reader, answers, (begun + day, begun + 2 * day))]) == [[]]
    known = titles(reader, answers)
    assert [titles_of((one,), known) for one in answers] == [["The ferry"], [], ["The ferry"]]
    collections.remove(NAME, "ferry", ENCODER)
    assert ids([changed(reader, answers)]) == [["one", "gone"]]
    assert titles(reader, answers) == {}


async def test_what_may_be_reviewed() -> None:
    """Answers that quote what may not be read are left out and counted; questions without an answer quote nothing."""
    state = MemoryState()
    for sent_id, answered in (("answered", True), ("none", False)):
        await state.sent_messages.add(sent_message(sent_id, answered=answered))
        await state.votes.cast(sent_id, ADA, False)
    asked_for = list[str]()

    async def none(quotes: Iterable[SentQuote]) -> list[str]:
        asked_for.extend(quote.collection for quote in quotes)
        return []

    async def every(quotes: Iterable[SentQuote]) -> list[str]:
        return [QUOTE.collection]

    found = await find_answers(state.reviews, GUILD, NOON, none)
    assert ids([found.unanswered, found.down, found.quoting]) == [["none"], ["none"], []]
    assert (found.hidden, set(asked_for)) == (1, {QUOTE.collection})
    found = await find_answers(state.reviews, GUILD, NOON, every)
    assert ids([found.unanswered, found.down, found.quoting]) == [["none"], ["none", "answered"], ["answered"]]
    assert found.hidden == 0
