"""What texts are compared by is read from them."""

from decimal import Decimal
from math import inf

from hypothesis import given
from hypothesis import strategies as st

from index.text.entities import read_words
from index.text.facts import TextFacts
from index.text.normal_form import normal_form
from index.text.numbers import find_numbers, without_numbers

TEXTS = st.text() | st.lists(
    st.sampled_from(
        ["Five", "twenty-one", "os", "80,000", "3rd", "U.S.", "Ana", "É", "e\u0301", "ſ", "你好", "Los", "the"]
    )
).map(" ".join)
LANGUAGES = st.sampled_from(["en", "es", "de", "ja", "xx"])


def test_facts() -> None:
    """Terms, numbers, negations and the text in single spaces are those of the text."""
    facts = TextFacts("The council  did not\npay 80,000 euros, nor two.")
    assert facts.terms == {"council", "pay", "80", "000", "euro", "nor", "two"}
    assert facts.terms_beside_numbers == {"council", "pay", "euro", "nor"}
    assert facts.numbers == {Decimal(80000), Decimal(2)}
    assert facts.negations == 2
    assert facts.single_spaced == "The council did not pay 80,000 euros, nor two."


def test_facts_of_a_language() -> None:
    """Numbers in words and the marks in figures are read as the language of the text has them."""
    spanish, english = TextFacts("Tres millones de personas votaron.", "es"), TextFacts("3,000,000 people voted.")
    assert spanish.numbers == english.numbers == {Decimal(3_000_000)}
    assert spanish.terms_beside_numbers == {"de", "persona", "votaron"}


@given(TEXTS, LANGUAGES)
def test_what_is_read_is_of_the_whole_text(text: str, language: str) -> None:
    """However little of a text is looked at for them, its numbers and words are all that it has."""
    facts, plain = TextFacts(text, language), normal_form(text)
    words = read_words(without_numbers(plain, language))
    assert facts.numbers == find_numbers(plain, language)
    assert facts.words == words
    assert all(map(facts.has, words))
    for word in read_words(plain):
        assert facts.has(word) is (word in words)


@given(st.lists(TEXTS), LANGUAGES)
def test_a_text_has_what_its_parts_have(texts: list[str], language: str) -> None:
    """A text of several parts has their terms, numbers and words, as if it were read whole."""
    whole = "\n".join(texts)
    alone, together = (
        TextFacts(whole, language),
        TextFacts(whole, language, tuple(TextFacts(text, language) for text in texts)),
    )
    assert together.held == alone.held
    assert together.terms == alone.terms
    assert together.words == frozenset().union(*(TextFacts(text, language).words for text in texts))
    assert all(together.has(word) for word in together.words)


@given(TEXTS, TEXTS, LANGUAGES)
def test_no_text_lacks_its_own_names(text: str, more: str, language: str) -> None:
    """A text, and one that has more words behind it, lack none of its names."""
    facts = TextFacts(text, language)
    assert not facts.names_lacked_by(facts)
    assert not facts.names_lacked_by(TextFacts(f"{text}\n{more}", language, (facts, TextFacts(more, language))))


NUMBERS = ["five", "Twenty-one", "half a million", "mezzathousand", "16th", "1990s", "B2B", "80,000", "$5k", "3.5", "½"]


@given(st.lists(st.sampled_from([*NUMBERS, "boats", "Ana", "point", "and", "media", "sixty"])).map(" ".join) | TEXTS)
def test_words_beside_numbers_are_estimated(text: str) -> None:
    """Without a look at its numbers it is known how few words a text may have beside them, and how many new ones."""
    facts = TextFacts(text)
    assert len(facts.terms_beside_numbers - facts.terms) <= facts.most_cut
    assert len(facts.terms_beside_numbers) >= facts.least_terms or facts.most_cut == inf


def test_words_beside_numbers_of_another_language() -> None:
    """Of a language other than English nothing is known without reading the numbers."""
    assert TextFacts("Der Turm", "de").most_cut == inf
    assert TextFacts("The 16th tower of 1990").most_cut == 2
    assert TextFacts("The sixteen towers of Ana, half of them high").least_terms == 3
