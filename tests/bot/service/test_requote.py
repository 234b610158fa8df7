"""A quote is found again in its article, or known to be gone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service.records import SentQuote
from bot.service.requote import locate
from index.records import Article, Source, Span

TEXT = "It rained. Nobody came. It rained. All went home."


def article(text: str) -> Article:
    """An article with this text."""
    return Article(Source("a", "A"), text)


def quote(start: int, end: int, text: str = TEXT) -> SentQuote:
    """What was quoted of a text."""
    return SentQuote("", "a", start, end, text[start:end], ())


@pytest.mark.parametrize(
    ("now", "span"),
    [
        (TEXT, Span(24, 34)),  # the second of two places that say the same
        (f"News. {TEXT}", Span(6, 16)),  # the first that there is
        (TEXT[11:], Span(13, 23)),
        (TEXT.replace("rained", "snowed"), None),
        ("It  rained.", None),
        ("it rained.", None),
        ("", None),
    ],
)
def test_quotes_are_located(now: str, span: Span | None) -> None:
    """A quote is found where it stood, else wherever the article now holds it word for word."""
    assert locate(quote(24, 34), article(now)) == span


@given(st.text(), st.text(min_size=1), st.text(), st.text(), st.integers(0, 50))
def test_what_is_located_says_the_same(before: str, text: str, after: str, now: str, start: int) -> None:
    """What is located is the quote word for word, and it is found wherever it stands."""
    made = SentQuote("", "a", start, start + len(text), text, ())
    for changed in (before + text + after, now):
        span = locate(made, article(changed))
        assert (span is not None) == (text in changed)
        assert span is None or changed[span.start : span.end] == text
    placed = replace(made, start=len(before), end=len(before) + len(text))
    assert locate(placed, article(before + text + after)) == Span(placed.start, placed.end)
