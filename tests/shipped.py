"""What answers as it ships: with the reader of the settings, and the confidence that is fitted to it."""

from typing import NoReturn

from config import Caution, load_settings
from index.answering.answer import Answerer
from index.answering.confidence import Calibration, choose_calibration
from index.models.reader import PassageReader
from index.retrieval.search import Finder


def shipped_calibration(reader: PassageReader | None) -> Calibration:
    """The confidence that ships for a reader, or for none; an AssertionError where it does not fit."""
    return choose_calibration("", reader.fingerprint if reader else "", "", _refuse)


def shipped_answerer(searcher: Finder, reader: PassageReader | None, caution: Caution | None = None) -> Answerer:
    """Answers from what is searched, with the caution of the settings unless another is given."""
    calibration = shipped_calibration(reader)
    return Answerer(searcher, calibration, calibration.threshold(caution or load_settings().answer.caution), reader)


def _refuse(warning: str) -> NoReturn:
    raise AssertionError(warning)
