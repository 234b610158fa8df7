"""Which questions are asked in one, and which ask one thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.question_parts import Part, split_question
from tests.quality.reader.dataset import read_half

_PIECES = st.sampled_from([
    "who", "Which", "when", "how", "how many", "what", "and", "or", "but", "y", "o", "¿", "qué", "cuándo", "cuanto",
    "is", "did", "can", "hay", "it", "the", "a", "that", "in", "at", "if", "so", "also", "mill", "Valmora", "K20",
    "3.0.1", "2022", "its", "there", "either", "founded", "close", "?", ",", ".", "\n", ";", "&", '"', "“", "(", ")",
    "'", "tell me", "do you know", "what about", "İ", "ß",
])  # fmt: skip
_QUESTIONS = st.one_of(st.text(), st.lists(_PIECES, max_size=20).map(" ".join), st.lists(_PIECES).map("".join))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who built the mill and when did it close?", ["Who built the mill", "when did it close"]),
        ("What does it cost? Where can I buy it?", ["What does it cost", "Where can I buy it"]),
        ("How deep is it, how clear, and who measured it?", ["How deep is it", "how clear", "who measured it"]),
        ("When, where and why was it sold?", ["When", "where", "why was it sold"]),
        ("Who built the mill, or when was it built?", ["Who built the mill", "when was it built"]),
        ("Who built the mill, and why?", ["Who built the mill", "why"]),
        ("Who wrote Emma, when, and why?", ["Who wrote Emma", "when", "why"]),
        ("What is Valmora, who founded Orne, and what is a tavel?", [
            "What is Valmora", "who founded Orne", "what is a tavel",
        ]),
        ("Where is the mill, who built the dam, when did it close?", [
            "Where is the mill", "who built the dam", "when did it close",
        ]),
        ("Where is Valmora, who founded it, and how old is it?", [
            "Where is Valmora", "who founded it", "how old is it",
        ]),
        ("Where is the mill, who built it?", ["Where is the mill", "who built it"]),
        ("How tall is it, who built it?", ["How tall is it", "who built it"]),
        ("Who won, who lost, and who drew?", ["Who won", "who lost", "who drew"]),
        ("Is it open, is it free, and is it far?", ["Is it open", "is it free", "is it far"]),
        ("What does it cost, can I pay by card, and where is it?", [
            "What does it cost", "can I pay by card", "where is it",
        ]),
        ("What does it cost and is it open on Sundays?", ["What does it cost", "is it open on Sundays"]),
        ("Is the mill open and does the ticket include tea", ["Is the mill open", "does the ticket include tea"]),
        ("What is a tavel & how much does it cost?", ["What is a tavel", "how much does it cost"]),
        ("Who teaches it and on which evening?", ["Who teaches it", "on which evening"]),
        ("when was 3.1.0 released and when 3.0.1", ["when was 3.1.0 released", "when 3.0.1"]),
        ("Did it close and if so, when?", ["Did it close", "if so, when"]),
        ("How many did Spain jail? And Italy? Thanks!", ["How many did Spain jail", "Italy"]),
        ("Who built it?\n- When did it close?", ["Who built it", "When did it close"]),
        ("I have a K20. What is it and how loud is it?", ["I have a K20. What is it", "how loud is it"]),
        ("Do you know who built it and when it closed?", ["Do you know who built it", "when it closed"]),
        ("Hi, who built it and who owns it", ["Hi, who built it", "who owns it"]),
        ("WHO BUILT IT AND WHEN DID IT CLOSE", ["WHO BUILT IT", "WHEN DID IT CLOSE"]),
        ("What is the man who shot it called and when did he die?", [
            "What is the man who shot it called", "when did he die",
        ]),
        ('Who said "now and when" and why?', ['Who said "now and when"', "why"]),
        ("What are the opening hours and the entrance fee?", ["What are the opening hours", "the entrance fee"]),
        ("how many sank in 2022 and in 2023?", ["how many sank in 2022", "in 2023"]),
        ("¿Quién fundó el molino y cuándo cerró?", ["Quién fundó el molino", "cuándo cerró"]),
        ("¿Quién fundó el molino? ¿Y por qué cerró?", ["Quién fundó el molino", "por qué cerró"]),
        ("¿Cuándo y dónde nació Inés?", ["Cuándo", "dónde nació Inés"]),
        ("¿El museo está abierto, cuánto cuesta o cómo se llega?", [
            "El museo está abierto", "cuánto cuesta", "cómo se llega",
        ]),
        ("¿Cuánto cuesta y hay aparcamiento?", ["Cuánto cuesta", "hay aparcamiento"]),
        ("quien lo fundo y cuantos libros tiene", ["quien lo fundo", "cuantos libros tiene"]),
        ("Si llego tarde, ¿qué pasa y cuánto pago?", ["Si llego tarde, ¿qué pasa", "cuánto pago"]),
    ],
)  # fmt: skip
def test_several_questions_are_told_apart(question: str, words: list[str]) -> None:
    """Each question asked in one is a part, as it stands there."""
    assert [part.words for part in split_question(question)] == words


@pytest.mark.parametrize(
    "question",
    [
        "",
        "?",
        "and in 2.2.0?",
        "and who was the last maker of the old line?",
        "What is the difference between A and B?",
        "What is the difference between how it was and how it is now?",
        "Is it in black and white?",
        "Who founded Marks and Spencer?",
        "Where can I eat and drink?",
        "What is the best time to visit and stay?",
        "Should I buy the K20 or the K30?",
        # One thing is asked of all that is joined.
        "Which firm was founded in 1990 and is now owned by Nordhal?",
        "Who bought the ring and had it mended?",
        "What is black and has a tail?",
        "Who can swim and can fly?",
        "What can and can't I bring?",
        "Who or what is Valmora?",
        "Who, what, when, where?",
        # One answer is chosen of two.
        "Is it free or do I have to pay?",
        "Did he resign or was he dismissed?",
        # A clause goes on from one within the question.
        "Who are the people who built the mill and who sold it?",
        "Who lives in the house in which he was born and in which he died?",
        "Who decides what is mended and why it is mended?",
        "Does the guide say what to bring and where to sleep?",
        "What are the rules on when and how to apply?",
        "How can I see what changed and when?",
        # A clause tells when, or of whom.
        "When the mill closed, who owned it?",
        "What should I do when it rains and when it snows?",
        "What happens at night and when it rains?",
        "Who was Ann Lee, who founded the mill?",
        "What is the K20, which is a stove, made of?",
        "Do you know Ann Lee, who founded it?",
        "What did Ann, who founded it, say, and when?",
        "Who met Ann Lee, who built the mill, and Bo Orne, who sold it?",
        "Who was the man, whose son died, and who built it?",
        "What is the name of the man who built it, who sold it, and who died in it?",
        "What is the time, when the mill closes, and why?",
        "When the mill closed, who owned it, and why?",
        # What is said beside a question is none.
        "In Valmora, who is the mayor?",
        "Valmora, who founded it?",
        "Who founded Marks, Spencer, and Sons?",
        "Who built the mill, the bridge, and the lock?",
        "I have a K20. What does it cost?",
        "Where is the mill? Can you help me? Thanks!",
        "How do I mend it? What I tried was a reset.",
        "It closed in 1980, didn't it?",
        "Who is Dr. Who?",
        # Names and what is quoted.
        "Who directed What Women Want and Who Framed Roger Rabbit?",
        'What does "when and where" mean?',
        "who said “who are you and what do you want”",
        "What is vitamin e how does it work",
        # Two names of one thing, or one question of both.
        "What are the pros and cons of it?",
        "What were the king and the queen called?",
        "What is the difference in price in 2022 and in 2023?",
        "Who won in 2012 and in 2016?",
        "¿Quién dijo que vino y que cerró?",
        "¿Quién o qué es Valmora?",
        "¿Cuál es la casa donde nació y donde murió?",
        "¿Quién sabe qué pasó y cuándo cerró?",
        "¿Cuánto cuesta? Que tengas un buen día",
        "¿Qué diferencia hay entre A y B?",
    ],
)
def test_one_question_is_one_part(question: str) -> None:
    """A question that asks one thing is given as it stands, whatever it joins."""
    assert split_question(question) == (Part(question, question),)


def test_what_a_part_lacks_is_taken_from_another() -> None:
    """What is looked up of a part says what only the others say; what is quoted is left alone."""
    assert split_question('Who built the mill, when did it close and who said "it was fun"?') == (
        Part("Who built the mill", "Who built the mill"),
        Part("when did the mill close", "when did it close"),
        Part('who said "it was fun", built the mill', 'who said "it was fun"'),
    )
    assert split_question("What are the hours and the fee of the museum?") == (
        Part("What are the hours of the museum", "What are the hours"),
        Part("What are the fee of the museum", "the fee of the museum"),
    )


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who was Ann Lee, who built the mill, and when did it close?", "Who was Ann Lee, who built the mill"),
        ("What is the age of Ann Lee, who built K20, and is it open?", "What is the age of Ann Lee, who built K20"),
        ("What did the mayor, who is ill, say, and what is a tavel?", "What did the mayor, who is ill, say"),
    ],
)
def test_what_is_said_of_a_person_is_no_part(question: str, words: str) -> None:
    """A clause that may tell more of a person stays with the question that names one."""
    first, _ = split_question(question)
    assert first.words == words


@given(_QUESTIONS)
def test_parts_stand_in_the_question(question: str) -> None:
    """Any text has parts, whose words stand in it one after the other, and each of which asks something."""
    parts = split_question(question)
    end = 0
    for part in parts:
        end = question.index(part.words, end) + len(part.words)
    assert all(part.asked.strip() and part.words for part in parts) or parts == (Part(question, question),)


@given(st.lists(_PIECES.filter(lambda piece: piece.isalnum() and piece not in {"and", "or", "but", "y", "o"})))
def test_nothing_is_split_that_nothing_joins(pieces: list[str]) -> None:
    """A question without a conjunction or a mark within is one part."""
    question = f"{' '.join(pieces)}?"
    assert split_question(question) == (Part(question, question),)


def test_questions_of_the_development_set() -> None:
    """Of the development questions those that ask several things are split as labelled, but one, and no other is."""
    questions = read_half("development")
    several = [question for question in questions if question.kind == "parts"]
    missed = [question.id for question in several if len(split_question(question.question)) != len(question.parts)]
    split = [
        question.id for question in questions if question.kind != "parts" and len(split_question(question.question)) > 1
    ]
    assert (len(missed), split) == (1, [])
