"""Org is read as a reader sees it: without markup, plans, drawers, comments and what is not to be exported."""

from index.ingest.readers.markup.org import read_org
from tests.index.ingest.readers.markup.shown import said, shown


def _said(text: str) -> list[str]:
    return said(read_org(text))


def _shown(text: str) -> list[str]:
    return shown(read_org(text))


def _inline(text: str) -> str:
    (paragraph,) = _said(text)
    return paragraph


def test_keywords() -> None:
    """Keywords are told of the document; title and subtitle alone are shown."""
    document = read_org(
        "# for Bo alone\n#+TITLE: The /weir/\n#+title: and the mill\n#+SUBTITLE: A log\n#+AUTHOR: Ann Roth\n"
        "#+DATE: <2024-03-09 Sat>\n#+STARTUP: overview\n#+FILETAGS: :water:\n#+HUGO_DRAFT: true\n\nIt stands.\n"
        '#+INCLUDE: "more.org"\n#+NAME: no\n#+ATTR_HTML: :width 3\n#+TBLFM: $1=2\n#+unknown: no\n'
    )
    assert document.title == "The weir and the mill"
    assert shown(document) == ["heading1: The weir and the mill", "paragraph: A log", "paragraph: It stands."]
    told = {name: document.fields[name] for name in ("author", "date", "filetags", "hugo_draft")}
    assert told == {"author": "Ann Roth", "date": "2024-03-09 Sat", "filetags": ":water:", "hugo_draft": "true"}
    assert not {"name", "attr_html", "tblfm", "include"} & set(document.fields)


def test_document_without_a_title() -> None:
    """A document may have no title; its first headings are of the first level then."""
    assert read_org("").reading.blocks == ()
    document = read_org("* One\n** Two\n")
    assert (document.title, shown(document)) == ("", ["heading1: One", "heading2: Two"])
    assert _shown("#+TITLE: T\n* One\n******** Eight\n") == ["heading1: T", "heading2: One", "heading6: Eight"]


def test_headings() -> None:
    """Of a heading is shown what it says, not how far a task is, how urgent, when it is due or under which tags."""
    assert _said(
        "* TODO [#A] Mend the gate [1/2] :weir:spring:\nDEADLINE: <2024-04-01 Mon> SCHEDULED: <2024-03-09 Sat +1w>\n"
        ":PROPERTIES:\n:ID: x1\n:END:\n:LOGBOOK:\n"
        "CLOCK: [2024-03-09 Sat 10:00]--[2024-03-09 Sat 11:00] =>  1:00\n:END:\n"
        "It leaks.\n* DONE [50%] Oil it\nCLOSED: [2024-03-10 Sun]\n* WAITING for oak\n** NOTES\n"
        "*** *Bold* =code=\n*no\n"
    ) == ["Mend the gate", "It leaks.", "Oil it", "for oak", "NOTES", "Bold code", "*no"]
    assert _said("#+TODO: BUY(b) | GOT(g!)\n* BUY nails\n* GOT oil\n* WAITING room\n") == [
        "nails",
        "oil",
        "WAITING room",
    ]


def test_hidden_text() -> None:
    """Comments, subtrees that are archived, commented or not to be exported, and other output are not shown."""
    assert _said(
        "#+EXCLUDE_TAGS: staff\n# no\n  # no\n#\nOne.\n* COMMENT no\nno\n** no\nno\n* Two\n** three :noexport:\n"
        "no\n*** no\n** Four\n"
        "*** no :a:ARCHIVE:\nno\n* no :staff:\nno\n* Five\n#+BEGIN_COMMENT\nno\n\nno\n#+END_COMMENT\n"
        "#+begin_export html\nno\n#+end_export\n"
        "#+HTML: no\n-----\n%%(diary-no)\n:NOTES:\nno\n:END:\n"
        "Six @@html:<b>@@times@@html:</b>@@. [cite:@no] [[file:no.png]]\n"
    ) == ["One.", "Two", "Four", "Five", "Six times."]


def test_emphasis() -> None:
    """Marks around words are not shown, where they are marks by what stands around them."""
    assert _inline("*b* /i/ =v= ~c~ +s+ _u_, (*p*) '/q/' *b /i _u_/ b* */bi/* and =*v*= ~/c/~ *=v=*") == (
        "b i v c s u, (p) 'q' b i u b bi and *v* /c/ v"
    )
    assert _inline("2 * 3 * 4, a*b*c, and/or and so/on, snake_case_name, a=b and c=d, /usr/lib/x, 1+2+3, * no *") == (
        "2 * 3 * 4, a*b*c, and/or and so/on, snake_case_name, a=b and c=d, /usr/lib/x, 1+2+3, * no *"
    )
    assert _inline("*over\ntwo lines* \\\\\nbroken") == "over two lines\nbroken"


def test_signs() -> None:
    """Entities are shown as their signs, what is raised or lowered without its mark, and formulas as they stand."""
    assert _inline("\\alpha, 5\\deg{}C, 30\\nbsp{}kg \\pm 2, caf\\eacute{} \\to here, \\EUR and co\\-op") == (
        "α, 5°C, 30\u00a0kg ± 2, café → here, € and coop"
    )
    assert _inline("H_2O, CO_2, x_{12}, m^{2}, 10^{6}, 1^{st}, a_b, file_2 and C:\\in\\alpha") == (
        "H2O, CO2, x12, m2, 10^6, 1st, a_b, file_2 and C:\\in\\alpha"
    )
    assert _inline("\\(a_1 + /b/\\) and $x_1$ and $$y$$ cost $5 or $6, \\unknown") == (
        "\\(a_1 + /b/\\) and $x_1$ and $$y$$ cost $5 or $6, \\unknown"
    )


def test_links_and_dates() -> None:
    """Links are shown as their text or as where they lead, and dates as their words."""
    assert _inline(
        "[[https://a.example/b_c/d][A *shop*]] [[https://e.example]] [[*Mill wheel]] [[#id]] [[file:f.org][F "
        "[g]]] [[file:h.txt]] "
        "<https://i.example> https://j.example/k_l/m. <<here>>There <<<weir>>> [[id:0-1][N]]"
    ) == ("A shop https://e.example Mill wheel id F [g] h.txt https://i.example https://j.example/k_l/m. There weir N")
    assert _inline("On <2024-03-09 Sat 10:00 +1w -2d>, [2024-03-10 Sun] and <2024-03-11 Mon>--<2024-03-12 Tue>.") == (
        "On 2024-03-09 Sat 10:00, 2024-03-10 Sun and 2024-03-11 Mon–2024-03-12 Tue."
    )


def test_macros_and_code_within_text() -> None:
    """Macros are put in place with their arguments where they are known, and code within text is shown."""
    assert _said(
        "#+AUTHOR: Ann\n#+MACRO: told /$1/ told *$2* so\n#+MACRO: loop {{{loop}}}\n"
        "{{{told(Bo,Cy\\, Di)}}}, {{{author}}} said {{{nothing(x)}}}.\n\n"
        "src_sh[:exports code]{ls -l} {{{results(=3=)}}} call_add(1) ={{{author}}}=\n"
    ) == ["Bo told Cy, Di so, Ann said.", "ls -l 3 {{{author}}}"]


def test_footnotes() -> None:
    """Footnotes are blocks that know where their marks stood; one amid a sentence stands in parentheses."""
    document = read_org(
        "It leaks.[fn:1] A lot[fn:why], all day. In spring.[fn:: And /autumn/.] It [fn:b:as said] ends[fn::so].\n\n"
        "[fn:1] Since May,\nthey say.\n\n[fn:why] Rats.\n\nMore rats.\n\n\nAfter.\n"
    )
    plain = document.reading.plain
    assert shown(document) == [
        *("paragraph: It leaks. A lot, all day. In spring.", "footnote: And autumn.", "paragraph: It (as said) ends."),
        *(
            "footnote: so",
            "footnote: Since May, they say.",
            "footnote: Rats.",
            "footnote: More rats.",
            "paragraph: After.",
        ),
    ]
    anchors = [plain[: block.anchor].split()[-1] for block in document.reading.blocks if block.kind == "footnote"]
    assert anchors == ["spring.", "ends", "leaks.", "lot", "lot"]


def test_lists() -> None:
    """Items have a level by how far they are indented, a mark or a number, and all that belongs to them."""
    document = read_org(
        "Do:\n- [X] one\n  over two lines\n\n  more of one\n  #+begin_src sh\n  run\n  #+end_src\n  + deep\n"
        "    1) deeper\n- [ ] two [0/1]\n"
        "- [-] three\n\n\n- other\n\n1. first\n2. second\n   - a\n   - b\n5. [@5] fifth\n6. sixth\nEnd.\n"
        " a. letter\n b. next\n"
    )
    assert shown(document) == [
        *("paragraph: Do:", "item1: - one over two lines", "item1: more of one", "code1 sh: run", "item2: - deep"),
        *(
            "item3: 1. deeper",
            "item1: - two",
            "item1: - three",
            "item1: - other",
            "item1: 1. first",
            "item1: 2. second",
        ),
        *("item2: - a", "item2: - b", "item1: 5. fifth", "item1: 6. sixth", "paragraph: End.", "item1: a. letter"),
        "item1: b. next",
    ]
    groups = [block.group for block in document.reading.blocks if block.kind in ("item", "code")]
    assert groups == [1] * 7 + [2] + [3] * 6 + [4] * 2


def test_definitions() -> None:
    """A definition is a block with its term, and goes on with what belongs to it."""
    document = read_org("- weir :: A low dam\n  of *oak*.\n\n  It leaks.\n- lock ::\n  Has gates.\n- a::b\n1. c :: d\n")
    assert shown(document) == [
        *("item1: weir\n  A low dam of oak.", "item1: It leaks.", "item1: lock\n  Has gates.", "item1: - a::b"),
        "item1: 1. c :: d",
    ]
    assert [block.info for block in document.reading.blocks] == [":", "", ":", "-", "1."]


def test_tables() -> None:
    """What stands above the first rule is the header; rules, widths and formulas are not shown."""
    assert _shown(
        "#+CAPTION: Fares\n| From | To   |\n|------+------|\n| <l>  | <r5> |\n| Ose  | =Mill= |\n"
        "|      | a \\vert{} b |\n|---|\n| Lock | *1* |\n"
        "#+TBLFM: $1=2\n\n| a | b |\n| c | d |\n\n|---+---|\n| e | f |\n|---+---|\n\n| ! | x | y |\n"
        "|---+---+---|\n| # | 1 | 2 |\n| / | < | > |\n"
    ) == [
        *("paragraph: Fares", "header: From\tTo", "row: Ose\tMill", "row: \ta | b", "row: Lock\t1"),
        *("row: a\tb", "row: c\td", "row: e\tf", "row: 1\t2"),
    ]


def test_code() -> None:
    """Code is one block with its language, as it stands but for commas that keep it from being markup."""
    assert _shown(
        "#+begin_src python -n :results output\n# no heading\n  x = '*b*'\n,* star\n,#+key (ref:k)\n\n"
        ",,* comma\n#+end_src\n\n"
        "#+BEGIN_EXAMPLE\n  as it\n    is\n#+END_EXAMPLE\n: fixed\n:   too\n\n#+begin_src :tangle x\n"
        "no language\n#+end_src\n"
        "\\begin{align}\na_1 &= *b* \\\\\n\\end{align}\n\n+---+\n| a |\n+---+\n"
    ) == [
        *(
            "code python: # no heading\n  x = '*b*'\n* star\n#+key\n\n,* comma",
            "code: as it\n  is",
            "code: fixed\n  too",
        ),
        *(
            "code: no language",
            "code latex: \\begin{align}\na_1 &= *b* \\\\\n\\end{align}",
            "code: +---+\n| a |\n+---+",
        ),
    ]


def test_what_code_exports() -> None:
    """Code and results are hidden where their author says that they are not exported."""
    assert _shown(
        "#+begin_src sh :exports none\nno\n#+end_src\n\n#+RESULTS:\n: no\n: no\n\n"
        "#+begin_src sh :exports results\nno\n#+end_src\n\n#+RESULTS: x\n: yes\n\n"
        "#+begin_src sh :exports code\nshown\n#+end_src\n\n#+RESULTS:\n:results:\nno\n:end:\n\n#+begin_src sh\n"
        "both\n#+end_src\n\n#+RESULTS[a1]:\n:results:\n| 1 |\n:end:\n"
    ) == ["code: yes", "code sh: shown", "code sh: both", "row: 1"]


def test_other_blocks() -> None:
    """Quotes and the like are their paragraphs, and a verse keeps its lines."""
    assert _said(
        "#+BEGIN_QUOTE\nBees know.\n\n--- Old Marta\n#+END_QUOTE\n#+begin_verse\nRain,\n  *go*\n\naway.\n"
        "#+end_verse\n#+BEGIN_CENTER\nMid.\n#+END_CENTER\n"
        "#+begin_warning\n#+begin_quote\nDeep.\n#+end_quote\n#+end_warning\n#+BEGIN: clocktable\n| x |\n#+END:\n"
    ) == ["Bees know.", "--- Old Marta", "Rain,\ngo", "away.", "Mid.", "Deep.", "x"]


def test_what_is_not_closed() -> None:
    """Of a block that is not closed the mark alone is not shown, and of a drawer it is text."""
    assert _said("One *two\n#+begin_src\nthree\n:four:\n[[five [fn:: six ={{{seven\n") == [
        "One *two",
        "three :four: [[five [fn:: six ={{{seven",
    ]
    assert _said("#+begin_quote\nOne.\n* Two\n#+end_quote\nThree.\n") == ["One.", "Two", "Three."]


def test_line_breaks_of_all_systems() -> None:
    """Lines may end as on any system."""
    for line_break in ("\n", "\r\n", "\r"):
        text = "* T\nOne\ntwo.\n\n#+begin_src\na\n\nb\n#+end_src\n- c\n  d\n".replace("\n", line_break)
        assert _shown(text) == ["heading1: T", "paragraph: One two.", "code: a\n\nb", "item1: - c d"]


def test_sources_of_characters() -> None:
    """What is shown as something else comes from all that it stands for, and the rest from itself."""
    text = "- *A*\n  caf\\eacute{} [[b][c]]"
    reading = read_org(text).reading
    assert reading.plain == "- A café c"
    assert [(piece.plain_start, text[piece.source_start : piece.source_end]) for piece in reading.pieces] == [
        *((0, "- "), (2, "A"), (3, "\n  "), (4, "caf"), (7, "\\eacute{}"), (8, " "), (9, "c")),
    ]
