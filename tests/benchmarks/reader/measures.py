"""How well a reader tells pairs that are answered from those that are not, by how these were made."""

from collections.abc import Iterator

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from tests.benchmarks.reader.batches import Batch, collate
from tests.benchmarks.reader.examples import Examples
from tests.benchmarks.reader.model import Output, Reader

_BATCH = 48  # pairs
_ANSWERED = "answered"
_LONGEST = 40  # tokens of an answer


class Measures(msgspec.Struct, frozen=True):
    """AUROC of answered or not: by both scores, by each, and by both for each kind of pair that is not answered.

    `exact` is the share of known spans that are told exactly.
    """

    auroc: float
    by_answer: float
    by_span: float
    kinds: dict[str, float]
    exact: float


class Scores(msgspec.Struct, frozen=True):
    """Of pairs: the logit of the answer, and by how much the best span is above none, float32; that span's tokens."""

    answer: NDArray[np.float32]
    span: NDArray[np.float32]
    places: NDArray[np.int64]

    def both(self) -> NDArray[np.float32]:
        """One score."""
        return self.answer + self.span * np.float32(0.5)


def measure(reader: Reader, examples: Examples, device: torch.device, most: int = 1_000_000) -> Measures:
    """Measures a reader on examples, on so many of them evenly spread."""
    rows = np.arange(len(examples.answerable))[:: -(-len(examples.answerable) // most)]
    found = score(reader, examples, rows, device)
    answerable, both = examples.answerable[rows], found.both()
    kinds = examples.kinds[examples.kind[rows]]
    known = examples.start[rows] > 0
    truth = np.stack([examples.start[rows], examples.end[rows]], axis=1)
    return Measures(
        auroc=auroc(answerable, both),
        by_answer=auroc(answerable, found.answer),
        by_span=auroc(answerable, found.span),
        kinds={
            str(kind): auroc(answerable[of], both[of])
            for kind in np.unique(kinds[~answerable])
            for of in [answerable | (kinds == kind)]
        },
        exact=float((found.places[known] == truth[known]).all(axis=1).mean()),
    )


def score(reader: Reader, examples: Examples, rows: NDArray[np.int64], device: torch.device) -> Scores:
    """What a reader says of these pairs, in their order."""
    reader.eval()
    order = np.argsort(np.diff(examples.offsets)[rows], kind="stable")
    parts = [_scores(reader, batch) for batch in _batches(examples, rows[order], device)]
    back = np.argsort(order)
    return Scores(*(np.concatenate(column)[back] for column in zip(*parts, strict=True)))


def auroc(labels: NDArray[np.bool_], scores: NDArray[np.float32]) -> float:
    """The area under the ROC curve, rounded; one half where all are of one kind."""
    return round(float(roc_auc_score(labels, scores)), 4) if 0 < labels.sum() < len(labels) else 0.5


def _batches(examples: Examples, rows: NDArray[np.int64], device: torch.device) -> Iterator[Batch]:
    for first in range(0, len(rows), _BATCH):
        yield collate(examples, rows[first : first + _BATCH].tolist()).to(device)


@torch.inference_mode()
def _scores(reader: Reader, batch: Batch) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int64]]:
    with torch.autocast(batch.tokens.device.type, torch.bfloat16):
        output: Output = reader(batch)
    sums = output.start[:, :, None] + output.end[:, None, :]
    none = sums[:, 0, 0].clone()
    length = sums.shape[1]
    allowed = torch.ones(length, length, dtype=torch.bool, device=sums.device).triu().tril(_LONGEST - 1)
    allowed[0] = False
    best, place = sums.masked_fill(~allowed, -torch.inf).flatten(1).max(1)
    places = torch.stack([place // length, place % length], dim=1)
    return output.answer.cpu().numpy(), (best - none).cpu().numpy(), places.cpu().numpy()
