"""Runs of the real command, and an index of the articles that ship which tests share."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Shared

ROOT = Path(__file__).resolve().parents[2]
MAIN = "from bot.terminal.app import main; main()"
_SECONDS = 180

Run = subprocess.CompletedProcess[str]
Quotebot = Callable[..., Run]


def run_quotebot(folder: Path, *arguments: str | Path, stdin: str = "", code: str = MAIN) -> Run:
    """Run the command in a folder, where no settings file is found; lone surrogates stand for bytes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "250"}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=folder,
        env=environment,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=_SECONDS,
        check=False,
    )


@pytest.fixture
def quotebot(tmp_path: Path) -> Quotebot:
    """Runs the command in the test's own folder."""

    def run(*arguments: str | Path, stdin: str = "", code: str = MAIN) -> Run:
        return run_quotebot(tmp_path, *arguments, stdin=stdin, code=code)

    return run


@pytest.fixture(scope="session")
def index(shared: Shared, encoder_dir: Path) -> Path:
    """The folder of the index of the articles that ship, to be read only."""

    def make(folder: Path) -> None:
        (folder / "data").mkdir()
        (folder / "data" / "encoder").symlink_to(encoder_dir)
        run_quotebot(folder, "sync", "--data-dir", "data").check_returncode()

    return shared("seeds", make) / "data"


@pytest.fixture
def own_data_dir(encoder_dir: Path, tmp_path: Path) -> Path:
    """The default folder of an index of the test's own, in which only the compiled encoder is there yet."""
    folder = tmp_path / ".quotebot"
    shutil.copytree(encoder_dir, folder / "encoder")
    return folder
