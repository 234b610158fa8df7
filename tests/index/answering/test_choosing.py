"""Which quotes make an answer, in which order, and who else tells the same."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from math import exp

import numpy as np
import pytest
from msgspec import structs

from index.answering.answer import Answerer, MisquoteError, ScoredAnswer
from index.answering.choosing import MAX_QUOTES
from index.answering.confidence import Calibration, QuoteCalibration
from index.answering.dialogue import Turn
from index.models.encoder import Vectors
from index.models.reader import PassageReader
from index.records import Answer, Missing, Quote, Span
from index.retrieval.candidates import ArticleBoost, Candidate, SearchResult
from index.retrieval.weights import load_weights
from tests.index.answering.candidates import PREFIX, Found, candidate, result
from tests.readers import ToldReader

EVEN = Calibration(0.0, {}, 0.25, ())
FACTS = ("The bridge is iron.", "A ferry sank.", "Snow fell all night.", "Wolves were seen.", "Prices rose.")
ANN_LEE = (Missing("passages", "Ann Lee"),)
FIVE, SIX = ("Five old town councillors closed the bridge.", "Six old town councillors closed the bridge.")


def ranked(*sentences: str, published: Sequence[str | None] = ()) -> list[Candidate]:
    """Passages of one sentence each, of as many articles of one story, each less probable than the one before it."""
    dates = [*published, *[None] * len(sentences)]
    return [
        candidate(sentence, of="abcdefgh"[place], number=place, cosines=[0, 1 - place / 10], story=(1, 1),
                  published=dates[place])
        for place, sentence in enumerate(sentences)
    ]  # fmt: skip


def scored(*candidates: Candidate, question: str = "so", previous: Span | None = None) -> ScoredAnswer:
    """What is quoted of candidates."""
    return Answerer(Found(*candidates, previous=previous), EVEN, 0.0).score(question)


def texts(*candidates: Candidate, previous: Span | None = None) -> list[str]:
    """The texts of the quotes."""
    return [quote.text for quote in scored(*candidates, previous=previous).quotes]


def told(quote: Quote) -> tuple[str, str]:
    """The article of a quote, and those that tell it too."""
    return quote.source.id, "".join(source.id for source in quote.also_in)


def test_three_best_quotes() -> None:
    """Of five passages that tell different things the three most probable are quoted, in that order."""
    assert texts(*ranked(*FACTS)) == list(FACTS[:3])
    assert texts(*ranked(*FACTS[:2])) == list(FACTS[:2])
    assert MAX_QUOTES == 3


def test_who_tells_the_same() -> None:
    """Articles that tell what a quote tells are named with it, though three quotes are there already."""
    quotes = scored(*ranked(FACTS[0], FACTS[1], FACTS[0], FACTS[2], FACTS[1], FACTS[0])).quotes
    assert [quote.text for quote in quotes] == list(FACTS[:3])
    assert [told(quote) for quote in quotes] == [("a", "cf"), ("b", "e"), ("d", "")]


def test_copies_of_a_passage() -> None:
    """The newest copy is quoted, and the others are named."""
    first, copy, other = ranked(FACTS[0], FACTS[0], FACTS[1], published=("2025-01-01", "2025-01-02", None))
    (quote, second) = scored(replace(first, near_duplicates=(copy,)), other).quotes
    assert (told(quote), told(second)) == (("b", "a"), ("c", ""))
    assert quote.source.published_at == "2025-01-02"


def test_less_than_what_is_told_is_no_confirmation() -> None:
    """Who tells less than the quote, without its number, is neither quoted nor named."""
    quotes = scored(*ranked(FIVE, "Old town councillors closed the bridge.", FACTS[0])).quotes
    assert [(quote.text, told(quote)) for quote in quotes] == [(FIVE, ("a", "")), (FACTS[0], ("c", ""))]


def test_disagreement_stands_behind() -> None:
    """Who disagrees with a quote stands right behind it, and takes the place of the last of three."""
    assert texts(*ranked(FIVE, FACTS[0], SIX)) == [FIVE, SIX, FACTS[0]]
    assert texts(*ranked(FIVE, FACTS[0], FACTS[1], SIX)) == [FIVE, SIX, FACTS[0]]
    assert texts(*ranked(FACTS[0], FIVE, FACTS[1], SIX)) == [FACTS[0], FIVE, SIX]
    assert texts(*ranked(FACTS[0], FACTS[1], FIVE, SIX)) == [FACTS[0], FACTS[1], FIVE]
    seven = FIVE.replace("Five", "Seven")
    assert texts(*ranked(FIVE, SIX, FACTS[0], seven)) == [FIVE, SIX, seven]


def test_sentences_of_one_passage() -> None:
    """Further sentences of a passage are quoted where they are not in a quote already."""
    long = [f"{letter} " * 39 + "end." for letter in "xyzuv"]
    one = candidate(*long, cosines=[0, 1.0, 0.0, 0.0, 0.0, 0.0])
    other = candidate(FACTS[0], of="two", number=2, cosines=[0, 0.5])
    assert texts(one, other) == [f"{long[0]} {long[1]}", FACTS[0], long[2]]


@pytest.mark.parametrize(("words", "whole"), [(30, True), (31, False)])
def test_further_quotes_are_shorter(words: int, whole: bool) -> None:
    """Quotes after the first have sixty words at most, where they have more than one sentence."""
    first = candidate(f"{'x ' * 39}end.", f"{'y ' * 39}end.", cosines=[0, 2.0, 2.0])
    second = candidate(f"{'z ' * 29}end.", f"{'u ' * (words - 1)}end.", of="two", number=2, cosines=[0, 1.0, 1.0])
    quotes = texts(first, second)
    assert quotes[0] == " ".join(first.article.text[span.start : span.end] for span in first.passage.sentences)
    together = " ".join(second.article.text[span.start : span.end] for span in second.passage.sentences)
    assert (together in quotes) is whole
    alone = candidate("so " * 69 + "long.", of="two", number=2, cosines=[0, 1.0])
    assert texts(first, alone)[1].startswith("so so")


def test_what_a_quote_repeats() -> None:
    """A passage is not quoted of which a sentence stands in a quote that begins before its window."""
    first = candidate("Ann Lee came with 40 men.", "He left.", cosines=[0, 0.0, 2.0])
    again = candidate("Ann Lee came with 40 men.", of="two", number=2, cosines=[0, 1.0])
    other = candidate(FACTS[0], of="three", number=3, cosines=[0, 0.5])
    long = replace(first, cosines=np.array([0, -9.0, 2.0], np.float32))
    assert texts(long, again, other) == ["Ann Lee came with 40 men. He left.", FACTS[0]]


def test_sentence_before_the_passage() -> None:
    """A quote that points back takes the sentence before its passage, which the finder tells."""
    assert texts(candidate("He left."), previous=Span(0, len(PREFIX) - 1)) == [f"{PREFIX}He left."]


def test_wrong_quote_is_never_given() -> None:
    """A quote that does not stand in its article where it says is refused."""
    with pytest.raises(MisquoteError, match="a quote is not what the article 'one' says; run: quotebot check"):
        scored(candidate("He left."), previous=Span(-40, 3))


def test_nothing_found() -> None:
    """Where nothing is found nothing is read, there is no quote, and nothing is sure."""
    finder, reader, reranker = Found(), ToldReader({}), Constant()
    answerer = Answerer(finder, EVEN, 0.0, reader, reranker)
    assert answerer.score("Who came?") == ScoredAnswer("Who came?", (), None, False, result("Who came?").query)
    assert finder.asked == [("Who came?", 10, None)]
    assert answerer.answer("Who came?") == Answer("Who came?", False, 0.0)
    assert (reader.asked, reranker.read) == ([], 0)


@pytest.mark.parametrize(
    ("least", "question", "answered", "confidence"),
    [
        (0.5, "who came?", True, 0.5),
        (0.51, "who came?", False, 0.5),
        (0.0, "When did Ann Lee come?", False, 0.25),
        (0.0, "Was it Snow that fell?", True, 0.5),
    ],
)
def test_answer(least: float, question: str, answered: bool, confidence: float) -> None:
    """Quotes answer where they are sure enough and speak of who is named; else they are closest, and it is missing."""
    quotes = scored(*ranked(*FACTS), question=question).quotes
    answer = Answerer(Found(*ranked(*FACTS)), EVEN, least).answer(question)
    assert answer == (
        Answer(question, True, confidence, quotes=quotes)
        if answered
        else Answer(question, False, confidence, closest=quotes, missing=ANN_LEE if "Ann Lee" in question else ())
    )


def test_unsure_answer_that_lacks_a_name() -> None:
    """A lacking name makes no answer surer than it is."""
    unsure = Calibration(-5.0, EVEN.weights, 0.25, ())
    answer = Answerer(Found(*ranked(*FACTS)), unsure, 0.0).answer("When did Ann Lee come?")
    assert answer.confidence == pytest.approx(0.0067, abs=0.0001)


class Talk(Found):
    """A finder that gives other scores for the whole of a question within a talk."""

    def __init__(self, alone: Candidate, whole: Candidate) -> None:
        super().__init__(alone)
        self._whole = whole

    def find(self, question: str, limit: int, *, article_boost: ArticleBoost | None = None) -> SearchResult:
        """See Finder."""
        result = super().find(question, limit, article_boost=article_boost)
        return replace(result, candidates=(self._whole,)) if len(self.asked) > 1 else result


BEFORE = Turn("Who closed the bridge?", "one", "own")
BOOST = ArticleBoost("own", "one", 1.4)


def spoken_of(alone: Candidate, whole: Candidate) -> tuple[list[tuple[str, int, ArticleBoost | None]], ScoredAnswer]:
    """What is looked up of a question within a talk, and what comes of it."""
    finder = Talk(alone, whole)
    scored = Answerer(finder, EVEN, 0.0).score("Why did they close it?", BEFORE)
    return finder.asked, scored


def test_quote_of_the_article_that_is_talked_about() -> None:
    """A quote of the article quoted before is weighed by the question with the one before it."""
    alone = candidate("It was old.", collection="own", number=3, cosines=[0.5, 0.5])
    whole = replace(alone, cosines=np.array([0.75, 0.25], np.float32))
    asked, scored = spoken_of(alone, whole)
    both = "Who closed the bridge? Why did they close it?"
    assert asked == [("Why did they close it?", 10, BOOST), (both, 10, BOOST)]
    assert scored.question == both
    assert scored.evidence is not None
    assert (scored.evidence.sentence, scored.evidence.passage) == (0.25, 0.75)


def test_passage_that_the_whole_question_does_not_find() -> None:
    """Where the whole question finds other passages, the quote is weighed by the question alone."""
    alone = candidate("It was old.", collection="own", number=3, cosines=[0.5, 0.5])
    _, scored = spoken_of(alone, replace(alone, number=4, cosines=np.array([0.75, 0.25], np.float32)))
    assert scored.question == "Who closed the bridge? Why did they close it?"
    assert scored.evidence is not None
    assert scored.evidence.passage == 0.5


@pytest.mark.parametrize(("of", "collection"), [("two", "own"), ("one", "")])
def test_quote_of_another_article(of: str, collection: str) -> None:
    """A quote of any other article is weighed by the question alone, and not looked up again."""
    alone = candidate("It was old.", of=of, collection=collection, cosines=[0.5, 0.5])
    asked, scored = spoken_of(alone, alone)
    assert asked == [("Why did they close it?", 10, BOOST)]
    assert scored.question == "Why did they close it?"


class Constant:
    """A reranker that prefers the last texts it reads, and counts how often it reads."""

    fingerprint = "last"

    def __init__(self) -> None:
        self.read = 0

    def score(self, question: str, texts: Sequence[str]) -> Vectors:
        """See Reranker."""
        self.read += 1
        return np.arange(len(texts), dtype=np.float32)


def test_reranker_orders_the_quotes() -> None:
    """Where there is a reranker, it orders the quotes, and its score is part of what speaks for them."""
    answerer = Answerer(Found(*ranked(*FACTS[:3])), EVEN, 0.0, reranker=Constant())
    scored = answerer.score("so")
    assert [quote.text for quote in scored.quotes] == list(reversed(FACTS[:3]))
    assert scored.evidence is not None
    assert scored.evidence.reranker == 2.0
    talked = Answerer(Found(candidate("It was old.", collection="own")), EVEN, 0.0, reranker=Constant())
    again = talked.score("Why did they close it?", BEFORE)
    assert again.evidence is not None
    assert again.evidence.reranker == 0.0


READ = Calibration(0.0, {"answer": 1.0, "span": 0.0}, 0.25, (), QuoteCalibration(0.0, 1.0, 0.0), reader="told")
SURE, UNSURE = 1 / (1 + exp(-4.0)), 1 / (1 + exp(9.0))


def test_reader_chooses_the_quotes() -> None:
    """Where there is a reader what it says orders the quotes, speaks for the first, and is told of each."""
    answerer = Answerer(Found(*ranked(*FACTS[:3])), READ, 0.0, ToldReader({FACTS[2]: 4.0}))
    scored = answerer.score("so")
    assert [quote.text for quote in scored.quotes] == [FACTS[2], FACTS[0], FACTS[1]]
    assert [quote.reader for quote in scored.quotes] == pytest.approx([SURE, UNSURE, UNSURE])
    assert scored.evidence is not None
    assert (scored.evidence.answer, scored.evidence.span) == (4.0, 4.0)
    assert answerer.answer("so").confidence == pytest.approx(SURE)


def test_quotes_that_do_not_answer_are_not_shown() -> None:
    """An answer shows the first quote and those that answer; a refusal shows all of the closest."""
    found, reader = Found(*ranked(*FACTS[:3])), ToldReader({FACTS[0]: 5.0, FACTS[2]: 4.0})
    answer = Answerer(found, READ, 0.5, reader).answer("so")
    assert [quote.text for quote in answer.quotes] == [FACTS[0], FACTS[2]]
    refusal = Answerer(found, READ, 1.0, reader).answer("so")
    assert [quote.text for quote in refusal.closest] == [FACTS[0], FACTS[2], FACTS[1]]


def test_reader_of_a_confidence_that_knows_none() -> None:
    """Under a confidence without a reader it orders the quotes, and none is told to answer, so all are shown."""
    answerer = Answerer(Found(*ranked(*FACTS[:3])), EVEN, 0.0, ToldReader({FACTS[2]: 4.0}))
    answer = answerer.answer("so")
    assert [(quote.text, quote.reader) for quote in answer.quotes] == [
        (FACTS[2], None),
        (FACTS[0], None),
        (FACTS[1], None),
    ]


def test_reader_of_a_follow_up() -> None:
    """The reader reads for the question alone, and what it says counts for the whole of it too."""
    alone = candidate("It was old.", collection="own", number=3, cosines=[0.5, 0.5])
    whole = replace(alone, cosines=np.array([0.75, 0.25], np.float32))
    reader = ToldReader({"It was old.": 4.0})
    scored = Answerer(Talk(alone, whole), READ, 0.0, reader).score("Why did they close it?", BEFORE)
    assert reader.asked == [("Why did they close it?", ["News. It was old."])]
    assert scored.evidence is not None
    assert (scored.evidence.passage, scored.evidence.answer) == (0.75, 4.0)


def test_follow_up_that_the_reader_did_not_read() -> None:
    """A quote of the article that is talked about need not be read: it counts as the worst that was."""
    weights = load_weights()
    first = structs.replace(weights, sentences=structs.replace(weights.sentences, read=1))
    read = candidate("Wolves.", of="two", number=2, cosines=[0, 1.0])
    talked = candidate("It was old.", "It was narrow.", "It was iron.", collection="own", cosines=[0, 0.9, 0.9, 0.9])
    finder = Found(read, talked)
    answerer = Answerer(finder, READ, 0.0, ToldReader({}), weights=first)
    scored = answerer.score("Why did they close it?", BEFORE)
    assert [asked for asked, *_ in finder.asked] == [
        "Why did they close it?",
        "Who closed the bridge? Why did they close it?",
    ]
    assert scored.quotes[0].source.id == "one"
    assert scored.evidence is not None
    assert scored.evidence.answer == -9.0


@pytest.mark.parametrize(
    ("reader", "within"),
    [
        (None, ["sentences", "after sentences"]),
        (ToldReader({}), ["sentences", "reader", "after reader", "after sentences"]),
    ],
)
def test_stages_are_told(reader: PassageReader | None, within: list[str]) -> None:
    """Searching and quoting are told as stages, weighing the sentences within the latter, and reading within that."""
    stages = list[str]()

    @contextmanager
    def on_stage(name: str) -> Iterator[None]:
        stages.append(name)
        yield
        stages.append(f"after {name}")

    Answerer(Found(*ranked(*FACTS)), EVEN, 0.0, reader, on_stage=on_stage).score("so")
    assert stages == ["search", "after search", "quotes", *within, "after quotes"]


def test_answer_goes_on_from_the_question_before() -> None:
    """What was asked before reaches the search: the article that was talked about has a head start."""
    finder = Found(*ranked(*FACTS[:1]))
    Answerer(finder, EVEN, 0.0).answer("How old is it?", Turn("Who built the bridge?", "a"))
    assert finder.asked[0] == ("How old is it?", 10, ArticleBoost("", "a", 1.4))


def test_query_is_kept_with_the_quotes() -> None:
    """The scored answer has the question as it was looked for, with quotes and without."""
    assert scored(*ranked(*FACTS[:1]), question="Who came?").query.text == "Who came?"
    assert scored(question="Who came?").query.text == "Who came?"


def test_another_town_neither_tells_the_same_nor_disagrees() -> None:
    """Who says it of something else that the question does not name stands behind, and is never named with it."""
    line = "The population was {} at the census of the year."
    towns = [
        candidate(line.format(number), of=town, number=rank, title=f"Life in {town}", cosines=[0, 1 - rank / 10])
        for rank, (town, number) in enumerate((("Corvale", "2750"), ("Dunsey", "417"), ("Brinley", "2750")))
    ]
    birds = candidate("Wolves were seen.", of="birds", number=9, cosines=[0, 0.75])
    quotes = scored(*towns, birds, question="What was the population of Corvale?").quotes
    assert [told(quote) for quote in quotes] == [("Corvale", ""), ("Dunsey", ""), ("birds", "")]
    undecided = scored(*towns[:2], birds, question="what was the population?").quotes
    assert [quote.source.id for quote in undecided] == ["Corvale", "Dunsey", "birds"]
