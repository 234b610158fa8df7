"""Excerpts are shown within a limit, whole items, rows and lines of code at a time, and say what is left out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord.ui.blocks import wide_tables
from bot.discord.ui.excerpts import fitted
from bot.discord.ui.layouts import page_body
from bot.discord.ui.pagination import pages
from bot.service.excerpts import part_of_article
from bot.service.messages import Messages, messages
from index.records import Article, Excerpt, Reading, Source, Span
from tests.bot.blocks import article_of, code, excerpt_of, items, paragraph, table
from tests.bot.discord.markdown import render
from tests.bot.discord.ui.test_blocks import excerpts, signs

ENGLISH, SPANISH = messages("en"), messages("es")
STEPS = [f"{number}. Step {number} of the thirty." for number in range(1, 31)]


@settings(max_examples=200)
@given(excerpts(), st.integers(120, 400), st.integers(0, 3), st.integers(0, 3))
def test_what_is_fitted_fits(excerpt: Excerpt, limit: int, before: int, after: int) -> None:
    """An excerpt must be shown in the limit, whole where that is possible, with nothing in it but its beginning."""
    counted = Excerpt(excerpt.text, excerpt.blocks, excerpt.bold, before, after)
    written = fitted(counted, limit, ENGLISH)
    assert len(written) <= limit
    seen = render("\n".join(line for line in written.split("\n") if not line.startswith("-# … "))).text
    begun = signs(seen).rstrip("…")
    assert signs(excerpt.text).startswith(begun)
    assert begun == signs(excerpt.text) or "…" in written
    assert written.count("```") % 2 == 0


@pytest.mark.parametrize(
    ("translate", "before", "after"),
    [(ENGLISH, "-# … 2 steps before", "-# … 25 more steps"), (SPANISH, "-# … 2 pasos antes", "-# … 25 pasos más")],
)
def test_steps_that_are_left_out_are_counted(translate: Messages, before: str, after: str) -> None:
    """Of a long list whole items must be shown, and those counted that are not, whether cut here or before."""
    excerpt = excerpt_of(*items(*STEPS[2:]), before=2, after=3)
    lines = fitted(excerpt, 220, translate).split("\n")
    assert lines == [before, *(f"> {step}" for step in STEPS[2:8]), after]


@pytest.mark.parametrize(("count", "line"), [(1, "-# … one more item"), (4, "-# … 4 more items")])
def test_items_are_called_so(count: int, line: str) -> None:
    """Items without a number are no steps."""
    assert fitted(excerpt_of(*items("- a", "- b"), after=count), 300, ENGLISH) == f"> - a\n> - b\n{line}"


def test_nested_items_are_not_counted() -> None:
    """Only items of the list itself count; where one is shown in part, an ellipsis must say so."""
    parts = items("1. Open it:", *[f"  - Screw {number} of the long row." for number in range(9)], "2. Look.")
    assert fitted(excerpt_of(*parts), 100, ENGLISH) == (
        "> 1. Open it:\n>    - Screw 0 of the long row.\n>    - Screw 1 of the long row.\n-# … one more step"
    )
    assert fitted(excerpt_of(*parts[:-1]), 110, ENGLISH) == (
        "> 1. Open it:\n>    - Screw 0 of the long row.\n>    - Screw 1 of the long row.\n> …"
    )


def test_code_is_cut_at_the_end_of_a_line() -> None:
    """Code that is too long must be cut behind a line, and its block be closed."""
    lines = [f"line {number}" for number in range(100)]
    written = fitted(excerpt_of(paragraph("Run:"), code("\n".join(lines), "sh")), 53, ENGLISH)
    assert written == "> Run:\n```sh\n" + "\n".join(lines[:5]) + "\n…\n```"


def test_tables_are_cut_at_the_end_of_a_row() -> None:
    """Of a table that is too long whole rows must be shown under its header."""
    rows = [("Hut", "Beds"), *((f"Hut {number}", "12") for number in range(100))]
    written = fitted(excerpt_of(*table(*rows)), 70, ENGLISH)
    assert written == "```\nHut    Beds\n─────  ────\nHut 0  12\nHut 1  12\nHut 2  12\n```\n> …"


def test_a_paragraph_is_cut_behind_a_word() -> None:
    """What is left of prose must end with a whole word."""
    excerpt = excerpt_of(paragraph("One two three. " * 30), bold=["three."])
    assert fitted(excerpt, 40, ENGLISH) == "> One two **three.** One two three. One…"


@settings(max_examples=100)
@given(excerpts())
def test_pages_show_what_an_article_says(excerpt: Excerpt) -> None:
    """The pages of an article must fit with all of it in bold, and show together what it says."""
    article = Article(Source("a", "A"), excerpt.text, reading=Reading(excerpt.text, (), excerpt.blocks))
    wide = wide_tables(article)
    spans = pages(article.plain, 150, lambda span: len(page_body(article, span, [span], wide)))
    for span in spans:
        seen = render(page_body(article, span, excerpt.bold, wide))
        assert signs(seen.text) == signs(part_of_article(article, span).text)
        assert len(page_body(article, span, [span], wide)) <= 150 or span.end - span.start == 1
    assert (spans[0].start, spans[-1].end) == (0, len(article.plain))


def test_the_rows_of_a_page_stand_under_their_header() -> None:
    """A page that begins amid a table must have its header again, and one that begins with it not twice."""
    article = article_of(Source("a", "A"), paragraph("Huts."), *table(("Hut", "Beds"), ("One", "1"), ("Two", "2")))
    two = article.plain.index("Two")
    assert page_body(article, Span(two, two + 5), [], frozenset()) == "```\nHut  Beds\n───  ────\nTwo  2\n```"
    hut = article.plain.index("Hut\t")
    assert page_body(article, Span(hut, hut + 14), [], frozenset()) == "```\nHut  Beds\n───  ────\nOne  1\n```"


def test_a_page_goes_on_within_a_block() -> None:
    """A page that begins amid an item must show the rest as it stands, and amid code as code."""
    article = article_of(Source("a", "A"), *items("1. One two three.", "2. Four."), code("a = 1\nb = 2", "py"))
    three, b = article.plain.index("three"), article.plain.index("b =")
    assert page_body(article, Span(three, b), [], frozenset()) == "> three.\n> 2. Four.\n```py\na = 1\n```"
    assert page_body(article, Span(b, b + 5), [], frozenset()) == "```py\nb = 2\n```"
