"""What is shown of a stretch of an article, and where it stands in its text."""

from index.ingest.readers.markup.markdown import read_markdown
from index.reading import excerpt, locator_at, plain_span, source_span, with_columns
from index.records import Article, Block, Excerpt, Locator, Piece, Place, Reading, Source, Span

HUTS = "Huts, *south* to north:\n\n| Hut | Beds |\n| --- | --- |\n| **Arn** | 8 |\n| Dun | 9 |\n"


def article(text: str) -> Article:
    """An article in Markdown."""
    return Article(Source("1", "T"), text, reading=read_markdown(text))


def shown(text: str, said: str, marked: str = "") -> Excerpt | None:
    """What is shown of a stretch of an article's text, with a part of it marked."""
    start = text.index(said)
    marks = [Span(text.index(marked), text.index(marked) + len(marked))] if marked else []
    return excerpt(article(text), Span(start, start + len(said)), marks)


def test_text_without_markup_is_shown_as_it_stands() -> None:
    """Of an article that is its own reading a stretch stands where it stands, and is shown as it is."""
    plain = Article(Source("1", "T"), "It rained.")
    assert (source_span(plain, Span(3, 9)), plain_span(plain, Span(3, 9))) == (Span(3, 9), Span(3, 9))
    assert excerpt(plain, Span(3, 9)) is None


def test_marks_within_a_stretch_are_part_of_it_in_the_text() -> None:
    """A stretch goes over what is hidden within it, and neither begins nor ends with that."""
    whole = article("**It** rained <!-- x --> *all* night.")
    assert whole.plain == "It rained all night."
    assert whole.text[slice(*source_span(whole, Span(0, 13)))] == "It** rained <!-- x --> *all"
    assert plain_span(whole, Span(0, len(whole.text))) == Span(0, len(whole.plain))
    assert plain_span(whole, Span(14, 22)) == Span(10, 10)


def test_a_row_is_shown_below_its_header() -> None:
    """Of a table's row the header is shown too, and what answers is marked."""
    assert shown(HUTS, "Dun | 9", "Dun") == Excerpt(
        "Hut\tBeds\nDun\t9",
        (Block("header", Span(0, 8), group=1), Block("row", Span(9, 14), group=1)),
        (Span(9, 12),),
        own=Span(9, 14),
    )


def test_a_footnote_is_shown_with_its_sentence() -> None:
    """A sentence is shown with the footnotes that it refers to, and a footnote with its sentence."""
    text = "It snowed. It rained.[^1] It stopped.\n\nMore.\n\n[^1]: In May."
    below, above = shown(text, "It rained."), shown(text, "In May.")
    assert (below and below.text, above and above.text) == ("It rained.\n\nIn May.",) * 2


def test_items_that_are_not_shown_are_counted() -> None:
    """Of a list that is shown in part it is told how many items stand before and behind."""
    some = shown("1. One\n2. Two\n   - sub\n3. Three\n4. Four\n", "2. Two\n   - sub")
    assert some is not None
    assert (some.text, some.before, some.after) == ("2. Two\n  - sub", 1, 2)


def test_a_row_says_what_stands_in_which_column() -> None:
    """A row is embedded with the names of its columns, and all else as it stands."""
    huts = article(HUTS)
    row = Span(huts.plain.index("Arn"), huts.plain.index("Arn") + len("Arn\t8"))
    assert with_columns(huts, row) == "Hut: Arn, Beds: 8"
    assert with_columns(huts, Span(0, 5)) == "Huts,"


def test_a_place_goes_on_to_where_the_next_begins() -> None:
    """What is shown tells the page of the first that answers in it, or else that it begins on."""
    one, two = Locator("page", "1", 1), Locator("page", "2", 2)
    reading = Reading(
        "It rained. It snowed.", (Piece(0, 0, 21),), (Block("paragraph", Span(0, 21)),), (Place(3, one), Place(11, two))
    )
    article = Article(Source("a", "A"), reading.plain, reading=reading)
    assert [locator_at(reading, offset) for offset in (0, 3, 10, 11, 20)] == [None, one, one, two, two]
    shown = [excerpt(article, Span(3, 21), marks) for marks in ((), [Span(11, 21)], [Span(11, 21), Span(3, 10)])]
    assert [one and one.locator for one in shown] == [one, two, one]
