"""Wikitext is read as a reader sees it: without markup, comments and what templates bring from elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.readers.markup.mediawiki import read_mediawiki
from index.reading import source_span
from index.records import Article, Source
from tests.index.ingest.readers.markup.shown import check_reading, said, shown

_FRAGMENTS = (
    *("\n", "\n\n", " ", "* ", "** ", "# ", "; T", "; T : d", ": ", "word ", "Two words. ", "'''", "''", "'''''", "[["),
    *("]]", "[[a|b]]", "[[File:x.png|thumb|cap]]", "[[Category:X]]", "{{", "}}", "{{x|y}}", "{{convert|1|km}}", "{{{"),
    *("{{Infobox a\n| b = c\n| d_e = [[f]]\n}}", "{{note|t}}", "<ref>", "</ref>", "<ref name=a>n</ref>", "{{efn|n}}"),
    *("<ref name=a />", "<references />", "<references><ref name=a>m</ref></references>", "{|\n", "|}\n", "|-\n"),
    *("| a || b\n", "! h !! i\n", "|+ cap\n", "== H ==\n", "=T=\n", "<b>", "</b>", "<br>", "<br/>", "<div>", "</div>"),
    *("<nowiki>", "</nowiki>", "<pre>", "</pre>", "<syntaxhighlight lang=x>", "</syntaxhighlight>", "<!--", "-->"),
    *("<!-- c -->", "&amp;", "&#99999999;", "&nbsp;", "[http://a b]", "http://c.d", "__TOC__", "----", "\t", "\r\n"),
    *("é", "{{{1|d}}}", "<gallery>\nA|b\n</gallery>", "<table><tr><td>x</td></tr></table>", "<ul><li>a</li></ul>"),
    *(
        "<span style='display:none'>h</span>",
        "~~~~",
        "\ue000",
        "|",
        "=",
        "<h2>q</h2>",
        "<p>",
        "rowspan=2|",
        "\x00",
        "İ",
    ),
)


def _said(text: str) -> list[str]:
    return said(read_mediawiki(text))


def _shown(text: str) -> list[str]:
    return shown(read_mediawiki(text))


def _inline(text: str) -> str:
    (paragraph,) = _said(text)
    return paragraph


def test_title() -> None:
    """A page may set how its title is shown, or begin with it; a redirect says nothing."""
    assert read_mediawiki("{{DISPLAYTITLE:The ''Weir''}}\nIt leaks.").title == "The Weir"
    assert read_mediawiki("= Weirs =\nIt leaks.\n= Mills =").title == "Weirs"
    assert read_mediawiki("== Weirs ==\nIt leaks.").title == ""
    document = read_mediawiki("#REDIRECT [[Weir]]\n\n{{R from move}}")
    assert (document.title, document.reading.blocks) == ("", ())


def test_what_is_not_shown() -> None:
    """Comments, magic words, categories, pages in other languages and most templates are not shown."""
    assert _said(
        "{{Infobox lake\n| max_depth = no\n}}\n{{Use British English|date=May 2024}}\n__NOTOC__\n"
        "<!-- no\n\nno -->\nOne<!-- no --> two.{{cn|date=no}}\n"
        '<!-- no -->\nStill one.<span style="display: none">no</span>\n\n{{Navbox\n| list1 = [[no]]\n}}\n'
        "[[File:no.png]]\n"
        "[[Category:No|no]]\n[[fr:Non]]\n{{DEFAULTSORT:No}}{{Notice|no}}\n{{#if: no | no }}\n"
        "<includeonly>no</includeonly>\n"
        '<templatestyles src="no.css" />\n----\n~~~~\n<!-- no'
    ) == ["One two. Still one."]


def test_marks_within_text() -> None:
    """Marks within text are not shown, and what is no mark is."""
    assert _inline(
        "'''a''' ''b'' '''''c''''' it's d''''e' <b>f</b> <code>g</code> <u>h</u> 2 < 3 {{ i ]] <x j <br k"
    ) == ("a b c it's d'e' f g h 2 < 3 {{ i ]] <x j <br k")
    assert _inline("&lt;b> &mdash; <nowiki>''a'' [[b]] {{c}}</nowiki> <math>x_1</math> H<sub>2</sub>O") == (
        "<b> — ''a'' [[b]] {{c}} x_1 H2O"
    )
    assert _said("One<br>two<br />\nthree") == ["One\ntwo\nthree"]


def test_links() -> None:
    """Links are shown as their text, or as what they lead to."""
    assert (
        _inline(
            "[[weir]]s [[Weir|the ''weir'']] [[Mill (Ose)|]] [[#Wheel]] [[:Category:Mills]] [[fr:moulin|mill]] "
            "[https://a.example A shop] [https://b.example] https://c.example/d_e [mailto:f@g.example F]"
        )
        == "weirs the weir Mill (Ose) Wheel Category:Mills mill A shop https://c.example/d_e F"
    )


def test_templates() -> None:
    """Of templates that show what is written in them that is shown: words, measures, and boxes of text."""
    assert _said(
        "It is {{convert|12|km|mi}} or {{convert|5|to|10|m}} long, {{lang|fr|la ''Ose''}}, {{nowrap|40 crowns}}{{!}}\n"
        "{{Note|Mind the '''gap'''.}}\n{{quote|text=Bees know.|author=no}}\n"
    ) == ["It is 12 km or 5 to 10 m long, la Ose, 40 crowns|", "Mind the gap.", "Bees know."]


def test_paragraphs_and_headings() -> None:
    """Paragraphs end at blank lines, headings and blocks; lines that begin with a space are code."""
    assert _shown(
        "One\ntwo.\n\nThree.\n== ''Four'' ==\nFive.\n=== Six === <!-- no -->\n\n a = 1\n   b\nSeven.\n: Eight.\n"
        "<h2>Nine</h2>\n<div>Ten.\n\nEleven.</div>Twelve."
    ) == [
        *("paragraph: One two.", "paragraph: Three.", "heading2: Four", "paragraph: Five.", "heading3: Six"),
        *("code: a = 1\n  b", "paragraph: Seven.", "paragraph: Eight.", "heading2: Nine", "paragraph: Ten."),
        *("paragraph: Eleven.", "paragraph: Twelve."),
    ]


def test_lists() -> None:
    """Items have their mark or number; a list ends with its lines, or where another kind begins."""
    document = read_mediawiki(
        "Do:\n* one\n** deep\n*: on\n* two\n# first\n## in\n## in\n# second\n\n# other\n<ol><li>a\n"
        "<ul><li>b</li></ul></li></ol>"
    )
    assert shown(document) == [
        *("paragraph: Do:", "item1: - one", "item2: - deep", "item1: on", "item1: - two", "item1: 1. first"),
        *("item2: 1. in", "item2: 2. in", "item1: 2. second", "item1: 1. other", "item1: 1. a", "item2: - b"),
    ]
    groups = [block.group for block in document.reading.blocks]
    assert groups == [0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 4, 4]


def test_definitions() -> None:
    """Terms are blocks with their definitions."""
    document = read_mediawiki("; weir : A ''low'' dam.\n; lock\n: Has gates.\n: Many.\n\n; alone\n\n: Indented.")
    assert shown(document) == [
        *("item1: weir\n  A low dam.", "item1: lock\n  Has gates.\n  Many.", "item1: alone", "paragraph: Indented."),
    ]
    assert [block.info for block in document.reading.blocks] == [":", ":", ":", ""]


def test_questions() -> None:
    """Questions in bold, behind a Q, or as terms head their answers; what follows the last one is below none."""
    assert _shown(
        "'''May I swim?'''\nNo.\n\nQ: Why?\nEels.\n\n'''Q:''' At night?\n\nNo. '''Bold?'''\n\n"
        "; And dogs? : No.\n; And cats?\n: They don't.\n: Ever.\nEnd.\n'''Bold.'''"
    ) == [
        *("heading6: May I swim?", "paragraph: No.", "heading6: Why?", "paragraph: Eels.", "heading6: At night?"),
        *("paragraph: No. Bold?", "heading6: And dogs?", "paragraph: No.", "heading6: And cats?"),
        *("paragraph: They don't.", "paragraph: Ever.", "heading6: ", "paragraph: End. Bold."),
    ]


@pytest.mark.parametrize(
    "table",
    [
        '{| class="wikitable" style="no"\n|+ The \'\'huts\'\'\n! Hut !! scope="col" | Height\n|-\n'
        '| Sundfell || style="no" | 1,200 m\n'
        "|- class=no\n! rowspan=2 | Ose\n| [[low]]\n|-\n| <!-- no -->\n* lower\n|}",
        "<table><caption>The <i>huts</i></caption><tr><th>Hut</th><th>Height</th></tr>\n<tr><td>Sundfell</td>"
        "<td>1,200 m</td></tr><tr><th rowspan=2>Ose</th><td>[[low]]</td></tr><tr><td>lower</td></tr></table>",
    ],
)
def test_tables(table: str) -> None:
    """Rows have their cells without attributes, and what goes on over several rows in each."""
    assert _shown(table) == [
        *("paragraph: The huts", "header: Hut\tHeight", "row: Sundfell\t1,200 m", "row: Ose\tlow", "row: Ose\tlower"),
    ]


def test_code() -> None:
    """Code is one block as it stands, with its language."""
    assert _shown(
        "<syntaxhighlight lang=\"python\" line>\n# ''x''\n  y = [[1]]\n</syntaxhighlight>\n<pre>\na\n\n b\n</pre>\n"
        "# step\n<source lang=sh>run</source>\n"
    ) == ["code python: # ''x''\n  y = [[1]]", "code: a\n\n b", "item1: 1. step", "code1 sh: run"]


def test_captions() -> None:
    """What stands below pictures is shown, and not how they look."""
    assert _said(
        "[[File:a.png|thumb|200px|left|alt=no|The [[weir|old weir]] in ''May''.]]\nAmid [[File:b.png|20px|no]] text.\n"
        "[[Datei:c.png|mini|Die Mühle.]]\n<gallery mode=no>\nd.png|One ''d''\ne.png\n</gallery>"
    ) == ["The old weir in May.", "Amid text.", "Die Mühle.", "One d"]


def test_footnotes() -> None:
    """Footnotes are blocks that know where their mark stood; one amid a sentence stands in parentheses."""
    document = read_mediawiki(
        "It leaks.<ref>Since ''May''.</ref> A lot,<ref>By night.</ref> all day.<ref name=\"r\" /> Much.{{efn|Rats.}}\n"
        '\n* So.<ref name="r"/>\n<ref name=q>{{cite web|url=no}}</ref>\n== Notes ==\n{{reflist}}\n<references>\n'
        '<ref name="r">Rain.</ref>\n</references>'
    )
    plain = document.reading.plain
    assert shown(document) == [
        *("paragraph: It leaks.", "footnote: Since May.", "paragraph: A lot, (By night.) all day. Much."),
        *("footnote: Rats.", "item1: - So.", "heading2: Notes", "footnote: Rain."),
    ]
    notes = [block for block in document.reading.blocks if block.kind == "footnote"]
    assert [plain[: block.anchor].split()[-1] for block in notes] == ["leaks.", "Much.", "day."]


def test_sources_of_quotes() -> None:
    """A stretch of the reading is what stands in the text, marks and hidden text between its words included."""
    text = "* A ''low''\n\n<!-- The mill is closed. -->\nThe [[mill]]<!-- old --> is '''closed'''.\n"
    reading = read_mediawiki(text).reading
    article = Article(Source("a", "a"), text, reading=reading)
    assert [text[slice(*source_span(article, block.span))] for block in reading.blocks] == [
        "* A ''low",
        "The [[mill]]<!-- old --> is '''closed'''.",
    ]


def test_part_of_a_text() -> None:
    """What stands in front of a page is not read, and offsets are those of the text."""
    text = "---\ntitle: [[no\n---\nIt leaks.\n"
    reading = read_mediawiki(text, text.index("It")).reading
    assert (reading.plain, reading.pieces[0].source_start) == ("It leaks.", text.index("It"))


@pytest.mark.parametrize(
    "opening", ["{{a|", "[[a|", "<div>", "<b>", "{|\n|\n", "<!--", "<ref>", "[http://a ", "<b a='"]
)
def test_what_has_no_end(opening: str) -> None:
    """What is opened thousands of times and not closed is read soon, and so is what is closed as often."""
    closing = {"{": "}}", "[": "]]", "<": "</div>"}[opening[0]]
    for text in (opening * 5000, opening * 5000 + closing * 5000):
        check_reading(text, read_mediawiki(text).reading)


def test_parts_of_a_long_text() -> None:
    """A long text is read in parts, none of which ends within what belongs together."""
    table = "{|\n" + "|-\n| a || [[b]]\n" * 1000 + "|}\n"
    text = "* one\n" * 2000 + table + "# x\n" * 2000
    assert _shown(text) == ["item1: - one"] * 2000 + ["row: a\tb"] * 1000 + [f"item1: {n}. x" for n in range(1, 2001)]


@given(st.lists(st.sampled_from(_FRAGMENTS), max_size=60).map("".join))
def test_any_text(text: str) -> None:
    """Any text is read, and each character of its reading comes from it."""
    check_reading(text, read_mediawiki(text).reading)
