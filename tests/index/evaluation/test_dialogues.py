"""The figures on dialogues are what their definitions say."""

from pathlib import Path

import pytest

from index.answering.answer import Answerer
from index.answering.confidence import load_calibration
from index.errors import QuotebotError
from index.evaluation.dialogues import Dialogue, DialogueTurn, Figures, measure_dialogues, read_dialogues
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.retrieval.search import Searcher
from tests.encoders import SmallEncoder

BRIDGE = "The old bridge in Arle\n\nThe town of Arle closed the old bridge over the river on Monday.\n"


def test_measure_dialogues(data_folder: DataFolder, articles: Path) -> None:
    """Turns are counted by what they need and whether they are told, once understood and once alone."""
    (articles / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    sync(data_folder, SmallEncoder(), [articles], 1_000_000, lambda _: None)
    turns = (
        DialogueTurn("When did Arle close the old bridge over the river?", ("on Monday",), ("bridge",), False),
        DialogueTurn("When?", ("on Monday",), ("bridge",), True),
        DialogueTurn("Who is the king of France?", (), (), False),
    )
    with Searcher(data_folder, SmallEncoder()) as searcher:
        calibration = load_calibration()
        answerer = Answerer(searcher, calibration, calibration.threshold("bold"))
        report = measure_dialogues("bridges", [Dialogue("one", turns)], answerer, lambda *_: None)
    told, untold = Figures(1, 1.0, 1.0, 1.0), Figures(1, None, None, 0.0)
    assert (report.set, report.dialogues) == ("bridges", 1)
    assert (report.needing, report.others, report.untold) == (told, told, untold)
    assert report.alone == (Figures(1, 0.0, 0.0, 0.0), told, untold)


def test_dialogues_name_the_bad_line(tmp_path: Path) -> None:
    """A line that is no dialogue is named by its number, and so is a file that is not there."""
    file = tmp_path / "dialogues.jsonl"
    file.write_text('{"id": "1", "turns": []}\n{"id": 2}\n')
    with pytest.raises(QuotebotError, match=r"dialogues.jsonl, line 2 is not a talk: Expected `str`"):
        read_dialogues(file)
    with pytest.raises(QuotebotError, match=r"cannot read the talks in .*none.jsonl: No such file"):
        read_dialogues(tmp_path / "none.jsonl")
