"""What somebody writes as an answer becomes an article that says just that."""

from datetime import date

import pytest

from bot.service.written_answers import is_written, new_key, whole_quote, written_answer
from index.records import Source, Span

DAY = date(2025, 3, 1)


def test_an_answer() -> None:
    """Its title is the question, its text the answer, and all of that is quoted; markup and mentions are read."""
    article = written_answer("written-1", "How tall?", "It is **48** metres.\n\nAsk <@12>.", "Gamma", DAY)
    assert article is not None
    assert article.source == Source("written-1", "How tall?", publisher="Gamma", published_at="2025-03-01")
    assert article.text == "It is 48 metres.\n\nAsk @somebody."
    quote = whole_quote(article)
    assert (quote.text, quote.span, quote.highlights) == (article.text, Span(0, len(article.text)), ())


def test_address_and_author() -> None:
    """Its address and its author are those that are given."""
    article = written_answer("written-1", "How tall?", "Tall.", "Gamma", DAY, "https://a.example/", "Mona")
    assert article is not None
    assert (article.source.url, article.source.author) == ("https://a.example/", "Mona")


@pytest.mark.parametrize("text", ["", " \n ", "<:smile:123>", "\u200b"])
def test_an_answer_that_says_nothing(text: str) -> None:
    """What says nothing in words is no article."""
    assert written_answer("written-1", "How tall?", text, "Gamma", DAY) is None


def test_ids() -> None:
    """New ids differ, and tell answers from other articles."""
    keys = {new_key() for _ in range(50)}
    assert len(keys) == 50
    assert all(is_written(Source(key, "")) for key in keys)
    assert not any(
        is_written(Source(key, "")) for key in ("", "written-1", "message-12345678901", "written-a b4567890x")
    )
