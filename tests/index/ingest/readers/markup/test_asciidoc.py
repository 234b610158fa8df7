"""AsciiDoc is read as a reader sees it: without markup, comments and what its conditions hide."""

from index.ingest.readers.markup.asciidoc import read_asciidoc
from tests.index.ingest.readers.markup.shown import said, shown


def _said(text: str) -> list[str]:
    return said(read_asciidoc(text))


def _shown(text: str) -> list[str]:
    return shown(read_asciidoc(text))


def _inline(text: str) -> str:
    (paragraph,) = _said(text)
    return paragraph


def test_header() -> None:
    """Title, authors, revision and attributes are told of the document, and the title alone is shown."""
    document = read_asciidoc(
        "////\nnot for print\n////\n// nor this\n= Weir *Log*\nAnn Roth <ann@weir.example>; Bo_T Lee\n"
        "v2.1, 9 March 2024: after the flood\n:toc:\n:river: the Ose\n// hidden\n:lang: en\n\nAbout {river}.\n"
    )
    assert (document.title, shown(document)) == ("Weir Log", ["heading1: Weir Log", "paragraph: About the Ose."])
    told = {name: document.fields[name] for name in ("author", "email", "date", "version", "revremark", "toc", "lang")}
    assert told == {
        "author": "Ann Roth, Bo T Lee",
        "email": "ann@weir.example",
        "date": "9 March 2024",
        "version": "2.1",
        "revremark": "after the flood",
        "toc": "",
        "lang": "en",
    }


def test_document_without_a_header() -> None:
    """A document may have neither title nor header, or attributes alone."""
    assert read_asciidoc("").reading.blocks == ()
    document = read_asciidoc(":mill: Lower Mill\n\nThe {mill} stands still.\n\n== Wheel\n\nIt is of oak.")
    assert (document.title, document.fields) == ("", {"mill": "Lower Mill"})
    assert shown(document) == ["paragraph: The Lower Mill stands still.", "heading2: Wheel", "paragraph: It is of oak."]


def test_headings() -> None:
    """Headings have as many levels as signs, may be of the kinds of Markdown or underlined, and lose their anchors."""
    assert _shown(
        "= Title\n\n== One ==\n\n=== [[two]]Two\n\n[discrete]\n====== Six\n\n## Hash\n\nRuled\n-----\n\nLower\n"
        "~~~~~\n\n=no\n"
    ) == [
        *("heading1: Title", "heading2: One", "heading3: Two", "heading6: Six", "heading2: Hash", "heading2: Ruled"),
        *("heading3: Lower", "paragraph: =no"),
    ]


def test_marks_within_text() -> None:
    """Marks around and within words are not shown, and those behind a backslash are."""
    assert _inline("*b* _i_ `m` #h# [.red]#r# **b**old __i__t ``m``n ##h##s") == "b i m h r bold it mn hs"
    assert _inline("H~2~O, m^2^ and 10^6^") == "H2O, m2 and 10^6"
    assert _inline("\"`double`\" and '`single`' and Olaf`'s") == "“double” and ‘single’ and Olaf’s"
    assert (
        _inline(r"\*no* \_no_ \#no# \`no` \**no** \{sp} \... C:\dir") == r"*no* _no_ #no# `no` **no** {sp} ... C:\dir"
    )
    assert _inline("2 * 3 * 4, snake_case_name, a*b, C# and F#, x_1 = y") == (
        "2 * 3 * 4, snake_case_name, a*b, C# and F#, x_1 = y"
    )
    assert _inline("*bold over\ntwo lines* and `*code*`") == "bold over two lines and code"


def test_what_is_passed_through() -> None:
    """Text that is passed through is shown as it stands, and HTML without its tags."""
    assert _inline("+*a*+ ++_b_++ `+{c}+` $$#d#$$ pass:[<u>*e*</u>] +++<b>f</b>+++") == "*a* _b_ {c} #d# *e* f"
    assert _inline("pass:q[*g*] stem:[x^2 * y^2] latexmath:[a_b] and C++ or C++") == "g x^2 * y^2 a_b and C++ or C++"
    assert _said(
        "++++\n<p>Raw <b>words</b></p>\n<!-- no -->\n<style>\nno\n\nno\n</style>\n\n&copy; <b\n"
        ">Ann</b>\n++++\n\n[pass]\n<i>one</i>\n"
    ) == ["Raw words", "© Ann", "one"]


def test_signs() -> None:
    """Signs that are typed as several and entities are shown as what they mean, but not in code."""
    assert _inline("(C) 2024 (R) (TM) a--b, c -- d, e... caf&eacute; &#8364; &nosuch;") == (
        "© 2024 ® ™ a—b, c — d, e… café € &nosuch;"
    )
    assert _inline("`a--b ... (C)` and --flag") == "a--b ... (C) and --flag"


def test_attributes() -> None:
    """Attributes are put in place where they are known, in the order in which they are set."""
    assert _said(
        ":who: Ann\n:long: one \\\n  two\n:url: https://x.example\n:both: {who} and Bo\n\n"
        "{who}, {both}, {long}: {url}[site].\n\n"
        ":who: Cy\n\n{who}{sp}{plus}{empty} {unknown} {counter:n} {counter:n}{counter2:n} {counter:n} \\{who}\n\n"
        ":who!:\n\n{who} `{url}`\n"
    ) == ["Ann, Ann and Bo, one two: site.", "Cy + {unknown} 1 2 4 {who}", "{who} https://x.example"]


def test_links_and_references() -> None:
    """Links and references are shown as their text, or where they have none as what they lead to."""
    assert _inline(
        "https://a.example[A *shop*^] link:b.html[B, c,window=_blank] link:c.pdf[] mailto:d@e.example[us] "
        "https://f.example/g_h "
        '<https://i.example> https://j.example["K, l",role=m] xref:n.adoc#o[P] \\https://q.example[r] s@t.example'
    ) == ("A shop B, c c.pdf us https://f.example/g_h https://i.example K, l P https://q.example[r] s@t.example")
    assert _said(
        "[[parts]]\n== The *parts*\n\n"
        "See <<parts>>, <<parts,them>>, <<_the_last>>, <<The last>>, xref:fig[], <<lost>>.\n\n"
        "== The last\n\n[#fig]\n.A wheel\nimage::wheel.png[Wheel]\n"
    ) == ["The parts", "See The parts, them, The last, The last, A wheel, lost.", "The last", "A wheel"]


def test_other_macros() -> None:
    """Keys, buttons and menus are shown; pictures, anchors and hidden index terms are not."""
    assert (
        _inline(
            "Press kbd:[Ctrl+S], btn:[OK], menu:File[Save as > PDF]. [[here]]Here image:i.png[Alt] icon:heart[] "
            "anchor:x[] end"
        )
        == "Press Ctrl+S, OK, File > Save as > PDF. Here end"
    )
    assert _inline("The ((lock))(((lock,of a canal)))indexterm:[lock] has indexterm2:[gates].") == "The lock has gates."


def test_footnotes() -> None:
    """A footnote becomes a block behind the sentence that it is of, and one amid a sentence stands in parentheses."""
    document = read_asciidoc(
        "It weighs 4 kg.footnote:[Dry, https://x.example[as weighed].] It flies footnote:[Not far.] well. Twice"
        "footnote:id[By night.]. Again.footnote:id[]\n"
    )
    assert shown(document) == [
        "paragraph: It weighs 4 kg.",
        "footnote: Dry, as weighed.",
        "paragraph: It flies (Not far.) well. Twice.",
        "footnote: By night.",
        "paragraph: Again.",
    ]
    anchors = [block.anchor for block in document.reading.blocks if block.kind == "footnote"]
    assert [document.reading.plain[:anchor][-5:] for anchor in anchors] == ["4 kg.", "Twice"]


def test_footnotes_in_items_and_cells() -> None:
    """An item goes on behind its footnote, and a row of a table is never parted."""
    assert _shown("* One.footnote:[Note.] More.\n\n|===\n|a.footnote:[b.] |c\n|===\n") == [
        *("item1: - One.", "footnote: Note.", "item1: More.", "row: a. (b.)\tc"),
    ]


def test_paragraphs() -> None:
    """Lines of a paragraph are joined but for hard breaks, and comments within it are not shown."""
    assert _said("One\ntwo +\nthree\n// hidden\nfour\n\n[%hardbreaks]\nfive\nsix\n") == [
        "One two\nthree four",
        "five\nsix",
    ]
    assert _said("[.lead]\nFirst.\n\n[[id]]\n.Its title\nSecond.\n") == ["First.", "Its title", "Second."]


def test_hidden_text() -> None:
    """Comments, files that are included, and what stands under a condition that does not hold are not shown."""
    assert _said(
        "////\n= no\n\n----\nno\n////\n\n// no\nOne.\n\n[comment]\nNo.\nno.\n\n[comment]\n--\nno\n\nno\n--\n\n"
        "include::no.adoc[]\n"
        "ifdef::no[]\nno\n\nifdef::more[]\nno\nendif::[]\nendif::[]\nifndef::no[]\nTwo.\nendif::no[]\n\n:yes:\n"
        "ifdef::yes[Three.]\n\n"
        ':n: 4\nifeval::[{n} > 5]\nno\nendif::[]\nifeval::["{n}" == "4"]\nFour.\nendif::[]\nifdef::no,yes[Five.]\n'
        "ifdef::no+yes[no]\nifdef::backend-html5[Six.]\n\n'''\n<<<\n\ntoc::[]\n\nimage::no.png[no]\n\n----\n"
        "\\include::seven[]\n----\n"
    ) == ["One.", "Two.", "Three.", "Four. Five. Six.", "include::seven[]"]


def test_lists() -> None:
    """Items have a level, a mark or a number, and all that belongs to them: nested lists, paragraphs and code."""
    document = read_asciidoc(
        "* one\n// no\nover two lines\n** deep\n- deeper\n** [x] done\n* [ ] two\n+\nmore of two\n+\n"
        "[source,sh]\n----\nrun\n----\n\n"
        "* three\n\n\nEnd.\n\n. first\n+\n--\nA block.\n\nIts end.\n--\n. second\n.. alpha\n.. beta\n\n+\n"
        "of second\n. third\n\n//-\n\n"
        "[start=4]\n. four\n. five\n\n[upperroman]\n. I\n. II\n\n//-\n\n7. seven\n8. eight\n\na. letter\nb. other\n"
    )
    assert shown(document) == [
        *("item1: - one over two lines", "item2: - deep", "item3: - deeper", "item2: - done", "item1: - two"),
        *("item1: more of two", "code1 sh: run", "item1: - three", "paragraph: End."),
        *(
            "item1: 1. first",
            "item1: A block.",
            "item1: Its end.",
            "item1: 2. second",
            "item2: 1. alpha",
            "item2: 2. beta",
        ),
        *("item1: of second", "item1: 3. third", "item1: 4. four", "item1: 5. five", "item1: I. I", "item1: II. II"),
        *("item1: 7. seven", "item1: 8. eight", "item2: a. letter", "item2: b. other"),
    ]
    groups = [block.group for block in document.reading.blocks if block.kind in ("item", "code")]
    assert groups == [1] * 8 + [2] * 8 + [3] * 2 + [4] * 2 + [5] * 4


def test_code_in_a_list_without_a_plus_sign() -> None:
    """A listing right below an item belongs to it, and the numbers go on."""
    assert _shown(". Run this:\n----\nmake\n----\n. And go.\n") == [
        "item1: 1. Run this:",
        "code1: make",
        "item1: 2. And go.",
    ]


def test_definitions() -> None:
    """A definition is a block with its terms, and what is attached or nested goes on with it."""
    document = read_asciidoc(
        "Weir:: A low dam.\nLock::\nSluice::\n  Has gates,\n  two of them.\n+\nThey are of oak.\n\nLasher:::\n"
        "Below a weir.\n* wet\n\nOther;; End\n"
    )
    assert shown(document) == [
        *("item1: Weir\n  A low dam.", "item1: Lock\nSluice\n  Has gates, two of them.", "item1: They are of oak."),
        *("item2: Lasher\n  Below a weir.", "item3: - wet", "item4: Other\n  End"),
    ]
    assert [block.info for block in document.reading.blocks] == [":", ":", "", ":", "-", ":"]


def test_questions_and_answers() -> None:
    """Questions of a list of them are headings of their answers, and a block that folds is one of what it hides."""
    assert _shown(
        "== FAQ\n\n[qanda]\nMay I swim?:: No.\nWhy?::\nThe weir.\n+\nIt is deep.\n* and cold\n\nAfter.\n\n"
        "[%collapsible]\n.And boats?\n====\nYes.\n====\n\nLast.\n"
    ) == [
        *("heading2: FAQ", "heading3: May I swim?", "paragraph: No.", "heading3: Why?", "paragraph: The weir."),
        *("paragraph: It is deep.", "item1: - and cold", "heading3: ", "paragraph: After."),
        *("heading3: And boats?", "paragraph: Yes.", "heading3: ", "paragraph: Last."),
    ]


def test_code() -> None:
    """Code is one block with its language, as it stands but for the numbers that a list below explains."""
    assert _shown(
        "[source,ruby]\n----\n# no heading\nputs 1 # <1>\n\n  puts 2 <2> <3>\n----\n<1> One\n<.> Two\n\n"
        "```python\na = '*b*'\n```\n\n"
        "....\nas  it\n....\n\n[listing]\nsome --code\n\n  indented\n    more\n\n:v: 3\n\n"
        '[source,sh,subs="attributes,quotes"]\n----\nget {v} *now*\n----\n'
        "[source,xml]\n<a/> <!--1-->\n"
    ) == [
        *("code ruby: # no heading\nputs 1\n\n  puts 2", "item1: 1. One", "item1: 2. Two", "code python: a = '*b*'"),
        *("code: as  it", "code: some --code", "code: indented\n  more", "code sh: get 3 now", "code xml: <a/>"),
    ]


def test_admonitions_and_other_blocks() -> None:
    """Blocks around others are not seen, and of admonitions the title that the author gave them, but no label."""
    assert _said(
        "NOTE: Mind the gap.\n\n.If it rains\n[WARNING]\n====\nStay in.\n\n* Really\n====\n\n.Aside\n****\n"
        "A *side*.\n****\n\n--\nOpen.\n--\n\n"
        "[TIP]\nSing.\n\n[example]\nFor one.\n\n======\n====\nDeep.\n====\n======\n"
    ) == [
        "Mind the gap.",
        "If it rains",
        "Stay in.",
        "- Really",
        "Aside",
        "A side.",
        "Open.",
        "Sing.",
        "For one.",
        "Deep.",
    ]


def test_quotes_and_verses() -> None:
    """A quote is its paragraphs with who says it, and a verse keeps its lines."""
    assert _said(
        "[quote, Ann Roth,Diary]\n____\nOne.\n\nTwo.\n____\n\n[verse,Old song]\n____\nRain,\ngo\n\naway.\n____\n\n"
        '"Said once."\n-- Bo Lee\n\n> Said\n> twice.\n> -- Cy\n\n[quote]\nBy nobody.\n'
    ) == [
        *("Ann Roth, Diary", "One.", "Two.", "Old song", "Rain,\ngo", "away.", '"Said once."', "Bo Lee"),
        *("Said twice.", "Cy", "By nobody."),
    ]


def test_tables() -> None:
    """Cells are parted by tabs, and a header is one that is named so or stands by itself in the first line."""
    assert _shown(
        ".Fares\n|===\n|From |To\n\n|Ose | Mill\n|*Lock*\n|2+3 \\| `x`\n|===\n\n|===\n|a |b\n|c |d\n|===\n\n"
        '[%header,cols="1,2"]\n|===\n|h\n|i\n|j|k\n|===\n\n[options="header"]\n|===\n|only\n|===\n'
    ) == [
        *("paragraph: Fares", "header: From\tTo", "row: Ose\tMill", "row: Lock\t2+3 | x", "row: a\tb", "row: c\td"),
        *("header: h\ti", "row: j\tk", "header: only"),
    ]


def test_cells_of_tables() -> None:
    """Cells reach over columns and rows, hold lists as one text, and may be values parted by commas."""
    assert _shown(
        '[cols="1,1a,1"]\n|===\n|A |B |C\n\n2+|ab |c\n.2+|tall |* one\n* two\n\nand more |x\n|y |z\n3*|r\n|===\n\n'
        '[%header,format=csv]\n|===\nx,"y, z"\n1,"say ""hi"""\n|===\n\n,===\n5,6\n,===\n\n'
        "[%header%footer,format=dsv]\n|===\na:b\nc:d\n|===\n"
    ) == [
        *("header: A\tB\tC", "row: ab\t\tc", "row: tall\tone; two and more\tx", "row: \ty\tz", "row: r"),
        *("header: x\ty, z", 'row: 1\tsay "hi"', "row: 5\t6", "header: a\tb", "row: c\td"),
    ]


def test_what_is_not_closed() -> None:
    """A block that is not closed goes on to the end, and marks that are not closed are text."""
    assert _shown("One *two _three `four\n\n----\ncode\n\nmore\n") == [
        "paragraph: One *two _three `four",
        "code: code\n\nmore",
    ]
    assert _said("link:a[b https://c.example[d footnote:[e <<f {g ((h\n") == [
        "link:a[b https://c.example[d footnote:[e <<f {g ((h"
    ]


def test_line_breaks_of_all_systems() -> None:
    """Lines may end as on any system."""
    for line_break in ("\n", "\r\n", "\r"):
        text = "= T\n\nOne\ntwo.\n\n----\na\n\nb\n----\n".replace("\n", line_break)
        assert _shown(text) == ["heading1: T", "paragraph: One two.", "code: a\n\nb"]


def test_sources_of_characters() -> None:
    """What is shown as something else comes from all that it stands for, and the rest from itself."""
    text = "*A*{sp}caf&eacute;\n&amp; b"
    reading = read_asciidoc(text).reading
    assert reading.plain == "A café & b"
    assert [(piece.plain_start, text[piece.source_start : piece.source_end]) for piece in reading.pieces] == [
        *((0, "A"), (1, "{sp}"), (2, "caf"), (5, "&eacute;"), (6, "\n"), (7, "&amp;"), (8, " b")),
    ]
