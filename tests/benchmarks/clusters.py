"""How many clusters of a large vector index must be read: for questions, for sentences and for passages.

python tests/benchmarks/clusters.py [--passages N] [--data-dir DIR] [--output DIR]

The index is one that corpus.py makes. What is found with so many clusters is compared with what comparing all in full
finds.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import faiss
import msgspec
import numpy as np
import typer
from numpy.typing import NDArray

from bot.terminal.session import Session
from config.settings import DEFAULTS
from index.models.encoder import Vectors
from index.retrieval.weights import load_weights
from index.storage.faiss_index import FILES, open_index
from index.storage.library import Library
from index.storage.protocols import SearchIndex
from tests.benchmarks.answering import questions
from tests.benchmarks.machine import ROOT, commit, machine
from tests.benchmarks.saving import save
from tests.benchmarks.tables import table

_READ = (1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1)  # of the clusters
_NEAREST, _ASKED = 10, 300


class Read(msgspec.Struct, frozen=True):
    """The share of the nearest passages that is found where so many clusters are read, and how long that takes."""

    clusters: int
    milliseconds: float
    questions: float
    sentences: float
    passages: float


class Figures(msgspec.Struct, frozen=True):
    """What is written to clusters.json; `settled` is how many the product reads of this index."""

    machine: str
    commit: str
    passages: int
    clusters: int
    settled: int
    reads: list[Read]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures an index, prints a table and writes clusters.json."""
    given = _parse(arguments)
    session = Session(given.data_dir / str(given.passages), DEFAULTS)
    newest = max(session.data_folder.snapshots.glob("[0-9]*"))
    base = faiss.read_index(str(newest / "vectors" / FILES[0]))
    clusters = faiss.try_extract_index_ivf(base)
    if clusters is None:
        raise SystemExit(f"{newest} has no clusters; name a larger index")
    settled, asked = clusters.nprobe, _asked(session)
    numbers, rows = open_index(newest / "vectors").contents()
    exact = [_exact(vectors, numbers, rows) for vectors in asked]
    reads = list[Read]()
    for read in sorted({settled, *(max(1, round(share * clusters.nlist)) for share in _READ)}):
        clusters.nprobe = read
        index = _with_base(newest / "vectors", base)
        retrieved = [[_search(index, vector) for vector in vectors] for vectors in asked]
        shares = [
            _share(np.array([hits for hits, _ in each]), all_) for each, all_ in zip(retrieved, exact, strict=True)
        ]
        reads.append(Read(read, median(taken for _, taken in retrieved[0]), *shares))
    figures = Figures(machine(), commit(), len(numbers), clusters.nlist, settled, reads)
    save(figures, given.output / "clusters.json")
    typer.echo(markdown(figures))


def markdown(figures: Figures) -> str:
    """The figures as a table."""
    caption = (
        f"{figures.machine}. Commit {figures.commit}. {figures.passages:,} passages, {figures.clusters} clusters, of "
        f"which {figures.settled} are read; recall@{_NEAREST}."
    )
    head = ("clusters read", "ms a search, p50", "questions", "sentences", "passages")
    rows = [(one.clusters, one.milliseconds, one.questions, one.sentences, one.passages) for one in figures.reads]
    return f"{caption}\n\n{table(head, rows)}"


def _asked(session: Session) -> tuple[Vectors, Vectors, Vectors]:
    """The vectors of real questions, of sentences in the middle of passages, and of these passages."""
    encoded = session.models.encoder.encode_questions(questions()[:_ASKED])
    with Library.open(session.data_folder) as library:
        numbers = library.passages.numbers()
        stored = list(library.passages.get(numbers[:: max(1, len(numbers) // _ASKED)][:_ASKED]))
    sentences = np.array([one.vectors[len(one.vectors) // 2] for one in stored], np.float32)
    passages = np.array([one.vectors[0] for one in stored], np.float32)
    return np.array([one.vector for one in encoded], np.float32), sentences, passages


def _exact(vectors: Vectors, numbers: NDArray[np.int64], rows: NDArray[np.float16]) -> NDArray[np.int64]:
    """The numbers of the passages nearest to each vector, all compared: shape (vectors, nearest)."""
    flat = faiss.IndexFlatIP(rows.shape[1])
    flat.add(rows.astype(np.float32))
    retrieved: NDArray[np.int64] = numbers[flat.search(vectors, _NEAREST)[1]]
    return retrieved


def _with_base(folder: Path, base: Any) -> SearchIndex:
    """The index in a folder with another base."""
    with TemporaryDirectory() as scratch:  # what is open does without its files' names
        for file in folder.iterdir():
            if file.name != FILES[0]:
                Path(scratch, file.name).symlink_to(file.absolute())
        faiss.write_index(base, str(Path(scratch, FILES[0])))
        return open_index(Path(scratch))


def _search(index: SearchIndex, vector: NDArray[np.float32]) -> tuple[list[int], float]:
    """The numbers of the nearest of as many passages as an answer asks for, and the milliseconds that it took."""
    started = perf_counter()
    hits = index.search(vector[np.newaxis], load_weights().ranking.retrieved)
    return [number for number, _ in hits[:_NEAREST]], 1000 * (perf_counter() - started)


def _share(retrieved: NDArray[np.int64], exact: NDArray[np.int64]) -> float:
    return float(np.mean([np.isin(all_, own).mean() for own, all_ in zip(retrieved, exact, strict=True)]))


def _parse(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(description="Measure how many clusters of a large vector index must be read.")
    parser.add_argument("--passages", type=int, default=100_000, help="the index, by its size")
    parser.add_argument("--data-dir", type=Path, default=ROOT / ".quotebot" / "corpus", help="where it stands")
    parser.add_argument("--output", type=Path, default=ROOT / "docs", help="the folder of the figures")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
