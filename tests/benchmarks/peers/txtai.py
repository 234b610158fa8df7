"""txtai: hybrid search by its own BM25 and FAISS, with content, so that it finds texts and not numbers alone."""

from pathlib import Path

from txtai import Embeddings

from tests.benchmarks.peers.protocol import BATCH, TOP, read_passages, serve


class Txtai:
    """See Engine."""

    def __init__(self, folder: Path, model: str) -> None:
        self._folder = str(folder / "index")
        self._embeddings = Embeddings(path=model, hybrid=True, content=True, encodebatch=BATCH)
        self._opened = False

    def index(self, files: list[Path]) -> None:
        """See Engine."""
        self._embeddings.index((passage.number, passage.embedded, None) for passage in read_passages(files))
        self._embeddings.save(self._folder)

    def search(self, question: str) -> list[int]:
        """See Engine."""
        if not self._opened:
            self._embeddings.load(self._folder)
            self._opened = True
        return [int(hit["id"]) for hit in self._embeddings.search(question, TOP)]


if __name__ == "__main__":
    serve(Txtai)
