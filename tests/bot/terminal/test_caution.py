"""The caution that is set decides whether a question is answered."""

from pathlib import Path
from typing import get_args

import msgspec
import pytest

from config import Caution
from index.answering.confidence import MAX_RISK, Calibration, Risk
from tests.bot.conftest import Quotebot

pytestmark = pytest.mark.model
QUESTION = "How many people has El Salvador jailed since 2022?"


@pytest.mark.parametrize("caution", get_args(Caution))
def test_caution(caution: Caution, quotebot: Quotebot, calibration: Calibration, index: Path, tmp_path: Path) -> None:
    """Where no confidence makes answers right often enough for the caution, nothing is answered; else all is."""
    own = msgspec.structs.replace(calibration, risks=(Risk(0.0, MAX_RISK["balanced"]),))
    (tmp_path / "own.json").write_bytes(msgspec.json.encode(own))
    settings = f'[answer]\ncaution = "{caution}"\ncalibration = "own.json"\n'
    (tmp_path / "quotebot.toml").write_text(settings, encoding="utf-8")
    run = quotebot("ask", "--json", QUESTION, "--data-dir", index)
    assert msgspec.json.decode(run.stdout)["answered"] is (caution != "careful"), run.stderr
