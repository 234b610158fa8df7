"""Writes a library of very many recombined articles without a sync, which would take hours.

What stands in it is what a sync would have written of the same sentences: articles, passages, embeddings and lines go
through the product's library, and vectors and words through its snapshots, all of them at once. Only the shingles go
in sorted, past the library, since in the order of the articles each would touch another page of a file of gigabytes.
That no two articles tell one story is taken for granted here; a sync of fewer finds it so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.terminal.output import notify
from index.files.data_folder import DataFolder
from index.ingest.boilerplate import fingerprint
from index.ingest.near_duplicates import sketch
from index.ingest.readers.base import ArticleReference, ReaderOptions
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import list_references, read_article
from index.models.inputs import embedded_texts, embedding_key
from index.records import Passage, Span
from index.storage.library import Library
from index.storage.rows import SplitArticle
from index.storage.schema import update_checksums
from index.storage.snapshots import Snapshots
from tests.benchmarks.pooled import CodedPool, PooledEncoder
from tests.benchmarks.recombined import Made

_BATCH = 500  # articles of a transaction
_CACHE = "PRAGMA cache_size = -1000000"  # kibibytes: the default of 2 would be written again and again


def write_library(
    data_folder: DataFolder, encoder: PooledEncoder, file: Path, articles: Iterable[Made], passages: int
) -> None:
    """Adds the recombined articles of a file to an index that has the real ones already."""
    with data_folder.lock(), Library.open(data_folder) as library:
        library.database.execute(_CACHE)
        codec = library.embeddings.codec()
        if codec is None:
            raise ValueError(f"{library.database.name} holds nothing that a sync embedded")
        pool = CodedPool(encoder, codec)
        shingles, numbers = list[NDArray[np.int64]](), list[int]()
        references = (
            one
            for one in list_references([file], ReaderOptions(10**7), Conversions())
            if isinstance(one, ArticleReference)
        )
        made = ((reference, one) for reference, one in zip(references, articles, strict=True) if one.paragraphs)
        for batch in _batches(made):
            with library.writing():
                for reference, one in batch:
                    numbers += _put(library, pool, reference, one)
                    number = library.articles.number_of(one.line.id) or 0
                    shingles.append(_settle(library, number, one))
            notify(f"{passages:,} passages: {len(numbers):,} written")
        with library.writing():
            _put_shingles(library, np.concatenate(shingles))
            notify(f"{passages:,} passages: shingles written")
            snapshots = Snapshots.of(data_folder, library)
            snapshots.advance(encoder.dimension, [], numbers)
        snapshots.tidy()
        library.embeddings.prune()


def _batches(made: Iterator[tuple[ArticleReference, Made]]) -> Iterator[list[tuple[ArticleReference, Made]]]:
    while batch := list(islice(made, _BATCH)):
        yield batch


def _put(library: Library, pool: CodedPool, reference: ArticleReference, made: Made) -> list[int]:
    """Stores an article with its passages and their embeddings; gives the passages' numbers."""
    article = replace(read_article(reference, Conversions()), language="en")
    passages = _passages(made)
    texts = [embedded_texts(article, passage) for passage in passages]
    keys = [embedding_key(each) for each in texts]
    bases = [[number for number, _ in paragraph] for paragraph in made.paragraphs]
    library.embeddings.put(dict(zip(keys, pool.embeddings(article.source.title, texts, bases), strict=True)))
    lines = {fingerprint(article.text[passage.span.start : passage.span.end]): 1 for passage in passages}
    split = tuple(zip(passages, keys, strict=True))
    _, new = library.put(SplitArticle(article, reference.digest, split, lines, frozenset()))
    return new


def _passages(made: Made) -> list[Passage]:
    """The paragraphs as passages, each sentence where it stands in the article."""
    found, start = list[Passage](), 0
    for paragraph in made.paragraphs:
        spans = list[Span]()
        for _, text in paragraph:
            spans.append(Span(start, start + len(text)))
            start += len(text) + 1
        found.append(Passage(Span(spans[0].start, spans[-1].end), tuple(spans)))
        start += 1
    return found


def _settle(library: Library, number: int, made: Made) -> NDArray[np.int64]:
    """Notes that an article tells a story of its own, and how much of it; gives its shingles with its number."""
    sample = sorted(sketch(text for paragraph in made.paragraphs for _, text in paragraph))
    library.database.execute("UPDATE article SET story = number, extent = ? WHERE number = ?", len(sample), number)
    update_checksums(library.database, "article", ("story_checksum",), "number = ?", number)
    return np.column_stack([np.array(sample, np.int64), np.full(len(sample), number)])


def _put_shingles(library: Library, rows: NDArray[np.int64]) -> None:
    """Stores shingles in the order of their table."""
    order = np.argsort(rows[:, 0], kind="stable")
    for part in np.array_split(order, max(1, len(order) // 10**6)):
        library.database.execute_many("INSERT OR IGNORE INTO shingle VALUES (?, ?)", map(tuple, rows[part].tolist()))
