"""The comparison with another version of the project."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.benchmarks import paired
from tests.benchmarks.machine import ROOT
from tests.benchmarks.paired import Interval, bootstrapped


def test_ratio_of_medians_has_an_interval() -> None:
    """Where every answer takes half the time, the ratio and both ends of its interval are one half."""
    seconds = np.linspace(1.0, 2.0, 50)
    assert bootstrapped(np.column_stack([seconds, seconds / 2])) == Interval(0.5, 0.5, 0.5)


@pytest.mark.model
def test_version_beside_itself_gives_the_same_answers(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both processes are asked every question, and a version differs from itself in no answer."""
    monkeypatch.setattr(paired, "_WARMING", 2)
    paired.main([str(ROOT), "--data-dir", str(index), "--questions", "3", "--output", str(tmp_path)])
    figures = json.loads((tmp_path / "paired.json").read_text())
    assert (figures["questions"], figures["different"]) == (3, 0)
