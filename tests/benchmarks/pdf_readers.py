"""What Quotebot reads in PDFs beside what the libraries give by themselves, on PDFs of three programs.

python -m tests.benchmarks.pdf_readers [--environments DIR] [--output DIR]

The PDFs and what they say stand in tests/benchmarks/pdfs: made with LibreOffice, Chromium and ReportLab; of one column,
two and three, parted by hyphens in three languages, with footnotes, lists, tables, running heads, slides and a form.
Each library is installed into an environment of its own.
"""

import json
import re
import subprocess
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec

from bot.terminal.output import notify
from index.ingest.readers.base import ReaderOptions
from index.ingest.readers.pdf.document import convert
from index.ingest.readers.pdf.pages import read_pages
from index.records import Article
from tests.benchmarks.machine import ROOT, commit, machine
from tests.benchmarks.peers.environments import environment
from tests.benchmarks.saving import save
from tests.benchmarks.tables import table
from tests.documents.dataset import read_lines

FOLDER = Path(__file__).parent / "pdfs"
_PACKAGES = {
    "pypdf": "pypdf[crypto]==7.1.1",
    "pypdfium2": "pypdfium2==5.15.2",
    "pdfminer.six": "pdfminer.six==20260107",
    "pdfplumber": "pdfplumber==0.11.10",
    "pdf_oxide": "pdf_oxide==0.3.78",
}
_COLUMNS = ("bienen-browser", "bienenstand", "weir-columns", "weir-journal")
_PARTED = ("bienenstand", "tranvia", "weir-a5", "weir-columns", "weir-locked")
_LIGATURES = ("weir-journal",)
_OPTIONS = ReaderOptions(10_000_000)
_LONG = 6  # letters, from which a word may be parted
_COMPARED = 40  # letters that tell a sentence

Texts = Mapping[str, str]
"""What was read of each PDF, by its name."""


class Figures(msgspec.Struct, frozen=True):
    """How well a reader reads; shares, and milliseconds a page."""

    reader: str
    sentences: float
    order: float
    parted: float
    ligatures: float
    milliseconds: float


class Result(msgspec.Struct, frozen=True):
    """What is written to pdf-readers.json."""

    machine: str
    commit: str
    readers: list[Figures]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures all readers, and prints and saves the figures."""
    parser = ArgumentParser(prog="python -m tests.benchmarks.pdf_readers", description="Compare readers of PDFs.")
    parser.add_argument("--environments", type=Path, help="a folder that keeps what is installed for the next time")
    parser.add_argument("--output", type=Path, default=ROOT / "docs", help="the folder of the figures")
    given = parser.parse_args(arguments)
    files = sorted(FOLDER.glob("*.pdf"))
    with TemporaryDirectory() as scratch:
        readers = [measured("Quotebot", files, by_quotebot(files))]
        for library, package in _PACKAGES.items():
            notify(f"{library}: makes sure that it is installed")
            python = environment((given.environments or Path(scratch)) / library, (package,))
            readers.append(measured(library, files, _library(python, library, files)))
    save(Result(machine(), commit(), readers), given.output / "pdf-readers.json")
    head = ("reader", "sentences", "order of columns", "parted words", "ligatures", "ms a page")
    rows = [
        (
            one.reader,
            *(f"{share:.3f}" for share in (one.sentences, one.order, one.parted, one.ligatures)),
            f"{one.milliseconds:.0f}",
        )
        for one in readers
    ]
    print(table(head, rows))  # noqa: T201


def by_quotebot(files: Sequence[Path]) -> list[tuple[str, float]]:
    """What Quotebot reads in files, and the seconds it took, the second time."""
    texts = []
    for file in files:
        list(convert(file, file.stem, _OPTIONS))
        started = perf_counter()
        read = list(convert(file, file.stem, _OPTIONS))
        texts.append((" ".join(one.plain for one in read if isinstance(one, Article)), perf_counter() - started))
    return texts


def _library(python: Path, library: str, files: Sequence[Path]) -> list[tuple[str, float]]:
    script = Path(__file__).with_name("pdf_texts.py")
    command = [str(python), str(script), library, *map(str, files)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")  # noqa: S603
    return [(text, seconds) for text, seconds in json.loads(done.stdout.splitlines()[-1])]


def measured(reader: str, files: Sequence[Path], read: Sequence[tuple[str, float]]) -> Figures:
    """How well all files of the set were read."""
    texts = {file.stem: text for file, (text, _) in zip(files, read, strict=True)}
    pages = sum(len(read_pages(file, _OPTIONS.max_bytes).pages) for file in files)
    found = [_fold(part) in _fold(text) for name, text in texts.items() for part in _parts(name)]
    return Figures(
        reader,
        sum(found) / len(found),
        _order({name: texts[name] for name in _COLUMNS}),
        _whole({name: texts[name] for name in _PARTED}, rf"[^\W\d_]{{{_LONG},}}"),
        _whole({name: texts[name] for name in _LIGATURES}, r"[^\W\d_]*(?:ff|fi|fl)[^\W\d_]*"),
        1000 * sum(seconds for _, seconds in read) / pages,
    )


def _parts(name: str) -> Iterator[str]:
    """What a PDF says: sentences, items, rows and headings."""
    for line in read_lines((FOLDER / f"{name}.txt").read_text(encoding="utf-8")):
        yield from line.parts


def _fold(text: str) -> str:
    return " ".join(text.split())


def _order(texts: Texts) -> float:
    """The share of neighbouring sentences of columns that come one after the other, whatever becomes of hyphens."""
    right = list[bool]()
    for name, text in texts.items():
        letters = _letters(text)
        places = [letters.find(_letters(part)[:_COMPARED]) for part in _parts(name) if len(_letters(part)) >= _COMPARED]
        for (before, after), (this, following) in zip(pairwise(places), pairwise(_long_parts(name)), strict=True):
            right.append(0 <= before < after <= before + len(_letters(this)) + 3 * len(_letters(following)))
    return sum(right) / len(right)


def _long_parts(name: str) -> list[str]:
    return [part for part in _parts(name) if len(_letters(part)) >= _COMPARED]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _whole(texts: Texts, pattern: str) -> float:
    """The share of the words of a pattern that are read whole."""
    found = wanted = 0
    for name, text in texts.items():
        words, there = (Counter(re.findall(pattern, _fold(one))) for one in (" ".join(_parts(name)), text))
        found, wanted = found + (words & there).total(), wanted + words.total()
    return found / wanted


if __name__ == "__main__":
    main()
