"""The design in which an encoder reads the tokens of question and passage together, in all of its layers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

from torch import Tensor, nn
from transformers import BertModel

from tests.benchmarks.reader.batches import Batch
from tests.benchmarks.reader.bert import load_bert
from tests.benchmarks.reader.model import Reader

_FROZEN = 1  # layers, and the embeddings


class CrossEncoder(Reader):
    """A BERT encoder over both."""

    rate = 1.5e-4

    def __init__(self, encoder: BertModel) -> None:
        super().__init__(encoder.config.hidden_size)
        self.encoder = encoder

    @classmethod
    def from_encoder(cls, folder: Path, layers: int) -> Self:
        """A reader on the weights of so many layers of an encoder, the lowest, which answers nothing yet."""
        encoder = load_bert(folder)
        encoder.encoder.layer = encoder.encoder.layer[:layers]
        return cls(encoder)

    def hidden(self, batch: Batch, read: Tensor, segments: Tensor) -> Tensor:
        """See Reader."""
        hidden: Tensor = self.encoder(batch.tokens, read.long(), segments).last_hidden_state
        return hidden

    @property
    def bert(self) -> BertModel:
        """See Reader."""
        return self.encoder

    def trained(self) -> Sequence[nn.Module]:
        """See Reader."""
        return list(self.encoder.encoder.layer)[_FROZEN:]
