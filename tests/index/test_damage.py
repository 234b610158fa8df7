"""What is damaged on the disk: noticed before it is quoted, recovered from the library, or named."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from index.answering.answer import Answerer, MisquoteError
from index.answering.confidence import load_calibration
from index.answering.quotes import make_quote
from index.answering.windows import Window
from index.files import checksums
from index.files.checksums import FileChecksum, SealedFile
from index.files.data_folder import DataFolder
from index.ingest.removal import Removal
from index.models.openvino import Manifest, damaged_files, read_manifest
from index.records import Answer, Quote, Span
from index.retrieval.candidates import Candidate
from index.retrieval.search import Searcher
from index.storage.database import DamagedError
from index.storage.library import Library
from index.storage.snapshots import Snapshots
from index.storage.sqlite_database import SqliteDatabase
from tests.encoders import SmallEncoder
from tests.index.conftest import Sync
from tests.soak import damage
from tests.soak.damage import Whole
from tests.soak.trial import Trial
from tests.soak.world import Warm

BRIDGE = "The bridge\n\nThe parish paid for the repair of the bridge, 4,120 pounds in all. It was shut for a year.\n"
FERRY = "The ferry\n\nThe ferry leaves at seven in the evening. Nobody is taken aboard after that.\n"
QUESTION = "Who paid for the repair of the bridge?"
FIX = "put a backup back with quotebot restore FILE, or move it away and run: quotebot sync"


@pytest.fixture(scope="module")
def whole(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """An index of the project's own articles."""
    return warm.call(damage.make_whole, tmp_path_factory.mktemp("whole"))


@pytest.fixture
def small(data_folder: DataFolder, articles: Path, run_sync: Sync) -> DataFolder:
    """An index of two articles."""
    (articles / "bridge.txt").write_text(BRIDGE)
    (articles / "ferry.txt").write_text(FERRY)
    run_sync()
    return data_folder


def ask(data_folder: DataFolder) -> Answer:
    """The answer to the question."""
    with Searcher(data_folder, SmallEncoder()) as searcher:
        return Answerer(searcher, load_calibration(), 0).answer(QUESTION)


def derived(data_folder: DataFolder) -> list[Path]:
    """The files of FAISS and Tantivy that are read, and their manifest."""
    with Library.open(data_folder) as library:
        folder = data_folder.snapshots / f"{Snapshots.of(data_folder, library).number():08}"
    return [file for file in sorted(folder.rglob("*")) if file.is_file() and file.suffix != ".lock"]


def flip(file: Path, place: int) -> None:
    """Flips the bits of one byte of a file."""
    data = bytearray(file.read_bytes())
    data[place] ^= 0xFF
    file.write_bytes(data)


def change(library: Path, statement: str) -> None:
    """Changes a library behind its back."""
    with closing(sqlite3.connect(library)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize(
    ("trial", "count"),
    [(damage.damage_derived, 5), (damage.damage_library, 12), (damage.damage_log, 3), (damage.damage_backup, 40)],
)
def test_damage_anywhere(
    warm: Warm, whole: Whole, tmp_path: Path, trial: Callable[[Whole, int, int, Path], Trial], count: int
) -> None:
    """After damage to a random byte of any kind of file, each answer is as it was, or the damage is named."""
    outcome = warm.call(trial, whole, count, 1, tmp_path)
    assert (outcome.tried, outcome.failures) == (count, ())


def test_damage_in_the_middle_of_large_files(warm: Warm, tmp_path: Path) -> None:
    """What opening does not see makes no quote wrong either, nor the process crash."""
    large = warm.call(damage.make_whole, tmp_path / "large", ends=64)
    assert warm.call(damage.damage_unseen, large, 4, 1, tmp_path).failures == ()


def test_damage_to_the_state(warm: Warm, tmp_path: Path) -> None:
    """Damage to a random byte of the bot's own file is named wherever it is met."""
    assert warm.call(damage.damage_state, 6, 1, tmp_path).failures == ()


def test_every_derived_file_is_recovered(small: DataFolder) -> None:
    """A flipped byte or a lost end of each derived file is recovered from the library, with nothing embedded again."""
    before = ask(small)
    for number in range(len(derived(small))):
        file = derived(small)[number]
        if number % 2:
            flip(file, -1)
        else:
            file.write_bytes(file.read_bytes()[:-1])
        assert ask(small) == before
        with Library.open(small) as library:
            assert Snapshots.of(small, library).verify() == []


@pytest.mark.parametrize("suffix", ["faiss", "npy", "json", "fast", "fieldnorm", "idx", "pos", "store", "term"])
def test_damage_by_the_disk_is_never_sealed(
    data_folder: DataFolder, articles: Path, run_sync: Sync, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    """A byte turned in the middle of a file, its times kept, is told by the check as long as the file is linked on.

    Nothing that passes for whole is made of it, and a sync that finds nothing to do mends it.
    """
    monkeypatch.setattr(checksums, "_END", 8)
    (articles / "bridge.txt").write_text(BRIDGE)
    run_sync()
    file = min(derived(data_folder)[0].parent.glob(f"*/*.{suffix}"), key=lambda one: one.stat().st_mtime_ns)
    before = file.stat()
    os.link(file, articles.parent / "damaged")
    flip(file, before.st_size // 2)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    for number in range(9):  # of eight segments Tantivy makes one
        (articles / f"{number}.txt").write_text(FERRY.replace("ferry", f"ferry {number}"))
        run_sync()
        linked = [one for one in derived(data_folder) if one.samefile(articles.parent / "damaged")]
        with Library.open(data_folder) as library:
            told = Snapshots.of(data_folder, library).verify()
        assert told == [f"{one} is missing or damaged" for one in linked]
    run_sync()
    with Library.open(data_folder) as library:
        assert Snapshots.of(data_folder, library).verify() == []


def test_a_sealed_file_is_read_whole_once_touched(tmp_path: Path) -> None:
    """A byte in the middle is seen where the file was written to since, or is a copy; else only by the check."""
    file = tmp_path / "file"
    file.write_bytes(bytes(3 * checksums._END))
    seal, times = SealedFile.of(file), file.stat()
    os.link(file, tmp_path / "link")
    assert (seal.is_untouched(file), seal.is_untouched(tmp_path / "link")) == (True, True)
    flip(file, 3 * checksums._END // 2)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns + 1))
    assert (seal.is_untouched(file), seal.matches(file)) == (False, False)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert (seal.is_untouched(file), seal.matches(file)) == (True, False)
    shutil.copy2(file, tmp_path / "copy")
    assert seal.is_untouched(tmp_path / "copy") is False
    assert seal.renewed(tmp_path / "copy").is_untouched(tmp_path / "copy") is True
    (tmp_path / "copy").unlink()
    assert seal.is_untouched(tmp_path / "copy") is False


@pytest.mark.parametrize("file", ["words/*.idx", "words/*.pos"])
def test_damage_beneath_an_open_index_is_recovered(small: DataFolder, file: str) -> None:
    """What changes on the disk while an index is open is noticed by the next search, and recovered from the library."""
    with Searcher(small, SmallEncoder()) as searcher:
        before = searcher.find(QUESTION, 9).hits
        (damaged,) = derived(small)[0].parent.glob(file)
        with damaged.open("r+b") as opened:
            opened.write(b"\xff" * (damaged.stat().st_size // 2))
        assert searcher.find(QUESTION, 9).hits == before
    with Library.open(small) as library:
        assert Snapshots.of(small, library).verify() == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, MemoryError, RuntimeError])
def test_what_is_no_damage_recovers_nothing(small: DataFolder, error: type[BaseException]) -> None:
    """Whatever else ends a search goes on as it is, and nothing is written, not even where a file is damaged."""

    @contextmanager
    def on_stage(name: str) -> Iterator[None]:
        if name == "fusion" and interrupted:
            raise error
        yield

    interrupted = False
    with Searcher(small, SmallEncoder(), on_stage=on_stage) as searcher:
        searcher.find(QUESTION, 9)
        files = derived(small)
        flip(files[-1], -1)
        held, interrupted = [file.read_bytes() for file in files], True
        with pytest.raises(error):
            searcher.find(QUESTION, 9)
    assert derived(small) == files
    assert [file.read_bytes() for file in files] == held


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE article SET text = replace(text, '4,120', '4,920')", "the text of the article 'bridge'"),
        ("UPDATE article SET text = CAST(x'ff' || text AS TEXT)", "a text in it is no longer UTF-8"),
        ("UPDATE article SET title = 'The ridge' WHERE id = 'bridge'", "what is said of the article 'bridge'"),
        ("UPDATE article SET publisher = 'BBC' WHERE id = 'bridge'", "what is said of the article 'bridge'"),
        ("UPDATE article SET story = 2 WHERE id = 'bridge'", "the story of article number 1"),
        ("DELETE FROM article WHERE id = 'bridge'", "it has lost articles 1"),
        ("UPDATE passage SET heading = 'x' WHERE article = 1", "passage 1"),
        ("UPDATE embedding SET data = zeroblob(length(data))", "the embedding of passage 1"),
        ("UPDATE embedding SET data = substr(data, 1, length(data) - 1)", "the embedding of passage 1"),
        ("UPDATE codec SET value = zeroblob(length(value))", "the codec of tokens"),
        ("UPDATE fact SET value = 'small/2' WHERE name = 'fingerprint'", "the fingerprint"),
    ],
)
def test_changed_row_is_named(small: DataFolder, statement: str, what: str) -> None:
    """A row that is not what was stored is never used: the error names the file, the row and the fix."""
    change(small.library, statement)
    with pytest.raises(DamagedError) as caught:
        ask(small)
    assert str(caught.value).startswith(f"{small.library} is damaged: ")
    assert what in str(caught.value)
    assert str(caught.value).endswith(FIX)


def test_damaged_source_removes_nothing(small: DataFolder, run_sync: Sync) -> None:
    """A changed path among those to read is named, not taken for a folder that is gone."""
    with Library.open(small) as library, library.writing():
        library.sources.add(["/articles"])
    change(small.library, "UPDATE source SET path = '/particles'")
    with Library.open(small) as library, pytest.raises(DamagedError, match="the source /particles is not what"):
        library.sources.names()


def test_lost_passage_is_told(small: DataFolder) -> None:
    """A passage that only the derived parts have is not left out silently."""
    change(small.library, "DELETE FROM passage WHERE article = 1")
    with pytest.raises(Exception, match=r"library\.db lacks passages that a search finds; run: quotebot check"):
        ask(small)


def test_snapshot_of_the_same_number_is_not_mistaken(small: DataFolder, articles: Path, run_sync: Sync) -> None:
    """Where the library is another one with a snapshot of that number, a searcher that is open reads that one's."""
    other = small.folder.parent / "other.db"
    with Library.open(small) as library:
        SqliteDatabase(small.library).copy_to(other)
        number = Snapshots.of(small, library).number()
    with Searcher(small, SmallEncoder()) as searcher:
        (articles / "ferry.txt").unlink()
        run_sync(removal=Removal(prune=True))
        assert [hit.source.id for hit in searcher.search("ferry bridge", 9)] == ["bridge"]
        with Library.at(other) as library, library.writing():
            library.facts.note(generation=str(number + 1), manifest="of another")
        with SqliteDatabase(other) as database:
            database.copy_to(small.library)
        assert {hit.source.id for hit in searcher.search("ferry bridge", 9)} == {"bridge", "ferry"}


def test_quote_is_compared_with_the_article(small: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quote that its article does not hold where it says is never given."""

    def shifted(window: Window, before: Callable[[Candidate], Span | None], max_sentences: int) -> Quote:
        quote = make_quote(window, before, max_sentences)
        return replace(quote, span=Span(quote.span.start + 1, quote.span.end + 1))

    monkeypatch.setattr("index.answering.choosing.make_quote", shifted)
    with pytest.raises(MisquoteError, match="a quote is not what the article 'bridge' says; run: quotebot check"):
        ask(small)


@pytest.mark.parametrize(
    "size", [0, 1, 10, checksums._END, 2 * checksums._END, 2 * checksums._END + 1, 3 * checksums._END]
)
def test_checksum(tmp_path: Path, size: int) -> None:
    """A checksum matches the file it is of, and none with a byte more, less or other; its ends leave out a middle."""
    file = tmp_path / "file"
    file.write_bytes(bytes(size))
    checksum = FileChecksum.of(file)
    assert (checksum.matches(file), checksum.matches_ends(file)) == (True, True)
    for place in {0, size // 2, size - 1} if size else ():
        flip(file, place)
        outside = checksums._END <= place < size - checksums._END
        assert (checksum.matches(file), checksum.matches_ends(file)) == (False, outside)
        flip(file, place)
    for other in {size + 1, max(0, size - 1)} - {size}:
        file.write_bytes(bytes(other))
        assert (checksum.matches(file), checksum.matches_ends(file)) == (False, False)
    file.unlink()
    assert (checksum.matches(file), checksum.matches_ends(file)) == (False, False)


def test_damaged_compiled_encoder(tmp_path: Path) -> None:
    """A flipped byte in any file of a compiled encoder is noticed: on opening at its ends, by the check anywhere."""
    names = ("model.blob", "tokenizer.json")
    for name in names:
        (tmp_path / name).write_bytes(bytes(3 * checksums._END))
    files = {name: FileChecksum.of(tmp_path / name) for name in names}
    manifest = Manifest("print", "runtime", files, "f32", 64, 250, 256, "", "")
    (tmp_path / "manifest.json").write_bytes(msgspec.json.encode(manifest))
    assert read_manifest(tmp_path) == manifest
    for name in names:
        flip(tmp_path / name, 3 * checksums._END // 2)
        assert read_manifest(tmp_path) == manifest
        assert damaged_files(tmp_path) == [str(tmp_path / name)]
        flip(tmp_path / name, 3 * checksums._END // 2)
        flip(tmp_path / name, 0)
        assert read_manifest(tmp_path) is None
        flip(tmp_path / name, 0)
    assert damaged_files(tmp_path) == []
