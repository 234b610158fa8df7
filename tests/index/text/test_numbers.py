"""Numbers are the same however they are written."""

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import example, given
from hypothesis import strategies as st

from index.text.analysis import held_terms
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
        ("two million and three hundred thousand", {2300000}),
        ("a 5-million loan, 5 % of it", {5000000, 5}),
        ("3.50 and 3,5", {Decimal("3.5")}),
        ("in 2020 300 came, on 2024-05-01", {2020, 300, 2024, 5, 1}),
        ("twenty-two, someone, often, tense", {22}),
        ("1,234,5", {1234, 5}),
        ("ſix, 5 mıllion, ten mİllion", {5, 10}),
        ("0,298,686 and 0.298.686", {298686}),
        ("1.500.000 euros, or 1.500.000,5. It was 2.500.000.", {1500000, Decimal("1500000.5"), 2500000}),
    ],
)
def test_numbers_of_a_text(text: str, expected: set[Decimal]) -> None:
    """Digits with marks between them, decimals, scales and small number words are all read."""
    assert find_numbers(text) == expected


SAME = {
    "en": {
        3_000_000: ["three million", "3 million", "3,000,000", "3 000 000", "3'000'000", "$3m", "£3M", "3.0 million"],
        3_500_000: ["3.5 million", "three point five million", "three and a half million", "$3.5m", "3,500,000"],
        500_000: ["half a million", "0.5 million", "five hundred thousand", "5 lakh", "500,000"],
        1_500_000_000: ["1.5 billion", "1.5bn", "£1.5bn", "one and a half billion", "a billion and a half"],
        21: ["twenty-one", "Twenty one", "21", "21st", "the twenty-first"],
        1984: ["nineteen eighty-four", "1984"],
        125_000: ["a hundred and twenty-five thousand", "125,000"],
        24: ["two dozen", "24"],
    },
    "es": {
        3_000_000: ["tres millones", "3 millones", "3.000.000", "3 000 000", "3 M€", "TRES MILLONES"],
        3_500_000: ["3,5 millones", "3.5 millones", "tres millones y medio", "tres coma cinco millones"],
        3_500: ["3.500", "3,500", "tres mil quinientos", "3500"],
        500_000: ["medio millón", "quinientos mil", "500 mil", "500.000"],
        21_000: ["veintiún mil", "21.000", "21 mil"],
        3_000_000_000: ["3 mil millones", "tres mil millones", "3000 millones"],
        31: ["treinta y uno", "treinta y una personas", "31"],
    },
    "fr": {
        200: ["deux cents", "200"],
        1_500_000: ["1,5 million", "un million et demi", "1 500 000", "1.500.000", "1,5 M€"],
        2_000_000_000: ["2 milliards", "deux milliards", "2 Md€"],
        99: ["quatre-vingt-dix-neuf", "nonante-neuf", "99"],
        500_000: ["un demi-million", "cinq cent mille", "500 000"],
    },
    "de": {
        1_500_000: [
            "1,5 Mio.",
            "1,5 Millionen",
            "anderthalb Millionen",
            "1.500.000",
            "eine Million fünfhunderttausend",
        ],
        20: ["zwanzig", "Zwanzig Menschen", "20"],
        3_000_000_000: ["3 Mrd. Euro", "drei Milliarden"],
        2_500_000: ["zweieinhalb Millionen", "2,5 Mio"],
        500_000: ["eine halbe Million", "500.000", "fünfhunderttausend"],
        1984: ["neunzehnhundertvierundachtzig", "1984"],
    },
    "pt": {
        21: ["vinte e um", "vinte e uma pessoas", "21"],
        3_500_000: ["3,5 milhões", "três milhões e meio", "3.500.000", "três milhões e quinhentos mil"],
        10_000_000_000: ["10 bilhões", "dez bilhões", "10 mil milhões"],
        500_000: ["meio milhão", "500 mil", "quinhentos mil"],
    },
    "it": {
        2_500_000: ["due milioni e mezzo", "2,5 milioni", "2.500.000", "2,5 mln"],
        3_000: ["tremila", "3.000", "3 mila", "3000"],
        500_000: ["mezzo milione", "500mila", "cinquecentomila"],
        2_000_000_000: ["2 mld", "due miliardi"],
    },
    "nl": {2_500_000: ["2,5 miljoen", "2.500.000"], 21: ["eenentwintig", "21"]},
    "ja": {3_000_000: ["300万", "3,000,000", "3 000 000"]},
}


@pytest.mark.parametrize(
    ("language", "number", "written"),
    [
        (language, number, written)
        for language, numbers in SAME.items()
        for number, ways in numbers.items()
        for written in ways
    ],
)
def test_numbers_in_words_and_figures_are_the_same(language: str, number: int, written: str) -> None:
    """Whether in words, in figures or in both, and with the marks of its language, a number is the same."""
    assert find_numbers(written, language) == {number}
    assert find_numbers(f"x {written}, x.", language) == {number}
    assert find_numbers(without_numbers(f"x {written}, x.", language), language) == frozenset()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Un hombre y una mujer vieron millones de aves, miles de ellas primero.", set()),
        ("fr", "Un homme et une femme ont vu des millions d'oiseaux, le premier jour.", set()),
        ("de", "Ein Mann und eine Frau sahen Millionen Vögel am ersten Tag.", set()),
        ("pt", "Um homem e uma mulher viram milhões de aves.", set()),
        ("it", "Un uomo e una donna videro milioni di uccelli.", set()),
        ("en", "Hundreds came on the first day, thousands on the second, and millions in the end.", set()),
        ("es", "1 hombre", {1}),
        ("de", "1,500 kg und 0,125 kg", {Decimal("1.5"), Decimal("0.125")}),
        ("en", "1.500 kg and 0,125 kg", {Decimal("1.5"), Decimal("0.125")}),
        ("sv", "två av 3,5 och 1.000", {Decimal("3.5"), 1000}),
        ("en", "3m tall, 5 k", {3, 5}),
        ("en", "nineteen of eighty people", {19, 80}),
    ],
)
def test_what_is_no_number(language: str, text: str, expected: set[Decimal]) -> None:
    """Articles, multitudes and common ordinals are no numbers, and marks are read as the language has them."""
    assert find_numbers(text, language) == expected


@given(st.integers(2, 999_999_999), st.sampled_from(["en", "es", "fr", "de", "pt", "it", "nl", "sv"]))
def test_figures_with_the_marks_of_a_language(number: int, language: str) -> None:
    """What babel writes of a number in a language, whole and with a decimal, is read as that number."""
    assert find_numbers(format_decimal(number, locale=language), language) == {number}
    half = format_decimal(number + 0.5, locale=language)
    assert find_numbers(f"x {half} x", language) == {number + Decimal("0.5")}


@given(st.integers(0, 10**12), st.sampled_from([",", " ", "\u00a0", "\u2009", "\u202f", ""]))
def test_grouped_digits_are_one_number(number: int, mark: str) -> None:
    """Whatever parts its thousands, a number is the same."""
    assert find_numbers(f"about {number:,} people".replace(",", mark)) == {number}


@given(st.text(), st.sampled_from(["en", "es", "fr", "de", "pt", "it", "nl", "da", "sv", "ja"]))
def test_any_text_has_its_numbers_read(text: str, language: str) -> None:
    """No text makes it fail, and white space at the ends changes nothing."""
    assert find_numbers(f" \n{text}\t", language) == find_numbers(text, language)


@example("two80.two")
@example("two.two80")
@given(st.lists(st.sampled_from(["two", "Ten", "million", "80", "000", ".", ",", " ", "-", "x"])).map("".join))
def test_a_text_less_its_numbers_has_none(text: str) -> None:
    """What is left of a text without its numbers tells none of them."""
    assert find_numbers(without_numbers(text)) == frozenset()


def test_only_numbers_are_taken_out() -> None:
    """A space stands for each number with its scale, and all other signs stay."""
    assert without_numbers("about 80,000 people, two million x-rays") == "about   people,   x-rays"


IN_ENGLISH = """
    zero nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fourty fifty sixty seventy eighty ninety hundred thousand million
    billion first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth seventieth
    eightieth ninetieth hundredth thousandth millionth billionth
""".split()  # noqa: SIM905
BESIDE = ["and", "a", "half", "dozen", "point", "-", ".", "3", "1,000", "B52", "the", "cats", "o", "os", "oh", "tense"]


@pytest.mark.parametrize("word", [f"{word}{ending}" for word in IN_ENGLISH for ending in ("", "s")])
def test_terms_tell_each_number_in_an_english_word(word: str) -> None:
    """Each word that is a number is read where the terms of its text are known."""
    assert find_numbers(word, "en", held_terms(word, "en")) == find_numbers(word, "en")


@given(
    st.lists(st.sampled_from([*IN_ENGLISH, *BESIDE]), max_size=12).map(" ".join),
    st.sampled_from(["en", "es", "de", "xx"]),
)
def test_terms_tell_whether_there_are_numbers_in_words(text: str, language: str) -> None:
    """The numbers of a text, and what it is without them, are the same where its terms are known."""
    terms = held_terms(text, language)
    assert find_numbers(text, language, terms) == find_numbers(text, language)
    assert without_numbers(text, language, terms) == without_numbers(text, language)


@given(
    st.lists(
        st.sampled_from(
            ["One", "two", "twenty", "hundred", "first", "and", "half", "point", "medio", "million", "1.5", ".5", "20"]
        ),
        min_size=1,
    ),
    st.sampled_from([" ", "-", ", "]),
)
def test_numbers_are_the_same_behind_and_before_other_words(words: list[str], between: str) -> None:
    """Numbers in English words are the same in a longer text, in ASCII or not."""
    text = between.join(words)
    assert find_numbers(f"The boats sailed {text} across the river") == find_numbers(text)
    assert find_numbers(f"Les bâtons {text} — é") == find_numbers(text)
