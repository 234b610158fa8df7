"""The benchmark of quality runs from the sets to the tables."""

import json
from pathlib import Path

import pytest

from bot.terminal.models import Models
from tests.benchmarks import quality
from tests.benchmarks.ablation import VARIANTS
from tests.encoders import SmallEncoder

ANIMALS = ("bees", "ants", "wasps", "moths")


def write_set(folder: Path) -> None:
    """A set of four articles, each with a question that it answers and one that it does not."""
    folder.mkdir(parents=True)
    articles = [
        {"id": name, "title": name.title(), "text": f"The {name} dance.\n\nThe {name} eat flowers of kind {number}."}
        for number, name in enumerate(ANIMALS)
    ]
    questions = [
        {
            "id": f"{name}-{answerable}",
            "question": f"What kind of flowers do the {name} eat?" if answerable else f"Why do {name} sing at night?",
            "answerable": answerable,
            "answers": [f"kind {number}"] if answerable else [],
            "articles": [name] if answerable else [],
        }
        for number, name in enumerate(ANIMALS)
        for answerable in (True, False)
    ]
    for name, lines in (("articles", articles), ("questions", questions)):
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")


def test_sets_become_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One command measures each set and writes tables, figures and the picture."""
    monkeypatch.setattr(Models, "encoder", SmallEncoder())
    monkeypatch.setattr(Models, "reader", None)
    pytest.importorskip("matplotlib")
    write_set(tmp_path / "sets" / "one")
    write_set(tmp_path / "sets" / "two")
    options = {"--sets": tmp_path / "sets", "--data-dir": tmp_path / "data", "--output": tmp_path / "docs"}
    quality.main([str(part) for option in options.items() for part in option])
    figures = json.loads((tmp_path / "docs" / "quality.json").read_bytes())
    assert [(one["set"], one["questions"], one["retrieval"]["questions"]) for one in figures["sets"]] == [
        ("one", 8, 4),
        ("two", 8, 4),
    ]
    names = [*(variant.name for variant in VARIANTS), "no title in front of what is embedded"]
    assert [(row["set"], row["variant"]) for row in figures["ablations"]] == [
        (name, variant) for name in ("one", "two") for variant in names
    ]
    assert figures["ablations"][0]["gold_first"] == figures["sets"][0]["gold_first"]
    assert figures["ablations"][0]["ranking"] == figures["sets"][0]["retrieval"]["found"]
    assert [(row["fitted"], row["set"]) for row in figures["transfers"]] == [
        ("one", "one"),
        ("one", "two"),
        ("two", "one"),
        ("two", "two"),
        ("other articles of all sets", "one"),
        ("other articles of all sets", "two"),
    ]
    assert (tmp_path / "docs" / "risk-coverage.png").read_bytes().startswith(b"\x89PNG")
    headings = [line for line in capsys.readouterr().out.splitlines() if line.startswith("## ")]
    assert headings == [
        "## Quality",
        "## Retrieval",
        "## Thresholds",
        "## One thing changed at a time",
        "## The confidence on other articles",
        f"## {len(figures['failures'])} failures",
    ]
