"""What ships was fitted to the packaged model, in any precision, and to no other."""

from pathlib import Path

import numpy as np
import pytest

from index.errors import QuotebotError
from index.ingest.fitting import fit, fitted_to
from index.models.encoder import unit_rows
from index.models.files import PACKAGED, find_model
from index.models.fitted import PACKAGED_FIT, packaged, save
from index.models.openvino import OpenVinoEncoder
from index.models.sentence_pooling import sentence_features, sentence_tokens
from index.records import Article, Source
from tests.encoders import SmallEncoder

TITLE = "The tunnel below the strait"
SENTENCES = (
    "A survey ship has mapped the seabed between the two ports since April.",
    "Engineers found a fault eleven kilometres from the northern shore.",
    "It will cost 340 million crowns to dig around it.",
    "The minister of transport did not say who pays.",
)


@pytest.mark.parametrize("precision", ["f32", "bf16"])
def test_ships_for_the_packaged_model(precision: str) -> None:
    """It is that of the packaged model, whose precision does not matter, and small enough to ship."""
    fitted = packaged(f"{find_model(PACKAGED).digest()}/{precision}")
    assert fitted is not None
    assert (fitted.pooling.weights.shape, fitted.codec.basis.shape) == ((1152, 384), (384, 96))
    assert PACKAGED_FIT.stat().st_size < 1_200_000


def test_other_models_have_their_own() -> None:
    """Another model has what is fitted to the articles that ship, once."""
    assert packaged("small/1") is None
    fitted = fitted_to(SmallEncoder())
    assert fitted.pooling.weights.shape == (192, 64)
    assert fitted_to(SmallEncoder()) is fitted


def test_is_read_as_written(tmp_path: Path) -> None:
    """What was saved is read for the model that it was fitted to, its weights in half precision."""
    text = "The river rose overnight. A school opened."
    fitted = fit(SmallEncoder(), [Article(Source(id="a", title="Rivers"), text)])
    save(fitted, "other/f32", tmp_path / "fit.npz")
    again = packaged("other/bf16", tmp_path / "fit.npz")
    assert again is not None
    assert np.array_equal(again.pooling.weights, fitted.pooling.weights.astype(np.float16))
    assert again.codec.to_bytes() == fitted.codec.to_bytes()
    assert packaged("another/f32", tmp_path / "fit.npz") is None


@pytest.mark.parametrize("content", [None, b"", b"no archive", PACKAGED_FIT.read_bytes()[:50_000]])
def test_damaged_file_is_named(tmp_path: Path, content: bytes | None) -> None:
    """A file that is missing or damaged is named, with what helps."""
    file = tmp_path / "fit.npz"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(QuotebotError, match=r"fit\.npz cannot be used: .*install quotebot anew"):
        packaged("small/1", file)


@pytest.mark.model
def test_sentences_have_nearly_the_vectors_that_they_have_alone(encoder: OpenVinoEncoder) -> None:
    """Pooled, sentences are nearer to what the model gives for them alone than the mean of their tokens is."""
    front = f"{TITLE}. "
    passage = front + " ".join(SENTENCES)
    spans = [(passage.index(each), passage.index(each) + len(each)) for each in SENTENCES]
    encoded = encoder.encode_passages([passage])
    features = sentence_features(encoded, sentence_tokens([encoded[0].tokens], [spans]))
    alone = encoder.encode_sentences([front + each for each in SENTENCES])
    fitted = fitted_to(encoder)
    pooled = np.sum(fitted.pooling.vectors(features) * alone, axis=1)
    mean = np.sum(unit_rows(features[:, 384:768]) * alone, axis=1)
    assert pooled.min() > 0.8
    assert np.all(pooled > mean)
    tokens = fitted.codec.reduce(encoded[0].tokens.vectors)
    assert np.diag(fitted.codec.cosines(tokens, fitted.codec.encode(tokens))).mean() > 0.88
