"""The weights that ship are whole, and others are refused where they are not what they should be."""

from pathlib import Path

import pytest
from msgspec import json, structs

from index.errors import QuotebotError
from index.retrieval.weights import DEFAULT, RankingWeights, load_weights


def test_weights_that_ship_are_read() -> None:
    """The file beside the confidence holds every weight."""
    assert load_weights().ranking == RankingWeights(
        dense=0.8,
        best_sentence=0.7,
        late_passage=2.0,
        late_sentence=1.0,
        metadata_match=0.45,
        least_idf=0.3,
        near_duplicate=0.9,
        retrieved=50,
        rescored=40,
    )
    assert json.decode(DEFAULT.read_bytes()) == json.decode(json.encode(load_weights()))


def test_weights_that_are_none_are_named(tmp_path: Path) -> None:
    """A file that is missing, or holds a share above 1, is named with what to do."""
    file = tmp_path / "weights.json"
    with pytest.raises(QuotebotError, match=r"weights\.json cannot be used: .*; install quotebot anew"):
        load_weights(file)
    shipped = load_weights()
    file.write_bytes(json.encode(structs.replace(shipped, ranking=structs.replace(shipped.ranking, dense=1.5))))
    with pytest.raises(QuotebotError, match=r"Expected `float` <= 1.0 - at `\$.ranking.dense`"):
        load_weights(file)
