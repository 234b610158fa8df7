"""The opposite of a word is known."""

import pytest

from index.text.analysis import terms
from index.text.antonyms import having_opposites, opposes


@pytest.mark.parametrize(
    ("asked", "said", "opposite"),
    [
        ("When will it be closed?", "It was opened in 1934.", True),
        ("Who opened it?", "It closed in May.", True),
        ("Who bought the mill?", "The mill was sold to Ann.", True),
        ("Who bought the mill?", "Ann bought the mill.", False),
        ("When was she born?", "She died in Arle.", True),
        ("When did it rain?", "It was opened in 1934.", False),
        ("", "It was opened.", False),
    ],
)
def test_opposes(asked: str, said: str, opposite: bool) -> None:
    """A text opposes a question that asks for a word of which it says the opposite, in whatever form."""
    assert opposes(frozenset(terms(asked)), frozenset(terms(said))) is opposite


def test_having_opposites() -> None:
    """Of the words of a question those that have an opposite are known."""
    assert having_opposites(terms("When was the oldest mill opened?")) == frozenset(terms("oldest opened"))
