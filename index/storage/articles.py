"""The articles of a library: their texts, and what is said of them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from index.records import Article, Source
from index.storage.database import Database, require_all, require_all_intact, require_intact
from index.storage.readings import decoded, encoded
from index.storage.rows import KnownArticle
from index.storage.schema import SOURCE, TEXT, update_checksums

_LIKE = "LOWER({}) LIKE LOWER(?) ESCAPE '\\'"


class Articles:
    """Articles by their numbers. What is read for an answer is what was stored, or DamagedError is raised."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, number: int) -> Article:
        """An article by its number."""
        return self.get_many([number])[number]

    def get_many(self, numbers: Iterable[int]) -> dict[int, Article]:
        """Articles by their numbers."""
        articles, wanted = dict[int, Article](), set(numbers)
        columns = f"source_checksum, number, {SOURCE}, text_checksum, {TEXT}"
        for row in self._database.rows_in(f"SELECT {columns} FROM article WHERE number IN ({{}})", wanted):
            source, (checksum, *fields) = intact_source(self._database, *row[:10]), row[10:]
            require_intact(self._database, f"the text of the article {source.id!r}", checksum, row[1], *fields)
            text, body, reading, language, given_id, expires_at, warnings, _ = fields
            reading = reading and decoded(reading, text)
            said = given_id, expires_at, _lines(warnings)
            articles[row[1]] = Article(source, text, body, reading, language or "en", *said)
        require_all(self._database, "articles", wanted, articles)
        return articles

    def number_of(self, key: str) -> int | None:
        """An article's number by its id; None where there is none."""
        row = self._database.execute("SELECT number FROM article WHERE id = ?", key).fetchone()
        return None if row is None else int(row[0])

    def known(self) -> dict[tuple[str, bytes], KnownArticle]:
        """For each article's path and digest what a sync must know of it."""
        rows = self._database.all_rows("SELECT path, digest, id, given_id, expires_at, warnings FROM article")
        return {
            (path, digest): KnownArticle(key, given_id, expires_at, _lines(warnings))
            for path, digest, key, given_id, expires_at, warnings in rows
        }

    def sources(self) -> Iterator[tuple[int, Source]]:
        """Every article with its number."""
        rows = self._database.all_rows(f"SELECT source_checksum, number, {SOURCE} FROM article")
        return ((row[1], intact_source(self._database, *row)) for row in rows)

    def metadata_of(self, numbers: Iterable[int]) -> dict[int, tuple[str | None, str | None, str | None]]:
        """The publisher, the author and the day of publication of articles by their numbers."""
        query = f"SELECT source_checksum, number, {SOURCE} FROM article WHERE number IN ({{}})"
        rows = list(self._database.rows_in(query, set(numbers)))
        checksums, said = [row[0] for row in rows], [row[1:] for row in rows]
        require_all_intact(
            self._database, lambda place: f"what is said of the article {said[place][1]!r}", checksums, said
        )
        return {number: (publisher, author, day) for number, _, _, publisher, author, day, *_ in said}

    def listing(self) -> list[tuple[Source, int]]:
        """Every article, by title, with its number of passages."""
        passages = "SELECT COUNT(*) FROM passage WHERE article = article.number"
        rows = self._database.all_rows(
            f"SELECT ({passages}), source_checksum, number, {SOURCE} FROM article ORDER BY title, id"
        )
        return [(intact_source(self._database, *row), count) for count, *row in rows]

    def page(self, title: str, after: tuple[str, str], limit: int) -> list[tuple[Source, int]]:
        """At most `limit` articles whose title holds this, each with its number of passages, by title and then id.

        `after` is the title and the id of the last one of the page before; two empty texts stand for none.
        """
        passages = "SELECT COUNT(*) FROM passage WHERE article = article.number"
        rows = self._database.rows(
            f"SELECT ({passages}), source_checksum, number, {SOURCE} FROM article "
            f"WHERE (title, id) > (?, ?) AND {_LIKE.format('title')} ORDER BY title, id LIMIT ?",
            *after,
            f"%{_literal(title)}%",
            limit,
        )
        return [(intact_source(self._database, *row), count) for count, *row in rows]

    def titled(self, text: str, limit: int) -> list[Source]:
        """At most `limit` articles whose title or id holds this.

        First those called just this or of this id, then those whose title begins with it.
        """
        pattern = _literal(text)
        rows = self._database.rows(
            f"SELECT source_checksum, number, {SOURCE} FROM article "
            f"WHERE {_LIKE.format('title')} OR {_LIKE.format('id')} "
            f"ORDER BY ({_LIKE.format('title')} OR {_LIKE.format('id')}) DESC, {_LIKE.format('title')} DESC, title, id "
            "LIMIT ?",
            f"%{pattern}%",
            f"%{pattern}%",
            pattern,
            pattern,
            f"{pattern}%",
            limit,
        )
        return [intact_source(self._database, *row) for row in rows]

    def publishers(self, text: str, limit: int) -> list[str]:
        """At most `limit` publishers whose name holds this, in order."""
        rows = self._database.rows(
            f"SELECT DISTINCT publisher FROM article WHERE {_LIKE.format('publisher')} ORDER BY publisher LIMIT ?",
            f"%{_literal(text)}%",
            limit,
        )
        return [name for (name,) in rows if name]

    def languages(self) -> frozenset[str]:
        """The languages that articles are in; English where there are none."""
        rows = self._database.rows("SELECT DISTINCT COALESCE(language, 'en') FROM article")
        return frozenset(language for (language,) in rows) or frozenset({"en"})

    def languages_by_number(self) -> dict[int, str]:
        """The language of each article by its number; English where it is not known."""
        return dict(self._database.all_rows("SELECT number, COALESCE(language, 'en') FROM article"))

    def languages_by_path(self) -> Iterator[tuple[str, str]]:
        """The path of each article whose language is known, with that."""
        return self._database.all_rows("SELECT COALESCE(path, ''), language FROM article WHERE language IS NOT NULL")

    def languageless(self) -> list[tuple[int, bytes]]:
        """Articles (number, digest) whose language the articles beside them must tell."""
        return self._database.execute(
            "SELECT number, digest FROM article WHERE language IS NULL ORDER BY number"
        ).fetchall()

    def put(self, article: Article, digest: bytes) -> int:
        """Stores an article whose id no other has, with the hash of what it was read from; gives its number."""
        source = article.source
        row = self._database.execute(
            f"INSERT INTO article ({SOURCE}, {TEXT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "RETURNING number",
            source.id,
            source.title,
            source.publisher,
            source.author,
            source.published_at,
            source.url,
            source.path,
            source.published_words,
            article.text,
            article.body,
            article.reading and encoded(article.reading, article.text),
            article.language or None,
            article.given_id,
            article.expires_at,
            "\n".join(article.warnings) or None,
            digest,
        ).fetchone()[0]
        checksums = ("source_checksum", "text_checksum", "story_checksum")
        update_checksums(self._database, "article", checksums, "number = ?", row)
        return int(row)

    def rename(self, names: Mapping[str, tuple[str, str]]) -> None:
        """Has articles, by their ids, go by another from now on; beside each stands the id that its file gives."""
        numbers = [(self.number_of(key), new, given) for key, (new, given) in names.items()]
        with self._database.writing():
            for number, _, _ in numbers:  # first to ids that nobody has: articles may swap theirs
                self._database.execute("UPDATE article SET id = ? WHERE number = ?", f"\x01{number}", number)
            for number, new, given in numbers:
                given_id = None if given == new else given
                self._database.execute(
                    "UPDATE article SET id = ?, given_id = ? WHERE number = ?", new, given_id, number
                )
                update_checksums(self._database, "article", ("source_checksum", "text_checksum"), "number = ?", number)

    def remove(self, number: int) -> None:
        """Removes an article and all that refers to it."""
        self._database.execute("DELETE FROM article WHERE number = ?", number)


def intact_source(database: Database, checksum: bytes, number: int, *fields: Any) -> Source:
    """What is said of an article, by its row; raises DamagedError where that is not what was stored."""
    require_intact(database, f"what is said of the article {fields[0]!r}", checksum, number, *fields)
    return Source(*fields)


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def _literal(text: str) -> str:
    """A pattern for LIKE that stands for nothing but these characters."""
    return re.sub(r"([%_\\])", r"\\\1", text)
