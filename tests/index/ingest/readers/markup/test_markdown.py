"""Markdown is read as its readers see it, and each character of that is known in the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.readers.markup.markdown import read_markdown
from index.reading import plain_span, source_span
from index.records import Article, Source, Span


def blocks(text: str, mdx: bool = False) -> list[tuple[str, str]]:
    """The kinds of the blocks of a text, and what they say."""
    reading = read_markdown(text, 0, mdx)
    return [(block.kind, reading.plain[slice(*block.span)]) for block in reading.blocks]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It *rained* **all** ~~night~~ `day`.", "It rained all night day."),
        ("Two\nlines  \nand a break.", "Two lines\nand a break."),
        ("See [the *map*](http://x.y 'z') and <https://a.b>.", "See the map and https://a.b."),
        (r"A \*star\*, 5 \< 6 &amp; &copy;.", "A *star*, 5 < 6 & ©."),
        ("Water is H~2~O, and ==this\nmatters== [here]{.small}.", "Water is H2O, and this matters here."),
        ("See [[Page|the page]] and [[Other]]. ![[image.png]] ^block-1", "See the page and Other."),
        ("It costs $5 or $10, where $x_1 + y_1$ holds.", "It costs $5 or $10, where x_1 + y_1 holds."),
        ("Press <kbd>Ctrl</kbd>+<kbd>C</kbd><br>twice.", "Press Ctrl+C twice."),
        ("**a**<b>b</b>*c*, <i>*d*</i>", "abc, d"),
        ("青い\n空です。", "青い空です。"),
        ("It rained.[^1]\n\n[^1]: In May.", "It rained.\n\nIn May."),
        ("One [ref][r].\n\n[r]: http://x.y", "One ref."),
        ("A wave :ocean: at 10:30:15.", "A wave at 10:30:15."),
    ],
)
def test_inline(text: str, plain: str) -> None:
    """Of what stands in a line its words are kept, and none of its marks."""
    assert read_markdown(text).plain == plain


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- secret -->",
        "<!--\nsecret\n\nsecret\n-->",
        "%% secret %%",
        "%%\nsecret\n\nsecret\n%%",
        "{/* secret */}",
        "{{</* secret {{% x %}} */>}}",
        '{{< figure src="secret.png" alt="secret" >}}',
        "{% include secret.html %}",
        "{% comment %}\nsecret\n{% endcomment %}",
        "{::comment}\nsecret\n{:/comment}",
        "{: .secret}",
        "import Secret from '@theme/secret';",
        "import {\n  Secret,\n} from 'secret'",
        "export const secret = 5;",
        "<script>\nvar secret = '<p>';\n</script>",
        "<style>.secret { color: red }</style>",
        '<div class="secret">',
        '<Secret on={() => { secret > 5 }} name="secret" />',
        "[secret]: http://secret.example 'secret'",
        "*[HTML]: secret",
        "[TOC]",
        "![secret](secret.png)",
        '--8<-- "secret.md"',
    ],
)
@pytest.mark.parametrize("around", ["{}\n\nIt rained.", "It rained.\n\n{}", "It snowed.\n\n{}\n\nIt rained."])
def test_hidden(hidden: str, around: str) -> None:
    """What is no text of the article is in nothing that is read."""
    assert read_markdown(around.format(hidden)).plain == around.replace("{}", "").strip().replace("\n" * 4, "\n\n")


def test_code_is_kept() -> None:
    """In code nothing is hidden, and nothing is a heading."""
    code = "# no heading <!-- shown -->\n{{ shown }}\n\n  <b>`shown`</b>"
    quoted, indented = code.replace("\n", "\n> "), code.replace("\n", "\n    ")
    for text in (f"```sh\n{code}\n```", f"~~~ sh title='x'\n{code}\n~~~", f"> ```sh\n> {quoted}\n> ```"):
        (block,) = read_markdown(text).blocks
        assert (block.kind, block.info, read_markdown(text).plain) == ("code", "sh", code)
    assert blocks(f"It is:\n\n    {indented}\n") == [("paragraph", "It is:"), ("code", code)]
    assert read_markdown("Write `<!-- x -->` and `` a`b ``.").plain == "Write <!-- x --> and a`b."


def test_lists() -> None:
    """Items keep their marks, counted where they are numbers, and what is nested in them is known."""
    text = "1. First\n   goes on\n\n   more\n1. Second\n   * sub [ ]\n   * [x] done\n1) Other"
    reading = read_markdown(text)
    assert reading.plain == "1. First goes on\n  more\n2. Second\n  - sub [ ]\n  - done\n\n1. Other"
    assert [(block.level, block.group, block.info) for block in reading.blocks] == [
        (1, 1, "1."),
        (1, 1, ""),
        (1, 1, "2."),
        (2, 1, "-"),
        (2, 1, "-"),
        (1, 2, "1."),
    ]


def test_definitions() -> None:
    """A term and what it means are read together."""
    assert blocks("Term\n: One *thing*\n: Another\n\nWord\n\n: Third") == [
        ("item", "Term\n  One thing"),
        ("item", "Another"),
        ("item", "Word\n  Third"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| Hut | Beds |\n| :-- | --- |\n| *Arn* | 8 \\| 9 |\n| Dun | |",
        "Hut | Beds\n--- | ---\n*Arn* | 8 \\| 9\nDun |",
        "<table><tr><th>Hut</th><th>Beds</th></tr>\n<tr><td><i>Arn</i></td>\n<td>8 | 9</td></tr>"
        "<tr><td>Dun</td></tr></table>",
    ],
)
def test_tables(table: str) -> None:
    """A row is its cells, parted by tabs, below the header."""
    assert blocks(table) == [("header", "Hut\tBeds"), ("row", "Arn\t8 | 9"), ("row", "Dun")]


def test_loose_tables() -> None:
    """A table whose rows begin as items do, or whose header is indented, is one."""
    assert blocks("    | 2024\n----|----\n29. May | 7\n- Rain | 8")[1:] == [("row", "29. May\t7"), ("row", "- Rain\t8")]


@pytest.mark.parametrize(
    "text",
    [
        "## Why?\n\nBecause.",
        "**Q: Why?**\nA: Because.",
        "**Q: Why?** Because.",
        "__Q2. Why?__ A: Because.",
        "Q: Why?\n\nA: Because.",
        "**Why?**\n\nBecause.",
        "<details>\n<summary>Why?</summary>\n\nBecause.\n\n</details>",
        '??? question "Why?"\n    Because.',
        "> [!faq]- Why?\n> Because.",
        ":::details Why?\nBecause.\n:::",
        '{{< details title="Why?" >}}\nBecause.\n{{< /details >}}',
        '<Accordion title="Why?">\n\nBecause.\n\n</Accordion>',
        "<h3>Why?</h3>\nBecause.",
    ],
)
def test_questions_are_headings(text: str) -> None:
    """A question is a heading in whatever form it stands above its answer."""
    found = [(kind, said.removeprefix("A: ")) for kind, said in blocks(text) if said]
    assert found == [("heading", "Why?"), ("paragraph", "Because.")]


@pytest.mark.parametrize(
    "text",
    [
        ":::warning Take care\nIt is hot.\n:::",
        ":::danger[Take care]\n\nIt is hot.\n\n:::",
        ":::danger[Take **care**]{#hot .wide}\n\nIt is hot.\n\n:::",
        '!!! warning "Take care"\n    It is hot.',
        "> [!warning] Take care\n> It is hot.",
        '<Callout type="x" title="Take care">\nIt is hot.\n</Callout>',
        '{{% notice warning "Take care" %}}\nIt is hot.\n{{% /notice %}}',
        "/// warning | Take care\nIt is hot.\n///",
    ],
)
def test_admonitions(text: str) -> None:
    """What an admonition is called and what it says are paragraphs of their own."""
    assert [said for _, said in blocks(text) if said] == ["Take care", "It is hot."]


def test_titles_of_components_in_one_line() -> None:
    """Of components that stand in one line each keeps its title, unless it has nothing in it."""
    text = '<TabItem label="Mac">Use brew.</TabItem><TabItem label="Nix"> </TabItem><TabItem label="Win">Go.</TabItem>'
    assert [said for kind, said in blocks(text, mdx=True) if kind == "heading"] == ["Mac", "Win"]


def test_thousands_of_tags_in_one_line() -> None:
    """A line of many thousands of tags is read soon, and so is what stands below it."""
    assert blocks(f"{'<div>' * 60_000}\n\nIt rained.") == [("paragraph", "It rained.")]


def test_comments_that_nobody_closed() -> None:
    """A comment that is not closed hides the rest where it begins a line, and amid prose it is text."""
    assert blocks("It rained.\n\n<!-- secret\n\nsecret") == [("paragraph", "It rained.")]
    assert blocks("It <!-- rained\n\nAll night.") == [("paragraph", "It <!-- rained"), ("paragraph", "All night.")]


def test_formulas_on_lines_of_their_own() -> None:
    """A formula on lines of its own is kept as code."""
    for text in ("$$\nx = 1\ny\n$$", "$$x = 1\ny$$", "$$\nx = 1\ny\n$$ (sum)"):
        assert blocks(text) == [("code", "x = 1\ny")]


def test_footnotes_know_their_mark() -> None:
    """A footnote knows where in the reading its mark stood."""
    reading = read_markdown("It rained.[^a] Then it snowed.\n\n[^a]: In *May*.")
    assert reading.plain[: reading.blocks[1].anchor] == "It rained."
    assert (reading.blocks[1].kind, reading.blocks[1].info) == ("footnote", "a")


def test_front_part_is_left_out() -> None:
    """What stands before the offset is not read, and places are those of the whole text."""
    text = "title: x\n# Rain\n\nIt *rained*."
    article = Article(Source("1", "T"), text, reading=read_markdown(text, 9))
    assert article.plain == "Rain\n\nIt rained."
    assert source_span(article, Span(6, 16)) == Span(text.index("It"), len(text))


FRAGMENTS = [
    "word", " ", "\n", "\r\n", "\n\n", "*", "**", "_", "`", "```\n", "~~~", "> ", "- ", "1. ", "    ", "\t",
    "# ", "===", "---", "|", "| - |", "[", "](", ")", "]", "[^1]", "[^1]: ", "![", "<", ">", "<b>", "</b>",
    "<summary>", "<!--", "-->", "<table><tr><td>", "</td></tr></table>", "{", "}", "{{<", ">}}", "{%", "%}",
    "%%", "&amp;", "&", "\\", ":::", "!!! x", "[[", "]]", "==", "~", "^", ":", "Q: ", "é", "e\u0301", "空", "😀",
    "\u00a0", "$", "import 'x'", "\U0001bc9f",
]  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join), st.booleans())
def test_every_character_is_known(text: str, mdx: bool) -> None:
    """Whatever is read, each piece stands where it says, in order; a stretch of it is found in the text and back."""
    reading = read_markdown(text, 0, mdx)
    article = Article(Source("1", "T"), text, reading=reading)
    ends = [*(piece.plain_start for piece in reading.pieces), len(reading.plain)][1:]
    for piece, end in zip(reading.pieces, ends, strict=True):
        plain, source = reading.plain[piece.plain_start : end], text[piece.source_start : piece.source_end]
        assert piece.plain_start < end
        named = {" ", "\n", "\t", "- "} | {f"{number}. " for number in range(60)}
        assert plain == source or plain in named or "&" in source or "\\" in source or not plain.strip() or not source
    assert all(one.source_end <= other.source_start for one, other in pairwise(reading.pieces))
    assert all(one.span.end <= other.span.start for one, other in pairwise(reading.blocks))
    for block in reading.blocks:
        if block.span.start < block.span.end:
            assert plain_span(article, source_span(article, block.span)) == block.span
            assert block.kind == "code" or not reading.plain[block.span.start].isspace()
            assert not reading.plain[block.span.end - 1].isspace()


@pytest.mark.parametrize("depth", [10, 14, 40])
def test_a_list_that_is_deep(depth: int) -> None:
    """However deep a list is that people write, its last items and what stands behind it are read."""
    items = "".join(f"{'  ' * level}- Item {level}\n" for level in range(depth))
    texts = [text for _, text in blocks(f"{items}\n- Back at the top\n\nThe last paragraph.\n")]
    assert [text.split("- ")[-1] for text in texts[-3:]] == [
        f"Item {depth - 1}",
        "Back at the top",
        "The last paragraph.",
    ]
