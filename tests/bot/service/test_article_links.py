"""Addresses of articles on the pages of the web server."""

import errno
import os
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeTimedSerializer
from itsdangerous.timed import TimestampSigner

from bot.service import article_links
from bot.service.article_links import ArticleLinks, ExpiredLinkError, LinkError, Place, signing_key
from bot.service.text_fragments import LIMIT, link_to_quote
from index.files.data_folder import DataFolder
from index.records import Article, Source, Span

KEY = b"k" * 32
LINKS = ArticleLinks(KEY, "https://quotes.example/")
TEXT = "The old bridge\n\nIt opens on 3 May. Nobody came."
SPAN = Span(16, 34)
SHARED = Source("bridge", "The old bridge", url="https://news.example/bridge")
LIMITED = Source("bridge", "The old bridge", collection="12/role-7")
CHECK = Place.of(SHARED, SPAN, "It opens on 3 May.").check
LATER = 8 * 24 * 3600  # seconds


def test_shared_article() -> None:
    """A quote of the shared articles has a plain address, whatever its id."""
    place = Place("", "a/b?c&d=é #", Span(3, 9), "c0ffee00")
    address = "/article?id=a%2Fb%3Fc%26d%3D%C3%A9+%23&start=3&end=9&check=c0ffee00#quote"
    assert LINKS.path(place) == address
    assert LINKS.path(Place("", "bridge")) == "/article?id=bridge"


def test_opening_leads_to_the_page() -> None:
    """Where others reach the pages, a quote is opened there, else at its source."""
    article = Article(SHARED, TEXT)
    address = f"https://quotes.example/article?id=bridge&start=16&end=34&check={CHECK}#quote"
    assert LINKS.opening(article, SPAN) == address
    assert LINKS.opening(article, Span(0, 0)) == "https://quotes.example/article?id=bridge"
    at_source = link_to_quote(article, SPAN)
    assert ArticleLinks(KEY).opening(article, SPAN) == at_source


def test_message_is_read_in_discord() -> None:
    """An article that is a message of Discord is opened there."""
    message = Source("message-3", "Pump", url="https://discord.com/channels/1/2/3")
    assert LINKS.opening(Article(message, TEXT), SPAN) == message.url


def test_too_long_an_address() -> None:
    """Where a chat would not take the address of the page, a quote is opened at its source."""
    source = Source("é" * LIMIT, "A", url="https://news.example/bridge")
    assert LINKS.opening(Article(source, TEXT), Span(0, 0)) == source.url


@given(
    article=st.text(),
    span=st.none() | st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)).map(lambda pair: Span(*pair)),
)
def test_signed_comes_back(article: str, span: Span | None) -> None:
    """A signed link opens just the place that it was made for."""
    place = Place("12/everyone", article, span, "c0ffee00" if span else "")
    link = LINKS.path(place).removeprefix("/signed?link=").removesuffix("#quote")
    assert ArticleLinks(KEY).signed(link) == place


def _link() -> str:
    return LINKS.path(Place.of(LIMITED, SPAN, "It opens on 3 May.")).split("=", 1)[1].removesuffix("#quote")


@pytest.mark.parametrize(
    "change",
    [
        lambda _: "",
        lambda _: "x",
        lambda link: link[:-1],
        lambda link: link + "x",
        lambda link: link.replace(".", "", 1),
    ],
    ids=["nothing", "a letter", "cut", "longer", "a point less"],
)
def test_changed_link(change: Callable[[str], str]) -> None:
    """A signed link that is not as it was made opens nothing."""
    with pytest.raises(LinkError, match="the link is not complete; open the article from Discord again"):
        LINKS.signed(change(_link()))


def test_link_of_another_key() -> None:
    """A link that another data folder signed opens nothing."""
    with pytest.raises(LinkError, match="not complete"):
        ArticleLinks(b"o" * 32).signed(_link())


def test_signed_for_something_else() -> None:
    """What the key signed, but is no place of a server's articles, opens nothing."""
    signer = URLSafeTimedSerializer(KEY, salt="quotebot article")
    for value in (["", "bridge"], ["../x", "bridge"], ["12/everyone", "bridge", 1], "bridge", None):
        with pytest.raises(LinkError, match="not complete"):
            LINKS.signed(signer.dumps(value))


def test_expired_link(monkeypatch: pytest.MonkeyPatch) -> None:
    """A signed link opens nothing a week after it was made."""
    link = _link()
    now = TimestampSigner.get_timestamp
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: now(signer) + LATER)
    with pytest.raises(ExpiredLinkError, match="the link has expired; open the article from Discord again"):
        LINKS.signed(link)


def test_quote_where_it_stood() -> None:
    """A quote is found where it stood when the article is as it was."""
    assert Place.of(SHARED, SPAN, "It opens on 3 May.").found_in(Article(SHARED, TEXT)) == SPAN
    assert Place("", "bridge", SPAN).found_in(Article(SHARED, TEXT)) == SPAN


def test_quote_that_moved() -> None:
    """A quote is found where it stands since the article was changed in front of it."""
    found = Place.of(SHARED, SPAN, "It opens on 3 May.").found_in(Article(SHARED, f"News. {TEXT}"))
    assert found == Span(SPAN.start + 6, SPAN.end + 6)


@pytest.mark.parametrize("span", [Span(0, 0), Span(30, 20), Span(-4, 10), Span(40, 4000), Span(10**9, 10**9 + 5)])
def test_quote_that_is_nowhere(span: Span) -> None:
    """What cannot be a stretch of the article is no quote of it."""
    assert Place("", "bridge", span).found_in(Article(SHARED, TEXT)) is None


def test_quote_that_is_gone() -> None:
    """A quote that the article does not hold any more is not found, though as much text stands there."""
    changed = Article(SHARED, TEXT.replace("3 May", "9 May"))
    assert Place.of(SHARED, SPAN, "It opens on 3 May.").found_in(changed) is None


def test_key(tmp_path: Path) -> None:
    """The key of a data folder is made once, and its owner alone may read it."""
    folder = DataFolder(tmp_path / "data")
    key = signing_key(folder)
    assert (len(key), signing_key(folder)) == (32, key)
    assert [file.name for file in folder.folder.iterdir()] == ["links.key"]
    assert (folder.folder / "links.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("left", [b"", KEY[:31]], ids=["nothing", "a part"])
def test_a_key_that_was_cut(left: bytes, tmp_path: Path) -> None:
    """A key of which a crash or a full disk left a part is made anew: anybody could sign with what is left."""
    folder = DataFolder(tmp_path / "data")
    folder.make()
    (folder.folder / "links.key").write_bytes(left)
    key = signing_key(folder)
    assert (len(key), signing_key(folder)) == (32, key)
    assert [file.name for file in folder.folder.iterdir()] == ["links.key"]
    assert (folder.folder / "links.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("number", "is_raised"), [(errno.EROFS, False), (errno.EACCES, False), (errno.ENOSPC, True)])
def test_a_folder_that_cannot_be_written(
    number: int, is_raised: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a read-only disk, where no bot runs, the key is one that nobody else has; a full disk is told."""

    def touch(path: Path, mode: int) -> None:
        raise OSError(number, os.strerror(number), path)

    monkeypatch.setattr(Path, "touch", touch)
    folder = DataFolder(tmp_path / "data")
    folder.make()
    with pytest.raises(OSError, match="No space left") if is_raised else nullcontext():
        keys = {signing_key(folder), signing_key(folder)}
        assert [len(key) for key in keys] == [32, 32]
    assert list(folder.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("quote", "before", "after"),
    [
        ("    return 7", "def seven():\n", "\n"),
        ("桜は三月に咲く。", "庭は広い。", "人が来る。"),
        ("«Nobody came.»", "It opened.", ""),
    ],
)
def test_a_moved_quote_that_no_blank_stands_before(quote: str, before: str, after: str) -> None:
    """A quote that moved is found where it begins with blanks, or stands in a script that has none."""
    place = Place.of(SHARED, Span(len(before), len(before) + len(quote)), quote)
    moved = Article(SHARED, f"A line more.\n{before}{quote}{after}")
    start = moved.text.index(quote)
    assert place.found_in(moved) == Span(start, start + len(quote))


def test_the_nearest_of_two() -> None:
    """Of two places that say the same as a quote that moved the nearer one is taken, deep in a long article too."""
    text = "It rains. " * 200_000
    quote = "Nobody came. "
    place = Place.of(SHARED, Span(1_900_000, 1_900_012), quote[:-1])
    moved = Article(SHARED, quote + text[:1_900_010] + quote + text[1_900_010:])
    assert place.found_in(moved) == Span(1_900_023, 1_900_035)


@pytest.mark.parametrize("length", [1, 100, 100_000])
def test_looking_for_a_quote_is_bounded(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long a stretch an address names, no more of an article is compared than can be in a moment."""
    compared = list[int]()

    def check(text: str) -> str:
        compared.append(len(text))
        return ""

    monkeypatch.setattr(article_links, "_check", check)
    article = Article(SHARED, "a " * 1_000_000)
    assert Place("shared", "bridge", Span(0, length), "00000000").found_in(article) is None
    assert (sum(compared) <= 51_000_000, len(compared) <= 251_000) == (True, True)
