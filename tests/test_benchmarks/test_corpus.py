"""Answers are measured on a corpus of any size, from the real articles to the tables."""

from pathlib import Path

import pytest

from index.files.data_folder import DataFolder
from index.models.openvino import OpenVinoEncoder
from tests.benchmarks import answering, corpus, throughput
from tests.benchmarks.pool import SEEDS, read_pool
from tests.benchmarks.pooled import PooledEncoder
from tests.encoders import SmallEncoder

SIZE = 60  # passages


def test_answers_and_throughput_are_measured(
    encoder: OpenVinoEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of an index of recombined articles every stage of an answer and the pace of askers in every way are measured."""
    monkeypatch.setattr(throughput, "_ROUNDS", 1)
    monkeypatch.setattr(throughput, "_ASKERS", (2,))
    monkeypatch.setattr(throughput, "_OPENING", 8)
    data_folder = DataFolder(tmp_path / str(SIZE))
    data_folder.make()
    pool = read_pool(sorted(SEEDS.glob("*.txt")), SmallEncoder())
    corpus.build(data_folder, PooledEncoder(encoder, pool), pool, SIZE, 1)
    measured = answering.measure(data_folder.folder, 4)
    assert (measured.questions, measured.recall) == (4, 1.0)
    assert sum(measured.stages[stage].share for stage in answering.STAGES) == pytest.approx(1.0)
    paces = [*throughput.measure(data_folder.folder, SIZE, 2, 1), *throughput.measure(data_folder.folder, SIZE, 2, 2)]
    assert [(pace.cores, pace.askers, pace.way) for pace in paces] == [
        (1, 2, "as the bot does"),
        *((2, 2, way.name) for way in throughput.WAYS),
    ]
