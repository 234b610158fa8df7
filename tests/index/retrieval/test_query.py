"""What a question says is read from it: its terms and the phrases that it quotes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.retrieval.query import ContentWord, Query, holds_phrases, phrases, understand
from index.text.dates import DateRange
from index.text.question import analyze

WORD = st.from_regex(r"[a-zé]{1,8}", fullmatch=True)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ('What did he call "a state of exception"?', [("a", "state", "of", "exception")]),
        ("Who said “an act of FRIENDSHIP”, and „so war es“?", [("an", "act", "of", "friendship"), ("so", "war", "es")]),
        ("¿Quién dijo «el año más difícil»?", [("el", "ano", "mas", "dificil")]),
        ('("Blue Monday", he said)', [("blue", "monday")]),
        ('"the deal" or "the deal"?', [("the", "deal")]),
        ('What is "exception"?', []),
        ('Who made the "U.S." deal with "Bukele\'s"?', []),
        ('What is "a state of exception?', []),
        ('What does "this mean, "a state of exception"?', [("a", "state", "of", "exception")]),
        ("Why don't the workers' union and the bosses' club 'get along'?", []),
        ("Is he 5'10\" tall, or 6'2\" tall?", []),
        ('A 12" record or 7" record of "Blue Monday"?', [("blue", "monday")]),
        ('""  "" "?!" "? !"', []),
    ],
)
def test_phrases(question: str, expected: list[tuple[str, ...]]) -> None:
    """Two words or more between marks that open and close are a phrase; other marks quote nothing."""
    assert phrases(question) == expected


@given(st.text(alphabet="ab é\"“”«»'5.,\n", max_size=60))
def test_phrases_of_any_text(text: str) -> None:
    """Whatever marks a text has, every phrase is of two words or more that stand in it."""
    quoted = phrases(text)
    assert all(len(phrase) > 1 for phrase in quoted)
    assert holds_phrases([text], quoted)


@given(st.lists(WORD, min_size=2, max_size=6))
def test_quoted_words_are_a_phrase(quoted: list[str]) -> None:
    """Words are read from quotes and found again in a text that holds them, however written."""
    (phrase,) = phrases(f'Who said "{" ".join(quoted)}" there?')
    assert len(phrase) == len(quoted)
    assert holds_phrases([f"He said: {'  '.join(quoted).upper()}!"], [phrase])


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["It is a State  of\nExcéption."], True),
        (["A state of exceptions."], False),
        (["Estate of exception"], False),
        (["A state", "of exception"], False),
        (["Nothing.", "State of exception"], True),
    ],
)
def test_holds_phrases(texts: list[str], expected: bool) -> None:
    """A phrase is held by a text with its very words one after another, whatever their case, accents and spaces."""
    assert holds_phrases(texts, [("state", "of", "exception")]) is expected


def test_question_is_understood() -> None:
    """A question is read as its terms, each once, its words that count, its phrases and its days."""
    question = 'Who called it "the deal" of deals yesterday?'
    assert understand(analyze(question), date(2025, 3, 1)) == Query(
        analyze(question),
        (("call",), ("deal",), ("yesterday",)),
        (
            ContentWord(4, 10, (("call",),)),
            ContentWord(19, 23, (("deal",),)),
            ContentWord(28, 33, (("deal",),)),
            ContentWord(34, 43, (("yesterday",),)),
        ),
        (("the", "deal"),),
        DateRange(date(2025, 2, 28), date(2025, 2, 28), "yesterday"),
        ("en",),
    )


def test_matched() -> None:
    """The words of a text that a question asks for are told as they stand there, by the stems of each language."""
    query = understand(analyze("¿Quién inauguraba la escuela?"), date.min, ["en", "es"])
    assert query.matched("La alcaldesa INAUGURÓ escuelas, no una; la Escuela.") == ["INAUGURÓ", "escuelas", "Escuela"]
    assert query.matched("Inauguraron la escuela.") == ["Inauguraron", "escuela"]
    assert understand(analyze("Who opened the bridges?"), date.min).matched("Opening a bridge; bridges") == [
        "Opening", "bridge", "bridges",
    ]  # fmt: skip
