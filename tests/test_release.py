"""What .ci/release.py wants to find in a release is there to be put into one."""

import runpy
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RELEASE = runpy.run_path(str(ROOT / ".ci" / "release.py"))


def test_what_a_release_needs() -> None:
    """Each file that a release must hold is one of the project, and so is whatever of the bot is no program."""
    needed = (*RELEASE["_NEEDED"], *RELEASE["_NEEDED_OF_SOURCE"])
    assert [pattern for pattern in needed if not any(ROOT.glob(pattern))] == []
    paths = (path for path in (ROOT / "bot").rglob("*.*") if path.is_file() and path.suffix not in (".py", ".pyc"))
    files = [path.relative_to(ROOT).as_posix() for path in paths]
    assert [file for file in files if not any(fnmatch(file, pattern) for pattern in needed)] == []
