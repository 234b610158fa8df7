"""Directives made of the text of a page, held against a browser's search for them."""

from dataclasses import replace
from itertools import pairwise, product
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service.page_directives import page_directives
from bot.service.text_fragments import LIMIT, link_to_quote
from index.records import EDGE, GAP, HIDDEN, Article, PagePiece, PageText, Piece, Reading, Source, Span
from tests.bot.service.browser import Browser

URL = "https://news.example/ferry"
WORDS = st.sampled_from("the The old òld bridge bridge, “so” it's 1 1½ a ferry. well-known I fähre, II".split())  # noqa: SIM905
BETWEEN = st.sampled_from([" ", " ", " ", " ", f" {EDGE}", f"{EDGE} ", EDGE, f"{GAP} ", "\n", f"\n{EDGE}"])


def clean(text: str) -> str:
    """Take the marks out of the text of a page."""
    return text.replace(EDGE, "").replace(GAP, "")


def reading_of(page: str, *spans: Span) -> Reading:
    """A reading that has some stretches of the text of a page, or all of it."""
    text, plain, pieces = clean(page), "", list[PagePiece]()
    for start, end in spans or (Span(0, len(text)),):
        pieces.append(PagePiece(len(plain), start, end - start))
        plain += text[start:end]
    return Reading(plain, (Piece(0, 0, len(plain)),), (), page=PageText(page, tuple(pieces)))


def named(page: str, quote: str, occurrence: int = 0, room: int = LIMIT) -> list[str]:
    """What the directives name of a quote that is one of the places where some words stand."""
    reading, start = reading_of(page), -1
    for _ in range(occurrence + 1):
        start = reading.plain.index(quote, start + 1)
    return [unquote(one) for one in page_directives(reading, Span(start, start + len(quote)), room)]


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[Span], Span]:
    """Draw the text of a page, the stretches of it that an article has, and a stretch of that."""
    words = draw(st.lists(WORDS, min_size=1, max_size=40))
    page = "".join(word + draw(BETWEEN) for word in words)
    text = clean(page)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=4)))
    bounds = [0, *cuts, len(text)]
    spans = [Span(*pair) for number, pair in enumerate(pairwise(bounds)) if number % 2 == 0]
    length = sum(span.end - span.start for span in spans)
    start, end = sorted((draw(st.integers(0, length)), draw(st.integers(0, length))))
    return page, spans, Span(start, end)


@given(pages())
def test_nothing_but_the_quote_is_found(drawn: tuple[str, list[Span], Span]) -> None:
    """Whatever parts a page, no directive may light up more than the quote, and the first is found if it can be."""
    page, spans, quote = drawn
    reading = reading_of(page, *[span for span in spans if span.start < span.end] or [Span(0, 0)])
    assert reading.page is not None
    on_page = [
        offset - piece.plain_start + piece.page_start
        for piece in reading.page.pieces
        for offset in range(max(quote.start, piece.plain_start), min(quote.end, piece.plain_start + piece.length))
    ]
    directives = page_directives(reading, quote, LIMIT)
    assert sum(map(len, directives)) <= LIMIT
    for edges_part, gaps_part in product((False, True), repeat=2):
        for number, directive in enumerate(directives):
            found = Browser(page, edges_part, gaps_part).found(directive)
            if found is not None:
                assert found.start in on_page
                assert found.end - 1 in on_page
            else:
                assert edges_part or number > 0


def test_a_short_quote_is_named_whole() -> None:
    """A short quote within one run of text must be named as it is."""
    assert named("Home\nThe old pier was shut.\nFoot", "The old pier was shut.") == ["The old pier was shut."]


def test_words_found_above_are_told_apart() -> None:
    """Where the page has the words above, as a browser compares them, those in front or behind must be named too."""
    page = "The Résumé is long.\nIt rained.\nThe resume is long.\nNobody read it."
    assert named(page, "The resume is long.")[0] == "It rained.-,The resume is long."
    assert named("One.\nAs so.\nTwo.\nOne.\nAs so.\nSix.", "As so.", 1)[0] == "As so.,-Six."


def test_ends_lie_within_one_run_of_text() -> None:
    """A range must leave inside what an element, a picture or the end of a cell parts."""
    page = f"Ask {EDGE}the office{EDGE} of the harbour, {GAP} or wait for the ferry there.\n300\nSeconds to wait."
    assert named(page, "of the harbour,  or wait for the ferry there.\n300\nSeconds to wait.")[0] == (
        "of the harbour,,Seconds to wait."
    )
    assert (
        named(page, "of the harbour,  or wait for the ferry there.")[0] == "of the harbour,,wait for the ferry there."
    )


def test_what_the_page_hides_gets_no_fragment() -> None:
    """A quote of which the page hides a part must be linked to the page alone."""
    reading = Reading(
        "Seen. Not seen.",
        (Piece(0, 0, 15),),
        (),
        page=PageText(f"Seen. {EDGE}\n", (PagePiece(0, 0, 6), PagePiece(6, HIDDEN, 9))),
    )
    article = Article(Source("a", "A", url=f"{URL}#part"), reading.plain, reading=reading)
    assert link_to_quote(article, Span(0, 5)) == f"{URL}#part:~:text=Seen."
    assert link_to_quote(article, Span(0, 15)) == f"{URL}#part"
    assert link_to_quote(article, Span(6, 15)) == f"{URL}#part"


def test_a_word_with_a_drop_cap_is_left_out() -> None:
    """Where the first letter stands apart, what is named must begin behind its word."""
    page = "O\nnce upon a time there was a ferry that nobody wanted to buy.\n"
    reading = replace(reading_of(page), plain="Once upon a time there was a ferry that nobody wanted to buy.")
    assert reading.page is not None
    reading = replace(reading, page=PageText(page, (PagePiece(1, 2, len(reading.plain) - 1),)))
    first = page_directives(reading, Span(0, len(reading.plain)), LIMIT)[0]
    assert unquote(first) == "upon a time there was,that nobody wanted to buy."


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        (
            "灯台の番人は毎晩三度も螺旋階段を上がった。冬になると島の子供たちがその仕事を手伝った、礼に菓子をもらっていた。",
            "灯台の番人は毎晩三度も螺旋階段を上がった,礼に菓子をもらっていた。",
        ),
        ("เรือออกทุกเช้า และรับจักรยานด้วย", "เรือออกทุกเช้า และรับจักรยานด้วย"),
    ],
)
def test_scripts_without_spaces(sentence: str, first: str) -> None:
    """Where words have no blanks between them, clauses must be named, and all of it fit into an address."""
    assert named(f"{sentence}\n", sentence)[0] == first


def test_room_in_the_address() -> None:
    """What is named must get shorter with the room that an address has, and be nothing in the end."""
    page = "Whoever waited on the quay this morning saw the old ferry leave under a new flag.\n"
    quote = page.strip()
    assert named(page, quote, room=120)[0] == "Whoever waited on the quay,leave under a new flag."
    assert named(page, quote, room=50) == ["waited on the quay this,morning saw"]
    assert named(page, quote, room=10) == []
