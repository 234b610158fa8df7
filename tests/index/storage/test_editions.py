"""What articles said before they changed: kept a while beside them, never searched, and gone with them."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.files.data_folder import DataFolder
from index.ingest.removal import Removal
from index.ingest.sync import sync
from index.maintenance.check import verify
from index.retrieval.index_reader import IndexReader
from index.retrieval.search import Searcher
from index.storage.database import DamagedError, DatabaseError
from index.storage.editions import KEPT
from index.storage.library import Library
from index.storage.snapshots import Snapshots
from tests.encoders import SmallEncoder
from tests.index.conftest import MAX_BYTES, Sync

MONDAY = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
FERRY = "The ferry\n\nThe ferry leaves at {} in the evening. Nobody is taken aboard after that.\n"
TIDES = "The tides\n\nThe tide is high at noon today. Small boats wait for it in the harbour.\n"


class Clock:
    """Stands in for `datetime` where the time is asked for."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self, zone: tzinfo) -> datetime:
        """The moment that was set."""
        return self.moment.astimezone(zone)

    def fromisoformat(self, text: str) -> datetime:
        """See datetime."""
        return datetime.fromisoformat(text)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What editions take the time from, set to a Monday."""
    clock = Clock(MONDAY)
    monkeypatch.setattr("index.storage.editions.datetime", clock)
    return clock


def said(data_folder: DataFolder, key: str = "ferry") -> list[str]:
    """At which hours the ferry left before, the newest edition first."""
    with IndexReader(data_folder, SmallEncoder()) as reader:
        return [edition.article.plain.split()[6] for edition in reader.articles.editions(key)]


def leaves(articles: Path, *hours: str, name: str = "ferry.txt") -> None:
    """Has the article tell the first of the hours, in Markdown where its name says so."""
    (articles / name).write_text(FERRY.format(*hours))


def readable(data_folder: DataFolder, text: str) -> list[str]:
    """The files of a data folder that hold a text."""
    files = (file for file in data_folder.folder.rglob("*") if file.is_file())
    return sorted(str(file.relative_to(data_folder.folder)) for file in files if text.encode() in file.read_bytes())


def test_former_text_is_kept(data_folder: DataFolder, articles: Path, run_sync: Sync, clock: Clock) -> None:
    """A changed article keeps what it said, what was said of it, and until when; a search finds only the new."""
    page = "---\nid: ferry\nauthor: Ann Lee\nurl: https://a.example/f\n---\n# The ferry\n\nIt leaves at **{}** today.\n"
    (articles / "timetable.md").write_text(page.format("seven"))
    run_sync()
    with IndexReader(data_folder, SmallEncoder(), "1/everyone") as reader:
        before = reader.articles.article("ferry")
        (articles / "timetable.md").write_text(page.format("eight"))
        clock.moment += timedelta(days=2)
        run_sync()
        [edition] = reader.articles.editions("ferry")
        assert edition == (before, MONDAY + timedelta(days=2))
        assert edition.article.plain == "The ferry\n\nIt leaves at seven today."
        assert reader.articles.editions("none") == []
        assert [entry[0].title for entry in reader.articles.listing()] == ["The ferry"]
    with Searcher(data_folder, SmallEncoder()) as searcher:
        assert [hit.text for hit in searcher.search("leaves at seven", 10)] == ["It leaves at **eight** today."]
        assert searcher.find("seven", 1).frequencies == {("seven",): 0}


@pytest.mark.parametrize(
    "now",
    [
        FERRY.format("seven").replace("evening. ", "evening.\n"),
        "---\nauthor: Ann Lee\n---\n" + FERRY.format("seven"),
        FERRY.format("*seven*"),
        FERRY.format("seven") + "\n\n<!-- by hand -->\n",
    ],
)
def test_change_that_no_reader_sees(data_folder: DataFolder, articles: Path, run_sync: Sync, now: str) -> None:
    """Where an article reads as before, white space aside, nothing is kept of it."""
    leaves(articles, "seven", name="ferry.md")
    run_sync()
    (articles / "ferry.md").write_text(now)
    assert run_sync().changed == 1
    assert said(data_folder) == []


def test_three_are_kept(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """Of many changes the last three former texts are kept, and of a text that is back again no edition."""
    for hour in ("five", "six", "seven", "eight", "nine"):
        leaves(articles, hour)
        run_sync()
    assert said(data_folder) == ["eight", "seven", "six"]
    leaves(articles, "seven")
    run_sync()
    assert said(data_folder) == ["nine", "eight", "six"]


def test_old_ones_are_pruned(data_folder: DataFolder, articles: Path, clock: Clock) -> None:
    """A sync drops what was replaced longer ago than it is told to keep, also where nothing else is to be done."""

    def run(days: int) -> None:
        sync(data_folder, SmallEncoder(), [articles], MAX_BYTES, lambda _: None, editions_kept=timedelta(days=days))

    for hour in ("six", "seven", "eight"):
        leaves(articles, hour)
        run(30)
        clock.moment += timedelta(days=10)
    assert said(data_folder) == ["seven", "six"]
    run(10)
    assert said(data_folder) == ["seven"]
    assert readable(data_folder, "ferry leaves at six") == []
    clock.moment += KEPT
    sync(data_folder, SmallEncoder(), [articles], MAX_BYTES, lambda _: None)
    assert said(data_folder) == []


def test_gone_with_their_article(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """With an article its editions go, and none of what it ever said stands in any file, also while others read it."""
    (articles / "tides.txt").write_text(TIDES)
    for hour in ("six", "seven"):
        leaves(articles, hour)
        run_sync()
    with IndexReader(data_folder, SmallEncoder()) as reader:
        assert len(reader.articles.editions("ferry")) == 1
        (articles / "ferry.txt").unlink()
        assert run_sync(removal=Removal(prune=True)).removed == 1
        assert reader.articles.editions("ferry") == []
        assert readable(data_folder, "ferry leaves at") == []
        assert readable(data_folder, "taken aboard") == []
    with Library.open(data_folder) as library:
        assert list(library.database.rows("SELECT * FROM edition")) == []


def test_none_without_its_article(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """A commit that would leave an edition without its article fails as a whole."""
    for hour in ("six", "seven"):
        leaves(articles, hour)
        run_sync()
    with Library.open(data_folder) as library:
        with pytest.raises(DatabaseError, match="FOREIGN KEY"), library.writing():
            library.database.execute("DELETE FROM article")
        assert library.count()[0] == 1
    assert said(data_folder) == ["six"]


def test_rebuild_keeps_them(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """A rebuild keeps editions, makes them of what changed just before, and drops those of articles that are gone."""
    (articles / "tides.txt").write_text(TIDES)
    for hour in ("six", "seven"):
        leaves(articles, hour)
        run_sync()
    (articles / "tides.txt").write_text(TIDES.replace("noon", "two"))
    run_sync()
    leaves(articles, "eight")
    (articles / "tides.txt").unlink()
    run_sync(rebuild=True, removal=Removal(prune=True))
    assert said(data_folder) == ["seven", "six"]
    run_sync(rebuild=True)
    assert said(data_folder) == ["seven", "six"]
    with Library.open(data_folder) as library:
        assert list(library.database.rows("SELECT DISTINCT article FROM edition")) == [("ferry",)]


def test_moved_and_renamed(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """An article that is moved, or goes by another id since its namesake came or went, keeps its editions."""
    named = "---\nid: ferry\n---\n"
    for hour in ("six", "seven"):
        (articles / "ferry.md").write_text(named + FERRY.format(hour))
        run_sync()
    (articles / "old").mkdir()
    (articles / "ferry.md").rename(articles / "old" / "timetable.md")
    run_sync()
    assert said(data_folder) == ["six"]
    (articles / "new").mkdir()
    (articles / "new" / "timetable.md").write_text(named + TIDES)
    run_sync()
    ids = ("ferry", "old/timetable#ferry", "new/timetable#ferry")
    assert [said(data_folder, key) for key in ids] == [[], ["six"], []]
    (articles / "new" / "timetable.md").unlink()
    run_sync(removal=Removal(prune=True))
    assert said(data_folder) == ["six"]
    assert [finding.message for finding in verify(data_folder, SmallEncoder(), None) if not finding.ok] == []


def _change(data_folder: DataFolder, statement: str) -> None:
    with closing(sqlite3.connect(data_folder.library)) as connection:
        connection.execute(statement)
        connection.commit()


def test_damage_is_noticed(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """A damaged edition is never read, `check` names it, and the next change of its article goes on without it."""
    for hour in ("six", "seven"):
        leaves(articles, hour)
        run_sync()
    _change(data_folder, "UPDATE edition SET text = replace(text, 'six', 'ten')")
    with pytest.raises(DamagedError, match="edition 1 of 'ferry' is not what was stored"):
        said(data_folder)
    [finding] = [finding for finding in verify(data_folder, SmallEncoder(), None) if not finding.ok]
    assert "edition 1 is not what was stored" in finding.message
    leaves(articles, "eight")
    run_sync()
    assert said(data_folder) == ["seven"]


def test_edition_of_no_article_is_noticed(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """An edition whose article's id was damaged is named by `check`."""
    for hour in ("six", "seven"):
        leaves(articles, hour)
        run_sync()
    _change(data_folder, "UPDATE edition SET article = 'ferrx'")
    messages = [finding.message for finding in verify(data_folder, SmallEncoder(), None) if not finding.ok]
    assert ["a row of edition belongs to no article" in message for message in messages] == [True]


def test_damaged_article_leaves_none(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """What is no longer what an article said is not kept as what it said."""
    leaves(articles, "six")
    run_sync()
    _change(data_folder, "UPDATE article SET text = replace(text, 'six', 'ten')")
    leaves(articles, "seven")
    run_sync()
    assert said(data_folder) == []


# So different that none is taken for a version of another, of which one is chosen by how it was stored.
TIMETABLES = {
    "a.txt": FERRY,
    "b.txt": "Trams\n\nThe last tram for the square departs at {}. Tickets are sold by the driver alone.\n",
    "c.md": "# Buses\n\nNo bus goes before {} on Sundays. **Dogs** travel free of charge on every line.\n",
    "d/a.txt": "Trains\n\nExpress trains to the coast start at {} each morning. Seats must be booked ahead.\n",
}
CHANGES = st.lists(
    st.tuples(st.sampled_from(sorted(TIMETABLES)), st.sampled_from(["", "six", "ten", "two"])),
    min_size=1,
    max_size=8,
)


@settings(max_examples=20)
@given(CHANGES)
def test_nothing_else_knows_of_them(tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, str]]) -> None:
    """Whatever changed, what is searched is what an index made anew of the same files has."""
    folder = tmp_path_factory.mktemp("changes")
    articles, data, fresh = folder / "articles", DataFolder(folder / "data"), DataFolder(folder / "fresh")
    (articles / "d").mkdir(parents=True)
    (articles / "tides.txt").write_text(TIDES)

    def run(data_folder: DataFolder) -> None:
        sync(data_folder, SmallEncoder(), [articles], MAX_BYTES, lambda _: None, removal=Removal(prune=True))

    for name, hour in changes:
        if hour:
            (articles / name).write_text(TIMETABLES[name].format(hour))
        else:
            (articles / name).unlink(missing_ok=True)
        run(data)
    run(fresh)
    assert _searchable(data) == _searchable(fresh)
    assert [finding.message for finding in verify(data, SmallEncoder(), None) if not finding.ok] == []


def _searchable(data_folder: DataFolder) -> object:
    """All that can be found: the passages of each part, by their articles and texts, and what questions find."""
    with Library.open(data_folder) as library:
        named = {
            stored.number: (article.source.id, article.plain[slice(*stored.passage.span)], stored.embedding)
            for article, stored in library.with_articles()
        }
        indexes = Snapshots.of(data_folder, library).open()
        assert indexes is not None
        numbers, vectors = indexes.vectors.contents()
        lines = sorted(library.database.rows("SELECT hash, id FROM line JOIN article ON article = number"))
        counts = library.count()
    with Searcher(data_folder, SmallEncoder()) as searcher:
        hits = [
            sorted((hit.source.id, hit.text) for hit in searcher.search(question, 20))
            for question in ("When does the ferry leave?", "six", "ten", "two", "high tide")
        ]
    return (
        counts,
        lines,
        hits,
        sorted((named[number], vector.tobytes()) for number, vector in zip(numbers.tolist(), vectors, strict=True)),
        sorted(named[number] for number in indexes.words.numbers()),
    )
