"""Articles whose files give one id are told apart by path, whatever came first."""

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.files.data_folder import DataFolder
from index.ingest.intake import Outcome
from index.ingest.sync import sync
from index.storage.library import Library
from tests.encoders import SmallEncoder
from tests.index.conftest import MAX_BYTES, Sync

TIMES = {"ferry": "every forty minutes from the pier", "tram": "every nine minutes from the square", "bus": "at seven"}


def timetable(folder: Path, name: str, key: str = "timetable") -> Path:
    """Write an article that gives the id of others."""
    file = folder / name / f"{name}s.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"---\nid: {key}\ntitle: The {name}\n---\n\nThe {name} leaves {TIMES[name]}.\n")
    return file


def contents(data_folder: DataFolder) -> dict[str, str]:
    """The titles of the articles of an index by their ids."""
    with Library.open(data_folder) as library:
        return {source.id: source.title for source, _ in library.articles.listing()}


BOTH = {"ferry/ferrys#timetable": "The ferry", "tram/trams#timetable": "The tram"}


def test_two_files_of_one_id(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """Both are articles, by ids that hold their paths; one alone goes by the id that it gives."""
    timetable(articles, "ferry")
    assert run_sync() == Outcome(added=1)
    assert contents(data_folder) == {"timetable": "The ferry"}
    tram = timetable(articles, "tram")
    assert run_sync() == Outcome(added=1, unchanged=1)
    assert contents(data_folder) == BOTH
    assert run_sync() == Outcome(unchanged=2)
    bus = timetable(articles, "bus", "bus")
    run_sync()
    tram.unlink()
    assert run_sync() == Outcome(removed=1, unchanged=2)
    assert contents(data_folder) == {"timetable": "The ferry", "bus": "The bus"}
    bus.write_text(bus.read_text().replace("id: bus", "id: timetable"))
    assert run_sync() == Outcome(added=1, removed=1, unchanged=1)
    assert contents(data_folder) == {"ferry/ferrys#timetable": "The ferry", "bus/buss#timetable": "The bus"}


def test_file_named_as_its_id(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """Where the file is called as its id is, its path alone tells it apart, as in Docusaurus."""
    for name in ("ferry", "tram"):
        timetable(articles, name).rename(articles / name / "timetable.md")
        run_sync()
    assert contents(data_folder) == {"ferry/timetable": "The ferry", "tram/timetable": "The tram"}


@pytest.mark.parametrize("order", list(permutations(TIMES)))
def test_ids_depend_on_no_order(
    data_folder: DataFolder, articles: Path, run_sync: Sync, order: tuple[str, ...]
) -> None:
    """Whichever of three files comes first, the ids in the end are the same, and nothing was lost between."""
    for count, name in enumerate(order, 1):
        timetable(articles, name)
        assert run_sync() == Outcome(added=1, unchanged=count - 1)
    assert contents(data_folder) == BOTH | {"bus/buss#timetable": "The bus"}


def test_lines_of_two_files(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """Lines of different files may give one id, as files that count from 1 do; of one file the later is a problem."""
    line = '{{"id": 1, "title": "{title}", "text": "It rained in {title} all day."}}\n'
    (articles / "a.jsonl").write_text(line.format(title="Arle") + line.format(title="Orsk"))
    (articles / "b.jsonl").write_text(line.format(title="Brinley"))
    outcome = run_sync()
    assert contents(data_folder) == {"a#1": "Arle", "b#1": "Brinley"}
    assert [(problem.path, problem.line) for problem in outcome.problems] == [(str(articles / "a.jsonl"), 2)]


def test_unreadable_version_keeps_its_id(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """An article whose file has become unreadable stays as it was last read, also where another gives its id now."""
    tram = timetable(articles, "tram")
    run_sync()
    tram.write_bytes(b"\x00" * 100)
    timetable(articles, "ferry")
    assert [problem.reason for problem in run_sync().problems] == [
        "is binary, not text; save it as text in UTF-8, or give it the ending of its format"
    ]
    assert contents(data_folder) == BOTH


def test_sources_of_one_form(data_folder: DataFolder, articles: Path) -> None:
    """Files at the same place below two sources are told apart by these."""
    for version in ("old", "new"):
        (articles / version).mkdir()
        timetable(articles / version, "ferry")
    sources = [articles / "old", articles / "new"]
    sync(data_folder, SmallEncoder(), sources, MAX_BYTES, lambda _: None)
    ids = {f"{version}/ferry/ferrys.md#timetable" for version in ("old", "new")}
    assert contents(data_folder) == dict.fromkeys(ids, "The ferry")


@settings(max_examples=10)
@given(changes=st.lists(st.sampled_from([*TIMES, *(f"-{name}" for name in TIMES)]), min_size=1, max_size=6))
def test_any_history_ends_as_a_fresh_index(tmp_path_factory: pytest.TempPathFactory, changes: list[str]) -> None:
    """Whatever files came and went, an index holds what one made anew of the same files does."""
    folder = tmp_path_factory.mktemp("history")
    articles = folder / "articles"
    (articles / "other").mkdir(parents=True)
    for number in range(5):
        (articles / "other" / f"{number}.txt").write_text(f"Other {number}\n\nIt rained {number} days.\n")

    def run(name: str) -> dict[str, str]:
        sync(DataFolder(folder / name), SmallEncoder(), [articles], MAX_BYTES, lambda _: None)
        return contents(DataFolder(folder / name))

    for change in changes:
        if change.startswith("-"):
            (articles / change[1:] / f"{change[1:]}s.md").unlink(missing_ok=True)
        else:
            timetable(articles, change)
        held = run("data")
    assert held == run("fresh")
