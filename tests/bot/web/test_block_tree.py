"""What an excerpt says stands in its tree, all of it, in order, and as what it is."""

from collections.abc import Iterable, Iterator
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from bot.web.block_tree import (
    Code,
    Footnote,
    Heading,
    Item,
    ItemList,
    Node,
    Note,
    Paragraph,
    Run,
    Sign,
    Table,
    block_tree,
)
from index.records import Block, BlockKind, Excerpt, Locator, Span


def excerpt(*blocks: tuple[BlockKind, str, int, int, str], bold: tuple[Span, ...] = ()) -> Excerpt:
    """An excerpt of blocks: their kind, text, level, group and info."""
    text, placed = "", list[Block]()
    for kind, said, level, group, info in blocks:
        placed.append(Block(kind, Span(len(text), len(text) + len(said)), level, group, info))
        text += said + "\n"
    return Excerpt(text, tuple(placed), bold)


def plain(text: str) -> tuple[Run, ...]:
    """A run."""
    return (Run(text),)


def runs_of(nodes: Iterable[Node | Item]) -> Iterator[Run]:
    """All runs of nodes, in order."""
    for node in nodes:
        match node:
            case Table(head, rows):
                yield from (run for row in (*head, *rows) for cell in row for run in cell)
            case ItemList():
                yield from runs_of(node.items)
            case Item():
                yield from node.runs
                yield from runs_of(node.inside)
            case _:
                yield from node.runs


def test_lists_in_lists() -> None:
    """Items stand in those around them, with their numbers; what goes on with an item stands in it."""
    tree = block_tree(
        excerpt(
            ("item", "3. three", 1, 1, "3."),
            ("item", "- inner", 2, 1, "-"),
            ("item", "more of three", 1, 1, ""),
            ("item", "4. four", 1, 1, "4."),
            ("item", "- other list", 1, 2, "-"),
            ("item", "a) own", 1, 2, "a)"),
        )
    )
    assert tree == (
        ItemList(
            "numbers",
            (
                Item(
                    plain("three"),
                    3,
                    (ItemList("bullets", (Item(plain("inner"), None),)), Paragraph(plain("more of three"))),
                ),
                Item(plain("four"), 4),
            ),
        ),
        ItemList("bullets", (Item(plain("other list"), None),)),
        ItemList("own", (Item(plain("a) own"), None),)),
    )


def test_tables_code_and_headings() -> None:
    """Rows are of cells below what names the columns, code keeps its lines, and a heading tells where it stands."""
    tree = block_tree(
        excerpt(
            ("heading", "Prices", 2, 0, ""),
            ("header", "Who\tPrice", 0, 1, ""),
            ("row", "Adults\t\tthree", 0, 1, ""),
            ("code", "\nif x:\n    y", 0, 0, "python"),
        ),
        offset=100,
    )
    assert tree == (
        Heading(plain("Prices"), 2, 100),
        Table(((plain("Who"), plain("Price")),), ((plain("Adults"), (), plain("three")),)),
        Code(plain("if x:\n    y")),
    )


def test_marks_and_signs() -> None:
    """What answers is marked over blocks, first only once; places stand before, and marks of notes behind a word."""
    shown = excerpt(("paragraph", "One two.", 0, 0, ""), ("paragraph", "Three.", 0, 0, ""), bold=(Span(4, 12),))
    page, note = Locator("page", "7", 7), Note("1", 50, 0)
    assert block_tree(shown, [Sign(8, page), Sign(8, note)]) == (
        Paragraph((Run("One "), Run("two.", True, True), Run("", note=note))),
        Paragraph((Run("", place=page), Run("Thr", True), Run("ee."))),
    )


def test_notes() -> None:
    """A footnote knows whether its mark is shown too."""
    shown = excerpt(
        ("paragraph", "One.", 0, 0, ""), ("footnote", "Said so.", 0, 0, "1"), ("footnote", "No.", 0, 0, "2")
    )
    tree = block_tree(shown, [Sign(4, Note("1", 105, 0))], 100)
    assert tree[1:] == (Footnote(plain("Said so."), "1", 105, True), Footnote(plain("No."), "2", 114, False))


def test_texts_without_markup() -> None:
    """A text without markup has the paragraphs that blank lines make, with its lines as they are."""
    tree = block_tree(Excerpt("One\ntwo\n\n \nThree"))
    assert tree == (Paragraph(plain("One\ntwo")), Paragraph(plain("Three")))


KINDS = st.sampled_from(get_args(BlockKind))
BLOCKS = st.lists(
    st.tuples(
        KINDS,
        st.text("ab -1.\t\n", max_size=12),
        st.integers(0, 12),
        st.integers(0, 2),
        st.sampled_from(["", "-", "1."]),
    ),
    max_size=12,
)


@given(BLOCKS, st.integers(0, 60), st.integers(0, 60), st.lists(st.integers(0, 150), max_size=3))
def test_all_is_there(
    blocks: list[tuple[BlockKind, str, int, int, str]], at: int, length: int, signs: list[int]
) -> None:
    """Whatever the blocks are, each letter stands in the tree once and in order, marked where it answers."""
    whole = excerpt(*blocks)
    bold = Span(min(at, len(whole.text)), min(at + length, len(whole.text)))
    marked = Excerpt(whole.text, whole.blocks, (bold,) if bold.start < bold.end else ())
    runs = list(runs_of(block_tree(marked, [Sign(one, Locator("page", "1", 1)) for one in signs])))
    letters = [letter for letter in whole.text if letter in "ab"]
    assert [letter for run in runs for letter in run.text if letter in "ab"] == letters
    answering = [letter for letter in whole.text[slice(*bold)] if letter in "ab"]
    assert [letter for run in runs if run.answers for letter in run.text if letter in "ab"] == answering
    assert sum(run.is_first for run in runs) == any(run.answers for run in runs)
