"""What is known of the tokens of a pair before its texts are read together: of the passage, what an index stores."""

from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformers import BertModel

from index.models.encoder import unit_rows
from index.models.files import PACKAGED, Model
from index.models.fitted import packaged
from index.models.token_vectors import SUBVECTORS, ReducedVectors, TokenCodec
from tests.benchmarks.reader.batches import Batch
from tests.benchmarks.reader.bert import load_bert


class Tokens(NamedTuple):
    """The word of each token, as the encoder has it before its layers, and its components; float32.

    Shapes (pairs, length, dimension) and (pairs, length, components). The components are those of TokenCodec: in the
    passage as nearly as codes tell them, and zeros for marks and padding.
    """

    words: Tensor
    components: Tensor


class StoredTokens:
    """Encodes question and passage apart, and keeps of the passage what an index does.

    It is no module of torch: what it has ships, and is neither trained nor saved.
    """

    def __init__(self, encoder: BertModel, codec: TokenCodec) -> None:
        self.encoder = encoder
        self.codec = codec

    @classmethod
    def load(cls, folder: Path) -> Self:
        """By the packaged encoder, in its folder, and its codec. Raises ValueError where that is of another encoder."""
        fitted = packaged(Model(PACKAGED, folder).digest())
        if fitted is None:
            raise ValueError(f"the codec that ships is not that of the encoder in {folder}")
        encoder = load_bert(folder)
        encoder.set_attn_implementation("sdpa")  # the faster one where nothing is trained
        return cls(encoder, fitted.codec)

    @torch.no_grad()
    def tokens(self, batch: Batch, read: Tensor, segments: Tensor) -> Tokens:
        """Those of a batch; `read` and `segments` are as Reader.hidden has them."""
        device = batch.tokens.device
        self.encoder.to(device)  # type: ignore[arg-type]  # a wrapper hides what it takes
        places = torch.arange(batch.tokens.shape[1], device=device)
        marks = (places == 0) | (places == batch.passage[:, None] - 1) | (places == batch.lengths[:, None] - 1)
        own = read & ~marks
        vectors = self._encoded(batch.tokens, read, segments)[own].float().cpu().numpy()
        kept = torch.from_numpy(self._kept(vectors, segments[own].bool().cpu().numpy()))
        components = torch.zeros(*own.shape, kept.shape[1], device=device)
        components[own] = kept.to(device)
        return Tokens(self.encoder.embeddings.word_embeddings(batch.tokens), components)

    def _encoded(self, tokens: Tensor, read: Tensor, segments: Tensor) -> Tensor:
        """The hidden states of tokens, each text read by itself: (pairs, length, dimension)."""
        # Neither text of a row attends to the other, and the [CLS] that is the passage's own stands at the end.
        first = tokens[:, :1]
        texts = torch.cat([segments, torch.ones_like(first)], dim=1)
        attended = torch.cat([read, torch.ones_like(first, dtype=torch.bool)], dim=1)[:, None]
        attended = attended & (texts[:, None] == texts[..., None])
        places = torch.where(segments.bool(), segments.cumsum(1), torch.arange(tokens.shape[1], device=tokens.device))
        encoded = self.encoder(
            input_ids=torch.cat([tokens, first], dim=1),
            attention_mask=attended[:, None],
            position_ids=torch.cat([places, torch.zeros_like(first)], dim=1),
        )
        hidden: Tensor = encoded.last_hidden_state[:, :-1]
        return hidden

    def _kept(self, vectors: NDArray[np.float32], stored: NDArray[np.bool_]) -> ReducedVectors:
        """The components of tokens; of those that are stored what their codes tell."""
        components = self.codec.reduce(unit_rows(vectors))
        codes = self.codec.encode(components[stored])
        components[stored] = self.codec.centroids[np.arange(SUBVECTORS), codes].reshape(len(codes), -1)
        return components
