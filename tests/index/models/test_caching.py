"""Questions are cached: the same vectors as from the encoder, which is asked once while they are among the last."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models.caching import CachingEncoder
from index.models.encoder import Encoded
from tests.encoders import SmallEncoder


class CountingEncoder(SmallEncoder):
    """Records the questions that it is given, and has no vectors for one of them."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[list[str]] = []

    def encode_questions(self, questions: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        self.asked.append(list(questions))
        if "bad" in questions:
            raise ValueError("no bad")
        return super().encode_questions(questions)


def _as_lists(encoded: Sequence[Encoded]) -> list[tuple[list[float], list[list[float]], list[list[int]]]]:
    return [(one.vector.tolist(), one.tokens.vectors.tolist(), one.tokens.spans.tolist()) for one in encoded]


@given(st.lists(st.lists(st.sampled_from(["who", "where is it", "what", "", "when?"]), max_size=4), max_size=6))
def test_same_vectors(calls: list[list[str]]) -> None:
    """Whatever was asked before, each question has the vectors that the encoder alone gives it."""
    caching = CachingEncoder(SmallEncoder())
    for questions in calls:
        assert _as_lists(caching.encode_questions(questions)) == _as_lists(SmallEncoder().encode_questions(questions))


def test_asked_once() -> None:
    """A question that was asked before needs no encoder, and one that is given twice goes to it once."""
    counting = CountingEncoder()
    caching = CachingEncoder(counting)
    caching.encode_questions(["who", "where", "who"])
    caching.encode_questions(["where", "when"])
    caching.encode_questions(["when", "who"])
    assert counting.asked == [["who", "where"], ["when"]]


def test_forgets_the_longest_unasked() -> None:
    """Of more than 100 questions the one that was not asked for the longest time is forgotten."""
    counting = CountingEncoder()
    caching = CachingEncoder(counting)
    caching.encode_questions([f"q{number}" for number in range(100)])
    caching.encode_questions(["q0"])
    caching.encode_questions(["new"])
    caching.encode_questions(["q0", "q2", "q1", "new"])
    assert counting.asked[1:] == [["new"], ["q1"]]


def test_long_questions_take_no_room() -> None:
    """A question of more than 64 tokens is encoded each time."""
    counting = CountingEncoder()
    caching = CachingEncoder(counting)
    for words in (64, 64, 65, 65):
        caching.encode_questions(["so " * words])
    assert [len(asked[0].split()) for asked in counting.asked] == [64, 65, 65]


def test_errors_are_not_remembered() -> None:
    """What the encoder raises is raised, and the question goes to it again the next time."""
    counting = CountingEncoder()
    caching = CachingEncoder(counting)
    for _ in range(2):
        with pytest.raises(ValueError, match="no bad"):
            caching.encode_questions(["good", "bad"])
    assert counting.asked == [["good", "bad"], ["good", "bad"]]


def test_threads() -> None:
    """Threads that ask at once each get what they asked for, while questions are forgotten beside them."""
    caching = CachingEncoder(SmallEncoder())
    questions = [[f"q{(number * 7 + place) % 700}" for place in range(5)] for number in range(400)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(caching.encode_questions, questions))
    expected = SmallEncoder().encode_questions([f"q{number}" for number in range(700)])
    assert all(
        np.array_equal(one.vector, expected[int(question[1:])].vector)
        for asked, given_back in zip(questions, answers, strict=True)
        for question, one in zip(asked, given_back, strict=True)
    )


def test_passages_pass_through() -> None:
    """All but questions goes to the encoder as it is."""
    uncached, caching = SmallEncoder(), CachingEncoder(SmallEncoder())
    assert (caching.fingerprint, caching.dimension, caching.max_tokens) == ("small/1", 64, 200)
    assert _as_lists(caching.encode_passages(["a b"])) == _as_lists(uncached.encode_passages(["a b"]))
    assert caching.encode_sentences(["a b"]).tolist() == uncached.encode_sentences(["a b"]).tolist()
    assert caching.count_tokens(["a b", "c"]) == [2, 1]
