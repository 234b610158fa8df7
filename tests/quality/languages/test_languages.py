"""Questions in six languages find their answers, in short and in long articles, with the packaged models."""

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.evaluation.datasets import Question, read_questions
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.models.openvino import OpenVinoEncoder
from index.models.reader import PassageReader
from index.retrieval.search import Searcher
from tests.conftest import Shared
from tests.shipped import shipped_answerer

HERE = Path(__file__).parent
LANGUAGES = ("de", "es", "fr", "it", "ja", "pt")
LEAST, OF = 13, 15  # 15 where this was written, of Japanese 14


def asked_in(language: str) -> list[Question]:
    """The questions in a language."""
    return [one for one in read_questions(HERE / "questions.jsonl") if one.id.startswith(f"{language}-")]


def articles() -> dict[str, str]:
    """The text of each article, by its id."""
    lines = (HERE / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return {article["id"]: article["text"] for article in map(json.loads, lines)}


@pytest.fixture(scope="module")
def searcher(encoder: OpenVinoEncoder, shared: Shared) -> Iterator[Searcher]:
    """Searches the set's articles, with those of the larger set beside them."""
    sources = [HERE / "articles.jsonl", HERE.parent / "articles.jsonl"]

    def make(folder: Path) -> None:
        sync(DataFolder(folder), encoder, sources, 1_000_000, lambda _: None)

    with Searcher(DataFolder(shared("languages", make)), encoder) as opened:
        yield opened


@pytest.mark.model
@pytest.mark.gate
@pytest.mark.parametrize("language", LANGUAGES)
def test_right_first(searcher: Searcher, reader: PassageReader, language: str) -> None:
    """The first quote holds the answer to at least 13 of 15 questions, surely or not."""
    answerer = shipped_answerer(searcher, reader)
    wrong = list[str]()
    for question in asked_in(language):
        answer = answerer.answer(question.question)
        quote = next(iter(answer.quotes or answer.closest), None)
        if quote is None or not any(text in quote.text for text in question.answers):
            wrong.append(question.question)
    assert len(wrong) <= OF - LEAST, wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_stand_in_their_articles(language: str) -> None:
    """Each language has 15 questions, and each answer stands in the article named."""
    held = articles()
    questions = asked_in(language)
    assert len(questions) == OF
    assert [
        one.id for one in questions if not all(any(text in held[of] for text in one.answers) for of in one.articles)
    ] == []
    assert any(not unicodedata.is_normalized("NFC", text) for key, text in held.items() if key.startswith(language))
