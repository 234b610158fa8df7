"""The articles of servers: taken in whole or refused, in their own folder, and gone once they are removed."""

import errno
import json
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread

import pytest
from filelock import FileLock
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.service.access import CollectionScope
from bot.service.collections import Added, Collections, Refusal, megabytes
from index.files.data_folder import BusyError, DataFolder
from index.files.disk import DiskError
from index.models.encoder import Encoded
from index.records import Source
from index.retrieval.search import Searcher
from tests.encoders import SmallEncoder

EVERYONE = CollectionScope(1, "everyone", 1)
CREW = CollectionScope(1, "role", 7)
OTHERS = CollectionScope(2, "everyone", 2)
LIMIT, SERVER_MOST = 2000, 5000
ENCODER = SmallEncoder()
BRIDGE = b"The old bridge\n\nThe town closed the old bridge over the river on Monday. Boats may pass.\n"
HARBOUR = b"The harbour\n\nThe harbour master counted ninety boats on Sunday. Most came from the islands.\n"
MARKDOWN = (
    b"---\nid: mill\ntitle: The mill\npublisher: Weekly\n---\n# Mill\n\nThe mill by the river holds 412 clocks.\n"
)


@pytest.fixture
def shelves(tmp_path: Path) -> Collections:
    """Shelves that are empty."""
    return Collections(DataFolder(tmp_path / "data"), LIMIT, SERVER_MOST)


def line(key: str, text: str = "The keeper of the lighthouse left in May.", title: str = "A title") -> bytes:
    """A line of a .jsonl file."""
    return json.dumps({"id": key, "title": title, "text": text}).encode() + b"\n"


def add(shelves: Collections, filename: str, data: bytes, whose: CollectionScope = EVERYONE) -> Added:
    """Adds a file."""
    return shelves.add(whose, filename, data, ENCODER)


def remove(shelves: Collections, name: str, key: str) -> Source | None:
    """Removes an article."""
    return shelves.remove(name, key, ENCODER)


def ids(added: Added) -> list[str]:
    """The ids of what was added."""
    return [source.id for source in added.articles]


def listed(shelves: Collections, name: str = "1/everyone") -> list[str]:
    """The titles of a collection's articles."""
    with Searcher(shelves.data_folder(name), ENCODER, name) as searcher:
        return [source.title for source, _ in searcher.articles.listing()]


def files(shelves: Collections, name: str = "1/everyone") -> dict[str, bytes]:
    """The files that were kept of a collection."""
    return {file.name: file.read_bytes() for file in (shelves.data_folder(name).folder / "articles").iterdir()}


def leftovers(shelves: Collections, name: str = "1/everyone") -> set[str]:
    """What is in a collection's folder that should not be."""
    names = {entry.name for entry in shelves.data_folder(name).folder.iterdir()}
    return {name for name in names if not name.startswith(("library.db", "generations", "lock", "articles"))}


def test_formats_are_taken_in(shelves: Collections) -> None:
    """Articles in each format are added, and then found."""
    assert add(shelves, "bridge.txt", BRIDGE).articles[0].title == "The old bridge"
    mill = add(shelves, "Mill.MD", MARKDOWN).articles[0]
    assert (mill.id, mill.title, mill.publisher) == ("mill", "The mill", "Weekly")
    added = add(shelves, "lines.jsonl", line("a", title="First") + b"\n" + line("b", title="Second"))
    assert [(source.id, source.title) for source in added.articles] == [("a", "First"), ("b", "Second")]
    assert added.refused == ()
    assert listed(shelves) == ["First", "Second", "The mill", "The old bridge"]
    with Searcher(shelves.data_folder("1/everyone"), ENCODER, "1/everyone") as searcher:
        assert searcher.search("how many clocks does the mill hold", 1)[0].text == (
            "The mill by the river holds 412 clocks."
        )


def test_collections_are_apart(shelves: Collections) -> None:
    """What is added for one server or role is in no other collection, and only of the server it was added for."""
    add(shelves, "bridge.txt", BRIDGE)
    add(shelves, "harbour.txt", HARBOUR, CREW)
    add(shelves, "mill.md", MARKDOWN, OTHERS)
    assert (listed(shelves), listed(shelves, "1/role-7"), listed(shelves, "2/everyone")) == (
        ["The old bridge"],
        ["The harbour"],
        ["The mill"],
    )
    assert shelves.of_server(1) == ["1/everyone", "1/role-7"]
    assert (shelves.existing(2), shelves.existing(3), shelves.existing(None)) == (["2/everyone"], [], [])


def test_a_file_takes_the_place_of_its_namesake(shelves: Collections) -> None:
    """A file that is added again takes the place of what it held before."""
    add(shelves, "news.txt", BRIDGE)
    add(shelves, "news.txt", HARBOUR)
    assert listed(shelves) == ["The harbour"]
    assert list(files(shelves).values()) == [HARBOUR]
    add(shelves, "lines.jsonl", line("a", title="First"))
    add(shelves, "other.jsonl", line("a", title="Second"))
    assert listed(shelves) == ["Second", "The harbour"]


@pytest.mark.parametrize("filename", ["a.pdf", "a.txt.exe", "a", ".txt", "a.jsonl ", "", "..", "a\x00"])
def test_other_formats_are_refused(shelves: Collections, filename: str) -> None:
    """A file in another format is refused before anything is written."""
    refusal = Refusal("library-format", {"name": filename, "formats": ".jsonl, .markdown, .md, .txt"})
    assert add(shelves, filename, BRIDGE) == Added((), (refusal,))
    assert not shelves.data_folder("1/everyone").folder.exists()


@pytest.mark.parametrize(
    ("filename", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n", "is empty"),
        ("a.txt", b"a\x00b", "is binary, not text"),
        ("a.md", b"---\n: [\n---\n# A\n", "its front matter cannot be used"),
        ("a.jsonl", b"\n", "is empty"),
        ("a.jsonl", b"no json\n", "(1) is not an article"),
        ("a.jsonl", b'\n{"id": 1, "title": "A"}\n', "(2) is not an article"),
        ("a.jsonl", line(" "), "(1) its text or its id is empty"),
    ],
)
def test_unreadable_files_are_refused(shelves: Collections, filename: str, data: bytes, reason: str) -> None:
    """A file that cannot be read is refused with the reason, and nothing of it is kept."""
    added = add(shelves, filename, data)
    assert added.articles == ()
    [refusal] = added.refused
    assert (refusal.key, refusal.values["name"]) == ("library-unreadable", filename)
    assert refusal.values["reason"].startswith(reason)
    assert str(shelves.data_folder("1/everyone").folder) not in refusal.values["reason"]
    assert (files(shelves), leftovers(shelves)) == ({}, set())


def test_what_can_be_read_of_a_file_is_taken_in(shelves: Collections) -> None:
    """Lines that cannot be read are refused by number, and the others are added."""
    added = add(shelves, "lines.jsonl", line("a", title="A") + b"nothing\n" + line("b", title="B"))
    assert ids(added) == ["a", "b"]
    assert [refusal.values["reason"][:3] for refusal in added.refused] == ["(2)"]
    assert listed(shelves) == ["A", "B"]


def test_ids_that_are_taken(shelves: Collections) -> None:
    """An article with the id of one from another file is refused, and that one stays as it was."""
    add(shelves, "mill.md", MARKDOWN)
    added = add(shelves, "other.md", MARKDOWN.replace(b"title: The mill", b"title: No mill"))
    assert added == Added((), (Refusal("library-name-taken", {"title": "No mill", "id": "mill"}),))
    assert listed(shelves) == ["The mill"]
    assert list(files(shelves).values()) == [MARKDOWN]


def test_an_id_that_stands_twice_in_a_file(shelves: Collections) -> None:
    """Of two lines with one id, at least one is added, and the other is refused or takes its place."""
    added = add(shelves, "lines.jsonl", line("a", title="First") + line("a", title="Second"))
    assert set(ids(added)) == {"a"}
    assert len(listed(shelves)) == 1


def test_a_file_named_like_one_of_its_ids(shelves: Collections) -> None:
    """All lines of a file are added, also where the file is named like the id of one."""
    added = add(shelves, "a.jsonl", line("a", title="A") + line("b", title="B") + line("c", title="C"))
    assert (ids(added), added.refused) == (["a", "b", "c"], ())
    assert listed(shelves) == ["A", "B", "C"]


def test_limit_of_an_article(shelves: Collections) -> None:
    """An article may have exactly as many bytes as is allowed, and not one more."""
    fitting = BRIDGE + b"x" * (LIMIT - len(BRIDGE))
    assert len(add(shelves, "a.txt", fitting).articles) == 1
    assert [refusal.key for refusal in add(shelves, "b.txt", fitting + b"x").refused] == ["library-unreadable"]
    text = "x" * (LIMIT - len(line("a", "")) + 1)
    assert ids(add(shelves, "c.jsonl", line("a", text) + line("b", f"{text}x"), OTHERS)) == ["a"]


def test_limit_of_a_server(shelves: Collections) -> None:
    """All files of a server together may have exactly as many bytes as is allowed; each server has its own limit."""
    filling = BRIDGE + b"x" * (LIMIT - len(BRIDGE))
    add(shelves, "a.txt", filling)
    add(shelves, "b.txt", filling, CREW)
    assert shelves.used(1) == 2 * LIMIT
    rest = HARBOUR + b"x" * (SERVER_MOST - 2 * LIMIT - len(HARBOUR))
    refusal = Refusal("library-full", {"name": "c.txt", "size": "0.0", "limit": "0.0"})
    assert add(shelves, "c.txt", rest + b"x") == Added((), (refusal,))
    assert len(add(shelves, "c.txt", rest).articles) == 1
    assert shelves.used(1) == SERVER_MOST
    assert len(add(shelves, "c.txt", filling, OTHERS).articles) == 1
    assert (shelves.used(2), shelves.used(3)) == (LIMIT, 0)


def test_limit_of_articles(shelves: Collections, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may have exactly as many articles as is allowed; with one more nothing of it is kept."""
    monkeypatch.setattr("bot.service.collections.MAX_ARTICLES", 3)
    lines = [line(key) for key in "abcd"]
    refusal = Refusal("library-too-many", {"name": "a.jsonl", "count": "4", "limit": "3"})
    assert add(shelves, "a.jsonl", b"".join(lines)) == Added((), (refusal,))
    assert (files(shelves), leftovers(shelves)) == ({}, set())
    assert ids(add(shelves, "a.jsonl", b"".join(lines[:3]))) == ["a", "b", "c"]


@pytest.mark.parametrize("seconds", [0.0, 1e9])
def test_sync_in_slices(shelves: Collections, seconds: float) -> None:
    """However short its slices, a sync comes to the end, and all is found."""
    text = " ".join(f"The keeper of lighthouse {number} left on day {number} of May." for number in range(20))
    shelves.add(EVERYONE, "lines.jsonl", b"".join(line(key, f"{key} {text}", title=key) for key in "abc"), ENCODER, 0)
    slices = 2
    while not shelves.sync("1/everyone", ENCODER, seconds):
        slices += 1
    assert (slices > 3) == (seconds == 0.0)
    assert listed(shelves) == ["a", "b", "c"]


def test_megabytes() -> None:
    """Bytes are told in megabytes with one decimal."""
    assert [megabytes(size) for size in (0, 50_001, 1_000_000, 12_345_678)] == ["0.0", "0.1", "1.0", "12.3"]


def test_removing(shelves: Collections) -> None:
    """A removed article is neither found nor kept, the others of its file stay, and its bytes are free again."""
    add(shelves, "lines.jsonl", line("a", title="A") + line("b", title="B"))
    before = shelves.used(1)
    removed = remove(shelves, "1/everyone", "a")
    assert removed is not None
    assert (removed.id, removed.title) == ("a", "A")
    assert listed(shelves) == ["B"]
    assert list(files(shelves).values()) == [line("b", title="B").strip() + b"\n"]
    assert shelves.used(1) == before - len(line("a", title="A"))
    shelves.sync("1/everyone", ENCODER)
    assert listed(shelves) == ["B"]
    assert remove(shelves, "1/everyone", "a") is None
    assert remove(shelves, "3/everyone", "a") is None
    assert remove(shelves, "", "a") is None


@pytest.mark.parametrize("name", ["..", "1", "1/..", "1/everyone/../../2/everyone", "/etc", "shared"])
def test_other_names_stand_nowhere(shelves: Collections, name: str) -> None:
    """What is no collection's name has no place on the disk."""
    with pytest.raises(ValueError, match="not the name of a collection"):
        shelves.data_folder(name)


NAMES = st.lists(
    st.sampled_from(["..", "/", "\\", "\x00", "~", "con", ":", "\n", ".", "é", "\u202e", "\ud800", "A" * 90])
    | st.text(max_size=4),
    max_size=8,
).map("".join)


@settings(max_examples=40)
@given(NAMES, NAMES, st.sampled_from([".txt", ".md", ".jsonl", ".TXT", ".markdown"]))
@example("../../../../etc/passwd", "../../../../etc/passwd", ".txt")
@example("..\\..\\a", "..", ".jsonl")
@example("-" * 300, "é" * 3000, ".jsonl")
def test_files_stay_in_their_folder(tmp_path_factory: pytest.TempPathFactory, name: str, key: str, suffix: str) -> None:
    """Whatever a file or an article is called, what is kept of it stands in its folder under a plain name."""
    top = tmp_path_factory.mktemp("shelves")
    shelves = Collections(DataFolder(top / "data"), 20_000, 100_000)
    data = json.dumps({"id": key, "title": name, "text": "All went home."}).encode() if suffix == ".jsonl" else BRIDGE
    add(shelves, f"{name}{suffix}", data)
    kept = {path.relative_to(top) for path in top.rglob("*") if path.is_file()}
    folder = Path("data", "servers", "1", "everyone")
    if not kept:  # refused
        return
    assert {path for path in kept if folder not in path.parents} == set()
    assert leftovers(shelves) == set()
    for kept_name in files(shelves):
        assert len(kept_name) <= 70
        assert kept_name.isascii()
        assert kept_name.replace("-", "").replace(".", "").isalnum()
        assert not kept_name.startswith((".", "-"))


def test_different_names_are_different_files(shelves: Collections) -> None:
    """Names that are alike once written plainly are two files all the same."""
    add(shelves, "a b.txt", BRIDGE)
    add(shelves, "a-b.txt", HARBOUR)
    assert sorted(files(shelves).values()) == sorted([BRIDGE, HARBOUR])
    assert listed(shelves) == ["The harbour", "The old bridge"]


def test_folders_are_the_owners(shelves: Collections) -> None:
    """Only the owner may look into a collection's folder and that of its files."""
    add(shelves, "bridge.txt", BRIDGE)
    folder = shelves.data_folder("1/everyone").folder
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "articles")] == [0o700, 0o700]


@pytest.mark.parametrize(
    "change",
    [
        lambda shelves: add(shelves, "new.txt", HARBOUR),
        lambda shelves: add(shelves, "bridge.txt", HARBOUR),
        lambda shelves: remove(shelves, "1/everyone", listed_id(shelves)),
        lambda shelves: shelves.sync("1/everyone", ENCODER),
    ],
    ids=["add", "replace", "remove", "sync"],
)
def test_a_collection_that_is_being_changed(shelves: Collections, change: Callable[[Collections], object]) -> None:
    """While somebody else changes a collection it is refused with BusyError, and nothing has changed by it."""
    add(shelves, "bridge.txt", BRIDGE)
    before = files(shelves)
    with FileLock(shelves.data_folder("1/everyone").folder / "lock"):
        raised = in_thread(lambda: change(shelves))
    assert isinstance(raised, BusyError)
    assert listed(shelves) == ["The old bridge"]
    assert leftovers(shelves) == set()
    assert files(shelves) == before


def test_a_new_collection_that_is_being_changed(shelves: Collections) -> None:
    """A collection that could not be made because somebody else holds it is searched without an error."""
    folder = shelves.data_folder("1/everyone").folder
    folder.mkdir(parents=True)
    with FileLock(folder / "lock"):
        assert isinstance(in_thread(lambda: add(shelves, "bridge.txt", BRIDGE)), BusyError)
    found = []
    for name in shelves.existing(1):
        with Searcher(shelves.data_folder(name), ENCODER, name) as searcher:
            found += searcher.search("old bridge", 3)
    assert found == []


def listed_id(shelves: Collections) -> str:
    """The id of a collection's only article."""
    with Searcher(shelves.data_folder("1/everyone"), ENCODER) as searcher:
        return searcher.articles.listing()[0][0].id


def in_thread(work: Callable[[], object]) -> Exception | None:
    """What work raises in another thread, where a lock that this one holds is another's."""
    raised: list[Exception] = []

    def run() -> None:
        try:
            work()
        except BusyError as error:
            raised.append(error)

    thread = Thread(target=run)
    thread.start()
    thread.join(60)
    return raised[0] if raised else None


class FailingEncoder(SmallEncoder):
    """Has no memory left for passages."""

    def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        raise MemoryError


def test_failed_change_is_taken_back(shelves: Collections) -> None:
    """Where a change cannot be done, files and index are as they were, and it can be tried again."""
    add(shelves, "bridge.txt", BRIDGE)
    before = files(shelves)
    for name, data in (("bridge.txt", HARBOUR), ("harbour.txt", HARBOUR)):
        with pytest.raises(MemoryError):
            shelves.add(EVERYONE, name, data, FailingEncoder())
        assert (files(shelves), listed(shelves), leftovers(shelves)) == (before, ["The old bridge"], set())
    add(shelves, "bridge.txt", HARBOUR)
    assert listed(shelves) == ["The harbour"]


def test_failed_removal_is_taken_back(shelves: Collections, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a removal cannot be done, the article and its file are there as before."""
    key = ids(add(shelves, "bridge.txt", BRIDGE))[0]
    before = files(shelves)
    monkeypatch.setattr("index.storage.tantivy_index.update", _full)
    monkeypatch.setattr("index.storage.tantivy_index.write", _full)
    with pytest.raises(DiskError, match="the disk is full; make room on it, then try again"):
        shelves.remove("1/everyone", key, ENCODER)
    monkeypatch.undo()
    assert (files(shelves), listed(shelves), leftovers(shelves)) == (before, ["The old bridge"], set())


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_leftovers_of_an_interruption_go(shelves: Collections) -> None:
    """What a change that was killed had put aside is removed by the next."""
    add(shelves, "bridge.txt", BRIDGE)
    scratch = shelves.data_folder("1/everyone").folder / "scratch"
    scratch.mkdir()
    (scratch / "bridge.txt").write_bytes(BRIDGE)
    assert leftovers(shelves) == {"scratch"}
    add(shelves, "harbour.txt", HARBOUR)
    assert leftovers(shelves) == set()
