"""An encoder of passages that gives way to answers: both want all cores, and somebody waits for an answer."""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from index.models.encoder import Encoded, Encoder, Vectors

_LOOK_EVERY = 0.005  # seconds

T = TypeVar("T")


class GivingWay:
    """An encoder that begins no passages while answers are worked on; but for as long as it last took at most.

    So what is added takes at most twice as long while others ask.
    """

    def __init__(self, encoder: Encoder, is_answering: Callable[[], bool]) -> None:
        self.fingerprint = encoder.fingerprint
        self.dimension = encoder.dimension
        self.max_tokens = encoder.max_tokens
        self._encoder = encoder
        self._is_answering = is_answering
        self._took = 0.0

    def encode_questions(self, questions: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        return self._encoder.encode_questions(questions)

    def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        return self._later(self._encoder.encode_passages, passages)

    def encode_sentences(self, sentences: Sequence[str]) -> Vectors:
        """See Encoder."""
        return self._later(self._encoder.encode_sentences, sentences)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See Encoder."""
        return self._encoder.count_tokens(texts)

    def _later(self, encode: Callable[[Sequence[str]], T], texts: Sequence[str]) -> T:
        latest = time.monotonic() + self._took
        while self._is_answering() and time.monotonic() < latest:
            time.sleep(_LOOK_EVERY)
        start = time.monotonic()
        try:
            return encode(texts)
        finally:
            self._took = time.monotonic() - start
