"""What is measured of the documents is what is meant."""

from index.records import Article, Excerpt, Locator, Passage, Quote, Source, Span
from tests.documents.dataset import Document, Question
from tests.documents.measure import (
    Asked,
    Leak,
    Read,
    judge,
    leaks,
    of_document,
    parts,
    recall,
    right_first,
    right_page,
    shown_whole,
    table,
)

PATH = "/somewhere/tests/documents/in/one/boats.md"
QUESTION = Question("How many?", ["nine  boats"], "table", ["Boats", "nine boats"])
DOCUMENT = Document(
    "one/boats.md", "# Boats\n\n## Mole\n\nThere are nine boats. One sank.\n\n- oars\n", ("secret",), (QUESTION,)
)
ARTICLE = Article(Source("boats", "Boats", path=PATH), "There are\nnine boats. One sank.\noars, secret[^1]")


def test_parts() -> None:
    """What a passage holds is found, a heading where one stands above it; what no passage holds is lost."""
    passage = Passage(Span(0, 21), (Span(0, 21),), "Harbour > Mole")
    found = parts(Read(DOCUMENT, [(ARTICLE, [passage])]))
    assert [(part.line.kind, part.text, part.found) for part in found] == [
        ("title", "Boats", True),
        ("heading", "Mole", True),
        ("prose", "There are nine boats.", True),
        ("prose", "One sank.", False),
        ("item", "oars", False),
    ]
    assert recall(found, lambda part: part.line.kind) == {"heading": 1.0, "item": 0.0, "prose": 0.5, "title": 1.0}


def test_a_document_without_article_is_lost() -> None:
    """Where a document became no article, nothing of it is found."""
    assert [part.found for part in parts(Read(DOCUMENT, []))] == [False] * 5


def test_leaks() -> None:
    """What is hidden, and what is left of markup, is found where it is shown; not what a plain reading holds itself."""
    assert leaks(DOCUMENT, ARTICLE.text, "here") == [Leak(DOCUMENT, "secret", "here"), Leak(DOCUMENT, "[^", "here")]
    showing = Document("one/boats.md", "# Boats\n\n    a[^1]\n", (), ())
    assert leaks(showing, ARTICLE.text, "here") == []
    assert leaks(Document("one/boats.txt", "# Boats", (), ()), ARTICLE.text, "here") == []


def test_judge() -> None:
    """A quote is right that is of the document and holds an answer, and whole where it holds all that belongs to it."""
    right = Quote("There are\nnine boats.", Span(0, 21), (), 1.0, ARTICLE.source)
    assert judge(DOCUMENT, QUESTION, right, True) == Asked(DOCUMENT, QUESTION, True, False, True)
    whole = Quote("Boats\nnine boats", Span(0, 16), (), 1.0, ARTICLE.source)
    assert judge(DOCUMENT, QUESTION, whole, False) == Asked(DOCUMENT, QUESTION, True, True, False)
    other = Quote("nine boats", Span(0, 10), (), 1.0, Source("boats", "Boats", path="/tests/documents/in/boats.md"))
    assert judge(DOCUMENT, QUESTION, other, True) == Asked(DOCUMENT, QUESTION, False, False, True)
    assert judge(DOCUMENT, QUESTION, None, False) == Asked(DOCUMENT, QUESTION, False, False, False)


def test_pages() -> None:
    """A right quote has the right page if its excerpt stands there; other quotes, and other formats, do not count."""
    paged = Question("How many?", ["nine boats"], "prose", page="iv")
    asked = []
    for label in ("iv", "4"):
        excerpt = Excerpt("nine boats", locator=Locator("page", label))
        asked.append(
            judge(DOCUMENT, paged, Quote("nine boats", Span(10, 20), (), 1.0, ARTICLE.source, (), excerpt), True)
        )
    assert [one.placed for one in asked] == [True, False]
    unpaged = Asked(DOCUMENT, QUESTION, True, True, True)
    assert right_page([*asked, unpaged, Asked(DOCUMENT, paged, False, False, True)]) == 0.5
    assert table([], asked, []).splitlines()[-1].split() == ["pages", "2", "0.500"]


def test_documents_that_pack_others() -> None:
    """A path below a packed file is one of its document, and no other is."""
    packed = Document("converted/boats.zip", "# Boats\n", (), ())
    inside = ("", "/boats/mole.html")
    assert all(of_document(packed, f"/tests/documents/converted/boats.zip{path}") for path in inside)
    assert not of_document(packed, "/tests/documents/converted/boats.zip2")
    assert not of_document(packed, None)


def test_shares() -> None:
    """Questions are counted by kind, and as shown whole only where the first quote is right."""
    prose = Question("Why?", ["ice"], "prose")
    asked = [
        Asked(DOCUMENT, QUESTION, True, True, True),
        Asked(DOCUMENT, QUESTION, True, False, True),
        Asked(DOCUMENT, QUESTION, False, False, True),
        Asked(DOCUMENT, prose, True, True, False),
    ]
    assert right_first(asked, lambda one: one.question.kind) == {"prose": 1.0, "table": 2 / 3}
    assert shown_whole(asked) == 0.5
    rows = table([], asked, [Leak(DOCUMENT, "secret", "here")]).splitlines()
    assert rows[1].split() == [".md", "1", "1.000", "1", "0.750", "0.500", "0.750"]
    assert rows[-3].split() == ["table", "3", "0.667", "0.500", "1.000"]
