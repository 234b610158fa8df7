"""How a question with a question word is built."""

import pytest

from index.text.question_words import is_inverted, opens_with_verb, read_clause, read_words, without_asides


@pytest.mark.parametrize(
    ("question", "pieces"),
    [
        ("in which town did she live", ("which", "town did she live", "did")),
        ("who lived there", ("who", "lived there", None)),
        ("how many public beaches does it have", ("how", "public beaches does it have", "does")),
        ("how is it made", ("how", "is it made", "is")),
        ("Who's he", ("Who's", "he", None)),
        ("what share of the water leaks", ("what", "share of the water leaks", None)),
        ("cuántos libros tiene", ("cuántos", "libros tiene", None)),
        ("when", ("when", "", None)),
    ],
)
def test_clauses(question: str, pieces: tuple[str, str, str | None]) -> None:
    """The question word, what follows it, and the auxiliary are told apart."""
    words = read_words(question)
    clause = read_clause(words, 0)
    assert clause is not None
    said = [question[word.start : word.end] for word in words]
    auxiliary = None if clause.auxiliary is None else said[clause.auxiliary]
    assert (said[clause.asking], " ".join(said[clause.after :]), auxiliary) == pieces


@pytest.mark.parametrize("text", ["", "in", "in town", "the mill", "is it"])
def test_no_clause(text: str) -> None:
    """Without a question word at the start there is none."""
    assert read_clause(read_words(text), 0) is None


@pytest.mark.parametrize(
    ("clause", "inverted"),
    [
        ("how deep is it", True),
        ("when did it close", True),
        ("which town does she like", True),
        ("what does the K20 cost", True),
        ("what is the price", True),
        ("who did she beat", True),
        ("how deep it is", False),
        ("when it closed", False),
        ("who did it", False),
        ("what is lost", False),
        ("which is the largest", False),
        ("who built it", False),
    ],
)
def test_order_of_questions(clause: str, inverted: bool) -> None:
    """The verb stands before its subject in a question alone."""
    words = read_words(clause)
    read = read_clause(words, 0)
    assert read is not None
    assert is_inverted(words, read) is inverted


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("is it open", True),
        ("may the car run", True),
        ("isn't there parking", True),
        ("have they left", True),
        ("hay parking", True),
        ("is red", False),
        ("has a tail", False),
        ("had it mended", False),
        ("can fly", False),
        ("mill", False),
        ("", False),
    ],
)
def test_verbs_that_open_a_question(text: str, opens: bool) -> None:
    """A verb opens a question where what follows can only be its subject."""
    assert opens_with_verb(read_words(text), 0) is opens


def test_asides_mean_nothing() -> None:
    """What is quoted or in brackets becomes one word of the same length; an apostrophe quotes nothing."""
    text = "does “and who” (or so) mean 'and' in Ann's \"x\""
    assert without_asides(text) == "does xxxxxxxxx xxxxxxx mean xxxxx in Ann's xxx"
