"""The command that measures how well questions are answered: `evaluate`."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.options import DEFAULT_DATA_DIR, Config, DataDir, Json, Verbose
from bot.terminal.output import print_json, print_rich, refuse, timed
from bot.terminal.session import Session

if TYPE_CHECKING:
    from index.evaluation.answers import Report, Sample
    from index.evaluation.datasets import Question
    from index.evaluation.dialogues import DialogueReport

_DIALOGUES = "dialogues.jsonl"


def evaluate(
    sets: Annotated[
        list[Path],
        typer.Argument(
            metavar="SET...",
            help="A .jsonl file of questions, asked of this index; or a folder of questions.jsonl and articles.jsonl, "
            "and dialogues.jsonl if there is one, asked of an index of its own.",
        ),
    ],
    json: Json = False,
    refit: Annotated[
        Path | None,
        typer.Option("--refit", metavar="FILE", help="Fit the confidence to these sets and write it there."),
    ] = None,
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Measure how well questions with known answers are answered."""
    if find_spec("sklearn") is None:
        refuse("this needs scikit-learn, which is not there; install it with: pip install scikit-learn")
    from bot.terminal.rendering import render_dialogues, render_report
    from index.evaluation.datasets import read_questions

    session = Session(data_dir, config)
    measured = []
    for path in sets:
        questions = read_questions(path / "questions.jsonl" if path.is_dir() else path)
        name = _set_name(path)
        with timed(name, verbose):
            samples, report, followed = _measure(session, path, name, questions)
            measured.append(samples)
            if json:
                print_json(report)
                if followed:
                    print_json(followed)
            else:
                print_rich(render_report(report))
                if followed:
                    print_rich(render_dialogues(followed))
    if refit:
        _refit(refit, measured, session)


def _measure(
    session: Session, path: Path, name: str, questions: "Sequence[Question]"
) -> "tuple[list[Sample], Report, DialogueReport | None]":
    """Ask the questions of a set, and those of its dialogues, if any; and look up the passages of the questions."""
    from bot.terminal.progress import question_progress
    from index.evaluation import answers, dialogues, rankings

    asked = session.of_set(path) if path.is_dir() else session
    with asked.answerer() as answerer, question_progress(name) as on_progress:
        samples = answers.measure(questions, answerer, on_progress)
        held = dialogues.read_dialogues(path / _DIALOGUES) if (path / _DIALOGUES).exists() else []
        followed = dialogues.measure_dialogues(name, held, answerer, on_progress) if held else None
    with asked.searcher() as searcher, question_progress(f"{name}, retrieval") as on_progress:
        retrieval = rankings.measure(questions, searcher, on_progress)
    return samples, answers.report(name, samples, retrieval), followed


def _refit(file: Path, measured: "Sequence[list[Sample]]", session: Session) -> None:
    """Fit the confidence to what was measured, with the reader and reranker of the settings, and write it to a file."""
    import msgspec

    from index.evaluation.answers import fit

    fitted = fit(measured, session.models.read_by, session.models.reranked_by)
    file.write_bytes(msgspec.json.format(msgspec.json.encode(fitted)) + b"\n")


def _set_name(path: Path) -> str:
    if path.is_dir():
        return path.resolve().name
    return path.absolute().parent.name if path.name == "questions.jsonl" else path.stem
