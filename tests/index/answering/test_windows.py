"""Which sentences are quoted, and how probably each holds the answer."""

from dataclasses import replace
from math import atanh, exp

import numpy as np
import pytest
from msgspec import structs

from index.answering.windows import Window
from index.models.reader import Judgement
from index.records import Span
from index.retrieval.candidates import SearchResult
from index.text.sentences import LONGEST
from tests.index.answering.candidates import PREFIX, candidate, judgement, result, window
from tests.index.answering.weighted import WEIGHTS, windows

TWO = ("The bridge is old.", "The ferry is new.")


def odds(found: SearchResult) -> float:
    """How many times as probable as the first sentence the last one is, each alone."""
    alone = [window for window in windows(found) if window.first == window.last]
    alone.sort(key=lambda window: (window.candidate.number, window.first))
    return alone[-1].probability / alone[0].probability


def places(found: SearchResult) -> list[tuple[int, int]]:
    """The first and last sentence of each window, in their order."""
    return [(window.first, window.last) for window in windows(found)]


@pytest.mark.parametrize(
    ("found", "logit"),
    [
        (result("so", candidate(*TWO)), 0.0),
        (result("so", candidate(*TWO, cosines=[0.9, 0.2, 0.3])), 0.65),
        (result("so", candidate(*TWO, late=[0.2, 0.3])), 0.64),
        (result("so", candidate(*TWO, pairs=[0.2, 0.3])), 0.62),
        (result("so", candidate(*TWO), frequencies={("ferri",): 1, ("bridg",): 1}), 0.0),
        (result("so", candidate(*TWO), frequencies={("ferri",): 1}), 1.2),
        (result("so", candidate(*TWO, title="Ferry"), frequencies={("ferri",): 1}), 0.0),
        (result("so", candidate("It sank.", "It sank in March.")), 0.0),
        (result("When did it sink?", candidate("It sank.", "It sank in March.")), 1.4),
        (result("so", candidate(TWO[0], score=0.2), candidate(TWO[1], number=2, score=0.3)), 0.71),
    ],
)
def test_what_makes_a_sentence_probable(found: SearchResult, logit: float) -> None:
    """Cosine, late interaction, terms, kind of answer and the passage's score count by their weights."""
    assert odds(found) == pytest.approx(exp(logit), rel=1e-5)


def test_section_that_is_asked_of() -> None:
    """A sentence of the section that a question names is more probable by the weight of sections."""
    found = result("What changed in 6.1?", candidate(TWO[0]), candidate(TWO[1], number=2, heading="Version 6.1"))
    assert odds(found) == pytest.approx(exp(WEIGHTS.sentences.section))


def test_what_a_reader_says() -> None:
    """A reader's logits of passage and sentence count by their weights, none of a sentence below -12."""
    weights = structs.replace(WEIGHTS.sentences, reader_answer=0.5, reader_span=0.25)

    def odds_of(*judgements: Judgement | None) -> list[float]:
        """How many times as probable as the very first one each sentence is, alone."""
        found = [
            replace(candidate(*TWO, number=number), judgement=judgement) for number, judgement in enumerate(judgements)
        ]
        alone = [one for one in windows(result("so", *found), weights) if one.first == one.last]
        alone.sort(key=lambda one: (one.candidate.number, one.first))
        return [one.probability / alone[0].probability for one in alone]

    first, second = judgement(2.0, 4.0, -8.0), judgement(-2.0, -13.0, -99.0)
    assert odds_of(first, second) == pytest.approx([1.0, exp(-3.0), exp(-6.0), exp(-6.0)])
    # A passage that was not read counts as the worst sentence that was.
    assert odds_of(first, None) == pytest.approx([1.0, exp(-3.0), exp(-3.0), exp(-3.0)])
    assert odds_of(None, None) == pytest.approx([1.0] * 4)


def test_judgement_of_a_window() -> None:
    """A window has the logit of its passage and the best of its sentences; none where nobody read it."""
    of = candidate("A.", "B.", "C.")
    read = replace(of, judgement=judgement(2.0, 5.0, -1.0, 3.0))
    assert window(read, 1, 2).judgement == (2.0, 3.0)
    assert window(read, 1, 1).judgement == (2.0, -1.0)
    assert window(of).judgement is None


def test_terms_are_those_of_the_articles_language() -> None:
    """A sentence holds a term in the form that it has in the article's language."""
    one = candidate("The bridge is old.", "Las granjas.")
    spanish = replace(one, article=replace(one.article, language="es"))
    assert odds(result("so", spanish, frequencies={("granj",): 1})) == pytest.approx(exp(1.2))
    assert odds(result("so", one, frequencies={("granj",): 1})) == pytest.approx(exp(0))
    titled = candidate("The bridge is old.", "Las granjas.", title="La granja")
    spanish = replace(titled, article=replace(titled.article, language="es"))
    assert odds(result("so", spanish, frequencies={("granj",): 1})) == pytest.approx(exp(0))


def test_probabilities_are_of_all_sentences() -> None:
    """The probabilities of all sentences add up to one, and a window has those of its own."""
    found = result("so", candidate("A b.", "C d.", cosines=[0, 0.1, 0.3]), candidate("E f.", number=2))
    every = {(window.candidate.number, window.first, window.last): window.probability for window in windows(found)}
    assert every.keys() == {(1, 0, 0), (1, 1, 1), (1, 0, 1), (2, 0, 0)}
    assert every[1, 0, 0] + every[1, 1, 1] + every[2, 0, 0] == pytest.approx(1.0)
    assert every[1, 0, 1] == pytest.approx(every[1, 0, 0] + every[1, 1, 1])


def test_scores_of_any_size_are_probabilities() -> None:
    """However large scores are, the best sentence is no more than certain."""
    found = result("so", candidate("A b.", score=1000.0), candidate("C d.", number=2, score=900.0))
    assert [window.probability for window in windows(found)] == pytest.approx([1.0, 0.0])


def test_windows_are_of_four_sentences_at_most() -> None:
    """All runs of one to four sentences are windows, the most probable first, of equals the shorter."""
    found = result("so", candidate(*(f"Word {number}." for number in range(6))))
    expected = [(first, last) for first in range(6) for last in range(first, min(first + 4, 6))]
    assert sorted(places(found)) == expected
    assert WEIGHTS.sentences.max_sentences == 4
    certain = result("so", candidate("A.", "B.", cosines=[0.0, 300.0, 0.0]))
    assert places(certain) == [(0, 0), (0, 1), (1, 1)]


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ((40, 40, 1), [(0, 0), (0, 1), (1, 1), (1, 2), (2, 2)]),
        ((40, 41), [(0, 0), (1, 1)]),
        ((81, 1), [(0, 0), (1, 1)]),
        ((1, 81), [(0, 0), (1, 1)]),
        ((30, 30, 30), [(0, 0), (0, 1), (1, 1), (1, 2), (2, 2)]),
    ],
)
def test_windows_are_of_eighty_words_at_most(lengths: tuple[int, ...], expected: list[tuple[int, int]]) -> None:
    """Sentences stand in one window where they have no more words than a quote may; one alone in any case."""
    found = result("so", candidate(*("word " * (length - 1) + "end." for length in lengths)))
    assert LONGEST == 80
    assert sorted(places(found)) == expected
    assert {window.words for window in windows(found) if window.first == window.last} == set(lengths)


def dangling(*sentences: str) -> set[tuple[int, int]]:
    """Which windows of sentences dangle."""
    every = windows(result("so", candidate(*sentences)))
    return {(window.first, window.last) for window in every if window.dangling}


def test_dangling() -> None:
    """A window dangles that opens with what the sentence before it explains, where that has no room in it."""
    assert dangling("He left.", "A.", "B.", "C.", "D.") == set()
    assert dangling("A.", "He left.", "B.", "C.") == set()
    assert dangling("A.", "He left.", "B.", "C.", "D.") == {(1, 4)}
    assert dangling("word " * 77 + "end.", "He left.") == set()
    assert dangling("word " * 78 + "end.", "He left.") == {(1, 1)}
    assert dangling("word " * 78 + "end.", "Ann left.") == set()


def test_what_dangles_counts_less() -> None:
    """A window that dangles stands behind those that are not less probable by more than a twentieth."""
    long = "word " * 78 + "end."
    for difference, first in ((0.04, 0), (0.06, 1)):
        every = windows(result("so", candidate(long, "He left.", cosines=[0, 0, 2 * atanh(difference) / 6.5])))
        assert abs(every[0].probability - every[1].probability) == pytest.approx(difference)
        assert every[0].first == first


@pytest.mark.parametrize(
    ("logits", "answering"),
    [((0.0, 0.0, 0.0), (0, 1, 2)), ((0.0, -0.6, -0.8), (0, 1)), ((-0.8, 0.0, -0.6), (1, 2)), ((-9.0, -9.0, 0.0), (2,))],
)
def test_what_answers_is_highlighted(logits: tuple[float, ...], answering: tuple[int, ...]) -> None:
    """The sentences at least half as probable as the best of a window answer; where it is one sentence, that does."""
    found = result("so", candidate("A b.", "C d.", "E f.", cosines=[0.0, *(logit / 6.5 for logit in logits)]))
    every = {(window.first, window.last): window for window in windows(found)}
    assert every[0, 2].answering == answering
    assert every[2, 2].answering == (2,)
    assert every[0, 2].highlights == tuple(found.candidates[0].passage.sentences[number] for number in answering)


def test_words_of_a_window() -> None:
    """A window is of an article, a span of its text, the sentences in between and their words."""
    of = candidate("A b c.", "D e.", "F.")
    window = next(window for window in windows(result("so", of)) if (window.first, window.last) == (1, 2))
    assert (window.text, window.words, window.source) == ("D e. F.", 3, of.article.source)
    assert window.span == Span(len(PREFIX) + 7, len(PREFIX) + 14)


def test_reranked_windows() -> None:
    """Where there is a reranker its scores alone order the sentences, brought to a standard deviation of four."""
    one = replace(candidate("A b.", "C d.", cosines=[9.0, 9.0, 0.0]), reranked=np.array([1.0, 5.0], np.float32))
    two = replace(candidate("E f.", number=2), reranked=np.array([3.0], np.float32))
    found = result("so", one, two)
    alone = {window.text: window.probability for window in windows(found) if window.first == window.last}
    spread = 4.0 / np.std([1.0, 5.0, 3.0])
    assert alone["C d."] / alone["A b."] == pytest.approx(exp(4.0 * spread), rel=1e-4)
    assert alone["E f."] / alone["A b."] == pytest.approx(exp(2.0 * spread), rel=1e-4)


def test_reranker_that_tells_nothing() -> None:
    """A reranker that gives one score to all makes all as probable."""
    of = replace(candidate("A b.", "C d."), reranked=np.array([2.0, 2.0], np.float32))
    every: list[Window] = windows(result("so", of))
    assert [round(window.probability, 6) for window in every] == [1.0, 0.5, 0.5]


def test_no_paragraph_is_quoted_that_says_nothing_of_the_answer() -> None:
    """A window neither begins nor ends with a paragraph that is far less probable; sentences of one are not parted."""
    said = ("One is so.", "Two is so.", "Three is so.")
    assert places(result("so", candidate(*said, between="\n\n")))[0] == (0, 2)
    assert places(result("so", candidate(*said, late=[0.0, 1.0, 0.0], between="\n\n")))[0] == (1, 1)
    assert places(result("so", candidate(*said, late=[0.0, 1.0, 0.0])))[0] == (0, 2)


def test_a_row_answers_alone() -> None:
    """A row of a table is quoted by itself, and counts as much as several sentences do."""
    rows = candidate("Arn\t8", "Dun\t9", "Esk\t7", late=[0.0, 0.1, 0.0], between="\n")
    assert places(result("so", rows)) == [(1, 1), (0, 0), (2, 2)]
    assert windows(result("so", rows))[0].probability == pytest.approx(1.0)
