"""SQLite, the truth: articles, their passages, and what was embedded of them. One writer, any number of readers."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.models.token_vectors import SmallVectors
from index.records import Article, Passage, Source, Span
from index.storage.database import Database, DatabaseError, checksum

HalfVectors = NDArray[np.float16]
"""A passage's vector and below it those of its sentences: float16, shape (1 + sentences, dimension), unit rows."""

_VERSION = 6
_SHINGLES = """
CREATE TABLE shingle (
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    PRIMARY KEY (hash, article)
) WITHOUT ROWID;
CREATE INDEX shingle_article ON shingle (article);
"""
# By which what is known of all articles is read without their texts between.
_KNOWN = "CREATE INDEX article_known ON article (path, digest, id);"
_LATER = """
CREATE TABLE embedding (
    hash BLOB PRIMARY KEY,
    vectors_checksum BLOB NOT NULL, tokens_checksum BLOB NOT NULL, bounds BLOB NOT NULL,
    vectors BLOB NOT NULL, tokens BLOB NOT NULL
);
CREATE TABLE loose (hash BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE file (path TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
"""
_SCHEMA = f"""
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL, checksum BLOB) WITHOUT ROWID;
CREATE TABLE source (path TEXT PRIMARY KEY, checksum BLOB) WITHOUT ROWID;
CREATE TABLE article (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL, publisher TEXT, author TEXT, published_at TEXT, url TEXT, path TEXT,
    story INTEGER, extent INTEGER NOT NULL DEFAULT 0, language TEXT,
    source_checksum BLOB, text_checksum BLOB, story_checksum BLOB,
    body INTEGER NOT NULL, markdown INTEGER NOT NULL, digest BLOB NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX article_language ON article (language);
CREATE INDEX article_story ON article (story);
CREATE TABLE passage (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    heading TEXT NOT NULL,
    sentences BLOB NOT NULL,
    embedding BLOB NOT NULL,
    checksum BLOB
);
CREATE INDEX passage_article ON passage (article);
CREATE INDEX passage_embedding ON passage (embedding);
CREATE TABLE projection (value BLOB NOT NULL, checksum BLOB);
CREATE TABLE line (
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    copies INTEGER NOT NULL,
    PRIMARY KEY (hash, article)
) WITHOUT ROWID;
CREATE INDEX line_article ON line (article);
{_SHINGLES}
{_LATER}
{_KNOWN}
"""
_LANGUAGES = """
ALTER TABLE article ADD COLUMN language TEXT;
CREATE INDEX article_language ON article (language);
"""
_STORIES = f"""
ALTER TABLE article ADD COLUMN story INTEGER;
ALTER TABLE article ADD COLUMN extent INTEGER NOT NULL DEFAULT 0;
CREATE INDEX article_story ON article (story);
{_SHINGLES}
"""
_SOURCE = "id, title, publisher, author, published_at, url, path"
_TEXT = "text, body, markdown, language, digest"
# What each checksum is of. All of it is checked whenever it is read for an answer, and by `unsound`.
_SEALS = {
    ("fact", "checksum"): "name, value",
    ("source", "checksum"): "path",
    ("projection", "checksum"): "value",
    ("article", "source_checksum"): f"number, {_SOURCE}",
    ("article", "text_checksum"): f"number, {_TEXT}",
    ("article", "story_checksum"): "number, story, extent",
    ("passage", "checksum"): "number, article, heading, sentences, embedding",
    ("embedding", "vectors_checksum"): "hash, vectors",
    ("embedding", "tokens_checksum"): "hash, tokens, bounds",
}
_CHECKSUM_COLUMNS = "".join(
    f"ALTER TABLE {table} ADD COLUMN {column} BLOB;" for table, column in _SEALS if table != "embedding"
)
# Vectors are read without what stands behind them, so what is read with them stands before.
_NEW_CHECKSUMS = "".join(
    (
        "ALTER TABLE embedding RENAME TO former;",
        _LATER,
        "INSERT INTO embedding "
        "SELECT hash, checksum(hash, vectors), checksum(hash, tokens, bounds), bounds, vectors, tokens FROM former;",
        "DROP TABLE former;",
        "INSERT INTO loose SELECT hash FROM embedding;",
        *(
            f"UPDATE {table} SET {column} = checksum({sealed});"
            for (table, column), sealed in _SEALS.items()
            if table != "embedding"
        ),
    )
)
# What each version is made of the one before with; the first made is 2.
_STEPS = {
    0: _SCHEMA,
    2: _STORIES + _LANGUAGES + _CHECKSUM_COLUMNS + _NEW_CHECKSUMS + _KNOWN,
    3: _CHECKSUM_COLUMNS + _NEW_CHECKSUMS + _KNOWN,
    4: _NEW_CHECKSUMS + _KNOWN,
    5: _KNOWN,
}


@dataclass(frozen=True, slots=True)
class Embedding:
    """What is embedded of a passage: its vectors, those of its tokens, and which of these are of which sentence."""

    vectors: HalfVectors
    tokens: SmallVectors
    bounds: NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as the library holds it: `number` names it in every part of the index and is never used again.

    `sentences` are where these stand in the article's text, in characters: shape (sentences, 2).
    """

    number: int
    article: int
    heading: str
    sentences: NDArray[np.int32]
    embedding: bytes
    vectors: HalfVectors

    @property
    def passage(self) -> Passage:
        """Where it stands in its article."""
        spans = tuple(map(Span._make, self.sentences.tolist()))
        return Passage(Span(spans[0].start, spans[-1].end), spans, self.heading)


@dataclass(frozen=True, slots=True)
class SplitArticle:
    """An article with what it was split into, ready to be stored: for each passage the hash of its embedding.

    `lines` holds for each different line of the body its fingerprint and in how many articles it stood by then.
    """

    article: Article
    digest: bytes
    passages: tuple[tuple[Passage, bytes], ...]
    lines: dict[int, int]


class ArticleStory(NamedTuple):
    """Which story an article tells, by a number, and how much of it, in sampled shingles."""

    number: int
    extent: int


class Library(Database):
    """The SQLite file of an index. What is read of it for an answer is what was written, or DatabaseError is raised."""

    def __init__(self, path: Path) -> None:
        """Opens the file, made new where there is none. Raises DatabaseError where it is not a library."""
        super().__init__(path)
        try:
            if self._version() not in (*_STEPS, _VERSION):
                raise DatabaseError(
                    f"{path} was made by another version of quotebot; move it away and run: quotebot sync"
                )
            # FULL: a commit reaches the disk before anything counts on it.
            for statement in (
                "journal_mode = WAL",
                "synchronous = FULL",
                "foreign_keys = ON",
                "cell_size_check = ON",
            ):
                self._run(f"PRAGMA {statement}")
            self._run("CREATE TEMP TABLE touched (hash INTEGER PRIMARY KEY)")
            if self._version() != _VERSION:
                self._upgrade()
        except BaseException:
            self.close()
            raise

    # Facts and sources

    def fact(self, name: str) -> str | None:
        """What is noted under a name, such as the generation or the encoder's fingerprint."""
        for value, seal in self._rows("SELECT value, checksum FROM fact WHERE name = ?", name):
            self._check(f"the {name}", seal, name, value)
            return str(value)
        return None

    def note(self, **facts: str) -> None:
        """Notes facts under their names."""
        for name, value in facts.items():
            self._run("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", name, value)
            self._seal("fact", ("checksum",), "name = ?", name)

    def sources(self) -> list[Path]:
        """The files and folders that the index was told to read."""
        rows = self._rows("SELECT path, checksum FROM source ORDER BY path")
        found = list[Path]()
        for path, seal in rows:
            self._check(f"the source {path}", seal, path)
            found.append(Path(path))
        return found

    def add_sources(self, paths: Iterable[Path]) -> None:
        """Remembers files and folders to read."""
        for path in map(str, paths):
            self._run("INSERT OR IGNORE INTO source (path) VALUES (?)", path)
            self._seal("source", ("checksum",), "path = ?", path)

    def forget_source(self, path: Path) -> bool:
        """Forgets a file or folder; tells whether it was known."""
        return self._run("DELETE FROM source WHERE path = ?", str(path)).rowcount > 0

    def files(self) -> dict[str, str]:
        """The files all of whose articles are here, by their paths, with their stamps."""
        return dict(self._rows("SELECT path, stamp FROM file"))

    def note_files(self, stamps: dict[str, str]) -> None:
        """Notes of which files all articles are here, those of no others."""
        before = self.files()
        if before == stamps:
            return
        with self.writing():
            self._many("DELETE FROM file WHERE path = ?", ((path,) for path in before.keys() - stamps.keys()))
            self._many("INSERT OR REPLACE INTO file VALUES (?, ?)", (stamps.items() - before.items()))

    # Articles

    def listing(self) -> list[tuple[Source, int]]:
        """Every article, by title, with its number of passages."""
        passages = "SELECT COUNT(*) FROM passage WHERE article = article.number"
        rows = self._rows(f"SELECT ({passages}), source_checksum, number, {_SOURCE} FROM article ORDER BY title, id")
        return [(self._source(*row), count) for count, *row in rows]

    def publishers(self, part: str, limit: int) -> list[str]:
        """At most `limit` publishers whose name holds this, in order."""
        rows = self._rows(
            "SELECT DISTINCT publisher FROM article WHERE publisher LIKE ? ESCAPE '\\' ORDER BY publisher LIMIT ?",
            f"%{_literal(part)}%",
            limit,
        )
        return [name for (name,) in rows if name]

    def sources_by_number(self) -> Iterator[tuple[int, Source]]:
        """Every article with its number, unchecked."""
        return ((row[0], Source(*row[1:])) for row in self._rows(f"SELECT number, {_SOURCE} FROM article"))

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
        return self.articles([number])[number]

    def articles(self, numbers: Iterable[int]) -> dict[int, Article]:
        """Articles by their numbers."""
        found, wanted = dict[int, Article](), set(numbers)
        columns = f"source_checksum, number, {_SOURCE}, text_checksum, {_TEXT}"
        for row in self._in(f"SELECT {columns} FROM article WHERE number IN ({{}})", wanted):
            source, (seal, *fields) = self._source(*row[:9]), row[9:]
            self._check(f"the text of the article {source.id!r}", seal, row[1], *fields)
            text, body, markdown, language, _ = fields
            found[row[1]] = Article(source, text, body, bool(markdown), language or "en")
        self._check_all("articles", wanted, found)
        return found

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
        return [] if article is None else self._passages_of(article)

    def titled(self, part: str, limit: int) -> list[Source]:
        """At most `limit` articles whose title or id holds this, those first whose title begins with it."""
        pattern = _literal(part)
        rows = self._rows(
            f"SELECT source_checksum, number, {_SOURCE} FROM article "
            "WHERE title LIKE ?1 ESCAPE '\\' OR id LIKE ?1 ESCAPE '\\' "
            "ORDER BY title LIKE ?2 ESCAPE '\\' DESC, title, id LIMIT ?3",
            f"%{pattern}%",
            f"{pattern}%",
            limit,
        )
        return [self._source(*row) for row in rows]

    def put(self, split: SplitArticle) -> tuple[list[int], list[int]]:
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
        self._seal("article", ("source_checksum", "text_checksum", "story_checksum"), "number = ?", number)
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
        self._seal("passage", ("checksum",), "article = ?", number)
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
        gone = self._passages_of(article)
        self._run("INSERT OR IGNORE INTO touched SELECT hash FROM line WHERE article = ?", article)
        self._run("INSERT OR IGNORE INTO loose SELECT embedding FROM passage WHERE article = ?", article)
        # The others may have been one story by this article alone.
        self._run("UPDATE article SET story = NULL WHERE story = (SELECT story FROM article WHERE number = ?)", article)
        self._seal("article", ("story_checksum",), "story IS NULL")
        self._run("DELETE FROM article WHERE number = ?", article)
        return gone

    def unsound(self) -> Iterator[str]:
        """The rows of which something is not what was stored, all of them read."""
        for (table, column), sealed in _SEALS.items():
            name = sealed.split(",")[0]
            rows = self._rows(f"SELECT {name} FROM {table} WHERE {column} IS NOT checksum({sealed})")
            for (value,) in rows:
                yield f"{table} {value.hex() if isinstance(value, bytes) else value}"
        for table, *_ in self._rows("PRAGMA foreign_key_check"):
            yield f"a row of {table} belongs to no article"
        for (number,) in self._rows("SELECT number FROM passage WHERE embedding NOT IN (SELECT hash FROM embedding)"):
            yield f"passage {number} has no embedding"

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
        spans = [span for passage in self.passages(self._passages_of(number)) for span in passage.passage.sentences]
        return [text[span.start : span.end] for span in spans]

    def put_shingles(self, number: int, shingles: Collection[int]) -> None:
        """Stores the sample of an article's shingles."""
        # In the order of the table, in which neighbours stand on one page.
        self._many("INSERT OR IGNORE INTO shingle VALUES (?, ?)", ((shingle, number) for shingle in sorted(shingles)))
        self._run("UPDATE article SET extent = ? WHERE number = ?", len(shingles), number)
        self._seal("article", ("story_checksum",), "number = ?", number)

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
        self._seal("article", ("story_checksum",), "story = ?", story)

    def stories(self, numbers: Iterable[int]) -> dict[int, ArticleStory]:
        """What articles tell, by their numbers."""
        return {number: story for number, (_, story) in self.sources_and_stories(numbers).items()}

    def sources_and_stories(self, numbers: Iterable[int]) -> dict[int, tuple[Source, ArticleStory]]:
        """What is said of articles and what they tell, by their numbers."""
        told, wanted = dict[int, tuple[Source, ArticleStory]](), set(numbers)
        columns = f"story, extent, story_checksum, source_checksum, number, {_SOURCE}"
        for story, extent, seal, *said in self._in(f"SELECT {columns} FROM article WHERE number IN ({{}})", wanted):
            number = said[1]
            self._check(f"the story of article number {number}", seal, number, story, extent)
            told[number] = self._source(*said), ArticleStory(number if story is None else story, extent)
        self._check_all("articles", wanted, told)
        return told

    # Embeddings

    def embedded(self, hashes: Iterable[bytes]) -> set[bytes]:
        """Which of these embeddings are there."""
        return {row[0] for row in self._in("SELECT hash FROM embedding WHERE hash IN ({})", hashes)}

    def put_embeddings(self, embeddings: Iterable[tuple[bytes, Embedding]]) -> None:
        """Stores embeddings by the hash of what was embedded."""
        for key, one in embeddings:
            vectors, tokens, bounds = one.vectors.tobytes(), one.tokens.tobytes(), one.bounds.tobytes()
            seals = checksum(key, vectors), checksum(key, tokens, bounds)
            row = key, *seals, bounds, vectors, tokens
            self._run("INSERT OR REPLACE INTO embedding VALUES (?, ?, ?, ?, ?, ?)", *row)
            self._run("INSERT OR IGNORE INTO loose VALUES (?)", key)

    def tokens(self, numbers: Iterable[int], kept: int) -> dict[int, tuple[SmallVectors, NDArray[np.int16]]]:
        """For passages by their numbers the vectors of their tokens, and the bounds of each sentence among these.

        `kept` is the number of dimensions that they have.
        """
        columns = "SELECT p.number, e.tokens_checksum, e.hash, e.tokens, e.bounds FROM passage AS p "
        joined = columns + "JOIN embedding AS e ON e.hash = p.embedding WHERE p.number IN ({})"
        found, wanted = dict[int, tuple[SmallVectors, NDArray[np.int16]]](), set(numbers)
        for number, seal, key, tokens, bounds in self._in(joined, wanted):
            self._check(f"the embedding of passage {number}", seal, key, tokens, bounds)
            rows = np.frombuffer(tokens, np.int8).reshape(-1, kept)
            found[number] = rows, np.frombuffer(bounds, np.int16).reshape(-1, 2)
        self._check_all("passages", wanted, found)
        return found

    def projection(self) -> bytes | None:
        """How the vectors of tokens are made small in this library, once that is settled."""
        for value, seal in self._rows("SELECT value, checksum FROM projection"):
            self._check("the projection", seal, value)
            return bytes(value)
        return None

    def put_projection(self, value: bytes) -> None:
        """Settles how the vectors of tokens are made small."""
        self._run("INSERT INTO projection (value) VALUES (?)", value)
        self._seal("projection", ("checksum",), "TRUE")

    def prune_embeddings(self) -> None:
        """Drops the embeddings that no passage uses: those put for one or left by one that is gone by now."""
        with self.writing():
            used = "SELECT 1 FROM passage WHERE embedding = embedding.hash"
            self._run(f"DELETE FROM embedding WHERE hash IN loose AND NOT EXISTS ({used})")
            self._run("DELETE FROM loose")

    def clear(self) -> None:
        """Drops all articles and embeddings, so that everything is read and embedded again."""
        for table in ("article", "embedding", "projection", "loose", "file"):
            self._run(f"DELETE FROM {table}")

    # Passages

    def passages(self, numbers: Iterable[int] | None = None) -> Iterator[StoredPassage]:
        """The passages of these numbers that exist (all of them without numbers), in the order of their numbers."""
        columns = "p.checksum, p.number, p.article, p.heading, p.sentences, p.embedding, e.vectors_checksum, e.vectors"
        joined = f"SELECT {columns} FROM passage AS p JOIN embedding AS e ON e.hash = p.embedding "
        if numbers is None:
            yield from map(self._passage, self._rows(joined + "ORDER BY p.number"))
        else:
            rows = self._in(joined + "WHERE p.number IN ({}) ORDER BY p.number", sorted(numbers))
            yield from map(self._passage, rows)

    def numbers(self) -> list[int]:
        """The numbers of all passages, in order."""
        return [number for (number,) in self._rows("SELECT number FROM passage ORDER BY number")]

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

    def _seal(self, table: str, columns: Iterable[str], where: str, *values: Any) -> None:
        """Makes checksums anew, after what they are of was written."""
        anew = ", ".join(f"{column} = checksum({_SEALS[table, column]})" for column in columns)
        self._run(f"UPDATE {table} SET {anew} WHERE {where}", *values)

    def _passages_of(self, article: int) -> list[int]:
        rows = self._rows("SELECT number FROM passage WHERE article = ? ORDER BY number", article)
        return [number for (number,) in rows]

    def _source(self, seal: bytes, number: int, *fields: Any) -> Source:
        self._check(f"what is said of the article {fields[0]!r}", seal, number, *fields)
        return Source(*fields)

    def _passage(self, row: tuple[Any, ...]) -> StoredPassage:
        seal, number, article, heading, sentences, embedding, vectors_seal, vectors = row
        self._check(f"passage {number}", seal, number, article, heading, sentences, embedding)
        self._check(f"the embedding of passage {number}", vectors_seal, embedding, vectors)
        places = np.frombuffer(sentences, np.int32).reshape(-1, 2)
        matrix = np.frombuffer(vectors, np.float16).reshape(len(places) + 1, -1)
        return StoredPassage(number, article, heading, places, embedding, matrix)

    def _check_all(self, what: str, wanted: set[int], found: Collection[int]) -> None:
        """Raises DatabaseError unless rows that others refer to were all found."""
        if missing := wanted.difference(found):
            raise self._damaged(f"it has lost {what} {', '.join(map(str, sorted(missing)))}")

    def _check(self, what: str, seal: bytes, *values: Any) -> None:
        """Raises DatabaseError unless a checksum is that of these values."""
        if checksum(*values) != seal:
            raise self._damaged(f"{what} is not what was stored")


def _literal(part: str) -> str:
    """A pattern for LIKE that stands for nothing but these characters."""
    return re.sub(r"([%_\\])", r"\\\1", part)
