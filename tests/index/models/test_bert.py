"""A BERT that is built here gives what sentence-transformers gives, and anything else is not taken for one."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.models.bert import Bert
from index.models.encoder import Encoder
from index.models.export import export
from index.models.files import PACKAGED, Model, find_model
from index.models.openvino import CannotCompileError, OpenVinoEncoder
from index.models.sentence_transformers import ReferenceEncoder
from tests.probes import FILE, probes

WORD = "river "
LENGTHS = [*range(1, 12), 63, 64, 65, 127, 128, 129, 200, 252, 253, 254, 255, 256, 300]  # words, and so tokens
TEXTS = [
    "",
    "?",
    "über Łódź, naïve façades",
    "東京は雨です。",
    "🙂 and \x00 \u200b marks",
    *(WORD * count for count in LENGTHS),
]

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def reference() -> ReferenceEncoder:
    """sentence-transformers itself."""
    return ReferenceEncoder.load(find_model(PACKAGED))


def require_parity(ours: Encoder, theirs: Encoder, texts: list[str], least: float) -> None:
    """Vectors of texts and of their tokens have at least that cosine, and the tokens stand at the same places."""
    for own, other in zip(ours.encode_passages(texts), theirs.encode_passages(texts), strict=True):
        assert own.vector @ other.vector >= least
        assert np.array_equal(own.tokens.spans, other.tokens.spans)
        assert np.all(np.sum(own.tokens.vectors * other.tokens.vectors, axis=1) >= least)


@pytest.mark.parametrize("size", [1, len(TEXTS)])
def test_packaged_model(encoder: OpenVinoEncoder, reference: ReferenceEncoder, size: int) -> None:
    """Texts of every length, alone and in batches with padding, have the vectors of the reference."""
    assert (encoder.dimension, encoder.max_tokens) == (reference.dimension, reference.max_tokens)
    assert encoder.fingerprint == reference.fingerprint
    for start in range(0, len(TEXTS), size):
        require_parity(encoder, reference, TEXTS[start : start + size], 0.9999)


def test_bf16(reference: ReferenceEncoder, tmp_path: Path) -> None:
    """In half precision the vectors are near those of the reference."""
    try:
        encoder = export(find_model(PACKAGED), "bf16", tmp_path)
    except CannotCompileError as error:
        pytest.skip(str(error))
    assert encoder.fingerprint == reference.fingerprint.replace("/f32", "/bf16")
    for one, other in zip(encoder.encode_passages(TEXTS), reference.encode_passages(TEXTS), strict=True):
        assert one.vector @ other.vector >= 0.999
        assert np.array_equal(one.tokens.spans, other.tokens.spans)
        # A single token of a long text may be a little further off.
        assert (
            np.mean(np.sum(one.tokens.vectors * other.tokens.vectors, axis=1)) >= 0.999 if len(one.tokens.spans) else 1
        )


@settings(max_examples=15)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_any_text(encoder: OpenVinoEncoder, reference: ReferenceEncoder, texts: list[str]) -> None:
    """Whatever characters a text has, its vectors and its tokens are the reference's."""
    require_parity(encoder, reference, texts, 0.9999)


def test_probes_are_the_references() -> None:
    """What ships to hold the compiled model to is what the reference gives, to five digits."""
    shipped = json.loads(FILE.read_bytes())
    made = probes()
    assert (shipped["digest"], shipped["texts"]) == (made.digest, made.texts)
    assert np.abs(np.array(shipped["vectors"]) - np.array(made.vectors)).max() <= 2e-5


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A folder of the packaged model that may be changed."""
    return Path(shutil.copytree(find_model(PACKAGED).folder, tmp_path / "model"))


def rewrite(file: Path, **changes: object) -> None:
    """Change keys of a JSON file."""
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        ("config.json", {"model_type": "roberta"}),
        ("config.json", {"hidden_act": "relu"}),
        ("config.json", {"position_embedding_type": "relative_key"}),
        ("config.json", {"is_decoder": True}),
        ("config.json", {"max_position_embeddings": 128}),
        ("config.json", {"num_hidden_layers": "six"}),
        ("1_Pooling/config.json", {"pooling_mode_cls_token": True}),
        ("1_Pooling/config.json", {"pooling_mode_mean_tokens": False, "pooling_mode_max_tokens": True}),
        ("1_Pooling/config.json", {"include_prompt": False}),
        ("sentence_bert_config.json", {"do_lower_case": True}),
        ("sentence_bert_config.json", {"max_seq_length": 1024}),
        ("sentence_bert_config.json", {"transformer_task": "fill-mask"}),
        ("sentence_bert_config.json", {"modality_config": {"text": {"method": "get_text_features"}}}),
        ("config_sentence_transformers.json", {"truncate_dim": 128}),
        ("tokenizer_config.json", {"do_lower_case": False}),
        ("tokenizer_config.json", {"tokenizer_class": "XLMRobertaTokenizer"}),
    ],
)
def test_another_model(copied: Path, file: str, changes: dict[str, object]) -> None:
    """A model that computes anything else, or whose files do not agree, is none that is built here."""
    assert Bert.of(Model("mine", copied)) is not None
    rewrite(copied / file, **changes)
    assert Bert.of(Model("mine", copied)) is None


@pytest.mark.parametrize("module", ["sentence_transformers.models.Dense", "own.Normalize"])
def test_other_modules(copied: Path, module: str) -> None:
    """A model with modules behind the pooling is none that is built here."""
    modules = json.loads((copied / "modules.json").read_text())
    modules[2]["type"] = module
    (copied / "modules.json").write_text(json.dumps(modules))
    assert Bert.of(Model("mine", copied)) is None


def test_missing_weights(copied: Path) -> None:
    """A model whose file of weights lacks a layer is refused with the name of what is missing."""
    rewrite(copied / "config.json", num_hidden_layers=7)
    bert = Bert.of(Model("mine", copied))
    assert bert is not None
    with pytest.raises(CannotCompileError, match=r"model\.safetensors cannot be built: 'encoder\.layer\.6\."):
        bert.build()


def test_small_bert(tmp_path: Path) -> None:
    """Another BERT, with prompts and without normalization, as sentence-transformers saves it, has its vectors too."""
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers import BertConfig, BertModel, BertTokenizer

    torch.manual_seed(0)
    source = find_model(PACKAGED).folder
    config = BertConfig(
        hidden_size=48, num_attention_heads=4, num_hidden_layers=2, intermediate_size=64, max_position_embeddings=64
    )
    BertModel(config).save_pretrained(tmp_path / "bert")
    BertTokenizer.from_pretrained(source).save_pretrained(tmp_path / "bert")
    prompts = {"query": "ask: ", "document": "read: "}
    model = SentenceTransformer(str(tmp_path / "bert"), prompts=prompts)  # the mean, as where nothing else is said
    model.max_seq_length = 40
    model.save(str(tmp_path / "small"))
    small = Model("small", tmp_path / "small")
    assert Bert.of(small) is not None
    encoder, reference = export(small, "f32", tmp_path / "encoder"), ReferenceEncoder.load(small)
    assert encoder.max_tokens == reference.max_tokens
    require_parity(encoder, reference, TEXTS, 0.9999)
    for own, other in zip(encoder.encode_questions(TEXTS), reference.encode_questions(TEXTS), strict=True):
        assert own.vector @ other.vector >= 0.9999
