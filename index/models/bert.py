"""BERT with mean pooling, built of OpenVINO's own operations from a model's files: in half a second, and without torch.

What it computes is that of sentence-transformers for the same files (Devlin et al. 2019, https://arxiv.org/abs/1810.04805;
Reimers and Gurevych 2019, https://arxiv.org/abs/1908.10084).
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Self

import msgspec
import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file

from index.json_decoding import from_json
from index.models.files import Model
from index.models.openvino import CannotCompileError, import_openvino

_LEAST_TOKENS = 1e-9  # what sentence-transformers divides by where there is none
_TOKENIZERS = {"BertTokenizer", "BertTokenizerFast"}
_MODULES = (("Transformer", "Pooling"), ("Transformer", "Pooling", "Normalize"))
_FORWARD = {"method": "forward", "method_output_name": "last_hidden_state"}
_MEAN = "pooling_mode_mean_tokens"

Weights = Mapping[str, NDArray[np.float32]]


class BertConfig(msgspec.Struct, frozen=True):
    """What config.json says of a BERT; other keys do not change what it computes."""

    model_type: str
    hidden_act: str
    hidden_size: int
    num_attention_heads: int
    num_hidden_layers: int
    max_position_embeddings: int
    layer_norm_eps: float = 1e-12
    position_embedding_type: str = "absolute"
    is_decoder: bool = False


class _Module(msgspec.Struct):
    type: str
    path: str


class _Reading(msgspec.Struct):
    """How a text is read, and what is taken of the model: newer versions of sentence-transformers say the latter."""

    max_seq_length: int | None = None
    do_lower_case: bool = False
    transformer_task: Literal["feature-extraction"] = "feature-extraction"
    module_output_name: Literal["token_embeddings"] = "token_embeddings"
    modality_config: dict[str, dict[str, Any]] | None = None


class _TokenizerConfig(msgspec.Struct):
    tokenizer_class: str
    model_max_length: int = 1 << 30
    do_lower_case: bool = True
    tokenize_chinese_chars: bool = True
    strip_accents: bool | None = None


class _Normalizer(msgspec.Struct):
    type: str
    lowercase: bool
    handle_chinese_chars: bool
    strip_accents: bool | None
    clean_text: bool


class _Tokenizer(msgspec.Struct):
    normalizer: _Normalizer


class _Prompts(msgspec.Struct):
    prompts: dict[str, str | None] = {}
    default_prompt_name: str | None = None
    truncate_dim: int | None = None


class Bert(msgspec.Struct, frozen=True):
    """A model that can be built here: its configuration, the tokens that it reads of a text, prompts and files."""

    config: BertConfig
    sequence: int
    prompts: dict[str, str | None]
    default_prompt: str | None
    tokenizer: Path
    weights: Path

    @classmethod
    def of(cls, model: Model) -> Self | None:
        """Reads what a model is; None where it is anything else than a BERT with mean pooling, or not surely one."""
        try:
            return cls._read(model.folder)
        except (OSError, msgspec.DecodeError):
            return None

    @classmethod
    def _read(cls, folder: Path) -> Self | None:
        modules = from_json((folder / "modules.json").read_bytes(), list[_Module])
        if not _are_known(modules) or not _is_mean(folder / modules[1].path / "config.json"):
            return None
        own = folder / modules[0].path
        config = from_json((own / "config.json").read_bytes(), BertConfig)
        reading = from_json((own / "sentence_bert_config.json").read_bytes(), _Reading)
        tokens = from_json((own / "tokenizer_config.json").read_bytes(), _TokenizerConfig)
        sequence = reading.max_seq_length or min(tokens.model_max_length, config.max_position_embeddings)
        settings = folder / "config_sentence_transformers.json"
        prompts = from_json(settings.read_bytes(), _Prompts) if settings.exists() else _Prompts()
        weights, tokenizer = own / "model.safetensors", own / "tokenizer.json"
        known = (config.model_type, config.hidden_act, config.position_embedding_type) == ("bert", "gelu", "absolute")
        as_usual = not (config.is_decoder or reading.do_lower_case or prompts.truncate_dim)
        as_usual &= reading.modality_config in (None, {"text": _FORWARD})
        fits = 2 < sequence <= config.max_position_embeddings and weights.is_file()
        if not (known and as_usual and fits and _is_agreed(tokenizer, tokens)):
            return None
        return cls(config, sequence, prompts.prompts, prompts.default_prompt_name, tokenizer, weights)

    def build(self) -> Any:
        """The model, int64 token ids and mask of shape (texts, tokens) in; sentence and token embeddings out, float32.

        Its weights are in half precision, as those of a model that OpenVINO converts. Raises CannotCompileError where
        the file of the weights lacks some, or has them in another precision.
        """
        return self._built(self.weights, lambda: _Builder(self.config, load_file(self.weights)).model())

    def build_reader(self, weights: Path) -> Any:
        """A reader on the model, with the weights in a file instead of those of the layers that it has there.

        In go int64 token ids, the mask, the types of the tokens and float32 which of them are the passage's, all of
        shape (pairs, tokens); out come float32 the logits of the answer, (pairs, 1), and of each token as the first and
        last of the words that answer, (pairs, tokens, 2). Raises CannotCompileError as `build`.
        """
        size = self.config.hidden_size
        return self._built(
            weights,
            lambda: _Builder(self.config, _with_reader(load_file(self.weights), load_file(weights), size)).reader(),
        )

    def _built(self, file: Path, build: Callable[[], Any]) -> Any:
        try:
            return build()
        except (SafetensorError, OSError, KeyError, TypeError, ValueError, RuntimeError) as error:
            raise CannotCompileError(f"{file} cannot be built: {' '.join(str(error).split())[:200]}") from error


class _Builder:
    """The operations of one model; float32, shape (texts, tokens, dimension) between layers."""

    def __init__(self, config: BertConfig, weights: Weights) -> None:
        self._config = config
        # Of a model with something on top, all names of the BERT below have a prefix.
        self._weights = {name.removeprefix("bert."): weight for name, weight in weights.items()}
        self._openvino = import_openvino()
        self._op = self._openvino.opset15

    def model(self) -> Any:
        op = self._op
        ids, mask = self._parameters(("input_ids", "attention_mask"), np.int64)
        tokens = self._encoded(self._embedded(ids), mask)
        mean = self._mean(tokens, op.convert(mask, "f32"))
        return self._openvino.Model([mean.output(0), tokens.output(0)], [ids, mask], "bert")

    def reader(self) -> Any:
        op = self._op
        ids, mask, types = self._parameters(("input_ids", "attention_mask", "token_type_ids"), np.int64)
        (passage,) = self._parameters(("passage",), np.float32)
        first, second = self._weights["embeddings.token_type_embeddings.weight"]
        typed = op.multiply(op.unsqueeze(op.convert(types, "f32"), self._integers(2)), self._constant(second - first))
        tokens = self._encoded(op.add(self._embedded(ids), typed), mask)
        whole = op.gather(tokens, op.constant(np.int64(0)), op.constant(np.int64(1)))
        answer = self._dense(op.concat([whole, self._mean(tokens, passage)], 1), "answer")
        spans = self._dense(tokens, "span")
        return self._openvino.Model([answer.output(0), spans.output(0)], [ids, mask, types, passage], "reader")

    def _parameters(self, names: Sequence[str], kind: type) -> list[Any]:
        return [self._op.parameter([-1, -1], kind, name) for name in names]

    def _encoded(self, embedded: Any, mask: Any) -> Any:
        tokens = self._normalized(embedded, "embeddings.LayerNorm")
        attended = self._op.unsqueeze(self._op.convert(mask, "boolean"), self._integers(1, 2))
        for layer in range(self._config.num_hidden_layers):
            tokens = self._layer(tokens, attended, f"encoder.layer.{layer}")
        return tokens

    def _embedded(self, ids: Any) -> Any:
        """Words and places, as if all tokens were of the first type."""
        op, zero = self._op, self._op.constant(np.int64(0))
        words = op.gather(self._weight("embeddings.word_embeddings.weight"), ids, zero)
        kind = self._weights["embeddings.token_type_embeddings.weight"][:1]
        places = self._constant(self._weights["embeddings.position_embeddings.weight"] + kind)
        length = op.gather(op.shape_of(ids), self._integers(1), zero)
        read = op.slice(places, self._integers(0), length, self._integers(1), self._integers(0))
        return op.add(words, read)

    def _layer(self, tokens: Any, attended: Any, name: str) -> Any:
        op, heads = self._op, self._config.num_attention_heads
        parted = self._integers(0, 0, heads, self._config.hidden_size // heads)
        to_heads = self._integers(0, 2, 1, 3)  # and back
        by_head = (
            op.transpose(op.reshape(self._dense(tokens, f"{name}.attention.self.{part}"), parted, True), to_heads)
            for part in ("query", "key", "value")
        )
        attention = op.transpose(op.scaled_dot_product_attention(*by_head, attended), to_heads)
        joined = op.reshape(attention, self._integers(0, 0, self._config.hidden_size), True)
        tokens = self._added(tokens, joined, f"{name}.attention.output")
        hidden = op.gelu(self._dense(tokens, f"{name}.intermediate.dense"), "erf")
        return self._added(tokens, hidden, f"{name}.output")

    def _added(self, tokens: Any, values: Any, name: str) -> Any:
        return self._normalized(self._op.add(self._dense(values, f"{name}.dense"), tokens), f"{name}.LayerNorm")

    def _dense(self, values: Any, name: str) -> Any:
        product = self._op.matmul(values, self._weight(f"{name}.weight"), False, True)
        return self._op.add(product, self._weight(f"{name}.bias"))

    def _normalized(self, values: Any, name: str) -> Any:
        even = self._op.mvn(values, self._integers(-1), True, self._config.layer_norm_eps, "inside_sqrt")
        return self._op.add(self._op.multiply(even, self._weight(f"{name}.weight")), self._weight(f"{name}.bias"))

    def _mean(self, tokens: Any, taken: Any) -> Any:
        """The mean of the tokens that are taken, float32 of 0 and 1; none of it is the padding's."""
        op, along = self._op, self._integers(1)
        counted = op.unsqueeze(taken, self._integers(2))
        count = op.maximum(op.reduce_sum(counted, along), op.constant(np.float32(_LEAST_TOKENS)))
        return op.divide(op.reduce_sum(op.multiply(tokens, counted), along), count)

    def _weight(self, name: str) -> Any:
        return self._constant(self._weights[name])

    def _constant(self, weight: NDArray[np.float32]) -> Any:
        if weight.dtype != np.float32:
            raise TypeError(f"weights are in {weight.dtype}, not in float32")
        return self._op.convert(self._op.constant(weight.astype(np.float16)), "f32")

    def _integers(self, *values: int) -> Any:
        return self._op.constant(np.array(values, np.int64))


def _with_reader(base: Weights, reader: Mapping[str, NDArray[np.float16]], size: int) -> dict[str, NDArray[np.float32]]:
    """The weights of a model, and in place of some those of a reader. Raises ValueError where these do not fit."""
    heads = {"answer.weight": (1, 2 * size), "answer.bias": (1,), "span.weight": (2, size), "span.bias": (2,)}
    own = {name.removeprefix("encoder."): weight.astype(np.float32) for name, weight in reader.items()}
    shapes = heads | {name: weight.shape for name, weight in base.items()}
    unfit = [name for name in {*heads, *own} if name not in own or own[name].shape != shapes.get(name)]
    if unfit:
        raise ValueError(f"weights are missing, unknown or of another shape: {', '.join(sorted(unfit)[:4])}")
    endless = next((name for name, weight in own.items() if not _is_finite(weight)), None)
    if endless:
        raise ValueError(f"{endless} holds NaN, infinity or a number too large for half precision")
    return {**base, **own}


def _is_finite(weight: NDArray[np.floating[Any]]) -> bool:
    """Whether all of it are finite numbers in half precision, in which they are run."""
    with np.errstate(over="ignore"):
        return bool(np.isfinite(weight.astype(np.float16)).all())


def _are_known(modules: list[_Module]) -> bool:
    names = tuple(module.type.rpartition(".")[2] for module in modules)
    return names in _MODULES and all(module.type.startswith("sentence_transformers.") for module in modules)


def _is_mean(file: Path) -> bool:
    """Whether a pooling takes the mean of all tokens, those of a prompt counted, and nothing beside."""
    config = from_json(file.read_bytes(), dict[str, Any])
    modes = [name for name, value in config.items() if name.startswith("pooling_mode_") and value]
    return bool(config.get("include_prompt", True)) and (modes or [str(config.get("pooling_mode"))]) in (
        [_MEAN],
        ["mean"],
    )


def _is_agreed(tokenizer: Path, config: _TokenizerConfig) -> bool:
    """Whether a tokenizer does by itself what its settings say, which else change it while it is loaded."""
    own = from_json(tokenizer.read_bytes(), _Tokenizer).normalizer
    said = (config.do_lower_case, config.tokenize_chinese_chars, config.strip_accents)
    does = (own.lowercase, own.handle_chinese_chars, own.strip_accents)
    return config.tokenizer_class in _TOKENIZERS and own.type == "BertNormalizer" and own.clean_text and said == does
