"""Which articles of a library tell one story, and the samples of their shingles that it is settled by."""

from collections.abc import Collection, Iterable

from index.storage.database import Database, checksum, require_all, require_intact
from index.storage.rows import ArticleStory
from index.storage.schema import update_checksums

_DEPARTED_SHARE = 20  # of the articles one: from here on the shingles of those that are gone are dropped


class Stories:
    """The story of each article, by a number: that of the first article that tells it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, numbers: Iterable[int]) -> dict[int, ArticleStory]:
        """What articles tell, by their numbers. Raises DamagedError where that is not what was stored."""
        stories, wanted = dict[int, ArticleStory](), set(numbers)
        query = "SELECT number, story, extent, story_checksum FROM article WHERE number IN ({})"
        for number, story, extent, stored in self._database.rows_in(query, wanted):
            require_intact(self._database, f"the story of article number {number}", stored, number, story, extent)
            stories[number] = ArticleStory(number if story is None else story, extent)
        require_all(self._database, "articles", wanted, stories)
        return stories

    def unsettled(self) -> list[int]:
        """The numbers of the articles of which it is not settled what story they tell."""
        rows = self._database.rows("SELECT number FROM article WHERE story IS NULL ORDER BY number")
        return [number for (number,) in rows]

    def put_shingles(self, number: int, shingles: Collection[int]) -> None:
        """Stores the sample of an article's shingles."""
        table, values = self._database.numbers(sorted(shingles))  # neighbours share a page
        rows = f"INSERT INTO shingle SELECT value, ? FROM {table} WHERE TRUE ON CONFLICT DO NOTHING"
        self._database.execute(rows, number, values)
        self._database.execute("UPDATE article SET extent = ? WHERE number = ?", len(shingles), number)

    def sharing(self, number: int, shingles: Collection[int], least: int) -> dict[int, int]:
        """The other articles that have at least so many of an article's shingles, each with how many it has."""
        table, values = self._database.numbers(sorted(shingles))
        rows = self._database.rows(
            f"SELECT article, COUNT(*) FROM shingle WHERE hash IN (SELECT value FROM {table}) AND article <> ? "
            "AND article NOT IN (SELECT article FROM departed) GROUP BY article HAVING COUNT(*) >= ?",
            values,
            number,
            least,
        )
        return dict(rows)

    def join(self, number: int, near: Iterable[int]) -> None:
        """Makes one story of an article, of those near to it, and of the stories that these tell already."""
        stories = self._database.rows_in("SELECT story FROM article WHERE number IN ({}) AND story IS NOT NULL", near)
        old = {story for (story,) in stories}
        story = min([number, *old])
        self._database.execute("UPDATE article SET story = ? WHERE number = ?", story, number)
        rows = ((story, other) for other in old)
        self._database.execute_many("UPDATE article SET story = ? WHERE story = ?", rows)
        update_checksums(self._database, "article", ("story_checksum",), "story = ?", story)

    def unsettle(self, number: int) -> None:
        """Leaves the story of an article that goes to be settled anew: the others may be one by this article alone."""
        story = "SELECT story FROM article WHERE number = ?"
        rows = self._database.execute(f"SELECT number, extent FROM article WHERE story = ({story})", number).fetchall()
        anew = "UPDATE article SET story = NULL, story_checksum = ? WHERE number = ?"
        self._database.execute_many(anew, ((checksum(other, None, extent), other) for other, extent in rows))
        self._database.execute("INSERT INTO departed VALUES (?)", number)

    def prune(self) -> None:
        """Drops the shingles of articles that are gone, once these are many: all shingles are looked through."""
        counts = "SELECT (SELECT COUNT(*) FROM departed), (SELECT COUNT(*) FROM article)"
        departed, articles = self._database.execute(counts).fetchone()
        if departed * _DEPARTED_SHARE > articles:
            with self._database.writing():
                self._database.execute("DELETE FROM shingle WHERE article IN (SELECT article FROM departed)")
                self._database.execute("DELETE FROM departed")
