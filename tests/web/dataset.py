"""The pages, and what is expected of each: README.md tells how that is written down."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

HELD_OUT = Path(__file__).parent
DEVELOPMENT = HELD_OUT / "development"


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a reader comes to a page for, and what must not be among it.

    `updated` is a date that may stand for that of publication where the page tells none; `other_titles` are as right.
    """

    stands_for: str
    kind: Literal["text", "nothing"]
    language: str | None
    url: str | None
    boilerplate: tuple[str, ...]
    why: str = ""
    encoding: str = "utf-8"
    title: str | None = None
    other_titles: tuple[str, ...] = ()
    date: str | None = None
    updated: str | None = None
    author: tuple[str, ...] = ()
    site: str | None = None
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is saved, and what is expected of it."""

    name: str
    path: Path
    expected: Expected

    @property
    def markup(self) -> str:
        """Its characters, by the encoding that it truly has."""
        return self.path.read_bytes().decode(self.expected.encoding)


def read_pages(folder: Path) -> list[Page]:
    """All pages of a set, by their names. Raises msgspec.ValidationError."""
    return [_page(folder, path) for path in sorted((folder / "pages").glob("*.html"))]


def _page(folder: Path, path: Path) -> Page:
    data = (folder / "expected" / f"{path.stem}.json").read_bytes()
    return Page(path.stem, path, msgspec.json.decode(data, type=Expected))
