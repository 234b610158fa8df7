"""What counts as a word, and in which form, is the same for what is indexed and for what is asked."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.analysis import (
    Term,
    asked_terms,
    held_terms,
    is_stopword,
    stems,
    stems_of,
    terms,
    words,
)
from index.text.question import analyze
from index.text.scripts import is_unspaced


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The BRIDGES were opened by Mayors, mayors.", "en", ["bridg", "open", "mayor", "mayor"]),
        ("Las alcaldesas inauguraron los puentes", "es", ["alcaldes", "inaugur", "puent"]),
        ("The bridges of ſenators", "xx", ["the", "bridges", "of", "senators"]),
        ("The bridges", "de", ["the", "bridg"]),
        ("", "en", []),
    ],
)
def test_terms(text: str, language: str, expected: list[str]) -> None:
    """Terms are stems without the stopwords of a language; one without a stemmer or stopwords has whole words."""
    assert terms(text, language) == expected


def test_terms_are_english_unless_said() -> None:
    """A text counts as English where no language is given."""
    assert (
        terms("The bridges de la ciudad") == terms("The bridges de la ciudad", "en") == ["bridg", "de", "la", "ciudad"]
    )


def test_longest_word() -> None:
    """A word of 80 bytes is none."""
    assert words(f"{'x' * 79} {'y' * 80}") == terms(f"{'x' * 79} {'y' * 80}") == ["x" * 79]
    assert words(f"{'é' * 39} {'é' * 40}") == terms(f"{'é' * 39} {'é' * 40}") == ["e" * 39]


def test_words_keep_all_but_case_and_accents() -> None:
    """Words are neither stemmed nor left out."""
    assert words("The Cafés' U.S. bridges—1990") == ["the", "cafes", "u", "s", "bridges", "1990"]


@pytest.mark.parametrize(
    ("question", "languages", "expected"),
    [
        ("Who is opening a bridge or bridges?", ("en",), [("open",), ("bridg",), ("bridg",)]),
        ("¿Quién vende las granjas?", ("en", "es"), [("vend",), ("granja", "granj")]),
        ("¿Quién vende las granjas?", ("en",), [("vend",), ("granja",)]),
        ("Who was it?", ("en", "es"), []),
    ],
)
def test_asked_terms(question: str, languages: tuple[str, ...], expected: list[Term]) -> None:
    """A word has its different stems in each language; the stopwords are those of the question's own."""
    assert asked_terms(question, languages) == expected


def test_questions_are_asked_of_english_articles() -> None:
    """Words are stemmed as English where no languages are given."""
    assert asked_terms("granjas bridges") == [("granja",), ("bridg",)]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Who is de la Cruz?", "en"),
        ("¿Quién?", "es"),
        ("¿cerró?", "en"),
        ("de la", "es"),
        ("the de la", "en"),
        ("the de la los", "es"),
        ("Wer baute die Brücke?", "de"),
        ("Quand ferme la piscine ?", "fr"),
        ("Quem dirige o coro da aldeia?", "pt"),
        ("Chi dirige il coro?", "it"),
        ("Wanneer sluit het zwembad?", "nl"),
        ("Did the man die in the war?", "en"),
        ("Los Angeles fire", "en"),
        ("", "en"),
    ],
)
def test_language_of_a_question(question: str, language: str) -> None:
    """A question is English unless it has two stopwords more of another language, an opening mark being one."""
    assert analyze(question).language == language


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("The", "en", True),
        ("the", "es", False),
        ("él", "es", True),
        ("él", "en", False),
        ("bridge", "en", False),
        ("don't", "en", False),
    ],
)
def test_stopwords(word: str, language: str, expected: bool) -> None:
    """A stopword is one of its language, whatever its case and accents."""
    assert is_stopword(word, language) is expected


def test_stems() -> None:
    """Stems are those of the language; stopwords stay."""
    assert stems_of("bridges", "en") == ("bridg",)
    assert stems_of("puentes", "es") == ("puent",)
    assert stems_of("Bridges", "xx") == ("bridges",)
    assert stems_of("the cafés", "en") == ("the", "cafe")


def test_stems_of_the_index() -> None:
    """What is indexed has all words, stemmed where there is a stemmer; English ones alone by their plain letters."""
    assert stems("The Bridges", "en") == ["the", "bridg"]
    assert stems("The Bridges", "xx") == ["the", "bridges"]
    assert stems("The Cafés", "en") == ["the", "cafe"]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("pt", "informação", "informações"),
        ("pt", "nações", "nação"),
        ("pt", "corações", "coração"),
        ("pt", "pães", "pão"),
        ("es", "rehén", "rehenes"),
        ("es", "alemán", "alemanes"),
        ("es", "canción", "canciones"),
        ("es", "intereses", "interés"),
        ("fr", "condamnée", "condamner"),
        ("fr", "prénoms", "prénom"),
        ("tr", "kız", "kızlar"),
        ("tr", "KIZLAR", "kız"),
        ("tr", "ağaçlar", "AĞAÇ"),
        ("de", "Häuser", "Haus"),
        ("el", "φίλος", "ΦΊΛΟΙ"),
    ],
)
def test_forms_of_a_word_meet(language: str, one: str, other: str) -> None:
    """A question finds an article by another form of a word, whichever of both has accents, and decomposed too."""
    for asked, held in ((one, other), (other, one), (unicodedata.normalize("NFD", one), other)):
        (term,) = asked_terms(asked, [language])
        assert not set(stems(held, language)).isdisjoint(term)
        assert not held_terms(held, language).isdisjoint(term)


@pytest.mark.parametrize(
    ("language", "asked", "held"),
    [
        ("pt", "informacao", "informações"),
        ("pt", "informacoes", "informação"),
        ("pt", "coracoes", "coração"),
        ("es", "rehen", "rehenes"),
        ("es", "rehen", "rehén"),
        ("es", "aleman", "alemanes"),
        ("es", "cancion", "canciones"),
        ("fr", "condamnee", "condamner"),
        ("fr", "condamnees", "condamnée"),
        ("tr", "kizlar", "kız"),
        ("tr", "kiz", "kızlar"),
        ("de", "Muller", "Müller"),
        ("de", "Bruecken", "Brücke"),
    ],
)
def test_questions_without_accents(language: str, asked: str, held: str) -> None:
    """A question typed without accents finds the word, in another form too."""
    (term,) = asked_terms(asked, [language])
    assert not set(stems(held, language)).isdisjoint(term)


def test_held_terms_have_no_stopwords() -> None:
    """What a text is asked for by are its terms, and the other forms of those."""
    assert held_terms("The bridges", "en") == {"bridg"}
    assert held_terms("As informações são", "pt") == {"informaco", "inform"}


def test_scripts_without_spaces() -> None:
    """Any two characters in a row are a word, and in an article a character of Han too."""
    assert words("灯会由镇上") == ["灯会", "会由", "由镇", "镇上"]
    assert words("3月にコーヒーを") == ["3", "月", "に", "コー", "ーヒ", "ヒー", "を"]
    assert words("다리를 지었다") == ["다리", "리를", "지었", "었다"]
    assert words("桥 iPhone手机") == ["桥", "iphone", "手机"]
    assert stems("桥上的灯", "zh") == ["桥上", "上的", "的灯", "桥", "上", "的", "灯"]
    assert held_terms("石の橋", "ja") == {"石", "の", "橋"}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("灯会由谁出钱？", ["灯会", "会由", "出钱"]),
        ("這座橋是什麼時候建成的？", ["這座", "座橋", "建成"]),
        ("橋は何年に完成しましたか？", ["橋", "完成"]),
        ("誰が灯台を管理していますか", ["灯台", "管理"]),
        ("등대는 언제 지었습니까?", ["등대", "대는", "지"]),
    ],
)
def test_what_asks_without_spaces(question: str, expected: list[str]) -> None:
    """What only asks in Chinese, Japanese and Korean is no term."""
    assert asked_terms(question, ["ja", "ko", "zh"]) == [(term,) for term in expected]


def test_terms_are_stemmed_and_repeated() -> None:
    """Terms are in lower case, without accents, stemmed and without question words, repeated where they are."""
    assert terms("Who OPENED the Cafés' bridges, and which bridge?") == ["open", "cafe", "bridg", "bridg"]
    assert terms("Who was it?") == terms("?!") == terms("") == []
    assert terms("ᴄʜᴀʀʟᴇs ᴛʜᴇ Große") == ["charl", "gross"]


def test_terms_of_a_language() -> None:
    """Each language has its own stems and stopwords; a language without a stemmer has its words as they are."""
    assert terms("¿Por qué dimitieron los alcaldes de las ciudades?", "es") == ["dimit", "alcald", "ciudad"]
    assert terms("Die Bürgermeister öffneten Brücken", "de") == ["burgermeist", "offn", "bruck"]
    assert terms("Kucheza na watoto", "sw") == ["kucheza", "na", "watoto"]


def test_a_word_is_one_term() -> None:
    """A word of a question is one term, with the stem of each language once; stopwords of its language are none."""
    both = ["en", "es"]
    mayors = [("alcald",), ("inauguraron", "inaugur"), ("puent",)]
    assert asked_terms("¿Qué alcaldes inauguraron el puente?", both) == mayors
    assert asked_terms("Who sees the children?", both) == [("see", "sees"), ("children", "childr")]
    assert asked_terms("bridges", ["en"]) == [("bridg",)]


def test_words() -> None:
    """Words are all words of a text, as they are but for case and accents; more than 80 bytes are no word."""
    assert words("The Cafés' U.S. bridge—1990 " + "x" * 80) == ["the", "cafes", "u", "s", "bridge", "1990"]


@given(st.text())
def test_terms_of_any_text(text: str) -> None:
    """Any text has words, of which the terms are some in a shorter form."""
    assert len(terms(text)) <= len(words(text))
    assert terms(" ".join(words(text))) == terms(text)


def test_is_unspaced() -> None:
    """A text is in a script without spaces where any of its characters is; Korean has spaces."""
    assert [is_unspaced(text) for text in ("茶 tea", "コーヒー", "ไทย", "다리", "Café", "tea", "")] == [
        True,
        True,
        True,
        False,
        False,
        False,
        False,
    ]


@given(st.text("aZ9 .,-\xa0«é“”’–•ıİªµºſΆ٣你ガ한ไ\u0301\xad"), st.sampled_from(["en", "es", "tr", "ja", "xx"]))
def test_a_text_has_the_terms_of_its_words(text: str, language: str) -> None:
    """Whatever else stands in a text, each of its words between spaces has the same terms as alone."""
    assert terms(text, language) == [term for word in text.split() for term in terms(word, language)]
    assert held_terms(text, language) == frozenset().union(*(held_terms(word, language) for word in text.split()))
