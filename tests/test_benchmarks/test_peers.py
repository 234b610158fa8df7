"""Systems are measured side by side, each in a process of its own, and judged alike."""

import json
import sys
from pathlib import Path

import pytest

from index.evaluation.datasets import Question
from index.evaluation.rankings import Ranking
from index.models.files import PACKAGED, find_model
from tests.benchmarks.peers.systems import System, systems
from tests.benchmarks.peers.trial import Trial

PEER = System("Words", "tests.test_benchmarks.peer", "whole", ("words==1",))


@pytest.mark.model
def test_trial(tmp_path: Path) -> None:
    """Quotebot and a peer index the same passages and answer the same questions, whatever they print meanwhile."""
    texts = {"bees": "The bees dance in the hive.", "ants": "The ants march in long columns."}
    articles = [{"id": name, "title": name.title(), "text": text} for name, text in texts.items()]
    file = tmp_path / "articles.jsonl"
    file.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    questions = [
        Question(id="1", question="How do ants march?", answerable=True, answers=("columns",), articles=("ants",)),
        Question(id="2", question="Where do bees dance?", answerable=True, answers=("hive",), articles=("bees",)),
    ]
    model = find_model(PACKAGED).folder
    pythons = dict.fromkeys((systems(model)[0], PEER), Path(sys.executable))
    contents, results = Trial(pythons, tmp_path, model, lambda _: None).run([file], {"animals": questions}, 1)
    assert [(passage.title, passage.text) for passage in contents.passages] == [
        ("Bees", texts["bees"]),
        ("Ants", texts["ants"]),
    ]
    assert contents.articles == ["bees", "ants"]
    assert contents.tokens > 0
    assert [(result.system, list(result.times), result.rankings) for result in results] == [
        ("Quotebot", ["search", "answer"], {"animals": Ranking(1.0, 1.0, 1.0)}),
        ("Words", ["search"], {"animals": Ranking(1.0, 1.0, 1.0)}),
    ]
    assert all(min(one.index_passages, one.cold, one.resident, one.index_peak) > 0 for one in results)
    assert all(one.peak >= one.resident for one in results)
