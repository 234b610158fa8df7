"""Which questions ask for all of something."""

import pytest

from index.text.completeness import asks_for_all
from index.text.question import analyze
from tests.quality.reader.dataset import read_half


@pytest.mark.parametrize(
    "question",
    [
        "Which towns lie on the lake?",
        "wich machines are in the red group",
        "which nineteen bakeries were shut",
        "Which safety rules are in force?",
        "In which countries is it sold?",
        "Which ones are free?",
        "which people live there?",
        "What animals live on the mountain?",
        "What documents do I need?",
        "What are the conditions for a grant?",
        "What are the steps to apply?",
        "Who were the founders?",
        "What is not covered?",
        "what mustn't be burned in the stove",
        "what all must be in the bag",
        "all hotels on the lake",
        "every member of the board",
        "who pays for it, all of them",
        "which is largest? all please",
        "list the alarm codes",
        "Can you list the rules?",
        "name the rivers",
        "tell me all the rules",
        "names of all board members",
        "which firms use it, full list",
        "¿Qué países bañan el lago?",
        "¿En qué países se vende?",
        "que libros lee el club",
        "¿Cuáles son las normas?",
        "¿Quiénes son los socios?",
        "todos los hoteles del lago",
        "lista de hoteles",
        "dime las normas",
    ],
)
def test_asks_for_all(question: str) -> None:
    """A plural that is asked for, a request for a list, or "all" of something asks for all of it."""
    assert asks_for_all(question)
    assert analyze(question).asks_for_all


@pytest.mark.parametrize(
    "question",
    [
        "",
        "Which town lies on the lake?",
        "Which of the bridges is oldest?",
        "Which costs more, the K20 or the K30?",
        "which hospital treats burns",
        "which version understands dates",
        "which bus goes to Nant",
        "What spreads fever?",
        "What causes rust?",
        "What happens in winter?",
        "What is the bus to Nant called?",
        "what is ann's aunt called",
        "What does the boss not like?",
        "What are bees?",
        "What are the bakers demanding?",
        "Do all members pay?",
        "can i cycle all the way round",
        "how do i run it every hour",
        "How many of all the members voted?",
        "all right then",
        "What is the list price?",
        "name the captain of the ship",
        "¿Qué es el lago?",
        "¿Qué hacemos ahora?",
        "¿Qué puedes decir?",
        "¿Qué mes es?",
        "¿Por qué más?",
    ],
)
def test_asks_for_one_thing(question: str) -> None:
    """What asks for one thing, whether it is so or how much there is does not ask for all."""
    assert not asks_for_all(question)


def test_questions_of_the_development_set() -> None:
    """Of the development questions those of kind list ask for all, and two others, which do so too."""
    asking = {question.id: question.kind for question in read_half("development") if asks_for_all(question.question)}
    listed = [question.id for question in read_half("development") if question.kind == "list"]
    assert [number for number in listed if number not in asking] == []
    assert sorted(kind for kind in asking.values() if kind != "list") == ["cross_language", "section"]
