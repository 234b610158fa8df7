"""SQLite, the truth: articles, their passages, and what was embedded of them. One writer, any number of readers."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from index.errors import newer_version
from index.files import disk
from index.records import Article
from index.storage import schema
from index.storage.articles import Articles
from index.storage.database import Database, DatabaseError, NewerVersionError
from index.storage.editions import Editions
from index.storage.embeddings import Embeddings
from index.storage.facts import Facts
from index.storage.former import FormerEmbeddings
from index.storage.lines import Lines
from index.storage.passages import Passages
from index.storage.retrieved import RetrievedPassages, read_retrieved
from index.storage.rows import SplitArticle, StoredPassage
from index.storage.sources import Sources
from index.storage.stories import Stories

_MUCH_FREE = 0.25  # of a file


class Library(Database):
    """The SQLite file of an index. What is read of it for an answer is what was written, or DatabaseError is raised.

    Each part holds the statements on tables of its own; what concerns several of them at once is here.
    """

    def __init__(self, path: Path) -> None:
        """Opens the file, made new where there is none. Raises DatabaseError where it is not a library."""
        super().__init__(path)
        try:
            version = schema.version_of(self)
            if version > schema.VERSION:
                raise NewerVersionError(newer_version(path))
            if version not in (*schema.STEPS, schema.VERSION):
                raise DatabaseError(f"{path} is not a library of quotebot; move it away and run: quotebot sync")
            # FULL: a commit reaches the disk before anything counts on it.
            for statement in (
                "journal_mode = WAL",
                "synchronous = FULL",
                "foreign_keys = ON",
                "cell_size_check = ON",
            ):
                self.execute(f"PRAGMA {statement}")
            self.facts = Facts(self)
            self.sources = Sources(self)
            self.articles = Articles(self)
            self.editions = Editions(self)
            self.embeddings = Embeddings(self)
            self.former = FormerEmbeddings(self, self.embeddings)
            self.passages = Passages(self, self.former)
            self.lines = Lines(self)
            self.stories = Stories(self)
            if schema.version_of(self) != schema.VERSION:
                with self.writing():
                    schema.upgrade(self)
                    self.former.settle_codec()
            # What was deleted is overwritten; set only now, since an upgrade drops whole tables without any texts.
            self.execute("PRAGMA secure_delete = ON")
        except BaseException:
            self.close()
            raise

    def count(self) -> tuple[int, int]:
        """How many articles and passages there are."""
        articles, passages = self.execute(
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
        return read_retrieved(self, self.former, numbers)

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

    def empty_log(self) -> None:
        """Empties the write-ahead log, in which what was deleted still stands, into the file."""
        log = self.path.with_name(self.path.name + "-wal")
        if log.exists() and log.stat().st_size:
            self.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def compact(self) -> None:
        """Gives back the room of what was deleted, if that is much of the file and there is room to copy the rest.

        Readers go on; a failure leaves the file as it was. Only who holds the lock of the data folder may do this.
        """
        pages, free, size = (
            int(self.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "freelist_count", "page_size")
        )
        copy = self.path.with_name(f"{self.path.name}.compact")
        copy.unlink(missing_ok=True)
        left = (pages - free) * size
        if free < _MUCH_FREE * pages or disk.free(self.path.parent) < 3 * left:
            return
        try:
            self.execute("VACUUM INTO ?", str(copy))
            with Database(copy) as compacted:
                compacted.copy_to(self.path)
            self.empty_log()
        finally:
            copy.unlink(missing_ok=True)

    def clear(self) -> None:
        """Drops all articles and embeddings, so that everything is read and embedded again.

        What the articles said is kept for those that are put in the same transaction; `editions.prune` drops the rest.
        """
        self.editions.keep()
        tables = "article", "shingle", "departed", "embedding", "former", "projection", "codec", "loose", "file"
        for table in tables:
            self.execute(f"DELETE FROM {table}")

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
