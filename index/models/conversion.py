"""A model of sentence-transformers as OpenVINO has it: built of its files, or converted from what torch runs."""

import warnings
from dataclasses import dataclass
from typing import Any

from tokenizers import Tokenizer

from index.models.bert import Bert
from index.models.files import Model
from index.models.openvino import CannotCompileError, import_converter, import_openvino
from index.models.sentence_transformers import ReferenceEncoder, document_prompt, prompt_for, query_prompt


@dataclass(frozen=True, slots=True)
class Converted:
    """A model as OpenVINO has it, its tokenizer as JSON, and how texts are prepared for it."""

    model: Any
    tokenizer: str
    dimension: int
    max_tokens: int
    sequence: int
    query_prompt: str
    document_prompt: str


def convert(model: Model) -> Converted:
    """The model; through sentence-transformers where it is not one that is built here.

    Raises CannotCompileError where OpenVINO cannot have it.
    """
    bert = Bert.of(model)
    return _built(bert) if bert else _converted(ReferenceEncoder.load(model))


def _built(bert: Bert) -> Converted:
    """A model that is built of its files."""
    text = bert.tokenizer.read_text(encoding="utf-8")
    tokenizer = Tokenizer.from_str(text)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    query, document = (prompt_for(kind, bert.prompts, bert.default_prompt) for kind in ("query", "document"))
    marks = len(tokenizer.encode(""))
    prompt = max(len(tokenizer.encode(text, add_special_tokens=False)) for text in (query, document))
    max_tokens = bert.sequence - marks - prompt
    return Converted(bert.build(), text, bert.config.hidden_size, max_tokens, bert.sequence, query, document)


def _converted(reference: ReferenceEncoder) -> Converted:
    transformer = reference.transformer
    try:
        with warnings.catch_warnings(action="ignore"):  # torch warns of each branch it traces; parity decides
            traced = _traced(reference)
        tokenizer = transformer.tokenizer.backend_tokenizer.to_str()
    except Exception as error:  # a foreign model may fail in any of three libraries
        raise CannotCompileError(f"OpenVINO cannot convert the model: {' '.join(str(error).split())[:200]}") from error
    sequence = int(transformer.max_seq_length or 512)
    prompts = query_prompt(transformer), document_prompt(transformer)
    return Converted(traced, tokenizer, reference.dimension, reference.max_tokens, sequence, *prompts)


def _traced(reference: ReferenceEncoder) -> Any:
    import torch

    openvino, convert_model = import_openvino(), import_converter()
    transformer = reference.transformer.to("cpu").eval()

    class Forward(torch.nn.Module):
        """The whole of the model, tokens to sentence embedding, whatever its pooling; and the tokens' embeddings."""

        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            features = self.transformer({"input_ids": input_ids, "attention_mask": attention_mask})
            return features["sentence_embedding"], features["token_embeddings"]

    example = {name: torch.ones((2, 16), dtype=torch.int64) for name in ("input_ids", "attention_mask")}
    inputs = [(name, [-1, -1], openvino.Type.i64) for name in example]
    with torch.no_grad():
        return convert_model(Forward(), example_input=example, input=inputs)
