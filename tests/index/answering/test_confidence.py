"""The confidence is fitted to what it judges, and where it is not, that is told."""

from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import Caution
from index.answering.confidence import (
    DEFAULT,
    MAX_RISK,
    UNREAD,
    Calibration,
    Coefficients,
    Evidence,
    QuoteCalibration,
    Risk,
    choose_calibration,
    level,
    load_calibration,
)
from index.errors import QuotebotError
from index.models.encoder_store import stores
from index.models.files import PACKAGED_READER, find_reader
from index.models.reader import reader_fingerprint

_FEATURES = Evidence.__struct_fields__[:11]
PLAIN = Calibration(-1.0, dict.fromkeys(_FEATURES, 1.0), 0.25, ())
RERANKED = Calibration(-2.0, dict.fromkeys((*_FEATURES, "reranker"), 0.5), 0.25, (), reranker="a" * 64)
UNREAD_BY = Coefficients(-1.0, dict.fromkeys(_FEATURES, 1.0))
READ = Calibration(
    -2.0,
    dict.fromkeys((*_FEATURES, "answer", "span"), 0.5),
    0.25,
    (),
    QuoteCalibration(-1.0, 0.5, 0.25),
    UNREAD_BY,
    reader="c" * 64,
)
UNREAD_BY_BOTH = Coefficients(-1.0, dict.fromkeys((*_FEATURES, "reranker"), 1.0))
BOTH = Calibration(
    -2.0, dict.fromkeys(Evidence.__struct_fields__, 0.5), 0.25, (), READ.quote, UNREAD_BY_BOTH, "c" * 64, "a" * 64
)
SHIPPED = load_calibration(DEFAULT)
CAUTIONS: tuple[Caution, ...] = get_args(Caution)
ENDS = "the confidence is one that ships, in which no {} counts"


def written(folder: Path, calibration: Calibration) -> str:
    """The path of a calibration's file."""
    path = folder / "own.json"
    path.write_bytes(msgspec.json.encode(calibration))
    return str(path)


def chosen(own: str, reader: str, reranker: str = "") -> tuple[Calibration, list[str]]:
    """The calibration that is chosen, with the warnings."""
    warnings = list[str]()
    return choose_calibration(own, reader, reranker, warnings.append), warnings


def test_calibrations_that_ship() -> None:
    """Without a file of one's own, with the reader that ships or with none, one that ships counts, without a word."""
    assert chosen("", SHIPPED.reader) == (SHIPPED, [])
    assert chosen("", "") == (load_calibration(UNREAD), [])
    assert SHIPPED.reader != ""
    assert SHIPPED.quote is not None
    assert (load_calibration(UNREAD).reader, load_calibration(UNREAD).quote) == ("", None)


def test_shipped_reader_is_that_of_the_calibration(tmp_path: Path) -> None:
    """The confidence that ships is fitted with the very reader that ships."""
    assert SHIPPED.reader == reader_fingerprint(find_reader(PACKAGED_READER), stores(tmp_path / "encoder"))


@pytest.mark.parametrize("calibration", [PLAIN, RERANKED, READ, BOTH])
def test_own_calibration(calibration: Calibration, tmp_path: Path) -> None:
    """A file of one's own counts where it was fitted with the very models that are used, and with no other."""
    path = written(tmp_path, calibration)
    assert chosen(path, calibration.reader, calibration.reranker) == (calibration, [])


@pytest.mark.parametrize(
    ("reader", "reranker", "path", "setting", "left_out"),
    [
        ("", "a" * 64, UNREAD, "model.reranker", "reranker"),
        (SHIPPED.reader, "a" * 64, DEFAULT, "model.reranker", "reranker"),
        ("c" * 64, "", UNREAD, "model.reader", "reader of your own"),
        ("c" * 64, "a" * 64, UNREAD, "model.reranker", "reader of your own"),
    ],
)
def test_model_without_a_calibration(reader: str, reranker: str, path: Path, setting: str, left_out: str) -> None:
    """A model that no calibration was fitted with does not count, and the command that fits one is named."""
    assert chosen("", reader, reranker) == (
        load_calibration(path),
        [
            f"{setting}: answer.calibration names no confidence that was fitted with it; until you run "
            f"quotebot evaluate SET... --refit FILE, {ENDS.format(left_out)}"
        ],
    )


@pytest.mark.parametrize(
    ("calibration", "reader", "reranker", "fault"),
    [
        (PLAIN, "", "a" * 64, "without a reader or reranker, and not with the reranker aaaaaaaaaaaa"),
        (RERANKED, "", "b" * 64, "with the reranker aaaaaaaaaaaa, and not with the reranker bbbbbbbbbbbb"),
        (RERANKED, "", "", "with the reranker aaaaaaaaaaaa, and not without a reader or reranker"),
        (READ, "", "", "with the reader cccccccccccc, and not without a reader or reranker"),
        (READ, "d" * 64, "", "with the reader cccccccccccc, and not with the reader dddddddddddd"),
        (
            READ,
            "c" * 64,
            "a" * 64,
            "with the reader cccccccccccc, and not with the reader cccccccccccc and the reranker aaaaaaaaaaaa",
        ),
    ],
)
def test_calibration_of_other_models(
    calibration: Calibration, reader: str, reranker: str, fault: str, tmp_path: Path
) -> None:
    """A calibration that was fitted with another reader or reranker gives way, and both are named."""
    path, left_out = written(tmp_path, calibration), "reader of your own" if reader else "reranker"
    warning = f"answer.calibration: {path} was fitted {fault}; until you run quotebot evaluate SET... --refit {path}, "
    assert chosen(path, reader, reranker) == (load_calibration(UNREAD), [warning + ENDS.format(left_out)])


@pytest.mark.parametrize(
    ("reader", "ships", "left_out"),
    [("", UNREAD, "reranker"), (SHIPPED.reader, DEFAULT, "reranker"), ("c" * 64, UNREAD, "reader of your own")],
)
def test_missing_calibration(reader: str, ships: Path, left_out: str, tmp_path: Path) -> None:
    """A file that is not there yet gives way, and the command that makes it is named."""
    path = str(tmp_path / "own.json")
    warning = f"answer.calibration: {path} is not there; until you run quotebot evaluate SET... --refit {path}, "
    assert chosen(path, reader) == (load_calibration(ships), [warning + ENDS.format(left_out)])


@pytest.mark.parametrize(
    ("calibration", "others"),
    [
        (msgspec.structs.replace(RERANKED, reranker=""), "reranker"),
        (msgspec.structs.replace(READ, reader=""), "answer, span"),
        (msgspec.structs.replace(READ, weights=PLAIN.weights), "answer, span"),
        (msgspec.structs.replace(READ, unread=Coefficients(-1.0, READ.weights)), "answer, span"),
        (msgspec.structs.replace(PLAIN, weights=dict.fromkeys(_FEATURES[1:], 1.0)), "sentence"),
    ],
)
def test_calibration_with_other_features(calibration: Calibration, others: str, tmp_path: Path) -> None:
    """A file that weighs what a model says without naming it, or lacks a weight, is refused with what differs."""
    path = written(tmp_path, calibration)
    with pytest.raises(QuotebotError, match=rf"own\.json has other features than this version: {others}; refit it"):
        chosen(path, "")


def evidence(answer: float | None = None, span: float | None = None, reranker: float | None = None) -> Evidence:
    """The same evidence with what models say."""
    return Evidence(0.5, 0.4, 0.3, 0.2, 0.1, 0, 0, 0, 0, 0, 0, answer, span, reranker)


def test_models_count_only_where_they_were_fitted() -> None:
    """Under a calibration without a model what it says changes nothing; under its own it does."""
    plain = PLAIN.probability(evidence())
    assert PLAIN.probability(evidence(reranker=4.0)) == PLAIN.probability(evidence(9.0, 9.0, -4.0)) == plain
    assert RERANKED.probability(evidence(reranker=4.0)) == pytest.approx(0.6792, abs=0.0001)
    assert RERANKED.probability(evidence(reranker=-4.0)) == pytest.approx(0.0373, abs=0.0001)
    assert READ.probability(evidence(1.0, 3.0)) == RERANKED.probability(evidence(reranker=4.0))
    assert READ.probability(evidence(-3.0, -1.0, 7.0)) == RERANKED.probability(evidence(reranker=-4.0))


def test_what_is_told_of_evidence() -> None:
    """Of evidence what there is is told by name, and nothing of models that there are not."""
    values = dict(zip(_FEATURES, (0.5, 0.4, 0.3, 0.2, 0.1, 0, 0, 0, 0, 0, 0), strict=True))
    assert evidence().told() == values
    assert evidence(0.0, -1.0).told() == values | {"answer": 0.0, "span": -1.0}
    assert evidence(1.0, 2.0, 3.0).told() == values | {"answer": 1.0, "span": 2.0, "reranker": 3.0}


def test_probability_of_a_quote() -> None:
    """A quote alone answers with a probability by both of its logits."""
    quote = QuoteCalibration(-1.0, 0.5, 0.25)
    assert quote.probability(2.0, 0.0) == 0.5
    assert quote.probability(0.0, 4.0) == 0.5
    assert quote.probability(1.0, -2.0) == pytest.approx(0.2689, abs=0.0001)
    assert quote.probability(-1e6, -1e6) == pytest.approx(0.0)


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
    """With the calibrations that ship more caution asks for more confidence, and each answers something."""
    for path in (DEFAULT, UNREAD):
        bold, balanced, careful = (load_calibration(path).threshold(caution) for caution in CAUTIONS)
        assert 0 <= bold < balanced < careful < 1


def test_extreme_evidence() -> None:
    """Whatever the coefficients of a file may be, what they give is a probability."""
    for weight in (-1e6, 1e6):
        calibration = Calibration(weight, dict.fromkeys(_FEATURES, weight), 0.25, (), QuoteCalibration(*[weight] * 3))
        assert calibration.probability(Evidence(*[9.0] * 11)) == pytest.approx(float(weight > 0))
        assert calibration.quote is not None
        assert calibration.quote.probability(9.0, 9.0) == pytest.approx(float(weight > 0))


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"intercept": "\xff"}', b'{"intercept": 1e999}', b"", b"\x00"])
def test_file_of_any_bytes(data: bytes, tmp_path: Path) -> None:
    """A file that is no calibration is named, with what to do."""
    path = tmp_path / "own.json"
    path.write_bytes(data)
    with pytest.raises(QuotebotError, match=r"own\.json cannot be used: .*; install quotebot anew, or refit it"):
        load_calibration(path)


def test_home_of_nobody() -> None:
    """A file in the home of somebody who is not there is not there."""
    assert chosen("~nobody-of-this-name/a.json", "")[0] == load_calibration(UNREAD)


@given(st.floats(0, 1), st.floats(0, 1))
def test_words_for_probabilities(one: float, other: float) -> None:
    """An answer is called sure from three of four on, likely from one of two, and never less sure where it is more."""
    words = {0.0: "unsure", 0.4999: "unsure", 0.5: "likely", 0.7499: "likely", 0.75: "sure", 1.0: "sure"}
    assert {probability: level(probability) for probability in words} == words
    rising = ("unsure", "likely", "sure")
    assert rising.index(level(min(one, other))) <= rising.index(level(max(one, other)))


def test_question_that_was_not_read() -> None:
    """Where a reader read nothing for a question, the coefficients for that say how sure its answer is."""
    assert READ.probability(evidence()) == PLAIN.probability(evidence())
    assert READ.probability(evidence(0.0, 0.0)) != READ.probability(evidence())
