"""Any bytes as a question: understood somehow, and looked up without anything in it being syntax."""

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.service.filters import parse_date
from index.answering.dialogue import Turn, resolve, turn
from index.answering.missing import find_missing
from index.records import Answer
from index.retrieval.metadata_match import match_metadata
from index.retrieval.query import legible, understand
from index.retrieval.weights import load_weights
from index.storage.protocols import LexicalDocument, LexicalIndex
from index.storage.tantivy_index import open_index, write
from index.text.anaphora import opens_with_anaphora
from index.text.answer_types import AnswerType, holds_answer_type
from index.text.entities import capitalized_words, mentions_entity
from index.text.figures import find_figures, may_have_number
from index.text.negation import count_negations
from index.text.numbers import without_numbers
from index.text.question import analyze
from index.text.question_parts import split_question
from index.text.spelling import misspelling_candidates, respelled

TODAY = date(2025, 3, 1)
_LANGUAGES = ("en", "es", "fr")
_PASSAGES = (
    LexicalDocument(
        1, "en", "The flood", "The river rose two metres overnight and reached the lower town by dawn.", "The Post"
    ),
    LexicalDocument(2, "es", "El puente", "La alcaldesa cerró el puente por la nieve.", ""),
)


def ask(data: bytes) -> None:
    """Understand a question from bytes, after another one where they hold a line break, and look it up."""
    first, _, second = data.decode(errors="surrogateescape").partition("\n")
    question, before = (second, first) if second else (first, "")
    reading = resolve(question, Turn(legible(before), "1") if before else None, load_weights().dialogue)
    turn(Answer(reading.text, False, 0.0))
    query = understand(analyze(legible(reading.text)), TODAY, _LANGUAGES)
    assert all(len(phrase) > 1 for phrase in query.phrases)
    days = query.date_range
    assert days is None or (days.first <= days.last and days.text in query.text)
    index = _index()
    found = index.search(query.terms, 10, query.phrases, query.languages)
    assert {number for number, _ in found} <= {1, 2}
    assert all(0 <= index.frequency(term) <= index.count() for term in query.terms)
    assert all(number.is_finite() for number in query.question.numbers)
    without_numbers(query.text)
    for name in query.question.entities:
        assert all(part in query.text for part in name)
        mentions_entity(capitalized_words(before), name)
    respelled(query.text, dict.fromkeys(misspelling_candidates(query.question), "word"))
    assert all(part.words in question for part in split_question(question))
    count_negations(query.text), opens_with_anaphora(query.text), parse_date(query.text)
    told = legible(before)
    for answer_type in AnswerType:
        holds_answer_type(told, answer_type, frozenset(query.question.words))
    match_metadata(query, [(told, told, told)])
    assert len(find_missing(query, frozenset(query.question.words), (), ())) <= 2
    assert all(may_have_number(told, figure.digits, "en") for figure in find_figures(told, "en"))
    assert all(word in told for word in query.matched(told))


@cache
def _index() -> LexicalIndex:
    with TemporaryDirectory() as folder:  # an index that is open does without its files' names
        write(Path(folder) / "words", _PASSAGES)
        return open_index(Path(folder) / "words")
