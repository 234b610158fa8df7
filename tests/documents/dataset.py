"""The documents of the set, with what a reader sees of each and what is asked of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

import msgspec

HERE = Path(__file__).parent
SOURCES = HERE / "in"
CONVERTED = HERE / "converted"

LineKind = Literal["title", "heading", "prose", "item", "header", "row", "code"]
"""A header is the row of a table that names its columns."""

_MARK = re.compile(r"(?:- |\d+\. )")
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])\s+")


class Line(msgspec.Struct, frozen=True):
    """A line of a plain reading, without the mark of a list item or heading."""

    kind: LineKind
    text: str

    @property
    def parts(self) -> list[str]:
        """What of it must be found, each by itself: sentences, or all of it where it is of another kind."""
        return _SENTENCE_END.split(self.text) if self.kind in ("prose", "item") else [self.text]


class Question(msgspec.Struct, frozen=True):
    """What is asked of a document; `answers`, of which a right quote holds one, and `whole`, of which it holds all.

    `page` is the label of the page on which the answer begins, where the document has pages.
    """

    question: str
    answers: list[str]
    kind: str
    whole: list[str] = []
    page: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document; `path` is where it stands below `in/`, or `converted/NAME`. README.md tells what the others are."""

    path: str
    plain: str
    hidden: tuple[str, ...]
    questions: tuple[Question, ...]

    @property
    def ending(self) -> str:
        """Its format: `.md`, `.rst`."""
        return Path(self.path).suffix

    @property
    def is_converted(self) -> bool:
        """Whether it is of a format that is converted; these are in a folder of their own."""
        return self.path.startswith(f"{CONVERTED.name}/")

    @property
    def file(self) -> Path:
        """Where it is."""
        return (HERE if self.is_converted else SOURCES) / self.path

    @property
    def lines(self) -> list[Line]:
        """The lines of its plain reading, those without anything left out."""
        return read_lines(self.plain)

    @property
    def titles(self) -> list[str]:
        """The titles of its articles."""
        return [line.text for line in self.lines if line.kind == "title"]


def read_lines(plain: str) -> list[Line]:
    """The lines of a plain reading as README.md has them, those without anything left out."""
    lines = ["", *plain.splitlines()]
    return [_line(line, above) for above, line in pairwise(lines) if line.strip()]


def read_documents() -> list[Document]:
    """Reads the set; what has no plain reading must become no article, and is none of it."""
    return [_document(path) for path in _files() if _beside(path, "plain", "txt").exists()]


def unread_documents() -> list[str]:
    """The files that must become no article."""
    return [_name(path) for path in _files() if not _beside(path, "plain", "txt").exists()]


def _files() -> Iterator[Path]:
    for folder in (SOURCES, CONVERTED):
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _name(path: Path) -> str:
    return path.relative_to(SOURCES if path.is_relative_to(SOURCES) else HERE).as_posix()


def _beside(path: Path, folder: str, ending: str) -> Path:
    return HERE / folder / f"{path.stem}.{ending}"


def _document(path: Path) -> Document:
    questions = _beside(path, "questions", "jsonl").read_bytes().splitlines()
    return Document(
        _name(path),
        _beside(path, "plain", "txt").read_text(encoding="utf-8"),
        tuple(line for line in _beside(path, "hidden", "txt").read_text(encoding="utf-8").splitlines() if line.strip()),
        tuple(msgspec.json.decode(line, type=Question) for line in questions if line.strip()),
    )


def _line(line: str, above: str) -> Line:
    if line.startswith("# "):
        return Line("title", line.removeprefix("# "))
    if line.startswith("## "):
        return Line("heading", line.removeprefix("## "))
    if "\t" in line and not line.startswith(" "):
        return Line("row" if "\t" in above else "header", line)
    mark = _MARK.match(line.lstrip(" "))
    if mark is None and line.startswith("    "):
        return Line("code", line.strip())
    if mark is None:
        return Line("item" if line.startswith(" ") else "prose", line.strip())
    return Line("item", line.lstrip(" ")[mark.end() :])
