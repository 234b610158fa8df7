"""How good the answers are: all figures, tables and the picture, by one command.

python tests/benchmarks/quality.py [--sets DIR] [--data-dir DIR] [--output DIR] [--every N]
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import msgspec
import typer

from bot.terminal.output import notify
from bot.terminal.session import Session
from config.settings import DEFAULTS
from index.errors import QuotebotError
from index.evaluation import rankings
from index.evaluation.answers import Report, Sample, measure, report
from index.evaluation.datasets import Question, read_questions
from index.evaluation.rankings import Judge
from tests.benchmarks.ablation import UNTITLED, VARIANTS, Row, ablate, applied
from tests.benchmarks.failures import Failure, failures, mixed
from tests.benchmarks.figures import Figures, markdown
from tests.benchmarks.machine import ROOT, commit, machine
from tests.benchmarks.recording import Recording
from tests.benchmarks.risk import THRESHOLDS, draw, threshold
from tests.benchmarks.saving import save
from tests.benchmarks.transfer import transfers

SETS = ROOT / os.environ.get("QUOTEBOT_EVALUATION", "../shared/evaluation")
_SEEDS = "seeds_questions"  # asked of the articles that ship
_FAILURES = 10
_ABLATED = 600  # questions of a set, at most, that variants are measured on: each variant asks all of them again


class Measured(msgspec.Struct, frozen=True):
    """All that is measured of one set; `groups` are the articles that its questions are most probably about."""

    report: Report
    samples: list[Sample]
    groups: list[str]
    rows: list[Row]
    failures: dict[str, list[Failure]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures everything, prints it as Markdown, and writes quality.json and risk-coverage.png."""
    given = _parse(arguments)
    started = perf_counter()
    session = Session(given.data_dir, DEFAULTS)
    least = session.models.calibration.threshold(session.settings.answer.caution)
    measured = {
        name: _measure(session, given.sets / name, asked) for name, asked in _read_sets(given.sets, given.every).items()
    }
    # The questions on the seeds are too few to fit anything to, or to draw.
    large = {name: one for name, one in measured.items() if name != _SEEDS}
    samples = {name: one.samples for name, one in large.items()}
    figures = Figures(
        machine=machine(),
        commit=commit(),
        minutes=round((perf_counter() - started) / 60, 1),
        every=given.every,
        min_confidence=least,
        sets=[one.report for one in measured.values()],
        thresholds={name: [threshold(one.samples, step) for step in THRESHOLDS] for name, one in measured.items()},
        ablations=[row for one in measured.values() for row in one.rows],
        transfers=transfers(samples, {name: one.groups for name, one in large.items()}, session.models.read_by),
        failures=mixed([one.failures for one in large.values()], _FAILURES),
    )
    save(figures, given.output / "quality.json")
    draw(samples, least, given.output / "risk-coverage.png")
    typer.echo(markdown(figures))


def _parse(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(description="Measure how good the answers are.")
    parser.add_argument(
        "--sets", type=Path, default=SETS, help="a folder of folders of articles.jsonl, questions.jsonl"
    )
    parser.add_argument(
        "--data-dir", type=Path, default=ROOT / ".quotebot" / "quality", help="the folder of the indexes"
    )
    parser.add_argument("--output", type=Path, default=ROOT / "docs", help="the folder of the figures and the picture")
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="ask only every Nth question, for a quick look"
    )
    given = parser.parse_args(arguments)
    if given.every < 1:
        parser.error(f"--every {given.every}: give 1 or more")
    return given


def _read_sets(folder: Path, every: int) -> dict[str, list[Question]]:
    """The questions of each set, by its name."""
    files = {file.parent.name: file for file in sorted(folder.glob("*/questions.jsonl"))}
    if not files:
        raise QuotebotError(f"{folder} has no folders of articles.jsonl and questions.jsonl; name one with --sets")
    seeds = folder / f"{_SEEDS}.jsonl"
    files |= {_SEEDS: seeds} if seeds.is_file() else {}
    return {name: read_questions(file)[::every] for name, file in files.items()}


def _measure(session: Session, folder: Path, questions: Sequence[Question]) -> Measured:
    """Measures one set in all ways."""
    name, indexed = folder.name, _indexed(session, folder)
    with indexed.answerer() as answerer, indexed.searcher() as searcher:
        samples = measure(questions, answerer, _progress(f"{name}: answers"))
        retrieval = rankings.measure(questions, searcher, _progress(f"{name}: retrieval"))
        judge, recording = Judge(searcher.articles.contents()), Recording(searcher)
        drawn = failures(name, questions, samples, answerer, judge, _FAILURES)
        show, reader = _progress(f"{name}: variants"), session.models.reader
        rows = ablate(name, _spread(questions), recording, reader, judge, VARIANTS, show)
        groups = [next(iter(one.articles), recording.article(one.question)) for one in questions]
    rows += _ablate_titles(session, folder, questions)
    return Measured(report(name, samples, retrieval), samples, groups, rows, drawn)


def _ablate_titles(session: Session, folder: Path, questions: Sequence[Question]) -> list[Row]:
    """Measures what titles are worth in what is embedded, by an index without them."""
    other = session.in_folder(session.data_folder.folder / "untitled")
    with applied(UNTITLED):
        untitled = _indexed(other, folder)
        with untitled.searcher() as searcher:
            judge, show = Judge(searcher.articles.contents()), _progress(f"{folder.name}: {UNTITLED.name}")
            recording, reader = Recording(searcher), session.models.reader
            return ablate(folder.name, _spread(questions), recording, reader, judge, (UNTITLED,), show)


def _spread(questions: Sequence[Question]) -> Sequence[Question]:
    """So many of the questions as variants are measured on, evenly spread."""
    return questions[:: -(-len(questions) // _ABLATED) or 1]


def _indexed(session: Session, folder: Path) -> Session:
    """A session on the articles of a set, in an index of their own, with the encoder of the given one."""
    if folder.name != _SEEDS:
        return session.of_set(folder)
    session.sync()
    return session


def _progress(what: str) -> Callable[[int, int], None]:
    """Tells on standard error what is done, at each tenth."""

    def show(done: int, of: int) -> None:
        if of and done * 10 // of != (done - 1) * 10 // of:
            notify(f"{what}, {done} of {of}")

    return show


if __name__ == "__main__":
    try:
        main()
    except QuotebotError as error:
        sys.exit(f"Error: {error}")
