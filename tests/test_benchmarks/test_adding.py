"""What adding to an index takes stands in a table."""

from tests.benchmarks.adding import Added, Figures, markdown


def test_table() -> None:
    """Each index has its line."""
    figures = Figures("a machine", "abc", 3, [Added(1064, 1.234, 0.5)])
    assert markdown(figures).splitlines() == [
        "a machine. Commit abc. Medians of 3 rounds; asked: 2 s.",
        "",
        "| passages | an article added and found, s | a sync without changes, s |",
        "| --- | --- | --- |",
        "| 1,064 | 1.23 | 0.50 |",
    ]
