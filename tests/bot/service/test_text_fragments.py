"""Links to the words of a quote, held against what the specification of text fragments asks."""

import re
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.service.text_fragments import LIMIT, address, host_of, link_to

URL = "https://news.example/bridge"
TEXT = (
    "The old bridge\n\n"
    "The council met on Monday. It voted to close the old bridge over the river – for the whole winter, it said.\n\n"
    "The council met on Monday. Nobody came & all went home.\n"
    "It is well-known that they do."
)
WORDS = st.lists(
    st.sampled_from(["the", "old", "bridge,", "well-known", "a&b", "“Now”", "日本語。", "100%", "é", "e\u0301"])
    | st.text(max_size=4)
)
TEXTS = st.lists(WORDS.map(" ".join), max_size=6).map("\n".join)
URLS = st.sampled_from([URL, f"{URL}#part", "http://a.b", f"{URL}?q={'x' * 400}", f"{URL}#:~:text=old"])


def fragment_of(link: str) -> list[str]:
    """Read the parts of a text fragment, as they are written."""
    return urlsplit(link).fragment.partition(":~:text=")[2].split(",")


@pytest.mark.parametrize(
    ("quote", "fragment"),
    [
        ("The old bridge", "The%20old%20bridge"),
        (
            "It voted to close the old bridge over the river – for the whole winter, it said.",
            "It%20voted%20to%20close%20the,the%20whole%20winter%2C%20it%20said.",
        ),
        ("Nobody came & all went home.", "Nobody%20came%20%26%20all%20went%20home."),
        ("It is well-known that they do.", "It%20is%20well%2Dknown%20that%20they%20do."),
        ("all went home.\nIt is well-known that they do.", "all%20went%20home.,is%20well%2Dknown%20that%20they%20do."),
        ("ouncil met o", "met"),
        ("ounc", None),
        ("It is well", "It%20is"),
        (" – ", None),
        ("", None),
    ],
)
def test_a_link_names_the_words_of_a_quote(quote: str, fragment: str | None) -> None:
    """A short quote must be named whole, a long one by its first and last words, and each word must be whole."""
    start = TEXT.index(quote)
    link = link_to(URL, TEXT, start, start + len(quote))
    assert link == (URL if fragment is None else f"{URL}#:~:text={fragment}")


def test_words_that_stand_before_get_more_words_or_those_in_front() -> None:
    """A quote whose words the article has before must be named by more of them, or by what stands in front."""
    start = TEXT.rindex("The council")
    assert link_to(URL, TEXT, start, len(TEXT)) == (
        f"{URL}#:~:text=The%20council%20met%20on%20Monday.%20Nobody,is%20well%2Dknown%20that%20they%20do."
    )
    assert link_to(URL, TEXT, start, start + 26) == (
        f"{URL}#:~:text=the%20whole%20winter%2C%20it%20said.-,The%20council%20met%20on%20Monday."
    )


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://a.example", "https://a.example"),
        (" HTTPS://A.example/b c?d=é&e=%C3%A9#ü ", "https://A.example/b%20c?d=%C3%A9&e=%C3%A9#%C3%BC"),
        ("http://bücher.example:8080/", "http://xn--bcher-kva.example:8080/"),
        ("https://a.example/100%/[b]\\c|d", "https://a.example/100%25/%5Bb%5D%5Cc%7Cd"),
        ("https://[2001:DB8::1]/a", "https://[2001:db8::1]/a"),
        ("https://a.example?b", "https://a.example?b"),
        ("https://me:secret@a.example/", None),
        ("https://me@a.example/", None),
        ("https://a.example/a\nb", None),
        ("https://a.example/\ud800", None),
        ("https://a b.example/", None),
        ("https://a..example/", None),
        ("https://[::1/", None),
        ("https://[1]/", None),
        ("https://a.example:99999/", None),
        ("https://", None),
        ("ftp://a.example/", None),
        ("javascript:alert(1)", None),
        ("/srv/articles/a.md", None),
        ("", None),
        (None, None),
    ],
)
def test_addresses_are_written_in_ascii(url: str | None, written: str | None) -> None:
    """An address must be a URI of the web in the end, without a user's name, or none."""
    assert address(url) == written
    assert link_to(url, "", 0, 0) == (written and written.removesuffix("#"))


def test_fragments_are_kept_and_directives_replaced() -> None:
    """The part of the page that an address names must be kept, and the words that it names must give way."""
    assert link_to("https://a.b/#part", "Old bridge", 0, 3) == "https://a.b/#part:~:text=Old"
    assert link_to("https://a.b/#part:~:text=x", "Old bridge", 0, 3) == "https://a.b/#part:~:text=Old"
    assert link_to("https://a.b/#:~:text=x", "Old bridge", 3, 3) == "https://a.b/"


def test_long_addresses() -> None:
    """A link must name fewer words, then none, and be none where the address alone is too long."""
    text = " ".join(["unfortunately"] * 30)
    long = "https://a.example/" + "x" * (LIMIT - 18 - len("#:~:text=unfortunately,unfortunately"))
    assert link_to(long, text, 0, len(text)) == f"{long}#:~:text=unfortunately,unfortunately"
    assert link_to(long + "x", text, 0, len(text)) == long + "x"
    full = "https://a.example/" + "x" * (LIMIT - 18)
    assert link_to(full, text, 0, len(text)) == full
    assert link_to(full + "x", text, 0, len(text)) is None


@given(URLS, TEXTS, st.integers(-3, 80), st.integers(-3, 80))
@example(URL, "e\u0301e", 0, 1)
@example(URL, "\ud800 a", 0, 3)
@example(URL, "the old\n: the", 9, 13)
def test_links_name_whole_words_of_the_quote(url: str, text: str, start: int, end: int) -> None:
    """A link must always be short and valid, and what it names must stand in the quote, in lines and whole words."""
    link = link_to(url, text, start, end)
    assert link is not None
    assert len(link) <= LIMIT
    assert link.isascii()
    assert re.fullmatch(r"https?://[^\s#]+(#[^\s#]+)?", link)
    parts = fragment_of(link)
    if parts == [""]:
        return
    assert all(re.fullmatch(r"(?:[A-Za-z0-9._~]|%[0-9A-F]{2})+-?", part) for part in parts)
    named = [unquote(part).removesuffix("-") if part.endswith("-") else unquote(part) for part in parts]
    quote = words_of(text[max(start, 0) : max(end, 0)])
    first = named[1 if parts[0].endswith("-") else 0]
    assert first in quote
    assert named[-1] in quote
    if parts[0].endswith("-"):
        assert "".join(named[:2]).replace(" ", "") in words_of(text).replace(" ", "")
    assert len(named) <= 2 + parts[0].endswith("-")
    for words in (first, named[-1]):
        no_word_before = r"(?<![^\W_])" * words[0].isalnum()
        behind = r"(?![^\W_])" * words[-1].isalnum()
        assert re.search(no_word_before + re.escape(words) + behind, words_of(text))


def words_of(text: str) -> str:
    """Write text as a page shows it, where any blanks are one; half of a character cannot be in an address."""
    return " ".join(text.split()).encode(errors="replace").decode()


@given(st.text(), st.text(max_size=30))
def test_any_address_is_written_or_refused(start: str, text: str) -> None:
    """No address may make more than a refusal, and what is written must be read as it was meant."""
    for url in (start, f"https://{start}", f"https://a.example/{start}", f"https://a.example{start}"):
        link = link_to(url, text, 0, len(text))
        written = address(url)
        assert written is None or (urlsplit(written).hostname and urlsplit(written).username is None)
        assert written is None or address(written) == written
        assert written is None or host_of(written) == urlsplit(written).netloc
        assert link is None or len(link) <= LIMIT
