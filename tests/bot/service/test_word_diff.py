"""What changed is told word by word, and what stands in place of a passage is found by its likeness."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service.word_diff import Run, counterpart, word_diff
from index.records import Article, Source, Span

TEXTS = (
    st.lists(
        st.sampled_from(
            ["The", "ferry", "ferry,", "2.4", "at", "seven", "渡し船", "は", "。", "don’t", "-", "(", "\n", "  "]
        )
    ).map(" ".join)
    | st.text()
)


@given(TEXTS, TEXTS)
def test_diff_holds_both_texts(before: str, after: str) -> None:
    """Less what was put in it is the text before, and less what was taken out the text after, white space aside."""
    runs = word_diff(before, after)
    for text, fates in ((before, ("same", "out")), (after, ("same", "in"))):
        assert "".join("".join(run.text for run in runs if run.fate in fates).split()) == "".join(text.split())
    assert all(run.text for run in runs)


@given(TEXTS)
def test_nothing_changed(text: str) -> None:
    """A text that is only broken into other lines has not changed."""
    runs = word_diff(text, "\n".join(text.split()))
    assert [run.fate for run in runs] == ["same"] * bool(text.split())


@pytest.mark.parametrize(
    ("before", "after", "runs"),
    [
        (
            "The ferry leaves at seven today.",
            "The ferry leaves at\neight today.",
            [("same", "The ferry leaves at "), ("out", "seven "), ("in", "eight "), ("same", "today.")],
        ),
        (
            "It costs 2.4 million.",
            "It costs 2.5 million.",
            [("same", "It costs "), ("out", "2.4 "), ("in", "2.5 "), ("same", "million.")],
        ),
        ("Don't wait.", "Wait.", [("out", "Don't wait"), ("in", "Wait"), ("same", ".")]),
        (
            "船は七時に出る。",
            "船は八時に出る。",
            [("same", "船は"), ("out", "七"), ("in", "八"), ("same", "時に出る。")],
        ),
        ("", "New.", [("in", "New.")]),
    ],
)
def test_words_are_told_apart(before: str, after: str, runs: list[tuple[str, str]]) -> None:
    """Words and numbers are whole, of scripts without spaces each character is one."""
    assert word_diff(before, after) == [Run(*run) for run in runs]  # type: ignore[arg-type]


def article(text: str) -> Article:
    """An article with this text."""
    return Article(Source("a", "A"), text)


FERRY = "The ferry leaves at seven in the evening. Nobody is taken aboard after that."
BEFORE, BEHIND = "The harbour was built in 1901.", "Bicycles travel free of charge."


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (f"{BEFORE} {FERRY.replace('seven', 'eight')} {BEHIND}", FERRY.replace("seven", "eight")),
        (
            f"{BEFORE}\n\nIn summer, the ferry leaves at nine in the evening, in winter at six.\n\n{BEHIND}",
            "In summer, the ferry leaves at nine in the evening, in winter at six.",
        ),
        (f"{BEFORE}\n\n{FERRY[:41]}\n\n{BEHIND}", FERRY[:41]),
        (f"{BEFORE} {BEHIND}", None),
        ("", None),
        ("...", None),
    ],
)
def test_counterpart(now: str, found: str | None) -> None:
    """Whole sentences are found that say nearly the same, and nothing where none do."""
    span = counterpart(FERRY, article(now))
    assert (span and now[span.start : span.end]) == found


def test_title_is_no_counterpart() -> None:
    """The title of an article stands in place of nothing that was quoted."""
    now = article(f"The ferry leaves at seven in the evening.\n\n{BEFORE}")
    assert counterpart(FERRY, now) == Span(0, 41)
    assert counterpart(FERRY, replace(now, body=43)) is None


def test_counterpart_among_much() -> None:
    """The one sentence that is alike is found in a book."""
    pages = " ".join(f"Line {number} runs every {number + 3} minutes from pier {number % 7}." for number in range(5000))
    now = f"{pages} {FERRY.replace('seven', 'ten')} {pages}"
    span = counterpart(FERRY, article(now))
    assert span == Span(len(pages) + 1, len(pages) + 1 + len(FERRY) - 2)


@given(TEXTS, TEXTS)
def test_counterpart_is_of_the_article(said: str, now: str) -> None:
    """What is found is a stretch of the text, whatever both hold."""
    span = counterpart(said, article(now))
    assert span is None or now[span.start : span.end].strip()
