"""What a Ray cluster on this machine makes of indexing: passages a second with none, one and two workers.

And of what the pace on a larger one is worked out: what a core reads, splits and embeds a second, what the process that
writes takes for a passage, and how many bytes of it are sent.

python -m tests.benchmarks.ray_indexing [--articles PATH] [--output DIR] [--rounds N]
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from types import ModuleType

import msgspec

from index.files.data_folder import DataFolder
from index.ingest.embedding import EmbeddingTexts, kept
from index.ingest.embedding_queue import Pace
from index.ingest.fitting import fitted_to
from index.ingest.intake import Unread, read
from index.ingest.ray_actor import open_on_worker
from index.ingest.ray_cluster import connected
from index.ingest.ray_workers import RayWorkers
from index.ingest.readers.base import ArticleReference, ReaderOptions
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import list_references, read_bytes
from index.ingest.sources import SEEDS
from index.ingest.splitting import count_lines, split
from index.ingest.sync import sync
from index.ingest.workers import LocalWorkers, OpenWorkers, Tools
from index.models.encoder import Encoder
from index.models.files import PACKAGED
from index.models.fitted import Fitted
from index.records import Article
from tests.benchmarks.indexing import interleaved
from tests.benchmarks.machine import commit, machine
from tests.benchmarks.quality import SETS
from tests.benchmarks.saving import save
from tests.benchmarks.tables import table

_MAX_BYTES = 20_000_000  # of an article
_PRECISION = "f32"
_BATCH = Pace().batch


class Row(msgspec.Struct, frozen=True):
    """One figure."""

    what: str
    value: float
    unit: str


class Figures(msgspec.Struct, frozen=True):
    """What the benchmark gives."""

    machine: str
    commit: str
    passages: int
    rounds: int
    rows: list[Row]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures everything, prints it as Markdown, and writes ray-indexing.json."""
    given = _parse(arguments)
    encoder = open_on_worker(PACKAGED, _PRECISION, 1)
    begun = perf_counter()
    with connected("local", cores=2) as ray:
        there = perf_counter() - begun
        work = _Work(ray, given.articles, encoder)
        rows = [Row("a cluster begins, once", there, "s"), *work.parts(), *_syncing(ray, given.articles, given.rounds)]
    figures = Figures(machine(), commit(), work.passages, given.rounds, rows)
    save(figures, given.output / "ray-indexing.json")
    sys.stdout.write(markdown(figures) + "\n")


def markdown(figures: Figures) -> str:
    """All figures as a table."""
    rows = ((row.what, f"{row.value:,.2f} {row.unit}") for row in figures.rows)
    about = f"{figures.machine}, commit {figures.commit}; {figures.passages} passages, {figures.rounds} rounds"
    return f"{about}\n\n{table(('what', 'measured'), rows)}"


class _Work:
    """What the workers are given, one part after another, done here by one core; seconds are those of the processor."""

    def __init__(self, ray: ModuleType, articles: Path, encoder: Encoder) -> None:
        self._encoder = encoder
        self._dumps: Callable[[object], bytes] = ray.cloudpickle.dumps  # with which Ray packs what it sends
        with Conversions() as conversions:
            found = list(list_references([articles], ReaderOptions(_MAX_BYTES), conversions))
            references = [one for one in found if isinstance(one, ArticleReference)]
            self._unread = [Unread(one, read_bytes(one, conversions)) for one in references]
        self.passages = 0

    def parts(self) -> Iterator[Row]:
        """What a core does a second of each part, and the bytes of a passage that go to workers and back."""
        encoder, fitted = self._encoder, fitted_to(self._encoder)
        tools = Tools(encoder, Conversions())
        encoder.encode_passages(["What is made at first is not measured."])
        begun = process_time()
        articles = [article for one in self._unread if isinstance(article := read(tools, one), Article)]
        reading, begun = process_time() - begun, process_time()
        counted = [count_lines(one, b"", lambda lines: dict.fromkeys(lines, 1)) for one in articles]
        counting, begun = process_time() - begun, process_time()
        splits = [split(encoder, one) for one in counted]
        splitting, begun = process_time() - begun, process_time()
        texts = [text for _, of_article in splits for text in of_article.values()]
        batches = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
        embedded = [self._embed(batch, fitted) for batch in batches]
        embedding, self.passages = process_time() - begun, len(texts)
        for what, seconds in (("read", reading), ("split", splitting), ("embedded", embedding)):
            yield Row(f"{what} by a core of a worker", len(texts) / seconds, "passages a second")
        yield Row("lines found and counted by the process that writes", len(texts) / counting, "passages a second")
        yield Row("sent to workers", self._size(self._unread, counted, batches) / len(texts), "bytes a passage")
        yield Row("sent from workers", self._size(articles, splits, embedded) / len(texts), "bytes a passage")

    def _embed(self, texts: Sequence[EmbeddingTexts], fitted: Fitted) -> list[bytes]:
        encoded = self._encoder.encode_passages([one.passage for one in texts])
        return [one.to_bytes() for one in kept(texts, encoded, fitted.pooling, fitted.codec)]

    def _size(self, *things: Sequence[object]) -> int:
        return sum(len(self._dumps(one)) for some in things for one in some)


def _syncing(ray: ModuleType, articles: Path, rounds: int) -> Iterator[Row]:
    """A whole sync without Ray, by one worker and by two, in turn, the workers begun before."""
    encoder = open_on_worker(PACKAGED, _PRECISION, 0)  # all cores
    passages, written = list[int](), list[float]()

    def index(open_workers: OpenWorkers) -> None:
        with TemporaryDirectory() as folder:
            begun, reports = process_time(), list[int]()
            sync(
                DataFolder(Path(folder)),
                encoder,
                [articles],
                _MAX_BYTES,
                lambda progress: reports.append(progress.passages),
                open_workers=open_workers,
            )
            passages.append(reports[-1])
            written.append(process_time() - begun)

    open_encoder = partial(open_on_worker, PACKAGED, _PRECISION)
    for name, workers in (("one worker", 1), ("two workers", 2)):
        begun = perf_counter()
        pool = RayWorkers(ray, "local", encoder, open_encoder, most=workers)
        yield Row(f"{name} begin", perf_counter() - begun, "s")
        ways = {"without Ray": partial(index, LocalWorkers), name: partial(index, partial(_opened, pool))}
        for way in ways.values():
            way()  # what is made at first is not measured
        seconds = interleaved(ways, rounds)
        for what, each in seconds.items():
            yield Row(f"sync, {what}", passages[-1] / each, "passages a second")
        yield Row(f"sync, {name} beside without Ray", seconds["without Ray"] / seconds[name], "x")
        yield Row(f"the process that writes, {name}", 1000 * written[-1] / passages[-1], "ms a passage")
        del pool, ways  # and so the workers


def _opened(pool: RayWorkers, encoder: Encoder) -> AbstractContextManager[RayWorkers]:
    return nullcontext(pool)


def _parse(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(description=__doc__, prog="ray_indexing")
    squad = SETS / "squad" / "articles.jsonl"
    parser.add_argument("--articles", type=Path, default=squad if squad.exists() else SEEDS)
    parser.add_argument("--output", type=Path, default=Path("docs"))
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
