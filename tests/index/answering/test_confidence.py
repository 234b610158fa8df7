"""The confidence is fitted to what it judges, and where it is not, that is told."""

from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import Caution
from index.answering.confidence import (
    MAX_RISK,
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
CAUTIONS: tuple[Caution, ...] = get_args(Caution)
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


def thresholds(risks: tuple[Risk, ...]) -> list[float]:
    """The least confidence for each caution, from the least to the most, of a calibration with these risks."""
    calibration = msgspec.structs.replace(PLAIN, risks=risks)
    return [calibration.threshold(caution) for caution in CAUTIONS]


def test_threshold_by_caution() -> None:
    """As much is answered as the risk of a caution allows, from the first of equal risks on."""
    bold, balanced, careful = (MAX_RISK[caution] for caution in CAUTIONS)
    risks = (Risk(0.0, 1.0), Risk(0.1, bold), Risk(0.2, bold), Risk(0.4, balanced), Risk(0.7, careful), Risk(0.9, 0.0))
    assert thresholds(risks) == [0.1, 0.4, 0.7]


def test_threshold_where_every_risk_is_too_high() -> None:
    """Where no risk is as low as a caution asks for, nothing is answered."""
    assert thresholds((Risk(0.0, 1.0), Risk(0.5, MAX_RISK["balanced"]))) == [0.5, 0.5, 1.0]
    assert thresholds(()) == [1.0, 1.0, 1.0]


def test_cautions_that_ship() -> None:
    """With the calibration that ships more caution asks for more confidence, and each answers something."""
    bold, balanced, careful = (load_calibration().threshold(caution) for caution in CAUTIONS)
    assert 0 <= bold < balanced < careful < 1


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
