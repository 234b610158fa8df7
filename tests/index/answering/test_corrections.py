"""What a server's managers corrected is not quoted, or comes before others, in answers and among passages."""

from dataclasses import replace

import msgspec
import pytest

from index.answering.answer import Answerer
from index.answering.confidence import Calibration
from index.answering.corrections import ArticleKey, Corrections, MarkedPassage, Superseded, Withheld
from index.answering.passages import found_passages
from index.records import Article, Excerpt, Quote, Source, Span
from index.retrieval.candidates import Candidate
from index.retrieval.weights import load_weights
from tests.index.answering.candidates import Found, candidate, result

EVEN = Calibration(0.0, {}, 0.25, ())
FACTS = ("The bridge is iron.", "A ferry sank.", "Snow fell all night.")
FIVE, SIX = "Five old town councillors closed the bridge.", "Six old town councillors closed the bridge."
A, B, C = (ArticleKey("", key) for key in "abc")


def ranked(*sentences: str, steps: float = 0.01) -> list[Candidate]:
    """Passages of one sentence each, of as many articles, each a little less probable than the one before it."""
    return [
        candidate(text, of="abcdefgh"[place], number=place, cosines=[0, 1 - place * steps], score=1 - place / 10)
        for place, text in enumerate(sentences)
    ]


def quoted(*candidates: Candidate, **corrected: object) -> list[Quote]:
    """The quotes with some corrections."""
    corrections = msgspec.convert(corrected, Corrections)
    return list(Answerer(Found(*candidates), EVEN, 0.0, corrections=corrections).score("so").quotes)


def told(quotes: list[Quote]) -> list[tuple[str, bool]]:
    """The article of each quote, and whether it is an older version."""
    return [(quote.source.id, quote.older) for quote in quotes]


def test_nothing_corrected() -> None:
    """Corrections of other articles change nothing."""
    of = ranked(*FACTS)
    other = ArticleKey("", "z")
    expected = [("a", False), ("b", False), ("c", False)]
    assert told(quoted(*of)) == expected
    marks = (MarkedPassage(other, "Wolves were seen."),)
    assert told(quoted(*of, unquoted=marks, preferred=(other,), superseded=(Superseded(other, A),))) == expected


def test_unquoted() -> None:
    """A marked passage is not quoted, whatever the white space, and where nothing else was found there is no quote."""
    of = ranked(*FACTS)
    assert told(quoted(*of, unquoted=(MarkedPassage(B, "A  ferry\\nsank.".replace("\\n", "\n")),))) == [
        ("a", False),
        ("c", False),
    ]
    alone = Answerer(Found(of[1]), EVEN, 0.0, corrections=Corrections((MarkedPassage(B, FACTS[1]),)))
    answer = alone.answer("so")
    assert (answer.answered, answer.quotes, answer.closest, answer.confidence) == (False, (), (), 0.0)


def test_part_of_what_is_unquoted() -> None:
    """No part of a marked passage is quoted of its article, and of others neither all of it nor nothing but a part."""
    both = f"{FACTS[0]} {FACTS[1]}"
    mark = (MarkedPassage(A, both),)
    first = candidate(*FACTS, of="a", cosines=[0, 1.0, 0.9, 0.0])
    assert [quote.text for quote in quoted(first, unquoted=mark)] == [FACTS[2]]
    copy = candidate(FACTS[0], of="b", number=2, cosines=[0, 1.0])
    other = candidate("Snow fell. The bridge is iron.", of="c", number=3, cosines=[0, 0.5])
    assert [quote.source.id for quote in quoted(copy, other, unquoted=mark)] == ["c"]


def test_withheld_by_what_is_shown() -> None:
    """What is shown in front of a row counts too, and marks that say nothing hold nothing back."""
    article = Article(Source("a", "A"), "Some text of it.")
    shown = Excerpt("Head\tof it\nSome text", own=Span(11, 20))
    assert Withheld((MarkedPassage(B, "Head of it"),)).holds_back(article, Span(0, 9), shown)
    assert not Withheld((MarkedPassage(B, "Head of that"),)).holds_back(article, Span(0, 9), shown)
    assert Withheld((MarkedPassage(A, "text of"),)).holds_back(article, Span(5, 9), Excerpt("text"))


def test_preferred() -> None:
    """A preferred article is first among those that answer about as well, and not where it hardly answers."""
    assert told(quoted(*ranked(*FACTS), preferred=(C,))) == [("c", False), ("a", False), ("b", False)]
    far = ranked(*FACTS, steps=2.0)
    assert told(quoted(*far, preferred=(C,)))[0] == ("a", False)


def test_preferred_that_disagrees() -> None:
    """Where two disagree the preferred one is first, and the other right behind it."""
    assert told(quoted(*ranked(FIVE, SIX, FACTS[0]), preferred=(B,)))[:2] == [("b", False), ("a", False)]
    assert told(quoted(*ranked(FIVE, SIX, FACTS[0], steps=0.3), preferred=(B,)))[:2] == [("b", False), ("a", False)]
    assert told(quoted(*ranked(FIVE, SIX, FACTS[0]), preferred=(A, B)))[:2] == [("a", False), ("b", False)]


def test_superseded() -> None:
    """What is superseded is left out where the other answers nearly as well, and else is quoted as older."""
    assert told(quoted(*ranked(FIVE, SIX, FACTS[0]), superseded=(Superseded(A, B),))) == [("b", False), ("c", False)]
    far = ranked(FIVE, FACTS[0], steps=2.0)
    assert told(quoted(*far, superseded=(Superseded(A, B),)))[0] == ("a", True)
    assert told(quoted(*ranked(FIVE), superseded=(Superseded(A, B),))) == [("a", True)]
    chain = (Superseded(A, B), Superseded(B, C))
    assert told(quoted(*ranked(FIVE, FACTS[1], FACTS[0]), superseded=chain)) == [("c", False)]


def test_superseded_by_an_older_version() -> None:
    """Where a version is superseded by an older one that has its versions between, one of them is still quoted."""
    texts = [f"{FACTS[0]} {FACTS[1]} The toll of the bridge is {toll} pence." for toll in ("one", "two", "three")]
    of = [
        candidate(text, of=key, number=number, title=f"Tolls v{number}", story=(1, 9), cosines=[0, 1 - number * 0.01])
        for number, (key, text) in enumerate(zip("abc", texts, strict=True), 1)
    ]
    assert told(quoted(*of)) == [("c", False)]
    assert told(quoted(*of, superseded=(Superseded(C, A),))) == [("a", False)]


def test_superseded_takes_the_place() -> None:
    """The newer article stands where the older one would have stood, before what answers less than that."""
    of = ranked(FIVE, FACTS[0], SIX, steps=0.05)
    assert told(quoted(*of, superseded=(Superseded(A, C),))) == [("c", False), ("b", False)]


def test_copies_in_newer_versions() -> None:
    """What both versions say is quoted of the newer one, which does not name the older as telling it too."""
    text = "The filter is cleaned each month by hand."
    old, new = (
        candidate(text, of=key, number=number, title=f"Manual {key}", story=(1, 9), cosines=[0, 1.0])
        for number, key in enumerate(("v1", "v2"))
    )
    (quote,) = quoted(replace(old, near_duplicates=(new,)))
    assert (quote.source.id, quote.also_in, quote.older) == ("v2", (), False)
    (hit,) = found_passages(result("so", replace(old, near_duplicates=(new,))), load_weights().versions)
    assert (hit.source.id, hit.also_in, hit.older) == ("v2", (), False)


def test_passages() -> None:
    """A search leaves out marked passages, has preferred articles further in front and older ones further behind."""
    found, weights = result("so", *ranked(*FACTS)), load_weights().versions
    assert [hit.source.id for hit in found_passages(found, weights)] == ["a", "b", "c"]
    unquoted = Corrections((MarkedPassage(A, "bridge is"),))
    assert [hit.source.id for hit in found_passages(found, weights, unquoted)] == ["b", "c"]
    preferred = Corrections(preferred=(C,))
    assert [hit.source.id for hit in found_passages(found, weights, preferred)] == ["c", "a", "b"]
    superseded = Corrections(superseded=(Superseded(A, B),))
    hits = found_passages(found, weights, superseded)
    assert [(hit.source.id, hit.older) for hit in hits] == [("b", False), ("c", False), ("a", True)]


@pytest.mark.parametrize("is_copy_marked", [True, False])
def test_passages_with_copies(is_copy_marked: bool) -> None:
    """Where what is found may not be shown of one article, it is not shown of its copies either."""
    own, copy = (candidate(FACTS[0], of=key, number=number) for number, key in enumerate("ab"))
    mark = Corrections((MarkedPassage(B if is_copy_marked else A, FACTS[0]),))
    assert found_passages(result("so", replace(own, near_duplicates=(copy,))), load_weights().versions, mark) == []


def test_surer_of_two() -> None:
    """An answer is as sure as by the quote that answers best, also where another article goes before it."""
    by_cosine = Calibration(0.0, {"sentence": 5.0}, 0.25, ())
    of = ranked(FIVE, SIX, steps=0.2)
    plain = Answerer(Found(*of), by_cosine, 0.0).answer("so").confidence
    corrected = Answerer(Found(*of), by_cosine, 0.0, corrections=Corrections(preferred=(B,))).answer("so")
    assert corrected.quotes[0].source.id == "b"
    assert corrected.confidence == plain
