"""What is asked in parts is answered in parts, and the parts that no quote answers are told."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.answer import Answerer
from index.answering.confidence import Calibration, load_calibration
from index.answering.dialogue import Turn, turn
from index.answering.parts import join
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.models.openvino import OpenVinoEncoder
from index.records import Answer, Block, Excerpt, Missing, Quote, Source, Span
from index.retrieval.candidates import ArticleBoost, Candidate, SearchResult
from index.retrieval.search import Searcher
from tests.index.answering.candidates import Found, candidate, result

SENTENCES = (Span(0, 4), Span(5, 9), Span(10, 16), Span(17, 22), Span(23, 28))
TEXT = "One. Two. Three. Four. Five."
REFUSED = Answer("part", False, 0.2, missing=(Missing("articles", "Ilvane"),))


def quote(first: int, last: int, *answering: int, of: str = "a") -> Quote:
    """Sentences of an article, counted from 0, of which all answer or those that are given."""
    span = Span(SENTENCES[first].start, SENTENCES[last].end)
    marks = tuple(SENTENCES[number] for number in answering or range(first, last + 1))
    return Quote(TEXT[slice(*span)], span, marks, 0.5, Source(of, "News"))


def answered(*quotes: Quote, confidence: float = 0.9) -> Answer:
    """An answer of these quotes."""
    return Answer("part", True, confidence, quotes)


def joined(*answers: Answer, most: int = 3) -> Answer:
    """What comes of parts named a, b, c and so on."""
    return join(Answer("a and b", False, 0.3), list(zip("abcdef", answers, strict=False)), most)


ONE, TWO, THREE, FOUR, FIVE = (quote(number, number) for number in range(5))


def test_parts_in_their_order() -> None:
    """The quotes of each part stand together, in the order of the parts, and the question is the whole one."""
    assert joined(answered(FOUR, FIVE), answered(ONE)) == Answer("a and b", True, 0.9, (FOUR, FIVE, ONE))


def test_each_part_before_more_of_any() -> None:
    """Where there is no room for all, the best quote of each part is shown before further ones of any."""
    assert joined(answered(FIVE, FOUR, THREE), answered(ONE, TWO)).quotes == (FIVE, FOUR, ONE)
    assert joined(answered(FIVE, FOUR, THREE), answered(ONE), answered(TWO)).quotes == (FIVE, ONE, TWO)


def test_what_is_left_open() -> None:
    """A part is told as open that is refused; nothing is missing or closest then."""
    assert joined(REFUSED, answered(ONE), REFUSED) == Answer("a and b", True, 0.9, (ONE,), open=("a", "c"))


def test_more_parts_than_quotes() -> None:
    """Of each part that is answered the best quote is shown, however many these are, and none of them is open."""
    parts = answered(ONE, TWO), answered(THREE), REFUSED, answered(FOUR), answered(FIVE, TWO)
    assert joined(*parts) == Answer("a and b", True, 0.9, (ONE, THREE, FOUR, FIVE), open=("c",))
    assert joined(*parts, most=1).quotes == (ONE, THREE, FOUR, FIVE)


def test_no_part_is_answered() -> None:
    """Where no part is answered the answer to the whole stands, answered or not."""
    parts = [("a", REFUSED), ("b", REFUSED)]
    for whole in (answered(ONE, confidence=0.6), Answer("a and b", False, 0.3, closest=(ONE,))):
        assert join(whole, parts, 3) == whole


def test_as_sure_as_its_least_sure_part() -> None:
    """An answer is no surer than any part that it answers; what is left open takes nothing from that."""
    parts = (answered(ONE, confidence=0.9), REFUSED, answered(TWO, confidence=0.6))
    assert joined(*parts).confidence == 0.6


def test_one_part_among_several() -> None:
    """Where the whole does not answer, one part must be sure; where it does, none need be."""
    parts = [("a", answered(ONE, confidence=0.7)), ("b", REFUSED)]
    refused, whole = Answer("a and b", False, 0.3), Answer("a and b", True, 0.6, (TWO,))
    assert join(refused, parts, 3) == refused
    assert join(whole, parts, 3) == Answer("a and b", True, 0.7, (ONE,), open=("b",))


def test_quote_that_answers_two_parts() -> None:
    """A quote that has what answers another part is shown once, with what answers both marked."""
    pair = quote(0, 1)
    assert joined(answered(quote(0, 1, 0)), answered(quote(0, 1, 1))) == Answer("a and b", True, 0.9, (pair,))
    assert joined(answered(quote(0, 1, 0)), answered(TWO)).quotes == (pair,)
    assert joined(answered(quote(0, 2, 1)), answered(quote(1, 3, 1))).quotes == (quote(0, 2, 1),)


def test_longer_quote_takes_the_place() -> None:
    """A quote that has what answers an earlier part as well stands in its place, so that nothing is shown twice."""
    assert joined(answered(ONE, FOUR), answered(quote(0, 1, 1))).quotes == (quote(0, 1), FOUR)


def test_quotes_that_overlap() -> None:
    """Where neither of two quotes has what answers in the other, both are shown."""
    pair = quote(0, 1, 0), quote(1, 2, 2)
    assert joined(*map(answered, pair)).quotes == pair


def test_same_place_in_another_article() -> None:
    """Quotes of other articles, or of other collections, are other quotes."""
    elsewhere = replace(ONE, source=ONE.source.of("1/everyone"))
    assert joined(answered(ONE), answered(quote(0, 0, of="b")), answered(elsewhere)).quotes == (
        ONE,
        quote(0, 0, of="b"),
        elsewhere,
    )


def test_marks_of_what_is_shown() -> None:
    """What is shown of a quote has in bold what answers the other part too, wherever that stands in it."""
    one = replace(quote(0, 1, 0), excerpt=Excerpt("Head\nOne. Two.", (Block("paragraph", Span(5, 14)),), (Span(5, 9),)))
    other = replace(quote(1, 1), excerpt=Excerpt("Two.", bold=(Span(0, 4),)))
    [both] = joined(answered(one), answered(other)).quotes
    assert both.excerpt == Excerpt("Head\nOne. Two.", (Block("paragraph", Span(5, 14)),), (Span(5, 9), Span(10, 14)))
    assert both.highlights == (SENTENCES[0], SENTENCES[1])


@st.composite
def made_quotes(draw: st.DrawFn) -> Quote:
    """Some sentences of one of two articles, of which some answer."""
    first, last = sorted(draw(st.tuples(st.integers(0, 4), st.integers(0, 4))))
    answering = draw(st.sets(st.integers(first, last), min_size=1))
    return quote(first, last, *sorted(answering), of=draw(st.sampled_from("ab")))


@given(
    st.lists(
        st.just(REFUSED) | st.lists(made_quotes(), min_size=1, max_size=3).map(lambda quotes: answered(*quotes)),
        min_size=2,
        max_size=5,
    )
)
def test_each_part_is_told_or_open(answers: list[Answer]) -> None:
    """What answers a part best stands marked in a quote, or the part is open; quotes keep their number and words."""
    whole = joined(*answers)
    assert len(whole.quotes) <= max(3, sum(answer.answered for answer in answers))
    assert whole.answered is any(answer.answered for answer in answers)
    for shown in whole.quotes:
        assert shown.text == TEXT[slice(*shown.span)]
        assert all(shown.span.start <= mark.start < mark.end <= shown.span.end for mark in shown.highlights)
    for name, answer in zip("abcde", answers, strict=False):
        told = any(
            shown.source == best.source and set(best.highlights) <= set(shown.highlights)
            for best in answer.quotes[:1]
            for shown in whole.quotes
        )
        if whole.answered:
            assert told is (name not in whole.open)


class Told(Found):
    """A finder that finds one passage for each question that it knows, and none for others."""

    def __init__(self, **candidates: Candidate) -> None:
        super().__init__(*candidates.values())
        self._known = candidates

    def find(self, question: str, limit: int, *, article_boost: ArticleBoost | None = None) -> SearchResult:
        """See Finder."""
        super().find(question, limit, article_boost=article_boost)
        found = self._known.get(question.replace(" ", "_"))
        return result(question, *([found] if found else []))


BY_COSINE = Calibration(1.0, {"sentence": 1.0}, 0.25, ())
BUILT = candidate("Ann Lee built it.", of="built", number=1, cosines=[0, 0.25])
CLOSED = candidate("It closed in 1980.", of="closed", number=2, cosines=[0, 0.75])
ASKED = "Who built the mill and when did it close?"


def test_each_part_is_looked_up() -> None:
    """A question of two parts is answered by both; what it is decided by is of the part that is less sure."""
    finder = Told(Who_built_the_mill=BUILT, when_did_the_mill_close=CLOSED)
    decision = Answerer(finder, BY_COSINE, 0.0).decided(ASKED)
    assert [asked for asked, _, _ in finder.asked] == [ASKED, "Who built the mill", "when did the mill close"]
    assert [one.source.id for one in decision.answer.quotes] == ["built", "closed"]
    assert (decision.answer.question, decision.answer.open) == (ASKED, ())
    assert (decision.scored.question, decision.query.text) == ("Who built the mill", ASKED)
    assert decision.answer.confidence == Answerer(finder, BY_COSINE, 0.0).answer("Who built the mill").confidence


def test_no_part_decides() -> None:
    """Where no part is answered, the whole is what it is decided by."""
    decision = Answerer(Told(Who_built_the_mill=BUILT), BY_COSINE, 0.9).decided(ASKED)
    assert decision.answer == Answer(ASKED, False, 0.0)
    assert decision.scored.question == ASKED


def test_open_parts_in_the_words_of_the_asker() -> None:
    """A part is told as it was asked; the first with what only stands behind another."""
    built = Answerer(Told(Who_built_the_mill=BUILT), BY_COSINE, 0.0)
    assert built.answer(ASKED).open == ("when did it close",)
    assert built.answer("Who built the mill and when?").open == ("when",)
    where = Answerer(Told(where_was_Ann_Lee_born=BUILT), BY_COSINE, 0.0)
    assert where.answer("When and where was Ann Lee born?").open == ("When was Ann Lee born",)


def test_question_of_very_many_parts() -> None:
    """A question of more than five parts is looked up as one, however long it is."""
    finder = Told()
    for count, looked_up in ((5, 6), (6, 1), (1000, 1)):
        finder.asked.clear()
        Answerer(finder, BY_COSINE, 0.0).answer("Who built it? " * count)
        assert len(finder.asked) == looked_up


def test_parts_go_on_as_the_whole_does() -> None:
    """The parts of a question go on from the one before it where the whole does."""
    finder, before = Told(), Turn("Where is the mill?", "mill")
    for question, article in (
        ("Who built it and when did it close?", "mill"),
        ("Who was Ann Lee and when did the mill close?", None),
        ("Where is the mill?", None),
    ):
        finder.asked.clear()
        Answerer(finder, BY_COSINE, 0.0).answer(question, before)
        assert {boost and boost.article for _, _, boost in finder.asked} == {article}


ARTICLES = {
    "mill": "The mill at Corvale was built by Hedda Orne. It closed in the spring of 1980.",
    "ferry": "The ferry to Tessel Rock sails at nine in the morning.",
    "eel": "Eel is smoked over alder for five hours.",
    "bees": "Bees dance to tell each other where the flowers are.",
}
MILL, FERRY, PETRO = (
    "who built the mill at Corvale",
    "when does the ferry to Tessel Rock sail",
    "what did Gustavo Petro say",
)


@pytest.fixture
def answerer(encoder: OpenVinoEncoder, tmp_path: Path) -> Iterator[Answerer]:
    """Answers from a few articles whatever they have the names of."""
    articles, data_folder = tmp_path / "articles", DataFolder(tmp_path / "data")
    articles.mkdir()
    for name, text in ARTICLES.items():
        (articles / f"{name}.txt").write_text(f"{name.capitalize()}\n\n{text}\n", encoding="utf-8")
    sync(data_folder, encoder, [articles], 1_000_000, lambda _: None)
    with Searcher(data_folder, encoder) as searcher:
        yield Answerer(searcher, load_calibration(), 0.0)


def first_of(answer: Answer) -> list[str]:
    """The articles that are quoted for the ferry and the mill, in order."""
    return [one.source.id for one in answer.quotes if one.source.id in ("ferry", "mill")]


@pytest.mark.model
def test_parts_of_different_articles(answerer: Answerer) -> None:
    """Each part is answered from its own article, in the order asked, and a part of somebody unknown is left open."""
    assert first_of(answerer.answer(f"{MILL} and {FERRY}?")) == ["mill", "ferry"]
    assert first_of(answerer.answer(f"{FERRY} and {MILL}?")) == ["ferry", "mill"]
    answer = answerer.answer(f"{MILL}, {PETRO} and {FERRY}?")
    assert (first_of(answer), answer.open) == (["mill", "ferry"], (PETRO,))
    assert len(answer.quotes) == 3


@pytest.mark.model
def test_parts_of_one_sentence_after_another(answerer: Answerer) -> None:
    """What answers two parts in one quote is shown once, with the sentences of both marked."""
    answer = answerer.answer("Who built the mill at Corvale and when did it close?")
    [mill] = [one for one in answer.quotes if one.source.id == "mill"]
    assert mill.text == ARTICLES["mill"]
    assert [answerer.searcher.text_of(mill.source)[slice(*mark)] for mark in mill.highlights] == [
        "The mill at Corvale was built by Hedda Orne.",
        "It closed in the spring of 1980.",
    ]


@pytest.mark.model
def test_same_parts_asked_again(answerer: Answerer) -> None:
    """A question of several parts that is asked again gets the same answer."""
    question = f"{MILL}, {PETRO} and {FERRY}?"
    answer = answerer.answer(question)
    assert answerer.answer(question, turn(answer)) == answer
