"""The reference encoder: sentence-transformers itself."""

import importlib.util
from collections.abc import Mapping, Sequence
from copy import deepcopy
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from index.models.encoder import Encoded, TokenVectors, Vectors, token_vectors, unit_rows
from index.models.files import Model, ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

INSTALL = "install it with: pip install sentence-transformers"
_PROMPTS = {"query": ("query",), "document": ("document", "passage", "corpus")}  # by the names that models give them
_BATCH, _GPU_BATCH = 32, 256  # texts that sentence-transformers runs at a time


class ReferenceEncoder:
    """An encoder that runs sentence-transformers itself, in float32: slow to start, and what others are held to."""

    def __init__(self, transformer: "SentenceTransformer", fingerprint: str) -> None:
        self.transformer = transformer
        self.fingerprint = fingerprint
        self.dimension = int(transformer.encode("").shape[0])
        self._tokenizer = transformer.tokenizer
        self._encoding = Lock()  # its tokenizer serves one thread at a time
        self._counter = deepcopy(self._tokenizer)  # the other truncates, and may not be used while it does
        self._marks = len(self._tokenizer("")["input_ids"])
        prompt = max(map(self._length, (document_prompt(transformer), query_prompt(transformer))))
        self.max_tokens = int(transformer.max_seq_length or 512) - self._marks - prompt

    @property
    def is_on_gpu(self) -> bool:
        """Whether torch has found a GPU for it."""
        return bool(self.transformer.device.type != "cpu")

    @classmethod
    def load(cls, model: Model) -> Self:
        """Loads a model from its folder. Raises ModelError where sentence-transformers cannot, or is not there."""
        if not is_installed():
            raise ModelError(f"model.name: {model.name} needs sentence-transformers, which is not there; {INSTALL}")
        from sentence_transformers import SentenceTransformer  # takes seconds, and the compiled encoder does without
        from transformers.utils import logging

        logging.disable_progress_bar()
        logging.set_verbosity_error()

        fingerprint = f"{model.digest()}/f32"
        try:
            transformer = SentenceTransformer(
                str(model.folder),
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
        except Exception as error:  # whatever a foreign folder makes the library raise
            raise ModelError(f"model.name: {model.folder} cannot be loaded: {' '.join(str(error).split())}") from error
        return cls(transformer, fingerprint)

    def encode_questions(self, questions: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        return self._encode(questions, query_prompt(self.transformer))

    def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        return self._encode(passages, document_prompt(self.transformer))

    def encode_sentences(self, sentences: Sequence[str]) -> Vectors:
        """See Encoder."""
        return self._vectors(sentences, document_prompt(self.transformer))

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See Encoder."""
        return [self._length(text) for text in texts]

    def _encode(self, texts: Sequence[str], prompt: str) -> list[Encoded]:
        if not texts:
            return []
        # In one call, vectors and all else that the model makes; only where the tokens stand it does not tell.
        with self._encoding:
            made: Any = self.transformer.encode(
                list(texts), prompt=prompt, batch_size=self._batch, output_value=None, show_progress_bar=False
            )
            vectors = unit_rows(np.array([one["sentence_embedding"].float().cpu().numpy() for one in made]))
            return [
                Encoded(vector, self._tokens(prompt + text, one["token_embeddings"].float().cpu().numpy(), len(prompt)))
                for vector, text, one in zip(vectors, texts, made, strict=True)
            ]

    def _vectors(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        with self._encoding:
            made = self.transformer.encode(
                list(texts), prompt=prompt, batch_size=self._batch, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(made, np.float32)

    def _tokens(self, text: str, vectors: NDArray[np.float32], prompt: int) -> TokenVectors:
        limit = self.transformer.max_seq_length
        read = self._tokenizer(text, return_offsets_mapping=True, truncation=True, max_length=limit)
        spans = np.array(read["offset_mapping"], np.int64).reshape(-1, 2)
        return token_vectors(unit_rows(vectors[: len(spans)]), spans, prompt)

    @property
    def _batch(self) -> int:
        return _GPU_BATCH if self.is_on_gpu else _BATCH

    def _length(self, text: str) -> int:
        return len(self._counter(text, add_special_tokens=False, verbose=False)["input_ids"])


def is_installed() -> bool:
    """Whether sentence-transformers is there, which most do without."""
    return importlib.util.find_spec("sentence_transformers") is not None


def query_prompt(transformer: "SentenceTransformer") -> str:
    """What the model wants in front of a question."""
    return prompt_for("query", transformer.prompts, transformer.default_prompt_name)


def document_prompt(transformer: "SentenceTransformer") -> str:
    """What the model wants in front of a passage."""
    return prompt_for("document", transformer.prompts, transformer.default_prompt_name)


def prompt_for(kind: str, prompts: Mapping[str, str | None], default: str | None) -> str:
    """What a model wants in front of a `query` or a `document`, of the prompts that it names."""
    for name in (*_PROMPTS[kind], default):
        if name is not None and prompts.get(name):
            return str(prompts[name])
    return ""
