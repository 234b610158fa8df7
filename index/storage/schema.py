"""The tables of a library, how an older version's become those of this, and the checksums of their rows."""

from collections.abc import Iterable, Iterator
from typing import Any

from index.storage.database import Database, checksum

VERSION = 10
# By hash alone, and so at half the size: which are an article's is told by its text. So an article that is gone leaves
# its shingles, and its number in `departed`.
_SHINGLES = """
CREATE TABLE shingle (
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (hash, article)
) WITHOUT ROWID;
CREATE TABLE departed (article INTEGER PRIMARY KEY);
"""
# Hashes had 64 bits, of which these are the upper 24.
_SMALL_SHINGLES = f"""
DROP INDEX shingle_article;
ALTER TABLE shingle RENAME TO former_shingle;
{_SHINGLES}
INSERT OR IGNORE INTO shingle SELECT hash >> 40, article FROM former_shingle ORDER BY hash, article;
DROP TABLE former_shingle;
"""
# By which what is known of all articles is read without their texts between.
_KNOWN = "CREATE INDEX article_known ON article (path, digest, id, given_id, expires_at, warnings);"
# Embeddings as versions 6 and 7 made them stand here until a sync has made them small: see former.py.
_FORMER = """
CREATE TABLE former (
    hash BLOB PRIMARY KEY,
    vectors_checksum BLOB NOT NULL, tokens_checksum BLOB NOT NULL, bounds BLOB NOT NULL,
    vectors BLOB NOT NULL, tokens BLOB NOT NULL
);
"""
_PROJECTION = "CREATE TABLE projection (value BLOB NOT NULL, checksum BLOB);"
_EMBEDDINGS = """
CREATE TABLE embedding (hash BLOB PRIMARY KEY, checksum BLOB NOT NULL, data BLOB NOT NULL);
CREATE TABLE codec (value BLOB NOT NULL, checksum BLOB);
"""
_LATER = """
CREATE TABLE loose (hash BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE file (path TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
"""
# Former texts of articles, by whose ids they are found: a commit that leaves one without its article fails.
_EDITIONS = """
CREATE TABLE edition (
    number INTEGER PRIMARY KEY,
    article TEXT NOT NULL REFERENCES article (id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    replaced_at TEXT NOT NULL,
    title TEXT NOT NULL, publisher TEXT, author TEXT, published_at TEXT, url TEXT, path TEXT, published_words TEXT,
    body INTEGER NOT NULL, reading BLOB, language TEXT,
    checksum BLOB,
    text TEXT NOT NULL
);
CREATE INDEX edition_article ON edition (article);
"""
_SCHEMA = f"""
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL, checksum BLOB) WITHOUT ROWID;
CREATE TABLE source (path TEXT PRIMARY KEY, checksum BLOB) WITHOUT ROWID;
CREATE TABLE article (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL, publisher TEXT, author TEXT, published_at TEXT, url TEXT, path TEXT,
    published_words TEXT, given_id TEXT, expires_at TEXT, warnings TEXT,
    story INTEGER, extent INTEGER NOT NULL DEFAULT 0, language TEXT,
    source_checksum BLOB, text_checksum BLOB, story_checksum BLOB,
    body INTEGER NOT NULL, reading BLOB, digest BLOB NOT NULL,
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
CREATE TABLE line (
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    copies INTEGER NOT NULL,
    PRIMARY KEY (hash, article)
) WITHOUT ROWID;
CREATE INDEX line_article ON line (article);
{_SHINGLES}
{_FORMER}
{_PROJECTION}
{_EMBEDDINGS}
{_LATER}
{_KNOWN}
{_EDITIONS}
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
SOURCE = "id, title, publisher, author, published_at, url, path, published_words"
TEXT = "text, body, reading, language, given_id, expires_at, warnings, digest"
EDITION = "title, publisher, author, published_at, url, path, published_words, text, body, reading, language"
# What each checksum is of. All of it is verified whenever it is read for an answer, and by `damaged_rows`.
CHECKSUMS = {
    ("fact", "checksum"): "name, value",
    ("source", "checksum"): "path",
    ("projection", "checksum"): "value",
    ("codec", "checksum"): "value",
    ("article", "source_checksum"): f"number, {SOURCE}",
    ("article", "text_checksum"): f"number, {TEXT}",
    ("article", "story_checksum"): "number, story, extent",
    ("passage", "checksum"): "number, article, heading, sentences, embedding",
    ("embedding", "checksum"): "hash, data",
    ("former", "vectors_checksum"): "hash, vectors",
    ("former", "tokens_checksum"): "hash, tokens, bounds",
    ("edition", "checksum"): f"number, replaced_at, {EDITION}",  # its article's id may change; it is checked as a key
}
_NEW_TABLES = ("embedding", "former", "codec", "edition")
_CHECKSUM_COLUMNS = "".join(
    f"ALTER TABLE {table} ADD COLUMN {column} BLOB;" for table, column in CHECKSUMS if table not in _NEW_TABLES
)
_NEW_CHECKSUMS = "".join(
    (
        _FORMER,
        "INSERT INTO former "
        "SELECT hash, checksum(hash, vectors), checksum(hash, tokens, bounds), bounds, vectors, tokens FROM embedding;",
        "DROP TABLE embedding;",
        _LATER,
        "INSERT INTO loose SELECT hash FROM former;",
        *(
            f"UPDATE {table} SET {column} = checksum({columns});"
            for (table, column), columns in CHECKSUMS.items()
            if table not in _NEW_TABLES
        ),
        _EMBEDDINGS,
    )
)
# Instant, however many there are.
_SMALL_EMBEDDINGS = "ALTER TABLE embedding RENAME TO former;" + _EMBEDDINGS
_READINGS = """
ALTER TABLE article ADD COLUMN reading BLOB;
ALTER TABLE article DROP COLUMN markdown;
"""
_STANDING = """
ALTER TABLE article ADD COLUMN published_words TEXT;
ALTER TABLE article ADD COLUMN given_id TEXT;
ALTER TABLE article ADD COLUMN expires_at TEXT;
ALTER TABLE article ADD COLUMN warnings TEXT;
"""
_ARTICLE_CHECKSUMS = f"""
UPDATE article SET source_checksum = checksum(number, {SOURCE}), text_checksum = checksum(number, {TEXT});
"""
_ANOTHER_KNOWN = "DROP INDEX article_known;" + _KNOWN
# What each version is made of the one before with; the first made is 2, the first in PostgreSQL 10.
STEPS = {
    0: _SCHEMA,
    2: _READINGS + _STANDING + _STORIES + _LANGUAGES + _CHECKSUM_COLUMNS + _NEW_CHECKSUMS + _KNOWN + _EDITIONS,
    3: _READINGS + _STANDING + _CHECKSUM_COLUMNS + _NEW_CHECKSUMS + _KNOWN + _SMALL_SHINGLES + _EDITIONS,
    4: _READINGS + _STANDING + _NEW_CHECKSUMS + _KNOWN + _SMALL_SHINGLES + _EDITIONS,
    5: _READINGS + _STANDING + _ARTICLE_CHECKSUMS + _KNOWN + _SMALL_SHINGLES + _SMALL_EMBEDDINGS + _EDITIONS,
    6: _READINGS + _STANDING + _ARTICLE_CHECKSUMS + _ANOTHER_KNOWN + _SMALL_SHINGLES + _SMALL_EMBEDDINGS + _EDITIONS,
    7: _SMALL_SHINGLES + _SMALL_EMBEDDINGS + _EDITIONS,
    8: _EDITIONS,  # and what is stored of readings, which earlier versions do not understand
    9: _EDITIONS,
}


def upgrade(database: Database) -> None:
    """Makes an empty database a library, or one of an older version one of this, with all that it holds."""
    with database.writing():
        # Another process may have been faster.
        for statement in filter(str.strip, STEPS.get(database.version(), "").split(";")):
            database.define(statement)
        database.set_version(VERSION)


def update_checksums(database: Database, table: str, columns: Iterable[str], where: str, *values: Any) -> None:
    """Makes checksums anew, after what they are of was written."""
    for column in columns:
        of = CHECKSUMS[table, column]
        rows = database.execute(f"SELECT {of} FROM {table} WHERE {where}", *values).fetchall()
        anew = ((checksum(*row), row[0]) for row in rows)
        database.execute_many(f"UPDATE {table} SET {column} = ? WHERE {_key(of)} = ?", anew)


def damaged_rows(database: Database) -> Iterator[str]:
    """The rows of which something is not what was stored, all of them read."""
    for (table, column), columns in CHECKSUMS.items():
        for stored, *values in database.all_rows(f"SELECT {column}, {columns} FROM {table}"):
            if stored != checksum(*values):
                yield f"{table} {values[0].hex() if isinstance(values[0], bytes) else values[0]}"
    for table in database.upkeep.orphaned():
        yield f"a row of {table} belongs to no article"
    kept = "SELECT hash FROM embedding UNION ALL SELECT hash FROM former"
    for (number,) in database.all_rows(f"SELECT number FROM passage WHERE embedding NOT IN ({kept})"):
        yield f"passage {number} has no embedding"


def _key(columns: str) -> str:
    """The column by which a row is found: the first of those that its checksum is of."""
    return columns.partition(",")[0]
