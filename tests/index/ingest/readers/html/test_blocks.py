"""What a page says, block by block."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.readers.base import UnreadableError
from index.ingest.readers.document import NoteMark, TextBlock, read_blocks
from index.ingest.readers.html.blocks import html_blocks


def shown(markup: str) -> list[str]:
    """Give each block in a line: what it is, its mark and its text."""
    return [_line(block) for block in html_blocks(markup)]


def _line(block: TextBlock) -> str:
    level = "" if block.kind in ("paragraph", "row", "header", "footnote") else str(block.level)
    return " ".join(filter(None, (f"{block.kind}{level}", block.info, repr(block.text)[1:-1])))


def test_white_space_is_folded_and_lines_are_kept_where_the_author_broke_them() -> None:
    """White space is one space, entities are characters, one `br` ends a line and two end a paragraph."""
    markup = "<p>One&nbsp;&amp; <b> two </b>\n three<br>\nfour<br><br>fi&shy;ve</p>text <span>behind</span>"
    assert shown(markup) == ["paragraph One & two three\\nfour", "paragraph five", "paragraph text behind"]


def test_headings_keep_their_level_and_lose_their_anchors() -> None:
    """A heading is one line, without the sign that links to it."""
    markup = (
        '<h2>A <a class="headerlink" href="#a">¶</a></h2><h3><a href="#b">#</a><div>B</div><div>b</div></h3>'
        '<div role="heading" aria-level="4">C</div><h2>open<p>said</p>'
    )
    assert shown(markup) == ["heading2 A", "heading3 B b", "heading4 C", "heading2 open", "paragraph said"]


def test_bold_lines_and_marked_questions_are_headings() -> None:
    """A short paragraph all in bold heads what follows, and so does a question that says that it is one."""
    markup = "<p><b>Opening hours</b></p><p><b>Never do this.</b></p><p><b>In</b> part</p><p>Q: Who?</p><p>We.</p>"
    assert shown(markup) == [
        "heading6 Opening hours",
        "paragraph Never do this.",
        "paragraph In part",
        "heading6 Who?",
        "paragraph We.",
    ]


def test_lists_are_nested_and_go_on() -> None:
    """Items have their depth and mark; what follows in an item has none; one list is one group."""
    markup = "<ul><li>A<ol><li>B</li></ol>a</li><li><p>C</p><p>c</p><pre>x\n y\n</pre></li></ul><ul><li>D</li></ul>"
    blocks = html_blocks(markup)
    assert [(block.kind, block.text, block.level, block.group, block.info) for block in blocks] == [
        ("item", "A", 1, 1, "-"),
        ("item", "B", 2, 1, "1."),
        ("item", "a", 1, 1, ""),
        ("item", "C", 1, 1, "-"),
        ("item", "c", 1, 1, ""),
        ("code", "x\n y", 1, 1, ""),
        ("item", "D", 1, 2, "-"),
    ]


def test_items_are_numbered_as_a_browser_numbers_them() -> None:
    """The mark follows the start, the style, the direction and the value of an item."""
    markup = (
        '<ol start="3" type="a"><li>x<li value="9">y<li>z</ol><ol reversed><li>x<li>y</ol>'
        '<ol style="list-style-type: upper-roman"><li>x<li>y</ol><ol start="0"><li>x</ol>'
    )
    assert [block.info for block in html_blocks(markup)] == ["c.", "i.", "j.", "2.", "1.", "I.", "II.", "0."]


def test_items_that_are_lists_of_their_own_are_one_list() -> None:
    """Where each item was exported as a list, the next goes on with it; a level in the name of its class counts."""
    notion = '<ul class="bulleted-list"><li>A</li></ul><ul class="bulleted-list"><li>B</li></ul>'
    google = '<ol class="c1 lst-kix_a-0 start"><li>C</li></ol><ul class="c1 lst-kix_a-1 start"><li>D</li></ul>'
    blocks = html_blocks(notion + google)
    assert [(block.text, block.level, block.group) for block in blocks] == [
        ("A", 1, 1),
        ("B", 1, 1),
        ("C", 1, 2),
        ("D", 2, 2),
    ]


def test_a_term_stands_with_what_it_means_and_a_question_above_its_answer() -> None:
    """A term and its meaning are one item; of a question the answer is no item, and ends with the list."""
    markup = "<dl><dt>Term</dt><dd><p>Meaning</p><p>More</p></dd><dt>Who?</dt><dd>We.</dd></dl><p>Behind</p>"
    blocks = html_blocks(markup)
    assert [_line(block) for block in blocks] == [
        "item1 : Term\\nMeaning",
        "item1 More",
        "heading6 Who?",
        "paragraph We.",
        "heading6",
        "paragraph Behind",
    ]
    assert read_blocks(blocks[:2]).plain == "Term\nMeaning\n  More"


def test_what_folds_and_what_a_vocabulary_calls_a_question_heads_its_answer() -> None:
    """A summary, a question of schema.org and a button that unfolds an answer are headings."""
    markup = (
        "<details><summary>More</summary>Inside</details><p>Outside</p>"
        '<div itemscope itemtype="https://schema.org/Question"><b itemprop="name">Who?</b><p>We.</p></div>'
        '<h3><button aria-expanded="false">Where?</button></h3><div id="c">Here.</div>'
        '<button aria-expanded="false">When?</button><div>Now.</div><button>Send</button>'
    )
    assert shown(markup) == [
        "heading6 More",
        "paragraph Inside",
        "heading6",
        "paragraph Outside",
        "heading6 Who?",
        "paragraph We.",
        "heading3 Where?",
        "paragraph Here.",
        "heading6 When?",
        "paragraph Now.",
    ]


def test_a_table_has_its_caption_its_header_and_what_spans() -> None:
    """A cell that spans rows is said in each, one that spans columns once; what stands in a cell is one line."""
    markup = (
        "<table><caption>Cap</caption><tr><th>A<th colspan=2>B</tr>"
        "<tr><td rowspan=2>1<td><p>2</p><ul><li>x<li>y</ul><td>3<tr><td>4<br>5<td>6</table>"
    )
    assert shown(markup) == ["paragraph Cap", "header A\\tB\\t", "row 1\\t2 x y\\t3", "row 1\\t4 5\\t6"]


def test_a_first_row_in_bold_is_a_header() -> None:
    """Where a table says of no cell that it is a header, a bold first row is one."""
    markup = "<table><tr><td><b>A</b><td><p style='font-weight: 700'>B<tr><td>1<td>2</table>"
    assert shown(markup) == ["header A\\tB", "row 1\\t2"]


@pytest.mark.parametrize(
    "markup",
    [
        "<table role=presentation><tr><td><p>A</p></td><td>B</td></tr></table>",
        "<table><tr><td>A</td></tr><tr><td>B</td></tr></table>",
        "<table><tr><td>A</td><td><table><tr><td>B</td></tr></table></td></tr></table>",
    ],
)
def test_a_table_for_the_layout_is_no_table(markup: str) -> None:
    """What a table only places on the page is read as what it is."""
    assert shown(markup) == ["paragraph A", "paragraph B"]


@pytest.mark.parametrize(
    ("markup", "language", "code"),
    [
        ('<pre><code class="language-py">a\n  b\n</code></pre>', "py", "a\n  b"),
        ('<div class="highlight-bash notranslate"><div class="highlight"><pre>$ a</pre></div></div>', "bash", "$ a"),
        ('<div class="language-js"><pre><code><span class="token-line">a<br></span>b</code></pre></div>', "js", "a\nb"),
        ('<pre data-syntaxhighlighter-params="brush: java; gutter: false">a&lt;b&gt;</pre>', "java", "a<b>"),
        ('<pre class="src src-python"><span class="linenr lineno">1</span>a</pre>', "python", "a"),
        ("<pre><div>a</div><div>b</div></pre>", "", "a\nb"),
    ],
)
def test_code_is_kept_as_it_stands(markup: str, language: str, code: str) -> None:
    """Code keeps its lines and indents, with the language that its classes name, without numbers of lines."""
    assert html_blocks(markup) == (TextBlock("code", code, info=language),)


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ('<sup id="r"><a href="#n">[1]</a></sup>', '<ol><li id="n"><a href="#r">^</a> The note.</li></ol>'),
        (
            '<a href="#n" id="r" role="doc-noteref"><sup>1</sup></a>',
            '<ol><li id="n"><p>The note.<a href="#r" role="doc-backlink">↩︎</a></p></li></ol>',
        ),
        ('<a epub:type="noteref" href="#n">*</a>', '<aside epub:type="footnote" id="n"><p>* The note.</p></aside>'),
        (
            '<a name="r" href="#n"><span class="MsoFootnoteReference">[1]</span></a>',
            '<div><p><a name="n" href="#r"><span class="MsoFootnoteReference">[1]</span></a> The note.</p></div>',
        ),
        (
            '<a class="footnote-reference brackets" href="#n" id="r" role="doc-noteref">[1]</a>',
            '<aside id="n" role="doc-footnote"><span class="label"><span class="fn-bracket">[</span>'
            '<a role="doc-backlink" href="#r">1</a><span class="fn-bracket">]</span></span><p>The note.</p></aside>',
        ),
    ],
)
def test_a_footnote_goes_with_its_mark(mark: str, note: str) -> None:
    """The mark of a footnote is not shown, and the note is one, without the links that lead back."""
    assert html_blocks(f"<p>A word{mark} more.</p>{note}") == (
        TextBlock("paragraph", "A word more.", notes=(NoteMark(6, "#n"),)),
        TextBlock("footnote", "The note.", info="#n"),
    )


@pytest.mark.parametrize(
    ("mark", "comment"),
    [
        (
            '<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>',
            '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Is that so?</span></p><p>I doubt it.</p></div>'
            '<div><p><a href="#cmnt_ref2" id="cmnt2">[b]</a><span>Yes.</span></p></div>',
        ),
        ('<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>', '<p><a href="#cmnt_ref1" id="cmnt1">[a]</a> Is it?</p>'),
        (
            '<span class=MsoCommentReference><span><a class=msocomanchor href="#_msocom_1" name="_msoanchor_1">[AB1]'
            "</a>&nbsp;</span></span>",
            '<div><hr class=msocomoff><div><div id="_com_1" class=msocomtxt><a name="_msocom_1"></a>'
            '<p class=MsoCommentText><span class=MsoCommentReference><a href="#_msoanchor_1" class=msocomoff>[AB1]</a>'
            "</span>Is that so?</p></div></div></div>",
        ),
        (
            '<a href="#_msocom_1" name="_msoanchor_1">[AB1]</a>',
            '<div><p><a name="_msocom_1"></a>[AB1]Is that so?</p><p>I doubt it.</p></div>',
        ),
        ('<sup><a href="#c1">[AB1]</a></sup>', '<p><a name="c1">Commented [AB1]:</a> Is that so?</p>'),
    ],
)
def test_a_comment_is_left_out_with_its_mark(mark: str, comment: str) -> None:
    """What was noted on a page while it was written is not read, and footnotes beside it are."""
    second = '<sup><a href="#cmnt2" id="cmnt_ref2">[b]</a></sup>' if "cmnt2" in comment else ""
    footnote = '<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span> The note.</span></p></div>'
    reference = '<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>'
    assert html_blocks(f"<p>A word{mark} more{reference}{second}.</p><hr>{footnote}{comment}<p>The end.</p>") == (
        TextBlock("paragraph", "A word more.", notes=(NoteMark(11, "#ftnt1"),)),
        TextBlock("footnote", "The note.", info="#ftnt1"),
        TextBlock("paragraph", "The end."),
    )


def test_notes_of_another_page_go_by_its_name() -> None:
    """Of several pages that become one document, labels of footnotes tell the page."""
    (paragraph,) = html_blocks('<p>A<a epub:type="noteref" href="notes.xhtml#n">1</a></p>', page="one.xhtml")
    (note,) = html_blocks('<aside epub:type="footnote" id="n">N</aside>', page="notes.xhtml")
    assert [mark.label for mark in paragraph.notes] == [note.info] == ["notes.xhtml#n"]


def test_powers_quotations_and_formulas_are_shown_as_signs() -> None:
    """A power has its sign, a quotation its marks, a formula what its author wrote."""
    markup = (
        "<p>10<sup>6</sup> m<sup>2</sup>, 1<sup>st</sup>, <q>so</q>, "
        '<i aria-hidden="true">f</i><math><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></math>'
    )
    assert shown(markup) == ["paragraph 10^6 m2, 1st, “so”, x^2"]


def test_what_nobody_reads_is_left_out() -> None:
    """Scripts, styles, comments, controls, what is not shown and what is there to be pressed say nothing."""
    markup = (
        "<head><title>t</title><style>s</style></head><body>A<script>x</script><noscript>x</noscript><!-- x -->"
        '<template>x</template><i hidden>x</i><i aria-hidden="true">x</i><i style="color: red; display:none">x</i>'
        '<form><label>x</label><input value="x"><select><option>x</select><textarea>x</textarea></form>'
        '<button>Copy</button><img alt="x"><a href="/e">Edit this page</a><i class="sr-only">x</i><svg><text>x</svg>'
        '<div role="tabpanel" hidden>B</div></body>'
    )
    assert shown(markup) == ["paragraph A", "paragraph B"]


def test_lists_of_word_are_lists() -> None:
    """A paragraph that Word wrote for an item is one, with its mark and depth."""
    markup = (
        "<p class=MsoListParagraphCxSpFirst style='margin-left:.5in'>·<i>&nbsp;&nbsp; </i>A</p><![if !x]>"
        "<p class=MsoListParagraphCxSpLast style='margin-left:1.0in'>2)<i>&nbsp;&nbsp; </i>B</p><p>C</p>"
    )
    assert shown(markup) == ["item1 - A", "item2 2. B", "paragraph C"]


def test_xhtml_closes_what_is_empty() -> None:
    """What is closed as it is opened holds nothing of what follows."""
    markup = (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script src="a"/><p><b/>A<br/>B</p></html>'
    )
    assert shown(markup) == ["paragraph A\\nB"]


def test_what_is_nested_without_end_is_refused() -> None:
    """A page that is nested too deeply is named, not read in part."""
    with pytest.raises(
        UnreadableError, match="is nested too deeply to be read; save it anew with less around its text"
    ):
        html_blocks("<div>" * 5000 + "deep")


_TAGS = """
<p> <ul> <li> </li> </ul> <dl> <dt> <dd> </dl> <table> <tr> <td> <th> </table> <h2> </h2> <br> <pre> <sup> <details>
<summary> </details> <b> </b> <q> a b?
""".split()  # noqa: SIM905


@given(st.lists(st.sampled_from(_TAGS)))
def test_any_order_of_tags_is_read(tags: list[str]) -> None:
    """However tags are mixed, every word is read once, in order."""
    words = [f"w{number}{tag}" if tag[0] != "<" else tag for number, tag in enumerate(tags)]
    read = " ".join(block.text for block in html_blocks(" ".join(words)))
    assert [word.strip("“”") for word in read.split() if word.strip("“”")] == [word for word in words if word[0] == "w"]
