"""What speaks for a quote under a post is gathered from all that was asked for it."""

from math import log
from pathlib import Path

import pytest
from msgspec import json, structs

from index.answering.post_confidence import (
    DEFAULT,
    AskedQuestion,
    PostConfidence,
    PostEvidence,
    load_post_confidence,
    weigh_quotes,
)
from index.errors import QuotebotError
from index.records import Answer, Quote, Source, Span
from index.text.post_questions import PostQuestion, PostQuestions

MILL, POND = Source("mill", "The mill"), Source("pond", "The pond")
EVEN = PostEvidence(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
POST = PostQuestions("question", ())


def quote(source: Source, start: int, end: int, reader: float | None = None) -> Quote:
    """A quote of an article."""
    return Quote("x" * (end - start), Span(start, end), (), 1.0, source, reader=reader)


def asked(text: str, confidence: float, best: Quote | None, has_title: bool = True, **of: float) -> AskedQuestion:
    """A question that was answered, or not where its confidence is below one half."""
    quotes = () if best is None else (best,)
    answered = confidence >= 0.5
    answer = Answer(text, answered, confidence, quotes=quotes if answered else (), closest=() if answered else quotes)
    evidence = {"covered": 0.5, "passage": 0.25, **of}
    return AskedQuestion(PostQuestion(text, has_title), answer, None if best is None else evidence)


def test_quotes_that_overlap_count_together() -> None:
    """Questions whose best quotes have text in common speak for one quote, that of the surest; others for another."""
    weighed = weigh_quotes(
        POST,
        False,
        [
            asked("the wheel", 0.2, quote(MILL, 0, 40, 0.5), passage=0.75),
            asked("the wheel. why so slow?", 0.5, quote(MILL, 30, 60, 0.5), covered=1.0),
            asked("the wheel. is there a pond?", 0.3, quote(POND, 30, 60)),
        ],
    )
    reader = -log(9) / 3  # two even odds, and 1 to 9 for what no reader read
    assert [number for number, _ in weighed] == [1, 2]
    assert structs.astuple(weighed[0][1]) == pytest.approx((-log(4) / 2, 0.7, reader, 0.75, 0.5, log(2), 1, 0, 0, 0))
    assert structs.astuple(weighed[1][1]) == pytest.approx((log(3 / 7), 0.3, reader, 0.5, 0.25, log(2), 0, 0, 0, 0))


def test_sentence_alone_speaks_for_no_quote_of_its_own() -> None:
    """What only a question without the title leads to is left out, but speaks for what the title leads to as well."""
    title, alone = asked("the wheel", 0.1, quote(MILL, 0, 9)), asked("why?", 0.9, quote(POND, 0, 9), has_title=False)
    same = asked("how?", 0.9, quote(MILL, 0, 9), has_title=False)
    assert [number for number, _ in weigh_quotes(POST, True, [title, alone])] == [0]
    (number, evidence), *others = weigh_quotes(POST, True, [title, same])
    assert (number, others) == (1, [])
    assert evidence.share == 1.0


def test_what_the_post_is_counts() -> None:
    """Evidence tells of trouble in the title, of a body that asks, and of a title that was read alone."""
    one = [asked("the wheel broke", 0.5, quote(MILL, 0, 9))]
    of = [
        weigh_quotes(PostQuestions("trouble", (), True, False), True, one),
        weigh_quotes(PostQuestions("question", (), False, True), False, one),
    ]
    told = [(evidence.title_trouble, evidence.body_asks, evidence.title_alone) for ((_, evidence),) in of]
    assert told == [(1.0, 0.0, 1.0), (0.0, 1.0, 0.0)]


def test_what_finds_nothing_takes_no_part() -> None:
    """A question without a quote speaks for none, and of nothing but such there is none."""
    nothing = asked("the wheel", 0.0, None)
    assert weigh_quotes(POST, False, [nothing]) == []
    assert weigh_quotes(POST, False, []) == []
    assert [number for number, _ in weigh_quotes(POST, False, [nothing, asked("b", 0.0, quote(MILL, 0, 9))])] == [1]


def test_probability_is_logistic() -> None:
    """Even odds where nothing speaks for or against a quote, and three to one where a weight says so."""
    weights = dict.fromkeys(PostEvidence.__struct_fields__, 0.0)
    confidence = PostConfidence(0.0, {**weights, "share": log(3)}, 0.75, 0.75)
    assert confidence.probability(EVEN) == 0.5
    assert confidence.probability(structs.replace(EVEN, share=1.0)) == pytest.approx(0.75)
    assert confidence.probability(structs.replace(EVEN, share=-1000.0)) == pytest.approx(0.0)


def test_coefficients_that_ship_are_read(tmp_path: Path) -> None:
    """The file that ships has each field; one that is missing, damaged or of other features is named."""
    shipped = load_post_confidence()
    assert json.decode(DEFAULT.read_bytes()) == json.decode(json.encode(shipped))
    file = tmp_path / "post-confidence.json"
    with pytest.raises(QuotebotError, match=r"post-confidence\.json cannot be used: .*; install quotebot anew"):
        load_post_confidence(file)
    file.write_bytes(json.encode(structs.replace(shipped, least=1.5)))
    with pytest.raises(QuotebotError, match=r"Expected `float` <= 1.0 - at `\$.least`"):
        load_post_confidence(file)
    file.write_bytes(json.encode(structs.replace(shipped, weights={"share": 1.0})))
    with pytest.raises(QuotebotError, match="other features than this version: body_asks, confidence, covered"):
        load_post_confidence(file)
