"""The former texts of articles, for who was quoted one of them; nothing searches them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from index.records import Article, Edition, Source
from index.storage.database import Database, checksum, require_intact
from index.storage.readings import decoded
from index.storage.schema import CHECKSUMS, EDITION, SOURCE, TEXT, update_checksums

KEPT = timedelta(days=90)
"""How long what an article said is kept where nothing else is told."""

_MOST = 3  # of an article
_SAID, _TEXT = len(SOURCE.split(",")), len(EDITION.split(",")) - len(SOURCE.split(",")) + 1  # columns
_KEEP = f"INSERT INTO edition (article, replaced_at, {EDITION}) VALUES (?, ?{', ?' * len(EDITION.split(','))})"
_CHECKED = CHECKSUMS["edition", "checksum"]


class Editions:
    """Editions by the ids of their articles. What is read of one is what was stored, or DamagedError is raised."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, key: str) -> list[Edition]:
        """The former texts of an article by its id, the newest first."""
        return [edition for _, edition in self._stored(key)]

    def keep(self, key: str | None = None) -> None:
        """Keeps the text of an article that is about to be replaced, or of all of them; one that is damaged is not."""
        (last,) = self._database.execute("SELECT COALESCE(MAX(number), 0) FROM edition").fetchone()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        query = f"SELECT source_checksum, text_checksum, number, {SOURCE}, {TEXT} FROM article"
        of = ("WHERE id = ?", key) if key is not None else ("",)
        for source_checksum, text_checksum, number, *row in self._database.all_rows(f"{query} {of[0]}", *of[1:]):
            said, text = row[:_SAID], row[_SAID:]
            if (checksum(number, *said), checksum(number, *text)) == (source_checksum, text_checksum):
                self._database.execute(_KEEP, said[0], now, *said[1:], *text[:_TEXT])
        update_checksums(self._database, "edition", ("checksum",), "number > ?", last)

    def settle(self, article: Article) -> None:
        """Drops, of the former texts of an article that took their place, those that read as it does, and the oldest.

        What is damaged goes too; else it would keep the article from ever being replaced.
        """
        key = article.source.id
        rows = self._database.execute(f"SELECT checksum, {_CHECKED} FROM edition WHERE article = ?", key).fetchall()
        damaged = ((number,) for stored, number, *rest in rows if stored != checksum(number, *rest))
        self._database.execute_many("DELETE FROM edition WHERE number = ?", damaged)
        same = [number for number, edition in self._stored(key) if _reads_as(edition.article, article)]
        self._database.execute_many("DELETE FROM edition WHERE number = ?", ((number,) for number in same))
        newest = "SELECT number FROM edition WHERE article = ? ORDER BY number DESC LIMIT ?"
        self._database.execute(f"DELETE FROM edition WHERE article = ? AND number NOT IN ({newest})", key, key, _MOST)

    def remove(self, key: str) -> None:
        """Removes the former texts of an article by its id."""
        self._database.execute("DELETE FROM edition WHERE article = ?", key)

    def remove_below(self, address: str) -> bool:
        """Removes the former texts of all articles whose address begins so, and tells whether there were any."""
        below = "article IN (SELECT id FROM article WHERE substr(url, 1, ?) = ?)"
        with self._database.writing():
            return self._database.execute(f"DELETE FROM edition WHERE {below}", len(address), address).rowcount > 0

    def prune(self, kept: timedelta) -> None:
        """Drops what was replaced longer ago than it is kept, and what is of no article that there is."""
        since = (datetime.now(UTC) - kept).isoformat(timespec="seconds")
        of_none = "article NOT IN (SELECT id FROM article)"
        with self._database.writing():
            self._database.execute(f"DELETE FROM edition WHERE replaced_at < ? OR {of_none}", since)

    def _stored(self, key: str) -> Iterator[tuple[int, Edition]]:
        query = f"SELECT checksum, number, replaced_at, {EDITION} FROM edition WHERE article = ? ORDER BY number DESC"
        for stored, number, replaced_at, *fields in self._database.rows(query, key):
            require_intact(self._database, f"edition {number} of {key!r}", stored, number, replaced_at, *fields)
            *said, text, body, reading, language = fields
            article = Article(Source(key, *said), text, body, reading and decoded(reading, text), language or "en")
            yield number, Edition(article, datetime.fromisoformat(replaced_at))


def _reads_as(former: Article, article: Article) -> bool:
    """Whether an article says what it said, white space aside; one whose text is the same is only read otherwise."""
    return former.text == article.text or former.plain.split() == article.plain.split()
