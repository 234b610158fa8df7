"""The text of a page as a browser searches it, and where an article's reading stands there."""

import pytest

from index.ingest.readers.document import make_article
from index.ingest.readers.html.page import read_page
from index.records import EDGE, GAP, HIDDEN, Article

ABOUT = "<html><head><title>T</title></head><body><nav>Home</nav><main><h1>The pier</h1>"


def article(markup: str) -> Article:
    """Read the article of a page that has this in its main part."""
    return make_article(read_page(f"{ABOUT}{markup}</main><footer>Foot</footer></body></html>"), "a", "a", "a")


def text_of(markup: str) -> str:
    """Take the text of a page, with `|` and `~` for its marks, without what stands around its main part."""
    reading = article(f"{markup}<p>And more.</p>").reading
    assert reading is not None
    assert reading.page is not None
    text = reading.page.text.replace(EDGE, "|").replace(GAP, "~")
    assert text.startswith("Home\nThe pier\n")
    return text.removeprefix("Home\nThe pier\n").partition("And more.")[0]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One  <b>two</b>\n three", "One |two| three\n"),
        ("<p>One<br>two", "One\ntwo\n"),
        ("<p>o<wbr>ne", "one\n"),
        ("<p>One <img src=a> two", "One ~two\n"),
        ("<p>One <svg><circle/></svg> two", "One ~|~two\n"),
        ("<p>One <button>two</button> three", "One \ntwo\n three\n"),
        ("<p>One <select><option>two</select> three", "One ~three\n"),
        ("<p>One <ruby>two<rt>zwei</rt></ruby> three", "One ~two~zwei~ three\n"),
        ("<p>One <math><mi>x</mi><mo>=</mo></math> two", "One \nx\n=\n two\n"),
        ("<p>One <span hidden>two</span> three", "One |three\n"),
        ("<p>One <span style='display:none'>two</span> three", "One |three\n"),
        ("<p>One <span style='display: inline-block'>two</span> three", "One \ntwo\n three\n"),
        ("<p>One <span style='position:absolute'>two</span> three", "One \ntwo\n three\n"),
        ("<p>One <span style='float:left'>two</span> three", "One \ntwo\n three\n"),
        ("<p>One <span style='visibility:hidden'>two</span> three", "One |three\n"),
        ("<div style='display:flex'><span>One</span> <span>two</span></div>", "One\ntwo\n"),
        ("<table><tr><td>One<td>two</table>", "One\ntwo\n"),
        ("<details><summary>One</summary>two</details>", "One\ntwo\n"),
        ("<dialog>One</dialog><p>two", "two\n"),
        ("<p inert>One</p><p>two", "two\n"),
        ("<pre>a  = 1\n  b</pre>", "a  = 1\n  b\n"),
        ("<p style='white-space:pre-line'>One\n two", "One\ntwo\n"),
        ("<p class=drop-cap>Once upon", "O\nnce upon\n"),
        ("<style>.a::first-letter{float:left}</style><p class=a>“Once upon", "“O\nnce upon\n"),
        ("<style>.a b{display:inline-block}</style><p class=a>One <b>two</b>", "One \ntwo\n"),
        ("<style>@media print{b{display:none}}</style><p>One <b>two</b>", "One |two|\n"),
        ("<style>@media (max-width:600px){b{display:none}}</style><p>One <b>two</b>", "One |two|\n"),
        ("<style>@media (min-width:40em){b{display:none}}</style><p>One <b>two</b>", "One |\n"),
        ("<style>b{display:none} p b{display:inline}</style><p>One <b>two</b>", "One |two|\n"),
        ("<style>b{display:none!important} p b{display:inline}</style><p>One <b>two</b>", "One |\n"),
        ("<style>b:hover{display:none} i:::{{</style><p>One <b>two</b>", "One |two|\n"),
    ],
)
def test_what_parts_the_text_of_a_page(markup: str, text: str) -> None:
    """What a browser finds nothing over must end a run, and what it shows nothing of must not be there."""
    runs = [[run.strip("| ") for run in one.split("\n")] for one in (text_of(markup), text)]
    assert [run for run in runs[0] if run] == [run for run in runs[1] if run]


def stretches(read: Article) -> list[tuple[str, str]]:
    """What an article says in each piece that its page has of it, and what the page says there."""
    assert read.reading is not None
    assert read.reading.page is not None
    page = read.reading.page.text.replace(EDGE, "").replace(GAP, "")
    return [
        (
            read.plain[piece.plain_start : piece.plain_start + piece.length],
            "" if piece.page_start == HIDDEN else page[piece.page_start : piece.page_start + piece.length],
        )
        for piece in read.reading.page.pieces
    ]


def test_where_the_reading_stands_on_its_page() -> None:
    """Each stretch of a reading must be told where its page has it, also where something was taken out between."""
    read = article(
        "<p>Ask <a href=a>the <i>office</i></a> first.<sup><a href='#n'>1</a></sup> Then <img src=a> wait.</p>"
        "<p>One<nav>Menu</nav> two <span class=sr-only>unseen</span> three.</p><ul><li>Item</ul>"
        "<table><tr><th>A<th>B<tr><td>c<td>d</table><pre>x  = 1\ny = 2\n</pre><ol><li id=n>Note.</ol>"
    )
    assert stretches(read) == [
        ("The pier", "The pier"),
        ("Ask the office first.", "Ask the office first."),
        ("Then wait.", "Then wait."),
        ("One", "One"),
        ("two ", "two "),
        ("three.", "three."),
        ("Item", "Item"),
        ("A\tB\nc\td", "A\nB\nc\nd"),
        ("x  = 1\ny = 2", "x  = 1\ny = 2"),
        ("Note.", "Note."),
    ]


def test_what_styles_hide_is_told() -> None:
    """What the reading has and the page hides must be told as hidden, and a word with a drop cap go on behind it."""
    read = article("<style>.a{display:none}</style><p class=dropcap>Once upon a time.</p><p class=a>Not seen.</p>")
    assert stretches(read) == [("The pier", "The pier"), ("nce upon a time.", "nce upon a time."), ("Not seen.", "")]
