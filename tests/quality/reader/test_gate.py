"""The figures on the questions of each half do not fall below what they were."""

from pathlib import Path

import pytest

from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.models.openvino import OpenVinoEncoder
from index.models.reader import PassageReader
from index.retrieval.search import Searcher
from tests.quality.reader.dataset import SOURCES, read_half
from tests.quality.reader.measure import ask, figures
from tests.shipped import shipped_answerer

pytestmark = [pytest.mark.model, pytest.mark.gate]

# The least that each figure may be: what it was when this was written (behind it), less a margin of some two questions
# in a hundred. Raise them with what improves them; lower none without saying why.
FLOORS = {
    "development": {"first": 0.79, "answered": 0.74, "refused": 0.73, "auroc": 0.79},  # 0.805, 0.758, 0.754, 0.811
    "held_out": {"first": 0.73, "answered": 0.71, "refused": 0.70, "auroc": 0.76},  # 0.754, 0.728, 0.718, 0.776
}
# Of each kind: whose first quote is right, and that are refused where nothing answers; the lower of both halves, less
# two questions of some eighteen.
KIND_FLOORS = {
    "cross_language": (0.11, 0.89),  # 0.222, 1.000
    "follow_up": (0.72, 0.61),  # 0.833, 0.722
    "how_to": (0.54, 0.42),  # 0.647, 0.529
    "keywords": (0.68, 0.47),  # 0.789, 0.579
    "list": (0.61, 0.47),  # 0.722, 0.579
    "parts": (0.59, 0.54),  # 0.700, 0.650
    "phrase": (0.89, 0.89),  # 1.000, 1.000
    "plain": (0.75, 0.50),  # 0.864, 0.609
    "section": (0.64, 0.56),  # 0.750, 0.667
    "yes_no": (0.71, 0.56),  # 0.818, 0.667
}
MEDIAN_WORDS = 60  # of an answer in prose, all quotes together


@pytest.mark.parametrize("half", SOURCES)
def test_half(half: str, encoder: OpenVinoEncoder, reader: PassageReader, tmp_path: Path) -> None:
    """Questions are answered, refused and kept short no worse than they were, with the settings that ship."""
    sync(DataFolder(tmp_path), encoder, SOURCES[half], 1_000_000, lambda _: None)
    with Searcher(DataFolder(tmp_path), encoder) as searcher:
        asked = list(ask(read_half(half), shipped_answerer(searcher, reader)))
    whole = figures(asked)
    fallen = {name: value for name, least in FLOORS[half].items() if (value := getattr(whole, name) or 0.0) < least}
    assert fallen == {}
    assert (whole.words or 0) <= MEDIAN_WORDS
    for kind, least in KIND_FLOORS.items():
        of = figures([one for one in asked if one.question.kind == kind])
        assert (of.first or 0.0) >= least[0], kind
        assert (of.refused or 0.0) >= least[1], kind
