"""Data folders as each version since the first has written them go on as they are.

A file is named LIBRARY-STATE.zip, by the versions of `library.db` and `discord.db`; where only the latter is another
than in the one before, it holds nothing else. `make.py` says how they are made; after a change of either version, or
of `web.db`, make one of what was before. What the first version wrote is in tests/former.zip.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.service.records import Complaint, Correction, ForumPost, QuotedMessage, SentQuote, ServerSettings
from bot.service.sql_state import SqlState
from index.answering.answer import Answerer
from index.answering.confidence import Calibration
from index.fetching.looks import KnownPage
from index.fetching.page_store import PageStore, SourceState
from index.files.data_folder import DataFolder
from index.ingest.fitting import fitted_to
from index.ingest.intake import Outcome
from index.ingest.sync import sync
from index.maintenance.check import verify
from index.records import Span
from index.retrieval.search import Searcher
from index.storage.library import Library
from index.storage.snapshots import Snapshots
from tests.encoders import SmallEncoder
from tests.test_former import QUESTION, QUOTE, OnlyQuestions

_HERE = Path(__file__).parent
_FORMATS = sorted(_HERE.glob("*.zip"), key=lambda file: tuple(map(int, file.stem.split("-"))))
_WITH_INDEX = [file for file in _FORMATS if "data/library.db" in ZipFile(file).namelist()]
_WITH_PAGES = [file for file in _FORMATS if "data/web.db" in ZipFile(file).namelist()]
_BY_COSINE = Calibration(0.0, {"sentence": 1.0}, 0.25, ())
_SENTENCE = "The repair will cost 2.4 million euros, half of which the region pays."


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """A data folder of a former version, with the articles where its library has them from."""
    with ZipFile(request.param) as archive:
        archive.extractall(tmp_path)
    monkeypatch.chdir(tmp_path)
    return DataFolder(tmp_path / "data")


def _each(files: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("folder", files, indirect=True, ids=[file.stem for file in files])


def _tables(path: Path) -> set[tuple[str, tuple[tuple[str, ...], ...]]]:
    """The tables of a SQLite file with what their columns are, but for their order and how they were written down.

    What a row is found by is never NULL, whether that is written down or not.
    """
    with closing(sqlite3.connect(path)) as file:
        names = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {name: file.execute(f"PRAGMA table_info({name})").fetchall() for name in names}
    described = (
        (
            name,
            (
                (column, kind, str(bool(not_null or key)), str(default), str(key))
                for _, column, kind, not_null, default, key in rows
            ),
        )
        for name, rows in found.items()
    )
    return {(name, tuple(sorted(columns))) for name, columns in described}


def test_every_version_is_there() -> None:
    """There is a folder of each version of both files, from the first on and up to the present ones."""
    versions = [tuple(map(int, file.stem.split("-"))) for file in _FORMATS]
    assert {library for library, _ in versions} == {7, 8, 9, 10}
    assert {state for _, state in versions} == {1, 2, 3, 4, 5, 7, 8}  # six was never written: both came at once


@_each(_WITH_INDEX)
def test_index_answers_with_nothing_embedded_again(folder: DataFolder) -> None:
    """It gives the same quote as ever, from the embeddings and the search files that it has."""
    with Searcher(folder, OnlyQuestions()) as searcher:
        answer = Answerer(searcher, _BY_COSINE, 0.0).answer(QUESTION)
    assert (answer.quotes[0].text, answer.quotes[0].highlights) == (QUOTE, (Span(234, 304),))


@_each(_WITH_INDEX)
def test_index_goes_on(folder: DataFolder) -> None:
    """A sync embeds what has changed since and nothing else, and leaves all of it sound and current."""
    fitted_to(SmallEncoder())  # by the articles that ship
    articles = Path("articles.jsonl")
    sync(folder, OnlyQuestions(), [articles], 1_000_000, lambda _: None)
    line = '{"id": "new", "title": "Ferry", "text": "The ferry to Sillin sails again from Monday."}\n'
    articles.write_text(articles.read_text(encoding="utf-8") + line, encoding="utf-8")
    assert sync(folder, SmallEncoder(), [articles], 1_000_000, lambda _: None) == Outcome(added=1, unchanged=6)
    with Library.open(folder) as library:
        assert Snapshots.of(folder, library).is_current()
    assert [finding.message for finding in verify(folder, SmallEncoder(), None) if not finding.ok] == []


@_each(_WITH_INDEX)
def test_library_is_as_a_new_one(folder: DataFolder, tmp_path: Path) -> None:
    """Once it was opened, it has the tables of a library that is made now."""
    for path in (folder.library, tmp_path / "new.db"):
        Library.at(path).close()
    assert _tables(folder.library) == _tables(tmp_path / "new.db")


@_each(_FORMATS)
async def test_state_is_what_it_was(folder: DataFolder, tmp_path: Path) -> None:
    """Settings, an answer, its quote and facts are read as written, from the tables that a new file has."""
    async with SqlState.open(folder.state) as state:
        assert await state.settings.of(7) == ServerSettings((11,), True, "own")
        sent = await state.sent_messages.get("aB3-dE6_gH9")
        assert sent is not None
        assert (sent.question, sent.message, sent.asker) == (QUESTION, 17, 13)
        assert sent.quotes == (SentQuote("", "bridge", 234, 304, _SENTENCE, (Span(234, 304),)),)
        assert await state.facts.get("commands") == "registered"
    async with SqlState.open(tmp_path / "new.db"):
        pass
    assert _tables(folder.state) == _tables(tmp_path / "new.db")


@_each(_FORMATS)
async def test_what_servers_did_is_known(folder: DataFolder) -> None:
    """Votes, messages that became articles, posts and corrections are read as written, where a version had them."""
    with closing(sqlite3.connect(folder.state)) as file:
        ((version,),) = file.execute("PRAGMA user_version")
    created = datetime(2025, 3, 1, 12, tzinfo=UTC)
    quoted = QuotedMessage("message", 21, "7/everyone", 21, 7, 11, 13)
    post = ForumPost(31, 7, 30, 13, "Who repairs the bridge?", True)
    correction = Correction("cR1", 7, "preferred", "", "bees", created=created)
    async with SqlState.open(folder.state) as state:
        assert await state.quoted_messages.of_message(21) == ([quoted] if version >= 3 else [])
        assert await state.forum_posts.solved(30, 9) == ([post] if version >= 5 else [])
        assert await state.corrections.of_server(7) == ([correction] if version >= 7 else [])
        assert await state.votes.count("aB3-dE6_gH9") == ((1, 1) if version >= 7 else (1, 0))
        voted_down = [answer.complaints for answer in await state.reviews.voted_down(7, created)]
        assert voted_down == ([(Complaint("wrong", "It cost more."),)] if version >= 7 else [])


@_each(_WITH_PAGES)
def test_pages_are_known(folder: DataFolder) -> None:
    """What was known of addresses is known still."""
    site = "https://courier.example/news/"
    with PageStore(folder.pages) as pages:
        assert pages.pages(site) == {f"{site}harbour": KnownPage(f"{site}harbour")}
        assert pages.states() == {site: SourceState("site", 1.5, 2.5, 1)}
