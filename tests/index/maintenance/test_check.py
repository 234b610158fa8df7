"""What `quotebot check` finds: nothing where all is well, and anything that is not as it was stored."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.maintenance.check import verify
from index.storage.database import checksum
from index.storage.library import Library
from index.storage.snapshots import Snapshots
from tests.encoders import SmallEncoder
from tests.index.conftest import MAX_BYTES

BRIDGE = "The bridge\n\nThe parish paid for the repair of the bridge, 4,120 pounds in all. It was shut for a year.\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """An index of an article, and the bot's own file."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "bridge.txt").write_text(BRIDGE)
    data_folder = DataFolder(folder / "data")
    sync(data_folder, SmallEncoder(), [folder / "bridge.txt"], MAX_BYTES, lambda _: None)
    with closing(sqlite3.connect(data_folder.state)) as connection:
        connection.execute("CREATE TABLE vote (shown, up)")
    return data_folder


def change(file: Path, *statements: str) -> None:
    """Changes a SQLite file behind the back of who wrote it, its checksums too where a statement says so."""
    with closing(sqlite3.connect(file)) as connection:
        connection.create_function("checksum", -1, checksum)
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def wrong(data_folder: DataFolder) -> list[tuple[str, str]]:
    """What the check finds wrong: the part and what is said of it before the fix."""
    findings = [finding for finding in verify(data_folder, SmallEncoder(), None) if not finding.ok]
    return [
        (finding.part, finding.message.split(";")[0].removeprefix(f"{data_folder.library} is damaged: "))
        for finding in findings
    ]


def test_all_is_well(data: DataFolder) -> None:
    """Of a sound data folder each part is told to be so."""
    findings = list(verify(data, SmallEncoder(), None))
    assert [(finding.part, finding.ok) for finding in findings] == [
        ("library", True),
        ("derived parts", True),
        ("vectors", True),
        ("bot", True),
    ]
    assert findings[0].message == f"1 articles, 1 passages as stored, in {data.library}"


CHECKSUM_TEXT = (
    "UPDATE article SET text_checksum = "
    "checksum(number, text, body, reading, language, given_id, expires_at, warnings, digest)"
)
CHECKSUM_PASSAGE = "UPDATE passage SET checksum = checksum(number, article, heading, sentences, embedding)"
CHECKSUM_EMBEDDING = "UPDATE embedding SET checksum = checksum(hash, data)"
NO_VECTORS = "UPDATE embedding SET data = CAST(substr(data, 1, 2) || zeroblob(length(data) - 2) AS BLOB)"
OTHER_TEXT = "passage 1 is not of the text of the article 'bridge'"


@pytest.mark.parametrize(
    ("statements", "problem"),
    [
        (["UPDATE article SET text = replace(text, '4,120', '4,920')"], "article 1 is not what was stored"),
        (["UPDATE article SET text = replace(text, '4,120', '4,920')", CHECKSUM_TEXT], OTHER_TEXT),
        (["UPDATE article SET body = 20", CHECKSUM_TEXT], OTHER_TEXT),
        (["UPDATE passage SET sentences = x'1c0000001d000000'"], "passage 1 is not what was stored"),
        (["UPDATE passage SET heading = 'x'", CHECKSUM_PASSAGE], OTHER_TEXT),
        ([NO_VECTORS, CHECKSUM_EMBEDDING], OTHER_TEXT),
        (["DELETE FROM embedding"], "passage 1 has no embedding is not what was stored"),
        (["UPDATE line SET article = 9"], "a row of line belongs to no article is not what was stored"),
    ],
)
def test_damaged_row(data: DataFolder, statements: list[str], problem: str) -> None:
    """A row that is not what was stored is found, and one of which the checksum fits but not the article's text."""
    change(data.library, *statements)
    assert wrong(data) == [("library", problem)]


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def _flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


@pytest.mark.parametrize("damage", [_cut, _flip, Path.unlink])
def test_damaged_derived_file(data: DataFolder, damage: Callable[[Path], None]) -> None:
    """Each derived file that is not as it was published is found."""
    with Library.open(data) as library:
        folder = data.snapshots / f"{Snapshots.of(data, library).number():08}"
    for file in [file for file in folder.rglob("*") if file.is_file() and file.suffix != ".lock"]:
        before = file.read_bytes()
        damage(file)
        assert wrong(data) == [("derived parts", f"{file} is missing or damaged")]
        file.write_bytes(before)
    assert wrong(data) == []


def test_other_vectors(data: DataFolder) -> None:
    """Vectors that are not those of their texts are found by embedding a sample anew."""

    class Other(SmallEncoder):
        def _direction(self, word: str):  # type: ignore[no-untyped-def]
            return super()._direction(word[::-1])

    findings = [finding for finding in verify(data, Other(), None) if not finding.ok]
    assert [finding.message for finding in findings] == [
        "those of passages 1 are of other text or of another model; run: quotebot sync --rebuild"
    ]


def test_damaged_state(data: DataFolder) -> None:
    """Damage to the structure of the bot's own file is found."""
    with data.state.open("r+b") as file:
        file.truncate(4096)
    assert [part for part, _ in wrong(data)] == ["bot"]
