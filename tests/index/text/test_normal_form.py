"""Equal letters become equal characters, in whichever of Unicode's forms they were written."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.analysis import asked_terms, stems, terms, words
from index.text.answer_types import AnswerType, holds_answer_type
from index.text.entities import capitalized_words
from index.text.negation import count_negations
from index.text.normal_form import TOKEN, normal_form

LANGUAGES = ["en", "es", "fr", "de", "pt", "tr", "el", "ru", "ja", "xx"]
PIECES = "Müller informações İstanbul kızlar Ελλάδα ёлка ガギ きれい 灯会 हिन्दी สร้าง 다리 ﬁ".split()  # noqa: SIM905
texts = st.text() | st.lists(st.sampled_from([*PIECES, " ", "\u0301", "\u00ad", "-"])).map("".join)


def decomposed(text: str) -> str:
    """The text in letters and accents apart, as macOS writes names of files."""
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (decomposed("Müller and Zoë"), "Müller and Zoë"),
        ("ﬁnancial oﬃce", "financial office"),
        ("ＦＵＬＬ　ｗｉｄｔｈ１２", "FULL　width12"),
        ("co\u00adop\u00aderation", "cooperation"),
        ("zero\u200bwidth\ufeff joi\u200dner", "zerowidth joiner"),
        ("ｶﾞｷﾞ", "ガギ"),
        ("⼈と葛\U000e0100", "人と葛"),
        ("محمـــد", "محمد"),
        ("5 µm, 3 Å", "5 μm, 3 Å"),
        ("½ of Widget™ x² №5…", "½ of Widget™ x² №5…"),
        ("plain", "plain"),
        ("“Señor”—ﾠ", "“Señor”—\u1160"),
    ],
)
def test_normal_form(text: str, expected: str) -> None:
    """Letters are composed and plain, and what cannot be seen is left out; signs stay as they are."""
    assert normal_form(text) == expected


@given(texts)
def test_normal_form_is_one(text: str) -> None:
    """A text has the same form composed and decomposed, and its form is its own."""
    form = normal_form(text)
    assert normal_form(form) == normal_form(decomposed(text)) == normal_form(unicodedata.normalize("NFC", text)) == form


@given(texts, st.sampled_from(LANGUAGES))
def test_words_are_the_same_in_every_form(text: str, language: str) -> None:
    """A text and its decomposed twin have the same words, terms and stems, and ask for the same."""
    twin = decomposed(text)
    assert words(twin) == words(text)
    assert terms(twin, language) == terms(text, language)
    assert stems(twin, language) == stems(text, language)
    assert asked_terms(twin, [language]) == asked_terms(text, [language])


@given(st.text(st.characters(categories=["L", "M", "Nd", "Zs"])))
def test_words_of_compatible_letters(text: str) -> None:
    """Letters and digits have the words of their compatible forms, as ligatures and full-width letters do."""
    assert words(unicodedata.normalize("NFKC", text)) == words(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (decomposed("Müller"), "Muller"),
        ("İstanbul", "istanbul"),
        ("ISTANBUL", "istanbul"),
        ("ﬁsh", "fish"),
        ("Ｗｏｒｄ", "word"),
        ("sy\u00adsyllable", "sysyllable"),
        ("zero\u200bspace", "zerospace"),
        ("ΟΔΌΣ", "οδος"),
        ("Ёлка", "елка"),
        ("٢٠٢٤", "2024"),
        ("Straße", "STRASSE"),
        (decomposed("がぎ"), "がぎ"),
    ],
)
def test_words_are_equal(one: str, other: str) -> None:
    """Two ways to write a word are one word."""
    assert words(one) == words(other)


@given(texts)
def test_tokens_hold_all_letters(text: str) -> None:
    """No letter or digit of any text stands outside of its tokens, and a token is found whole in each form."""
    tokens = re.findall(TOKEN, text)
    assert "".join(filter(str.isalnum, "".join(tokens))) == "".join(filter(str.isalnum, text))
    assert len(re.findall(TOKEN, decomposed("Müller, हिन्दी"))) == 2


def test_decomposed_text_is_read_like_its_twin() -> None:
    """Names, negations and kinds of answers are found in decomposed letters too."""
    text = decomposed("Jamás vino Núñez.")
    assert capitalized_words(text) == {"jamas", "nunez"}
    assert count_negations(text) == 1
    assert not holds_answer_type(text, AnswerType.PERSON, frozenset({"nunez"}))
