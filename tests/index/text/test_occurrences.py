"""What a text says is found whatever the white space."""

from hypothesis import given
from hypothesis import strategies as st

from index.records import Span
from index.text.occurrences import occurrences

words = st.lists(st.text("ab.(*", min_size=1, max_size=4), min_size=1, max_size=5)
spaces = st.sampled_from([" ", "\n", "  \t", "\u00a0"])


def test_each_place() -> None:
    """Each place is found, over line ends, and nothing is said nowhere."""
    assert list(occurrences("a b", "a\nb, a  b; ab")) == [Span(0, 3), Span(5, 9)]
    assert list(occurrences(" \n", "a b")) == []


@given(words, spaces, st.text("xyz ", max_size=9))
def test_any_white_space(said: list[str], space: str, before: str) -> None:
    """Words are found where they stand with other white space between."""
    text = before + space.join(said)
    assert Span(len(before), len(text)) in list(occurrences(" ".join(said), text))
