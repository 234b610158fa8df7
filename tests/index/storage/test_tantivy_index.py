"""The word index finds passages by the words that count in a question."""

from math import log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.retrieval.scoring import idf
from index.storage.tantivy_index import LexicalDocument, TantivyIndex, update, write
from index.text.analysis import asked_terms, terms, words
from index.text.question import analyze

PASSAGES = [
    LexicalDocument(1, "en", "Bridges", "The mayor opened the bridges after the floods.", "The Zürich Post Ana Gómez"),
    LexicalDocument(2, "en", "Floods", "Children crossed the river by boat; the café stayed closed.", ""),
    LexicalDocument(2**40, "en", "", "A title AND text: number:1 OR boat* (river)~2", ""),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make the folder of an index of PASSAGES."""
    write(tmp_path / "words", PASSAGES)
    return tmp_path / "words"


def found(folder: Path, question: str, limit: int = 10) -> list[int]:
    """Give the numbers of the passages that an index finds, best first."""
    return [number for number, _ in TantivyIndex.open(folder).search(asked_terms(question), limit)]


def test_terms() -> None:
    """Terms are in lower case, without accents, stemmed and without question words, repeated where they are."""
    assert terms("Who OPENED the Cafés' bridges, and which bridge?") == ["open", "cafe", "bridg", "bridg"]
    assert terms("Who was it?") == terms("?!") == terms("") == []
    assert terms("ᴄʜᴀʀʟᴇs ᴛʜᴇ Große") == ["charl", "gross"]


def test_terms_of_a_language() -> None:
    """Each language has its own stems and stopwords; a language without a stemmer has its words as they are."""
    assert terms("¿Por qué dimitieron los alcaldes de las ciudades?", "es") == ["dimit", "alcald", "ciudad"]
    assert terms("Die Bürgermeister öffneten Brücken", "de") == ["die", "burgermeist", "offn", "bruck"]
    assert terms("Kucheza na watoto", "sw") == ["kucheza", "na", "watoto"]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("¿Qué propone ella?", "es"),
        ("quien preside la cooperativa", "es"),
        ("¿Por qué no?", "es"),
        ("Who is El Chapo?", "en"),
        ("Los Angeles", "en"),
        ("la la land cast", "en"),
        ("no me", "en"),
        ("", "en"),
    ],
)
def test_asked_in(question: str, language: str) -> None:
    """A question is in the language that it clearly has more stopwords of; a Spanish name makes none Spanish."""
    assert analyze(question).language == language


def test_asked_terms() -> None:
    """A word of a question is one term, with the stem of each language once; stopwords of its language are none."""
    both = ["en", "es"]
    mayors = [("alcald",), ("inauguraron", "inaugur"), ("puent",)]
    assert asked_terms("¿Qué alcaldes inauguraron el puente?", both) == mayors
    assert asked_terms("Who sees the children?", both) == [("see", "sees"), ("children", "childr")]
    assert asked_terms("bridges", ["en"]) == [("bridg",)]


def test_passages_have_stems_of_their_languages(tmp_path: Path) -> None:
    """A passage is found by other forms of its words as its own language makes them, in text, title and phrases."""
    spanish = LexicalDocument(1, "es", "Dimisiones", "Los alcaldes inauguraron la escuela.", "")
    write(tmp_path, [spanish, LexicalDocument(2, "en", "Mayors", "The mayors opened the schools.", "")])
    index, both = TantivyIndex.open(tmp_path), ["en", "es"]

    def numbers(question: str, phrases: list[list[str]]) -> list[int]:
        return [number for number, _ in index.search(asked_terms(question, both), 10, phrases, both)]

    assert numbers("¿Quién inauguraba una escuela?", []) == numbers("dimisión", []) == [1]
    assert numbers("opening a school", []) == numbers("mayor", []) == [2]
    assert numbers("", [["inaugurar", "la", "escuelas"]]) == [1]
    assert numbers("", [["opening", "the", "school"]]) == [2]
    assert [index.frequency(term) for term in asked_terms("escuelas schools", both)] == [1, 1]


def test_word_with_several_stems_counts_once(tmp_path: Path) -> None:
    """A passage that holds two stems of one word is scored by the better one."""
    write(tmp_path, [LexicalDocument(1, "en", "", "cat dog", ""), LexicalDocument(2, "en", "", "bird fish", "")])
    index = TantivyIndex.open(tmp_path)
    assert index.search([("cat", "dog")], 10) == index.search([("cat",)], 10)
    assert index.search([("cat", "fish")], 10) == [
        *index.search([("cat",)], 10),
        *index.search([("fish",)], 10),
    ]


def test_words() -> None:
    """Words are all words of a text, as they are but for case and accents; more than 80 bytes are no word."""
    assert words("The Cafés' U.S. bridge—1990 " + "x" * 80) == ["the", "cafes", "u", "s", "bridge", "1990"]


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Who is opening a bridge?", [1]),
        ("Where is the CAFE?", [2]),
        ("flood", [1, 2]),
        ("river boats", [2, 2**40]),
        ("train", []),
        ("Who was it?", []),
    ],
)
def test_search(folder: Path, question: str, numbers: list[int]) -> None:
    """Passages are found by any form of a word, in a text before a title."""
    assert found(folder, question) == numbers


def test_best_come_first(folder: Path) -> None:
    """Hits are in order of their scores, and no more than asked for."""
    hits = TantivyIndex.open(folder).search(asked_terms("Which mayor opened bridges over the river?"), 10)
    assert hits[0][0] == 1
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    assert found(folder, "Which mayor opened bridges over the river?", limit=1) == [1]


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("number:1", [2**40]),
        ("text:mayor^9 AND title:river", [1, 2, 2**40]),
        ('"boat river"~9 NOT mayor', [1, 2, 2**40]),
        ("-boat +mayor", [1, 2, 2**40]),
        ("boa*", []),
        ("[a TO z] {a TO z} *:* /.*/", []),
        ('\\"((((', []),
    ],
)
def test_nothing_in_a_question_is_syntax(folder: Path, question: str, numbers: list[int]) -> None:
    """What would be syntax of a query language is only words."""
    assert sorted(found(folder, question)) == numbers


@pytest.mark.parametrize("term", ["", "*", "number:1", "\x00", "x" * 100_000, "a b"])
def test_no_term_is_syntax(folder: Path, term: str) -> None:
    """A term that is no word is found nowhere."""
    assert TantivyIndex.open(folder).search([(term,)], 10) == []


@given(st.text())
def test_terms_of_any_text(text: str) -> None:
    """Any text has words, of which the terms are some in a shorter form."""
    assert len(terms(text)) <= len(words(text))
    assert terms(" ".join(words(text))) == terms(text)


def test_names(folder: Path) -> None:
    """A name of a publisher or author is known by each of its words, whatever its accents, and is no word of a text."""
    index = TantivyIndex.open(folder)
    assert [word for word in ("zurich", "gomez", "mayor") if index.mentions_entity(word)] == ["zurich", "gomez"]
    assert found(folder, "zurich gomez") == []


def test_update(folder: Path) -> None:
    """After an update the gone are never found, the new are, and what stays is."""
    opened = TantivyIndex.open(folder)
    boats, cafe = (
        LexicalDocument(7, "en", "Boats", "The boats came back.", ""),
        LexicalDocument(8, "en", "", "The café reopened.", ""),
    )
    update(folder, [2, 99], [boats, cafe])
    assert sorted(found(folder, "boat")) == [7, 2**40]
    assert found(folder, "café") == [8]
    assert found(folder, "mayor") == [1]
    assert [number for number, _ in opened.search(asked_terms("café"), 10)] == [2]


def test_write_starts_anew(folder: Path) -> None:
    """What an index held before it is written is gone."""
    write(folder, [LexicalDocument(5, "en", "", "A boat.", "")])
    assert found(folder, "boat mayor") == [5]


def test_rarity(folder: Path) -> None:
    """The rarity of a term is its inverse document frequency over the passages' texts."""
    index = TantivyIndex.open(folder)
    assert [index.frequency((term,)) for term in ("mayor", "boat", "train")] == [1, 2, 0]
    assert idf(1, index.count()) == pytest.approx(log(1 + 2.5 / 1.5))
    assert idf(2, index.count()) == pytest.approx(log(1 + 1.5 / 2.5))
    assert idf(0, index.count()) == pytest.approx(log(1 + 3.5 / 0.5))


def test_vocabulary(folder: Path) -> None:
    """The vocabulary has the words of texts and titles as `words` gives them, with their numbers of passages."""
    index = TantivyIndex.open(folder)
    assert index.vocabulary("b") == {"bridges": 1, "boat": 2, "by": 1}
    assert index.vocabulary("cafe") == {"cafe": 1}
    assert [index.holds((term,)) for term in ("mayor", "bridg", "cafe", "bridges", "train")] == [
        True, True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("phrases", "numbers"),
    [
        ([["opened", "the", "bridges"]], [1]),
        ([["opened", "bridges"]], []),
        ([["the", "floods"], ["the", "mayor"]], [1]),
        ([["the", "floods"], ["by", "boat"]], []),
        ([["the", "cafes", "stayed"]], [2]),
    ],
)
def test_phrases_limit_a_search(folder: Path, phrases: list[list[str]], numbers: list[int]) -> None:
    """With phrases only passages that hold all of them in some form are found, with the scores that terms give them."""
    index = TantivyIndex.open(folder)
    scores = dict(index.search([("river",), ("mayor",)], 10))
    assert index.search([("river",), ("mayor",)], 10, phrases) == [(number, scores[number]) for number in numbers]
    assert index.search([], 10, phrases) == [(number, 0.0) for number in numbers]
