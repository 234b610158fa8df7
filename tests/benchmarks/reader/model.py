"""What a reader is: it reads a question and a passage together, and says what it found."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from tests.benchmarks.reader.batches import Batch
from tests.benchmarks.reader.examples import UNKNOWN

_NEVER = -1e4  # of what is no token of the passage
_RANKING = 0.5  # weight of the loss over the pairs of a group


class Output(NamedTuple):
    """Logits in float32: of each token as the first or last of the answer, (pairs, length), and of `answer`, (pairs,).

    The first token of all stands for no answer; `answer` is whether the passage answers.
    """

    start: Tensor
    end: Tensor
    answer: Tensor


class Reader(nn.Module, ABC):
    """Reads pairs as `[CLS] question [SEP] passage [SEP]`; each design has its own way to do so.

    `rate` is that of learning, of its last layer, at its highest.
    """

    rate: ClassVar[float]

    def __init__(self, width: int) -> None:
        super().__init__()
        self.span = nn.Linear(width, 2)
        self.answer = nn.Linear(2 * width, 1)

    @abstractmethod
    def hidden(self, batch: Batch, read: Tensor, segments: Tensor) -> Tensor:
        """What is made of each token by what stands around it, in both texts: (pairs, length, width).

        `read` is bool, false for padding, and `segments` int64, 1 for what is of the passage: (pairs, length).
        """

    @property
    @abstractmethod
    def bert(self) -> BertModel:
        """The layers that read both together."""

    @abstractmethod
    def trained(self) -> Sequence[nn.Module]:
        """What is trained beside `span` and `answer`, the lowest first."""

    def forward(self, batch: Batch) -> Output:
        """See Output."""
        places = torch.arange(batch.tokens.shape[1], device=batch.tokens.device)
        read = places < batch.lengths[:, None]
        inside = read & (places >= batch.passage[:, None]) & (places < batch.lengths[:, None] - 1)
        hidden = self.hidden(batch, read, (places >= batch.passage[:, None]).long() * read).float()
        mean = (hidden * inside[..., None]).sum(1) / inside.sum(1, keepdim=True).clamp(min=1)
        spans = self.span(hidden).float().masked_fill(~(inside | (places == 0))[..., None], _NEVER)
        answer = self.answer(torch.cat([hidden[:, 0], mean], dim=1)).float()
        return Output(spans[..., 0], spans[..., 1], answer[:, 0])

    def save(self, file: Path) -> None:
        """Writes the weights."""
        save_file({name: part.contiguous() for name, part in self.state_dict().items()}, file)


def loss(output: Output, batch: Batch) -> Tensor:
    """Of spans where they are known, of whether pairs are answered, and of which of a group is."""
    answerable = batch.answerable.float()
    known = batch.start != UNKNOWN
    spans = functional.cross_entropy(output.start[known], batch.start[known]) + functional.cross_entropy(
        output.end[known], batch.end[known]
    )
    answered = functional.binary_cross_entropy_with_logits(output.answer, answerable)
    return spans / 2 + answered + _RANKING * _ranking(output.answer, batch)


def _ranking(answer: Tensor, batch: Batch) -> Tensor:
    """Cross-entropy of the answered pair of each group among the pairs of it; each has at most one."""
    same = batch.group[:, None] == batch.group[None, :]
    logs = answer - torch.where(same, answer[None, :], torch.full_like(same, _NEVER, dtype=answer.dtype)).logsumexp(1)
    ranked = batch.answerable.bool() & (same.sum(1) > 1)
    return -(logs * ranked).sum() / ranked.sum().clamp(min=1)
