"""What is added gives way to answers, but not for ever."""

import numpy as np

from bot.service.giving_way import GivingWay
from tests.encoders import SmallEncoder

TEXTS = ["The bridge is closed.", "The harbour is open."]


def test_it_waits_for_answers() -> None:
    """Passages are begun once no answer is worked on."""
    answering = iter([False, True, True, False])
    encoder = GivingWay(SmallEncoder(), lambda: next(answering))
    encoder._took = 60.0  # as long as it would wait at most
    for _ in range(2):
        encoder.encode_passages(TEXTS)
        encoder._took = 60.0
    assert list(answering) == []


def test_it_does_not_wait_for_ever() -> None:
    """Where answers are always worked on, all is encoded as by the encoder itself."""
    encoder = GivingWay(SmallEncoder(), lambda: True)
    for _ in range(2):
        encoded = encoder.encode_passages(TEXTS)
        assert [one.vector.tolist() for one in encoded] == [
            one.vector.tolist() for one in SmallEncoder().encode_passages(TEXTS)
        ]
    assert np.array_equal(encoder.encode_sentences(TEXTS), SmallEncoder().encode_sentences(TEXTS))
    assert encoder.count_tokens(TEXTS) == SmallEncoder().count_tokens(TEXTS)


def test_questions_do_not_wait() -> None:
    """A question is never held back."""
    encoder = GivingWay(SmallEncoder(), lambda: True)
    encoder._took = float("inf")
    assert [one.vector.tolist() for one in encoder.encode_questions(TEXTS)] == [
        one.vector.tolist() for one in SmallEncoder().encode_questions(TEXTS)
    ]
    assert (encoder.fingerprint, encoder.dimension, encoder.max_tokens) == ("small/1", 64, 200)
