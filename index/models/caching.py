"""An encoder that remembers the vectors of the questions asked last: popular ones are asked again and again."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from index.models.encoder import Encoded, Encoder, Vectors

_LIMIT = 500  # questions: 10 MB, at 20 KB for a question of a dozen tokens
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
        self._remembered: OrderedDict[str, Encoded] = OrderedDict()

    def encode_questions(self, questions: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        found = self._recall(questions)
        missing = [question for question in dict.fromkeys(questions) if question not in found]
        if missing:
            fresh = dict(zip(missing, self._encoder.encode_questions(missing), strict=True))
            self._remember(fresh)
            found |= fresh
        return [found[question] for question in questions]

    def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        return self._encoder.encode_passages(passages)

    def encode_sentences(self, sentences: Sequence[str]) -> Vectors:
        """See Encoder."""
        return self._encoder.encode_sentences(sentences)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See Encoder."""
        return self._encoder.count_tokens(texts)

    def _recall(self, questions: Sequence[str]) -> dict[str, Encoded]:
        with self._lock:
            found = {question: self._remembered[question] for question in questions if question in self._remembered}
            for question in found:
                self._remembered.move_to_end(question)
        return found

    def _remember(self, fresh: dict[str, Encoded]) -> None:
        short = {question: encoded for question, encoded in fresh.items() if len(encoded.tokens.spans) <= _LONGEST}
        with self._lock:
            self._remembered |= short
            while len(self._remembered) > _LIMIT:
                self._remembered.popitem(last=False)
