"""A post is answered by the quote that its questions agree on, or left alone."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.service import post_answer
from bot.service.answer_options import DEFAULT, AnswerOptions
from bot.service.collection_reader import CollectionReader, Reply
from bot.service.post_answer import WrittenPost, answer_post
from index.answering.post_confidence import PostConfidence, PostEvidence
from index.records import Answer, Missing, Quote, Source, Span

NAMES = ["1/everyone"]
FIRST = Quote("The mill opens at nine.", Span(0, 23), (), 2.0, Source("mill", "The mill"))
SECOND = Quote("The pond is deep.", Span(0, 17), (), 1.0, Source("pond", "The pond"))
EVIDENCE = {"covered": 1.0, "passage": 1.0}


class AskedReader(CollectionReader):
    """Answers as it is told to, and keeps what it was asked."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.asked: list[tuple[Sequence[str], str, AnswerOptions]] = []

    def answer(
        self, names: Sequence[str], question: str, before: object = None, options: AnswerOptions = DEFAULT
    ) -> Reply:
        """The same to all, as an answer to this question."""
        self.asked.append((names, question, options))
        return replace(self.reply, answer=replace(self.reply.answer, question=question))


@pytest.fixture(autouse=True)
def certain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Coefficients by which what all questions agree on surely answers, but no question for a reason."""
    weights = {**dict.fromkeys(PostEvidence.__struct_fields__, 0.0), "share": 1000.0, "why": -2000.0}
    monkeypatch.setattr(post_answer, "load_post_confidence", lambda: PostConfidence(0.0, weights, 0.7, 0.8))


def unsure() -> Reply:
    """A reply that gives the closest passages alone."""
    missing = (Missing("articles", "noon"),)
    answer = Answer("", False, 0.2, closest=(FIRST, SECOND), missing=missing)
    return Reply(answer, EVIDENCE, False, 0.5, (("opens",), ("deep",)))


def test_closest_quote_is_taken_for_an_answer() -> None:
    """What no question is sure of by itself may be sure for the post, with its first quote alone."""
    reader, options = AskedReader(unsure()), AnswerOptions(max_quotes=1)
    reply = answer_post(reader, NAMES, WrittenPost("mill", "When does it open?"), options)
    assert reply is not None
    assert reply.answer == Answer("mill", True, 1.0, quotes=(FIRST,))
    assert (reply.threshold, reply.matched) == (0.7, (("opens",),))
    assert reader.asked == [
        (NAMES, "mill", options),
        (NAMES, "mill. When does it open?", options),
        (NAMES, "When does it open?", options),
    ]


def test_answer_stays_as_it_is() -> None:
    """An answer keeps all its quotes, with the probability of the post as its confidence."""
    answer = Answer("", True, 0.6, quotes=(FIRST, SECOND))
    sure = replace(unsure(), answer=answer)
    reply = answer_post(AskedReader(sure), NAMES, WrittenPost("when does the mill open?"))
    assert reply == replace(
        sure,
        answer=replace(answer, question="when does the mill open?", confidence=1.0),
        threshold=0.8,
    )


def test_title_alone_has_a_threshold_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sure enough for a post with a body is not for a title alone."""
    weights = dict.fromkeys(PostEvidence.__struct_fields__, 0.0)
    monkeypatch.setattr(post_answer, "load_post_confidence", lambda: PostConfidence(1.0, weights, 0.7, 0.8))
    reader = AskedReader(unsure())
    assert answer_post(reader, NAMES, WrittenPost("when does the mill open?", "It is far.")) is not None
    assert answer_post(reader, NAMES, WrittenPost("when does the mill open?", " ")) is None


def test_unsure_posts_and_talk_are_left_alone() -> None:
    """A reason is not told, of mere talk nothing is asked, and where nothing is found nothing is answered."""
    reader = AskedReader(unsure())
    assert answer_post(reader, NAMES, WrittenPost("why is the mill shut?")) is None
    assert answer_post(reader, NAMES, WrittenPost("My first flour!!!", "It took a week.")) is None
    assert [question for _, question, _ in reader.asked] == ["why is the mill shut?"]
    nothing = Reply(Answer("", False, 0.0), None, False, 0.5, ())
    assert answer_post(AskedReader(nothing), NAMES, WrittenPost("when does the mill open?")) is None
