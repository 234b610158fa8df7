"""Blocks are written so that Discord shows what they say, as what they are, held against a model of how it reads."""

import re
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord.ui.blocks import markdown_of, wide_tables
from index.records import Excerpt, Source, Span
from tests.bot.blocks import Written, article_of, code, excerpt_of, items, paragraph, table
from tests.bot.discord.markdown import SPACES, render

SIGNS = [
    *("\\", "*", "**", "_", "__", "~~", "||", "`", "```", "````", "<", ">", "[", "]", "(", ")", "](", "#", "-", ":"),
    *("@everyone", "<@1>", "<#1>", "</x:1>", "<:a:1>", ":smile:", "https://a.b/c_d", "1.", "- ", "# ", "> ", "-# "),
    *("日本語。", "a", "Old", "bridge,", "e\u0301", "5 * 3", "x", " ", "שלום", "C#"),
]
WORDS = st.lists(
    st.sampled_from(SIGNS) | st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=3), max_size=6
)
SAID = WORDS.map(lambda words: " ".join("".join(words).split()) or "a")
LINES = st.lists(SAID, min_size=1, max_size=3).map("\n".join)
CODE = st.lists(st.sampled_from([*SIGNS, "\n", "    "]), min_size=1).map("".join).filter(str.strip)


@st.composite
def lists(draw: st.DrawFn, group: int) -> list[Written]:
    """A list of at most three levels, each numbered or not, with what goes on behind an item and code between."""
    numbered = [draw(st.booleans()) for _ in range(3)]
    numbers = [count(draw(st.integers(1, 1000))) for _ in range(3)]
    level, made = 1, list[Written]()
    for _ in range(draw(st.integers(1, 6))):
        mark = f"{next(numbers[level - 1])}. " if numbered[level - 1] else "- "
        made.append(Written("item", mark + draw(LINES), level, group, mark))
        if draw(st.integers(0, 3)) == 0:
            made.append(Written("item", draw(SAID), level, group))
        if draw(st.integers(0, 5)) == 0:
            made.append(Written("code", draw(CODE), level, group, "py"))
        deeper = draw(st.integers(1, min(level + 1, 3)))
        if deeper > level:
            numbers[level] = count(1)
        level = deeper
    return made


@st.composite
def excerpts(draw: st.DrawFn) -> Excerpt:
    """An excerpt of any blocks, some of it in bold."""
    cell = st.sampled_from(["a", "日本", "12 m", "*", "", "`x`", "|"])
    made: list[Written] = []
    for group in range(1, draw(st.integers(1, 4)) + 1):
        kind = draw(st.sampled_from(["paragraph", "heading", "list", "code", "table", "footnote"]))
        if kind == "list":
            made += draw(lists(group))
        elif kind == "code":
            made.append(code(draw(CODE), draw(st.sampled_from(["", "python", "c++", "a b", "é"]))))
        elif kind == "table":
            rows = draw(st.lists(st.lists(cell, min_size=1, max_size=4), min_size=1, max_size=4))
            made += table(*[["x", *row] for row in rows], group=group, header=draw(st.booleans()))
        elif kind == "heading":
            made.append(Written("heading", draw(SAID), draw(st.integers(1, 6))))
        else:
            made.append(Written("footnote" if kind == "footnote" else "paragraph", draw(LINES)))
    excerpt = excerpt_of(*made)
    positions = sorted(draw(st.lists(st.integers(0, len(excerpt.text)), max_size=6)))
    bold = tuple(Span(*pair) for pair in zip(positions[::2], positions[1::2], strict=False))
    return Excerpt(excerpt.text, excerpt.blocks, bold)


def signs(text: str) -> str:
    """What is seen of a text but for the blanks and the lines below the headers of tables."""
    return "".join(sign for sign in text if sign not in SPACES and not sign.isspace() and sign not in "\u200b─")


@settings(max_examples=300)
@given(excerpts())
def test_discord_shows_what_an_excerpt_says(excerpt: Excerpt) -> None:
    """Of any blocks Discord must show just the text, with no markup but that of these blocks."""
    seen = render(markdown_of(excerpt))
    assert signs(seen.text) == signs(excerpt.text)
    assert set(seen.markup) <= {"quote", "list", "codeBlock", "heading"}
    assert seen.links == ()


@settings(max_examples=300)
@given(excerpts())
def test_code_blocks_are_the_code(excerpt: Excerpt) -> None:
    """Each piece of code must be a code block, closed, and hold nothing else; nothing else may be one but a table."""
    fenced = re.findall(r"(?m)^```([A-Za-z0-9_+\-.#]*)\n(.*?)\n```$", markdown_of(excerpt), re.DOTALL)
    said = [excerpt.text[slice(*block.span)] for block in excerpt.blocks if block.kind == "code"]
    shown = [text.replace("\u200b", "") for _, text in fenced if "─" not in text]
    for text in said:
        assert any(signs(text) == signs(one) for one in shown)
    assert len(render(markdown_of(excerpt)).markup) >= len(said)


def test_marks_of_bold_leave_out_numbers_code_and_tables() -> None:
    """Where all of an excerpt answers, its prose and what its items say must be bold, and nothing else."""
    excerpt = excerpt_of(
        paragraph("Do this:"),
        *items("1. Close the valve.", "  - Slowly.", "  And wait.", "2. Open it."),
        code("open --now", "sh"),
        *table(("Hut", "Beds"), ("Sundfell", "18")),
    )
    whole = Excerpt(excerpt.text, excerpt.blocks, (Span(0, len(excerpt.text)),))
    assert markdown_of(whole) == (
        "> **Do this:**\n> 1. **Close the valve.**\n>    - **Slowly.**\n>    **And wait.**\n> 2. **Open it.**\n"
        "```sh\nopen --now\n```\n```\nHut       Beds\n────────  ────\nSundfell  18\n```"
    )


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        (("- a", "  - b", "    - c"), "> - a\n>   - b\n>     - c"),
        (("10. a", "  - b", "    1. c", "    2. d"), "> 10. a\n>     - b\n>       1. c\n>       2. d"),
        (("1. a", "3. b", "4. c"), "> 1. a\n> 3\\. b\n> 4. c"),
        (("- a", "1. b"), "> - a\n> 1\\. b"),
        (("1. a", "0. b"), "> 1. a\n> 0\\. b"),
        (("- - a", "- # b", "- 5. c"), "> - \\- a\n> - \\# b\n> - 5\\. c"),
        (("1. a\nb",), "> 1. a\n>    b"),
        (("  - a", "    - b", "2. c"), "> - a\n>   - b\n> \n> 2. c"),
    ],
)
def test_lists_are_lists_of_discord(lines: tuple[str, ...], written: str) -> None:
    """Items must stand below what the item around them says, and one that Discord would count wrong as a text."""
    assert markdown_of(excerpt_of(*items(*lines))) == written


def test_a_list_goes_on_with_its_number_behind_code() -> None:
    """Code ends a block quote, and the list behind it must count on."""
    excerpt = excerpt_of(*items("1. Run:"), code("a\n\n  b", "sh", group=1), *items("2. Wait."), paragraph("Done."))
    assert markdown_of(excerpt) == "> 1. Run:\n```sh\na\n\n  b\n```\n> 2. Wait.\n> \n> Done."


def test_code_cannot_be_broken_out_of() -> None:
    """Three backticks in code must not end its block, and what stands behind them must stay code."""
    written = markdown_of(excerpt_of(code("a ``` @everyone <@1> ````\n```\nb`", "md")))
    seen = render(written)
    assert seen.markup == ("codeBlock",)
    assert seen.text.replace("\u200b", "") == "a ``` @everyone <@1> ````\n```\nb`"


@pytest.mark.parametrize(
    ("language", "first"),
    [("python", "```python"), ("c++ title=x", "```c++"), ("", "```"), ("a`b", "```"), ("é", "```")],
)
def test_the_language_of_code_is_kept(language: str, first: str) -> None:
    """Code must keep the name of its language where Discord takes it for one."""
    assert markdown_of(excerpt_of(code("x", language))) == f"{first}\nx\n```"


def test_wide_tables_are_lines() -> None:
    """A table that is too wide for a code block must have a line for each cell, with the name of its column."""
    excerpt = excerpt_of(
        *table(("Setting", "Default", "What it does:"), ("a", "", "word " * 12), ("b", "1", "*short*", "more"))
    )
    assert markdown_of(excerpt) == (
        f"> Setting: a\n> What it does: {('word ' * 12).strip()}\n> \n"
        "> Setting: b\n> Default: 1\n> What it does: \\*short\\*\n> more"
    )


def test_tables_without_a_header() -> None:
    """Rows that no header names must be aligned without a line, or be joined where they are wide."""
    assert markdown_of(excerpt_of(*table(("a", "bb"), ("ccc", "d"), header=False))) == "```\na    bb\nccc  d\n```"
    assert markdown_of(excerpt_of(*table(("a", "b " * 30), header=False))) == f"> a · {('b ' * 30).strip()}"


def test_letters_of_east_asia_stand_below_blanks_as_wide() -> None:
    """Cells must be aligned whatever the width of letters that are wider than others."""
    written = markdown_of(excerpt_of(*table(("小屋 x", "m"), ("a", "1"), ("e\u0301", "2"))))
    assert written == "```\n小屋 x  m\n──\u3000\u3000  ─\na\u3000\u3000   1\ne\u0301\u3000\u3000   2\n```"


def test_whether_a_table_is_wide_is_told_from_all_of_it() -> None:
    """A part of a table must be shown as the whole of it would be."""
    article = article_of(Source("a", "A"), *table(("x", "y"), ("a", "b"), ("c", "d " * 40)))
    assert wide_tables(article) == {2}
    assert markdown_of(excerpt_of(*table(("x", "y"), ("a", "b"))), wide_tables(article)) == "> x: a\n> y: b"


def test_headings_are_headings() -> None:
    """A heading must be one in Discord, small, with the marks at its end."""
    excerpt = excerpt_of(Written("heading", "Pumps", 1), paragraph("They run."), Written("heading", "In C#", 4))
    assert markdown_of(excerpt) == "> ## Pumps\n> They run.\n> ### In C#\u200b"
    assert render("> ### In C#\u200b").text == "In C#\u200b"
