"""The confidence is fitted to what it judges, and where it is not, that is told."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.confidence import (
    Calibration,
    Evidence,
    RerankedEvidence,
    Risk,
    choose_calibration,
    level,
    load_calibration,
)
from index.errors import QuotebotError

PLAIN = Calibration(-1.0, dict.fromkeys(Evidence.__struct_fields__, 1.0), 0.25, ())
RERANKED = Calibration(-2.0, dict.fromkeys(RerankedEvidence.__struct_fields__, 0.5), 0.25, (), "a" * 64)
OWN_ENDS = "the confidence is the one that ships, in which no reranker counts"


def written(folder: Path, calibration: Calibration) -> str:
    """The path of a calibration's file."""
    path = folder / "own.json"
    path.write_bytes(msgspec.json.encode(calibration))
    return str(path)


def chosen(own: str, reranker: str) -> tuple[Calibration, list[str]]:
    """The calibration that is chosen, with the warnings."""
    warnings = list[str]()
    return choose_calibration(own, reranker, warnings.append), warnings


def test_calibration_that_ships() -> None:
    """Without a reranker or a file of one's own the calibration is the one that ships, and nothing is said."""
    assert chosen("", "") == (load_calibration(), [])


@pytest.mark.parametrize("calibration", [PLAIN, RERANKED])
def test_own_calibration(calibration: Calibration, tmp_path: Path) -> None:
    """A file of one's own counts where it was fitted with the same reranker, or with none where there is none."""
    assert chosen(written(tmp_path, calibration), calibration.reranker) == (calibration, [])


def test_reranker_without_a_calibration() -> None:
    """A reranker that no calibration was fitted with does not count, and the command that fits one is named."""
    assert chosen("", "a" * 64) == (
        load_calibration(),
        [
            "model.reranker: answer.calibration names no confidence that was fitted with it; until you run "
            f"quotebot evaluate SET... --refit FILE, {OWN_ENDS}"
        ],
    )


@pytest.mark.parametrize(
    ("calibration", "reranker", "fault"),
    [
        (PLAIN, "a" * 64, "was fitted without a reranker, and not with the reranker aaaaaaaaaaaa"),
        (RERANKED, "b" * 64, "was fitted with the reranker aaaaaaaaaaaa, and not with the reranker bbbbbbbbbbbb"),
        (RERANKED, "", "was fitted with the reranker aaaaaaaaaaaa, and not without a reranker"),
    ],
)
def test_calibration_of_another_reranker(calibration: Calibration, reranker: str, fault: str, tmp_path: Path) -> None:
    """A calibration that was fitted with another reranker gives way, and both are named."""
    path = written(tmp_path, calibration)
    warning = f"answer.calibration: {path} {fault}; until you run quotebot evaluate SET... --refit {path}, {OWN_ENDS}"
    assert chosen(path, reranker) == (load_calibration(), [warning])


def test_missing_calibration(tmp_path: Path) -> None:
    """A file that is not there yet gives way, and the command that makes it is named."""
    path = str(tmp_path / "own.json")
    assert chosen(path, "")[1] == [
        f"answer.calibration: {path} is not there; until you run quotebot evaluate SET... --refit {path}, {OWN_ENDS}"
    ]


def test_calibration_with_features_it_should_not_have(tmp_path: Path) -> None:
    """A file that weighs a reranker's score without naming the reranker is refused."""
    path = written(tmp_path, msgspec.structs.replace(RERANKED, reranker=""))
    with pytest.raises(QuotebotError, match=r"own\.json has other features than this version: reranker; refit it"):
        chosen(path, "")


def test_reranker_does_not_count_where_it_was_not_fitted() -> None:
    """Under a calibration without a reranker the score of one changes nothing; under its own it does."""
    plain = Evidence(0.5, 0.4, 0.3, 0.2, 0.1, 0, 0, 0, 0)
    likely, unlikely = (RerankedEvidence(0.5, 0.4, 0.3, 0.2, 0.1, 0, 0, 0, 0, score) for score in (4.0, -4.0))
    assert PLAIN.probability(likely) == PLAIN.probability(unlikely) == PLAIN.probability(plain)
    assert RERANKED.probability(likely) == pytest.approx(0.6792, abs=0.0001)
    assert RERANKED.probability(unlikely) == pytest.approx(0.0373, abs=0.0001)


RISKS = (Risk(0.0, 0.6), Risk(0.3, 0.4), Risk(0.6, 0.4), Risk(0.9, 0.1))


@pytest.mark.parametrize(
    ("max_risk", "threshold"), [(1.0, 0.0), (0.6, 0.0), (0.5, 0.3), (0.4, 0.3), (0.39, 0.9), (0.1, 0.9), (0.05, 1.0)]
)
def test_threshold_by_risk(max_risk: float, threshold: float) -> None:
    """As much is answered as the accepted risk allows; where none is low enough, nothing is."""
    assert msgspec.structs.replace(PLAIN, risks=RISKS).threshold(max_risk) == threshold


def test_extreme_evidence() -> None:
    """Whatever the coefficients of a file may be, what they give is a probability."""
    for weight in (-1e6, 1e6):
        calibration = Calibration(weight, dict.fromkeys(Evidence.__struct_fields__, weight), 0.25, ())
        assert calibration.probability(Evidence(*[9.0] * 9)) == pytest.approx(float(weight > 0))


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"intercept": "\xff"}', b'{"intercept": 1e999}', b"", b"\x00"])
def test_file_of_any_bytes(data: bytes, tmp_path: Path) -> None:
    """A file that is no calibration is named, with what to do."""
    path = tmp_path / "own.json"
    path.write_bytes(data)
    with pytest.raises(QuotebotError, match=r"own\.json cannot be used: .*; install quotebot anew, or refit it"):
        load_calibration(path)


def test_home_of_nobody() -> None:
    """A file in the home of somebody who is not there is not there."""
    assert chosen("~nobody-of-this-name/a.json", "")[0] == load_calibration()


@given(st.floats(0, 1), st.floats(0, 1))
def test_words_for_probabilities(one: float, other: float) -> None:
    """An answer is called sure from three of four on, likely from one of two, and never less sure where it is more."""
    words = {0.0: "unsure", 0.4999: "unsure", 0.5: "likely", 0.7499: "likely", 0.75: "sure", 1.0: "sure"}
    assert {probability: level(probability) for probability in words} == words
    rising = ("unsure", "likely", "sure")
    assert rising.index(level(min(one, other))) <= rising.index(level(max(one, other)))
