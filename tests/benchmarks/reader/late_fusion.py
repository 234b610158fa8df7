"""The design in which question and passage are encoded apart, and a few layers above read both together.

So a passage is encoded once, when it is indexed, as by DeFormer (Cao et al. 2020, https://arxiv.org/abs/2005.00697) and
PreTTR (MacAvaney et al. 2020, https://arxiv.org/abs/2004.14255).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import torch
from torch import Tensor, nn
from transformers import BertModel

from tests.benchmarks.reader.batches import Batch
from tests.benchmarks.reader.bert import load_bert
from tests.benchmarks.reader.model import Reader
from tests.benchmarks.reader.stored_tokens import StoredTokens


class LateFusion(Reader):
    """Layers of BERT over what is known of the tokens of both: their words, and what an encoder made of these apart."""

    rate = 4e-4  # on the highest layers, after 3,000 pairs, the loss was 3.28 at 1.5e-4 and 3.21 at 6e-4

    def __init__(self, joint: BertModel, stored: StoredTokens) -> None:
        super().__init__(joint.config.hidden_size)
        self.joint = joint
        self.expand = nn.Linear(stored.codec.basis.shape[1], joint.config.hidden_size, bias=False)
        self.expand.weight.data.copy_(torch.from_numpy(stored.codec.basis))
        self._stored = stored

    @classmethod
    def from_encoder(cls, folder: Path, layers: int) -> Self:
        """A reader on the weights of so many layers of an encoder, the lowest, which answers nothing yet."""
        joint = load_bert(folder)
        joint.encoder.layer = joint.encoder.layer[:layers]  # after 3,000 pairs at 6e-4: 3.18, of the highest 3.21
        del joint.embeddings.word_embeddings  # words are put in as those of the encoder, which stay as they are
        return cls(joint, StoredTokens.load(folder))

    def hidden(self, batch: Batch, read: Tensor, segments: Tensor) -> Tensor:
        """See Reader."""
        words, components = self._stored.tokens(batch, read, segments)
        known = words + self.expand(components)
        hidden: Tensor = self.joint(
            inputs_embeds=known.to(self.joint.dtype), attention_mask=read.long(), token_type_ids=segments
        ).last_hidden_state
        return hidden

    @property
    def bert(self) -> BertModel:
        """See Reader."""
        return self.joint

    def trained(self) -> Sequence[nn.Module]:
        """See Reader."""
        below = nn.ModuleList([self.expand, self.joint.embeddings])
        return [below, *self.joint.encoder.layer]
