"""What speaks for a quote is counted as it is called."""

from dataclasses import replace
from math import log

import numpy as np
import pytest
from msgspec import structs

from index.answering.confidence import Evidence, lacks_name, weigh
from index.answering.windows import Window
from index.records import Quote
from index.retrieval.candidates import SearchResult
from index.retrieval.scoring import idf
from index.text.analysis import Term
from index.text.question import analyze
from tests.index.answering.candidates import candidate, judgement, result, window
from tests.index.answering.weighted import make_quote

FERRY, BRIDGE = ("ferri",), ("bridg",)
ONE, FIFTY = idf(1, 100), idf(50, 100)


def quote_of(window: Window) -> Quote:
    """The quote of a window, with nothing before it."""
    return make_quote(window, lambda _: None)


def evidence(found: SearchResult, window: Window) -> Evidence:
    """What speaks for the quote of a window."""
    return weigh(found, window, quote_of(window))


def test_cosines_and_late_interaction() -> None:
    """Those of the window's best sentence count, whatever others have, and the passage's own cosine."""
    of = candidate(
        "A.", "B.", "C.", "D.", cosines=[0.125, 0.9, 0.25, 0.5, 0.8], late=[0.9, 0.75, 0.625, 0.8], lexical=0.5
    )
    weighed = evidence(result("so", of), window(of, 1, 2))
    assert (weighed.sentence, weighed.passage, weighed.late) == (0.5, 0.125, 0.75)
    assert evidence(result("so", of), window(of, 3, 3)).sentence == pytest.approx(0.8)
    assert (weighed.answer, weighed.span, weighed.reranker) == (None, None, None)


def test_terms_in_the_quote_and_above_it() -> None:
    """Terms count by their rarity, in the quote and in title, heading and what is known of the article."""
    of = candidate("The bridge is old.", "It fell.", title="On ferries", lexical=0.5)
    found = result("so", of, frequencies={FERRY: 1, BRIDGE: 50}, best_lexical=6.0)
    weighed = evidence(found, window(of, 0, 0))
    assert pytest.approx(log(1 + 99.5 / 1.5)) == ONE
    assert weighed.covered == pytest.approx(FIFTY / (ONE + FIFTY))
    assert weighed.titled == pytest.approx(ONE / (ONE + FIFTY))
    assert weighed.words == pytest.approx(0.5 * 6.0 / (ONE + FIFTY))


def test_what_is_known_of_the_article_needs_no_telling() -> None:
    """Terms that name the publisher or the days of an article count nowhere."""
    of = candidate("The bridge is old.", matches=("The Ferry", "Boat"), lexical=0.5)
    found = result("so", of, frequencies={FERRY: 1, ("boat",): 1, BRIDGE: 50}, best_lexical=6.0)
    weighed = evidence(found, window(of))
    assert (weighed.covered, weighed.titled) == (1.0, 0.0)
    assert weighed.words == pytest.approx(3.0 / FIFTY)


def test_question_without_terms() -> None:
    """Where a question has no terms, or all are known of the article, the words count as they are."""
    of = candidate("The bridge is old.", matches=("Ferry",), lexical=0.5)
    known: dict[Term, int] = {FERRY: 1}
    for frequencies in ({}, known):
        weighed = evidence(result("so", of, frequencies=frequencies, best_lexical=6.0), window(of))
        assert (weighed.covered, weighed.titled, weighed.words) == (0.0, 0.0, 3.0)


def test_terms_of_another_language() -> None:
    """Terms are looked for in the form that they have in the article's language."""
    of = candidate("Las granjas.", title="Granjas", matches=("Vendieron",))
    of = replace(of, article=replace(of.article, language="es"))
    found = result("so", of, frequencies={("granj",): 1, ("vend",): 1, BRIDGE: 1})
    weighed = evidence(found, window(of))
    assert (weighed.covered, weighed.titled) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("question", "named", "numbered"),
    [
        ("who came?", 1.0, 1.0),
        ("Did Ann come?", 1.0, 1.0),
        ("Did Bo come with Ann?", 0.5, 1.0),
        ("Did Bo come?", 0.0, 1.0),
        ("Did Leeds lose?", 1.0, 1.0),
        ("Did 40 come?", 1.0, 1.0),
        ("Did 40 of 50 or 60 come?", 1.0, 2 / 3),
        ("Did 50 come?", 1.0, 1.0),
        ("Did 70 come?", 1.0, 0.0),
    ],
)
def test_names_and_numbers(question: str, named: float, numbered: float) -> None:
    """The shares count that the quote or what stands above it has; where the question has none, that is all."""
    of = candidate("Ann came with 40.", "Bo and 70 did not.", title="Leeds", heading="50 more")
    weighed = evidence(result(question, of), window(of, 0, 0))
    assert (weighed.named, weighed.numbered) == (named, numbered)


@pytest.mark.parametrize(
    ("question", "answering", "denied"),
    [
        ("Who did not come?", [0], 1.0),
        ("Who did not come?", [1], 0.0),
        ("Who did not come?", [0, 1], 0.0),
        ("Who came?", [0], 0.0),
        ("Who came?", [1], 0.0),
    ],
)
def test_denial(question: str, answering: list[int], denied: float) -> None:
    """A question that denies speaks against a quote of which no sentence that answers denies anything."""
    of = candidate("Ann came.", "Bo did not come.")
    assert evidence(result(question, of), window(of, 0, 1, answering)).denied == denied


def test_best_score_of_a_reranker() -> None:
    """A reranker's best score for a sentence of the window counts beside all else."""
    of = candidate("A.", "B.", "C.", "D.", cosines=[0.5, 0.25, 0.25, 0.25, 0.25])
    reranked = replace(of, reranked=np.array([9.0, 2.0, 3.0, 8.0], np.float32))
    plain, weighed = (evidence(result("so", one), window(one, 1, 2)) for one in (of, reranked))
    assert weighed == structs.replace(plain, reranker=3.0)


def test_judgement_of_a_reader() -> None:
    """A reader's logits count beside all else: of the passage, and the best of the window's sentences."""
    of = candidate("A.", "B.", "C.", "D.", cosines=[0.5, 0.25, 0.25, 0.25, 0.25])
    judged = replace(of, judgement=judgement(1.5, 9.0, -2.0, -3.0, 8.0))
    plain, weighed = (evidence(result("so", one), window(one, 1, 2)) for one in (of, judged))
    assert weighed == structs.replace(plain, answer=1.5, span=-2.0)


def test_passage_that_a_reader_did_not_read() -> None:
    """A passage that was not read counts as the worst of those that were, each logit by itself."""
    unread = candidate("A.")
    read = [
        replace(candidate("B.", "C.", number=2), judgement=judgement(2.0, -4.0, 1.0)),
        replace(candidate("D.", number=3), judgement=judgement(-1.0, 3.0)),
    ]
    weighed = evidence(result("so", unread, *read), window(unread))
    assert (weighed.answer, weighed.span) == (-1.0, 1.0)


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("When did Ann meet with Bo?", False),
        ("When did Cid meet with Bo?", False),
        ("When did Leeds or Harrow lose?", False),
        ("When did Before rain?", True),
        ("When did Dom meet with Ann?", True),
        ("When did Ann meet with Dom?", True),
        ("when did they meet?", False),
    ],
)
def test_lacking_name(question: str, lacking: bool) -> None:
    """A name is lacking that no quote has, nor its window, title or heading."""
    first = candidate("Ann came.", "He met Bo.", title="Leeds")
    second = candidate("Cid left.", of="two", number=2, title="News", heading="In Harrow")
    best = [window(first, 1, 1), window(second)]
    quotes = [quote_of(one) for one in best]
    assert lacks_name(result(question, first, second).query.question, quotes, best) is lacking


def test_nothing_lacks_without_quotes() -> None:
    """Without quotes every name is lacking, and none where none is asked for."""
    assert lacks_name(analyze("Did Ann come?"), [], [])
    assert not lacks_name(analyze("did they come?"), [], [])
