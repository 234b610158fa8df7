"""What a text denies."""

import pytest

from index.text.negation import count_negations, is_negated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who did not sign?", True),
        ("Which port wasn't closed?", True),
        ("Which port wasn’t closed?", True),
        ("It never opened.", True),
        ("They refused to pay.", True),
        ("Nobody came.", True),
        ("Which are non-metals?", True),
        ("¿Quién no pagó nunca?", True),
        ("Who signed the note?", False),
        ("The knot was noted in November.", False),
        ("", False),
    ],
)
def test_denies(text: str, expected: bool) -> None:
    """A text denies something by a word of negation, not by letters within others."""
    assert is_negated(text) is expected


def test_negations_are_counted() -> None:
    """Each denial counts, so that a text that denies what another says is told from it."""
    assert count_negations("He did not say NO, nor didn’t he.") == 4
    assert count_negations("He said yes.") == 0
