"""A corpus of any size is made of real sentences, always the same, and measured from the index to the tables."""

from itertools import islice
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest

from index.files.data_folder import DataFolder
from index.models.inputs import embedded_texts
from index.models.openvino import OpenVinoEncoder
from index.storage.library import Library
from tests.benchmarks import answering, bulk, corpus, throughput
from tests.benchmarks.answering import WHOLE, Measured, Times
from tests.benchmarks.memory import Memory, memory
from tests.benchmarks.pool import SEEDS, Pool, is_kept, read_pool, skeleton
from tests.benchmarks.pooled import PooledEncoder
from tests.benchmarks.recombined import Made, Recombined
from tests.benchmarks.scaling import draw_memory, draw_stages
from tests.benchmarks.stages import Stopwatch
from tests.benchmarks.throughput import WAYS, Pace
from tests.encoders import SmallEncoder

SIZE = 60  # passages


@pytest.fixture(scope="module")
def pool() -> Pool:
    """The articles that ship, as a pool."""
    return read_pool(sorted(SEEDS.glob("*.txt")), SmallEncoder())


@pytest.fixture(scope="module")
def made(pool: Pool) -> list[Made]:
    """The first recombined articles."""
    return list(islice(Recombined(pool, 1).articles(), len(pool.articles), len(pool.articles) + 30))


@pytest.fixture(scope="module")
def data(pool: Pool, encoder: OpenVinoEncoder, encoder_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index of a small corpus."""
    folder = tmp_path_factory.mktemp("corpus")
    data_folder = DataFolder(folder / str(SIZE))
    data_folder.make()
    copytree(encoder_dir, data_folder.encoder)
    corpus.build(data_folder, PooledEncoder(encoder, pool), pool, SIZE, 1)
    return folder


def test_real_articles_come_first(pool: Pool) -> None:
    """The corpus opens with the real articles as they are, and goes on without end, the same by the same seed."""
    one, other = (list(islice(Recombined(pool, 5).articles(), 40)) for _ in range(2))
    assert [made.line.text for made in one[:2]] == [article.text[article.body :] for article, _ in pool.articles]
    assert one == other
    assert one[2:] != list(islice(Recombined(pool, 6).articles(), 40))[2:]


def test_sentences_are_known_again(pool: Pool, made: list[Made]) -> None:
    """A recombined sentence has as many words as the real one, and its common words in their places."""
    for article in made:
        for number, text in (pair for paragraph in article.paragraphs for pair in paragraph):
            assert skeleton(text.split()) == skeleton(pool.sentences[number].words)


def test_no_four_words_stay(pool: Pool, made: list[Made]) -> None:
    """Of four words in a row one is exchanged, by chance for itself at most once in fifty, or all are common ones."""
    rows, same = 0, 0
    for number, text in (pair for article in made for paragraph in article.paragraphs for pair in paragraph):
        pairs = list(zip(text.split(), pool.sentences[number].words, strict=True))
        for row in zip(*(pairs[first:] for first in range(4)), strict=False):
            rows += 1
            same += all(new == real for new, real in row) and not all(is_kept(real) for _, real in row)
    assert same * 50 < rows


def test_texts_are_those_of_lines(made: list[Made]) -> None:
    """An article's text is its paragraphs' sentences."""
    for article in made:
        texts = [" ".join(text for _, text in paragraph) for paragraph in article.paragraphs]
        assert article.line.text == "\n\n".join(texts)


def test_pooled_vectors(pool: Pool, encoder: OpenVinoEncoder, made: list[Made]) -> None:
    """Real texts have the model's vectors; made ones are near those of the real sentences, the same each time."""
    pooled = PooledEncoder(encoder, pool)
    article, passages = pool.articles[0]
    real = embedded_texts(article, passages[0])
    assert np.array_equal(pooled.encode_sentences(real[1:]), encoder.encode_sentences(real[1:]))
    (row, text), title = made[0].paragraphs[0][0], made[0].line.title
    (vector,) = pooled.encode_sentences([f"{title}. {text}"])
    assert 0.9 < float(vector @ pooled.vectors[row]) < 0.99
    assert np.array_equal(vector, pooled.encode_sentences([f"{title}. {text}"])[0])


def test_bulk_is_sync(
    pool: Pool, encoder: OpenVinoEncoder, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written without a sync is what a sync writes: passages, sentences and their vectors."""
    monkeypatch.setattr(corpus, "_SYNCED", 0)
    monkeypatch.setattr(bulk, "_BATCH", 2)
    data_folder = DataFolder(tmp_path / "bulk")
    data_folder.make()
    corpus.build(data_folder, PooledEncoder(encoder, pool), pool, SIZE, 1)
    written, synced = (_contents(folder) for folder in (data_folder.folder, data / str(SIZE)))
    assert written.keys() == synced.keys()
    assert all(np.allclose(written[key][0], synced[key][0], atol=1e-3) for key in synced)  # float16
    assert [written[key][1] for key in synced] == [synced[key][1] for key in synced]


def test_answers_are_measured(data: Path, tmp_path: Path) -> None:
    """Every stage of a few real answers is measured, and the nearest vectors of a small index are all found."""
    measured = answering.measure(data / str(SIZE), 6)
    assert (measured.questions, measured.recall) == (6, 1.0)
    assert sum(measured.stages[stage].share for stage in answering.STAGES) == pytest.approx(1.0)
    assert all(measured.stages[stage].p50 > 0 for stage in ("encode", "vectors", "words", "fusion", "sentences"))


def test_throughput_is_measured(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any number of askers are answered, in every way."""
    monkeypatch.setattr(throughput, "_ROUNDS", 1)
    monkeypatch.setattr(throughput, "_ASKERS", (1, 3))
    paces = throughput.measure(data / str(SIZE), SIZE, 4)
    assert [(pace.askers, pace.way) for pace in paces] == [(n, way.name) for n in (1, 3) for way in WAYS]
    assert all(pace.per_second > 0 and pace.p50 <= pace.p95 for pace in paces)


def test_tables() -> None:
    """The tables tell median, 95 of 100 and share of each stage, and the pace of askers."""
    stages = dict.fromkeys((WHOLE, *answering.STAGES, answering.RENDERED), Times(1.25, 2.5, 0.5))
    one = Measured(1000, 5, stages, Memory(300.4, 100.0), Memory(None, None), 25.0, 2.0, 0.99)
    told = answering.markdown(answering.Figures("a machine", "abc", [one]))
    assert "| encode | 1.2 / 2.5 (50%) |" in told
    assert "| memory once open, resident (anonymous), MB | 300 (100) |" in told
    assert "| memory after all questions | – |" in told
    figures = throughput.Figures("a machine", "abc", [Pace(1000, 8, "fast", 50.04, 20.0, 31.0)])
    assert "| 1,000 | 8 | fast | 50.0 | 20 | 31 |" in throughput.markdown(figures)


def test_pictures(tmp_path: Path) -> None:
    """Both pictures are drawn."""
    sizes = (1000, 100_000)
    draw_stages(sizes, {WHOLE: (10.0, 20.0), "encode": (5.0, 5.0), "JSON": (0.0, 0.0)}, tmp_path / "time.png")
    draw_memory(sizes, [memory(), Memory(500.0, 200.0)], tmp_path / "memory.png")
    assert [file.read_bytes()[:4] for file in sorted(tmp_path.iterdir())] == [b"\x89PNG", b"\x89PNG"]


def test_stopwatch() -> None:
    """A stage within another counts there alone."""
    watch = Stopwatch()
    with watch.on_stage("outer"), watch.on_stage("inner"):
        sum(range(100_000))
    taken = watch.lap()
    assert taken["outer"] < taken["inner"]
    assert watch.lap() == {}


def _contents(folder: Path) -> dict[tuple[str, int], tuple[np.ndarray[tuple[int, int], np.dtype[np.float16]], object]]:
    """The vectors of every passage and where its sentences stand, by its article and place in it."""
    with Library(DataFolder(folder).library) as library:
        return {
            (article.source.id, stored.passage.span.start): (stored.vectors, stored.passage.sentences)
            for article, stored in library.with_articles()
        }
