"""A question beside texts to scores: what a reranker is, and any CrossEncoder of sentence-transformers as one."""

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from index.models.files import Model, ModelError, find_reranker
from index.models.sentence_transformers import INSTALL, is_installed

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

Scores = NDArray[np.float32]
"""One for each text, the higher the better: float32, shape (texts,)."""


class Reranker(Protocol):
    """Reads a question and a text together, and tells how well the text answers."""

    @property
    def fingerprint(self) -> str:
        """Names the model: scores compare only where it is the same."""

    def score(self, question: str, texts: Sequence[str]) -> Scores:
        """How well each text answers the question, on a scale of the model's own."""


class CrossEncoderReranker:
    """A reranker that runs a CrossEncoder; any number of threads may call it."""

    def __init__(self, cross_encoder: "CrossEncoder", fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self._cross_encoder = cross_encoder
        self._lock = Lock()  # its tokenizer fails when two threads use it at once

    @classmethod
    def load(cls, model: Model) -> Self:
        """Loads a model from its folder. Raises ModelError where that fails, or it gives more than one score."""
        if not is_installed():
            raise ModelError(f"model.reranker: {model.name} needs sentence-transformers, which is not there; {INSTALL}")
        from sentence_transformers import CrossEncoder  # takes seconds, and most do without a reranker
        from torch.nn import Identity
        from transformers.utils import logging

        logging.disable_progress_bar()
        logging.set_verbosity_error()

        fingerprint = f"{model.digest()}/f32"
        try:
            cross_encoder = CrossEncoder(
                str(model.folder),
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True, "dtype": "float32"},
                activation_fn=Identity(),  # a sigmoid would make all high scores the same
            )
            labels = cross_encoder.num_labels
        except Exception as error:  # whatever a foreign folder makes the library raise
            reason = " ".join(str(error).split())
            raise ModelError(f"model.reranker: {model.folder} cannot be loaded: {reason}") from error
        if labels != 1:
            raise ModelError(
                f"model.reranker: {model.folder} gives {labels} scores for a text; name a CrossEncoder with one label"
            )
        return cls(cross_encoder, fingerprint)

    def score(self, question: str, texts: Sequence[str]) -> Scores:
        """See Reranker."""
        pairs = [(question, text) for text in texts]
        with self._lock:
            return np.asarray(self._cross_encoder.predict(pairs, show_progress_bar=False), np.float32)


def open_reranker(name: str) -> CrossEncoderReranker | None:
    """Loads the reranker of the setting; None where it is empty. Raises ModelError where it cannot be used."""
    return CrossEncoderReranker.load(find_reranker(name)) if name else None
