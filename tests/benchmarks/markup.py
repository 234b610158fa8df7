"""How long documents take beside the same words without markup.

python -m tests.benchmarks.markup [--files N] [--output DIR]

The documents of tests/documents, and short Markdown files, each beside its plain reading as a .txt file: synced with
the packaged model into an index of their own, one after the other, in turns.
"""

import random
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec

from bot.terminal.output import notify
from config import load_settings
from index.files.data_folder import DataFolder
from index.ingest.readers.base import ArticleReference, ReaderOptions, UnreadableError
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import list_references, read_article
from index.ingest.sync import sync
from index.models.encoder import Encoder
from index.models.opening import open_encoder
from tests.benchmarks.machine import ROOT, commit, machine
from tests.benchmarks.saving import save
from tests.benchmarks.tables import table
from tests.documents.dataset import SOURCES

_MAX_BYTES = 1_000_000
_ROUNDS = 2
_SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


class Time(msgspec.Struct, frozen=True):
    """Seconds of a sync, the fastest of the rounds, as documents and as their plain text."""

    what: str
    files: int
    documents: float
    plain: float

    @property
    def ratio(self) -> float:
        """How many times as long the documents take."""
        return self.documents / self.plain


class Figures(msgspec.Struct, frozen=True):
    """What is written to markup.json."""

    machine: str
    commit: str
    times: list[Time]


def main(arguments: Sequence[str] | None = None) -> None:
    """Times both sets, and prints and saves what they took."""
    given = _parse(arguments)
    model = load_settings().model
    with TemporaryDirectory() as name:
        folder = Path(name)
        encoder = open_encoder(model.name, model.precision, folder / "encoder", notify)
        short = _short_files(folder / "short", given.files)
        sets = (("documents of tests/documents", SOURCES), ("short Markdown files", short))
        times = [_timed(what, source, folder, encoder) for what, source in sets]
    rows = [(time.what, time.files, time.documents, time.plain, time.ratio) for time in times]
    print(table(("what", "files", "documents, s", "plain text, s", "ratio"), rows))  # noqa: T201
    save(Figures(machine(), commit(), times), given.output / "markup.json")


def _timed(what: str, source: Path, folder: Path, encoder: Encoder) -> Time:
    plain, seconds = _plain(source, folder / f"{source.name}-plain"), dict[Path, float]()
    for round_ in range(_ROUNDS):
        for one in (source, plain) if round_ % 2 else (plain, source):
            with TemporaryDirectory() as data:
                started = perf_counter()
                sync(DataFolder(Path(data) / "data"), encoder, [one], _MAX_BYTES, lambda _: None)
                seconds[one] = min(perf_counter() - started, seconds.get(one, float("inf")))
    return Time(what, len(list(plain.iterdir())), seconds[source], seconds[plain])


def _plain(source: Path, folder: Path) -> Path:
    """A folder of the plain readings of a folder's articles."""
    folder.mkdir()
    for number, reference in enumerate(list_references([source], ReaderOptions(_MAX_BYTES), Conversions())):
        if isinstance(reference, ArticleReference):
            try:
                article = read_article(reference, Conversions())
            except UnreadableError:  # a draft
                continue
            text = f"{article.source.title}\n\n{article.plain}\n"
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def _short_files(folder: Path, count: int) -> Path:
    """A folder of short Markdown files, of words drawn at random from the articles that ship."""
    draw, words = random.Random(1), " ".join(file.read_text(encoding="utf-8") for file in _SEEDS).split()
    folder.mkdir()

    def said(length: int) -> str:
        return " ".join(draw.choices(words, k=length))

    for number in range(count):
        text = (
            f"---\ntitle: Note {number}\ntags: [a, b]\n---\n\n# Note {number}\n\n<!-- draft {number} -->\n"
            f"{said(20)} **{said(3)}** [{said(3)}](https://example.org/{number}).\n\n## {said(3)}\n\n"
            f"1. {said(6)}.\n2. {said(6)} `{said(1)}`.\n\n```sh\nmake {number}\n```\n"
        )
        (folder / f"note-{number}.md").write_text(text, encoding="utf-8")
    return folder


def _parse(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(description="Time the reading of documents beside that of their plain text.")
    parser.add_argument("--files", type=int, default=10_000, help="how many short files")
    parser.add_argument("--output", type=Path, default=ROOT / "docs", help="the folder of the figures")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
