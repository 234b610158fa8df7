"""Links to the words of a quote, held against what the specification of text fragments asks."""

import re
from dataclasses import replace
from urllib.parse import quote, unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.service.text_fragments import LIMIT, address, host_of, is_message, link_to, link_to_page, link_to_quote
from index.ingest.readers.markup.builder import ReadingBuilder
from index.records import Article, Block, Locator, Piece, Place, Reading, Source, Span

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


def directives_of(link: str) -> list[str]:
    """Read the directives of a text fragment, as they are written."""
    return [part.removeprefix("text=") for part in urlsplit(link).fragment.partition(":~:")[2].split("&")]


@pytest.mark.parametrize(
    ("quote", "directives"),
    [
        ("The old bridge", ["The%20old%20bridge"]),
        (
            "It voted to close the old bridge over the river – for the whole winter, it said.",
            [
                "The%20council%20met%20on%20Monday.-,It%20voted%20to%20close%20the,the%20whole%20winter%2C%20it%20said.",
                "It%20voted%20to%20close%20the,the%20whole%20winter%2C%20it%20said.",
                "old%20bridge%20over%20the%20river%20%E2%80%93%20for",
            ],
        ),
        (
            "Nobody came & all went home.",
            [
                "The%20council%20met%20on%20Monday.-,Nobody%20came%20%26%20all%20went%20home.",
                "Nobody%20came%20%26%20all%20went%20home.",
                "Nobody%20came,went%20home.",
            ],
        ),
        (
            "all went home.\nIt is well-known that they do.",
            [
                "on%20Monday.%20Nobody%20came%20%26-,all%20went%20home.,is%20well%2Dknown%20that%20they%20do.",
                "all%20went%20home.,is%20well%2Dknown%20that%20they%20do.",
                "It%20is%20well%2Dknown%20that%20they%20do.",
            ],
        ),
        ("ouncil met o", ["The%20council-,met", "met"]),
        ("ounc", []),
        ("It is well", ["came%20%26%20all%20went%20home.-,It%20is", "It%20is"]),
        (" – ", []),
        ("", []),
    ],
)
def test_a_link_names_the_words_of_a_quote(quote: str, directives: list[str]) -> None:
    """A quote must be named by what stands before it and its words, by these alone, and by others of them."""
    start = TEXT.index(quote)
    link = link_to(URL, TEXT, start, start + len(quote))
    named = "&".join(f"text={directive}" for directive in directives)
    assert link == (f"{URL}#:~:{named}" if named else URL)


def test_words_that_stand_before_get_more_words() -> None:
    """A quote whose words the article has before must be named by more of them."""
    start = TEXT.rindex("The council")
    assert directives_of(link_to(URL, TEXT, start, len(TEXT)) or "")[1] == (
        "The%20council%20met%20on%20Monday.%20Nobody,is%20well%2Dknown%20that%20they%20do."
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("- Roll your shirts.", "Roll%20your%20shirts."),
        ("2) Roll your shirts.", "Roll%20your%20shirts."),
        ("- [x] Roll your shirts.", "Roll%20your%20shirts."),
        ("> ## Roll your shirts.", "Roll%20your%20shirts."),
        ("| 250 g | flour, sieved |", "250%20g,flour%2C%20sieved"),
        ("250 g\tflour, sieved", "250%20g,flour%2C%20sieved"),
        ("**Roll** your [shirts](https://a.b/c_d) `tight`.", "Roll%20your%20shirts%20tight."),
        ("See ![a map](m.png) the map[^1] &amp; old\\_file.", "See,%26%20old_file."),
        ("Ten m<sup>2</sup> of snake_case.", "Ten%20m2%20of%20snake_case."),
    ],
)
def test_marks_are_not_named(text: str, named: str) -> None:
    """Marks of lists, quotes, tables and markup, which a page has not as text, must be left out or parted at."""
    assert directives_of(link_to(URL, text, 0, len(text)) or "")[0] == named


def test_what_a_reading_holds_is_on_the_page() -> None:
    """In a plain reading no mark of markup is left, so what looks like one must be named."""
    code = "**Set** `x` at <b>."
    article = Article(Source("a", "A", url=URL), code, reading=Reading(code, (Piece(0, 0, len(code)),), ()))
    assert directives_of(link_to_quote(article, Span(0, len(code))) or "")[0] == (
        "%2A%2ASet%2A%2A%20%60x%60%20at%20%3Cb%3E."
    )
    assert (
        directives_of(link_to_quote(replace(article, reading=None), Span(0, len(code))) or "")[0] == "Set%20x%20at%20."
    )


def test_links_are_made_from_the_plain_reading() -> None:
    """A link must name what an article says, wherever that stands in its text."""
    text = "<!-- no -->\nThe *old* pier."
    builder = ReadingBuilder(text)
    builder.begin("paragraph")
    builder.copy(12, 16)
    builder.copy(17, 20)
    builder.copy(21, len(text))
    article = Article(Source("a", "A", url=URL), text, reading=builder.reading())
    assert link_to_quote(article, Span(12, len(text))) == f"{URL}#:~:text=The%20old%20pier."


@pytest.mark.parametrize("before", ["He read the résumé.", "HE READ THE RESUME.", "He read the re\u0301sume\u0301."])
def test_what_a_browser_takes_for_the_same_gets_more_words(before: str) -> None:
    """Words that stand before in other letters, accents or quotation marks must count as the same."""
    text = f"{before}\nHe read the resume. It is the only one that he had written since he was a boy, he told us."
    assert "He%20read%20the%20resume.%20It," in (link_to(URL, text, len(before) + 1, len(text)) or "")


def test_scripts_without_spaces_are_named_by_clauses() -> None:
    """A sentence that is too long for an address must be named by a clause, or a part that ends where a word does."""
    first = "灯台の番人は毎晩三度も螺旋階段を上がって油を足さなければならなかったが、"
    last = "礼に菓子をもらっていた。"
    text = f"{first}冬になると島の子供たちがかわるがわるその仕事を手伝い、{last}"
    assert directives_of(link_to(URL, text, 0, len(text)) or "") == [f"{quote(first)},{quote(last)}"]
    assert directives_of(link_to(f"{URL}?{'x' * 100}", text, 0, len(text)) or "") == [quote(first)]
    text = text.replace("、", "")
    [part] = map(unquote, directives_of(link_to(URL, text, 0, len(text)) or ""))
    assert text.startswith(part)
    assert part[-1] in "はがをにでとへも"


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
    assert link_to(long + "x", text, 0, len(text)) == f"{long}x#:~:text=unfortunately"
    longer = long + "x" * 15
    assert link_to(longer, text, 0, len(text)) == longer
    full = "https://a.example/" + "x" * (LIMIT - 18)
    assert link_to(full, text, 0, len(text)) == full
    assert link_to(full + "x", text, 0, len(text)) is None


@given(URLS, TEXTS, st.integers(-3, 80), st.integers(-3, 80))
@example(URL, "e\u0301e", 0, 1)
@example(URL, "\ud800 a", 0, 3)
@example(URL, "the old\n: the", 9, 13)
@example(URL, "0`0", 0, 3)
@example(URL, "0*{", 0, 3)
def test_links_name_whole_words_of_the_quote(url: str, text: str, start: int, end: int) -> None:
    """A link must always be short and valid, and what it names must stand in the quote, in lines and whole words."""
    link = link_to(url, text, start, end)
    assert link is not None
    assert len(link) <= LIMIT
    assert link.isascii()
    assert re.fullmatch(r"https?://[^\s#]+(#[^\s#]+)?", link)
    directives = directives_of(link)
    if directives == [""]:
        return
    assert len(directives) <= 3
    said = words_of(text[max(start, 0) : max(end, 0)])
    for directive in directives:
        parts = directive.split(",")
        assert all(re.fullmatch(r"(?:[A-Za-z0-9._~]|%[0-9A-F]{2})+-?", part) for part in parts)
        named = [unquote(part.removesuffix("-")) for part in parts]
        if parts[0].endswith("-"):
            assert named.pop(0) in words_of(text)
        assert 1 <= len(named) <= 2
        for words in named:
            assert words in said
            no_word_before = r"(?<![^\W_])" * words[0].isalnum()
            behind = r"(?![^\W_])" * words[-1].isalnum()
            assert re.search(no_word_before + re.escape(words) + behind, words_of(text))


def words_of(text: str) -> str:
    """Write text as a page shows it, where any blanks are one; half of a character cannot be in an address."""
    return " ".join(text.split()).encode(errors="replace").decode()


def test_a_quote_of_a_page_is_linked_to_the_page() -> None:
    """An article with pages is opened at the page that a quote stands on, by its number whatever its label."""
    places = (Place(0, Locator("page", "i", 1)), Place(10, Locator("page", "1", 2)))
    reading = Reading("It rained. It snowed.", (Piece(0, 0, 21),), (Block("paragraph", Span(0, 21)),), places)
    article = Article(Source("a", "A", url="https://a.example/b.pdf#top"), reading.plain, reading=reading)
    assert link_to_quote(article, Span(11, 21)) == "https://a.example/b.pdf#page=2"
    assert link_to_quote(article, Span(0, 10)) == "https://a.example/b.pdf#page=1"
    assert link_to_page("https://a.example/" + "b" * 600, 1) is None
    assert link_to_page("b.pdf", 1) is None


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


def test_a_message_is_linked_as_a_whole() -> None:
    """A quote of a message in Discord leads to the message, which Discord opens by its address alone."""
    url = "https://discord.com/channels/1/2/3"
    assert link_to_quote(Article(Source("a", "A", url=url), "The pump is greased."), Span(0, 8)) == url
    assert [is_message(one) for one in (url, f"{url}/", "https://discord.com/channels/1/2", None)] == [
        True,
        False,
        False,
        False,
    ]
