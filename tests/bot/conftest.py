"""Runs of the real command in a test's own folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import MAIN, Run, run_quotebot

Quotebot = Callable[..., Run]


@pytest.fixture
def quotebot(tmp_path: Path) -> Quotebot:
    """Runs the command in the test's own folder."""

    def run(*arguments: str | Path, stdin: str = "", code: str = MAIN) -> Run:
        return run_quotebot(tmp_path, *arguments, stdin=stdin, code=code)

    return run


@pytest.fixture
def own_data_dir(index: Path, tmp_path: Path) -> Path:
    """The default folder of an index of the test's own, in which nothing is yet; the encoder is compiled."""
    folder = tmp_path / ".quotebot"
    folder.mkdir()
    return folder
