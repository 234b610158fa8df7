"""A cache of the vectors of the questions asked last: popular ones are asked again and again."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from index.models.encoder import Encoded, Encoder, Vectors

_LIMIT = 100  # questions: 2 MB, at 20 KB for a question of a dozen tokens
_LONGEST = 64  # tokens: a longer question takes much room and is hardly asked twice


class CachingEncoder:
    """An encoder that encodes a question once while it is among the last few hundred; for any number of threads.

    Two that ask the same at once may both have it encoded; a MicroBatchingEncoder below joins them.
    """

    def __init__(self, encoder: Encoder) -> None:
        self.fingerprint = encoder.fingerprint
        self.dimension = encoder.dimension
        self.max_tokens = encoder.max_tokens
        self._encoder = encoder
        self._lock = Lock()  # guards what follows
        self._cached: OrderedDict[str, Encoded] = OrderedDict()

    def encode_questions(self, questions: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        encoded = self._get(questions)
        missing = [question for question in dict.fromkeys(questions) if question not in encoded]
        if missing:
            fresh = dict(zip(missing, self._encoder.encode_questions(missing), strict=True))
            self._keep(fresh)
            encoded |= fresh
        return [encoded[question] for question in questions]

    def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        return self._encoder.encode_passages(passages)

    def encode_sentences(self, sentences: Sequence[str]) -> Vectors:
        """See Encoder."""
        return self._encoder.encode_sentences(sentences)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See Encoder."""
        return self._encoder.count_tokens(texts)

    def _get(self, questions: Sequence[str]) -> dict[str, Encoded]:
        with self._lock:
            cached = {question: self._cached[question] for question in questions if question in self._cached}
            for question in cached:
                self._cached.move_to_end(question)
        return cached

    def _keep(self, fresh: dict[str, Encoded]) -> None:
        short = {question: encoded for question, encoded in fresh.items() if len(encoded.tokens.spans) <= _LONGEST}
        with self._lock:
            self._cached |= short
            while len(self._cached) > _LIMIT:
                self._cached.popitem(last=False)
