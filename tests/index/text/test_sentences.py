"""Sentences are exact stretches of their paragraph, none longer than a quote may be."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Span
from index.text.scripts import UNSPACED
from index.text.sentences import LONGEST, count_words, cut, split_sentences

words = [
    "word",
    "The U.S.",
    "Mr. Ito",
    "é",
    "e\u0301",
    "😀",
    "1990",
    "“Yes,”",
    "(No)",
    "end.",
    "Why?",
    "Ha!",
    "a;",
    "b,",
]
marks = [
    "灯会由镇上的",
    "木匠、",
    "「はい。」と",
    "—",
    "***",
    "...",
    "“",
    "。",
    " ",
    "\n",
    "\r\n",
    "\u00a0",
    "\u2028",
    "\x85",
    "\x1c",
]
pieces = st.sampled_from([*words, *marks, "x" * 4100, "one " * 100])
paragraphs = st.builds(str.join, st.sampled_from([" ", ""]), st.lists(pieces, max_size=30)) | st.text(max_size=60)


def sentences(text: str) -> list[str]:
    """Give the text of each sentence."""
    return [text[span.start : span.end] for span in split_sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "expected",
    [
        ["He moved to the U.S. in 1990.", "She stayed."],
        ["He lives in the U.S.", "He works."],
        ["Mr. Smith paid $3.50 for it.", "Why?", "Nobody knew!"],
        ["😀 Zoë came.", "“It’s late,” she said.", "Then she left."],
    ],
)
def test_sentences(expected: list[str]) -> None:
    """A sentence ends at its mark and not at an abbreviation or a number."""
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("es", ["La Sra. Gómez llegó el lunes.", "¿Por qué vino?", "Nadie lo sabe."]),
        ("de", ["Er wohnt z.B. in Bonn.", "Warum?"]),
        ("xx", ["One came.", "Two went."]),
    ],
)
def test_sentences_of_a_language(language: str, expected: list[str]) -> None:
    """Abbreviations are those of the language; one that is not known is split like English."""
    text = " ".join(expected)
    found = split_sentences(text, Span(0, len(text)), language)
    assert [text[span.start : span.end] for span in found] == expected


def test_wrapped_sentence_is_kept_as_it_stands() -> None:
    """A line break within a sentence neither ends it nor is changed."""
    assert sentences("The river rose\r\novernight. It\nfell.") == ["The river rose\r\novernight.", "It\nfell."]


def test_only_the_paragraph_is_split() -> None:
    """Offsets count from the start of the text, and nothing outside the paragraph is in a sentence."""
    text = "😀 Title.\n\n  One came. Two went.  \n\nThree."
    assert split_sentences(text, Span(10, 33)) == [Span(12, 21), Span(22, 31)]


def test_what_says_nothing_is_left_out() -> None:
    """Marks without a letter or digit are no sentence."""
    assert sentences("* * *") == sentences("—") == sentences("") == []


def test_long_sentence_is_cut_at_its_clauses() -> None:
    """A sentence of too many words is cut after a semicolon rather than a comma, and in between where there is none."""
    clauses = ["one " * 49 + "two;", "three " * 9 + "four,", "five " * 49 + "six."]
    assert sentences(" ".join(clauses)) == [clauses[0], " ".join(clauses[1:])]
    assert sentences("word " * 160 + "end.") == ["word " * 79 + "word", "word " * 79 + "word", "end."]


def test_longest_sentence_is_whole() -> None:
    """A sentence of exactly as many words as a quote may have is not cut."""
    longest = "one, " * (LONGEST - 1) + "two."
    assert sentences(longest) == [longest]


def test_flood_of_opening_quotes() -> None:
    """Twenty thousand opening quotes are passed over, and what stands behind them is found."""
    assert sentences("“" * 20_000 + " It rained.")[-1].endswith("It rained.")
    assert sentences("“" * 20_000) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("U.S. law", 2),
        (" a\u00a0b\r\n— c ", 4),
        ("灯会由镇上的木匠行会出钱。", 6),
        ("茶、1742年", 3),
        ("コーヒーを飲む。", 4),
        ("สะพานสร้างเสร็จ", 3),
        ("다리를 지었다.", 2),
    ],
)
def test_count_words(text: str, words: int) -> None:
    """White space separates words, whatever they are made of; where none does, two characters or so are one."""
    assert count_words(text) == words


@given(st.text() | st.text("ab.\t\n\x1c\x1f\x85\xa0\u2028\u3000\u200b"))
def test_white_space_parts_words(text: str) -> None:
    """Where spaces part words, whatever white space these are, there are as many as stretches without any."""
    spaced = re.sub(f"[{UNSPACED}]", "", text)
    assert count_words(spaced) == len(re.findall(r"\S+", spaced))


@pytest.mark.parametrize(("language", "mark"), [("zh", "。"), ("ja", "。"), ("en", "。"), ("zh", "！"), ("ja", "？")])
def test_sentences_without_spaces(language: str, mark: str) -> None:
    """Sentences of Chinese and Japanese end at their own marks, in whichever language they stand."""
    text = f"每年五月，村民在桥上举行灯会{mark}灯会由镇上的木匠行会出钱{mark}"
    found = split_sentences(text, Span(0, len(text)), language)
    assert [text[span.start : span.end] for span in found] == [f"{part}{mark}" for part in text.split(mark)[:2]]


def test_long_sentence_without_spaces_is_cut_at_its_clauses() -> None:
    """A sentence of too many characters is cut behind a comma of its script."""
    clauses = ["灯会" * 45 + "，", "木匠" * 45 + "，", "行会" * 20 + "。"]
    assert sentences("".join(clauses)) == [clauses[0], "".join(clauses[1:])]


@pytest.mark.parametrize("space", "\u2028\u2029\u00a0\u3000\x85\u2003")
def test_wide_spaces(space: str) -> None:
    """A space of any kind may stand behind an abbreviation."""
    for text in (f"{space}A.{space}.J..", f"A.{space}xU.S.{space}. ", f"U.S.{space}.’,É.."):
        for language in ("en", "kk"):
            (first, *_) = split_sentences(text, Span(0, len(text)), language)
            assert text[first.start] in "AU"


@given(paragraphs, paragraphs, paragraphs, st.sampled_from(["en", "es", "de", "fr", "ja", "ar", "xx"]))
def test_sentences_cover_their_paragraph(before: str, paragraph: str, after: str, language: str) -> None:
    """Sentences are in order, apart, stripped, short enough, and hold every letter and digit of the paragraph only."""
    text, span = before + paragraph + after, Span(len(before), len(before + paragraph))
    found = split_sentences(text, span, language)
    assert all(a.end <= b.start for a, b in pairwise(found))
    parts = [text[sentence.start : sentence.end] for sentence in found]
    assert all(part and part == part.strip() and count_words(part) <= LONGEST for part in parts)
    covered = {place for sentence in found for place in range(sentence.start, sentence.end)}
    assert {place for place in range(span.start, span.end) if text[place].isalnum()} <= covered
    assert covered <= set(range(span.start, span.end))


@given(
    st.lists(st.sampled_from(["a", "b,", "c;", "d:", "e)", "—"]), max_size=60), st.integers(min_value=1, max_value=9)
)
def test_cut_keeps_every_word(words: list[str], longest: int) -> None:
    """The parts of a cut sentence are its words in order, none with more than allowed."""
    text = " ".join(words)
    parts = [text[part.start : part.end] for part in cut(text, Span(0, len(text)), longest)]
    assert " ".join(parts) == text
    assert all(1 <= count_words(part) <= longest for part in parts)


@pytest.mark.parametrize(
    ("longest", "expected"),
    [
        (5, ["a b c,", "d e f g h"]),
        (5, ["a b;", "c, d e f g"]),
        (5, ["a, b c d e", "f g h"]),
        (5, ["a b:", "c d) e f g"]),
        (6, ["a b c) d,", "e f g h i"]),
        (4, ["a b c d", "e f g h", "i j"]),
        (4, ["a b c,", "d e,", "f g h i", "j"]),
        (4, ["a b c d,", "e f g"]),
        (6, ["a b c, d e f", "g h i j k l"]),
        (6, ["a b c d,", "e f g h i j", "k l"]),
    ],
)
def test_where_a_sentence_is_cut(longest: int, expected: list[str]) -> None:
    """A part ends at its weightiest mark, of equal ones at the last, and without any is as long as may be."""
    text = f"x {' '.join(expected)} y"
    parts = cut(text, Span(2, len(text) - 2), longest)
    assert [text[part.start : part.end] for part in parts] == expected


def test_long_text_without_marks_is_read_in_pieces() -> None:
    """What is longer than is read at once is broken at a space or line break, and otherwise within a word."""
    assert sentences(f"{'a' * 3990} {'b' * 20} c") == [f"{'a' * 3990}", f"{'b' * 20} c"]
    assert sentences(f"{'a' * 3990}\n{'b' * 20} c") == [f"{'a' * 3990}", f"{'b' * 20} c"]
    assert sentences("a" * 4001) == ["a" * 4000, "a"]
    assert sentences("a" * 4000) == ["a" * 4000]
    assert sentences(f"{'a' * 1999} {'b' * 2000}") == [f"{'a' * 1999} {'b' * 2000}"]
    for mark, other in ((" ", "\n"), ("\n", " ")):
        pieces = [f"{'a' * 1000}{mark}{'b' * 1000}{other}{'c' * 1000}", "d" * 3000, "e" * 3000]
        assert sentences(mark.join(pieces)) == pieces
    assert sentences(f"{'a' * 4000} b") == ["a" * 4000, "b"]
