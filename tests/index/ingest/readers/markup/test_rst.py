"""reStructuredText is read as a reader sees it: without markup, comments and what is for the program that shows it."""

import pytest
from docutils.parsers.rst import directives, roles
from hypothesis import example, given
from hypothesis import strategies as st

from index.ingest.readers.markup.rst import read_rst
from index.reading import source_span
from index.records import Article, Source
from tests.index.ingest.readers.markup.shown import check_reading, said, shown

_FRAGMENTS = (
    *(
        "\n",
        "\n\n",
        "  ",
        "    ",
        "\t",
        "\r\n",
        "\r",
        " ",
        "word ",
        "Two words. ",
        "é",
        "\x0c",
        "\u2028",
        "\x00",
        "漢字",
    ),
    *("- ", "* ", "1. ", "#. ", "a) ", "iv. ", "Term\n  ", "*em*", "**b**", "``l``", "`t <u>`_", "`x`", ":ref:`a <b>`"),
    *(
        "|s|",
        "[1]_",
        "[#]_",
        "[#n]_",
        "[*]_",
        "[C]_",
        ".. [1] n\n",
        ".. [#] n\n",
        ".. [#n] n\n",
        ".. [*] n\n",
        "\\",
        "\\*",
    ),
    *(".. [C] n\n", ".. |s| replace:: x |s|\n", ".. |u| unicode:: 0xA9\n", ".. |i| image:: x\n", ".. note:: t\n", "::"),
    *(".. code:: py\n\n   x\n", ".. list-table:: c\n   :header-rows: 1\n\n   * - a\n     - b\n", ".. _t:\n", ".. no\n"),
    *(
        '.. csv-table::\n\n   a,"b"\n',
        "+--+--+\n| a|b |\n+==+==+\n|c |d |\n+--+--+\n",
        "== ==\na  b\n== ==\n1  2\n== ==\n",
    ),
    *(
        "=====\n",
        "-----\n",
        "Title\n",
        "| line\n",
        ":f: v\n",
        "-a  opt\n",
        ">>> x\n",
        ".. glossary::\n\n   a\n     b\n",
    ),
    *(
        ".. tab:: X\n\n   y\n",
        ".. role:: r(raw)\n",
        ":r:`x`",
        ".. deprecated:: 1\n",
        "*",
        "`",
        "|",
        "_",
        "<",
        ">",
        "..",
    ),
)


def _said(text: str) -> list[str]:
    return said(read_rst(text))


def _shown(text: str) -> list[str]:
    return shown(read_rst(text))


def _inline(text: str) -> str:
    (paragraph,) = _said(text)
    return paragraph


def test_fields_at_the_top() -> None:
    """Fields above the first text and below the title are told of the document; those that are none stay text."""
    document = read_rst(
        ":orphan:\n\n.. not for print\n\n=====\nWeirs\n=====\n\n:Author: Ann Roth\n:Date: $Date: 2024-03-09 $\n"
        ":Deposit: 40 crowns\n\nIt *leaks*.\n\n:version: 3\n"
    )
    assert (document.title, dict(document.fields)) == (
        "Weirs",
        {"orphan": "", "author": "Ann Roth", "date": "2024-03-09"},
    )
    assert shown(document) == [
        *("heading1: Weirs", "item1: Deposit: 40 crowns", "paragraph: It leaks.", "item1: version: 3"),
    ]


def test_other_ways_to_tell_of_a_document() -> None:
    """Authors in a list, comments as Nikola has them, and directives for it are told of the document too."""
    assert dict(read_rst("T\n=\n\n:Authors: - Ann\n          - Bo\n").fields) == {
        "authors": "Ann, Bo",
        "author": "Ann, Bo",
    }
    document = read_rst(".. title: Mills\n.. date: 2024-03-09 10:00\n.. draft: true\n.. so what\n\nText.\n")
    assert (document.title, document.fields["date"], document.fields["draft"]) == ("Mills", "2024-03-09 10:00", "true")
    document = read_rst(
        ".. meta::\n   :description: On mills\n\n.. sectionauthor:: Ann <a@b.c>\n\n.. post:: May 3\n\nOn.\n"
    )
    assert dict(document.fields) == {"description": "On mills", "author": "Ann <a@b.c>", "date": "May 3"}
    assert said(document) == ["On."]


def test_what_is_not_shown() -> None:
    """Comments, targets, definitions, raw text, lists of contents and pictures are not shown."""
    assert _said(
        ".. a comment\n   of two lines\n\n..\n   another\n\n.. _target: https://a.example\n.. __: b_\n\n"
        ".. |x| replace:: y\n\n.. raw:: html\n\n   <b>no</b>\n\n.. contents:: Contents\n   :depth: 2\n\n"
        ".. toctree::\n   :caption: no\n\n   a\n   b\n\n.. index:: no; no\n\n.. image:: no.png\n   :alt: no\n\n"
        ".. include:: no.rst\n\n.. highlight:: sh\n\n.. todo:: no\n\n"
        ".. only:: internal\n\n   no\n\n.. only:: not html\n\n   no\n\n.. ifconfig:: draft\n\n   no\n\n"
        ".. role:: html(raw)\n   :format: html\n\n"
        "One :html:`<br>` two.\n\n----\n\nThree.\n"
    ) == ["One two.", "Three."]


def test_marks_within_text() -> None:
    """Marks within text are not shown; one without an end, or behind a backslash, is."""
    assert _inline("*a* **b** ``c *d*`` `e` `f g`_ h_ i__ _`j` |k| \\*l\\* m\\ *n* *o p|q r_\\ s") == (
        "a b c *d* e f g h i j k *l* mn *o p|q rs"
    )
    assert _inline("`A <https://a.example>`_, `B <c_>`__, https://d.example/e_f and g@h.example") == (
        "A, B, https://d.example/e_f and g@h.example"
    )


def test_roles() -> None:
    """Of any role the text is shown: of a name with ~ its last part, and no target."""
    assert _inline(
        ":ref:`the mill <mill>` :doc:`/weir` :term:`race <mill race>` :func:`~a.b.c` :py:meth:`!d` :kbd:`Ctrl` "
        ":pep:`8` `x`:sub: :guilabel:`&Open` :math:`a_1` :cite:p:`no` :abbr:`GPS (position)` :own:`text`"
    ) == ("the mill /weir race c d Ctrl PEP 8 x Open a_1 GPS (position) text")


def test_substitutions() -> None:
    """What a substitution stands for is shown in its place; of a program's own its name."""
    text = ".. |mill| replace:: the *Lower* |kind|\n.. |kind| replace:: Mill\n.. |c| unicode:: 0xA9\n\n"
    text += "At |mill| |c| |version|."
    document = read_rst(text)
    assert said(document) == ["At the Lower Mill © version."]
    start = document.reading.plain.index("the")
    piece = next(piece for piece in document.reading.pieces if piece.plain_start == start)
    assert text[piece.source_start : piece.source_end] == "|mill|"


def test_titles() -> None:
    """Titles are headings by their underlines, also where docutils takes them for errors."""
    assert _shown(
        "====\nOne\n====\n\nTwo\n---\n\n- x\n\nThree\n~~~~~\n\nTwo\n----\n\n====\nFour\n====\n\nFive\n=====\n"
    ) == [
        *("heading1: One", "heading2: Two", "item1: - x", "heading3: Three", "heading2: Two"),
        *("heading1: Four", "heading2: Five"),
    ]
    assert _shown(".. only:: html\n\n   Within\n   ------\n\n   Text.\n\nToo long a title\n----\n") == [
        *("heading1: Within", "paragraph: Text.", "heading1: Too long a title"),
    ]


def test_lists() -> None:
    """Items have their mark or number, and all that belongs to them."""
    document = read_rst(
        "Do:\n\n* one\n  more\n\n  on\n\n  - deep::\n\n      code\n\n* two\n\n1. first\n2. second\n\n   #. in\n"
        "   #. in\n\n"
        "(a) letter\n(b) letter\n\niii. roman\n"
    )
    assert shown(document) == [
        *("paragraph: Do:", "item1: - one more", "item1: on", "item2: - deep:", "code2: code", "item1: - two"),
        *("item1: 1. first", "item1: 2. second", "item2: 1. in", "item2: 2. in", "item1: (a) letter"),
        *("item1: (b) letter", "item1: iii. roman"),
    ]
    groups = [block.group for block in document.reading.blocks]
    assert (len(set(groups[1:6])), len(set(groups[6:10])), len(set(groups[10:12]))) == (1, 1, 1)
    assert len({groups[1], groups[6], groups[10], groups[12]}) == 4


def test_definitions() -> None:
    """Definitions, fields and options are blocks with what they are of, and go on with what belongs to them."""
    assert _shown(
        "weir : dam\n   A *low* dam.\n\n   It leaks.\n\nx\n\n:Fee: 40 crowns\n:Hours: nine\n   to five\n\nx\n\n"
        "-a            all\n-b, --brief=N  brief\n\n.. glossary::\n\n   one\n   two\n      Meaning.\n"
    ) == [
        *("item1: weir : dam\n  A low dam.", "item1: It leaks.", "paragraph: x", "item1: Fee: 40 crowns"),
        *("item1: Hours: nine to five", "paragraph: x", "item1: -a\n  all", "item1: -b, --brief=N\n  brief"),
        "item1: one\ntwo\n  Meaning.",
    ]


def test_questions() -> None:
    """Questions in bold, behind a Q, or as terms head their answers; what follows the last one is below none."""
    assert _shown(
        "**May I swim?**\n\nNo.\n\nQ: Why?\n\nEels.\n\n**Q:** At *night*?\n\n**Q: Dawn?**\n\nNo. **Bold?**\n\n"
        "And dogs?\n   No.\n\n   Ever.\n\nEnd.\n\n- **Item?**\n\n**Bold.**\n"
    ) == [
        *("heading6: May I swim?", "paragraph: No.", "heading6: Why?", "paragraph: Eels.", "heading6: At night?"),
        *("heading6: Dawn?", "paragraph: No. Bold?", "heading6: And dogs?", "paragraph: No.", "paragraph: Ever."),
        *("heading6: ", "paragraph: End.", "item1: - Item?", "paragraph: Bold."),
    ]


_ROWS = ["header: Hut\tHeight", "row: Sundfell\t1,200 m", 'row: Ose\t"low" one']


@pytest.mark.parametrize(
    "table",
    [
        "+----------+-----------+\n| Hut      | *Height*  |\n+==========+===========+\n| Sundfell | 1,200 m   |\n"
        '+----------+-----------+\n| Ose      | "low" one |\n+----------+-----------+\n',
        '========  =========\nHut       Height\n========  =========\nSundfell  1,200 m\n\nOse       "low"\n'
        "          one\n"
        "========  =========\n",
        ".. list-table::\n   :header-rows: 1\n\n   * - Hut\n     - Height\n   * - Sundfell\n     - 1,200 m\n"
        "   * - Ose\n"
        '     - "low"\n       one\n',
        '.. csv-table::\n   :header: "Hut", "Height"\n   :widths: 12, 20\n\n   "Sundfell", "1,200 m"\n'
        '   Ose, """low"" one"\n',
        "+----------+-----------+\n| Hut      | Height    |\n+==========+===========+\n| Sundfell | 1,200 m   |\n"
        '+---------+-----------+\n| Ose      | "low" one |\n+----------+-----------+\n',
    ],
)
def test_tables(table: str) -> None:
    """A table of whatever kind, and what was meant as one and is none, is rows of cells."""
    assert _shown(table) == _ROWS


def test_tables_with_titles_and_wide_cells() -> None:
    """A title is a paragraph, and what goes on over several rows is said in each."""
    assert _shown(
        ".. table:: Fares\n\n   +------+------+\n   | From | To   |\n   +======+======+\n   | Ose  | Mill |\n"
        "   +      +------+\n   |      | Lock |\n   +------+------+\n   | all stops   |\n   +------+------+\n"
    ) == ["paragraph: Fares", "header: From\tTo", "row: Ose\tMill", "row: Ose\tLock", "row: all stops"]


def test_code() -> None:
    """Code is one block as it stands, with its language and what it is called above it."""
    assert _shown(
        "Run::\n\n   a\tb\n     c\n\n   d\n\n.. code-block:: python\n   :caption: mill.py\n   :linenos:\n\n"
        "   # x\n   y = '*z*'\n\n>>> 1\n1\n\n.. math:: a_1\n\n.. parsed-literal::\n\n   *a* b\n\n::\n\n> quoted\n> it\n"
    ) == [
        *(
            "paragraph: Run:",
            "code: a\tb\n  c\n\nd",
            "paragraph: mill.py",
            "code python: # x\ny = '*z*'",
            "code: >>> 1\n1",
        ),
        *("code latex: a_1", "code: a b", "code: > quoted\n> it"),
    ]


def test_other_blocks() -> None:
    """Quotes say who speaks, lines stay lines, captions are shown and options are not."""
    assert _said(
        "He said:\n\n   Bees know.\n\n   -- Old Marta\n\n| Rain,\n|   go\n| away.\n\n.. figure:: no.png\n"
        "   :alt: no\n\n"
        "   The mill.\n\n   In spring.\n\n.. epigraph::\n\n   Short.\n\n   -- Ann\n\n.. topic:: Title\n\n   Body.\n"
    ) == [
        "He said:",
        "Bees know.",
        "— Old Marta",
        "Rain,\ngo\naway.",
        "The mill.",
        "In spring.",
        "Short.",
        "— Ann",
        "Title",
        "Body.",
    ]


def test_directives() -> None:
    """Of a directive, known or not, what is written to be read is shown: its title, if it has one, and its content."""
    assert _shown(
        ".. note:: Mind\n   the gap.\n\n.. warning::\n   :class: no\n\n   Hot.\n\n.. admonition:: *Own* title\n\n"
        "   Text.\n\n"
        ".. versionadded:: 2.1\n   Works.\n\n.. container:: no\n\n   In.\n\n.. unheard-of:: Some words\n   :no: no\n\n"
        "   More.\n\n.. youtube:: x1y2\n\n.. py:function:: f(*args)\n   :no: no\n\n   Does.\n\n.. rubric:: Notes\n"
    ) == [
        *("paragraph: Mind the gap.", "paragraph: Hot.", "paragraph: Own title", "paragraph: Text."),
        *("paragraph: Added in version 2.1 Works.", "paragraph: In.", "paragraph: Some words", "paragraph: More."),
        *("paragraph: f(*args)", "paragraph: Does.", "heading1: Notes"),
    ]


def test_directives_that_head() -> None:
    """What is folded or stands in tabs is below its title, and what follows it is not."""
    assert _shown("T\n=\n\n.. dropdown:: May I swim?\n\n   No.\n\n.. tab:: Linux\n\n   Run.\n\nEnd.\n") == [
        *("heading1: T", "heading2: May I swim?", "paragraph: No.", "heading2: ", "heading2: Linux", "paragraph: Run."),
        *("heading2: ", "paragraph: End."),
    ]


def test_footnotes() -> None:
    """Footnotes and citations are blocks that know where their first mark stood, which is not shown."""
    document = read_rst(
        "It leaks [1]_. A lot [#]_, all [#why]_ day [*]_ [Roth24]_; so [1]_.\n\n.. [1] Since *May*.\n.. [#] Rats.\n"
        ".. [#why] Rain.\n\n   Much.\n.. [*] Star.\n.. [Roth24] A book.\n"
    )
    plain = document.reading.plain
    assert said(document) == [
        *("It leaks. A lot, all day; so.", "Since May.", "Rats.", "Rain.", "Much.", "Star.", "A book."),
    ]
    notes = [block for block in document.reading.blocks if block.kind == "footnote"]
    assert [block.info for block in notes] == ["1", "2", "3", "3", "*", "Roth24"]
    assert [plain[: block.anchor].split()[-1] for block in notes] == ["leaks", "lot", "all", "all", "day", "day"]


def test_sources_of_quotes() -> None:
    """A stretch of the reading is what stands in the text, marks and hidden text between its words included."""
    text = (
        "- A *low*\n  ``dam`` [1]_ at\n\t`Ose <https://o.example>`_.\n\n.. The mill is closed.\n\nThe mill is closed.\n"
    )
    reading = read_rst(text).reading
    article = Article(Source("a", "a"), text, reading=reading)
    quotes = {block.kind: text[slice(*source_span(article, block.span))] for block in reading.blocks}
    assert (
        quotes
        == {
            "item": "- A *low*\n  ``dam`` [1]_ at",
            "paragraph": "The mill is closed.",
        }
        or quotes["paragraph"] == "The mill is closed."
    )
    assert source_span(article, reading.blocks[-1].span).start == text.rindex("The mill")


def test_sources_of_captions() -> None:
    """What code is called is found where it stands in its options, and the code behind it where that stands."""
    text = ".. code-block:: sh\n   :linenos:\n   :caption: run.sh\n\n   run\n\nIt runs.\n"
    reading = read_rst(text).reading
    article = Article(Source("a", "a"), text, reading=reading)
    spans = [source_span(article, block.span) for block in reading.blocks]
    assert [span.start for span in spans] == [text.index("run.sh"), text.index("run\n"), text.index("It")]


def test_part_of_a_text() -> None:
    """What stands in front of a document is not read, and offsets are those of the text."""
    text = "---\ntitle: no\n---\nIt leaks.\n"
    reading = read_rst(text, text.index("It")).reading
    assert (reading.plain, reading.pieces[0].source_start) == ("It leaks.", text.index("It"))


def test_what_is_nested_too_deep() -> None:
    """What is nested too deep to be read stands as paragraphs, and what follows is read."""
    text = "".join(f"{' ' * depth}- item\n\n" for depth in range(1000)) + "*End.*\n"
    assert _said(text)[-1] == "End."


def test_parts_of_a_long_text() -> None:
    """A long text is read in parts, and its titles keep their levels and its footnotes their numbers in all of them."""
    parts = [
        f"Part {number}\n======\n\nAbout [#]_.\n\nIn\n--\n\n- a\n- b\n\n.. [#] Note {number}.\n\n"
        for number in range(200)
    ]
    document = read_rst("".join(parts))
    assert shown(document) == [
        f"{kind}: {text}"
        for number in range(200)
        for kind, text in (
            *(("heading1", f"Part {number}"), ("paragraph", "About."), ("heading2", "In"), ("item1", "- a")),
            *(("item1", "- b"), ("footnote", f"Note {number}.")),
        )
    ]
    plain, notes = document.reading.plain, [block for block in document.reading.blocks if block.kind == "footnote"]
    assert [plain[note.anchor - 5 : note.anchor] for note in notes] == ["About"] * 200


def test_docutils_is_left_as_it_was() -> None:
    """Roles and directives of a document are known to no other, and those of docutils are what they were."""
    known = dict(vars(roles)["_roles"])
    assert _inline(".. role:: mine(raw)\n.. default-role:: emphasis\n\n:mine:`x` `y`") == "y"
    assert vars(roles)["_roles"] == known
    assert all(one.__module__.startswith("docutils.") for one in vars(directives)["_directives"].values())
    assert _inline(":mine:`x` `y`") == "x y"


@given(st.lists(st.sampled_from(_FRAGMENTS), max_size=60).map("".join))
@example("\f1. One.")
def test_any_text(text: str) -> None:
    """Any text is read, and each character of its reading comes from it."""
    check_reading(text, read_rst(text).reading)
