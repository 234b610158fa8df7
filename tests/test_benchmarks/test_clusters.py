"""The recall by clusters stands in a table."""

import numpy as np
import pytest

from tests.benchmarks.clusters import Figures, Read, _share, markdown


def test_share_is_of_what_all_clusters_hold() -> None:
    """The share counts which of the exact passages were found, whatever their order; what is missing is -1."""
    found, exact = np.array([[3, 1, -1], [7, 8, 9]]), np.array([[1, 2, 3], [9, 8, 7]])
    assert _share(found, exact) == pytest.approx(5 / 6)


def test_table() -> None:
    """Each number of clusters has its line."""
    figures = Figures("a machine", "abc", 100_045, 512, 188, [Read(8, 1.25, 0.5, 0.625, 1.0)])
    assert markdown(figures).splitlines() == [
        "a machine. Commit abc. 100,045 passages, 512 clusters, of which 188 are read; recall@10.",
        "",
        "| clusters read | ms a search, p50 | questions | sentences | passages |",
        "| --- | --- | --- | --- | --- |",
        "| 8 | 1.250 | 0.500 | 0.625 | 1.000 |",
    ]
