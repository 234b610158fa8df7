"""How article text is written for Discord, held against a model of how Discord reads it."""

import re
from itertools import pairwise
from unicodedata import category

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.discord.ui.markdown import cut, escape, label, masked_link, one_line, quoted, rendered, unbroken
from tests.bot.discord.markdown import SPACES, Rendered, render

PIECES = [
    *"\\*_~|`<>[]()#-+:@/.!&'\" \n\t\r1ab°ü😀",
    *("**", "__", "```", "~~", "||", "  \n", "\n\n", "\n- ", "\n1. ", "\n> ", "\n>>> ", "\n# ", "\n-# ", "](", "<@1>"),
    *(
        "https://a.b/c_d",
        "steam://a",
        "<t:1>",
        "<@&1>",
        "<#1>",
        "</say:1>",
        "<id:guide>",
        "<:a:1>",
        "<a:b:1>",
        ":smile:",
    ),
    *(
        "@everyone",
        "@here",
        "@silent",
        "<a@b.cd>",
        "<+1 555 123>",
        "<sound:1:2>",
        "[a](https://b.c)",
        "¯_(ツ)_/¯",
        "\u2028",
        "\ufeff",
    ),
    *("\0", "\x1b", "\x85", "\f", "\ud800", "e\u0301", "👩\u200d💻", "\u200b", "(https://b.c)", "\u202e", "\u2067"),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map("".join)
SMALL = st.text(alphabet="\\*_~|`<>[]():@#-1. \nab", max_size=40)


def displayed(text: str) -> str:
    """What a person sees of a text: without what is invisible, and blanks at the end of a line are."""
    ended = text.replace("\r\n", "\n").replace("\r", "\n")
    hidden = (c if c in "\n\t" or not is_left_out(c) else " " * c.isspace() for c in ended)
    return trimmed("".join(hidden).replace("\t", "    "))


def trimmed(text: str) -> str:
    """Leave out the blanks that cannot be seen, at a message's ends and the lines' ends."""
    return re.sub(" +\n", "\n", text).strip(SPACES)


@given(TEXTS | SMALL)
@example("¯\\_(ツ)_/¯ ¯_(ツ)_/¯")
@example("\\\\*a* \\😀")
@example("# a\n-# b\n- c\n> d")
@example("1. a\n12. b")
@example("#\ufeffa")
@example("<\na:/b>")
@example("||a||")
@example("[a](https://b.c)")
@example("@silent a")
@example("a\r\n- b\rc\x0b# d")
@example("\u2028> a\n \u2028- b")
def test_escaped_text_is_shown_as_written(text: str) -> None:
    """Discord must show any text as it was written, and find no markup, link, mention or emoji in it."""
    seen = render(escape(text))
    assert Rendered(trimmed(seen.text), seen.bold, seen.links, seen.markup) == Rendered(displayed(text))


@given(TEXTS | SMALL, TEXTS | SMALL)
@example("[a", "b](https://c.d)")
def test_escaped_text_leaves_a_masked_link_before_it_alone(before: str, after: str) -> None:
    """A masked link must stay the only markup between texts."""
    message = f"{escape(before)} [title](https://a.b/c) {escape(after)}"
    seen = render(message)
    assert (seen.links, seen.bold, seen.markup) == ((("title", "https://a.b/c"),), (), ())
    assert trimmed(seen.text) == trimmed(displayed(f"{before} title {after}"))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("**a**", r"\*\*a\*\*"),
        ("# a\n-# b\n- c\n1. d\n> e", "\\# a\n\\-# b\n\\- c\n1\\. d\n\\> e"),
        ("  - a\n\t2. b", "  \\- a\n\t2\\. b"),
        ("see https://a.b/c_d", r"see https\://a.b/c_d"),
        ("<https://a.b>", r"\<https\://a.b>"),
        ("[a](https://b.c)", r"[a]\(https\://b.c)"),
        ("[a [b](https://b.c)", r"\[a [b]\(https\://b.c)"),
        ("_a_ __init__ ~~a~~ ||a||", r"_a\_ \_\_init\_\_ \~\~a\~\~ \|\|a\|\|"),
        ("<@1> <t:1> <:a:1>", r"\<@1> \<t:1> \<\:a:1>"),
        (":smile: @everyone a\\b", r"\:smile: \@everyone a\b"),
        ("a\\*b", r"a\\\*b"),
        ("a\r\nb\rc\0d\ud800", "a\nb\ncd"),
    ],
)
def test_markup_gets_backslashes(text: str, escaped: str) -> None:
    """Markup must be kept from working by a backslash."""
    assert escape(text) == escaped


@pytest.mark.parametrize(
    "text",
    [
        "It's a well-known “fact”, he said: the bridge (built in 1906) cost 3.5 million – 40% more; really?",
        "At 10:30 a.m. she wrote to a@b.example, C# & Co. in hand!",
        "3.5 million people\n5 km away",
        "»Das ist's«, sagte er… 😀",
        "note: see [1] and x[0] at 10:30:45, snake_case_name | 5 * 3 = 15, ~5 km, C:\\Users\\ann, a < b",
        "#hashtag\n-5 degrees\n1.5 litres\n>100\n####\n+ more",
    ],
)
def test_prose_gets_no_backslash(text: str) -> None:
    """Plain prose must stay as it is, since each backslash counts against a message's length."""
    assert escape(text) == text


def test_what_cannot_be_shown_is_left_out() -> None:
    """Control characters and lone surrogates must go, ends of lines and tabs stay, and words stay apart."""
    assert rendered("a\0b\x1b[1m\x7f\x9f\ud800c\x0bd\x85e\tf\r\ng\rh") == "ab[1mc d e\tf\ng\nh"


@given(TEXTS | SMALL, st.lists(st.integers(0, 60), max_size=8))
@example("a *b* c", [2, 5])
@example("*", [0, 1])
@example("a\n\n- b\nc  ", [0, 60])
@example("ab\0cd", [0, 2, 3, 4])
def test_quoted_text_is_shown_as_written(text: str, positions: list[int]) -> None:
    """A block quote must show the text as it was written, with exactly the words of the spans in bold."""
    ordered = sorted(min(position, len(text)) for position in positions)
    spans = list(zip(ordered[::2], ordered[1::2], strict=False))
    seen = render(quoted(text, spans))
    # A tab is four blanks to Discord, so the positions of the signs that are no blanks are compared.
    expected = [(c, any(start <= i < end for start, end in spans)) for i, c in enumerate(text) if visible(c)]
    parsed = [(c, any(start <= i < end for start, end in seen.bold)) for i, c in enumerate(seen.text) if visible(c)]
    assert parsed == expected
    assert trimmed(seen.text).lstrip(SPACES) == displayed(text)
    assert set(seen.markup) <= {"quote"}
    assert seen.links == ()


@given(TEXTS | SMALL, st.lists(st.integers(0, 60), max_size=8))
def test_quoted_text_is_quoted_in_every_line(text: str, positions: list[int]) -> None:
    """Every line of a block quote must be marked as one, and the last must not be blank."""
    ordered = sorted(min(position, len(text)) for position in positions)
    quote = quoted(text, list(zip(ordered[::2], ordered[1::2], strict=False)))
    assert all(line.startswith("> ") for line in quote.split("\n")) or not quote
    assert not quote or quote.split("\n")[-1].strip(SPACES) != ">"


def visible(character: str) -> bool:
    """Tell whether a character is seen, and so whether it can be seen to be bold."""
    return character not in SPACES and not character.isspace() and not is_left_out(character)


def is_left_out(character: str) -> bool:
    """Tell whether a character is not shown, or turns the direction of what is."""
    return category(character) in ("Cc", "Cs") or character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("text", "bold", "written"),
    [
        ("One. Two.", [(5, 9)], "> One. **Two.**"),
        ("One.\n\nTwo.", [(0, 10)], "> **One.**\n> \n> **Two.**"),
        ("*a*", [(0, 3)], r"> **\*a\***"),
        ("ab", [(0, 1), (1, 2)], "> **ab**"),
        ("a b", [(0, 2), (2, 3)], "> **a b**"),
        ("a  b", [(0, 1), (1, 3), (3, 4)], "> **a  b**"),
        ("a b", [(1, 2)], "> a b"),
        ("a", [(0, 0)], "> a"),
        (" a ", [(0, 3)], ">  **a**"),
        ("1. a", [(0, 4)], r"> **1\. a**"),
        ("\n", [(0, 1)], ""),
    ],
)
def test_spans_are_bold(text: str, bold: list[tuple[int, int]], written: str) -> None:
    """The marks of bold text must stand at its first and last sign in each line."""
    assert quoted(text, bold) == written


@given(TEXTS | SMALL)
def test_one_line_is_one_line(text: str) -> None:
    """A title must be shown on a single line as it was written but for its blanks."""
    line = one_line(text)
    assert "\n" not in line
    seen = render(line)
    assert Rendered(seen.text.strip(SPACES), seen.bold, seen.links, seen.markup) == Rendered(
        " ".join(displayed(text).split()).strip(SPACES)
    )


@given(TEXTS | SMALL, TEXTS | SMALL)
@example("[a](https://b.c)", "")
@example("a [sic]", "x](y)")
@example("a]", "b]")
@example("🎉", "")
@example("``a``", "")
def test_a_masked_link_is_a_link(title: str, after: str) -> None:
    """A title of any text must link to the address, with no other markup in it, whatever stands behind."""
    seen = render(f"{masked_link(title, 'https://a.b/c(d)?e=[1]*2*#:~:text=f')} {escape(after)}")
    assert [url for _, url in seen.links] == ["https://a.b/c%28d%29?e=%5B1%5D%2A2%2A#:~:text=f"]
    assert (seen.bold, seen.markup) == ((), ())
    assert seen.links[0][0] == label(title) or not label(title)


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("The bridge [sic] of 5* hotels", "The bridge [sic] of 5* hotels"),
        ("a_b, *c*", "a_b, ∗c∗"),
        ("[a](b)", "［a］(b)"),
        ("https://a.b/", "https: //a.b/"),
        ("🎉  Party\n", "Party"),
        ("10:30:45 | x", "10:30:45 | x"),
    ],
)
def test_labels_are_changed_only_where_they_must_be(title: str, written: str) -> None:
    """A title must stay as it is in a link, but for what would be markup there or undo the link."""
    assert label(title) == written


@pytest.mark.parametrize(
    ("title", "url", "written"),
    [
        ("a", "https://a.b/c d", "[a](https://a.b/c%20d)"),
        ("a*", "javascript:alert(1)", r"a\*"),
        ("a*", "/srv/a.md", r"a\*"),
        ("", "https://a.b", "[a.b](https://a.b)"),
        ("ü", "http://ü.example/ä", "[ü](http://xn--tda.example/%C3%A4)"),
    ],
)
def test_only_web_addresses_are_linked(title: str, url: str, written: str) -> None:
    """A link must lead to a web address that Discord takes, and anything else leave the title alone."""
    assert masked_link(title, url) == written


@given(TEXTS | SMALL, st.integers(-1, 60))
def test_what_is_cut_fits(text: str, limit: int) -> None:
    """Text that is cut must fit when it is escaped, begin as the whole does, and be left whole where it fits."""
    short = cut(text, limit)
    assert len(escape(short)) <= max(limit, 0)
    if len(escape(text)) <= limit:
        assert short == text
    else:
        assert short == "" if limit < 1 else short.endswith("…")
        assert text.startswith(short[:-1])


@given(TEXTS | SMALL)
def test_escaped_beginnings_grow(text: str) -> None:
    """A longer beginning of a text must never have a shorter escaped form, since what fits is found by halving."""
    sizes = [len(escape(text[:end])) for end in range(len(text) + 1)]
    assert all(before <= after for before, after in pairwise(sizes))


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("One two three", 13, "One two three"),
        ("One two three", 12, "One two…"),
        ("One two three", 8, "One two…"),
        ("Donaudampfschiff", 5, "Dona…"),
        ("日本語の文章です", 5, "日本語の…"),
        ("***", 5, "**…"),
        ("ae\u0301", 2, "a…"),
        ("a👩\u200d💻b", 4, "a…"),
        ("\0" * 9 + "ab", 2, "\0" * 9 + "ab"),
    ],
)
def test_text_is_cut_behind_a_word(text: str, limit: int, short: str) -> None:
    """Text must be cut behind a whole word where that leaves half of it, and never within a sign."""
    assert cut(text, limit) == short


def test_a_position_within_a_sign_is_moved_back() -> None:
    """A position within what is rendered as one character must move before it, but not back to the start."""
    assert [unbroken("ae\u0301b", position) for position in range(5)] == [0, 1, 1, 3, 4]
    assert unbroken("e\u0301b", 1) == 1
    assert unbroken("a\r\nb", 2) == 1
