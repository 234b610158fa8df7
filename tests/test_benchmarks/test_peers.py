"""Systems are measured side by side, each in a process of its own, and judged alike."""

import json
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from index.errors import QuotebotError
from index.evaluation.datasets import Question
from index.evaluation.rankings import Judge, Ranking, ndcg
from index.models.files import PACKAGED, find_model
from tests.benchmarks.peers.environments import environment
from tests.benchmarks.peers.protocol import Passage, read_passages, write_passages
from tests.benchmarks.peers.results import Figures, Result, Times, comparison, markdown, times
from tests.benchmarks.peers.systems import System, systems
from tests.benchmarks.peers.trial import Trial, rankings
from tests.benchmarks.peers.workers import Worker

PEER = System("Words", "tests.test_benchmarks.peer", "whole", ("words==1",))
OWN = Result(
    system="Quotebot",
    packages=[],
    index_passages=50.0,
    index_tokens=9000.0,
    index_peak=400.0,
    cold=0.8,
    times={"search": Times(10.0, 20.0), "answer": Times(15.0, 30.0)},
    resident=200.0,
    peak=250.0,
    rankings={"animals": Ranking(0.9, 0.8, 0.7)},
)
OTHER = structs.replace(
    OWN, system="Words", packages=["words==1"], index_passages=100.0, cold=4.0, times={"search": Times(8.0, 20.0)}
)


def test_comparison() -> None:
    """Beside a peer stands by how much Quotebot is ahead, last where a peer is."""
    lines = comparison([OWN, structs.replace(OWN, system="Quotebot, bf16", cold=0.7), OTHER]).splitlines()
    assert lines[0] == "|  | Quotebot | Quotebot, bf16 | Words | ahead by | behind |"
    assert lines[2:] == [
        "| indexing: passages a second | 50.0 | 50.0 | 100.0 | 0.50× | Words by 2.00× |",
        "| indexing: tokens embedded a second | 9000 | 9000 | 9000 | 1.00× |  |",
        "| indexing: most memory, MB | 400 | 400 | 400 | 1.00× |  |",
        "| cold start to the first passages, s | 0.80 | 0.70 | 4.00 | 5.00× |  |",
        "| passages, p50 ms | 10.0 | 10.0 | 8.0 | 0.80× | Words by 1.25× |",
        "| passages, p95 ms | 20.0 | 20.0 | 20.0 | 1.00× |  |",
        "| whole answer, p50 ms | 15.0 | 15.0 | – | – |  |",
        "| whole answer, p95 ms | 30.0 | 30.0 | – | – |  |",
        "| memory after all questions, MB | 200 | 200 | 200 | 1.00× |  |",
        "| most memory while asked, MB | 250 | 250 | 250 | 1.00× |  |",
        "| animals: nDCG@10, articles | 0.900 | 0.900 | 0.900 | 1.00× |  |",
        "| animals: nDCG@10, passages | 0.800 | 0.800 | 0.800 | 1.00× |  |",
    ]


def test_figures_tell_what_was_measured() -> None:
    """Above the table stand the machine, the commit, and what was indexed and asked."""
    figures = Figures("A machine", "abc", 1.5, 1, 4, 8, 100, 250, {"animals": 3, "plants": 2}, [OWN, OTHER])
    assert markdown(figures).split("\n\n") == [
        "A machine. Commit abc. 1.5 minutes.",
        "4 articles in 8 passages; questions: 3 of animals, 2 of plants. "
        "Quotebot embeds each sentence too, 2.50 times the tokens of the passages alone.",
        comparison([OWN, OTHER]),
    ]


def test_times() -> None:
    """The times of a question are in milliseconds."""
    assert times([number / 4 for number in range(21)]) == Times(2500.0, 4750.0)


def test_rankings_go_to_the_sets_they_answer() -> None:
    """What was found for all questions in a row is judged set by set."""
    judge = Judge([(1, "bees", "They dance."), (2, "ants", "They march.")])
    bees, ants = (
        Question(id=name, question=name, answerable=True, answers=(answer,), articles=(name,))
        for name, answer in (("bees", "dance"), ("ants", "march"))
    )
    second = ndcg([False, True], 1)
    found = [[1, 2], [1, 2], [1, 2]]
    assert rankings({"one": [bees], "two": [ants, bees]}, found, judge) == {
        "one": Ranking(1.0, 1.0, 1.0),
        "two": Ranking((second + 1) / 2, (second + 1) / 2, 1.0),
    }


@given(st.lists(st.builds(Passage, st.integers(), st.text(), st.text())))
def test_passages_travel_whole(tmp_path_factory: pytest.TempPathFactory, passages: list[Passage]) -> None:
    """Passages are read as they were written, whatever characters they hold."""
    file = tmp_path_factory.mktemp("passages") / "passages.jsonl"
    write_passages(file, passages)
    assert read_passages([file]) == passages


def test_environment_is_made_once(tmp_path: Path) -> None:
    """An environment that has the packages is used as it is; a system without packages runs on this Python."""
    (tmp_path / "packages.txt").write_text("words==1\nmore==2", encoding="utf-8")
    assert environment(tmp_path, ("words==1", "more==2")) == tmp_path / "bin" / "python"
    assert environment(tmp_path, ()) == Path(sys.executable)
    assert [file.name for file in tmp_path.iterdir()] == ["packages.txt"]


def test_environment_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """Where an environment cannot be made the command that failed is named."""
    (tmp_path / "file").touch()
    with pytest.raises(QuotebotError, match=r"-m venv --clear .*file.* failed: "):
        environment(tmp_path / "file", ("words==1",))


def test_failing_system_is_told(tmp_path: Path) -> None:
    """A system that fails is named, with what it said last."""
    system = structs.replace(PEER, setting="broken")
    with (
        pytest.raises(QuotebotError, match=r"(?s)Words failed at 'index': .*the disk is full"),
        Worker(system, Path(sys.executable), tmp_path) as worker,
    ):
        worker.index([tmp_path / "passages.jsonl"])


@pytest.mark.model
def test_trial(tmp_path: Path, encoder_dir: Path) -> None:
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
    own = systems(model)[0]
    shutil.copytree(encoder_dir, tmp_path / own.name / "encoder")
    pythons = dict.fromkeys((own, PEER), Path(sys.executable))
    contents, results = Trial(pythons, tmp_path, model, lambda _: None).run([file], {"animals": questions}, 1)
    assert [(passage.title, passage.text) for passage in contents.passages] == [
        ("Bees", texts["bees"]),
        ("Ants", texts["ants"]),
    ]
    assert contents.articles == ["bees", "ants"]
    assert contents.own_tokens > contents.tokens > 0
    assert [(result.system, list(result.times), result.rankings) for result in results] == [
        ("Quotebot", ["search", "answer"], {"animals": Ranking(1.0, 1.0, 1.0)}),
        ("Words", ["search"], {"animals": Ranking(1.0, 1.0, 1.0)}),
    ]
    assert all(min(one.index_passages, one.cold, one.resident, one.index_peak) > 0 for one in results)
    assert all(one.peak >= one.resident for one in results)
