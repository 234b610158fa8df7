"""In how many articles of a library each line stands, by the lines' fingerprints."""

from collections.abc import Iterable, Mapping, Sequence

from index.storage.database import Database


class Lines:
    """The lines of articles; `touched` notes those of what was put or removed since the library was opened."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._database.execute("CREATE TEMP TABLE touched (hash INTEGER PRIMARY KEY)")

    def put(self, article: int, article_counts: Mapping[int, int]) -> None:
        """Stores the different lines of an article, with the number of articles in which each stood by then."""
        rows = ((line, article, count) for line, count in article_counts.items())
        self._database.execute_many("INSERT INTO line VALUES (?, ?, ?)", rows)
        self.touch(article)

    def touch(self, article: int) -> None:
        """Notes that the lines of an article stand in one more, or are about to stand in one less."""
        self._database.execute("INSERT OR IGNORE INTO touched SELECT hash FROM line WHERE article = ?", article)

    def count_articles(self, lines: Iterable[int], apart_from: int | None) -> dict[int, int]:
        """In how many articles other than one (its number) each of these lines stands; lines in none are left out."""
        other = f"article <> {-1 if apart_from is None else apart_from}"
        counts = f"SELECT hash, COUNT(*) FROM line WHERE {other} AND hash IN ({{}}) GROUP BY hash"
        return dict(self._database.rows_in(counts, lines))

    def spread_anew(self, thresholds: Sequence[int]) -> list[tuple[int, bytes]]:
        """Articles (number, digest) split when a line of theirs stood in fewer or more articles than it does now.

        Only crossing one of the thresholds counts, and only by what was put or removed since the library was opened.
        """
        crossed = " OR ".join(f"(now >= {int(least)}) <> (line.copies >= {int(least)})" for least in thresholds)
        return self._database.execute(
            "SELECT DISTINCT article.number, article.digest FROM line JOIN article ON article.number = line.article "
            "JOIN (SELECT hash, COUNT(*) AS now FROM line WHERE hash IN touched GROUP BY hash) AS spread USING (hash) "
            f"WHERE {crossed} ORDER BY article.number"
        ).fetchall()
