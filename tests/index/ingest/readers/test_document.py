"""Blocks of documents become a reading of their own, all of which is quoted as it stands there."""

from hypothesis import given
from hypothesis import strategies as st

from index.ingest.readers.document import Document, NoteMark, PlacedAt, TextBlock, make_article, read_blocks
from index.records import Block, BlockKind, Locator, Piece, Place, Span

ONE, TWO = Locator("page", "1", 1), Locator("page", "2", 2)
KINDS: list[BlockKind] = ["paragraph", "heading", "item", "code", "header", "row", "footnote"]
BLOCKS = st.lists(
    st.builds(
        TextBlock,
        st.sampled_from(KINDS),
        st.text("ab \t\n."),
        st.integers(1, 3),
        st.integers(0, 2),
        st.sampled_from(["", "-", "1."]),
        st.lists(st.builds(PlacedAt, st.integers(0, 3), st.sampled_from([ONE, TWO])), max_size=3).map(tuple),
    )
)


def test_blocks_stand_apart_as_a_reader_sees_them() -> None:
    """Items have their marks, rows tabs between their cells, broken lines stay, and other white space is folded."""
    reading = read_blocks(
        [
            TextBlock("heading", "Boats ", 1),
            TextBlock("paragraph", "Two  of\nthem."),
            TextBlock("item", "one", 1, 1, "-"),
            TextBlock("item", "other", 2, 1, "a)"),
            TextBlock("header", "Name\tLength", group=2),
            TextBlock("row", "Ilse\t9 m", group=2),
            TextBlock("code", "if x:\n    y", info="python"),
        ]
    )
    assert reading.plain == ("Boats\n\nTwo of\nthem.\n\n- one\n  a) other\n\nName\tLength\nIlse\t9 m\n\nif x:\n    y")
    assert [reading.plain[slice(*block.span)] for block in reading.blocks][2:4] == ["- one", "a) other"]


def test_places_are_where_what_stands_there_begins() -> None:
    """A page begins with its first block, or amid one that goes on, and is told once."""
    reading = read_blocks(
        [
            TextBlock("heading", "Boats", 1, places=(PlacedAt(0, ONE),)),
            TextBlock("paragraph", "It rained  and snowed.", places=(PlacedAt(0, ONE), PlacedAt(11, TWO))),
        ]
    )
    assert reading.plain == "Boats\n\nIt rained and snowed."
    assert reading.places == (Place(0, ONE), Place(17, TWO))


def test_a_footnote_knows_its_mark() -> None:
    """Where the mark of a footnote stood is its anchor."""
    reading = read_blocks(
        [
            TextBlock("paragraph", "It rained. It snowed.", notes=(NoteMark(10, "1"),)),
            TextBlock("footnote", "A little.", info="1"),
        ]
    )
    assert reading.blocks[-1] == Block("footnote", Span(23, 32), info="1", anchor=10)


def test_an_article_is_told_by_its_document() -> None:
    """What a document says of itself is said of its article; one of several goes by its name in the file."""
    blocks = (TextBlock("heading", "Boats", 1), TextBlock("paragraph", "It rained."))
    fields = {"author": "Ann", "date": "2024-03-20"}
    alone = make_article(Document(blocks, fields=fields), "/d/b.docx", "b", "b").source
    assert (alone.id, alone.title, alone.author, alone.published_at) == ("b", "Boats", "Ann", "2024-03-20")
    named = make_article(Document(blocks, "A *boat*", fields, "3"), "/d/b.docx", "b", "b").source
    assert (named.id, named.title) == ("b/3", "A boat")


def test_places_of_which_nothing_is_said_are_left_out() -> None:
    """A page on which a document says nothing is no place, however it begins and ends."""
    one, two = (PlacedAt(0, Locator("page", label, int(label))) for label in "12")
    unsaid = read_blocks([TextBlock("item", "", 1, places=(one,)), TextBlock("paragraph", "It rained.", places=(two,))])
    assert [(place.start, place.locator.label) for place in unsaid.places] == [(0, "2")]
    parts = (("It rained.", (one,)), ("", (two, one)), ("It snowed.", (two,)))
    between = read_blocks([TextBlock("paragraph", text, places=places) for text, places in parts])
    assert [(place.start, place.locator.label) for place in between.places] == [(0, "1"), (12, "2")]


@given(BLOCKS)
def test_any_blocks_make_a_reading(blocks: list[TextBlock]) -> None:
    """All of a reading is the article's text itself; blocks and places are in order and within it."""
    reading = read_blocks(blocks)
    assert reading.pieces == (Piece(0, 0, len(reading.plain)),)
    spans = [block.span for block in reading.blocks]
    assert spans == sorted(spans)
    assert all(0 <= start <= end <= len(reading.plain) for start, end in spans)
    starts = [place.start for place in reading.places]
    assert starts == sorted(set(starts))
    assert all(0 <= start <= len(reading.plain) for start in starts)
