"""The reading side: from a question to the passages that may answer it, best first.

question -> encoder -> vectors ┐
         └> terms   -> words   ┴> fused -> best sentence lifts its passage -> candidates
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, Vectors
from index.errors import QuotebotError
from index.generations import Generations, Parts
from index.home import Home
from index.library import Library, StoredPassage
from index.records import Article, FoundPassage, Passage, Source, Span
from index.upkeep import check_model, mend
from index.words import terms

_RETRIEVED = 50  # passages that each retriever gives
# A convex combination of normalized scores (Bruch et al., arXiv 2210.11934), its weights found on two question sets.
_DENSE = 0.7
_BEST_SENTENCE = 0.7  # of the dense part; the rest is the passage's own vector
_LONGEST_QUESTION = 2000  # characters


class NoIndexError(QuotebotError):
    """There is no index yet."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer, with what speaks for it.

    `cosines` are those of the question with the passage (first) and its sentences: float32, shape (1 + sentences,);
    `lexical` is the BM25 score as a share of the best passage's.
    """

    number: int
    article_number: int
    article: Article
    passage: Passage
    vectors: Vectors
    cosines: NDArray[np.float32]
    lexical: float
    score: float

    @property
    def text(self) -> str:
        """The passage, word for word."""
        return self.article.text[self.passage.span.start : self.passage.span.end]


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found: its terms with their rarity, the best BM25 score, and the candidates, best first."""

    question: str
    rarity: dict[str, float]
    best_lexical: float
    candidates: tuple[Candidate, ...]


class Searcher:
    """Searches one index, always in its newest generation. Use it as a context manager, from one thread."""

    def __init__(self, home: Home, encoder: Encoder) -> None:
        """Opens the index. Raises NoIndexError where there is none, OtherModelError where it is not this encoder's."""
        if not home.library.exists():
            raise NoIndexError(f"there is no index in {home.folder}; make one with: quotebot sync")
        self._home = home
        self._encoder = encoder
        self._library = Library(home.library)
        self._generations = Generations(home.generations, self._library)
        self._parts: Parts | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._library.__exit__(kind, error, trace)

    def find(self, question: str, most: int) -> Found:
        """The `most` best passages for a question, whichever retriever found them."""
        asked = list(dict.fromkeys(terms(question[:_LONGEST_QUESTION])))
        with self._current() as parts:
            rarity = {term: parts.words.rarity(term) for term in asked}
            if not asked:
                return Found(question, rarity, 0.0, ())
            vector = self._encoder.encode_questions([question[:_LONGEST_QUESTION]])
            lexical = dict(parts.words.search(asked, _RETRIEVED))
            dense = dict(parts.vectors.search(vector, _RETRIEVED))
            stored = list(self._library.passages(lexical.keys() | dense.keys()))
            best = max(lexical.values(), default=0.0)
            scored = [
                _score(passage, vector[0], lexical.get(passage.number, 0.0) / (best or 1.0)) for passage in stored
            ]
            order = sorted(range(len(stored)), key=lambda place: (-scored[place][0], stored[place].number))[:most]
            articles = {stored[place].article: self._library.article(stored[place].article) for place in order}
            found = tuple(
                Candidate(
                    stored[place].number,
                    stored[place].article,
                    articles[stored[place].article],
                    stored[place].passage,
                    stored[place].vectors.astype(np.float32),
                    scored[place][1],
                    lexical.get(stored[place].number, 0.0) / (best or 1.0),
                    scored[place][0],
                )
                for place in order
            )
            return Found(question, rarity, best, found)

    def search(self, query: str, most: int) -> list[FoundPassage]:
        """The `most` best passages for a query, as they stand in their articles."""
        found = self.find(query, most).candidates
        return [FoundPassage(hit.text, hit.passage.span, hit.score, hit.article.source) for hit in found]

    def before(self, candidate: Candidate) -> Span | None:
        """The sentence right before a passage where it belongs to the same section and nothing stands between."""
        for previous in self._library.passages([candidate.number - 1]):
            gap = candidate.article.text[previous.passage.span.end : candidate.passage.span.start]
            if (
                previous.article == candidate.article_number
                and previous.passage.heading == candidate.passage.heading
                and gap
                and not gap.strip()
            ):
                return previous.passage.sentences[-1]
        return None

    def text_of(self, key: str) -> str:
        """The whole text of an article by its id, as the library has it."""
        return self._library.text(key)

    def listing(self) -> list[tuple[Source, int]]:
        """Every article with its number of passages, by title."""
        return self._library.listing()

    @contextmanager
    def _current(self) -> Iterator[Parts]:
        """The retrievers that belong to the state of the library that is read inside."""
        if not self._refresh():
            mend(self._home)
        with self._library.reading():
            if not self._refresh() or self._parts is None:
                raise QuotebotError(f"the index in {self._home.folder} changed too fast to be read; ask again")
            yield self._parts

    def _refresh(self) -> bool:
        number = self._generations.number()
        if self._parts is None or self._parts.generation != number:
            check_model(self._library, self._encoder)
            self._parts = self._generations.open()
        return self._parts is not None


def _score(stored: StoredPassage, question: NDArray[np.float32], lexical: float) -> tuple[float, NDArray[np.float32]]:
    cosines = stored.vectors.astype(np.float32) @ question
    dense = (1 - _BEST_SENTENCE) * cosines[0] + _BEST_SENTENCE * cosines[1:].max()
    return float(_DENSE * dense + (1 - _DENSE) * lexical), cosines
