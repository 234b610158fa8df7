"""The reader from the settings to the answer, in the command as a person runs it."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from index.ingest.sources import SEEDS
from index.models.files import PACKAGED_READER, READER_WEIGHTS, find_reader
from index.models.reader import PassageReader
from tests.bot.conftest import Quotebot
from tests.command import Run

pytestmark = pytest.mark.model
QUESTION = "How many people has El Salvador jailed since 2022?"
UNFITTED = (
    "model.reader: answer.calibration names no confidence that was fitted with it; until you run quotebot evaluate "
    "SET... --refit FILE, the confidence is one that ships, in which no reader of your own counts"
)


def write_settings(folder: Path, reader: str | Path) -> None:
    """Writes settings with a reader, and with the articles that ship."""
    text = f'[library]\nsources = ["{SEEDS}"]\n[model]\nreader = "{reader}"\n'
    (folder / "quotebot.toml").write_text(text, encoding="utf-8")


def quotes_of(run: Run) -> list[dict[str, Any]]:
    """The quotes of the one answer that a run printed, shown or only closest."""
    assert run.returncode == 0
    answer = json.loads(run.stdout)
    quotes: list[dict[str, Any]] = answer["quotes"] + answer["closest"]
    assert quotes
    return quotes


@pytest.mark.parametrize("settings", [None, PACKAGED_READER])
def test_packaged_reader(quotebot: Quotebot, index: Path, tmp_path: Path, settings: str | None) -> None:
    """The packaged reader reads, also where no setting says so, and tells how probably the best quotes answer."""
    if settings is not None:
        write_settings(tmp_path, settings)
    run = quotebot("ask", "--json", QUESTION, "--data-dir", index)
    assert run.stderr == ""
    first = quotes_of(run)[0]
    assert "over 80,000 people" in first["text"]
    assert 0 < first["reader"] < 1


def test_no_reader(quotebot: Quotebot, index: Path, tmp_path: Path) -> None:
    """Without a reader answers go without a word of one, and the doctor looks for none."""
    write_settings(tmp_path, "")
    run, checked = (quotebot(*command, "--data-dir", index) for command in (("ask", "--json", QUESTION), ("doctor",)))
    assert run.stderr == ""
    assert [quote["reader"] for quote in quotes_of(run)] == [None] * 3
    assert [line.split(":")[0] for line in checked.stdout.splitlines()[:3]] == ["✓ model", "✓ confidence", "✓ index"]


def test_missing_reader(quotebot: Quotebot, own_data_dir: Path, tmp_path: Path) -> None:
    """A folder without a reader is named with its setting, before an index is built for nothing, and by the doctor."""
    write_settings(tmp_path, tmp_path / "none")
    message = (
        f"model.reader: {tmp_path}/none holds no {READER_WEIGHTS}; name the folder of a reader, 'packaged' for the one "
        "that ships, or leave the setting empty"
    )
    asked, checked = quotebot("ask", QUESTION), quotebot("doctor")
    assert (asked.returncode, asked.stdout, asked.stderr) == (1, "", f"Error: {message}\n")
    assert not (own_data_dir / "library.db").exists()
    assert (checked.returncode, checked.stdout.splitlines()[1]) == (1, f"✗ reader: {message}")
    # Where nothing is answered none is needed.
    assert quotebot("sync").returncode == 0
    assert quotebot("search", "prison").returncode == 0


def test_reader_that_does_not_fit(quotebot: Quotebot, index: Path, tmp_path: Path) -> None:
    """Weights that are none of a reader's end a command that answers, and the doctor names them."""
    own = tmp_path / "reader"
    own.mkdir()
    weights = load_file(find_reader(PACKAGED_READER).weights)
    save_file({name: weight for name, weight in weights.items() if name != "span.bias"}, own / READER_WEIGHTS)
    write_settings(tmp_path, own)
    message = (
        f"model.reader: {own / READER_WEIGHTS} cannot be built: weights are missing, unknown or of another shape: "
        "span.bias; name the folder of a reader, 'packaged' for the one that ships, or leave the setting empty"
    )
    run, checked = (quotebot(*command, "--data-dir", index) for command in (("ask", QUESTION), ("doctor",)))
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == f"Preparing the reader, once for this machine\nError: {message}\n"
    assert (checked.returncode, checked.stdout.splitlines()[1]) == (1, f"✗ reader: {message}")


def test_reader_of_ones_own(quotebot: Quotebot, index: Path, reader: PassageReader, tmp_path: Path) -> None:
    """A reader by its folder reads as it would if it shipped, and the confidence that ships for it counts."""
    own = tmp_path / "reader"
    own.mkdir()
    shutil.copy(find_reader(PACKAGED_READER).weights, own / READER_WEIGHTS)
    write_settings(tmp_path, own)
    run, checked = (quotebot(*command, "--data-dir", index) for command in (("ask", "--json", QUESTION), ("doctor",)))
    assert run.stderr == ""
    assert quotes_of(run)[0]["reader"] is not None
    assert checked.stdout.splitlines()[1] == f"✓ reader: {own}, {reader.fingerprint[:12]}, in {own}"


def test_reader_that_no_confidence_was_fitted_with(quotebot: Quotebot, index: Path, tmp_path: Path) -> None:
    """A reader that no confidence knows orders quotes, while a warning and the doctor say that it does not count."""
    own = tmp_path / "reader"
    own.mkdir()
    weights = load_file(find_reader(PACKAGED_READER).weights)
    save_file(weights | {"span.bias": weights["span.bias"] + np.float16(0.5)}, own / READER_WEIGHTS)
    write_settings(tmp_path, own)
    run, checked = (quotebot(*command, "--data-dir", index) for command in (("ask", "--json", QUESTION), ("doctor",)))
    assert run.stderr == f"Preparing the reader, once for this machine\nWarning: {UNFITTED}\n"
    assert [quote["reader"] for quote in quotes_of(run)] == [None] * 3
    assert checked.returncode == 1
    assert checked.stdout.splitlines()[2] == f"✗ confidence: {UNFITTED}"
