"""Chroma: a persistent collection with the defaults, which are dense (HNSW); its sparse search needs Chroma Cloud."""

from pathlib import Path

import chromadb
from chromadb.utils.embedding_functions import SentenceTransformerEmbeddingFunction

from tests.benchmarks.peers.protocol import TOP, read_passages, serve


class Chroma:
    """See Engine."""

    def __init__(self, folder: Path, model: str) -> None:
        function = SentenceTransformerEmbeddingFunction(model_name=model)  # reads 32 texts at once
        self._client = chromadb.PersistentClient(path=str(folder / "index"))
        self._collection = self._client.get_or_create_collection("passages", embedding_function=function)

    def index(self, files: list[Path]) -> None:
        """See Engine."""
        passages, limit = read_passages(files), self._client.get_max_batch_size()
        for start in range(0, len(passages), limit):
            batch = passages[start : start + limit]
            self._collection.add(
                ids=[str(passage.number) for passage in batch], documents=[passage.embedded for passage in batch]
            )

    def search(self, question: str) -> list[int]:
        """See Engine."""
        return [int(number) for number in self._collection.query(query_texts=[question], n_results=TOP)["ids"][0]]


if __name__ == "__main__":
    serve(Chroma)
