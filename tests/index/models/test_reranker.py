"""A reranker is a CrossEncoder of this disk, and decides which sentences are quoted, in which order."""

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answering.answer import Answerer
from index.answering.confidence import load_calibration
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.models.files import PACKAGED, ModelError, find_model
from index.models.reranker import CrossEncoderReranker, Scores, open_reranker
from index.retrieval.candidates import SearchResult
from index.retrieval.federation import Federation
from index.retrieval.search import Searcher
from tests.encoders import SmallEncoder
from tests.index.answering.weighted import rerank, windows
from tests.rerankers import make_cross_encoder

QUESTION = "Where does the grey heron sleep at night?"
HERONS = {
    "reeds": "The grey heron sleeps at night in the reeds.",
    "oak": "Perhaps the grey heron sleeps in an old oak.",
    "island": "It probably sleeps on an island, the heron.",
    "roof": "A roof is certainly where it sleeps.",
}
READ = 20


class Told:
    """A reranker that gives the scores it was told, text by text, and notes what it read."""

    fingerprint = "told/1"

    def __init__(self, scores: Sequence[float]) -> None:
        self._scores = scores
        self.read: list[str] = []

    def score(self, question: str, texts: Sequence[str]) -> Scores:
        """See Reranker."""
        self.read = list(texts)
        return np.array(self._scores[: len(texts)], np.float32)


@pytest.fixture(scope="module")
def reranker(cross_encoder: Path) -> CrossEncoderReranker:
    """The small CrossEncoder, loaded as the setting loads it."""
    reranker = open_reranker(str(cross_encoder))
    assert reranker is not None
    return reranker


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Articles of one sentence each, which say in different words where herons sleep."""
    with opened(tmp_path_factory.mktemp("herons"), HERONS) as searcher:
        yield searcher


@pytest.fixture(scope="module")
def long_result(tmp_path_factory: pytest.TempPathFactory) -> SearchResult:
    """What a question found in an article of more sentences than a reranker reads."""
    sentences = [f"Heron {number} sleeps at night on pole {number}." for number in range(READ + 10)]
    with opened(tmp_path_factory.mktemp("poles"), {"poles": " ".join(sentences)}) as searcher:
        return searcher.find(QUESTION, 10)


def opened(folder: Path, articles: dict[str, str], collection: str = "") -> Searcher:
    """A searcher, still to be entered, of articles given by their ids."""
    (folder / "articles").mkdir(parents=True)
    for name, text in articles.items():
        (folder / "articles" / f"{name}.txt").write_text(f"Of {name}\n\n{text}\n", encoding="utf-8")
    sync(DataFolder(folder / "data"), SmallEncoder(), [folder / "articles"], 1_000_000, lambda _: None)
    return Searcher(DataFolder(folder / "data"), SmallEncoder(), collection)


def refusal(name: Path | str) -> str:
    """The message with which a reranker is refused."""
    with pytest.raises(ModelError) as caught:
        open_reranker(str(name))
    return str(caught.value)


def test_scores_are_the_models_own(cross_encoder: Path, reranker: CrossEncoderReranker) -> None:
    """The scores are what sentence-transformers predicts, before the sigmoid that would make high ones alike."""
    from sentence_transformers import CrossEncoder
    from torch.nn import Identity

    texts = list(HERONS.values())
    model = CrossEncoder(str(cross_encoder))
    pairs = [(QUESTION, text) for text in texts]
    scores = reranker.score(QUESTION, texts)
    np.testing.assert_allclose(scores, model.predict(pairs, activation_fn=Identity()), atol=1e-5)
    assert np.argsort(scores).tolist() == np.argsort(model.predict(pairs)).tolist() == [0, 1, 2, 3]
    assert (scores.dtype.name, scores.shape, reranker.score(QUESTION, []).shape) == ("float32", (4,), (0,))


def test_newer_folders_are_read_too(cross_encoder: Path, reranker: CrossEncoderReranker, tmp_path: Path) -> None:
    """What CrossEncoder itself saves, with a list of modules, is a reranker as well, and gives the same scores."""
    from sentence_transformers import CrossEncoder

    CrossEncoder(str(cross_encoder)).save_pretrained(str(tmp_path / "saved"))
    saved = open_reranker(str(tmp_path / "saved"))
    assert saved is not None
    assert (tmp_path / "saved" / "modules.json").is_file()
    assert saved.fingerprint != reranker.fingerprint
    texts = list(HERONS.values())
    np.testing.assert_allclose(saved.score(QUESTION, texts), reranker.score(QUESTION, texts), atol=1e-5)


def test_long_texts_are_cut(reranker: CrossEncoderReranker) -> None:
    """A question and a text longer than the model reads are scored all the same."""
    assert np.isfinite(reranker.score("word " * 500, ["word " * 500, "", "certainly"])).all()


def test_threads_share_a_reranker(reranker: CrossEncoderReranker) -> None:
    """Threads that score at the same time each get the scores of their own texts."""
    texts = [[f"{'word ' * number}certainly", "perhaps " * number] for number in range(1, 21)]
    with ThreadPoolExecutor(4) as threads:
        at_once = list(threads.map(lambda each: reranker.score(QUESTION, each), texts))
    for scores, each in zip(at_once, texts, strict=True):
        np.testing.assert_allclose(scores, reranker.score(QUESTION, each), atol=1e-5)


def test_no_reranker_is_asked_for() -> None:
    """An empty setting is no reranker."""
    assert open_reranker("") is None


def test_missing_reranker_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is neither a folder nor in the local cache is refused by that name and its setting."""
    monkeypatch.chdir(tmp_path)
    assert refusal("nobody/none") == (
        "model.reranker: 'nobody/none' is neither a folder nor a model in the local Hugging Face cache; "
        "give the path of its folder, or fetch it once with: hf download nobody/none"
    )


def test_other_models_are_refused(tmp_path: Path) -> None:
    """A folder of an embedding model, and one of no model at all, are refused with what a CrossEncoder is known by."""
    for folder in (find_model(PACKAGED).folder, tmp_path):
        assert refusal(folder) == (
            f"model.reranker: {folder} is not the folder of a CrossEncoder; name one (its config.json has an "
            "architecture ...ForSequenceClassification), or leave the setting empty"
        )


def test_pickled_weights_are_refused(cross_encoder: Path, tmp_path: Path) -> None:
    """Weights that are not safetensors are refused before anything is loaded."""
    folder = Path(shutil.copytree(cross_encoder, tmp_path / "pickled"))
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    assert refusal(folder) == (
        f"model.reranker: {folder} holds no weights as .safetensors, the one format that is loaded"
    )


def test_damaged_weights_are_named(cross_encoder: Path, tmp_path: Path) -> None:
    """A model that sentence-transformers cannot load is named in one line."""
    folder = Path(shutil.copytree(cross_encoder, tmp_path / "damaged"))
    (folder / "model.safetensors").write_bytes(b"not the weights")
    message = refusal(folder)
    assert message.startswith(f"model.reranker: {folder} cannot be loaded: ")
    assert "\n" not in message


def test_two_labels_are_refused(tmp_path: Path) -> None:
    """A classifier that gives several scores for a text is refused, and their number told."""
    folder = make_cross_encoder(tmp_path / "two", labels=2)
    assert refusal(folder) == (
        f"model.reranker: {folder} gives 2 scores for a text; name a CrossEncoder with one label"
    )


def test_quotes_are_in_the_rerankers_order(searcher: Searcher, reranker: CrossEncoderReranker) -> None:
    """The quotes come in the order of the reranker's scores, and without it in that of the retrievers."""
    without = Answerer(searcher, load_calibration(), 0).score(QUESTION)
    scored = Answerer(searcher, load_calibration(), 0, reranker=reranker).score(QUESTION)
    assert without.quotes[0].text == HERONS["reeds"]
    assert [quote.text for quote in scored.quotes] == [HERONS["roof"], HERONS["island"], HERONS["oak"]]
    [score] = reranker.score(QUESTION, [f"Of roof. {HERONS['roof']}"])
    assert scored.evidence is not None
    assert scored.evidence.reranker == pytest.approx(float(score), abs=1e-4)
    assert without.evidence is not None
    assert without.evidence.reranker is None


def test_collections_are_reranked_as_one(reranker: CrossEncoderReranker, tmp_path: Path) -> None:
    """In several collections the reranker's order holds across them."""
    halves = {"": ("oak", "island"), "own": ("reeds", "roof")}
    with ExitStack() as stack:
        readers = {}
        for name, keys in halves.items():
            half = opened(tmp_path / (name or "shared"), {key: HERONS[key] for key in keys}, name)
            readers[name] = stack.enter_context(half).index
        scored = Answerer(Federation(readers), load_calibration(), 0, reranker=reranker).score(QUESTION)
    assert [(quote.source.collection, quote.source.id) for quote in scored.quotes] == [
        ("own", "roof"),
        ("", "island"),
        ("", "oak"),
    ]


def test_question_without_words_is_not_reranked(searcher: Searcher, reranker: CrossEncoderReranker) -> None:
    """Where nothing is found, nothing is scored."""
    assert Answerer(searcher, load_calibration(), 0, reranker=reranker).score("???").quotes == ()


def test_the_most_promising_sentences_are_read(long_result: SearchResult) -> None:
    """A reranker reads so many sentences, title in front; those that it does not read count as the worst of them."""
    scores = [float(number) for number in range(1, READ + 1)]
    reranker = Told(scores)
    reranked_result = rerank(long_result, reranker)
    assert reranker.read[0].startswith("Of poles. Heron ")
    assert len(reranker.read) == len(set(reranker.read)) == READ
    reranked = np.concatenate([each.reranked for each in reranked_result.candidates if each.reranked is not None])
    assert sorted(reranked.tolist()) == sorted(scores + [1.0] * 10)
    assert reranker.read[-1].removeprefix("Of poles. ") in windows(reranked_result)[0].text


@settings(max_examples=50)
@given(st.lists(st.integers(-40, 40), min_size=READ, max_size=READ), st.floats(0.1, 100), st.floats(-10, 10))
def test_scale_of_the_scores_is_of_no_matter(
    long_result: SearchResult, scores: list[int], factor: float, shift: float
) -> None:
    """Whatever scale a reranker scores on, the same order gives the same windows with the same probabilities."""
    unscaled = windows(rerank(long_result, Told(scores)))
    moved = windows(rerank(long_result, Told([factor * score + shift for score in scores])))
    probabilities = {window.span: window.probability for window in moved}
    for window in unscaled:
        assert window.probability == pytest.approx(probabilities[window.span], abs=1e-3)
    assert all(0 <= window.probability <= 1 + 1e-9 for window in unscaled)
