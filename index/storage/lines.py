"""In how many articles of a library each block of text stands, by the blocks' fingerprints, and which one keeps it."""

from collections.abc import Iterable, Mapping, Sequence

from index.storage.database import Database

_KEPT = 1
"""The count of what an article keeps for all: to it a block that others have too is its own."""


class Lines:
    """The blocks of articles, each on one line; `touched` notes those of what was put or removed since the opening.

    `replaced` notes the articles in place of which others are about to be put, and which are counted no more.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, article: int, article_counts: Mapping[int, int]) -> None:
        """Stores the different lines of an article, with the count that each was judged by."""
        rows = ((line, article, count) for line, count in article_counts.items())
        self._database.execute_many("INSERT INTO line VALUES (?, ?, ?)", rows)
        self.touch(article)

    def touch(self, article: int) -> None:
        """Notes that the lines of an article stand in one more, or are about to stand in one less."""
        self._noted()
        touched = "INSERT INTO touched SELECT hash FROM line WHERE article = ? ON CONFLICT DO NOTHING"
        self._database.execute(touched, article)

    def replace(self, articles: Iterable[int], anew: bool = False) -> None:
        """Notes articles that are about to be replaced; `anew` forgets those noted before."""
        self._noted()
        if anew:
            self._database.execute("DELETE FROM replaced")
        replaced = "INSERT INTO replaced VALUES (?) ON CONFLICT DO NOTHING"
        self._database.execute_many(replaced, ((number,) for number in articles))

    def count_articles(self, lines: Iterable[int]) -> dict[int, tuple[int, bool]]:
        """In how many articles each of these lines stands, and whether one keeps it; lines in none are left out."""
        self._noted()
        counts = (
            f"SELECT hash, COUNT(*), MIN(copies) = {_KEPT} FROM line "
            "WHERE article NOT IN (SELECT article FROM replaced) AND hash IN ({}) GROUP BY hash"
        )
        return {line: (articles, bool(kept)) for line, articles, kept in self._database.rows_in(counts, lines)}

    def spread_anew(self, thresholds: Sequence[int]) -> list[tuple[int, bytes]]:
        """Articles (number, digest) split when a line of theirs counted for less or for more than it does now.

        Only crossing one of the thresholds counts, and only by what was put or removed since the library was opened.
        """
        self._noted()
        keeper = f"COALESCE(MIN(CASE copies WHEN {_KEPT} THEN article END), MIN(article))"
        touched = "hash IN (SELECT hash FROM touched)"
        spread = f"SELECT hash, COUNT(*) AS articles, {keeper} AS keeper FROM line WHERE {touched} GROUP BY hash"
        now = f"CASE article WHEN keeper THEN {_KEPT} ELSE articles END"
        crossed = " OR ".join(f"({now} >= {int(least)}) <> (copies >= {int(least)})" for least in thresholds)
        return self._database.execute(
            "SELECT number, digest FROM article WHERE number IN "
            f"(SELECT article FROM line JOIN ({spread}) AS spread USING (hash) WHERE {crossed}) ORDER BY number"
        ).fetchall()

    def _noted(self) -> None:
        """Makes the tables of notes, which a transaction that was undone took along."""
        self._database.define("CREATE TEMP TABLE IF NOT EXISTS touched (hash INTEGER PRIMARY KEY)")
        self._database.define("CREATE TEMP TABLE IF NOT EXISTS replaced (article INTEGER PRIMARY KEY)")
