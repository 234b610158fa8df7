"""Files that are no text are converted in a process of its own, whatever becomes of that."""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from signal import SIGALRM
from tempfile import gettempdir
from zipfile import ZipFile

import pytest

from index.files.disk import DiskError
from index.ingest.readers.base import ArticleReference, File, Problem, ReaderOptions
from index.ingest.readers.conversion import Conversions, decode_article
from tests.index.ingest.readers.articles import save

CAPTIONS = "1\n00:00:01,000 --> 00:00:04,000\nIt rained.\n"
OPTIONS = ReaderOptions(1000)
_MEMORY = 1_500_000_000  # bytes


def told(conversions: Conversions, path: Path) -> Iterator[str]:
    """What conversions say of a file: the text of each article, or a reason."""
    for one in conversions.references("subtitles", File(path, path, path.stem, path.stem), OPTIONS):
        yield one.reason if isinstance(one, Problem) else decode_article(conversions.read(one)).text


def _children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


def _limit(process: Path, name: str) -> int:
    """Give how much the system lets a process have of something."""
    (line,) = (line for line in (process / "limits").read_text().splitlines() if line.startswith(name))
    return int(line.removeprefix(name).split()[0])


def test_the_process_finds_the_packages_wherever_it_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the packages are found by the working folder alone, the process that converts finds them as well."""
    monkeypatch.setattr(sys, "path", ["", *(part for part in sys.path if not (Path(part) / "index").is_dir())])
    with Conversions() as conversions:
        assert list(told(conversions, save(tmp_path / "a.srt", CAPTIONS))) == ["It rained."]


def test_a_process_that_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no process that converts, that is said, and not that the file is damaged."""
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with Conversions() as conversions:
        assert list(told(conversions, save(tmp_path / "a.srt", CAPTIONS))) == [
            "is not read, as the program that reads its format does not start; install quotebot anew"
        ]


def test_a_file_that_is_given_up_midway(tmp_path: Path) -> None:
    """What is left of a file that is read no further is not taken for what the next one says."""
    several, next_one = tmp_path / "a.zip", save(tmp_path / "b.srt", CAPTIONS)
    with ZipFile(several, "w") as archive:
        for name in ("1.txt", "2.txt", "3.txt"):
            archive.writestr(name, f"It snowed in {name}.")
    with Conversions() as conversions:
        (first,) = islice(conversions.references("archive", File(several, several, "a", "a"), OPTIONS), 1)
        assert isinstance(first, ArticleReference)
        assert list(told(conversions, next_one)) == ["It rained."]


def test_no_room_for_what_was_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where an article cannot be kept for the time being, the folder for such files is named, and what helps."""
    monkeypatch.setattr("index.ingest.readers.conversion.TemporaryFile", partial(open, "/dev/full", "r+b"))
    message = f"{gettempdir()} cannot be used: No space left on device; the disk is full"
    with pytest.raises(DiskError, match=message), Conversions() as conversions:
        list(told(conversions, save(tmp_path / "a.srt", CAPTIONS)))


def test_the_process_that_converts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has none of the environment, may write no file, has bounded memory, and ends with what asked it."""
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    before = _children()
    with Conversions() as conversions:
        assert list(told(conversions, save(tmp_path / "a.srt", CAPTIONS))) == ["It rained."]
        (child,) = _children() - before
        process = Path("/proc", child)
        environment = (process / "environ").read_bytes().split(b"\0")
        assert {entry.split(b"=")[0] for entry in environment if entry} == {b"PYTHONPATH", b"LC_ALL"}
        assert (_limit(process, "Max file size"), _limit(process, "Max address space")) == (0, _MEMORY)
        assert _limit(process, "Max core file size") == 0
    assert not process.exists()


def test_a_file_of_many_articles_is_bounded_in_time(tmp_path: Path) -> None:
    """A file is given up once all of it takes too long, however fast each of its articles comes."""
    path = save(tmp_path / "a.srt", CAPTIONS)
    with Conversions(all_seconds=0.0) as conversions:
        assert list(told(conversions, path)) == ["takes longer than 0 seconds to be read; make it smaller, or split it"]


def test_a_process_that_was_left_alone() -> None:
    """Where who asked was killed, and a file never ends, the process that converts it ends by itself."""
    without_end = "list(converting._unless_alone(filter(None, iter(int, 1))))"
    code = f"from index.ingest.readers import converting; converting._ALONE = 1; {without_end}"
    environment = {"PYTHONPATH": os.pathsep.join(sys.path)}
    ended = subprocess.run([sys.executable, "-c", code], env=environment, timeout=60, check=False)  # noqa: S603  ours
    assert ended.returncode == -SIGALRM
