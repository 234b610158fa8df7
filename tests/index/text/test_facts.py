"""What texts are compared by is read from them."""

from decimal import Decimal

from index.text.facts import TextFacts


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
