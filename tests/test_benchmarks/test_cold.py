"""The figures of starting are medians, beside their targets and a Python that does nothing."""

from pathlib import Path

from tests.benchmarks.cold import Cold, Start, markdown, measure, starts


def test_medians_stand_beside_targets_and_ratios() -> None:
    """Each figure is the median of its own runs, and the ratio is to the Python that does nothing."""
    measured = {
        "python -c pass": [(0.02, 0.01, 10.0), (0.5, 0.01, 10.0), (0.02, 0.03, 12.0)],
        "quotebot --help": [(0.1, 0.1, 16.0), (0.2, 0.2, 18.0), (0.9, 0.3, 17.0)],
    }
    nothing = Start("python -c pass", 0.02, 0.01, 10.0, 1.0, None)
    assert starts(measured) == [nothing, Start("quotebot --help", 0.2, 0.2, 17.0, 10.0, 0.25)]


def test_the_table_says_what_was_measured() -> None:
    """A command without a target has none in the table."""
    start = Start("python -c pass", 0.02, 0.01, 10.0, 1.0, None)
    assert markdown(Cold("a machine", "abc", 9, [start])).splitlines() == [
        "a machine. Commit abc. Medians of 9 runs each.",
        "",
        "| command | seconds | target | processor seconds | MB, most | times python -c pass |",
        "| --- | --- | --- | --- | --- | --- |",
        "| python -c pass | 0.020 | – | 0.010 | 10.000 | 1.000 |",
    ]


def test_each_command_is_run_as_often_as_asked(tmp_path: Path) -> None:
    """A command is run once to warm up and then once a round."""
    count = ["-c", "open('runs', 'a').write('x')"]
    runs = measure({"count": count}, tmp_path, 2)["count"]
    assert (len(runs), (tmp_path / "runs").read_text()) == (2, "xxx")
