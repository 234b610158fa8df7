"""Fits the confidence that ships, with the reader and without; tells how it holds on articles that it did not see.

python -m tests.benchmarks.fit_confidence [--sets DIR] [--data-dir DIR] [--output DIR] [--every N]

Fitted to are the evaluation sets and the development half of the project's own questions. The reader saw none of their
articles. All figures are of folds: what a fit to other articles says of each question.
"""

from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
import typer
from numpy.typing import NDArray

from bot.terminal.output import notify
from bot.terminal.session import Session
from config import Caution
from config.settings import DEFAULTS
from index.answering.answer import Answerer
from index.answering.confidence import DEFAULT, MAX_RISK, UNREAD, Calibration
from index.evaluation.answers import Sample, auroc, calibration_error, fit, measure
from index.evaluation.datasets import Question, read_questions
from index.ingest.sources import remember
from index.models.reader import PassageReader
from index.retrieval.search import Searcher
from tests.benchmarks.machine import ROOT
from tests.benchmarks.quality import SETS
from tests.benchmarks.risk import draw
from tests.benchmarks.tables import table
from tests.benchmarks.transfer import out_of_fold
from tests.quality.reader.dataset import SOURCES, read_half

_OWN = "development"
_HEADING = ("set", "questions", "caution", "answered", "refused", "wrong", "AUROC", "calibration error")


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes both files, and prints a table for each."""
    parser = ArgumentParser(description="Fits the confidence that ships.")
    parser.add_argument("--sets", type=Path, default=SETS)
    parser.add_argument("--data-dir", type=Path, default=ROOT / ".quotebot" / "quality")
    parser.add_argument("--output", type=Path, default=DEFAULT.parent)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="ask only every Nth question")
    parser.add_argument("--picture", type=Path, help="where risk and coverage are drawn")
    given = parser.parse_args(arguments)
    session = Session(given.data_dir, DEFAULTS)
    asked = {
        file.parent.name: (
            _of(session, file.parent.name, [file.with_name("articles.jsonl")]),
            read_questions(file)[:: given.every],
        )
        for file in sorted(given.sets.glob("*/questions.jsonl"))
    }
    # Follow-ups mean little alone.
    asked[_OWN] = _of(session, _OWN, SOURCES[_OWN]), [one for one in read_half(_OWN) if not one.before]
    groups = {name: _articles(own, questions) for name, (own, questions) in asked.items()}
    least, drawn = 0.0, dict[str, Sequence[Sample]]()
    for reader, file in ((session.models.reader, DEFAULT), (None, UNREAD)):
        samples = {name: _measure(name, own, questions, reader) for name, (own, questions) in asked.items()}
        calibration = fit(list(samples.values()), reader.fingerprint if reader else "")
        target = given.output / file.name
        target.write_bytes(msgspec.json.format(msgspec.json.encode(calibration)) + b"\n")
        least = least if drawn else calibration.threshold("balanced")
        held = out_of_fold(samples, groups, calibration.reader)
        typer.echo(f"\n{target.name}\n\n{table(_HEADING, _rows(samples, held, calibration))}")
        way = "with" if reader else "without"
        drawn |= {f"{name} {way} the reader": _held(of, held[name], calibration) for name, of in samples.items()}
    if given.picture:
        draw(dict(sorted(drawn.items())), least, given.picture)


def _of(session: Session, name: str, sources: Sequence[Path]) -> Session:
    """A session on the articles of a set, with no confidence loaded, which may be of another version."""
    own = session.in_folder(session.data_folder.folder / "sets" / name)
    remember(own.data_folder, sources)
    own.sync()
    return own


def _articles(session: Session, questions: Sequence[Question]) -> list[str]:
    """The article that each question is most probably about."""
    with session.searcher() as searcher:
        return [next(iter(one.articles), "") or _found(searcher, one.question) for one in questions]


def _found(searcher: Searcher, question: str) -> str:
    return next((one.article.source.id for one in searcher.find(question, 1).candidates), "")


def _measure(name: str, session: Session, questions: Sequence[Question], reader: PassageReader | None) -> list[Sample]:
    notify(f"{name}: {len(questions)} questions {'with' if reader else 'without'} the reader")
    undecided = Calibration(0.0, {}, 0.5, (), reader=reader.fingerprint if reader else "")
    with session.searcher() as searcher:
        return measure(questions, Answerer(searcher, undecided, 0.0, reader), lambda *_: None)


def _rows(
    samples: Mapping[str, Sequence[Sample]],
    held: Mapping[str, NDArray[np.float64]],
    calibration: Calibration,
) -> list[tuple[str | float | int | None, ...]]:
    """What becomes of each set's questions at each caution."""
    return [
        (name, len(of), caution, *_shares(_shown(of, held[name], calibration, caution), of), *_told(of, held[name]))
        for name, of in samples.items()
        for caution in MAX_RISK
    ]


def _held(samples: Sequence[Sample], sure: NDArray[np.float64], calibration: Calibration) -> list[Sample]:
    """Samples as a fit to other articles has them."""
    return [
        msgspec.structs.replace(one, confidence=float(value), lacks_name=one.lacks_name and calibration.refuses_unnamed)
        for one, value in zip(samples, sure, strict=True)
    ]


def _shown(
    samples: Sequence[Sample], sure: NDArray[np.float64], calibration: Calibration, caution: Caution
) -> NDArray[np.bool_]:
    unnamed = np.array([one.lacks_name for one in samples]) & calibration.refuses_unnamed
    return (sure >= calibration.threshold(caution)) & ~unnamed


def _shares(shown: NDArray[np.bool_], samples: Sequence[Sample]) -> tuple[float, float, float]:
    """Of the answerable answered, of the others refused, and of the answers those whose first quote is wrong."""
    answerable = np.array([one.answerable for one in samples])
    right = np.array([one.first for one in samples])
    return float(shown[answerable].mean()), float((~shown[~answerable]).mean()), float((~right[shown]).mean())


def _told(samples: Sequence[Sample], sure: NDArray[np.float64]) -> tuple[float | None, float]:
    answerable = np.array([one.answerable for one in samples])
    return auroc(answerable, sure), calibration_error(answerable, sure)


if __name__ == "__main__":
    main()
