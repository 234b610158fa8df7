"""Many texts on a GPU, where there is one: sentence-transformers encodes them, and the compiled model the few."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from index.models.encoder import Encoded, Encoder, Vectors

_DRIVER = Path("/dev/nvidiactl")  # asking torch would take seconds, also for a question
_MANY = 64  # texts of a call from which on it pays to load what encodes many: some seconds, once
_PARITY = 0.9999  # least cosine between both encoders' vectors of a text
_PROBES = 16  # texts that they are compared by, the longest of the first call


def has_gpu() -> bool:
    """Whether this machine has a GPU that torch may run on."""
    return _DRIVER.exists()


class GpuEncoder:
    """An encoder that leaves calls of many texts to another one, as long as both give the same vectors."""

    def __init__(self, encoder: Encoder, load: Callable[[], Encoder | None], notify: Callable[[str], None]) -> None:
        """Takes what loads the other when it is first needed, or gives None where it cannot serve."""
        self.fingerprint = encoder.fingerprint
        self.dimension = encoder.dimension
        self.max_tokens = encoder.max_tokens
        self._encoder = encoder
        self._load = load
        self._notify = notify

    def encode_questions(self, questions: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        return self._encoder.encode_questions(questions)

    def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        return self._for(passages).encode_passages(passages)

    def encode_sentences(self, sentences: Sequence[str]) -> Vectors:
        """See Encoder."""
        return self._for(sentences).encode_sentences(sentences)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See Encoder."""
        return self._encoder.count_tokens(texts)

    def _for(self, texts: Sequence[str]) -> Encoder:
        if len(texts) < _MANY:
            return self._encoder
        self._probes = sorted(texts, key=len)[-_PROBES:]
        return self._many

    @cached_property
    def _many(self) -> Encoder:
        other = self._load()
        if other is None:
            return self._encoder
        cosines = np.sum(self._encoder.encode_sentences(self._probes) * other.encode_sentences(self._probes), axis=1)
        if cosines.min() < _PARITY:
            self._notify(f"The GPU gives other vectors (cosine {cosines.min():.5f}); the processor encodes instead")
            return self._encoder
        return other
