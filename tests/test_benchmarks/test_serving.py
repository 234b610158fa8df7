"""The comparison of answers over HTTP with the library's own."""

import json
from pathlib import Path

import pytest

from tests.benchmarks import serving


@pytest.mark.model
def test_both_ways_give_the_same_answers(index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server and the library are asked every question, and differ in no answer."""
    monkeypatch.setattr(serving, "_WARMING", 2)
    serving.main(["--data-dir", str(index), "--questions", "2", "--output", str(tmp_path)])
    figures = json.loads((tmp_path / "serving.json").read_text())
    assert (figures["questions"], figures["different"]) == (2, 0)
