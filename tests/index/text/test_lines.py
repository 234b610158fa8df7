"""The lines of an article's body stand where they are said to."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.records import Article, Source, Span
from index.text.lines import body_lines, strip

texts = st.text(st.sampled_from("aé😀 .\t\r\n\x0b\x1c\x85\u00a0\u2028"), max_size=40)


def lines(text: str, body: int = 0) -> list[str]:
    """Give the text of each body line."""
    return [text[line.start : line.end] for line in body_lines(Article(Source("1", "T"), text, body))]


def test_lines_without_white_space() -> None:
    """Lines end at any of the three line breaks, lose the white space around them, and blank ones are left out."""
    assert lines("one\r\n \ttwo \rthree\n\n   \n\u00a0four") == ["one", "two", "three", "four"]


def test_lines_begin_at_the_body() -> None:
    """What stands before the body is no line, and offsets count from the start of the text."""
    article = Article(Source("1", "T"), "Title\n\nFirst.\n Last.", body=7)
    assert body_lines(article) == (Span(7, 13), Span(15, 20))


def test_no_lines() -> None:
    """A body without any letter or mark has no lines."""
    assert lines(" \r\n\t\n") == lines("Title", body=5) == []


@given(texts, st.integers(min_value=0, max_value=10))
def test_lines_are_those_of_the_body(text: str, body: int) -> None:
    """The lines are the stripped, non-blank lines of the body, in order and apart."""
    spans = body_lines(Article(Source("1", "T"), text, body))
    expected = [line.strip() for line in text[body:].replace("\r", "\n").split("\n") if line.strip()]
    assert [text[span.start : span.end] for span in spans] == expected
    assert all(a.end < b.start for a, b in pairwise(spans))
    assert all(span.start >= body for span in spans)


@given(texts, texts, texts)
def test_strip_is_that_of_strings(before: str, inner: str, after: str) -> None:
    """A stripped span holds the stripped text and lies within the span."""
    span = Span(len(before), len(before + inner))
    stripped = strip(before + inner + after, span)
    assert (before + inner + after)[stripped.start : stripped.end] == inner.strip()
    assert span.start <= stripped.start <= stripped.end <= span.end
