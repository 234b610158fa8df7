"""Any bytes are read, asked, shown and loaded without a fault; tests/soak/hostile.py does the same for longer."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.generator import PIECES
from tests.fuzz.targets import Target, targets
from tests.soak.hostile import end_to_end

TARGETS = targets()
MIXED = st.lists(st.sampled_from(PIECES) | st.binary(max_size=4), max_size=30).map(b"".join)


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
@settings(max_examples=60)
@given(data=st.data())
def test_any_bytes(target: Target, data: st.DataObject) -> None:
    """Whatever bytes there are, or stand within or behind what is valid, they are refused or taken right."""
    sample = data.draw(st.sampled_from([b"", *target.samples]))
    place = data.draw(st.integers(0, len(sample)))
    target.run(sample[:place] + data.draw(MIXED) + sample[place:])


def test_files_and_questions_end_to_end(tmp_path: Path) -> None:
    """Files of any bytes and names are synced, questions of any bytes asked, and every quote stands in its article."""
    trials = list(end_to_end(1, 20250301, tmp_path))
    assert [(trial.tried, trial.failures) for trial in trials] == [(40, ()), (50, ())]
