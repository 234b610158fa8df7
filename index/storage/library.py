"""The truth: articles, their passages, and what was embedded of them. One writer, any number of readers."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

from index.errors import newer_version
from index.files.data_folder import DataFolder
from index.records import Article
from index.storage import schema
from index.storage.articles import Articles
from index.storage.database import Database, DatabaseError, NewerVersionError
from index.storage.editions import Editions
from index.storage.embeddings import Embeddings
from index.storage.facts import Facts
from index.storage.former import FormerEmbeddings
from index.storage.lines import Lines
from index.storage.opening import open_database
from index.storage.passages import Passages
from index.storage.retrieved import RetrievedPassages, read_retrieved
from index.storage.rows import SplitArticle, StoredPassage
from index.storage.sources import Sources
from index.storage.sqlite_database import SqliteDatabase
from index.storage.stories import Stories


class Library:
    """The truth of an index. What is read of it for an answer is what was written, or DatabaseError is raised.

    Each part holds the statements on tables of its own; what concerns several of them at once is here.
    """

    def __init__(self, database: Database) -> None:
        """Takes an open database, made a library where it is empty; it is closed where it is none.

        Raises DatabaseError where it is not a library of this version or a former one.
        """
        self.database = database
        self.facts = Facts(database)
        self.sources = Sources(database)
        self.articles = Articles(database)
        self.editions = Editions(database)
        self.embeddings = Embeddings(database)
        self.former = FormerEmbeddings(database, self.embeddings)
        self.passages = Passages(database, self.former)
        self.lines = Lines(database)
        self.stories = Stories(database)
        try:
            version = self._found_version()
            database.upkeep.protect()
            if version != schema.VERSION:
                with self.writing():
                    schema.upgrade(database)
                    self.former.settle_codec()
            database.upkeep.overwrite()  # set only now, since an upgrade drops whole tables without any texts
        except BaseException:
            self.close()
            raise

    @classmethod
    def open(cls, data_folder: DataFolder, reading: bool = False) -> Self:
        """Opens that of a data folder, made new where there is none; see open_database.

        Raises DatabaseError where it is not a library.
        """
        return cls(open_database(data_folder, reading))

    @classmethod
    def at(cls, file: Path) -> Self:
        """Opens a SQLite file. Raises DatabaseError where it is not a library."""
        return cls(SqliteDatabase(file))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes it."""
        self.database.close()

    def reading(self) -> AbstractContextManager[None]:
        """See Database."""
        return self.database.reading()

    def writing(self) -> AbstractContextManager[None]:
        """See Database."""
        return self.database.writing()

    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self.database.in_transaction()

    def count(self) -> tuple[int, int]:
        """How many articles and passages there are."""
        articles, passages = self.database.execute(
            "SELECT (SELECT COUNT(*) FROM article), (SELECT COUNT(*) FROM passage)"
        ).fetchone()
        return articles, passages

    def with_articles(self, numbers: Iterable[int] | None = None) -> Iterator[tuple[Article, StoredPassage]]:
        """The passages of these numbers that exist (all of them without numbers), in order, each with its article."""
        passages = self.passages.all() if numbers is None else self.passages.get(numbers)
        for number, of_article in groupby(passages, key=lambda stored: stored.article):
            article = self.articles.get(number)
            yield from ((article, stored) for stored in of_article)

    def retrieved(self, numbers: Iterable[int]) -> RetrievedPassages:
        """The passages of these numbers that exist, with what their articles tell."""
        return read_retrieved(self.database, self.former, numbers)

    def passages_of(self, key: str) -> list[int]:
        """The numbers of the passages of an article, by its id."""
        article = self.articles.number_of(key)
        return [] if article is None else self.passages.of_article(article)

    def put(self, split: SplitArticle) -> tuple[list[int], list[int]]:
        """Stores an article in place of the one that has its id; gives the numbers of passages gone and of new ones.

        What that one said is kept as an edition of this, where this says something else.
        """
        key = split.article.source.id
        self.editions.keep(key)
        gone = self._take_out(key)
        number = self.articles.put(split.article, split.digest)
        self.editions.settle(split.article)
        new = self.passages.put(number, split.passages)
        self.lines.put(number, split.lines)
        return gone, new

    def remove(self, key: str) -> list[int]:
        """Removes an article by its id, if it is there, and its editions; gives the numbers of its passages."""
        self.editions.remove(key)
        return self._take_out(key)

    def clear(self) -> None:
        """Drops all articles and embeddings, so that everything is read and embedded again.

        What the articles said is kept for those that are put in the same transaction; `editions.prune` drops the rest.
        """
        self.editions.keep()
        tables = "article", "shingle", "departed", "embedding", "former", "projection", "codec", "loose", "file"
        for table in tables:
            self.database.execute(f"DELETE FROM {table}")

    def _found_version(self) -> int:
        """The version of the database. Raises DatabaseError where it is none of those that are known."""
        name, version = self.database.name, self.database.version()
        if version > schema.VERSION:
            raise NewerVersionError(newer_version(name))
        if version not in (*schema.STEPS, schema.VERSION):
            raise DatabaseError(f"{name} is not a library of quotebot; move it away and run: quotebot sync")
        return version

    def _take_out(self, key: str) -> list[int]:
        article = self.articles.number_of(key)
        if article is None:
            return []
        gone = self.passages.of_article(article)
        self.lines.touch(article)
        self.embeddings.loosen(article)
        self.stories.unsettle(article)
        self.articles.remove(article)
        return gone
