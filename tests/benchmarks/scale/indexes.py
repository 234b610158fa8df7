"""What an index on this machine takes: bytes, memory, the parts of an answer, and what looks at all of it."""

import tracemalloc
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

import faiss
import msgspec
import numpy as np

from bot.terminal.session import Session
from config.settings import DEFAULTS
from index.ingest.near_duplicates import LEAST
from index.models.encoder import Vectors
from index.retrieval.federation import prepare
from index.retrieval.filters import FilteredPassages
from index.retrieval.search import Searcher
from index.retrieval.weights import load_weights
from index.storage.faiss_index import FILES
from index.storage.library import Library
from index.storage.snapshots import SearchIndexes, Snapshots
from tests.benchmarks.answering import questions
from tests.benchmarks.memory import memory
from tests.benchmarks.scale.clocks import least, middle, used
from tests.benchmarks.stages import Stopwatch

WARM = 20  # questions that are asked before
_SHARING = 50  # articles whose near-duplicates are looked for
_LIMIT = load_weights().ranking.retrieved
_STAGES = ("vectors", "words", "reader")


class Clusters(msgspec.Struct, frozen=True):
    """A search of clusters: milliseconds with one of them read and with all, and the share that is read otherwise."""

    one_ms: float
    all_ms: float
    share: float


class Measured(msgspec.Struct, frozen=True):
    """One index. Seconds are those of `least`, milliseconds medians of one question, both of processor time."""

    passages: int
    articles: int
    dimension: int
    bytes: dict[str, int]
    memory_mb: float
    answer_ms: float
    stages_ms: dict[str, float]
    clusters: Clusters | None
    filtered_ms: float
    rows_ms: float
    rows: float
    seconds: dict[str, float]
    known_bytes: int
    sharing_seconds: float
    """Of looking for the near-duplicates of one article."""
    shingles: float
    met_shingles: float
    """Of one article, and those of all others that are the same."""


def measure(folder: Path, count: int) -> Measured:
    """Measures the index in a folder by so many questions; in a process of its own, for the memory's sake."""
    session, asked = Session(folder, DEFAULTS), questions()[: WARM + count]
    answer_ms, stages = _answers(session, asked)
    held = memory().resident or 0.0
    with session.searcher() as searcher, Library.open(session.data_folder, reading=True) as library:
        encoded = [prepare(each, [searcher.index]) for each in asked[WARM:]]
        vectors = np.array([one.encoded.vector for one in encoded if one.encoded], np.float32)
        snapshots = Snapshots.of(session.data_folder, library)
        indexes = _opened(snapshots)
        found = found_by(searcher, asked[WARM:])
        articles, passages = library.count()
        half = np.array(library.passages.numbers()[::2], np.int64)
        sharing = _sharing(library)
        return Measured(
            passages,
            articles,
            vectors.shape[1],
            _bytes(session),
            held,
            answer_ms,
            stages,
            _clusters(session, vectors),
            middle(used(partial(indexes.vectors.search, v[np.newaxis], _LIMIT, half)) for v in vectors),
            middle(used(partial(library.retrieved, numbers)) for numbers in found),
            float(np.mean([len(numbers) for numbers in found])),
            {name: least(work) for name, work in _linear(library, snapshots).items()},
            _allocated(library.articles.known),
            *sharing,
        )


def found_by(searcher: Searcher, asked: Sequence[str]) -> list[list[int]]:
    """The numbers of the passages that are read to answer each question."""
    retrieved = [searcher.index.retrieve_by_each(prepare(one, [searcher.index]), _LIMIT) for one in asked]
    return [sorted({*words, *vectors}) for words, vectors in retrieved]


def _answers(session: Session, asked: Sequence[str]) -> tuple[float, dict[str, float]]:
    """Milliseconds of a whole answer, and of some of its stages."""
    watch, whole, laps = Stopwatch(process_time), list[float](), list[dict[str, float]]()
    with session.answerer(watch.on_stage) as answerer:
        for question in asked:
            watch.lap()
            whole.append(used(partial(answerer.answer, question)))
            laps.append(watch.lap())
    return middle(whole[WARM:]), {stage: middle(lap.get(stage, 0.0) for lap in laps[WARM:]) for stage in _STAGES}


def _bytes(session: Session) -> dict[str, int]:
    newest = max(session.data_folder.snapshots.glob("[0-9]*"))
    sizes = {file.name: file.stat().st_size for file in (newest / "vectors").iterdir()}
    words = sum(file.stat().st_size for file in (newest / "words").iterdir())
    rows = sizes.get("base.rows", 0)
    return {
        "library": session.data_folder.library.stat().st_size,
        "rows": rows,
        "codes": sum(sizes.values()) - rows,
        "words": words,
    }


def _opened(snapshots: Snapshots) -> SearchIndexes:
    indexes = snapshots.open()
    if indexes is None:
        raise SystemExit(f"{snapshots.folder} is damaged; remove the index and make it anew with corpus.py")
    return indexes


def _clusters(session: Session, vectors: Vectors) -> Clusters | None:
    """The codes alone, without the vectors that are then compared in full."""
    newest = max(session.data_folder.snapshots.glob("[0-9]*"))
    base = faiss.read_index(str(newest / "vectors" / FILES[0]), faiss.IO_FLAG_MMAP_IFC)
    clusters, settled = faiss.try_extract_index_ivf(base), 0
    if clusters is None:
        return None
    settled = clusters.nprobe
    faiss.omp_set_num_threads(1)

    def searched(read: int) -> float:
        clusters.nprobe = read
        return middle(used(partial(base.search, v[np.newaxis], _LIMIT)) for v in vectors)

    return Clusters(searched(1), searched(clusters.nlist), settled / clusters.nlist)


def _linear(library: Library, snapshots: Snapshots) -> dict[str, Callable[[], Any]]:
    """What looks at all passages or articles."""
    return {
        "open": snapshots.open,
        "filter": lambda: FilteredPassages(library, "").of(lambda source, _: source.title > "M"),
        "known": library.articles.known,
        "numbers": library.passages.numbers,
        "titled": lambda: library.articles.titled("none is called so", 25),
    }


def _sharing(library: Library) -> tuple[float, float, float]:
    """Seconds to look for the near-duplicates of one article, its shingles, and those of others that it meets."""
    database, of_articles = library.database, dict[int, list[int]]()
    every = database.execute("SELECT MAX(number) FROM article").fetchone()[0] // _SHARING + 1
    for article, shingle in database.rows("SELECT article, hash FROM shingle WHERE article % ? = 0", every):
        of_articles.setdefault(article, []).append(shingle)
    seconds = least(lambda: [library.stories.sharing(number, own, LEAST) for number, own in of_articles.items()])
    met = sum(sum(library.stories.sharing(number, own, 1).values()) for number, own in of_articles.items())
    return seconds / len(of_articles), sum(map(len, of_articles.values())) / len(of_articles), met / len(of_articles)


def _allocated(work: Callable[[], Any]) -> int:
    """Bytes of memory that a result takes."""
    tracemalloc.start()
    try:
        held = work()
        size, _ = tracemalloc.get_traced_memory()
        del held
        return size
    finally:
        tracemalloc.stop()
