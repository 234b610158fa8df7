"""What questions asked in one take from each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.ellipsis import completed


@pytest.mark.parametrize(
    ("parts", "asked"),
    [
        # A pronoun stands for what the question before is about.
        (["Who built the old mill", "when did it close"], "when did the old mill close"),
        (["How deep is Lake Orvane", "how clear is its water"], "how clear is Lake Orvane's water"),
        (["What does the K20 cost", "how loud is it"], "how loud is the K20"),
        (["When was the lift to Mount Ister built", "is it open"], "is the lift to Mount Ister open"),
        (["How many work in Nordhal's plant", "when was it built"], "when was Nordhal's plant built"),
        (["who is running valmora", "how big is it"], "how big is valmora"),
        (["how do i send logs to it", "where are they kept"], "where are logs to it kept"),
        (["How many bears live on Mount Ister", "what do they eat"], "what do bears live on Mount Ister eat"),
        (["how many bears were seen", "what did they eat"], "what did bears seen eat"),
        (["Who set fire to the archive", "what was lost there"], "what was lost in the archive"),
        (
            ["How heavy is the K20", "how heavy is the K30", "what does either cost"],
            "what does the K20 and the K30 cost",
        ),
        (["In Valmora, who runs the mill", "when did it close"], "when did the mill In Valmora close"),
        (["I have a K20. What does it cost", "can I sell it"], "can I sell a K20"),
        (["Can you tell me where the mill is", "what it costs"], "what the mill costs"),
        # Whoever is asked for cannot be named.
        (["Who built the mill", "when did he die"], "when did the one that built the mill die"),
        (["Who is the mayor", "what is her name"], "what is the one that is the mayor's name"),
        # A verb is left out.
        (["When", "where was Ann born"], "where was Ann born"),
        (["Who built the mill", "when"], "when built the mill"),
        (["When was it built", "by whom"], "by whom was it built"),
        (["Who teaches it", "on which evening"], "on which evening teaches it"),
        (["Did it close", "if so, when"], "when did it close"),
        (["how much milk did it sell", "at what price"], "at what price did it sell milk"),
        (["how many bears were seen", "when"], "when were bears seen"),
        (["How long does it wait in a shop", "how long in a locker"], "How long does it wait in a locker"),
        (["when was 3.1.0 released", "when 3.0.1"], "when was 3.0.1 released"),
        (["How many did Spain jail", "Italy"], "How many did Italy jail"),
        (["How many boats did Spain build", "Italy"], "How many boats did Italy build"),
        (["Who built the mill", "what about the bakery"], "Who built the bakery"),
        (["Who runs Ostrevik", "in Valmora"], "Who runs Ostrevik in Valmora"),
        # A noun is left out.
        (["How many strings does a tavel have", "how many does a lute have"], "how many strings does a lute have"),
        # What is lacking elsewhere is put behind; not where the question has a name of its own.
        (["What does a day at the mill cost", "is there parking"], "is there parking, a day at the mill cost"),
        (["how old must i be for the guild", "how many mods are there"], "how many mods are there, for the guild"),
        (["what was fixed in stowage 2.3", "what is new in 2.4"], "what is new in 2.4, fixed in stowage"),
        (["Who runs Valmora", "who runs Ostrevik"], "who runs Ostrevik"),
        (["who is the mayor of valmora", "who is the king of nant"], "who is the king of nant"),
        (["Quién fundó el molino", "cuándo cerró"], "cuándo cerró, fundó el molino"),
        (["El museo está abierto", "cuánto cuesta"], "cuánto cuesta, El museo está abierto"),
        (["Quién es el alcalde", "de qué partido es"], "de qué partido es, es el alcalde"),
    ],
)
def test_last_question_is_completed(parts: list[str], asked: str) -> None:
    """The last question says what it takes from those before it, and the first what it said."""
    found = completed(parts)
    assert found[-1].lower() == asked.lower()
    assert len(found) == len(parts)


@pytest.mark.parametrize(
    ("parts", "asked"),
    [
        (["When", "where", "why was it sold"], ("When was it sold", "where was it sold", "why was it sold")),
        (["how deep", "how wide is it"], ("how deep is it", "how wide is it")),
        (["Who won", "who lost the cup"], ("Who won the cup", "who lost the cup")),
        (["Who won", "who lost"], ("Who won", "who lost, won")),
        (
            ["Which town", "which street does he live in"],
            ("Which town does he live in", "which street does he live in"),
        ),
        (["Cuándo", "dónde nació Inés"], ("Cuándo nació Inés", "dónde nació Inés")),
        (["When", "where"], ("When", "where")),
    ],
)
def test_first_question_is_completed(parts: list[str], asked: tuple[str, ...]) -> None:
    """A first question takes what it lacks from a later one, if one has it."""
    assert completed(parts) == asked


@given(st.lists(st.text(min_size=1), min_size=2, max_size=4))
def test_any_questions_can_be_completed(parts: list[str]) -> None:
    """Whatever is asked, each question is given back in its place."""
    assert len(completed(parts)) == len(parts)
