"""A reranker from the settings to the answer, in the command as an operator runs it."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.terminal.app import app
from index.answering.confidence import Evidence
from index.ingest.sources import SEEDS
from index.models.reader import PassageReader
from index.models.reranker import open_reranker
from tests.bot.conftest import Quotebot

pytestmark = pytest.mark.model
QUESTION = "How many people has El Salvador jailed since 2022?"
SETS: tuple[tuple[str, list[str]], ...] = (
    (QUESTION, ["over 80,000 people"]),
    ("How many prisoners was the Terrorism Confinement Center designed to hold?", ["40,000 inmates"]),
    ("Which gangs did Rubio name?", ["MS-13"]),
    ("How high is the highest mountain of the moon?", []),
    ("When was the first printing press made of iron?", []),
    ("What do bees tell each other when they dance?", []),
)
UNFITTED = (
    "model.reranker: answer.calibration names no confidence that was fitted with it; until you run quotebot evaluate "
    "SET... --refit FILE, the confidence is one that ships, in which no reranker counts\n"
)


@pytest.fixture(autouse=True)
def owners_rights() -> Iterator[None]:
    """What a command writes in this process is its owner's alone, as `main` has it: other tests use the index too."""
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.fixture
def set_up(tmp_path: Path, cross_encoder: Path) -> Callable[[str], None]:
    """Writes the settings with the reranker, and the questions of which something is known."""
    keys = ("id", "question", "answers", "articles")
    lines = [
        json.dumps({**dict(zip(keys, (str(number), *row, []), strict=True)), "answerable": bool(row[1])})
        for number, row in enumerate(SETS)
    ]
    (tmp_path / "own.jsonl").write_text("\n".join(lines), encoding="utf-8")

    def write(calibration: str) -> None:
        text = f'[model]\nreranker = "{cross_encoder}"\n[answer]\ncalibration = "{calibration}"\n'
        (tmp_path / "quotebot.toml").write_text(text, encoding="utf-8")

    return write


def test_reranker_is_set_up(
    index: Path,
    tmp_path: Path,
    cross_encoder: Path,
    reader: PassageReader,
    set_up: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With a reranker each answer warns that it does not count, until the confidence is fitted with it and named."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "1000")

    def run(*arguments: str) -> Result:
        """Runs a command in this process, since torch takes long to load."""
        return CliRunner().invoke(app, [*arguments, "--data-dir", str(index)])

    set_up("")
    before, unsound = run("ask", "--json", QUESTION), run("doctor")
    refit = run("evaluate", "--json", "own.jsonl", "--refit", "own.json")
    set_up("own.json")
    after, sound = run("ask", "--json", QUESTION), run("doctor")

    reranker = open_reranker(str(cross_encoder))
    assert reranker is not None
    written = json.loads((tmp_path / "own.json").read_bytes())
    assert (written["reader"], written["reranker"], tuple(written["weights"])) == (
        reader.fingerprint,
        reranker.fingerprint,
        Evidence.__struct_fields__,
    )
    assert [before.stderr, refit.stderr, after.stderr] == [f"Warning: {UNFITTED}", f"Warning: {UNFITTED}", ""]
    assert (before.exit_code, refit.exit_code, after.exit_code) == (0, 0, 0)
    assert json.loads(refit.stdout)["verbatim"] is True
    first, second = json.loads(before.stdout), json.loads(after.stdout)
    quotes = [answer["quotes"] or answer["closest"] for answer in (first, second)]
    # How probably it answers, and how many are shown behind it, depends on the confidence.
    assert quotes[0][0] == quotes[1][0] | {"reader": quotes[0][0]["reader"]}
    assert first["confidence"] != second["confidence"]
    for quote in quotes[0]:
        text = (SEEDS / f"{quote['article']['id']}.txt").read_bytes().decode("utf-8-sig")
        assert quote["text"] == text[quote["start"] : quote["end"]]

    loaded = f"✓ reranker: {cross_encoder}, {reranker.fingerprint[:12]}, in {cross_encoder}"
    assert unsound.stdout.splitlines()[2:4] == [loaded, f"✗ confidence: {UNFITTED.rstrip()}"]
    assert sound.stdout.splitlines()[2:4] == [loaded, "✓ confidence: coefficients are complete"]
    assert (unsound.exit_code, sound.exit_code) == (1, 0)


def test_wrong_reranker(quotebot: Quotebot, own_data_dir: Path, tmp_path: Path) -> None:
    """A reranker that is none is named in one line, before an index is built for nothing, and by the doctor."""
    settings = f'[library]\nsources = ["{SEEDS}"]\n[model]\nreranker = "{tmp_path}"\n'
    (tmp_path / "quotebot.toml").write_text(settings, encoding="utf-8")
    message = (
        f"model.reranker: {tmp_path} is not the folder of a CrossEncoder; name one (its config.json has an "
        "architecture ...ForSequenceClassification), or leave the setting empty"
    )
    asked, checked = quotebot("ask", QUESTION), quotebot("doctor")
    assert (asked.returncode, asked.stdout, asked.stderr) == (1, "", f"Error: {message}\n")
    assert not (own_data_dir / "library.db").exists()
    assert (checked.returncode, checked.stdout.splitlines()[2]) == (1, f"✗ reranker: {message}")
