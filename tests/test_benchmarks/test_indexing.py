"""The benchmark of indexing runs from articles to the table."""

import json
from pathlib import Path

import pytest

from tests.benchmarks import indexing


@pytest.mark.model
def test_measures_a_few_articles(tmp_path: Path) -> None:
    """One command measures encoding, sync and the second sync, and writes all figures."""
    story = "Floods\n\n" + " ".join(f"The river rose {number} metres overnight." for number in range(8))
    (tmp_path / "floods.txt").write_text(story)
    articles, output = str(tmp_path / "floods.txt"), tmp_path / "out"
    indexing.main(["--articles", articles, "--output", str(output), "--rounds", "1", "--unchanged", "2"])
    figures = json.loads((output / "indexing.json").read_bytes())
    measured = {row["what"] for row in figures["rows"]}
    assert (figures["passages"], figures["sentences"]) == (1, 8)
    assert {"sentences, f32 beside sentence-transformers", "sync beside its encoder, f32"} <= measured
    assert {f"sync of 2 unchanged articles, {form}" for form in ("one .jsonl", ".txt files")} <= measured
