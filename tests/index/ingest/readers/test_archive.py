"""What stands in a zip file is read file by file, within bounds and in memory alone."""

import json
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest

from index.ingest.readers.archive import convert
from index.ingest.readers.base import Problem, ProblemKind, ReaderOptions, UnreadableError
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import list_references
from index.ingest.readers.member_files import Allowance, in_memory
from index.records import Article
from tests.index.ingest.readers.articles import read, save
from tests.index.ingest.readers.exports.test_exports import SLACK_DAY, SLACK_USERS

_OOPS = "JSON is malformed: object keys must be strings (byte 1)"
_PAGES = Path(__file__).parent / "pages"
_ID, _OTHER_ID = "0123456789abcdef" * 2, "fedcba9876543210" * 2
_SUBTITLES = "1\n00:00:01,000 --> 00:00:02,000\nIt hailed.\n"


def _zip(files: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _read(folder: Path, files: Mapping[str, str | bytes]) -> list[tuple[str, str, str] | str]:
    """Give the id, title and plain reading of each article of an archive, and what is none, without the path."""
    path = save(folder / "export.zip", _zip(files))
    return [
        (one.source.id, one.source.title, one.plain) if isinstance(one, Article) else one.removeprefix(f"{path}: ")
        for one in read(path, 100_000)
    ]


def _problems(folder: Path, data: bytes) -> Iterator[Problem]:
    path = save(folder / "export.zip", data)
    return (one for one in convert(path, "export", ReaderOptions(100_000)) if isinstance(one, Problem))


def test_each_file_as_its_format(tmp_path: Path) -> None:
    """Each file is read as its format has it, and goes by its path in the archive."""
    assert _read(
        tmp_path,
        {
            "rain.txt": "Rain\n\nIt rained.",
            "guide/snow.md": "# Snow\n\nIt *snowed*.",
            "guide/hail.srt": _SUBTITLES,
            "lines.jsonl": '{"id": "fog", "title": "Fog", "text": "It is foggy."}\n',
            "table.csv": "a,b\n1,2\n",
            "__MACOSX/._rain.txt": "x",
            "guide/.hidden.md": "x",
            "guide/node_modules/x.md": "x",
        },
    ) == [
        ("export/rain", "Rain", "Rain\n\nIt rained."),
        ("export/guide/snow", "Snow", "Snow\n\nIt snowed."),
        ("export/guide/hail", "hail", "It hailed."),
        ("fog", "Fog", "It is foggy."),
        ("export/table", "table", "a\tb\n1\t2"),
    ]


def test_path_of_articles(tmp_path: Path) -> None:
    """All articles of an archive are of the archive, as its path, and quotes of Markdown are slices of its file."""
    path = save(tmp_path / "a.zip", _zip({"a.md": "It *snowed*.", "b.srt": _SUBTITLES}))
    markdown, subtitles = read(path, 100_000)
    assert isinstance(markdown, Article)
    assert isinstance(subtitles, Article)
    assert markdown.source.path == subtitles.source.path == str(path)
    assert markdown.text == "It *snowed*."


def test_one_that_cannot_be_read_harms_no_other(tmp_path: Path) -> None:
    """What is wrong with a file is told by its path in the archive, and the others are read."""
    assert _read(
        tmp_path,
        {
            "a/broken.json": "{oops",
            "draft.md": "---\ndraft: true\n---\nIt rained.",
            "empty.txt": " ",
            "lines.jsonl": '{"id": "a", "text": "It rained."}\n{oops\n',
            "lines.ndjson": '{"content": "It rained."}\n{oops\n',
            "large.txt": "It rained. " * 10_000,
            "z.txt": "It snowed.",
        },
    ) == [
        f"a/broken.json: is no JSON ({_OOPS}); mend it there, or export it anew",
        "draft.md: is a draft (draft: true)",
        ("a", "It rained.", "It rained."),
        f'lines.jsonl, line 2: is no article ({_OOPS}); write {{"id": ..., "text": ...}}',
        'lines.ndjson: reads its text from "content"; library.fields in the settings names others',
        ("export/lines.ndjson/7718046b0138165a", "It rained.", "It rained."),
        f"lines.ndjson, line 2: is no article ({_OOPS}); write an object in one line",
        "large.txt: is larger than 0.1 MB (library.max_megabytes in the settings)",
        ("export/z", "z", "It snowed."),
        "empty.txt: is empty",
    ]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"a.png": "x", "b.png": "x"}, "2 files in it are of no format that is read: 2 .png"),
        (
            {"a.txt": "", "b.csv": ",,", "c.png": "x"},
            "a.txt: is empty; b.csv: is empty: none of its cells says anything; "
            "1 file in it is of no format that is read: 1 .png",
        ),
        ({f"{name}.txt": " " for name in "abcde"}, "a.txt: is empty; b.txt: is empty; c.txt: is empty; and 2 more"),
        ({"a.zip": ""}, "a.zip: is empty"),
        ({"Trash/.DS_Store": "x"}, "holds no files; pack it anew"),
    ],
)
def test_archive_of_nothing_that_is_read(tmp_path: Path, files: dict[str, str | bytes], reason: str) -> None:
    """An archive in which nothing is read is one file that is not taken in, with why."""
    assert list(_problems(tmp_path, _zip(files))) == [
        Problem(str(tmp_path / "export.zip"), reason, kind=ProblemKind.EMPTY)
    ]


def test_kinds_of_problems(tmp_path: Path) -> None:
    """A draft in an archive is withheld, and files of other formats are told in one note; neither is a loss."""
    draft = "---\ndraft: true\n---\nIt rained."
    found = _problems(tmp_path, _zip({"a.md": draft, "b.png": "x", "c.png": "x", "Makefile": "x"}))
    reason = "3 files in it are of no format that is read: 2 .png, 1 without an ending"
    path = str(tmp_path / "export.zip")
    assert list(found) == [
        Problem(path, "a.md: is a draft (draft: true)", kind=ProblemKind.WITHHELD),
        Problem(path, reason, kind=ProblemKind.NOTE),
    ]


def test_names_that_lead_out(tmp_path: Path) -> None:
    """A path that leads out of the archive leads nowhere, for nothing is written."""
    articles = _read(tmp_path, {"../../etc/a.txt": "It rained.", "/b.txt": "It snowed.", "c\\d.txt": "It hailed."})
    assert [one[0] for one in articles] == ["export/etc/a", "export/b", "export/c/d"]
    assert [path.name for path in tmp_path.iterdir()] == ["export.zip"]


def test_names_in_other_letters(tmp_path: Path) -> None:
    """A name in UTF-8 is read as such, whether the archive says so or not."""
    told = _zip({"Über.txt": "It rained."})
    untold = _zip({"XXber.txt": "It rained."}).replace(b"XX", "Ü".encode())
    for data in (told, untold):
        (article,) = convert(save(tmp_path / "a.zip", data), "a", ReaderOptions(1000))
        assert isinstance(article, Article)
        assert (article.source.id, article.source.title) == ("a/Über", "Über")


def test_files_of_one_name(tmp_path: Path) -> None:
    """Files that differ in their endings alone are told apart by these."""
    articles = _read(tmp_path, {"a.txt": "It rained.", "a.md": "It snowed.", "b/a.md": "It hailed."})
    assert [one[0] for one in articles] == ["export/a.txt", "export/a.md", "export/b/a"]


def test_archives_in_an_archive(tmp_path: Path) -> None:
    """Archives in an archive are read, down to where nobody packs any."""
    deep = _zip({"a.txt": "It rained."})
    for number in (3, 2, 1):
        deep = _zip({f"level {number}.txt": f"It is level {number}.", f"{number}.zip": deep})
    assert _read(tmp_path, {"top.txt": "It is the top.", "top.zip": deep}) == [
        ("export/top.txt", "top", "It is the top."),
        ("export/top.zip/level 1", "level 1", "It is level 1."),
        ("export/top.zip/1/level 2", "level 2", "It is level 2."),
        "top.zip/1.zip/2.zip: is an archive in too many others; unpack those around it",
    ]


def test_notion(tmp_path: Path) -> None:
    """An export of Notion loses its ids and parts, and a table is read once, with all its rows."""
    part = _zip(
        {
            f"Home {_ID}.md": "# Home\n\nIt rained.",
            f"Home {_ID}/Trips {_OTHER_ID}.md": f"# Trips\n\n[Home](../Home%20{_ID}.md) is far.",
            f"Home {_ID}/Tasks {_ID}.csv": "Name,Status\nSweep,Open\n",
            f"Home {_ID}/Tasks {_ID}_all.csv": "Name,Status\nSweep,Open\nGrind,Done\n",
        }
    )
    assert _read(tmp_path, {"Export-1-Part-1.zip": part}) == [
        ("export/Home", "Home", "Home\n\nIt rained."),
        ("export/Home/Trips", "Trips", "Trips\n\nHome is far."),
        ("export/Home/Tasks", "Tasks", "Name\tStatus\nSweep\tOpen\nGrind\tDone"),
    ]


def test_confluence(tmp_path: Path) -> None:
    """The pages of a space are read, not their list, what is attached to them, and what makes them look well."""
    page = (_PAGES / "confluence.html").read_text()
    listing = "<title>Operations (OPS)</title><p>Available Pages:</p><a href='Restart_65.html'>Restart</a>"
    assert _read(
        tmp_path,
        {
            "OPS/index.html": listing,
            "OPS/Restart-the-ingest-cluster_65.html": page,
            "OPS/styles/site.css": "p {}",
            "OPS/attachments/65/notes.txt": "It rained.",
        },
    ) == [
        (
            "export/OPS/Restart-the-ingest-cluster_65",
            "Restart the ingest cluster",
            (_PAGES / "confluence.txt").read_text().rstrip("\n"),
        ),
        "1 file in it is of no format that is read: 1 .css",
    ]


def test_slack(tmp_path: Path) -> None:
    """An export of Slack is read by its channels and threads over all days, without private messages."""
    later = [
        {
            "type": "message",
            "ts": "1709366400.000100",
            "user": "U1",
            "text": "At ten.",
            "thread_ts": "1709280120.000100",
        }
    ]
    assert _read(
        tmp_path,
        {
            "users.json": json.dumps(SLACK_USERS),
            "channels.json": json.dumps([{"id": "C1", "name": "general"}]),
            "general/2024-03-01.json": json.dumps(SLACK_DAY),
            "general/2024-03-02.json": json.dumps(later),
            "general/2024-03-03.json": "{oops",
            "D1/2024-03-01.json": json.dumps(SLACK_DAY),
        },
    ) == [
        "general/2024-03-03.json: is not what Slack exports (Expected `array`, got `object`); export it anew",
        (
            "general/1709280120.000100",
            "When does it open?",
            "Bob Hill: When does it open?\n\nAnn: At nine, @here.\n\nAt ten.",
        ),
        (
            "general/2024-03-01",
            "#general, 2024-03-01",
            "Ann: @Bob Hill see the page & #general\n\nBob Hill: Fine, today.",
        ),
    ]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        (
            "users.json",
            "{oops",
            "users.json: is not what Slack exports (Expected `array`, got `object`); export it anew; "
            "people go by their ids until then",
        ),
        ("channels.json", "[]", "channels.json: names no channels; export it anew"),
        (
            "general/2024-03-01.json",
            "{}",
            "general/2024-03-01.json: is not what Slack exports (Expected `array`, got `object`); export it anew",
        ),
    ],
)
def test_slack_of_which_a_file_is_damaged(tmp_path: Path, name: str, data: str, told: str) -> None:
    """What is wrong with an export of Slack is told by the file in it, and nothing else is said of it."""
    files = {
        "users.json": json.dumps(SLACK_USERS),
        "channels.json": json.dumps([{"id": "C1", "name": "general"}]),
        "general/2024-03-01.json": json.dumps([SLACK_DAY[3]]),
    }
    read_of = _read(tmp_path, files | {name: data})
    assert read_of[0] == told
    day = ("general/2024-03-01", "#general, 2024-03-01", "U2: Fine, today.")
    assert read_of[1:] == ([day] if name == "users.json" else [])


@pytest.mark.parametrize("data", [b"PK\x03\x04 no", b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_archive(tmp_path: Path, data: bytes) -> None:
    """What is no zip file is refused with the reason."""
    path = save(tmp_path / "a.zip", data)
    assert read(path) == [f"{path}: is no zip file, or is damaged or cut off; copy it or pack it anew"]


def test_empty_archive(tmp_path: Path) -> None:
    """An archive of nothing is no loss."""
    (problem,) = _problems(tmp_path, _zip({}))
    assert (problem.reason, problem.kind) == ("holds no files; pack it anew", ProblemKind.EMPTY)


def test_member_that_becomes_too_large(tmp_path: Path) -> None:
    """A file that would become a thousand times as large is not unpacked."""
    reasons = [problem.reason for problem in _problems(tmp_path, _zip({"a.txt": b"0" * 30_000_000}))]
    assert reasons == ["a.txt: would become 1,028 times as large when unpacked, as no document does; leave it out"]


def test_archive_that_becomes_too_large() -> None:
    """Of an archive as much is unpacked as is allowed, whatever fits of the rest."""
    allowance = Allowance()
    large, small = zipfile.ZipInfo("a.txt"), zipfile.ZipInfo("b.txt")
    large.file_size, large.compress_size = 300_000_000, 30_000_000
    small.file_size = small.compress_size = 100_000_000
    allowance.unpack(large)
    with pytest.raises(UnreadableError, match=r"^would have 500 MB and more unpacked; pack it in parts$"):
        allowance.unpack(large)
    allowance.unpack(small)


def test_archive_of_too_many_files(tmp_path: Path) -> None:
    """An archive of more files than anybody packs is refused."""
    path = save(tmp_path / "a.zip", _zip(dict.fromkeys(map(str, range(20_001)), "")))
    assert read(path) == [f"{path}: holds more than 20,000 files; pack them in several archives"]


def test_member_that_lies_about_its_size(tmp_path: Path) -> None:
    """A file that unpacks to more than it says is damaged, and no more of it is unpacked."""
    data = _zip({"a.txt": b"It rained. " * 1000})
    lied = data.replace((11_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert [problem.reason for problem in _problems(tmp_path, lied)] == [
        "a.txt: is damaged within the archive; copy that or pack it anew"
    ]


def test_members_that_are_packed_otherwise(tmp_path: Path) -> None:
    """What is locked, or packed in a way that takes too much memory, is named with what to do."""
    locked = bytearray(_zip({"a.txt": "It rained."}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + flags] |= 1
    assert [problem.reason for problem in _problems(tmp_path, bytes(locked))] == [
        "a.txt: is protected by a password; pack it without one"
    ]
    otherwise = _zip({"a.txt": "It rained."}, zipfile.ZIP_LZMA)
    assert [problem.reason for problem in _problems(tmp_path, otherwise)] == [
        "a.txt: is packed in a way that is not read; pack it as a usual zip file"
    ]


def test_path_in_memory() -> None:
    """A path in memory is opened as often as one likes, by itself or as a path, and is called as it was given."""
    with in_memory("guide/a.srt", b"It rained.") as path:
        assert (str(path), path.suffix, path.stem) == ("guide/a.srt", ".srt", "a")
        assert path.read_bytes() == b"It rained."
        with open(path, "rb") as opened, path.open("rb") as again:
            assert opened.read() == again.read() == b"It rained."
        assert path.stat().st_size == 10
        assert not path.with_suffix(".md").exists()


def test_unchanged_archive_keeps_its_articles(tmp_path: Path) -> None:
    """The articles of an archive that is packed anew, with the same in it, are the same."""
    digests = []
    for level in (1, 9):
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
            archive.writestr("a.txt", "It rained. " * 50)
        path = save(tmp_path / "a.zip", packed.getvalue())
        with Conversions() as conversions:
            digests.append(
                [getattr(one, "digest", one) for one in list_references([path], ReaderOptions(1000), conversions)]
            )
    assert digests[0] == digests[1]
