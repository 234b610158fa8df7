"""Texts go through a model in batches, and come out as if each had gone alone."""

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


@given(st.lists(st.integers(0, 700), max_size=60))
def test_batches(lengths: list[int]) -> None:
    """Each text is in one batch, the longest first, and no batch of several texts has more than 640 tokens."""
    batches = list(batched(lengths))
    rows = [row for batch in batches for row in batch]
    assert sorted(rows) == list(range(len(lengths)))
    assert [lengths[row] for row in rows] == sorted(lengths, reverse=True)
    assert all(len(batch) == 1 or len(batch) * lengths[batch[0]] <= 640 for batch in batches)


@given(st.lists(st.lists(st.integers(14, 99), max_size=40), max_size=80), st.integers(1, 3))
def test_outputs_are_those_of_each_text(texts: list[list[int]], requests: int) -> None:
    """Whatever the lengths, each text gets the outputs of its own tokens, however many batches run at a time."""
    assert run(Engine(Model(), requests, 64), texts) == [(len(text), text) for text in texts]


def test_batches_run_at_a_time() -> None:
    """As many batches run at a time as the model has requests."""
    texts = [[20] * 640] * 6
    assert run(Engine(Model(Barrier(3)), 3, 640), texts) == [(640, text) for text in texts]


def test_lengths_are_rounded_up() -> None:
    """Lengths are padded to multiples of eight, that few shapes are run, but not beyond what the model reads."""
    model = Model()
    for length in (1, 8, 9, 60, 62):
        run(Engine(model, 1, 62), [[20] * length])
    assert model.shapes == [(1, 8), (1, 8), (1, 16), (1, 62), (1, 62)]


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
