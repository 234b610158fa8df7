"""The real sentences that a corpus is made of, and their words."""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from index.ingest.blocks import blocks_of
from index.ingest.boilerplate import find_boilerplate
from index.ingest.passages import split_passages
from index.ingest.readers.base import ArticleReference, ReaderOptions
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import list_references, read_article
from index.models.encoder import Encoder
from index.records import Article, Block, Passage
from index.text.analysis import is_stopword
from tests.benchmarks.machine import ROOT

SETS = ROOT / os.environ.get("QUOTEBOT_EVALUATION", "../shared/evaluation")
SEEDS = ROOT / "seeds"
_MAX_BYTES = 10_000_000
_FEWEST, _LIMIT = 5, 45  # words of a sentence that is taken
_BROAD = 80  # sentences that an article of the corpus chooses from, at least
_POINT = re.compile(r"[.!?:;…][\"'”’)\]]*$")  # which may end a sentence
_CORE = re.compile(r"(\W*)(.*?)(\W*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A real sentence: its words, and its article's title."""

    title: str
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The sentence as it is embedded, its article's title in front."""
        return f"{self.title}. {' '.join(self.words)}"


@dataclass(frozen=True, slots=True)
class Pool:
    """Real articles as they were split, their sentences, and for each article those of its subject.

    A subject is an article's sentences and, where these are few, those of the articles nearest to it.
    """

    articles: tuple[tuple[Article, tuple[Passage, ...]], ...]
    sentences: tuple[Sentence, ...]
    subjects: tuple[tuple[int, ...], ...]


def sources() -> list[Path]:
    """The files of real articles: of the evaluation sets where these are, and those that ship."""
    return [*sorted(SETS.glob("*/articles.jsonl")), *sorted(SEEDS.glob("*.txt"))]


def read_pool(files: Sequence[Path], encoder: Encoder) -> Pool:
    """Reads the articles of files and splits them as the product does."""
    references = [
        one
        for one in list_references(files, ReaderOptions(_MAX_BYTES), Conversions())
        if isinstance(one, ArticleReference)
    ]
    articles = [read_article(reference, Conversions()) for reference in references]
    split = [(article, tuple(split_passages(article, _kept(article), encoder))) for article in articles]
    own = [_sentences(article, passages) for article, passages in split]
    starts = np.cumsum([0, *map(len, own)])
    numbers = [range(start, start + len(of)) for start, of in zip(starts[:-1].tolist(), own, strict=True)]
    near = _neighbours([article.text for article in articles])
    subjects = tuple(_subject(order, numbers) for order, of in zip(near, own, strict=True) if of)
    return Pool(tuple(split), tuple(chain.from_iterable(own)), subjects)


def parts(word: str) -> tuple[str, str, str]:
    """What stands before a word's first letter or digit, the word, and what stands behind it."""
    match = _CORE.match(word)
    return (match[1], match[2], match[3]) if match else ("", word, "")


@cache
def is_kept(word: str) -> bool:
    """Whether a word is one of those that hold every sentence together, or no word, and so is never exchanged."""
    core = parts(word)[1]
    return not core or is_stopword(core)


def skeleton(words: Iterable[str]) -> tuple[str | None, ...]:
    """What stays of a sentence when all other words are exchanged: by that its real sentence is known again."""
    return tuple(parts(word)[1].lower() if is_kept(word) else None for word in words)


def _kept(article: Article) -> list[Block]:
    """The blocks of an article that are not boilerplate."""
    blocks = blocks_of(article)
    marks = find_boilerplate(article, blocks, [1] * len(blocks))
    return [block for block, marked in zip(blocks, marks, strict=True) if not marked]


def _sentences(article: Article, passages: Iterable[Passage]) -> list[Sentence]:
    texts = [article.plain[span.start : span.end] for passage in passages for span in passage.sentences]
    word_lists = [tuple(text.split()) for text in texts]
    return [Sentence(article.source.title, words) for words in word_lists if _has_only_words(words)]


def _has_only_words(words: Sequence[str]) -> bool:
    """Whether a sentence is one of a usual length, and still is where a word before its last point is exchanged."""
    return _FEWEST <= len(words) <= _LIMIT and not any(_POINT.search(word) for word in words[:-1])


def _neighbours(texts: Sequence[str]) -> list[list[int]]:
    """For each text all texts, itself first, then those that share most of its rare words."""
    rows = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
    likeness = np.asarray((rows @ rows.T).todense())
    np.fill_diagonal(likeness, 2.0)
    return [list(map(int, order)) for order in np.argsort(-likeness, axis=1, kind="stable")]


def _subject(order: Iterable[int], numbers: Sequence[range]) -> tuple[int, ...]:
    taken = list[int]()
    for article in order:
        taken += numbers[article]
        if len(taken) >= _BROAD:
            break
    return tuple(taken)
