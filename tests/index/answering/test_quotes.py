"""A quote makes sense alone, within its limits."""

from dataclasses import replace

import pytest

from index.records import Quote, Span
from index.retrieval.candidates import Candidate
from tests.index.answering.candidates import PREFIX, candidate, window
from tests.index.answering.weighted import make_quote

LONG = "word " * 70 + "end."


def quoted(of: Candidate, first: int, last: int, previous: Span | None = None) -> str:
    """The text of the quote of a window, `previous` standing before its passage."""
    asked = list[Candidate]()

    def before(one: Candidate) -> Span | None:
        asked.append(one)
        return previous

    quote = make_quote(window(of, first, last), before)
    assert asked in ([], [of])
    assert quote.text == of.article.text[quote.span.start : quote.span.end]
    return quote.text


@pytest.mark.parametrize(
    ("sentences", "first", "last", "expected"),
    [
        (("Ann came.", "Bo left.", "Cid sat."), 1, 1, "Bo left."),
        (("Ann came.", "He left.", "Cid sat."), 1, 1, "Ann came. He left."),
        (("Ann came.", "He left.", "She sat."), 2, 2, "Ann came. He left. She sat."),
        (("Ann came.", "He left.", "She sat.", "It fell."), 3, 3, "Ann came. He left. She sat. It fell."),
        (("Ann came.", "He left.", "She sat.", "It fell."), 1, 3, "Ann came. He left. She sat. It fell."),
        (("Ann came.", "So he left.", "She sat.", "It fell.", "Then it rained."), 4, 4,
         "So he left. She sat. It fell. Then it rained."),
        (("Ann came.", "He left.", "Cid sat.", "Dom ran.", "Eva hid."), 1, 4, "He left. Cid sat. Dom ran. Eva hid."),
        ((LONG, "He left, and with him all who came in."), 1, 1, f"{LONG} He left, and with him all who came in."),
        ((LONG, "He left, and with him all who came in so."), 1, 1, "He left, and with him all who came in so."),
    ],
)  # fmt: skip
def test_what_points_back_takes_the_sentence_before(
    sentences: tuple[str, ...], first: int, last: int, expected: str
) -> None:
    """A quote that points back begins earlier, so far as four sentences and eighty words allow."""
    assert quoted(candidate(*sentences), first, last) == expected


def test_sentence_before_the_passage() -> None:
    """The first sentence of a passage that points back takes the one before the passage, once."""
    before = Span(0, len(PREFIX) - 1)
    assert quoted(candidate("He left.", "Cid sat."), 0, 0, before) == f"{PREFIX}He left."
    assert quoted(candidate("He left.", "She sat."), 1, 1, before) == f"{PREFIX}He left. She sat."
    assert quoted(candidate("He left.", "Cid sat."), 0, 0, None) == "He left."
    assert quoted(candidate("Ann left.", "Cid sat."), 0, 0, before) == "Ann left."


def test_sentence_before_the_passage_that_points_back_too() -> None:
    """Before the sentence in front of a passage no other is looked for."""
    of = candidate("He left.", "Cid sat.")
    opened = replace(of, article=replace(of.article, text=of.article.text.replace("Before it.", "It opened.")))
    assert quoted(opened, 0, 0, Span(0, len(PREFIX) - 1)) == "It opened. He left."


def test_parts_of_a_quote() -> None:
    """A quote has the highlights, the probability and the source of its window."""
    of = candidate("Ann came.", "He left.", "Cid sat.", published="2025-01-01")
    quote = make_quote(window(of, 1, 2, answering=[2]), lambda _: None)
    start = len(PREFIX)
    assert quote == Quote(
        "Ann came. He left. Cid sat.", Span(start, start + 27), (Span(start + 19, start + 27),), 0.5, of.article.source
    )
