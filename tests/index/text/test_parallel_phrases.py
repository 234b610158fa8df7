"""Which questions ask the same of two things."""

import pytest

from index.text.parallel_phrases import find_pair


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("What are the opening hours and the entrance fee?", "the opening hours", "the entrance fee"),
        ("What is its price and its weight in kilos?", "its price", "its weight"),
        ("¿Cuál es el precio y el horario del museo?", "el precio", "el horario"),
        ("what did it pay in 2022 and in 2023?", "in 2022", "in 2023"),
        ("what happens at 5 strikes and at 6 strikes in the guild", "at 5 strikes", "at 6 strikes"),
        ("What was signed on 5 May 1945 and on 8 May 1945", "on 5 May 1945", "on 8 May 1945"),
        ("¿Cuántos kilos hubo en Sotoalbo en 2023 y en 2024?", "en 2023", "en 2024"),
    ],
)
def test_pairs(question: str, one: str, other: str) -> None:
    """Two phrases are a pair where each has its own article, or its own preposition and figure."""
    pair = find_pair(question)
    assert pair is not None
    assert (question[slice(*pair.one)], question[slice(*pair.other)]) == (one, other)


@pytest.mark.parametrize(
    "question",
    [
        "What is the name and address of the mill?",
        "What is the story of the fox and the hound?",
        "What are the Lion and the Unicorn?",
        "What is the sun and the moon made of?",
        "What is the longest and the shortest day of the year?",
        "What are the similarities and the differences between A and B?",
        "What is the what and the why?",
        "How much did it change in 2022 and in 2023?",
        "Which team won in 2012 and in 2016?",
        "How many live in Valmora and in Nant?",
        "How many died in 2022 and in Nant?",
        "what did it pay in 2022 and 2023",
        "what is in 3 and in ",
    ],
)
def test_no_pair(question: str) -> None:
    """Phrases that share an article or a preposition, or of which something is asked together, are none."""
    assert find_pair(question) is None
