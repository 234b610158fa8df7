"""The benchmark of indexing runs from articles to the table."""

import json
from pathlib import Path

import pytest

from tests.benchmarks import indexing
from tests.benchmarks.indexing import Figures, Row, interleaved, markdown


def test_rounds_are_interleaved() -> None:
    """All ways are taken in turn in each round."""
    taken = list[str]()
    assert list(interleaved({"a": lambda: taken.append("a"), "b": lambda: taken.append("b")}, 2)) == ["a", "b"]
    assert taken == ["a", "b", "a", "b"]


def test_table() -> None:
    """Each figure stands beside its target."""
    rows = [Row("fast", 3.5, "x", 3.0), Row("a second sync", 1.0, "s", 3.0), Row("sync", 80.0, "passages a second")]
    assert markdown(Figures("a machine", "abc", 1, 2, rows)).splitlines()[2:] == [
        "| what | measured | target |",
        "| --- | --- | --- |",
        "| fast | 3.50 x | at least 3 |",
        "| a second sync | 1.00 s | at most 3 |",
        "| sync | 80.00 passages a second |  |",
    ]


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
