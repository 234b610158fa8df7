"""A post is made into questions of its own, the title in front."""

from hypothesis import example, given
from hypothesis import strategies as st

from index.text.post_questions import PostQuestion, PostQuestions, post_questions


def test_title_and_what_the_body_asks() -> None:
    """The title is asked, each sentence of the body that asks behind it, and the fullest of these alone."""
    body = "Hi! I bought the small mill in May. Does it need new oil each winter? Which one? Thank you"
    assert post_questions("oil for the  mill", body) == PostQuestions(
        "question",
        (
            PostQuestion("oil for the mill", True),
            PostQuestion("oil for the mill. Does it need new oil each winter?", True),
            PostQuestion("oil for the mill. Which one?", True),
            PostQuestion("Does it need new oil each winter?", False),
        ),
        body_asks=True,
    )


def test_title_that_asks_is_enough() -> None:
    """Of a body that asks nothing, and tells of no trouble, nothing is added to a title that asks."""
    assert post_questions("when does the mill open", "Planning a trip with my aunt.") == PostQuestions(
        "question", (PostQuestion("when does the mill open", True),)
    )


def test_trouble_is_asked_by_what_does_not_work() -> None:
    """Where nothing is asked, sentences that tell of trouble are asked behind the title."""
    assert post_questions("wheel broke!", "It is of oak. Since Monday it is stuck. The pond is full.") == PostQuestions(
        "trouble",
        (PostQuestion("wheel broke!", True), PostQuestion("wheel broke! Since Monday it is stuck.", True)),
        title_trouble=True,
    )


def test_what_is_told_without_a_known_word_is_asked() -> None:
    """A post that neither asks nor tells of trouble in known words is asked as it is, what it says behind the title."""
    assert post_questions("wheel pours over", "Into the yard.") == PostQuestions(
        "trouble", (PostQuestion("wheel pours over", True), PostQuestion("wheel pours over. Into the yard.", True))
    )


def test_talk_asks_nothing() -> None:
    """Of what is shown, and of a title without a word, nothing is asked."""
    assert post_questions("My first flour!!!", "It took a week.") == PostQuestions("talk", ())
    assert post_questions("???", "") == PostQuestions("talk", ())


def test_spanish_posts_are_read() -> None:
    """A Spanish post is made into questions as an English one is."""
    body = "Hola a todos, tengo el molino pequeño. ¿Cada cuánto hay que cambiar el aceite? Gracias"
    assert [one.text for one in post_questions("aceite", body).asked] == [
        "aceite",
        "aceite. ¿Cada cuánto hay que cambiar el aceite?",
        "¿Cada cuánto hay que cambiar el aceite?",
    ]


@given(st.text(max_size=100), st.text(max_size=400) | st.text("ab?. \n", max_size=400))
@example("a", "why? " * 800)
@example("a" * 100, "x" * 4000)
def test_any_post_is_read(title: str, body: str) -> None:
    """At most five different questions are made of any post, the title first."""
    read = post_questions(title, body)
    texts = [one.text for one in read.asked]
    assert len(texts) <= 5
    assert len(set(texts)) == len(texts)
    assert (read.purpose == "talk") == (texts == [])
    assert texts[:1] in ([], [" ".join(title.split())])
