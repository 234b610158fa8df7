"""Answers of the real model on the seed articles and on small ones."""

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import load_settings
from index.answer import MOST_QUOTES, Answerer
from index.compiled import CompiledEncoder, export
from index.confidence import load_calibration
from index.encoder import ReferenceEncoder
from index.evaluation import measure, report
from index.home import Home
from index.models import find_model
from index.questions import read_questions
from index.records import Answer
from index.search import NoIndexError, Searcher
from index.sentences import LONGEST, count_words
from index.sync import SEEDS, sync
from tests.encoders import SmallEncoder

pytestmark = pytest.mark.model
EVALUATION = Path(__file__).parents[2] / os.environ.get("QUOTEBOT_EVALUATION", "../shared/evaluation")
STORY = "The town council of {} voted on Monday to close the old bridge over the river for the whole winter."


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> CompiledEncoder:
    """The packaged model, compiled."""
    return export(find_model("all-MiniLM-L6-v2"), "f32", tmp_path_factory.mktemp("model") / "encoder")


@pytest.fixture(scope="module")
def answerer(encoder: CompiledEncoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    """Answers from the seed articles."""
    yield from _answerer(encoder, SEEDS, tmp_path_factory.mktemp("seeds"))


def _answerer(encoder: CompiledEncoder, articles: Path, folder: Path) -> Iterator[Answerer]:
    home = Home(folder / "data")
    sync(home, encoder, [articles], 1_000_000, lambda _: None)
    with Searcher(home, encoder) as searcher:
        yield Answerer(searcher, load_calibration(), load_settings().answer.min_confidence)


def quoted(answer: Answer) -> list[str]:
    """The texts of the quotes, shown or only closest."""
    return [quote.text for quote in answer.quotes + answer.closest]


def test_threads_share_the_compiled_encoder(encoder: CompiledEncoder) -> None:
    """Tokens are counted in full while another thread encodes, which cuts what is too long."""
    long = "word " * 1200
    with ThreadPoolExecutor(2) as threads:
        encoding = [threads.submit(encoder.encode_passages, [long]) for _ in range(10)]
        counts = [threads.submit(encoder.count_tokens, [long]) for _ in range(10)]
        assert [future.result() for future in counts] == [[1200]] * 10
        assert all(future.result().shape == (1, encoder.dimension) for future in encoding)


def test_compiled_encoder_is_the_reference(encoder: CompiledEncoder) -> None:
    """Both encoders give the same vectors, whatever the length and order of the texts, and count tokens alike."""
    reference = ReferenceEncoder.load(find_model("all-MiniLM-L6-v2"))
    texts = ["Short.", "A text of many words. " * 80, "", "Señor Núñez paid €5.", "Another one of middling length."]
    cosines = np.sum(encoder.encode_passages(texts) * reference.encode_passages(texts), axis=1)
    assert cosines.min() > 0.99999
    assert encoder.count_tokens(texts) == reference.count_tokens(texts)
    assert encoder.fingerprint == reference.fingerprint
    assert (encoder.dimension, encoder.max_tokens) == (384, 254)


def test_nothing_is_reported(encoder: CompiledEncoder) -> None:
    """OpenVINO's telemetry, which would use the network, is never loaded."""
    assert sys.modules["openvino_telemetry"] is None


def test_question_is_answered_with_its_sentence(answerer: Answerer) -> None:
    """The first quote holds the answer, word for word, and its highlight is the sentence that answers."""
    answer = answerer.answer("How many people has El Salvador jailed since 2022?")
    text = (SEEDS / "000_858f4c8532cb65ca.txt").read_bytes().decode()
    quote = answer.quotes[0]
    assert answer.answered
    assert quote.text == text[quote.span.start : quote.span.end]
    assert [text[span.start : span.end] for span in quote.highlights] == [
        "El Salvador now has the highest incarceration rate in the world, with over 80,000 people jailed since "
        "Bukele launched his crackdown on gangs in 2022."
    ]


@pytest.mark.parametrize(
    "question", ["What did Gustavo Petro say about the deal?", "Who is the president of Brazil?", "Did Mexico agree?"]
)
def test_unknown_name_is_refused(answerer: Answerer, question: str) -> None:
    """A question about somebody of whom no quote speaks gets no quote, only the closest."""
    answer = answerer.answer(question)
    assert (answer.answered, answer.quotes) == (False, ())


@pytest.mark.parametrize("question", ["???", "", "   ", "😀😀", "the of and"])
def test_question_without_words_is_refused(answerer: Answerer, question: str) -> None:
    """A question that asks nothing gets nothing, not even the closest."""
    assert answerer.answer(question) == Answer(question, False, 0.0)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["gangs", "prison", "Rubio", "fee", "sign up", "the", "*", '"', "title:", "\x00"])))
def test_quotes_keep_their_limits(answerer: Answerer, words: list[str]) -> None:
    """Whatever is asked, quotes are at most three, at most 80 words long, disjoint and verbatim."""
    answer = answerer.answer(" ".join(words))
    quotes = answer.quotes + answer.closest
    assert len(quotes) <= MOST_QUOTES
    for quote in quotes:
        text = answerer.searcher.text_of(quote.source)
        assert quote.text == text[quote.span.start : quote.span.end]
        assert count_words(quote.text) <= LONGEST
        assert all(quote.span.start <= span.start < span.end <= quote.span.end for span in quote.highlights)
    spans = sorted((quote.source.id, *quote.span) for quote in quotes)
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(spans))


def test_same_story_is_quoted_once(encoder: CompiledEncoder, tmp_path: Path) -> None:
    """Of two articles that tell the same, one is quoted and the other named."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "one.txt").write_text(f"Bridge closed\n\n{STORY.format('Millbrook')}\n")
    (articles / "two.txt").write_text(f"Council closes bridge\n\n{STORY.format('Millbrook')}\n")
    (articles / "far.txt").write_text("Bees\n\nBees dance to tell each other where the flowers are.\n")
    for answerer in _answerer(encoder, articles, tmp_path):
        answer = answerer.answer("Why did the town council of Millbrook close the bridge?")
        quotes = answer.quotes + answer.closest
        assert [quote.text for quote in quotes].count(STORY.format("Millbrook")) == 1
        assert {quotes[0].source.id, *(source.id for source in quotes[0].also_in)} == {"one", "two"}


def test_pronoun_takes_the_sentence_before(encoder: CompiledEncoder, tmp_path: Path) -> None:
    """A quote that would open with a pronoun opens with the sentence that explains it."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "one.txt").write_text(
        "Mayor\n\nAnna Berg became mayor of Millbrook in May.\n\nShe earns 90,000 crowns a year for the work.\n"
    )
    for answerer in _answerer(encoder, articles, tmp_path):
        answer = answerer.answer("How many crowns a year does the mayor earn?")
        assert quoted(answer)[0].startswith("Anna Berg became mayor of Millbrook in May.")
        assert quoted(answer)[0].endswith("She earns 90,000 crowns a year for the work.")


def test_questions_on_the_seeds(answerer: Answerer) -> None:
    """Of the known questions on the seeds 22 of 24 have gold in the first quote, and 11 of 12 others are refused."""
    questions = EVALUATION / "seeds_questions.jsonl"
    if not questions.is_file():
        pytest.skip(f"{questions} is not there; QUOTEBOT_EVALUATION names its folder")
    figures = report("seeds", measure(read_questions(questions), answerer, lambda *_: None))
    assert figures.gold_first is not None
    assert figures.gold_first >= 22 / 24
    assert figures.refused_right is not None
    assert figures.refused_right >= 11 / 12
    assert figures.verbatim


def test_missing_index_is_named(tmp_path: Path) -> None:
    """Searching where no index was made says so and how to make it."""
    with pytest.raises(NoIndexError, match="make one with: quotebot sync"):
        Searcher(Home(tmp_path), SmallEncoder())
