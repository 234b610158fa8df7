"""The compiled reader says of question and passage what torch says of the same weights, and of each sentence."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from index.files.checksums import sha256_of
from index.models.files import PACKAGED, PACKAGED_READER, READER_WEIGHTS, ModelError, find_model, find_reader
from index.models.opening import open_compiled_reader, open_reader
from index.models.reader import PassageReader, ReadPassage, reader_fingerprint
from index.records import Span
from index.text.sentences import split_sentences
from tests.benchmarks.reader.cross_encoder import CrossEncoder
from tests.benchmarks.reader.examples import PairTokenizer, arrange
from tests.benchmarks.reader.measures import score
from tests.benchmarks.reader.negatives import Pair
from tests.benchmarks.reader.passages import Window
from tests.benchmarks.reader.ship import ship

QUESTION = "When was the mill founded?"
PASSAGES = (
    "The mill. The mill was founded in 1880 by Ann Lee. It closed in 1950 after a fire.",
    "A heron sleeps in the reeds.",
)


@pytest.fixture(scope="module")
def trained() -> CrossEncoder:
    """A reader as if it were trained: the encoder that ships, its last layer changed, under heads drawn by chance."""
    torch.manual_seed(3)
    reader = CrossEncoder.from_encoder(find_model(PACKAGED).folder, 6)
    with torch.no_grad():
        reader.encoder.get_parameter("encoder.layer.5.output.dense.bias").add_(0.1)
    return reader.eval()


@pytest.fixture(scope="module")
def folder(trained: CrossEncoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ships of it."""
    folder: Path = tmp_path_factory.mktemp("reader")
    trained.save(folder / "trained.safetensors")
    ship(folder / "trained.safetensors", folder)
    (folder / "trained.safetensors").unlink()
    return folder


@pytest.fixture(scope="module")
def reader(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> PassageReader:
    """The same, compiled."""
    told = list[str]()
    reader = open_reader(str(folder), tmp_path_factory.mktemp("data") / "encoder", told.append)
    assert reader is not None
    assert told == ["Preparing the reader, once for this machine"]
    return reader


def places(text: str) -> Sequence[tuple[int, int]]:
    """Where the sentences of a text stand."""
    return split_sentences(text, Span(0, len(text)))


def test_parity(trained: CrossEncoder, reader: PassageReader) -> None:
    """What is compiled and run in bf16 gives the logits of torch, but for what bf16 rounds."""
    judgements = reader.read(QUESTION, [ReadPassage(text, places(text)) for text in PASSAGES])
    pairs = [[Pair(QUESTION, Window(text, None), False, "") for text in PASSAGES]]
    examples = arrange(pairs, ["own"], PairTokenizer(find_model(PACKAGED).folder))
    expected = score(trained, examples, np.arange(len(PASSAGES)), torch.device("cpu"))
    assert [one.answer for one in judgements] == pytest.approx(expected.answer.tolist(), abs=0.05)
    best = [float(one.sentences.max()) for one in judgements]
    # The best words of torch may go from one sentence on to the next.
    assert all(own <= of + 0.05 for own, of in zip(best, expected.span.tolist(), strict=True))
    assert [one.sentences.shape for one in judgements] == [(3,), (1,)]


def test_passages_alone(reader: PassageReader) -> None:
    """A passage is judged the same beside longer ones and alone."""
    together = reader.read(QUESTION, [ReadPassage(text, places(text)) for text in PASSAGES])
    for text, judgement in zip(PASSAGES, together, strict=True):
        (alone,) = reader.read(QUESTION, [ReadPassage(text, places(text))])
        assert alone.answer == pytest.approx(judgement.answer, abs=0.03)
        assert alone.sentences.tolist() == pytest.approx(judgement.sentences.tolist(), abs=0.03)


def test_long_passage(reader: PassageReader) -> None:
    """Sentences behind the last token that is read count for nothing, however long question and passage are."""
    text = "The mill was founded in 1880. " * 60
    (judgement,) = reader.read("When " * 90, [ReadPassage(text, places(text))])
    read = judgement.sentences > -20
    assert read.tolist() == sorted(read.tolist(), reverse=True)
    assert read[0]
    assert not read[-1]


def test_no_passages(reader: PassageReader) -> None:
    """Nothing is said of no passages."""
    assert reader.read(QUESTION, []) == []


def test_found_compiled(folder: Path, reader: PassageReader, tmp_path: Path) -> None:
    """What was compiled is found by the weights, and none by an empty name."""
    again = open_compiled_reader(str(folder), tmp_path / "encoder")
    assert again is not None
    assert again.fingerprint == reader.fingerprint
    assert open_reader("", tmp_path / "encoder", pytest.fail) is None


def test_files_beside_the_weights(folder: Path, reader: PassageReader, tmp_path: Path) -> None:
    """What lies beside the weights, as a log of their training, makes no other reader of them."""
    (tmp_path / READER_WEIGHTS).write_bytes((folder / READER_WEIGHTS).read_bytes())
    (tmp_path / "log.json").write_text("{}")
    assert reader_fingerprint(find_reader(str(tmp_path)), []) == reader.fingerprint


def test_missing(tmp_path: Path) -> None:
    """A folder without weights is told with what the setting may be."""
    with pytest.raises(
        ModelError, match=r"model\.reader: .* holds no reader\.safetensors; name the folder of a reader"
    ):
        open_reader(str(tmp_path), tmp_path / "encoder", pytest.fail)


@pytest.mark.parametrize(
    ("name", "weights"),
    [
        ("answer.weight", None),
        ("answer.weight", np.zeros((2, 768), np.float16)),
        ("span.bias", np.zeros(1, np.float16)),
        ("encoder.encoder.layer.1.output.dense.weight", np.zeros((384, 384), np.float16)),
        ("encoder.encoder.layer.11.output.dense.bias", np.zeros(384, np.float16)),
    ],
)
def test_weights_that_do_not_fit(folder: Path, tmp_path: Path, name: str, weights: NDArray[np.float16] | None) -> None:
    """Weights that are missing, unknown or of another shape are told, with what the setting may be."""
    trained = load_file(folder / READER_WEIGHTS)
    changed = {key: value for key, value in trained.items() if key != name}
    save_file(changed if weights is None else changed | {name: weights}, tmp_path / READER_WEIGHTS)
    with pytest.raises(ModelError) as raised:
        open_reader(str(tmp_path), tmp_path / "encoder", lambda _: None)
    assert str(raised.value) == (
        f"model.reader: {tmp_path / READER_WEIGHTS} cannot be built: weights are missing, unknown or of another shape: "
        f"{name.removeprefix('encoder.')}; name the folder of a reader, 'packaged' for the one that ships, or leave "
        "the setting empty"
    )


@pytest.mark.parametrize("value", [float("nan"), float("-inf"), 1e6])
def test_weights_that_are_no_numbers(folder: Path, tmp_path: Path, value: float) -> None:
    """One weight that is no finite number, in the half precision that is run, has the reader refused by its tensor."""
    weights = {name: weight.astype(np.float32) for name, weight in load_file(folder / READER_WEIGHTS).items()}
    weights["span.weight"][1, 200] = value
    save_file(weights, tmp_path / READER_WEIGHTS)
    message = r"^model\.reader: .*/reader\.safetensors cannot be built: span\.weight holds NaN, infinity or a number "
    with pytest.raises(ModelError, match=message):
        open_reader(str(tmp_path), tmp_path / "encoder", lambda _: None)


def test_shipped_weights() -> None:
    """The weights that ship are those of which their README tells the hash, and small enough to ship."""
    folder = find_reader(PACKAGED_READER).folder
    assert f"`{sha256_of(folder / READER_WEIGHTS)}`" in (folder / "README.md").read_text(encoding="utf-8")
    assert (folder / READER_WEIGHTS).stat().st_size < 25_000_000
