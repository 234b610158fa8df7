"""What is measured becomes tables in Markdown."""

from tests.benchmarks.tables import table


def test_cells() -> None:
    """Numbers that are not whole have three digits, what is not known is a dash, and all else stands as it is."""
    lines = table(("", "a", "b"), [("x", 0.12345, 7), ("y", None, "z")]).splitlines()
    assert lines == ["|  | a | b |", "| --- | --- | --- |", "| x | 0.123 | 7 |", "| y | – | z |"]
