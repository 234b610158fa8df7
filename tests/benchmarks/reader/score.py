"""How good a trained reader is: on the documents kept aside, and on what the search finds for evaluation sets.

python -m tests.benchmarks.reader.score --reader FILE --examples DIR [--asked FILE] [--every N] [--output FILE]

The file of what was asked is that of tests.benchmarks.reader.candidates; nothing is chosen by what it tells.
"""

from argparse import ArgumentParser
from collections.abc import Sequence
from itertools import groupby, pairwise
from pathlib import Path

import msgspec
import numpy as np
import torch
import typer
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from index.models.files import PACKAGED, find_model
from tests.benchmarks.reader.candidates import Asked, read_asked
from tests.benchmarks.reader.designs import from_file
from tests.benchmarks.reader.examples import PairTokenizer, arrange, load
from tests.benchmarks.reader.measures import Measures, Scores, auroc, measure, score
from tests.benchmarks.reader.model import Reader
from tests.benchmarks.reader.negatives import Pair
from tests.benchmarks.reader.passages import Window
from tests.benchmarks.saving import save

_FOLDS = 5
_NOTHING = -20.0  # the score where no passage was found


class OnSet(msgspec.Struct, frozen=True):
    """AUROC of answered or not, and how often the first passage holds an answer where any of them does.

    By the reader alone, the best of the passages counted, in three ways; by the confidence without it, as it is and
    refitted; and by all of these. What is fitted is fitted in folds over articles.
    """

    questions: int
    by_answer: float
    by_span: float
    by_reader: float
    by_confidence: float
    confidence_refitted: float
    by_all: float
    gold: int
    first_by_search: float
    first_by_reader: float


class Report(msgspec.Struct, frozen=True):
    """All that was measured."""

    aside: Measures
    sets: dict[str, OnSet]


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints all figures as JSON, and keeps them where a file is named."""
    parser = ArgumentParser(description="Measures a trained reader.")
    parser.add_argument("--reader", type=Path, required=True, help="its weights")
    parser.add_argument("--examples", type=Path, required=True, help="the folder of examples")
    parser.add_argument("--asked", type=Path, help="what the search found for evaluation sets")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="read only every Nth question")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--output", type=Path)
    given = parser.parse_args(arguments)
    device = torch.device(given.device)
    reader = from_file(given.reader, find_model(PACKAGED).folder).to(device)
    asked = read_asked(given.asked)[:: given.every] if given.asked else []
    report = Report(
        measure(reader, load(given.examples / "aside.npz"), device),
        {name: on_set(reader, list(of), device) for name, of in groupby(asked, key=lambda one: one.set)},
    )
    typer.echo(msgspec.json.format(msgspec.json.encode(report)).decode())
    if given.output:
        save(report, given.output)


def on_set(reader: Reader, asked: Sequence[Asked], device: torch.device) -> OnSet:
    """Has a reader read what was found for the questions of a set."""
    found = _read(reader, asked, device)
    bounds = np.cumsum([0, *(len(one.passages) for one in asked)])
    of = [slice(start, end) for start, end in pairwise(bounds.tolist())]
    answer, span, both = (
        np.array([part[one].max(initial=_NOTHING) for one in of]) for part in (found.answer, found.span, found.both())
    )
    labels = np.array([one.answerable for one in asked])
    sure = np.clip([one.confidence for one in asked], 1e-6, 1 - 1e-6)
    logits = np.log(sure / (1 - sure))
    articles = np.array([one.article for one in asked])
    read = [(one, found.both()[where]) for one, where in zip(asked, of, strict=True)]
    gold = [(one, scores) for one, scores in read if one.answerable and any(passage.gold for passage in one.passages)]
    return OnSet(
        questions=len(asked),
        by_answer=auroc(labels, answer),
        by_span=auroc(labels, span),
        by_reader=auroc(labels, both),
        by_confidence=auroc(labels, sure),
        confidence_refitted=_in_folds(labels, articles, logits),
        by_all=_in_folds(labels, articles, logits, answer, span),
        gold=len(gold),
        first_by_search=_share([one.passages[0].gold for one, _ in gold]),
        first_by_reader=_share([one.passages[int(scores.argmax())].gold for one, scores in gold]),
    )


def _read(reader: Reader, asked: Sequence[Asked], device: torch.device) -> Scores:
    """The scores of all passages of all questions, in order."""
    groups = [[Pair(one.question, Window(each.text, None), False, "") for each in one.passages] for one in asked]
    examples = arrange(groups, [one.set for one in asked], PairTokenizer(find_model(PACKAGED).folder))
    return score(reader, examples, np.arange(len(examples.answerable)), device)


def _in_folds(labels: NDArray[np.bool_], articles: NDArray[np.str_], *features: NDArray[np.float64]) -> float:
    """AUROC by a logistic regression that is fitted on other articles than it is asked about."""
    columns = np.stack(features, axis=1)
    columns = (columns - columns.mean(axis=0)) / columns.std(axis=0)
    folds = GroupKFold(_FOLDS, shuffle=True, random_state=0)
    told = cross_val_predict(LogisticRegression(), columns, labels, groups=articles, cv=folds, method="predict_proba")
    return auroc(labels, told[:, 1])


def _share(true: Sequence[bool]) -> float:
    return round(float(np.mean(true)), 4) if true else 0.0


if __name__ == "__main__":
    main()
