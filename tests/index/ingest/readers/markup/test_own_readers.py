"""Whatever stands in an AsciiDoc or Org document, it is read, and each character is known by where it comes from."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.ingest.readers.markup.asciidoc import read_asciidoc
from index.ingest.readers.markup.document import MarkupDocument
from index.ingest.readers.markup.org import read_org
from index.reading import plain_span, source_span
from index.records import Article, Source, Span
from tests.index.ingest.readers.markup.shown import check_reading

_ANYWHERE = (
    *"*_`#^~+/=\\[](){}<>|:;.,!?'\"-&$@",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "word ",
    "é",
    "日本",
    "\u2028",
    "\x0b",
)
_ASCIIDOC = (
    *("= T\n", "== H\n", "*b*", "_i_", "`m`", "**", "__", "``", "##", "[.r]#x#", "^2^", "~2~", "+++", "++"),
    *("$$", "pass:[", "stem:["),
    *("footnote:[", "footnote:x[]", "{a}", "{sp}", "{counter:x}", ":a: b {a}\n", ":a!:\n", "* ", "** ", "- "),
    *(". ", ".. ", "1. "),
    *("a. ", "<1> ", "t:: ", "t;;\n", "+\n", "----\n", "====\n", "....\n", "****\n", "____\n", "--\n"),
    *("++++\n", "////\n", "|===\n"),
    *(",===\n", "|a ", "a|", "2+|", ".2+|", "3*|", "//c\n", "[source,ruby]\n", "[quote,A,B]\n"),
    *('[%header,cols="1,2a"]\n', "[qanda]\n"),
    *("[verse]\n", "[%collapsible]\n", "[[id]]\n", ".Title\n", "<<id>>", "<<id,x y>>", "https://x.example"),
    *("[t^]", "link:u[", "xref:x#y[z]"),
    *("kbd:[A]", "menu:F[S > T]", "image::x[]\n", "image:x[a]", "((t))", "(((a,b)))", '"`q`"', "'`q`'", "(C)"),
    *("...", " -- ", "&amp;"),
    *("ifdef::a[]\n", "ifndef::a[]\n", "endif::[]\n", 'ifeval::["{a}"=="b"]\n', "include::x[]\n", "NOTE: "),
    *("> ", '"q"\n-- me\n'),
    *(" literal\n", " +\n", "```rb\n", "```\n", "<1>\n", "'''\n", "Title\n-----\n", "* [x] "),
)  # fmt: skip
_ORG = (
    *("* H\n", "** TODO [#A] h :t:\n", "* COMMENT c\n", "* x :ARCHIVE:\n", "*b*", "/i/", "=v=", "~c~", "+s+"),
    *("_u_", "\\alpha", "\\nbsp{}"),
    *("\\\\\n", "[fn:1]", "[fn:1] ", "[fn:: ", "[fn:a:x]", "[[", "][", "]]", "[[https://x.example][d]]"),
    *("[[file:a.png]]", "<2024-01-01 Mon>"),
    *("[2024-01-01]", "--", "<<t>>", "<<<r>>>", "{{{m(", "{{{m}}}", ")}}}", "#+MACRO: m x $1 {{{m}}}\n"),
    *("#+TITLE: t\n", "#+begin_src py\n"),
    *("#+begin_src sh :exports none\n", "#+end_src\n", "#+BEGIN_QUOTE\n", "#+END_QUOTE\n", "#+begin_verse\n"),
    *("#+end_verse\n", "#+RESULTS:\n"),
    *(": fixed\n", "#+CAPTION: c\n", "# c\n", "- ", "  - ", "    ", "1. ", "a. ", "[ ] ", "[@3] ", "t :: "),
    *("| a | b |\n", "|---+---|\n"),
    *("| <r> | |\n", "| / | < |\n", "-----\n", ":DR:\n", ":END:\n", ":results:\n", "SCHEDULED: <2024-01-01>\n"),
    *("\\begin{x}\n", "\\end{x}\n"),
    *("$x$", "\\(z\\)", "a_{b}", "x^{2}", "H_2O", "@@html:<b>@@", "src_py{x}", "call_f(x)", "[cite:@k]"),
    *("[1/2]", "+---+\n", "%%(x)\n", ",* x\n"),
)  # fmt: skip
_Read = Callable[[str], MarkupDocument]


def _texts(pieces: tuple[str, ...]) -> st.SearchStrategy[str]:
    mostly_markup = st.sampled_from(pieces) | st.sampled_from(pieces) | st.sampled_from(_ANYWHERE)
    return st.lists(mostly_markup, max_size=40).map("".join) | st.text()


@settings(max_examples=300)
@given(text=_texts(_ASCIIDOC))
def test_any_asciidoc(text: str) -> None:
    """Any text is AsciiDoc, of which all that is shown has its place in the source."""
    _check(text, read_asciidoc)


@settings(max_examples=300)
@given(text=_texts(_ORG))
def test_any_org(text: str) -> None:
    """Any text is Org, of which all that is shown has its place in the source."""
    _check(text, read_org)


def _check(text: str, read: _Read) -> None:
    document = read(text)
    check_reading(text, document.reading)
    article = Article(Source("1", document.title), text, reading=document.reading)
    for block in document.reading.blocks:
        if block.span.start < block.span.end:
            span = source_span(article, block.span)
            assert 0 <= span.start <= span.end <= len(text)
    assert plain_span(article, Span(0, len(text))).end <= len(article.plain)


@pytest.mark.parametrize(
    ("read", "nested"),
    [
        (read_asciidoc, "".join(f"{'=' * (count + 4)}\n" for count in range(200)) + "word\n"),
        (read_asciidoc, "* a\n+\n--\n" * 200 + "word\n"),
        (read_asciidoc, "".join(f"{'*' * (count + 1)} a\n" for count in range(200)) + "word\n"),
        (read_org, "".join(f"{'  ' * count}- a\n" for count in range(200)) + f"{'  ' * 200}word\n"),
        (read_org, "".join(f"#+begin_b{count}\n" for count in range(200)) + "word\n"
         + "".join(f"#+end_b{count}\n" for count in reversed(range(200)))),
        (read_org, "[fn:1] " * 200 + "word\n"),
    ],
)  # fmt: skip
def test_deep_nesting(read: _Read, nested: str) -> None:
    """However deep blocks are nested, what stands within them is read."""
    document = read(nested)
    check_reading(nested, document.reading)
    assert "word" in document.reading.plain


@pytest.mark.parametrize("read", [read_asciidoc, read_org])
@pytest.mark.parametrize(
    "piece", ["*", " *a", "[", "{{{", "[[a][", "footnote:[", "[fn::a", "\\", "- a\n", "|a\n", "<<", " ", "+a"]
)
def test_long_repetition(read: _Read, piece: str) -> None:
    """Marks that are repeated and never closed are read as they stand, and soon."""
    text = piece * 20_000
    check_reading(text, read(text).reading)


def test_attributes_do_not_grow_without_end() -> None:
    """Attributes and macros that stand for others are put in place until there is too much of it."""
    entries = (
        ":a: "
        + "word " * 20
        + "\n"
        + "".join(
            f":{one}: {{{other}}}{{{other}}}\n" for one, other in zip("bcdefghijklmnop", "abcdefghijklmno", strict=True)
        )
    )
    assert len(read_asciidoc(f"{entries}\n{{p}}\n").reading.plain) < 10 * len(entries)
    macros = "#+MACRO: a " + "word " * 20 + "\n"
    assert len(read_org(macros + "{{{a}}} " * 1000).reading.plain) < 10 * (len(macros) + 8000)
