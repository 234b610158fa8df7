"""What counts for how well a sentence answers; the sum of it is tested with the windows."""

import pytest

from index.answering.scores import coverage


@pytest.mark.parametrize(
    ("held", "share"),
    [({"bridg"}, 0.75), ({"ferri"}, 0.25), ({"barco"}, 0.25), ({"bridg", "ferri", "sea"}, 1.0), ({"sea"}, 0.0)],
)
def test_coverage(held: set[str], share: float) -> None:
    """A term counts by its rarity, in any of its forms; the share is of all terms."""
    assert coverage(held, {("bridg",): 3.0, ("ferri", "barco"): 1.0}) == share


def test_coverage_of_no_terms() -> None:
    """Of a question without terms nothing is held."""
    assert coverage({"bridg"}, {}) == 0.0
