"""A second backend is a file: the plainest ones there can be fulfil the contracts that the product's do."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

import msgspec
import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from index.models.encoder import Vectors
from index.storage.protocols import LexicalDocument, LexicalIndexStore, SearchIndexStore, VectorSource
from index.text.analysis import Term, stems, stems_of, words
from tests.index.storage.contracts import LexicalIndexContract, SearchIndexContract

TITLE = 0.5  # of what a word of a text is worth


class BruteForceIndex:
    """Compares a question with every vector; see SearchIndex."""

    def __init__(self, numbers: NDArray[np.int64], rows: NDArray[np.float16]) -> None:
        self._numbers, self._rows = numbers, rows

    def search(self, question: Vectors, limit: int, only: NDArray[np.int64] | None = None) -> list[tuple[int, float]]:
        """See SearchIndex."""
        cosines = self._rows.astype(np.float32) @ question[0]
        every = zip(self._numbers.tolist(), cosines.tolist(), strict=True)
        hits = (hit for hit in every if only is None or hit[0] in only)
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:limit]

    def contents(self) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        """See SearchIndex."""
        return self._numbers, self._rows


class BruteForceStore:
    """Keeps all vectors in one file; see SearchIndexStore."""

    def open_index(self, folder: Path) -> BruteForceIndex:
        """See SearchIndexStore."""
        with np.load(folder / "rows.npz") as held:
            return BruteForceIndex(held["numbers"], held["rows"])

    def problems(self, folder: Path) -> list[str]:
        """See SearchIndexStore."""
        return []

    def remove(self, folder: Path, kept: Iterable[Path]) -> None:
        """See SearchIndexStore."""

    def write(self, folder: Path, dimension: int, source: VectorSource) -> None:
        """See SearchIndexStore."""
        folder.mkdir(parents=True, exist_ok=True)
        numbers = source.numbers()
        rows = np.array([row for _, row in source.passages(numbers)], np.float16).reshape(-1, dimension)
        np.savez(folder / "new.npz", numbers=np.array(numbers, np.int64), rows=rows)
        (folder / "new.npz").replace(folder / "rows.npz")

    def update(
        self, folder: Path, dimension: int, gone: Sequence[int], new: Sequence[int], source: VectorSource
    ) -> None:
        """See SearchIndexStore."""
        self.write(folder, dimension, source)


class TestBruteForce(SearchIndexContract):
    """Comparing with every vector fulfils the contract."""

    store: ClassVar[SearchIndexStore] = BruteForceStore()


class ScanningIndex:
    """Looks through every passage and counts the terms that it holds; see LexicalIndex."""

    def __init__(self, documents: Iterable[LexicalDocument]) -> None:
        self._documents = sorted(documents)

    def search(
        self,
        terms: Sequence[Term],
        limit: int,
        phrases: Sequence[Sequence[str]] = (),
        languages: Sequence[str] = ("en",),
        only: NDArray[np.int64] | None = None,
    ) -> list[tuple[int, float]]:
        """See LexicalIndex."""
        scores = {one.number: sum(_score(one, term) for term in dict.fromkeys(terms)) for one in self._documents}
        if phrases:
            kept = [one.number for one in self._documents if all(_has(one, phrase, languages) for phrase in phrases)]
            hits = [(number, scores[number]) for number in kept]
        else:
            hits = [(number, score) for number, score in scores.items() if score]
        if only is not None:
            hits = [hit for hit in hits if hit[0] in only]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:limit]

    def count(self) -> int:
        """See LexicalIndex."""
        return len(self._documents)

    def numbers(self) -> list[int]:
        """See LexicalIndex."""
        return [one.number for one in self._documents]

    def frequency(self, term: Term) -> int:
        """See LexicalIndex."""
        return sum(not set(_stems(one.text, one.language)).isdisjoint(term) for one in self._documents)

    def holds(self, term: Term) -> bool:
        """See LexicalIndex."""
        return any(_score(one, term) for one in self._documents)

    def holds_name(self, word: str) -> bool:
        """See LexicalIndex."""
        return any(word in words(one.names) for one in self._documents)

    def holds_similar(self, word: str, edits: int) -> bool:
        """See LexicalIndex."""
        return any(OSA.distance(word, other) <= edits for other in self.vocabulary(""))

    def vocabulary(self, prefix: str) -> dict[str, int]:
        """See LexicalIndex."""
        each = [set(words(f"{one.title} {one.text}")) for one in self._documents]
        return {word: sum(word in other for other in each) for word in set().union(*each) if word.startswith(prefix)}


class ScanningStore:
    """Keeps all passages in one file; see LexicalIndexStore."""

    def open_index(self, folder: Path) -> ScanningIndex:
        """See LexicalIndexStore."""
        return ScanningIndex(self._read(folder))

    def is_readable(self, folder: Path) -> bool:
        """See LexicalIndexStore."""
        return (folder / "documents.json").exists()

    def is_current(self, folder: Path) -> bool:
        """See LexicalIndexStore."""
        return self.is_readable(folder)

    def write(self, folder: Path, documents: Iterable[LexicalDocument]) -> None:
        """See LexicalIndexStore."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "documents.json").write_bytes(msgspec.json.encode(list(documents)))

    def update(self, folder: Path, gone: Sequence[int], new: Iterable[LexicalDocument]) -> None:
        """See LexicalIndexStore."""
        self.write(folder, [*(one for one in self._read(folder) if one.number not in gone), *new])

    def _read(self, folder: Path) -> list[LexicalDocument]:
        return msgspec.json.decode((folder / "documents.json").read_bytes(), type=list[LexicalDocument])


class TestScanning(LexicalIndexContract):
    """Looking through every passage fulfils the contract."""

    store: ClassVar[LexicalIndexStore] = ScanningStore()


def _stems(text: str, language: str) -> list[str]:
    return stems(text, language)


def _score(one: LexicalDocument, term: Term) -> float:
    """What a passage is worth by the best of a term's stems."""
    text, title = (set(_stems(of, one.language)) for of in (one.text, one.title))
    return max((stem in text) for stem in term) + TITLE * max((stem in title) for stem in term)


def _has(one: LexicalDocument, phrase: Sequence[str], languages: Iterable[str]) -> bool:
    """Whether the text or title of a passage has a phrase in some form."""
    held = [f" {' '.join(_stems(of, one.language))} " for of in (one.text, one.title)]
    forms = [" ".join(stem for word in phrase for stem in stems_of(word, language)) for language in languages]
    return any(f" {form} " in text for form in forms for text in held)
