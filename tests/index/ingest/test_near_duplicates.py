"""Near-duplicates are known by what they share, in whatever order and layout."""

from hypothesis import given
from hypothesis import strategies as st

from index.ingest.near_duplicates import are_near, sketch

STORY = [
    f"On day {day} the river at post {day * 7} rose by {day * 3} inches above its usual mark." for day in range(40)
]
OTHER = [
    f"In round {turn} the team from club {turn * 5} scored {turn * 2} goals against its rivals." for turn in range(40)
]
WORDS = st.lists(st.text(st.characters(categories=["Ll"]), min_size=1, max_size=6), min_size=1, max_size=30)


def near(one: list[str], other: list[str]) -> bool:
    """Whether two articles of these sentences are near-duplicates."""
    first, second = sketch(one), sketch(other)
    return are_near(len(first & second), len(first), len(second))


@given(st.lists(WORDS, max_size=6))
def test_sketch_keeps_through_layout(sentences: list[list[str]]) -> None:
    """White space, and the order of the sentences, do not change the sample."""
    plain = [" ".join(words) for words in sentences]
    loose = ["\n\t " + " \u00a0\n".join(words) + "  " for words in reversed(sentences)]
    assert sketch(loose) == sketch(plain)


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6))
def test_sketch_of_more_holds_that_of_less(sentences: list[list[str]], more: list[list[str]]) -> None:
    """Whatever is added to an article, its sample is part of the longer one's."""
    plain, added = ([" ".join(words) for words in part] for part in (sentences, more))
    assert sketch(plain) <= sketch(plain + added)


def test_copies_are_near() -> None:
    """A copy, one in another order, one with a third of other sentences, and a short version are near-duplicates."""
    assert near(STORY, STORY)
    assert near(STORY, STORY[::-1])
    assert near(STORY, STORY[:27] + OTHER[:13])
    assert near(STORY, STORY[5:12])


def test_others_are_not_near() -> None:
    """Neither other articles, nor those that share a sentence, nor those without words are near-duplicates."""
    assert not near(STORY, OTHER)
    assert not near(STORY, [*OTHER, STORY[0]])
    assert not near([], [])
    assert not near(["Yes."], ["Yes."])
