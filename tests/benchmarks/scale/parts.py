"""What is measured apart from a whole index: comparing all vectors, a graph, embedding, and what makes indexes anew."""

import shutil
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import faiss
import msgspec
import numpy as np
from numpy.typing import NDArray

from index.files.data_folder import Backends, DataFolder
from index.ingest.intake import Unread, read
from index.ingest.ray_actor import open_on_worker
from index.ingest.readers.base import ArticleReference, ReaderOptions
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import list_references, read_bytes
from index.ingest.splitting import count_lines, split
from index.ingest.workers import Tools
from index.models.files import PACKAGED
from index.models.inputs import embedded_texts
from index.records import Article
from index.retrieval.weights import load_weights
from index.storage.faiss_index import open_index
from index.storage.library import Library
from index.storage.recovery import recover
from index.storage.rows import SplitArticle
from tests.benchmarks.scale.clocks import middle, used

_LIMIT = load_weights().ranking.retrieved
_GRAPH = {"M": 32, "efConstruction": 200}
_BREADTH = 256
_EMBEDDED = 192  # passages
_READ = 400  # articles
_BATCH = 32
_ASKED = 60


class Parts(msgspec.Struct, frozen=True):
    """What was measured, of the small index but for a graph; a pace is in passages a second of one core."""

    flat_ms: float
    graph_ms: float
    larger_graph: int
    """The passages of the large index that another graph was made of."""
    larger_graph_ms: float
    embedded_f32: float
    embedded_bf16: float
    prepared: float
    derived_seconds: float
    milvus_lite_bytes: int


def measure_parts(data_folder: DataFolder, large: DataFolder) -> Parts:
    """Measures everything on the small index, and a graph of a third of the large one."""
    vectors, more = _vectors_of(data_folder), _vectors_of(large)[::3]
    return Parts(
        _flat_ms(vectors),
        _graph_ms(vectors),
        len(more),
        _graph_ms(more),
        _embedded(data_folder, "f32"),
        _embedded(data_folder, "bf16"),
        _prepared(data_folder.folder / "articles.jsonl"),
        _derived_seconds(data_folder),
        _milvus_lite_bytes(data_folder),
    )


def _vectors_of(data_folder: DataFolder) -> NDArray[np.float32]:
    """All vectors of an index."""
    newest = max(data_folder.snapshots.glob("[0-9]*"))
    return open_index(newest / "vectors").contents()[1].astype(np.float32)


def _flat_ms(vectors: NDArray[np.float32]) -> float:
    """Milliseconds to compare all, as a small base does."""
    index = faiss.index_factory(vectors.shape[1], "SQfp16", faiss.METRIC_INNER_PRODUCT)
    index.add(vectors)
    return _searched(index, vectors)


def _graph_ms(vectors: NDArray[np.float32]) -> float:
    """Milliseconds of a search of a graph."""
    index = faiss.IndexHNSWFlat(vectors.shape[1], _GRAPH["M"], faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction, index.hnsw.efSearch = _GRAPH["efConstruction"], _BREADTH
    index.add(vectors)
    return _searched(index, vectors)


def _searched(index: faiss.Index, vectors: NDArray[np.float32]) -> float:
    faiss.omp_set_num_threads(1)
    asked = vectors[:: max(1, len(vectors) // _ASKED)]
    return middle(used(partial(index.search, v[np.newaxis], _LIMIT)) for v in asked)


def _embedded(data_folder: DataFolder, precision: str) -> float:
    """Passages that a core embeds a second."""
    encoder = open_on_worker(PACKAGED, precision, 1)
    with Library.open(data_folder) as library:
        some = library.passages.numbers()[::7][:_EMBEDDED]
        texts = [embedded_texts(article, stored.passage)[0] for article, stored in library.with_articles(some)]
    encoder.encode_passages(texts[:_BATCH])
    seconds = used(lambda: [encoder.encode_passages(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)])
    return len(texts) / seconds


def _prepared(articles: Path) -> float:
    """Passages that a core reads and splits a second, but for opening the file and the model."""
    splits = split_articles(articles)
    next(splits)
    counts = list[int]()
    seconds = used(lambda: counts.extend(len(one.passages) for one in islice(splits, _READ)))
    return sum(counts) / seconds


def split_articles(articles: Path) -> Iterator[SplitArticle]:
    """The articles of a file, each read and split."""
    encoder = open_on_worker(PACKAGED, "f32", 1)
    with Conversions() as conversions:
        tools = Tools(encoder, conversions)
        for one in list_references([articles], ReaderOptions(10**7), conversions):
            if isinstance(one, ArticleReference):
                article = read(tools, Unread(one, read_bytes(one, conversions)))
                if isinstance(article, Article):
                    yield split(encoder, count_lines(article, b"", lambda lines: dict.fromkeys(lines, 1)))[0]


def _derived_seconds(data_folder: DataFolder) -> float:
    """Seconds to make both search indexes anew from the library."""
    with TemporaryDirectory(dir=data_folder.folder.parent) as folder:
        copied = _copied(data_folder, Path(folder), Backends())
        return used(lambda: recover(copied))


def _milvus_lite_bytes(data_folder: DataFolder) -> int:
    """Bytes that Milvus Lite keeps the vectors in."""
    with TemporaryDirectory(dir=data_folder.folder.parent) as folder:
        copied = _copied(data_folder, Path(folder), Backends(vectors="milvus"))
        recover(copied)
        return (
            sum(file.stat().st_size for file in copied.folder.glob("milvus.db/**/*") if file.is_file())
            or (copied.folder / "milvus.db").stat().st_size
        )


def _copied(data_folder: DataFolder, folder: Path, backends: Backends) -> DataFolder:
    """A data folder with the library of another, and nothing that is derived from it."""
    copied = DataFolder(folder, backends)
    shutil.copyfile(data_folder.library_file, copied.library_file)
    return copied
