"""Numbers are the same however they are written."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.text.numbers import find_numbers, without_numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("over 80,000 people", {80000}),
        ("80 000 people, 80\u00a0000 or 80\u202f000", {80000}),
        ("80000", {80000}),
        ("$1.5 million", {1500000}),
        ("1,500,000 dollars", {1500000}),
        ("two or Twelve", {2, 12}),
        ("two million and three hundred thousand", {2000000, 300000}),
        ("a 5-million loan, 5 % of it", {5000000, 5}),
        ("3.50 and 3,5", {Decimal("3.5")}),
        ("in 2020 300 came, on 2024-05-01", {2020, 300, 2024, 5, 1}),
        ("twenty-two, someone, often, tense", set()),
        ("1,234,5", {1234, 5}),
        ("ſix, 5 mıllion, ten mİllion", {5, 10}),
        ("1.500.000 euros, or 1.500.000,5. It was 2.500.000.", {1500000, Decimal("1500000.5"), 2500000}),
    ],
)
def test_numbers_of_a_text(text: str, expected: set[Decimal]) -> None:
    """Digits with marks between them, decimals, scales and small number words are all read."""
    assert find_numbers(text) == expected


@given(st.integers(0, 10**12), st.sampled_from([",", " ", "\u00a0", "\u2009", "\u202f", ""]))
def test_grouped_digits_are_one_number(number: int, mark: str) -> None:
    """Whatever parts its thousands, a number is the same."""
    assert find_numbers(f"about {number:,} people".replace(",", mark)) == {number}


@given(st.text())
def test_any_text_has_its_numbers_read(text: str) -> None:
    """No text makes it fail, and white space at the ends changes nothing."""
    assert find_numbers(f" \n{text}\t") == find_numbers(text)


@example("two80.two")
@example("two.two80")
@given(st.lists(st.sampled_from(["two", "Ten", "million", "80", "000", ".", ",", " ", "-", "x"])).map("".join))
def test_a_text_less_its_numbers_has_none(text: str) -> None:
    """What is left of a text without its numbers tells none of them."""
    assert find_numbers(without_numbers(text)) == frozenset()


def test_only_numbers_are_taken_out() -> None:
    """A space stands for each number with its scale, and all other signs stay."""
    assert without_numbers("about 80,000 people, two million x-rays") == "about   people,   x-rays"
