"""The JSON forms hold exactly the keys and values that other programs rely on."""

from dataclasses import replace

import msgspec

from bot.service.payload import answer_payload, search_payload
from index.records import Answer, Excerpt, Locator, Missing, PassageHit, Quote, Source, Span

SOURCE = Source("a1", "Oil", "The Paper", "Ann", "2024-05-01", "https://paper.example/oil", "/news/a1.txt")
BARE = Source("a2", "Oil again")
QUOTE = Quote("It rose. It fell.", Span(10, 27), (Span(19, 27),), 0.75, SOURCE, (BARE,))

SOURCE_FORM = {
    "id": "a1",
    "title": "Oil",
    "publisher": "The Paper",
    "author": "Ann",
    "published_at": "2024-05-01",
    "url": "https://paper.example/oil",
    "path": "/news/a1.txt",
}
BARE_FORM = {
    "id": "a2",
    "title": "Oil again",
    "publisher": None,
    "author": None,
    "published_at": None,
    "url": None,
    "path": None,
}
QUOTE_FORM = {
    "text": "It rose. It fell.",
    "plain": "It rose. It fell.",
    "start": 10,
    "end": 27,
    "highlights": [[19, 27]],
    "score": 0.75,
    "locator": None,
    "article": SOURCE_FORM,
    "also_in": [BARE_FORM],
    "reader": None,
    "older_version": False,
}


def test_an_answer_holds_its_quotes() -> None:
    """An answer's quotes stand under `quotes`, with `closest` there and empty."""
    assert answer_payload(Answer("What fell?", True, 0.9, quotes=(QUOTE,))) == {
        "question": "What fell?",
        "answered": True,
        "confidence": 0.9,
        "quotes": [QUOTE_FORM],
        "closest": [],
        "missing": [],
        "open": [],
    }


def test_what_an_answer_leaves_open() -> None:
    """The parts of a question that no quote answers stand under `open`, in their order."""
    answer = Answer("Who, when, why?", True, 0.9, quotes=(QUOTE,), open=("when", "why"))
    assert answer_payload(answer)["open"] == ["when", "why"]


def test_a_quote_that_a_model_read() -> None:
    """How probably a quote answers stands under `reader`, where a model read it with the question."""
    form = answer_payload(Answer("?", True, 0.9, quotes=(replace(QUOTE, reader=0.72),)))["quotes"][0]
    assert form == {**QUOTE_FORM, "reader": 0.72}


def test_without_an_answer_the_closest_have_the_same_form() -> None:
    """A question that is not answered has the quotes' form under `closest`, and what it lacks under `missing`."""
    missing = (Missing("figure", "6 strikes", ("5 strikes", "3 strikes")), Missing("articles", "Denmark"))
    assert answer_payload(Answer("Who?", False, 0.1, closest=(QUOTE,), missing=missing)) == {
        "question": "Who?",
        "answered": False,
        "confidence": 0.1,
        "quotes": [],
        "closest": [QUOTE_FORM],
        "missing": [
            {"kind": "figure", "asked": "6 strikes", "told": ["5 strikes", "3 strikes"]},
            {"kind": "articles", "asked": "Denmark", "told": []},
        ],
        "open": [],
    }


def test_a_search_ranks_from_one() -> None:
    """Found passages keep their order and count from 1."""
    passages = [PassageHit("It rose.", Span(10, 18), 0.5, SOURCE), PassageHit("Oil.", Span(0, 4), 0.25, BARE)]
    assert search_payload("oil", passages) == {
        "query": "oil",
        "passages": [
            {
                "rank": 1,
                "text": "It rose.",
                "plain": "It rose.",
                "start": 10,
                "end": 18,
                "score": 0.5,
                "locator": None,
                "article": SOURCE_FORM,
                "older_version": False,
            },
            {
                "rank": 2,
                "text": "Oil.",
                "plain": "Oil.",
                "start": 0,
                "end": 4,
                "score": 0.25,
                "locator": None,
                "article": BARE_FORM,
                "older_version": False,
            },
        ],
    }


def test_what_is_shown_stands_beside_the_text() -> None:
    """A quote or passage has its text as it stands in the article, and beside it as it is shown."""
    shown = Excerpt("It rose.", bold=(Span(3, 7),))
    quote = Quote("It *rose*.", Span(10, 20), (Span(10, 20),), 0.75, SOURCE, excerpt=shown)
    form = answer_payload(Answer("?", True, 0.9, quotes=(quote,)))["quotes"][0]
    assert (form["text"], form["plain"], form["start"], form["end"]) == ("It *rose*.", "It rose.", 10, 20)
    assert form["highlights"] == [[10, 20]]
    [found] = search_payload("?", [PassageHit("It *rose*.", Span(10, 20), 0.5, SOURCE, excerpt=shown)])["passages"]
    assert (found["text"], found["plain"]) == ("It *rose*.", "It rose.")


def test_encoded_it_stays_on_one_line_word_for_word() -> None:
    """Line ends and controls in a quote are escaped by JSON and come back as they were."""
    text = "One.\n\x1b[31mTwo. “Ü”\u2028"
    quote = Quote(text, Span(0, len(text)), (), 1.0, BARE)
    line = msgspec.json.encode(answer_payload(Answer("?", True, 1.0, (quote,))))
    assert b"\n" not in line
    assert b"\x1b" not in line
    assert msgspec.json.decode(line)["quotes"][0]["text"] == text


def test_a_page_is_told() -> None:
    """Where in its document a quote or passage stands is `locator`, with its kind and label."""
    shown = Excerpt("It rose.", locator=Locator("page", "iv", 6))
    quote, hit = replace(QUOTE, excerpt=shown), PassageHit("It rose.", Span(0, 8), 0.5, SOURCE, excerpt=shown)
    form = {"kind": "page", "label": "iv"}
    assert answer_payload(Answer("?", True, 0.9, quotes=(quote,)))["quotes"][0]["locator"] == form
    assert search_payload("?", [hit])["passages"][0]["locator"] == form
