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
from bot.service.collections import Added, Collections, Namesakes, megabytes
from bot.service.records import Refusal
from bot.service.upload_progress import UploadProgress, UploadState
from index.files.data_folder import BusyError, DataFolder
from index.files.disk import DiskError
from index.ingest.readers.files import SUFFIXES
from index.models.encoder import Encoded
from index.records import Article, Source
from index.retrieval.search import Searcher
from tests.bot.service.giving import give
from tests.encoders import SmallEncoder

EVERYONE = CollectionScope(1, "everyone", 1)
CREW = CollectionScope(1, "role", 7)
OTHERS = CollectionScope(2, "everyone", 2)
LIMIT, SERVER_LIMIT = 2000, 5000
ENCODER = SmallEncoder()
BRIDGE = b"The old bridge\n\nThe town closed the old bridge over the river on Monday. Boats may pass.\n"
HARBOUR = b"The harbour\n\nThe harbour master counted ninety boats on Sunday. Most came from the islands.\n"
MARKDOWN = (
    b"---\nid: mill\ntitle: The mill\npublisher: Weekly\n---\n# Mill\n\nThe mill by the river holds 412 clocks.\n"
)


@pytest.fixture
def collections(tmp_path: Path) -> Collections:
    """Collections, none of which exists yet."""
    return Collections(DataFolder(tmp_path / "data"), LIMIT, SERVER_LIMIT)


def line(key: str, text: str = "The keeper of the lighthouse left in May.", title: str = "A title") -> bytes:
    """A line of a .jsonl file."""
    return json.dumps({"id": key, "title": title, "text": text}).encode() + b"\n"


def add(
    collections: Collections,
    filename: str,
    data: bytes,
    scope: CollectionScope = EVERYONE,
    namesakes: Namesakes = "replace",
) -> Added:
    """Adds a file, by default in place of its namesakes."""
    return give(collections, scope, {filename: data}, ENCODER, namesakes=namesakes)


def remove(collections: Collections, name: str, key: str) -> Source | None:
    """Removes an article."""
    return collections.remove(name, key, ENCODER)


def article(text: str, key: str = "message-1", author: str | None = None) -> Article:
    """An article that somebody else than a reader of files made."""
    return Article(Source(key, "Pump", "Orsk", author, "2025-05-05", f"https://discord.com/channels/1/2/{key}"), text)


def ids(added: Added) -> list[str]:
    """The ids of what was added."""
    return [source.id for source in added.articles]


def listed(collections: Collections, name: str = "1/everyone") -> list[str]:
    """The titles of a collection's articles."""
    with Searcher(collections.data_folder(name), ENCODER, name) as searcher:
        return [source.title for source, _ in searcher.articles.listing()]


def files(collections: Collections, name: str = "1/everyone") -> dict[str, bytes]:
    """The files that were kept of a collection."""
    return {file.name: file.read_bytes() for file in (collections.data_folder(name).folder / "articles").iterdir()}


def leftovers(collections: Collections, name: str = "1/everyone") -> set[str]:
    """What is in a collection's folder that should not be."""
    names = {entry.name for entry in collections.data_folder(name).folder.iterdir()}
    return {
        name
        for name in names
        if not name.startswith(("library.db", "generations", "lock", "articles", "left-out.json", "undo"))
    }


def test_formats_are_taken_in(collections: Collections) -> None:
    """Articles in each format are added, and then found."""
    assert add(collections, "bridge.txt", BRIDGE).articles[0].title == "The old bridge"
    mill = add(collections, "Mill.MD", MARKDOWN).articles[0]
    assert (mill.id, mill.title, mill.publisher) == ("mill", "The mill", "Weekly")
    added = add(collections, "lines.jsonl", line("a", title="First") + b"\n" + line("b", title="Second"))
    assert [(source.id, source.title) for source in added.articles] == [("a", "First"), ("b", "Second")]
    assert added.refused == ()
    assert listed(collections) == ["First", "Second", "The mill", "The old bridge"]
    with Searcher(collections.data_folder("1/everyone"), ENCODER, "1/everyone") as searcher:
        assert searcher.search("how many clocks does the mill hold", 1)[0].text == (
            "The mill by the river holds 412 clocks."
        )


def test_collections_are_apart(collections: Collections) -> None:
    """What is added for one server or role is in no other collection, and only of the server it was added for."""
    add(collections, "bridge.txt", BRIDGE)
    add(collections, "harbour.txt", HARBOUR, CREW)
    add(collections, "mill.md", MARKDOWN, OTHERS)
    assert (listed(collections), listed(collections, "1/role-7"), listed(collections, "2/everyone")) == (
        ["The old bridge"],
        ["The harbour"],
        ["The mill"],
    )
    assert collections.of_server(1) == ["1/everyone", "1/role-7"]
    assert (collections.existing(2), collections.existing(3), collections.existing(None)) == (["2/everyone"], [], [])


def test_a_file_takes_the_place_of_its_namesake(collections: Collections) -> None:
    """A file that is added again takes the place of what it held before."""
    add(collections, "news.txt", BRIDGE)
    add(collections, "news.txt", HARBOUR)
    assert listed(collections) == ["The harbour"]
    assert list(files(collections).values()) == [HARBOUR]
    add(collections, "lines.jsonl", line("a", title="First"))
    add(collections, "other.jsonl", line("a", title="Second"))
    assert listed(collections) == ["Second", "The harbour"]


@pytest.mark.parametrize("filename", ["a.psd", "a.txt.exe", "a", ".txt", "a.jsonl ", "", "..", "a\x00"])
def test_other_formats_are_refused(collections: Collections, filename: str) -> None:
    """A file in another format is refused, and nothing of it is written."""
    refusal = Refusal("library-format", {"name": filename, "formats": ", ".join(sorted(SUFFIXES))})
    assert add(collections, filename, BRIDGE) == Added((), (refusal,))
    assert (files(collections), leftovers(collections), collections.of_server(1)) == ({}, set(), [])


@pytest.mark.parametrize(
    ("filename", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n", "is empty"),
        ("a.txt", b"a\x00b", "is binary, not text"),
        ("a.md", b"---\ndraft: true\n---\n# A\n", "is a draft (draft: true)"),
        ("a.jsonl", b"\n", "is empty"),
        ("a.jsonl", b"no json\n", "(1) is no article"),
        ("a.jsonl", b'\n{"id": 1, "title": "A"}\n', "(2) is no article"),
        ("a.jsonl", line(" "), '(1) its "id" is empty'),
    ],
)
def test_unreadable_files_are_refused(collections: Collections, filename: str, data: bytes, reason: str) -> None:
    """A file that cannot be read is refused with the reason, and nothing of it is kept."""
    added = add(collections, filename, data)
    assert added.articles == ()
    [refusal] = added.refused
    assert (refusal.key, refusal.values["name"]) == ("library-unreadable", filename)
    assert refusal.values["reason"].startswith(reason)
    assert str(collections.data_folder("1/everyone").folder) not in refusal.values["reason"]
    assert (files(collections), leftovers(collections)) == ({}, set())


def test_what_can_be_read_of_a_file_is_taken_in(collections: Collections) -> None:
    """Lines that cannot be read are refused by number, and the others are added."""
    added = add(collections, "lines.jsonl", line("a", title="A") + b"nothing\n" + line("b", title="B"))
    assert ids(added) == ["a", "b"]
    assert [refusal.values["reason"][:3] for refusal in added.refused] == ["(2)"]
    assert listed(collections) == ["A", "B"]


def test_namesakes_are_asked_for(collections: Collections) -> None:
    """What a file would replace is told and stays as it was; a file with the same in it replaces nothing."""
    add(collections, "news.txt", BRIDGE)
    add(collections, "lines.jsonl", line("a", title="First") + line("b", title="Second"))
    before = files(collections)
    asked = add(collections, "news.txt", HARBOUR, namesakes="ask")
    assert (asked.articles, [source.title for source in asked.replaces]) == ((), ["The old bridge"])
    asked = add(collections, "other.jsonl", line("b", title="Third") + line("c", title="Fourth"), namesakes="ask")
    assert (asked.articles, [source.title for source in asked.replaces]) == ((), ["Second"])
    assert (files(collections), listed(collections)) == (before, ["First", "Second", "The old bridge"])
    same = add(collections, "news.txt", BRIDGE, namesakes="ask")
    assert ([source.title for source in same.articles], same.replaces) == (["The old bridge"], ())
    assert add(collections, "news.txt", HARBOUR, CREW, namesakes="ask").replaces == ()


def test_namesakes_are_kept(collections: Collections) -> None:
    """A file is kept beside one of its name, line by line, and only once however often that is wanted."""
    add(collections, "news.txt", BRIDGE)
    add(collections, "lines.jsonl", line("a", title="First"))
    for _ in range(2):
        add(collections, "news.txt", HARBOUR, namesakes="keep")
        add(collections, "lines.jsonl", line("a", title="Second"), namesakes="keep")
    assert listed(collections) == ["First", "Second", "The harbour", "The old bridge"]
    assert len(files(collections)) == 4
    with Searcher(collections.data_folder("1/everyone"), ENCODER, "1/everyone") as searcher:
        key = next(source.id for source, _ in searcher.articles.listing() if source.title == "The harbour")
    assert remove(collections, "1/everyone", key) is not None
    assert listed(collections) == ["First", "Second", "The old bridge"]


def test_ids_of_two_files(collections: Collections) -> None:
    """An article with the id of one from another file is added beside that."""
    add(collections, "mill.md", MARKDOWN)
    added = add(collections, "other.md", MARKDOWN.replace(b"title: The mill", b"title: No mill"), namesakes="ask")
    assert [source.title for source in added.articles] == ["No mill"]
    assert listed(collections) == ["No mill", "The mill"]


def test_what_could_not_be_used_is_told(collections: Collections) -> None:
    """Of an article whose front matter breaks, or whose date is none, what to write is told, and it is added."""
    data = b"---\ntitle: Sale: 50% off\ndate: soon\n---\n\nAll nets cost half.\n"
    added = add(collections, "sale.md", data)
    assert [source.title for source in added.articles] == ["Sale: 50% off"]
    reasons = (
        'its front matter is no YAML (line 2); write title: "Sale: 50% off"',
        "its date 'soon' is not understood; write it as 2024-03-20",
    )
    assert added.refused == tuple(
        Refusal("library-warning", {"title": "Sale: 50% off", "reason": reason}) for reason in reasons
    )


def test_an_id_that_stands_twice_in_a_file(collections: Collections) -> None:
    """Of two lines with one id, at least one is added, and the other is refused or takes its place."""
    added = add(collections, "lines.jsonl", line("a", title="First") + line("a", title="Second"))
    assert set(ids(added)) == {"a"}
    assert len(listed(collections)) == 1


def test_a_file_named_like_one_of_its_ids(collections: Collections) -> None:
    """All lines of a file are added, also where the file is named like the id of one."""
    added = add(collections, "a.jsonl", line("a", title="A") + line("b", title="B") + line("c", title="C"))
    assert (ids(added), added.refused) == (["a", "b", "c"], ())
    assert listed(collections) == ["A", "B", "C"]


def test_limit_of_an_article(collections: Collections) -> None:
    """An article may have exactly as many bytes as is allowed, and not one more."""
    fitting = BRIDGE + b"x" * (LIMIT - len(BRIDGE))
    assert len(add(collections, "a.txt", fitting).articles) == 1
    assert [refusal.key for refusal in add(collections, "b.txt", fitting + b"x").refused] == ["library-unreadable"]
    text = "x" * (LIMIT - len(line("a", "")) + 1)
    assert ids(add(collections, "c.jsonl", line("a", text) + line("b", f"{text}x"), OTHERS)) == ["a"]


def test_limit_of_a_server(collections: Collections) -> None:
    """All files of a server together may have exactly as many bytes as is allowed; each server has its own limit."""
    filling = BRIDGE + b"x" * (LIMIT - len(BRIDGE))
    add(collections, "a.txt", filling)
    add(collections, "b.txt", filling, CREW)
    assert collections.used(1) == 2 * LIMIT
    rest = HARBOUR + b"x" * (SERVER_LIMIT - 2 * LIMIT - len(HARBOUR))
    refusal = Refusal("library-full", {"name": "c.txt", "size": "0.0", "limit": "0.0"})
    assert add(collections, "c.txt", rest + b"x") == Added((), (refusal,))
    assert len(add(collections, "c.txt", rest).articles) == 1
    assert collections.used(1) == SERVER_LIMIT
    assert len(add(collections, "c.txt", filling, OTHERS).articles) == 1
    assert (collections.used(2), collections.used(3)) == (LIMIT, 0)


def test_limit_of_articles(collections: Collections, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may have exactly as many articles as is allowed; with one more nothing of it is kept."""
    monkeypatch.setattr("bot.service.given_files.MAX_ARTICLES", 3)
    lines = [line(key) for key in "abcd"]
    refusal = Refusal("library-too-many", {"name": "a.jsonl", "count": "4", "limit": "3"})
    assert add(collections, "a.jsonl", b"".join(lines)) == Added((), (refusal,))
    assert (files(collections), leftovers(collections)) == ({}, set())
    assert ids(add(collections, "a.jsonl", b"".join(lines[:3]))) == ["a", "b", "c"]


@pytest.mark.parametrize("seconds", [0.0, 1e9])
def test_sync_in_slices(collections: Collections, seconds: float) -> None:
    """However short its slices, a sync comes to the end, and all is found."""
    text = " ".join(f"The keeper of lighthouse {number} left on day {number} of May." for number in range(20))
    lines = b"".join(line(key, f"{key} {text}", title=key) for key in "abc")
    give(collections, EVERYONE, {"lines.jsonl": lines}, ENCODER, seconds=0)
    slices = 2
    while not collections.sync("1/everyone", ENCODER, seconds):
        slices += 1
    assert (slices > 3) == (seconds == 0.0)
    assert listed(collections) == ["a", "b", "c"]


def test_megabytes() -> None:
    """Bytes are told in megabytes with one decimal."""
    assert [megabytes(size) for size in (0, 50_001, 1_000_000, 12_345_678)] == ["0.0", "0.1", "1.0", "12.3"]


def test_removing(collections: Collections) -> None:
    """A removed article is neither found nor kept, the others of its file stay, and its bytes are free again."""
    add(collections, "lines.jsonl", line("a", title="A") + line("b", title="B"))
    before = collections.used(1)
    removed = remove(collections, "1/everyone", "a")
    assert removed is not None
    assert (removed.id, removed.title) == ("a", "A")
    assert listed(collections) == ["B"]
    assert list(files(collections).values()) == [line("b", title="B").strip() + b"\n"]
    assert collections.used(1) == before - len(line("a", title="A"))
    collections.sync("1/everyone", ENCODER)
    assert listed(collections) == ["B"]
    assert remove(collections, "1/everyone", "a") is None
    assert remove(collections, "3/everyone", "a") is None
    assert remove(collections, "", "a") is None


@pytest.mark.parametrize("name", ["..", "1", "1/..", "1/everyone/../../2/everyone", "/etc", "shared"])
def test_other_names_stand_nowhere(collections: Collections, name: str) -> None:
    """What is no collection's name has no place on the disk."""
    with pytest.raises(ValueError, match="not the name of a collection"):
        collections.data_folder(name)


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
@example("\ud800", "", ".jsonl")
def test_files_stay_in_their_folder(tmp_path_factory: pytest.TempPathFactory, name: str, key: str, suffix: str) -> None:
    """Whatever a file or an article is called, what is kept of it stands in its folder under a plain name."""
    top = tmp_path_factory.mktemp("collections")
    collections = Collections(DataFolder(top / "data"), 20_000, 100_000)
    data = json.dumps({"id": key, "title": name, "text": "All went home."}).encode() if suffix == ".jsonl" else BRIDGE
    add(collections, f"{name}{suffix}", data)
    kept = {path.relative_to(top) for path in top.rglob("*") if path.is_file()}
    folder = Path("data", "servers", "1", "everyone")
    if not kept:  # refused
        return
    assert {path for path in kept if folder not in path.parents} == set()
    assert leftovers(collections) == set()
    for kept_name in files(collections):
        assert len(kept_name) <= 70
        assert kept_name.isascii()
        assert kept_name.replace("-", "").replace(".", "").isalnum()
        assert not kept_name.startswith((".", "-"))


def test_different_names_are_different_files(collections: Collections) -> None:
    """Names that are alike once written plainly are two files all the same."""
    add(collections, "a b.txt", BRIDGE)
    add(collections, "a-b.txt", HARBOUR)
    assert sorted(files(collections).values()) == sorted([BRIDGE, HARBOUR])
    assert listed(collections) == ["The harbour", "The old bridge"]


def test_folders_are_the_owners(collections: Collections) -> None:
    """Only the owner may look into a collection's folder and that of its files."""
    add(collections, "bridge.txt", BRIDGE)
    folder = collections.data_folder("1/everyone").folder
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "articles")] == [0o700, 0o700]


@pytest.mark.parametrize(
    "change",
    [
        lambda collections: add(collections, "new.txt", HARBOUR),
        lambda collections: add(collections, "bridge.txt", HARBOUR),
        lambda collections: remove(collections, "1/everyone", listed_id(collections)),
        lambda collections: collections.sync("1/everyone", ENCODER),
    ],
    ids=["add", "replace", "remove", "sync"],
)
def test_a_collection_that_is_being_changed(collections: Collections, change: Callable[[Collections], object]) -> None:
    """While somebody else changes a collection it is refused with BusyError, and nothing has changed by it."""
    add(collections, "bridge.txt", BRIDGE)
    before = files(collections)
    with FileLock(collections.data_folder("1/everyone").folder / "lock"):
        raised = in_thread(lambda: change(collections))
    assert isinstance(raised, BusyError)
    assert listed(collections) == ["The old bridge"]
    assert leftovers(collections) == set()
    assert files(collections) == before


def test_a_new_collection_that_is_being_changed(collections: Collections) -> None:
    """A collection that could not be made because somebody else holds it is searched without an error."""
    folder = collections.data_folder("1/everyone").folder
    folder.mkdir(parents=True)
    with FileLock(folder / "lock"):
        assert isinstance(in_thread(lambda: add(collections, "bridge.txt", BRIDGE)), BusyError)
    passages = []
    for name in collections.existing(1):
        with Searcher(collections.data_folder(name), ENCODER, name) as searcher:
            passages += searcher.search("old bridge", 3)
    assert passages == []


def listed_id(collections: Collections) -> str:
    """The id of a collection's only article."""
    with Searcher(collections.data_folder("1/everyone"), ENCODER) as searcher:
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


def test_failed_change_is_taken_back(collections: Collections) -> None:
    """Where a change cannot be done, files and index are as they were, and it can be tried again."""
    add(collections, "bridge.txt", BRIDGE)
    before = files(collections)
    for name, data in (("bridge.txt", HARBOUR), ("harbour.txt", HARBOUR)):
        with pytest.raises(MemoryError):
            give(collections, EVERYONE, {name: data}, FailingEncoder(), namesakes="replace")
        assert (files(collections), listed(collections), leftovers(collections)) == (before, ["The old bridge"], set())
    add(collections, "bridge.txt", HARBOUR)
    assert listed(collections) == ["The harbour"]


def test_failed_removal_is_taken_back(collections: Collections, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a removal cannot be done, the article and its file are there as before."""
    key = ids(add(collections, "bridge.txt", BRIDGE))[0]
    before = files(collections)
    monkeypatch.setattr("index.storage.tantivy_index.update", _full)
    monkeypatch.setattr("index.storage.tantivy_index.write", _full)
    with pytest.raises(DiskError, match="the disk is full; make room on it, then try again"):
        collections.remove("1/everyone", key, ENCODER)
    monkeypatch.undo()
    assert (files(collections), listed(collections), leftovers(collections)) == (before, ["The old bridge"], set())


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_leftovers_of_an_interruption_go(collections: Collections) -> None:
    """What a change that was killed had put aside is removed by the next."""
    add(collections, "bridge.txt", BRIDGE)
    scratch = collections.data_folder("1/everyone").folder / "scratch"
    scratch.mkdir()
    (scratch / "bridge.txt").write_bytes(BRIDGE)
    assert leftovers(collections) == {"scratch"}
    add(collections, "harbour.txt", HARBOUR)
    assert leftovers(collections) == set()


# Several files at once


TABLE = b"id,title,text\nwool,Wool,Wool is shorn in May on Sillin.\nsalt,Salt,Salt is dried in June on Sillin.\n"


def test_several_files_at_once(collections: Collections) -> None:
    """All articles of several files are added, and what of them cannot be is refused by its file."""
    given = {"bridge.txt": BRIDGE, "a.psd": b"", "lines.jsonl": line("a", title="A") + b"nothing\n", "empty.md": b" "}
    progress = UploadProgress()
    added = give(collections, EVERYONE, given, ENCODER, progress=progress)
    assert [source.title for source in added.articles] == ["The old bridge", "A"]
    assert [(one.key, one.values["name"]) for one in added.refused] == [
        ("library-format", "a.psd"),
        ("library-unreadable", "lines.jsonl"),
        ("library-unreadable", "empty.md"),
    ]
    assert progress.state == UploadState(files=3, of_files=3, embedded=2, left=0)
    assert collections.left_out(1) == list(added.refused)


def test_articles_of_a_converted_file_go_alone(collections: Collections) -> None:
    """Of a file that is converted to several articles each is kept by itself, found, and removed alone."""
    assert ids(add(collections, "goods.csv", TABLE)) == ["wool", "salt"]
    assert sorted(Path(name).suffix for name in files(collections)) == [".article", ".article"]
    with Searcher(collections.data_folder("1/everyone"), ENCODER, "1/everyone") as searcher:
        (passage,) = searcher.search("when is salt dried", 1)
    assert passage.text.endswith("Salt is dried in June on Sillin.")
    assert remove(collections, "1/everyone", "wool") is not None
    assert listed(collections) == ["Salt"]
    assert collections.sync("1/everyone", ENCODER)
    assert listed(collections) == ["Salt"]


def test_a_converted_file_of_one_article_is_kept(collections: Collections) -> None:
    """Of a file that is converted to one article the file itself is kept."""
    speech = b"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nWool is shorn in May on Sillin.\n"
    assert len(add(collections, "speech.vtt", speech).articles) == 1
    assert list(files(collections).values()) == [speech]


def test_undoing(collections: Collections) -> None:
    """What an upload added goes, and what it replaced is there again; that can be done once."""
    give(collections, EVERYONE, {"news.txt": BRIDGE, "mill.md": MARKDOWN}, ENCODER, "first")
    before = files(collections)
    give(collections, EVERYONE, {"news.txt": HARBOUR, "goods.csv": TABLE}, ENCODER, "second", namesakes="replace")
    assert listed(collections) == ["Salt", "The harbour", "The mill", "Wool"]
    assert collections.undo("1/everyone", "second", ENCODER) is True
    assert (files(collections), listed(collections)) == (before, ["The mill", "The old bridge"])
    assert collections.undo("1/everyone", "second", ENCODER) is None
    assert collections.undo("1/everyone", "first", ENCODER) is True
    assert (files(collections), listed(collections), leftovers(collections)) == ({}, [], set())


def test_undoing_in_slices(collections: Collections) -> None:
    """However short the slices in which an upload is undone, it comes to the end."""
    give(collections, EVERYONE, {"goods.csv": TABLE}, ENCODER, "first")
    complete = collections.undo("1/everyone", "first", ENCODER, 0.0)
    while not complete:
        complete = collections.sync("1/everyone", ENCODER, 0.0)
    assert (files(collections), listed(collections)) == ({}, [])


def test_what_changed_since_is_not_undone(collections: Collections) -> None:
    """Where a file of an upload was replaced or removed since, nothing of it is undone."""
    give(collections, EVERYONE, {"news.txt": BRIDGE, "mill.md": MARKDOWN}, ENCODER, "first")
    give(collections, EVERYONE, {"news.txt": HARBOUR}, ENCODER, "second", namesakes="replace")
    assert collections.undo("1/everyone", "first", ENCODER) is None
    remove(collections, "1/everyone", listed_ids(collections)["The harbour"])
    assert collections.undo("1/everyone", "second", ENCODER) is None
    assert listed(collections) == ["The mill"]
    assert [collections.undo(name, "first", ENCODER) for name in ("", "7/everyone")] == [None, None]


def test_of_what_is_removed_nothing_is_kept(collections: Collections) -> None:
    """Once an article is removed its file is gone, and those that it replaced are too; others can still be undone."""
    give(collections, EVERYONE, {"news.txt": BRIDGE}, ENCODER, "first")
    give(collections, EVERYONE, {"news.txt": HARBOUR}, ENCODER, "second", namesakes="replace")
    give(collections, EVERYONE, {"mill.md": MARKDOWN}, ENCODER, "third")
    remove(collections, "1/everyone", listed_ids(collections)["The harbour"])
    kept = [path for path in collections.data_folder("1/everyone").folder.glob("undo/*/*") if path.suffix != ".json"]
    assert kept == []
    assert collections.undo("1/everyone", "third", ENCODER) is True


def test_a_failed_upload_is_not_undone(collections: Collections) -> None:
    """Of an upload that failed nothing is kept to undo."""
    give(collections, EVERYONE, {"news.txt": BRIDGE}, ENCODER, "first")
    with pytest.raises(MemoryError):
        give(collections, EVERYONE, {"news.txt": HARBOUR}, FailingEncoder(), "second", namesakes="replace")
    assert collections.undo("1/everyone", "second", ENCODER) is None
    assert listed(collections) == ["The old bridge"]


def test_failed_undoing_is_taken_back(collections: Collections) -> None:
    """Where an upload cannot be undone now, all is as it was, and it still can be once others were made."""
    give(collections, EVERYONE, {"news.txt": BRIDGE}, ENCODER, "first")
    give(collections, EVERYONE, {"news.txt": HARBOUR}, ENCODER, "second", namesakes="replace")
    with pytest.raises(MemoryError):
        collections.undo("1/everyone", "second", FailingEncoder())
    assert (listed(collections), leftovers(collections)) == (["The harbour"], set())
    give(collections, EVERYONE, {"mill.md": MARKDOWN}, ENCODER, "third")
    assert collections.undo("1/everyone", "second", ENCODER) is True
    assert listed(collections) == ["The mill", "The old bridge"]


def test_an_upload_begun_again(collections: Collections) -> None:
    """An upload that is begun again, as after a crash, is undone to what was there before its first try."""
    give(collections, EVERYONE, {"news.txt": BRIDGE}, ENCODER, "first")
    for _ in range(2):
        give(collections, EVERYONE, {"news.txt": HARBOUR}, ENCODER, "second", namesakes="replace")
    assert collections.undo("1/everyone", "second", ENCODER) is True
    assert listed(collections) == ["The old bridge"]


def test_what_was_left_out(collections: Collections) -> None:
    """What uploads were refused is told until the file is given again, and what could not be used while it is so."""
    sale = b"---\ntitle: Sale\ndate: soon\n---\n\nAll nets cost half.\n"
    give(collections, EVERYONE, {"sale.md": sale, "lines.jsonl": b"nothing\n"}, ENCODER, "first")
    give(collections, CREW, {"empty.txt": b""}, ENCODER, "second")
    keys = [(one.key, one.values.get("name") or one.values["title"]) for one in collections.left_out(1)]
    assert keys == [
        ("library-unreadable", "lines.jsonl"),
        ("library-warning", "Sale"),
        ("library-unreadable", "empty.txt"),
    ]
    give(collections, EVERYONE, {"lines.jsonl": line("a")}, ENCODER, "third")
    remove(collections, "1/everyone", listed_ids(collections)["Sale"])
    assert [one.values["name"] for one in collections.left_out(1)] == ["empty.txt"]
    assert collections.left_out(2) == []


def test_what_was_left_out_is_told_while_it_is_asked(collections: Collections) -> None:
    """What an upload was refused is listed also before somebody has chosen what becomes of the others."""
    give(collections, EVERYONE, {"news.txt": BRIDGE}, ENCODER, "first")
    asked = give(collections, EVERYONE, {"news.txt": HARBOUR, "empty.txt": b""}, ENCODER, "second")
    assert len(asked.replaces) == 1
    assert [one.values["name"] for one in collections.left_out(1)] == ["empty.txt"]
    give(collections, EVERYONE, {"news.txt": HARBOUR, "empty.txt": b""}, ENCODER, "second", namesakes="replace")
    assert [one.values["name"] for one in collections.left_out(1)] == ["empty.txt"]


def listed_ids(collections: Collections) -> dict[str, str]:
    """The ids of a collection's articles by their titles."""
    with Searcher(collections.data_folder("1/everyone"), ENCODER) as searcher:
        return {source.title: source.id for source, _ in searcher.articles.listing()}


# Articles that are put by themselves


def test_an_article_is_put_replaced_and_discarded(collections: Collections) -> None:
    """An article is found once it is put, has what was put last, and is gone from index and disk once discarded."""
    add(collections, "mill.md", MARKDOWN)
    name, first = "message-1.article", article("The pump of Orsk is greased every nine weeks.")
    assert collections.put(EVERYONE, name, first, ENCODER) is True
    assert collections.stored("1/everyone", name) == first
    second = article("The pump of Orsk is greased every five weeks.", author="Bob")
    assert collections.put(EVERYONE, name, second, ENCODER) is True
    with Searcher(collections.data_folder("1/everyone"), ENCODER, "1/everyone") as searcher:
        found = {source.id: source.author for source, _ in searcher.articles.listing()}
    assert found == {"message-1": "Bob", "mill": None}
    collections.discard("1/everyone", [name, "message-2.article"], ENCODER)
    assert listed(collections) == ["The mill"]
    assert [Path(file).suffix for file in files(collections)] == [".md"]
    assert collections.stored("1/everyone", name) is None
    assert collections.unfinished() == []


def test_the_last_article_is_discarded(collections: Collections) -> None:
    """The only article of a collection can be discarded, and what there is none of changes nothing."""
    collections.discard("1/everyone", ["message-1.article"], ENCODER)
    assert collections.of_server(1) == []
    collections.put(EVERYONE, "message-1.article", article("The pump of Orsk is greased."), ENCODER)
    collections.discard("1/everyone", ["message-1.article"], ENCODER)
    assert listed(collections) == []


def test_an_article_that_is_too_large_is_not_put(collections: Collections) -> None:
    """The limits of an article and of a server hold for what is put, and what was there before stays."""
    large = collections.put(EVERYONE, "message-1.article", article("Oil. " * LIMIT), ENCODER)
    assert isinstance(large, Refusal)
    assert (large.key, large.values["name"]) == ("library-too-large", "Pump")
    text = "The pump of Orsk is greased. " * 50
    outcomes = [
        collections.put(EVERYONE, f"message-{number}.article", article(text, f"message-{number}"), ENCODER)
        for number in range(3)
    ]
    assert outcomes[:2] == [True, True]
    assert isinstance(outcomes[2], Refusal)
    assert outcomes[2].key == "library-full"
    assert sorted(files(collections)) == ["message-0.article", "message-1.article"]


def test_a_put_that_fails_leaves_all_as_it_was(collections: Collections) -> None:
    """Where the index cannot be brought up to date, the article of before is there again."""

    class Failing(SmallEncoder):
        def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
            raise DiskError("no room")

    first = article("The pump of Orsk is greased every nine weeks.")
    collections.put(EVERYONE, "message-1.article", first, ENCODER)
    with pytest.raises(DiskError):
        collections.put(EVERYONE, "message-1.article", article("It is never greased."), Failing())
    assert collections.stored("1/everyone", "message-1.article") == first
    assert listed(collections) == ["Pump"]
