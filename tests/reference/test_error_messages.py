"""Which messages are read from the code, by examples of each way in which it tells them."""

import pytest

from tests.reference.error_messages import anchor, told
from tests.reference.refusals import refusals


@pytest.mark.parametrize(
    "message",
    [
        "the question is empty",  # refuse(...)
        "there is too little memory; end other programs, then try again",  # _fail(...)
        "… is not valid TOML: …",  # raise SettingsError(...)
        'this CPU has no bf16; set model.precision = "f32" and run: quotebot sync --rebuild',  # of a subclass
        "is binary, not text; save it as text in UTF-8, or give it the ending of its format",  # a constant
        "is larger than … MB (library.max_megabytes in the settings)",  # what a function of another file gives
        "is damaged, or no PDF; save or print it as PDF anew",  # one of two that a variable may be
        "has no such branch, tag or commit",  # a value of a table, by a method
        "the index of … is damaged (…); run: quotebot check",  # the class makes it
        "there is no folder for what is compiled; name one in the environment: XDG_CACHE_HOME",  # by its module's name
        "has a server that refuses connections",  # of an address, told by sync
        "is left out by .gitignore",  # of a Problem
        "sources are no longer followed",  # in the log
    ],
)
def test_is_read(message: str) -> None:
    """A message is found as it is shown, with `…` for what is filled in."""
    assert message in told()


def test_refusals_in_discord() -> None:
    """A refusal is told as people read it: without marks of markup, with `…` for what is filled in."""
    found = refusals()
    assert found["refuse-cooldown"] == "That was fast. Ask again in … seconds."
    assert found["refuse-empty"] == "Ask me something: write a question after my name, or use /…. More: /…"
    assert found["library-full"] == "… would bring this server's articles to … MB; the most is … MB. Remove some first."


def test_anchor() -> None:
    """An anchor has the words of a message alone, and is not endless."""
    assert anchor("… is not valid TOML: …") == "is-not-valid-toml"
    assert anchor("word " * 40) == "-".join(["word"] * 16)
