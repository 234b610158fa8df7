"""The figures of starting are medians, beside their targets and a Python that does nothing."""

from pathlib import Path

from tests.benchmarks.cold import BotStart, Cold, Start, markdown, measure, starts


def test_medians_stand_beside_targets_and_ratios() -> None:
    """Each figure is the median of its own runs, and the ratio is to the Python that does nothing."""
    measured = {
        "python -c pass": [(0.02, 0.01), (0.5, 0.01), (0.02, 0.03)],
        "quotebot --help": [(0.1, 0.1), (0.2, 0.2), (0.9, 0.3)],
    }
    nothing = Start("python -c pass", 0.02, 0.01, 1.0, None)
    assert starts(measured) == [nothing, Start("quotebot --help", 0.2, 0.2, 10.0, 0.25)]


def test_the_table_says_what_was_measured() -> None:
    """A command without a target has none in the table."""
    start = Start("python -c pass", 0.02, 0.01, 1.0, None)
    assert markdown(Cold("a machine", "abc", 9, [start], BotStart(1.5, 1.6, 250.2, 260.0))).splitlines() == [
        "a machine. Commit abc. Medians of 9 runs each.",
        "",
        "| command | seconds | target | processor seconds | times python -c pass |",
        "| --- | --- | --- | --- | --- |",
        "| python -c pass | 0.020 | – | 0.010 | 1.000 |",
        "",
        "| the bot |  | target |",
        "| --- | --- | --- |",
        "| ready, seconds after its process began | 1.500 | 2.000 |",
        "| first question answered, seconds | 1.600 | – |",
        "| resident then, MB | 250 | 300 |",
        "| resident after 200 questions, MB | 260 | 300 |",
    ]


def test_each_command_is_run_as_often_as_asked(tmp_path: Path) -> None:
    """A command is run once to warm up and then once a round."""
    count = ["-c", "open('runs', 'a').write('x')"]
    runs = measure({"count": count}, tmp_path, 2)["count"]
    assert (len(runs), (tmp_path / "runs").read_text()) == (2, "xxx")
