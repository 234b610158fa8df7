"""What a message in Discord says is read as Discord shows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.readers.exports.discord_markup import Names, as_markdown
from index.ingest.readers.markup.markdown import read_markdown

NAMES = Names({"1": "Ann"}, {"2": "crew"}, {"3": "general"})


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<@1> and <@!1> ask <@9>", "@Ann and @Ann ask @somebody"),
        ("<@&2> meets in <#3>, not <#9>", "@crew meets in #general, not #…"),
        ("Write </library add:77>", "Write /library add"),
        ("Open <:gate:1>the <a:wave:22>gate", "Open the gate"),
        ("It sails <t:1700000000>.", "It sails 2023-11-14 22:13 UTC."),
        ("It sails <t:1700000000:R>.", "It sails 2023-11-14 22:13 UTC."),
        ("On <t:1700000000:D> at <t:1700000000:T>", "On 2023-11-14 at 22:13:20 UTC"),
        ("Before <t:-86400:d>", "Before 1969-12-31"),
        ("Never: <t:999999999999999>", "Never: <t:999999999999999>"),
        ("The keeper is ||Ilva||.", "The keeper is Ilva."),
        ("-# by hand", "by hand"),
        ("Set <key> to &amp; for $5 or $6", "Set <key> to &amp; for $5 or $6"),
        ("See <https://orsk.example/a>", "See https://orsk.example/a"),
        ("`<@1> || <key> ||`", "<@1> || <key> ||"),
    ],
)
def test_as_discord_shows_it(text: str, plain: str) -> None:
    """Mentions are names, timestamps dates in UTC, and what is no markup in Discord stays."""
    assert read_markdown(as_markdown(text, NAMES)).plain == plain


def test_code_block() -> None:
    """A block of code is one also where its fences share a line with the code."""
    reading = read_markdown(as_markdown("Run ```sh\necho <@1> || true``` then wait", NAMES))
    assert [(block.kind, reading.plain[slice(*block.span)]) for block in reading.blocks] == [
        ("paragraph", "Run"),
        ("code", "echo <@1> || true"),
        ("paragraph", "then wait"),
    ]


@given(st.text() | st.lists(st.sampled_from(["<", ">", "@", "1", "`", "```", "||", "t:", "\n", "a"])).map("".join))
def test_any_text(text: str) -> None:
    """Any text can be read, and no mention by number is left outside of code."""
    markdown = as_markdown(text, NAMES)
    if "`" not in text:
        assert "<@1>" not in markdown
