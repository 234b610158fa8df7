"""Which articles of a library tell one story, and the samples of their shingles that it is settled by."""

from collections.abc import Collection, Iterable

from index.storage.database import Database
from index.storage.rows import ArticleStory
from index.storage.schema import update_checksums


class Stories:
    """The story of each article, by a number: that of the first article that tells it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, numbers: Iterable[int]) -> dict[int, ArticleStory]:
        """What articles tell, by their numbers. Raises DamagedError where that is not what was stored."""
        stories, wanted = dict[int, ArticleStory](), set(numbers)
        query = "SELECT number, story, extent, story_checksum FROM article WHERE number IN ({})"
        for number, story, extent, checksum in self._database.rows_in(query, wanted):
            self._database.require_intact(f"the story of article number {number}", checksum, number, story, extent)
            stories[number] = ArticleStory(number if story is None else story, extent)
        self._database.require_all("articles", wanted, stories)
        return stories

    def unsettled(self) -> list[int]:
        """The numbers of the articles of which it is not settled what story they tell."""
        rows = self._database.rows("SELECT number FROM article WHERE story IS NULL ORDER BY number")
        return [number for (number,) in rows]

    def put_shingles(self, number: int, shingles: Collection[int]) -> None:
        """Stores the sample of an article's shingles."""
        # In the order of the table, in which neighbours stand on one page.
        rows = ((shingle, number) for shingle in sorted(shingles))
        self._database.execute_many("INSERT OR IGNORE INTO shingle VALUES (?, ?)", rows)
        self._database.execute("UPDATE article SET extent = ? WHERE number = ?", len(shingles), number)
        update_checksums(self._database, "article", ("story_checksum",), "number = ?", number)

    def sharing(self, number: int) -> dict[int, int]:
        """The articles that share shingles with one, by their numbers, each with how many."""
        rows = self._database.rows(
            "SELECT other.article, COUNT(*) FROM shingle AS own JOIN shingle AS other USING (hash) "
            "WHERE own.article = ?1 AND other.article <> ?1 GROUP BY other.article",
            number,
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
        self._database.execute(f"UPDATE article SET story = NULL WHERE story = ({story})", number)
        update_checksums(self._database, "article", ("story_checksum",), "story IS NULL")
