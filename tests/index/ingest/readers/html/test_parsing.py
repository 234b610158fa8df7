"""A page is taken apart as a browser has it."""

import pytest

from index.ingest.readers.html.page import read_page
from index.ingest.readers.html.parsing import parse_html, said


@pytest.mark.parametrize(
    ("markup", "head", "body"),
    [
        ("<title>x</title><main><p>A.</p></main>tail", "x", "A.tail"),
        ("<title>x</title><article><p>A.</p></article><style>b</style><p>C.", "x", "A.bC."),
        ("<title>x</title><p>A<main>B</main>", "x", "AB"),
        ("<head><title>x</title><nav>N</nav></head><body>A <main>B</main></body>", "x", "NA B"),
        ("<meta charset=utf-8><title>x</title><link rel=icon href=a>A", "x", "A"),
    ],
)
def test_a_body_that_is_not_marked(markup: str, head: str, body: str) -> None:
    """What stands behind the last element of a head is of the body, marked as one or not."""
    assert [said(part) for part in parse_html(markup).iter("head", "body")] == [head, body]


def test_a_page_without_a_mark_of_its_body() -> None:
    """A page whose author left out what HTML lets be left out is read whole."""
    document = read_page("<!doctype html><title>Tides</title><main><h1>Tides</h1><p>The tide turns at noon.</p></main>")
    assert [block.text for block in document.blocks] == ["Tides", "The tide turns at noon."]
