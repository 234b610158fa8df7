"""The systems that are compared."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

_HERE = "tests.benchmarks.peers"
# What runs the model, of the same versions everywhere.
_TORCH = ("torch==2.13.0", "transformers==5.23.0", "numpy==2.4.6")
_MODELS = (*_TORCH, "sentence-transformers==6.2.0")
_FAISS = "faiss-cpu==1.15.1"


class System(msgspec.Struct, frozen=True):
    """A system: the module of its engine, the one setting that this takes, and the packages it needs.

    `own` ones are Quotebot, which reads articles and also answers.
    """

    name: str
    module: str
    setting: str
    packages: tuple[str, ...] = ()

    @property
    def own(self) -> bool:
        """Whether it is Quotebot."""
        return not self.packages

    @property
    def ways(self) -> Sequence[str]:
        """The ways in which it is asked."""
        return ("search", "answer") if self.own else ("search",)


def systems(model: Path) -> list[System]:
    """All of them, with the same model: Quotebot first, by its default precision, then with bf16, then the peers."""
    llamaindex = (
        "llama-index-core==0.14.25",
        "llama-index-embeddings-huggingface==0.8.0",
        "llama-index-retrievers-bm25==0.8.0",
        "llama-index-vector-stores-faiss==0.7.0",
    )
    return [
        System("Quotebot", f"{_HERE}.quotebot", "f32"),
        System("Quotebot, bf16", f"{_HERE}.quotebot", "bf16"),
        System("txtai", f"{_HERE}.txtai", str(model), ("txtai==9.14.0", _FAISS, *_TORCH)),
        System("LlamaIndex", f"{_HERE}.llamaindex", str(model), (*llamaindex, _FAISS, *_MODELS)),
        System("Chroma", f"{_HERE}.chroma", str(model), ("chromadb==1.5.9", *_MODELS)),
    ]
