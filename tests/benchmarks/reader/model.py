"""The reader: a BERT encoder that reads question and passage together, and says what it found."""

import re
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from tests.benchmarks.reader.batches import Batch
from tests.benchmarks.reader.examples import UNKNOWN

_NEVER = -1e4  # of what is no token of the passage
_LAYER = re.compile(r"encoder\.encoder\.layer\.\d+\.")
_RANKING = 0.5  # weight of the loss over the pairs of a group


class Output(NamedTuple):
    """Logits in float32: of each token as the first or last of the answer, (pairs, length), and of `answer`, (pairs,).

    The first token of all stands for no answer; `answer` is whether the passage answers.
    """

    start: Tensor
    end: Tensor
    answer: Tensor


class Reader(nn.Module):
    """Reads pairs as `[CLS] question [SEP] passage [SEP]`."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        self.span = nn.Linear(encoder.config.hidden_size, 2)
        self.answer = nn.Linear(2 * encoder.config.hidden_size, 1)

    def forward(self, batch: Batch) -> Output:
        """See Output."""
        places = torch.arange(batch.tokens.shape[1], device=batch.tokens.device)
        read = places < batch.lengths[:, None]
        inside = read & (places >= batch.passage[:, None]) & (places < batch.lengths[:, None] - 1)
        hidden = self.encoder(
            input_ids=batch.tokens,
            attention_mask=read.long(),
            token_type_ids=(places >= batch.passage[:, None]).long() * read,
        ).last_hidden_state.float()
        mean = (hidden * inside[..., None]).sum(1) / inside.sum(1, keepdim=True).clamp(min=1)
        spans = self.span(hidden).float().masked_fill(~(inside | (places == 0))[..., None], _NEVER)
        answer = self.answer(torch.cat([hidden[:, 0], mean], dim=1)).float()
        return Output(spans[..., 0], spans[..., 1], answer[:, 0])

    def save(self, file: Path) -> None:
        """Writes the weights."""
        save_file({name: part.contiguous() for name, part in self.state_dict().items()}, file)


def from_encoder(folder: Path, layers: int) -> Reader:
    """A reader on the weights of so many layers of an encoder, which answers nothing yet."""
    encoder = BertModel.from_pretrained(
        folder,
        num_hidden_layers=layers,
        attn_implementation="eager",  # trains half as fast again in bf16 on a CPU as its flash attention
        add_pooling_layer=False,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    return Reader(encoder)


def from_file(file: Path, folder: Path) -> Reader:
    """A reader with weights that were saved, made as the encoder in a folder."""
    weights = load_file(file)
    layers = {match[0] for name in weights if (match := _LAYER.match(name))}
    config = BertConfig.from_pretrained(folder, num_hidden_layers=len(layers), attn_implementation="eager")
    reader = Reader(BertModel(config, add_pooling_layer=False))
    reader.load_state_dict(weights)
    return reader.eval()


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
