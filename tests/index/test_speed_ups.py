"""No speed-up changes what is found: the product's best ten are those of the plainest search there can be."""

import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from math import log
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.evaluation.datasets import read_questions
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.models.caching import CachingEncoder
from index.models.encoder import Encoded, Encoder, unit_rows
from index.models.micro_batching import MicroBatchingEncoder
from index.models.openvino import OpenVinoEncoder
from index.records import Article
from index.retrieval.collapse import collapse_near_duplicates
from index.retrieval.federation import prepare
from index.retrieval.hybrid import EncodedQuery
from index.retrieval.late_interaction import token_weights
from index.retrieval.metadata_match import names_speaker
from index.retrieval.query import Query
from index.retrieval.scoring import idf
from index.retrieval.search import Searcher
from index.retrieval.weights import load_weights
from index.storage.library import Library
from index.storage.rows import StoredPassage
from index.text.analysis import stems, words
from index.text.facts import TextFacts
from tests.conftest import Shared

WEIGHTS = load_weights().ranking

EVALUATION = Path(__file__).parents[2] / os.environ.get("QUOTEBOT_EVALUATION", "../shared/evaluation")
LIMIT = 10  # passages that are compared
K1, B, TITLE = 1.2, 0.75, 0.5
ASKERS = 4
AGAIN = 40  # questions that are asked twice, and so remembered
# Questions that are encoded together are padded to one length, which moves a score by so much at most.
ROUNDED = 2e-3


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """Questions of several sets, 300 of them."""
    files = [EVALUATION / name / "questions.jsonl" for name in ("clapnq", "squad")]
    if not all(file.is_file() for file in files):
        pytest.skip(f"{EVALUATION} has no question sets; QUOTEBOT_EVALUATION names their folder")
    # What is in quotes is searched otherwise.
    first, second = ([one.question for one in read_questions(file) if '"' not in one.question] for file in files)
    return [*first[::2], *second[:: len(second) // 150]][:300]


@pytest.fixture(scope="module")
def data_folder(asked: list[str], shared: Shared, encoder: OpenVinoEncoder) -> DataFolder:
    """An index of half of the articles of one of the sets, to be read only."""
    lines = (EVALUATION / "clapnq" / "articles.jsonl").read_bytes().splitlines(keepends=True)

    def make(folder: Path) -> None:
        articles = folder / "articles.jsonl"
        articles.write_bytes(b"".join(lines[::2]))
        sync(DataFolder(folder), encoder, [articles], 10**6, lambda _: None)

    return DataFolder(shared("clapnq", make))


class Field:
    """BM25 of a field of all passages, counted by hand: no index, no skipping."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.counts = [Counter(stems(text, "en")) for text in texts]
        lengths = [len(words(text)) for text in texts]
        self._lengths = np.array(list(map(_as_kept, lengths)), float)
        self._mean = sum(lengths) / len(lengths)

    def scores(self, stem: str) -> NDArray[np.float64]:
        """What a stem is worth in each passage."""
        times = np.array([count[stem] for count in self.counts], float)
        held, every = int((times > 0).sum()), len(self.counts)
        idf = log(1 + (every - held + 0.5) / (held + 0.5))
        return idf * (1 + K1) * times / (times + K1 * (1 - B + B * self._lengths / self._mean))


def _as_kept(length: int) -> int:
    """A length in words as Tantivy keeps it, in one byte: up to 40 as it is, then in ever longer steps."""

    def decoded(code: int) -> int:
        exponent, mantissa = divmod(code - 24, 8)
        return code if code < 24 else 24 + ((mantissa | 8) << (exponent - 1) if exponent else mantissa)

    return max(decoded(code) for code in range(200) if decoded(code) <= length)


class PlainSearch:
    """Compares a question with all passages, one after the other."""

    def __init__(self, library: Library) -> None:
        both: list[tuple[Article, StoredPassage]] = list(library.with_articles())
        self.articles = [article for article, _ in both]
        self.stored = [stored for _, stored in both]
        self.retrieved = library.retrieved(stored.number for stored in self.stored)
        codec = library.embeddings.codec()
        assert codec is not None
        self.codec = codec
        self.places = {stored.number: place for place, stored in enumerate(self.stored)}
        self.stories = library.stories.get({stored.article for stored in self.stored})
        self.texts = [article.text[stored.passage.span.start : stored.passage.span.end] for article, stored in both]
        titles = [f"{article.source.title} {stored.passage.heading}" for article, stored in both]
        self.text, self.title = Field(self.texts), Field(titles)

    def best(self, encoded_query: EncodedQuery) -> list[tuple[int, float]]:
        """The best passages for a question with their scores: a few more than are compared."""
        query, encoded = encoded_query.query, encoded_query.encoded
        if encoded is None:
            return []
        lexical = np.zeros(len(self.stored))
        for (stem,) in query.terms:  # of articles in one language
            lexical += self.text.scores(stem) + TITLE * self.title.scores(stem)
        dense = np.array([float(one.vectors[0] @ encoded.vector) for one in self.stored])
        by_words = [place for place in self._order(lexical)[: WEIGHTS.retrieved] if lexical[place] > 0]
        scores = {}
        for place in {*by_words, *self._order(dense)[: WEIGHTS.retrieved]}:
            share = lexical[place] / (lexical.max() or 1.0) if place in by_words else 0.0
            cosines = self.stored[place].vectors @ encoded.vector
            scores[place] = _first_stage_score(cosines, share, self._matches(query, place))
        ranked = sorted(scores, key=lambda place: (-scores[place], self.stored[place].number))
        first = [group[0] for group in self._collapse(ranked)][: WEIGHTS.rescored]
        weights = self._weights(encoded_query, encoded)
        late = {place: scores[place] + WEIGHTS.dense * self._late(weights, encoded, place) for place in first}
        ordered = sorted(first, key=lambda place: (-late[place], self.stored[place].number))
        return [(self.stored[place].number, late[place]) for place in ordered]

    def _matches(self, query: Query, place: int) -> int:
        """How many things that a question says an article is known by, each of them analysed."""
        source = self.articles[place].source
        names = [source.publisher, *(source.author or "").split(",")]
        named = sum(bool(name) and names_speaker(query.question, name or "") for name in names)
        return named + (query.date_range is not None and query.date_range.holds(source.published_at))

    def _collapse(self, ranked: Sequence[int]) -> list[list[int]]:
        """The passages, each with its near-duplicates, which are not ranked on their own."""
        articles = [stored.article for stored in self.stored]
        stories = [self.stories[article].number for article in articles]
        return collapse_near_duplicates(
            ranked, articles, stories, lambda place: TextFacts(self.texts[place]), WEIGHTS.near_duplicate
        )

    def _order(self, scores: NDArray[np.float64]) -> list[int]:
        return sorted(range(len(scores)), key=lambda place: (-scores[place], self.stored[place].number))

    def _weights(self, encoded_query: EncodedQuery, encoded: Encoded) -> NDArray[np.float32]:
        """What each token of a question counts, the passages that hold its word counted one by one."""
        frequency = {term: sum(term[0] in count for count in self.text.counts) for term in encoded_query.query.terms}
        rare = {term: idf(held, len(self.stored)) for term, held in frequency.items()}
        return token_weights(encoded_query.query, encoded.tokens.spans, rare, WEIGHTS.least_idf)

    def _late(self, weights: NDArray[np.float32], encoded: Encoded, place: int) -> float:
        """What late interaction adds to a score, in double precision."""
        asked = self.codec.reduce(encoded.tokens.vectors).astype(np.float64)
        codes, _, bounds, _ = self.retrieved.tokens([place])
        tokens = np.concatenate([part[code] for part, code in zip(self.codec.centroids, codes.T, strict=True)], axis=1)
        dots = asked @ unit_rows(tokens).astype(np.float64).T

        def best(first: int, past: int) -> float:
            if past <= first or not weights.sum():
                return 0.0
            return float(weights @ dots[:, first:past].max(axis=1) / weights.sum())

        sentence = max(best(first, past) for first, past in bounds)
        return WEIGHTS.late_passage * best(0, len(tokens)) + WEIGHTS.late_sentence * max(sentence, 0.0)


def _first_stage_score(cosines: NDArray[np.float32], lexical: float, metadata_matches: int) -> float:
    """The score of a passage before late interaction, in plain numbers."""
    own, *sentences = cosines.tolist()
    cosine = (1 - WEIGHTS.best_sentence) * own + WEIGHTS.best_sentence * max(sentences)
    mixed = WEIGHTS.dense * cosine + (1 - WEIGHTS.dense) * lexical
    return float(mixed + WEIGHTS.metadata_match * metadata_matches)


def _top_ten(data_folder: DataFolder, encoder: Encoder, questions: Sequence[str]) -> list[list[int]]:
    with Searcher(data_folder, encoder) as searcher:
        return [[one.number for one in searcher.find(question, LIMIT).candidates] for question in questions]


@pytest.fixture(scope="module")
def hits(data_folder: DataFolder, asked: list[str], encoder: OpenVinoEncoder) -> list[list[int]]:
    """What the product finds, as the bot asks it: several at once, by way of all that makes it fast, some twice."""
    twice = [*asked, *asked[:AGAIN]]
    with ExitStack() as stack:
        fast = CachingEncoder(stack.enter_context(MicroBatchingEncoder(encoder)))
        pool = stack.enter_context(ThreadPoolExecutor(ASKERS))
        parts = list(pool.map(lambda number: _top_ten(data_folder, fast, twice[number::ASKERS]), range(ASKERS)))
    every = [parts[number % ASKERS][number // ASKERS] for number in range(len(twice))]
    assert every[len(asked) :] == every[:AGAIN]
    return every[: len(asked)]


def test_top_ten(data_folder: DataFolder, asked: list[str], encoder: OpenVinoEncoder, hits: list[list[int]]) -> None:
    """The ten best passages of 300 questions are those that comparing all of them plainly gives, in that order."""
    far = dict[str, float]()
    with Searcher(data_folder, encoder) as searcher, Library.open(data_folder) as library:
        plain = PlainSearch(library)
        for question, own in zip(asked, hits, strict=True):
            best = plain.best(prepare(question, [searcher.index]))
            scores = dict(best)
            places = zip(own, best[:LIMIT], strict=True)
            far[question] = max(abs(scores.get(number, -9.0) - score) for number, (_, score) in places)
    assert len(far) == 300
    assert {question: distance for question, distance in far.items() if distance > ROUNDED} == {}
