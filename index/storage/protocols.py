"""What a search index is: one of vectors and one of words, and what keeps each in a folder.

Another backend is another file: a class to search, and `open_index`, `write` and `update` beside it. Its tests inherit
tests/index/storage/contracts.py.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import QuotebotError
from index.models.encoder import Vectors
from index.text.analysis import Term

Numbered = Iterable[tuple[int, NDArray[np.float32]]]
"""Passage numbers, each with a vector: float32, shape (dimension,), unit length."""


class DamagedIndexError(QuotebotError):
    """A search index that is open, but whose files are not what was written to them."""

    def __init__(self, held: str, error: BaseException) -> None:
        """Takes what the index is of, and what its library raised."""
        super().__init__(f"the index of {held} is damaged ({one_line(error)}); run: quotebot check")


def one_line(error: BaseException) -> str:
    """What an error says, without the line ends that libraries in C++ and Rust put into it."""
    return " ".join(str(error).split())


@dataclass(frozen=True, slots=True)
class VectorSource:
    """Where an index of vectors gets them from, so that they need not be in memory all at once.

    `numbers` gives those of all passages there are, in order; `passages` and `sentences` give for passages by their
    numbers the vector of each, or that of a sentence in its middle.
    """

    numbers: Callable[[], Sequence[int]]
    passages: Callable[[Sequence[int]], Numbered]
    sentences: Callable[[Sequence[int]], Numbered]


class LexicalDocument(NamedTuple):
    """What is indexed of a passage, by its number; `names` are those of its article's publisher and authors."""

    number: int
    language: str
    title: str
    text: str
    names: str


class SearchIndex(Protocol):
    """Finds the passages whose vectors are nearest to a question's. Any method may raise DamagedIndexError."""

    def search(self, question: Vectors, limit: int, only: NDArray[np.int64] | None = None) -> list[tuple[int, float]]:
        """The numbers of at most `limit` passages and their cosines, best first and those of one score by number.

        `question` is float32, shape (1, dimension). With `only`, the numbers of passages in order, the best of these,
        fewer than `limit` where there are no more of them.
        """

    def contents(self) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        """The numbers of all passages, in order, and their vectors.

        int64, shape (passages,), and float16, shape (passages, dimension).
        """


class LexicalIndex(Protocol):
    """Finds the passages that hold a question's words. Any method may raise DamagedIndexError.

    `frequency`, `holds`, `holds_name` and `vocabulary` may go on counting passages that an update took out.
    """

    def search(
        self,
        terms: Sequence[Term],
        limit: int,
        phrases: Sequence[Sequence[str]] = (),
        languages: Sequence[str] = ("en",),
        only: NDArray[np.int64] | None = None,
    ) -> list[tuple[int, float]]:
        """The numbers of at most `limit` passages that hold any of the terms, and their scores, best first.

        With phrases, of two or more words each, only passages that hold some form of each in one of the languages, in
        text or title; a phrase adds nothing to a score. Scores are 0 or more, and those of one score stand by number.
        With `only`, the numbers of passages in order, the best of these.
        """

    def count(self) -> int:
        """How many passages there are."""

    def numbers(self) -> list[int]:
        """The numbers of all passages, in order."""

    def frequency(self, term: Term) -> int:
        """How many passages hold a term in their text."""

    def holds(self, term: Term) -> bool:
        """Whether a passage or title holds a term."""

    def holds_name(self, word: str) -> bool:
        """Whether the name of a publisher or author holds a word, as `words` has it."""

    def holds_similar(self, word: str, edits: int) -> bool:
        """Whether a passage or title holds a word that is at most so many edits from this, 1 or 2.

        An edit is a letter too many, too few or another, or two that changed places.
        """

    def vocabulary(self, prefix: str) -> dict[str, int]:
        """The words of passages and titles that begin with this, as `words` has them: how many passages hold each."""


class SearchIndexStore(Protocol):
    """Keeps an index of vectors in a folder. Each function raises OSError where it cannot.

    A folder's files may be linked into that of an older snapshot, so an update puts others in their place and changes
    none, .json aside. An index that is open goes on finding what it held. What a folder only names, as a collection of
    a server, is as good as in it: who takes a folder away calls `remove` before.
    """

    def open_index(self, folder: Path) -> SearchIndex:
        """Opens what `write` left in a folder."""

    def problems(self, folder: Path) -> list[str]:
        """What is wrong with an index that checksums of the files do not tell; so with one of another backend."""

    def remove(self, folder: Path, kept: Iterable[Path]) -> None:
        """Removes what an index has outside of its folder, but not what those in other folders share with it."""

    def write(self, folder: Path, dimension: int, source: VectorSource) -> None:
        """Writes an index of all passages to a folder, in place of one that is there."""

    def update(
        self, folder: Path, dimension: int, gone: Sequence[int], new: Sequence[int], source: VectorSource
    ) -> None:
        """Takes passages out of the index in a folder and adds others to it; who has gone need not have been there."""


class LexicalIndexStore(Protocol):
    """Keeps an index of words in a folder, as SearchIndexStore does one of vectors."""

    def open_index(self, folder: Path) -> LexicalIndex:
        """Opens what `write` left in a folder."""

    def is_readable(self, folder: Path) -> bool:
        """Whether the index in a folder has the fields that are searched; an older version wrote others."""

    def is_current(self, folder: Path) -> bool:
        """Whether it also has the words that texts have now, and so can be updated; another is read until the next."""

    def write(self, folder: Path, documents: Iterable[LexicalDocument]) -> None:
        """Writes an index of these passages to a folder, in place of one that is there."""

    def update(self, folder: Path, gone: Sequence[int], new: Iterable[LexicalDocument]) -> None:
        """Takes passages out of the index in a folder and adds others to it; who has gone need not have been there."""
