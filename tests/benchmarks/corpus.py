"""Indexes of any size, of real articles and of what is recombined from them.

python tests/benchmarks/corpus.py [--passages N ...] [--data-dir DIR] [--seed N]

The real articles come first, unaltered and really encoded; `recombined.py` says what follows them, and `pooled.py` with
which vectors. Up to 10,000 passages go through the product's own sync. More, which would take hours, are written by
`bulk.py` through the product's library, with the same result.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter

import msgspec

from bot.terminal.output import notify
from bot.terminal.session import Session
from config.settings import DEFAULTS
from index.files.data_folder import DataFolder
from index.ingest.progress import Progress
from index.ingest.sync import sync
from tests.benchmarks.bulk import write_library
from tests.benchmarks.machine import ROOT
from tests.benchmarks.pool import SETS, Pool, read_pool, sources
from tests.benchmarks.pooled import PooledEncoder
from tests.benchmarks.recombined import Made, Recombined

SIZES = (1_000, 10_000, 100_000, 1_000_000)
_SYNCED = 10_000  # passages, at most
_ARTICLE_BYTES = 10_000_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Makes an index of each size, with its articles beside it."""
    given = _parse(arguments)
    session = Session(given.data_dir, DEFAULTS)
    if not SETS.is_dir():
        notify(f"Warning: {SETS} is absent; all is made of the articles that ship, and less varied than real text")
    encoder = session.models.encoder
    pool = read_pool(sources(), encoder)
    pooled = PooledEncoder(encoder, pool)
    for passages in given.passages:
        started = perf_counter()
        data_folder = DataFolder(given.data_dir / str(passages))
        data_folder.make()
        build(data_folder, pooled, pool, passages, given.seed)
        notify(f"{data_folder.folder}: {perf_counter() - started:.0f} s")


def build(data_folder: DataFolder, encoder: PooledEncoder, pool: Pool, passages: int, seed: int) -> None:
    """Writes about so many passages of articles to a folder, and their index."""
    file = data_folder.folder / "articles.jsonl"
    real, synced = len(pool.articles), passages <= _SYNCED
    articles = taken(pool, passages, seed)
    lines = (msgspec.json.encode(made.line) + b"\n" for made in articles)
    with file.open("wb") as jsonl:
        for number, line in enumerate(lines):
            if number == real and not synced:
                jsonl.flush()
                sync(data_folder, encoder, [file], _ARTICLE_BYTES, _progress(passages))
            jsonl.write(line)
    if synced:
        sync(data_folder, encoder, [file], _ARTICLE_BYTES, _progress(passages))
    else:
        write_library(data_folder, encoder, file, taken(pool, passages, seed), passages)


def taken(pool: Pool, passages: int, seed: int) -> Iterator[Made]:
    """The first articles that have so many passages."""
    sizes = {article.source.id: len(of) for article, of in pool.articles}
    for made in Recombined(pool, seed).articles():
        if passages <= 0:
            return
        yield made
        passages -= len(made.paragraphs) or sizes[made.line.id]


def _progress(of: int) -> Callable[[Progress], None]:
    """Tells on standard error how far a sync is, at each twentieth."""
    reported = 0

    def show(progress: Progress) -> None:
        nonlocal reported
        if progress.passages * 20 // of > reported:
            reported = progress.passages * 20 // of
            notify(f"{of:,} passages: {reported * 5} %")

    return show


def _parse(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(description="Make indexes of any size out of real sentences.")
    parser.add_argument("--passages", type=int, nargs="+", default=SIZES, help="about so many in each index")
    parser.add_argument(
        "--data-dir", type=Path, default=ROOT / ".quotebot" / "corpus", help="the folder of the indexes"
    )
    parser.add_argument("--seed", type=int, default=1, help="other articles for another number")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
