"""How fast articles become an index: encoding beside sentence-transformers, sync beside its encoder, a second sync.

python tests/benchmarks/indexing.py [--articles PATH] [--output DIR] [--every N] [--rounds N] [--unchanged N]
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec

from bot.terminal.output import notify
from index.files.data_folder import DataFolder
from index.ingest.blocks import blocks_of
from index.ingest.embedding_queue import Pace
from index.ingest.passages import split_passages
from index.ingest.readers.base import ArticleReference, ReaderOptions
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import list_references, read_article
from index.ingest.sources import SEEDS
from index.ingest.sync import sync
from index.models.encoder import Encoder
from index.models.export import export
from index.models.files import find_model
from index.models.inference import batched, rounded
from index.models.inputs import embedded_texts
from index.models.openvino import CannotCompileError
from index.models.sentence_transformers import ReferenceEncoder
from tests.benchmarks.machine import commit, machine
from tests.benchmarks.quality import SETS
from tests.benchmarks.saving import save
from tests.benchmarks.tables import table
from tests.benchmarks.unchanged import FlatEncoder, write_articles

_MODEL = "all-MiniLM-L6-v2"
_MAX_BYTES = 20_000_000  # of an article
_REFERENCE = "sentence-transformers"
_TIMES_FASTER = {"bf16": 3.0, "f32": 1.6}
_LEAST_SHARE = 0.95
_MAX_SECONDS = 3.0
_MARKS = 2  # at the ends of a text
_AT_ONCE = 3  # batches, on two cores


class Row(msgspec.Struct, frozen=True):
    """One figure, the median of its rounds, with its target: at least, or for seconds at most."""

    what: str
    value: float
    unit: str
    target: float | None = None


class Figures(msgspec.Struct, frozen=True):
    """What the benchmark gives."""

    machine: str
    commit: str
    passages: int
    sentences: int
    rows: list[Row]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures everything, prints it as Markdown, and writes indexing.json."""
    given = _parse(arguments)
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        reference = ReferenceEncoder.load(find_model(_MODEL))
        passages, sentences = _texts(given.articles, reference)
        encoders = dict(_compiled(folder))
        rows = [
            *_encoding(encoders, reference, passages[:: given.every], "passages", given.rounds),
            *_encoding(encoders, reference, sentences[:: given.every], "sentences", given.rounds),
            *_padding(passages, reference),
            *_syncing(encoders, given.articles, passages, given.rounds, folder),
            *_unchanged(sentences, given.unchanged, given.rounds, folder),
        ]
    figures = Figures(machine(), commit(), len(passages), len(sentences), rows)
    save(figures, given.output / "indexing.json")
    sys.stdout.write(markdown(figures) + "\n")


def markdown(figures: Figures) -> str:
    """All figures as a table."""
    rows = ((row.what, f"{row.value:.2f} {row.unit}", _target(row)) for row in figures.rows)
    about = f"{figures.machine}, commit {figures.commit}; {figures.passages} passages, {figures.sentences} sentences"
    return f"{about}\n\n{table(('what', 'measured', 'target'), rows)}"


def interleaved(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median seconds of each way of doing something, all of them in turn in each round."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        for name, way in ways.items():
            notify(f"round {number + 1} of {rounds}: {name}")
            started = perf_counter()
            way()
            seconds[name].append(perf_counter() - started)
    return {name: median(each) for name, each in seconds.items()}


def _target(row: Row) -> str:
    if row.target is None:
        return ""
    return f"at most {row.target:g}" if row.unit == "s" else f"at least {row.target:g}"


def _texts(articles: Path, encoder: Encoder) -> tuple[list[str], list[str]]:
    """What a sync of articles has encoded, when no line of theirs is boilerplate: passages; and their sentences."""
    texts = list[list[str]]()
    for reference in list_references([articles], ReaderOptions(_MAX_BYTES), Conversions()):
        if isinstance(reference, ArticleReference):
            article = read_article(reference, Conversions())
            passages = split_passages(article, blocks_of(article), encoder)
            texts += [embedded_texts(article, passage) for passage in passages]
    return [first for first, *_ in texts], [sentence for _, *rest in texts for sentence in rest]


def _compiled(folder: Path) -> Iterator[tuple[str, Encoder]]:
    """The compiled encoder in each precision that this CPU has."""
    for precision in _TIMES_FASTER:
        with suppress(CannotCompileError):
            yield precision, export(find_model(_MODEL), precision, folder / precision)


def _encoding(
    encoders: Mapping[str, Encoder], reference: ReferenceEncoder, texts: list[str], kind: str, rounds: int
) -> Iterator[Row]:
    def encode(encoder: Encoder) -> Callable[[], object]:
        return lambda: encoder.encode_passages(texts) if kind == "passages" else encoder.encode_sentences(texts)

    ways: dict[str, Callable[[], object]] = {name: encode(encoder) for name, encoder in encoders.items()}
    ways[_REFERENCE] = lambda: reference.transformer.encode(texts, batch_size=32, show_progress_bar=False)
    for way in ways.values():
        way()  # what is made at first is not measured
    seconds = interleaved(ways, rounds)
    for name, each in seconds.items():
        yield Row(f"{kind}, {name}", len(texts) / each, "a second")
    for name in encoders:
        yield Row(f"{kind}, {name} beside {_REFERENCE}", seconds[_REFERENCE] / seconds[name], "x", _TIMES_FASTER[name])


def _padding(passages: Sequence[str], encoder: Encoder) -> Iterator[Row]:
    """How much of what the encoder computes for as many passages as a sync gives it at a time is padding."""
    lengths = [count + _MARKS for count in encoder.count_tokens(passages)]
    computed = 0
    for start in range(0, len(lengths), Pace().batch):
        some = lengths[start : start + Pace().batch]
        computed += sum(len(rows) * rounded(some[rows[0]]) for rows in batched(some, _AT_ONCE))
    yield Row("padding beside the tokens of passages", 100 * (computed / sum(lengths) - 1), "%")


def _syncing(
    encoders: Mapping[str, Encoder], articles: Path, passages: list[str], rounds: int, folder: Path
) -> Iterator[Row]:
    """A whole sync beside what its encoder takes for the same passages, each of which it encodes once."""
    for name, encoder in encoders.items():

        def encode(encoder: Encoder = encoder) -> None:
            encoder.encode_passages(passages)

        def index(encoder: Encoder = encoder) -> None:
            with TemporaryDirectory(dir=folder) as data:
                sync(DataFolder(Path(data)), encoder, [articles], _MAX_BYTES, lambda _: None)

        seconds = interleaved({f"sync, {name}": index, f"its encoder alone, {name}": encode}, rounds)
        for what, each in seconds.items():
            yield Row(what, len(passages) / each, "passages a second")
        whole, alone = seconds.values()
        yield Row(f"sync beside its encoder, {name}", alone / whole, "x", _LEAST_SHARE)


def _unchanged(sentences: Sequence[str], articles: int, rounds: int, folder: Path) -> Iterator[Row]:
    """A second sync of articles that have not changed, as one file and as many."""
    encoder = FlatEncoder()
    for source in write_articles(sentences, articles, folder):
        form = "one .jsonl" if source.is_file() else ".txt files"
        notify(f"indexing {articles} articles, {form}")
        data_folder = DataFolder(folder / f"{source.name}.index")

        def again(data_folder: DataFolder = data_folder, source: Path = source) -> None:
            sync(data_folder, encoder, [source], _MAX_BYTES, lambda _: None)

        again()
        seconds = interleaved({form: again}, rounds)[form]
        yield Row(f"sync of {articles} unchanged articles, {form}", seconds, "s", _MAX_SECONDS)


def _parse(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(description=__doc__, prog="indexing.py")
    squad = SETS / "squad" / "articles.jsonl"
    parser.add_argument("--articles", type=Path, default=squad if squad.exists() else SEEDS)
    parser.add_argument("--output", type=Path, default=Path("docs"))
    parser.add_argument("--every", type=int, default=1, help="of the texts that are encoded beside, take each Nth")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--unchanged", type=int, default=10_000)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
