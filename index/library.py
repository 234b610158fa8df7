"""SQLite, the truth: articles, their passages, and what was embedded of them. One writer, any number of readers."""

import re
import sqlite3  # noqa: TID251 - the one place
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from index import disk
from index.errors import QuotebotError
from index.records import Article, Passage, Source, Span
from index.tokens import SmallVectors
from index.words import words

HalfVectors = NDArray[np.float16]
"""A passage's vector and below it those of its sentences: float16, shape (1 + sentences, dimension), unit rows."""

_VERSION = 3
_SCHEMA = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE article (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL, publisher TEXT, author TEXT, published_at TEXT, url TEXT, path TEXT,
    text TEXT NOT NULL, body INTEGER NOT NULL, markdown INTEGER NOT NULL,
    digest BLOB NOT NULL
);
CREATE TABLE passage (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    heading TEXT NOT NULL,
    sentences BLOB NOT NULL,
    embedding BLOB NOT NULL
);
CREATE INDEX passage_article ON passage (article);
CREATE INDEX passage_embedding ON passage (embedding);
CREATE TABLE embedding (
    hash BLOB PRIMARY KEY, vectors BLOB NOT NULL, tokens BLOB NOT NULL, bounds BLOB NOT NULL
);
CREATE TABLE projection (value BLOB NOT NULL);
CREATE TABLE line (
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    copies INTEGER NOT NULL,
    PRIMARY KEY (hash, article)
) WITHOUT ROWID;
CREATE INDEX line_article ON line (article);
"""
_LANGUAGES = """
ALTER TABLE article ADD COLUMN language TEXT;
CREATE INDEX article_language ON article (language);
"""
_STORIES = """
ALTER TABLE article ADD COLUMN story INTEGER;
ALTER TABLE article ADD COLUMN extent INTEGER NOT NULL DEFAULT 0;
CREATE INDEX article_story ON article (story);
CREATE TABLE shingle (
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    PRIMARY KEY (hash, article)
) WITHOUT ROWID;
CREATE INDEX shingle_article ON shingle (article);
"""
# What each version is made of the one before with; the first made is 2.
_STEPS = {0: _SCHEMA + _STORIES + _LANGUAGES, 2: _STORIES + _LANGUAGES}
_SOURCE = "id, title, publisher, author, published_at, url, path"
_MANY = 500  # values in one IN (...)


class LibraryError(QuotebotError):
    """A library file that is missing, damaged, of another version, or that another program is writing."""


@dataclass(frozen=True, slots=True)
class Embedding:
    """What is embedded of a passage: its vectors, those of its tokens, and which of these are of which sentence."""

    vectors: HalfVectors
    tokens: SmallVectors
    bounds: NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as the library holds it: `number` names it in every part of the index and is never used again."""

    number: int
    article: int
    passage: Passage
    vectors: HalfVectors


@dataclass(frozen=True, slots=True)
class Split:
    """An article with what it was split into, ready to be stored: for each passage the hash of its embedding.

    `lines` holds for each different line of the body its fingerprint and in how many articles it stood by then.
    """

    article: Article
    digest: bytes
    passages: tuple[tuple[Passage, bytes], ...]
    lines: dict[int, int]


class Telling(NamedTuple):
    """Which story an article tells, by a number, and how much of it, in sampled shingles."""

    story: int
    extent: int


class Library:
    """The SQLite file of an index. Use it as a context manager; writes last once `writing` has ended well."""

    def __init__(self, path: Path) -> None:
        """Opens the file, made new where there is none. Raises LibraryError where it is not a library."""
        self._path = path
        with self._named():
            self._connection = sqlite3.connect(_address(path), isolation_level=None, timeout=30, uri=True)
            if self._version() not in (*_STEPS, _VERSION):
                raise LibraryError(
                    f"{path} was made by another version of quotebot; move it away and run: quotebot sync"
                )
            # FULL: a commit reaches the disk before anything counts on it.
            self._connection.executescript(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
            )
            self._connection.execute("CREATE TEMP TABLE touched (hash INTEGER PRIMARY KEY)")
            if self._version() != _VERSION:
                self._upgrade()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All reads inside see one state of the library, whatever is written meanwhile."""
        self._run("BEGIN")
        try:
            yield
        finally:
            self._undo()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All writes inside last together, or not at all; inside of another, with those of that one."""
        if self.in_transaction():
            yield
            return
        self._run("BEGIN IMMEDIATE")
        try:
            yield
            self._run("COMMIT")
        except BaseException:
            self._undo()
            raise

    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._connection.in_transaction

    # Facts and sources

    def fact(self, name: str) -> str | None:
        """What is noted under a name, such as the generation or the encoder's fingerprint."""
        row = self._run("SELECT value FROM fact WHERE name = ?", name).fetchone()
        return None if row is None else str(row[0])

    def note(self, **facts: str) -> None:
        """Notes facts under their names."""
        self._many("INSERT OR REPLACE INTO fact VALUES (?, ?)", facts.items())

    def sources(self) -> list[Path]:
        """The files and folders that the index was told to read."""
        return [Path(path) for (path,) in self._rows("SELECT path FROM source ORDER BY path")]

    def add_sources(self, paths: Iterable[Path]) -> None:
        """Remembers files and folders to read."""
        self._many("INSERT OR IGNORE INTO source VALUES (?)", ((str(path),) for path in paths))

    def forget_source(self, path: Path) -> bool:
        """Forgets a file or folder; tells whether it was known."""
        return self._run("DELETE FROM source WHERE path = ?", str(path)).rowcount > 0

    # Articles

    def listing(self) -> list[tuple[Source, int]]:
        """Every article, by title, with its number of passages."""
        rows = self._rows(
            f"SELECT {_SOURCE}, (SELECT COUNT(*) FROM passage WHERE article = article.number) FROM article "
            "ORDER BY title, id"
        )
        return [(Source(*row[:-1]), row[-1]) for row in rows]

    def publishers(self, part: str, most: int) -> list[str]:
        """At most `most` publishers whose name holds this, in order."""
        rows = self._rows(
            "SELECT DISTINCT publisher FROM article WHERE publisher LIKE ? ESCAPE '\\' ORDER BY publisher LIMIT ?",
            f"%{_literal(part)}%",
            most,
        )
        return [name for (name,) in rows if name]

    def is_named(self, word: str) -> bool:
        """Whether the name of a publisher or author holds this word, whatever its accents."""
        rows = self._rows("SELECT DISTINCT publisher, author FROM article")
        return any(word in words(name) for row in rows for name in row if name)

    def sources_by_number(self, numbers: Iterable[int] | None = None) -> Iterator[tuple[int, Source]]:
        """The articles of these numbers (every one without numbers), each with its number."""
        columns = f"SELECT number, {_SOURCE} FROM article"
        rows = self._rows(columns) if numbers is None else self._in(columns + " WHERE number IN ({})", numbers)
        return ((row[0], Source(*row[1:])) for row in rows)

    def count(self) -> tuple[int, int]:
        """How many articles and passages there are."""
        articles, passages = self._run(
            "SELECT (SELECT COUNT(*) FROM article), (SELECT COUNT(*) FROM passage)"
        ).fetchone()
        return articles, passages

    def known(self) -> dict[tuple[str, bytes], str]:
        """For each article's path and digest its id."""
        return {(path, digest): key for path, digest, key in self._rows("SELECT path, digest, id FROM article")}

    def article(self, number: int) -> Article:
        """An article by its number."""
        columns = f"{_SOURCE}, text, body, markdown, COALESCE(language, 'en')"
        row = self._run(f"SELECT {columns} FROM article WHERE number = ?", number).fetchone()
        return Article(Source(*row[:7]), row[7], row[8], bool(row[9]), row[10])

    def languages(self) -> frozenset[str]:
        """The languages that articles are in; English where there are none."""
        rows = self._rows("SELECT DISTINCT COALESCE(language, 'en') FROM article")
        return frozenset(language for (language,) in rows) or frozenset({"en"})

    def languageless(self) -> list[tuple[int, bytes]]:
        """Articles (number, digest) that were stored before their language was noted."""
        return self._run("SELECT number, digest FROM article WHERE language IS NULL ORDER BY number").fetchall()

    def number_of(self, key: str) -> int | None:
        """An article's number by its id; None where there is none."""
        row = self._run("SELECT number FROM article WHERE id = ?", key).fetchone()
        return None if row is None else int(row[0])

    def passages_of(self, key: str) -> list[int]:
        """The numbers of the passages of an article, by its id."""
        article = self.number_of(key)
        return [number for (number,) in self._rows("SELECT number FROM passage WHERE article = ?", article)]

    def titled(self, part: str, most: int) -> list[Source]:
        """At most `most` articles whose title or id holds this, those first whose title begins with it."""
        pattern = _literal(part)
        rows = self._rows(
            f"SELECT {_SOURCE} FROM article WHERE title LIKE ?1 ESCAPE '\\' OR id LIKE ?1 ESCAPE '\\' "
            "ORDER BY title LIKE ?2 ESCAPE '\\' DESC, title, id LIMIT ?3",
            f"%{pattern}%",
            f"{pattern}%",
            most,
        )
        return [Source(*row) for row in rows]

    def put(self, split: Split) -> tuple[list[int], list[int]]:
        """Stores an article in place of the one that has its id; gives the numbers of passages gone and of new ones."""
        gone = self.remove(split.article.source.id)
        source, text = split.article.source, split.article.text
        fields = (
            source.id,
            source.title,
            source.publisher,
            source.author,
            source.published_at,
            source.url,
            source.path,
        )
        number = self._run(
            f"INSERT INTO article ({_SOURCE}, text, body, markdown, language, digest) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *fields,
            text,
            split.article.body,
            split.article.markdown,
            split.article.language,
            split.digest,
        ).lastrowid
        new = [
            self._run(
                "INSERT INTO passage (article, heading, sentences, embedding) VALUES (?, ?, ?, ?)",
                number,
                passage.heading,
                np.array(passage.sentences, np.int32).tobytes(),
                embedding,
            ).lastrowid
            for passage, embedding in split.passages
        ]
        self._many(
            "INSERT INTO line VALUES (?, ?, ?)", ((line, number, copies) for line, copies in split.lines.items())
        )
        self._run("INSERT OR IGNORE INTO touched SELECT hash FROM line WHERE article = ?", number)
        return gone, [int(row) for row in new if row is not None]

    def remove(self, key: str) -> list[int]:
        """Removes an article by its id, if it is there; gives the numbers of its passages."""
        article = self.number_of(key)
        if article is None:
            return []
        gone = [number for (number,) in self._rows("SELECT number FROM passage WHERE article = ?", article)]
        self._run("INSERT OR IGNORE INTO touched SELECT hash FROM line WHERE article = ?", article)
        # The others may have been one story by this article alone.
        self._run("UPDATE article SET story = NULL WHERE story = (SELECT story FROM article WHERE number = ?)", article)
        self._run("DELETE FROM article WHERE number = ?", article)
        return gone

    def problems(self) -> list[str]:
        """What SQLite finds wrong with the file; nothing where it is whole."""
        return [str(row[0]) for row in self._rows("PRAGMA quick_check") if row[0] != "ok"]

    # Lines that stand in several articles

    def copies(self, lines: Iterable[int], apart_from: str) -> dict[int, int]:
        """In how many articles other than one (its id) each of these lines stands; lines in none are left out."""
        number = self.number_of(apart_from)
        other = f"article <> {-1 if number is None else number}"
        counts = f"SELECT hash, COUNT(*) FROM line WHERE {other} AND hash IN ({{}}) GROUP BY hash"
        return dict(self._in(counts, lines))

    def spread_anew(self, thresholds: Sequence[int]) -> list[tuple[int, bytes]]:
        """Articles (number, digest) split when a line of theirs stood in fewer or more articles than it does now.

        Only crossing one of the thresholds counts, and only by what was put or removed since the library was opened.
        """
        crossed = " OR ".join(f"(now >= {int(least)}) <> (line.copies >= {int(least)})" for least in thresholds)
        return self._run(
            "SELECT DISTINCT article.number, article.digest FROM line JOIN article ON article.number = line.article "
            "JOIN (SELECT hash, COUNT(*) AS now FROM line WHERE hash IN touched GROUP BY hash) AS spread USING (hash) "
            f"WHERE {crossed} ORDER BY article.number"
        ).fetchall()

    # Stories

    def storyless(self) -> list[int]:
        """The numbers of the articles of which it is not settled what story they tell."""
        return [number for (number,) in self._rows("SELECT number FROM article WHERE story IS NULL ORDER BY number")]

    def sentences(self, number: int) -> list[str]:
        """The sentences of an article that may be quoted, in order."""
        text = self.article(number).text
        rows = self._rows("SELECT sentences FROM passage WHERE article = ? ORDER BY number", number)
        return [text[span.start : span.end] for (sentences,) in rows for span in _spans(sentences)]

    def put_shingles(self, number: int, shingles: Collection[int]) -> None:
        """Stores the sample of an article's shingles."""
        self._many("INSERT OR IGNORE INTO shingle VALUES (?, ?)", ((shingle, number) for shingle in shingles))
        self._run("UPDATE article SET extent = ? WHERE number = ?", len(shingles), number)

    def sharing(self, number: int) -> dict[int, int]:
        """The articles that share shingles with one, by their numbers, each with how many."""
        rows = self._rows(
            "SELECT other.article, COUNT(*) FROM shingle AS own JOIN shingle AS other USING (hash) "
            "WHERE own.article = ?1 AND other.article <> ?1 GROUP BY other.article",
            number,
        )
        return dict(rows)

    def tell_together(self, number: int, near: Iterable[int]) -> None:
        """Makes one story of an article, of those near to it, and of the stories that these tell already."""
        told = self._in("SELECT story FROM article WHERE number IN ({}) AND story IS NOT NULL", near)
        old = {story for (story,) in told}
        story = min([number, *old])
        self._run("UPDATE article SET story = ? WHERE number = ?", story, number)
        self._many("UPDATE article SET story = ? WHERE story = ?", ((story, other) for other in old))

    def stories(self, numbers: Iterable[int]) -> dict[int, Telling]:
        """What articles tell, by their numbers."""
        statement = "SELECT number, COALESCE(story, number), extent FROM article WHERE number IN ({})"
        return {number: Telling(story, extent) for number, story, extent in self._in(statement, numbers)}

    # Embeddings

    def embedded(self, hashes: Iterable[bytes]) -> set[bytes]:
        """Which of these embeddings are there."""
        return {row[0] for row in self._in("SELECT hash FROM embedding WHERE hash IN ({})", hashes)}

    def put_embeddings(self, embeddings: Iterable[tuple[bytes, Embedding]]) -> None:
        """Stores embeddings by the hash of what was embedded."""
        rows = ((key, one.vectors.tobytes(), one.tokens.tobytes(), one.bounds.tobytes()) for key, one in embeddings)
        self._many("INSERT OR REPLACE INTO embedding VALUES (?, ?, ?, ?)", rows)

    def tokens(self, numbers: Iterable[int], kept: int) -> dict[int, tuple[SmallVectors, NDArray[np.int16]]]:
        """For passages by their numbers the vectors of their tokens, and the bounds of each sentence among these.

        `kept` is the number of dimensions that they have.
        """
        joined = "SELECT p.number, e.tokens, e.bounds FROM passage AS p JOIN embedding AS e ON e.hash = p.embedding "
        return {
            number: (np.frombuffer(tokens, np.int8).reshape(-1, kept), np.frombuffer(bounds, np.int16).reshape(-1, 2))
            for number, tokens, bounds in self._in(joined + "WHERE p.number IN ({})", numbers)
        }

    def projection(self) -> bytes | None:
        """How the vectors of tokens are made small in this library, once that is settled."""
        row = self._run("SELECT value FROM projection").fetchone()
        return None if row is None else bytes(row[0])

    def put_projection(self, value: bytes) -> None:
        """Settles how the vectors of tokens are made small."""
        self._run("INSERT INTO projection VALUES (?)", value)

    def prune_embeddings(self) -> None:
        """Drops the embeddings that no passage uses."""
        self._run("DELETE FROM embedding WHERE hash NOT IN (SELECT embedding FROM passage)")

    def clear(self) -> None:
        """Drops all articles and embeddings, so that everything is read and embedded again."""
        for table in ("article", "embedding", "projection"):
            self._run(f"DELETE FROM {table}")

    # Passages

    def passages(self, numbers: Iterable[int] | None = None) -> Iterator[StoredPassage]:
        """The passages of these numbers that exist (all of them without numbers), in the order of their numbers."""
        columns = "SELECT p.number, p.article, p.heading, p.sentences, e.vectors FROM passage AS p "
        joined = columns + "JOIN embedding AS e ON e.hash = p.embedding "
        if numbers is None:
            yield from map(_stored, self._rows(joined + "ORDER BY p.number"))
        else:
            yield from map(_stored, self._in(joined + "WHERE p.number IN ({}) ORDER BY p.number", sorted(numbers)))

    def with_articles(self, numbers: Iterable[int] | None = None) -> Iterator[tuple[Article, StoredPassage]]:
        """As `passages`, each with its article."""
        for number, passages in groupby(self.passages(numbers), key=lambda stored: stored.article):
            article = self.article(number)
            yield from ((article, stored) for stored in passages)

    # SQLite

    def _version(self) -> int:
        return int(self._run("PRAGMA user_version").fetchone()[0])

    def _upgrade(self) -> None:
        """Makes a new file a library, or one of the version before one of this, with all that it holds."""
        with self.writing():
            # Another process may have been faster.
            for statement in _STEPS.get(self._version(), "").split(";"):
                self._run(statement)
            self._run(f"PRAGMA user_version = {_VERSION}")

    def _undo(self) -> None:
        if self.in_transaction():  # some errors end it by themselves
            self._run("ROLLBACK")

    def _run(self, statement: str, *values: Any) -> sqlite3.Cursor:
        with self._named():
            return self._connection.execute(statement, values)

    def _rows(self, statement: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        with self._named():
            # Not from the cursor itself, which fails where it is left unread until the library is closed.
            yield from iter(self._connection.execute(statement, values).fetchone, None)

    def _many(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        with self._named():
            self._connection.executemany(statement, rows)

    def _in(self, statement: str, values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
        """Runs a statement for values of any number, which go where its braces are."""
        values = list(values)
        for start in range(0, len(values), _MANY):
            part = values[start : start + _MANY]
            yield from self._rows(statement.format(", ".join("?" * len(part))), *part)

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Says of an error of SQLite's which file it is about and what to do."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise LibraryError(f"{self._path} cannot be used: {error}; {disk.help_with(error)}") from error
        except sqlite3.DatabaseError as error:
            raise LibraryError(f"{self._path} is damaged: {error}; move it away and run: quotebot sync") from error


def _address(path: Path) -> str:
    """Where SQLite opens a file; as one that nobody changes where it can put no lock beside it, and nobody else has."""
    is_fixed = path.exists() and disk.is_read_only(path.parent) and not path.with_name(path.name + "-wal").exists()
    return path.absolute().as_uri() + ("?immutable=1" if is_fixed else "")


def _literal(part: str) -> str:
    """A pattern for LIKE that stands for nothing but these characters."""
    return re.sub(r"([%_\\])", r"\\\1", part)


def _stored(row: tuple[Any, ...]) -> StoredPassage:
    number, article, heading, sentences, vectors = row
    spans = _spans(sentences)
    matrix = np.frombuffer(vectors, np.float16).reshape(len(spans) + 1, -1)
    return StoredPassage(number, article, Passage(Span(spans[0].start, spans[-1].end), spans, heading), matrix)


def _spans(sentences: bytes) -> tuple[Span, ...]:
    return tuple(Span(int(start), int(end)) for start, end in np.frombuffer(sentences, np.int32).reshape(-1, 2))
