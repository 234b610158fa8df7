"""Texts go through a model in batches, and come out as if each had gone alone."""

import gc
import time
from pathlib import Path
from threading import Barrier

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models.inference import Engine, Outputs, batched
from index.models.openvino import OpenVinoEncoder


class Tensor:
    """What a request gives of an output."""

    def __init__(self, data: np.ndarray) -> None:
        self.data = data


class Model:
    """Stands for a compiled model: a text's vector is how many tokens it has, a token's vector its number.

    With a barrier each batch waits until as many run at a time as that is for.
    """

    def __init__(self, together: Barrier | None = None) -> None:
        self.shapes = list[tuple[int, int]]()
        self.together = together

    def create_infer_request(self) -> "Request":
        """As OpenVINO's."""
        return Request(self)


class Request:
    """One run of the model at a time."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.outputs = [Tensor(np.empty(0))] * 2

    def infer(self, inputs: list[np.ndarray]) -> None:
        """As OpenVINO's."""
        ids, mask = inputs
        self.model.shapes.append(ids.shape)
        if self.model.together:
            self.model.together.wait(30)
        if 13 in ids:
            raise RuntimeError("no 13")
        self.outputs = [Tensor(mask.sum(axis=1, keepdims=True, dtype=np.float32)), Tensor(ids.astype(np.float32))]

    def get_output_tensor(self, number: int) -> Tensor:
        """As OpenVINO's."""
        return self.outputs[number]


def run(engine: Engine, texts: list[list[int]]) -> list[tuple[float, list[float]]]:
    """For each text its vector and those of its tokens."""
    taken = dict[int, tuple[float, list[float]]]()

    def take(rows: list[int], outputs: Outputs) -> None:
        for row, vector, tokens in zip(rows, *outputs, strict=True):
            taken[row] = float(vector[0]), tokens[: len(texts[row])].tolist()

    engine.run(texts, take)
    return [taken[row] for row in range(len(texts))]


def computed(lengths: list[int]) -> int:
    """What a batch of texts of these lengths computes, in tokens: each as long as the longest, in steps of four."""
    return len(lengths) * max(4, -(-max(lengths) // 4) * 4)


@given(st.lists(st.integers(0, 700), max_size=200), st.integers(1, 4))
def test_batches(lengths: list[int], at_once: int) -> None:
    """Each text is in one batch, the longest first, and no batch of several texts computes more than 640 tokens."""
    batches = list(batched(lengths, at_once))
    rows = [row for batch in batches for row in batch]
    assert sorted(rows) == list(range(len(lengths)))
    assert [lengths[row] for row in rows] == sorted(lengths, reverse=True)
    assert all(len(batch) == 1 or computed([lengths[row] for row in batch]) <= 640 for batch in batches)


@given(st.lists(st.integers(0, 700), max_size=200), st.integers(1, 4))
def test_little_of_a_batch_is_padding(lengths: list[int], at_once: int) -> None:
    """At most 5 % of a batch of several texts are padding, steps aside, unless it computes 128 tokens or fewer."""
    for batch in batched(lengths, at_once):
        read = [lengths[row] for row in batch]
        assert computed(read) <= 128 or sum(read) >= 0.95 * max(read) * len(read)


@given(st.lists(st.integers(40, 256), min_size=4, max_size=400), st.integers(2, 4))
def test_batches_end_together(lengths: list[int], at_once: int) -> None:
    """Whatever of several that run at a time starts last computes little beside what the others have done."""
    *_, last = batched(lengths, at_once)
    assert computed([lengths[row] for row in last]) <= max(128, min(lengths) + 3)


@given(st.lists(st.lists(st.integers(14, 99), max_size=40), max_size=80), st.integers(1, 3))
def test_outputs_are_those_of_each_text(texts: list[list[int]], requests: int) -> None:
    """Whatever the lengths, each text gets the outputs of its own tokens, however many batches run at a time."""
    assert run(Engine(Model(), requests, 64), texts) == [(len(text), text) for text in texts]


def test_batches_run_at_a_time() -> None:
    """As many batches run at a time as the model has requests."""
    texts = [[20] * 640] * 6
    assert run(Engine(Model(Barrier(3)), 3, 640), texts) == [(640, text) for text in texts]


def test_lengths_are_rounded_up() -> None:
    """Lengths are padded to multiples of four, that few shapes are run, but not beyond what the model reads."""
    model = Model()
    for length in (1, 4, 5, 60, 61, 62):
        run(Engine(model, 1, 62), [[20] * length])
    assert model.shapes == [(1, 4), (1, 4), (1, 8), (1, 60), (1, 62), (1, 62)]


@pytest.mark.parametrize("requests", [1, 2])
def test_after_an_error(requests: int) -> None:
    """An error of the model is raised to who called, and the next call works."""
    engine = Engine(Model(), requests, 64)
    with pytest.raises(RuntimeError, match="no 13"):
        run(engine, [[20] * 40, [13]] * 40)
    assert run(engine, [[20], [21, 22]]) == [(1, [20]), (2, [21, 22])]


@pytest.mark.model
def test_many_texts_get_the_vectors_of_few(encoder: OpenVinoEncoder) -> None:
    """A text has the same vectors in a call of many texts, which run several batches at a time, as alone."""
    texts = ["The river rose. " * (number % 50) + f"It was day {number}." for number in range(100)]
    many, sentences = encoder.encode_passages(texts), encoder.encode_sentences(texts)
    for number in range(0, 100, 7):
        [alone] = encoder.encode_passages(texts[number : number + 1])
        assert 1 - alone.vector @ many[number].vector < 1e-5
        assert 1 - alone.vector @ sentences[number] < 1e-5
        assert many[number].tokens.spans.tolist() == alone.tokens.spans.tolist()
        assert (1 - np.sum(alone.tokens.vectors * many[number].tokens.vectors, axis=1)).max() < 1e-5


@pytest.mark.model
def test_questions_are_as_those_of_the_precision(encoder: OpenVinoEncoder) -> None:
    """Questions, which may run in half the precision, have the vectors that they have as passages, nearly."""
    questions = ["Who?", "When did the river rise?", "¿Qué dijo el presidente? " * 20]
    for question, passage in zip(encoder.encode_questions(questions), encoder.encode_passages(questions), strict=True):
        assert question.vector @ passage.vector > 0.9999
        assert question.tokens.spans.tolist() == passage.tokens.spans.tolist()
        assert np.sum(question.tokens.vectors * passage.tokens.vectors, axis=1).min() > 0.999


@pytest.mark.model
def test_what_runs_passages_is_given_back(encoder_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question a minute after the last passage gives back what runs those, and a passage after it is as before."""

    def engines() -> int:
        return sum(type(each) is Engine for each in gc.get_objects())  # some of torch warn when asked by isinstance

    before = engines()
    encoder = OpenVinoEncoder.load(encoder_dir)
    first = encoder.encode_passages(["Rain is expected."])
    encoder.encode_questions(["Will it rain?"])
    assert engines() == before + 2
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 61)
    encoder.encode_questions(["Will it rain?"])
    assert engines() == before + 1
    assert np.array_equal(encoder.encode_passages(["Rain is expected."])[0].vector, first[0].vector)
