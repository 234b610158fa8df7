"""Of the held-out posts as many are answered, and as rightly, as when this was written."""

from pathlib import Path

import pytest

from index.models.openvino import OpenVinoEncoder
from index.models.reader import PassageReader
from tests.quality.forum.measure import ask, figures, opened

pytestmark = [pytest.mark.model, pytest.mark.gate]

# The least precision and share of the held-out half, with bodies and by titles alone: a little less than they were when
# this was written; behind them, how many of those answered were right.
# Raise them with what improves them; lower none without saying why. Fewer are answered than by the fit to the first 137
# development posts, so that more are right: its 30 of 200 held-out posts were 28 rightly, by titles 20 of 25.
FLOORS = {False: (0.94, 0.17), True: (0.8, 0.14)}  # 18 of 18, 14 of 16


def test_held_out_posts(encoder: OpenVinoEncoder, reader: PassageReader, tmp_path: Path) -> None:
    """No less of the answered posts is answered rightly, and no less of those with an answer is answered."""
    with opened("held_out", tmp_path, encoder, reader) as (collections, names):
        of = {titles: figures(ask("held_out", collections, names, titles)) for titles in FLOORS}
    for titles, (precision, share) in FLOORS.items():
        assert (of[titles].precision or 0.0) >= precision, (titles, of[titles])
        assert of[titles].share >= share, (titles, of[titles])
