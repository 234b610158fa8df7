"""Prints how the questions of a half are answered: python -m tests.quality.reader {development,held_out}.

Of the held-out half it prints figures alone; of the other, with --each, also what became of each question.
"""

from argparse import ArgumentParser
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from config import load_settings
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.models.opening import open_encoder, open_reader
from index.retrieval.search import Searcher
from tests.benchmarks.tables import table
from tests.quality.reader.dataset import SOURCES, read_half
from tests.quality.reader.measure import Asked, Figures, ask, figures
from tests.shipped import shipped_answerer

_DEVELOPMENT = "development"


def main() -> None:
    """Measures a half with the packaged models and the settings that ship."""
    parser = ArgumentParser(description="Measure the reader's questions.")
    parser.add_argument("half", choices=sorted(SOURCES))
    parser.add_argument("--each", action="store_true", help="name each question that went wrong; of development only")
    given = parser.parse_args()
    if given.each and given.half != _DEVELOPMENT:
        parser.error("of the held-out half only figures are looked at")
    model = load_settings().model
    with TemporaryDirectory() as name:
        data_folder = DataFolder(Path(name) / "data")
        encoder = open_encoder(model.name, model.precision, Path(name) / "encoder", _say)
        reader = open_reader(model.reader, Path(name) / "encoder", _say)
        sync(data_folder, encoder, SOURCES[given.half], 1_000_000, lambda _: None)
        with Searcher(data_folder, encoder) as searcher:
            asked = list(ask(read_half(given.half), shipped_answerer(searcher, reader)))
    if given.each:
        for one in asked:
            _say(_line(one))
    _say(_table(asked))


def _table(asked: list[Asked]) -> str:
    rows = [("all", figures(asked))]
    for field in ("kind", "text_kind", "why"):
        by = sorted(asked, key=lambda one: str(getattr(one.question, field)))
        groups = groupby(by, key=lambda one: str(getattr(one.question, field)))
        rows += [(key, figures(list(of))) for key, of in groups if key]
    return table(("questions of", *Figures.__struct_fields__), [(name, *_cells(each)) for name, each in rows])


def _cells(each: Figures) -> list[str]:
    values = (getattr(each, field) for field in Figures.__struct_fields__)
    return ["–" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value) for value in values]


def _line(one: Asked) -> str:
    right = one.first if one.question.answerable else not one.answered
    told = "right" if right and one.answered == one.question.answerable else "wrong"
    first = "first" if one.first else "-"
    return f"{told} {one.confidence:.2f} {one.question.kind} {one.question.id} {first}: {one.question.question}"


def _say(text: str) -> None:
    print(text)  # noqa: T201


if __name__ == "__main__":
    main()
