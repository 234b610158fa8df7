"""What the command never does, and what it lets nobody read."""

import json
import stat
from pathlib import Path

import pytest

from tests.bot.conftest import Quotebot
from tests.command import ROOT, WATCHED

pytestmark = pytest.mark.model


def test_building_runs_no_foreign_code(index: Path) -> None:
    """A first sync and question, which export the models, unpickle nothing, run no program and use no network."""
    for command in ("demo", "ask"):
        assert json.loads((index.parent / command / "seen.json").read_text(encoding="utf-8")) == []


def test_asking_runs_no_foreign_code(quotebot: Quotebot, index: Path, tmp_path: Path) -> None:
    """A question unpickles nothing, runs no other program and uses no network."""
    question = "How many people has El Salvador jailed since 2022?"
    run = quotebot(ROOT, "ask", "--json", question, "--data-dir", index, code=WATCHED)
    assert json.loads(run.stdout)["answered"] is True
    assert json.loads((tmp_path / "seen.json").read_text(encoding="utf-8")) == []


def test_data_is_the_owners(index: Path, encoder_dir: Path) -> None:
    """Every file and folder of an index, and of the compiled models, is readable by its owner alone."""
    paths = (index, *index.rglob("*"), encoder_dir.parent, *encoder_dir.parent.rglob("*"))
    assert [path for path in paths if stat.S_IMODE(path.stat().st_mode) & 0o077] == []
    assert {"library.db", "generations", "manifest.json", "model.blob"} <= {path.name for path in paths}
