"""The benchmark of quality runs from the sets to the tables, and its figures are what they are called."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from bot.terminal.models import Models
from bot.terminal.session import Session
from index.answering.confidence import Calibration, Evidence
from index.errors import QuotebotError
from index.evaluation.answers import Sample
from index.models import inputs
from tests.benchmarks import quality
from tests.benchmarks.ablation import UNTITLED, VARIANTS, Change, Variant, applied
from tests.benchmarks.failures import UNANSWERABLE, WRONG_PASSAGE, Failure, mixed
from tests.benchmarks.recording import Recording
from tests.benchmarks.risk import Threshold, curve, draw, threshold
from tests.benchmarks.transfer import confidences
from tests.encoders import SmallEncoder

ANIMALS = ("bees", "ants", "wasps", "moths")
SAMPLE = Sample(
    answerable=True,
    first=True,
    three=True,
    answered=True,
    lacks_name=False,
    confidence=0.9,
    evidence=Evidence(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 1, 0),
    words=(10,),
    verbatim=True,
    seconds=0.01,
)
SAMPLES = [
    SAMPLE,
    structs.replace(SAMPLE, confidence=0.5, first=False),
    structs.replace(SAMPLE, confidence=0.7, first=False, answerable=False),
    structs.replace(SAMPLE, confidence=0.8, first=False, answerable=False, lacks_name=True),
]


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


@pytest.fixture
def small_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has all sessions use the small encoder."""
    monkeypatch.setattr(Models, "encoder", SmallEncoder())


@pytest.mark.usefixtures("small_encoder")
def test_sets_become_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One command measures each set and writes tables, figures and the picture."""
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


def test_folder_without_sets_is_named(tmp_path: Path) -> None:
    """A folder without sets is named, with the option that names another."""
    with pytest.raises(QuotebotError, match=f"{tmp_path} has no folders of .* name one with --sets"):
        quality.main(["--sets", str(tmp_path), "--data-dir", str(tmp_path / "data")])


def test_threshold() -> None:
    """From a confidence on answers are given, save where a name is lacking; wrong are those without gold."""
    assert threshold(SAMPLES, 0.6) == Threshold(0.6, 0.5, 0.5, 0.5, 0.5)
    assert threshold(SAMPLES, 0.95) == Threshold(0.95, 0.0, None, 1.0, 0.0)
    assert threshold(SAMPLES[:1], 0.0) == Threshold(0.0, 1.0, 0.0, None, 1.0)


def test_curve() -> None:
    """The surest answers come first; a question that is never answered is on no point of the curve."""
    coverage, risk = curve(SAMPLES)
    assert coverage.tolist() == [0.25, 0.5, 0.75]
    assert risk.tolist() == pytest.approx([0.0, 0.5, 2 / 3])


def test_nothing_to_draw(tmp_path: Path) -> None:
    """Sets of which no question is ever answered make a picture without curves."""
    pytest.importorskip("matplotlib")
    draw({"none": SAMPLES[3:]}, 0.5, tmp_path / "picture.png")
    assert (tmp_path / "picture.png").stat().st_size > 0


def test_changes_last_as_long_as_they_are_applied() -> None:
    """A variant changes a name of the product while it is applied, and refuses one that the product does not have."""
    before = inputs.context
    with applied(UNTITLED):
        assert inputs.context is UNTITLED.changes[0].value
    assert inputs.context is before
    with pytest.raises(AttributeError), applied(Variant("none", changes=(Change(inputs, "no_such_name", 1),))):
        pass


def test_confidences_are_those_of_an_answer() -> None:
    """Another calibration is applied as answers apply it, a lacking name included."""
    flat = Calibration(0.0, dict.fromkeys(Evidence.__struct_fields__, 0.0), 0.25, ())
    samples = [SAMPLE, structs.replace(SAMPLE, lacks_name=True), structs.replace(SAMPLE, evidence=None)]
    assert confidences(samples, flat).tolist() == [0.5, 0.25, 0.0]


def test_failures_take_turns() -> None:
    """Of several sets and kinds each gives one in turn, until there are enough."""
    one, two, three = (
        Failure("set", kind, question, (), "", 0.5, None)
        for kind, question in ((WRONG_PASSAGE, "1"), (WRONG_PASSAGE, "2"), (UNANSWERABLE, "3"))
    )
    drawn = [{WRONG_PASSAGE: [one, two], UNANSWERABLE: []}, {WRONG_PASSAGE: [], UNANSWERABLE: [three]}]
    assert mixed(drawn, 2) == [one, three]
    assert mixed(drawn, 9) == [one, three, two]


@pytest.mark.usefixtures("small_encoder")
def test_recording_finds_what_search_finds(tmp_path: Path) -> None:
    """A recording gives what search gave, without searching again until passages are to be ranked by other weights."""
    write_set(tmp_path / "one")
    session = Session(tmp_path / "data", None).of_set(tmp_path / "one")
    with session.searcher() as searcher:
        question = "What kind of flowers do the ants eat?"
        recording = Recording(searcher)
        found, wanted = recording.find(question, 2), searcher.find(question, 2)
        numbers = [candidate.number for candidate in searcher.find(question, 50).candidates]
        assert [one.number for one in found.candidates] == [one.number for one in wanted.candidates] == numbers[:2]
        assert replace(found, candidates=()) == replace(wanted, candidates=())
        assert (recording.ranking(question), recording.article(question)) == (numbers, "ants")
        assert recording.find(question, 2) is found
        recording.rank_by(structs.replace(searcher.index.weights, dense=0.5))
        assert recording.find(question, 2) is not found
