"""A feed is read as far as it can be: what its entries are, which of them are whole, and what it is written in."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.readers.base import ReaderOptions, UnreadableError
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.web.feed import Feed, FeedEntry
from tests.index.ingest.readers.articles import save
from tests.index.ingest.readers.web.reading import (
    FULL,
    FULL_TEXT,
    URL,
    atom,
    content,
    item,
    only,
    read_feed,
    rss,
    text_of,
)

LONG = "The ferry leaves the north quay at seven and comes back at noon. " * 15
PLAIN = LONG.strip()
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "P", "S", "M"]), min_size=1, max_size=9)
LINES = st.lists(WORDS, min_size=6, max_size=12).map(" ".join)


class Written(NamedTuple):
    """An entry as a program of a test writes it."""

    id: str
    url: str
    title: str
    published: str
    text: str | None


def as_rss(entries: list[Written]) -> str:
    """Write a feed in RSS."""
    return rss(
        "".join(
            f'<item><guid isPermaLink="false">{one.id}</guid><link>{one.url}</link><title>{escape(one.title)}</title>'
            f"<pubDate>{datetime.fromisoformat(one.published):%a, %d %b %Y %H:%M:%S %z}</pubDate>"
            f"<content:encoded>{escape(f'<p>{escape(one.text or str())}</p>')}</content:encoded></item>"
            for one in entries
        ),
        before="",
    )


def as_atom(entries: list[Written], is_xhtml: bool) -> str:
    """Write a feed in Atom, whose texts are elements or are escaped."""

    def text(one: Written) -> str:
        paragraph = f"<p>{escape(one.text or '')}</p>"
        if is_xhtml:
            return f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{paragraph}</div></content>'
        return f'<content type="html">{escape(paragraph)}</content>'

    return atom(
        "".join(
            f'<entry><id>{one.id}</id><link href="{one.url}"/><title>{escape(one.title)}</title>'
            f"<published>{one.published}</published>{text(one)}</entry>"
            for one in entries
        )
    )


def as_json(entries: list[Written]) -> bytes:
    """Write a feed in JSON."""
    items = [
        {"id": one.id, "url": one.url, "title": one.title, "date_published": one.published, "content_text": one.text}
        for one in entries
    ]
    return msgspec.json.encode({"version": "https://jsonfeed.org/version/1.1", "items": items})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (content(FULL), FULL_TEXT),
        (content("<p>Tomorrow.</p>"), None),
        (content('<p><a href="/x">One two three four five six seven</a></p>'), None),
        (content("<p>The tide turns at noon on most …</p>"), None),
        (content("<p>The tide turns at noon on most [&hellip;]</p>"), None),
        (content("<p>The tide turns at noon on most [...]</p>"), None),
        (content('<p>The tide turns at noon. <a href="/x">Continue reading Tides →</a></p>'), None),
        (content('<p>La marea cambia a mediodía hoy.</p><a href="/x">Leer más</a>'), None),
        (content("<p>The tide turns at noon. Read more...</p>"), None),
        (
            content('<p>Read more about tides in <a href="/x">this book</a>, which is long.</p>'),
            "Read more about tides in this book, which is long.",
        ),
        (content("<p>Here is how far the oil has spread on.</p>"), "Here is how far the oil has spread on."),
        (
            content('<p>The chip that it starts from is a <a href="/x">read-only memory</a>.</p>'),
            "The chip that it starts from is a read-only memory.",
        ),
        (
            content('<p>The chip that it starts from is a <a href="/x">Read Only Memory</a>.</p>'),
            "The chip that it starts from is a Read Only Memory.",
        ),
        (content("<p>潮は正午に変わり、船はその後に出る。</p>"), "潮は正午に変わり、船はその後に出る。"),
        (f"<description>{LONG}</description>", PLAIN),
        ("<description>The tide turns at noon on most days.</description>", None),
        (f"<description>{LONG} …</description>", None),
        (f"<description>The tide.</description>{content(FULL)}", FULL_TEXT),
        (f"{content('<p>The tide turns at noon today.</p>')}<description>{LONG}</description>", PLAIN),
        (f"<description><![CDATA[{FULL}]]></description>{content(FULL)}", None),
        ("<description><p>The tide <b>turns</b>.</p><p>At noon.</p></description>", None),
        (f"<description><p>{PLAIN}</p><p>At <b>noon</b>.</p></description>", f"{PLAIN}\n\nAt noon."),
        (
            "<description>&amp;lt;p&amp;gt;A &amp;lt;b&amp;gt;tide&amp;lt;/b&amp;gt;.&amp;lt;/p&amp;gt;</description>",
            None,
        ),
        (
            content("&lt;p&gt;The tide turns at noon, &lt;b&gt;not&lt;/b&gt; later.&lt;/p&gt;"),
            "The tide turns at noon, not later.",
        ),
        (content(f"{FULL}<script>var a = 'Read more';</script><style>p {{}}</style>"), FULL_TEXT),
        (
            content("One line of five words.\n\nAnother of four words."),
            "One line of five words.\n\nAnother of four words.",
        ),
        (
            "<media:group><media:description>How to tie a knot that holds.</media:description></media:group>",
            "How to tie a knot that holds.",
        ),
        ("<enclosure url='https://harbour.example/a.mp3' type='audio/mpeg'/>", None),
    ],
)
def test_what_is_whole(tmp_path: Path, text: str, expected: str | None) -> None:
    """An entry is an article where it says all, by how it ends and how much that is; of a teaser it has none."""
    assert text_of(only(read_feed(tmp_path, rss(item(text))))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '<content type="html">&lt;p&gt;The tide turns at 1 &amp;lt; 2.&lt;/p&gt;</content>',
            "The tide turns at 1 < 2.",
        ),
        (
            '<content type="text">The &lt;b&gt; tag makes text bold &amp;amp; so.</content>',
            "The <b> tag makes text bold &amp; so.",
        ),
        (
            "<content>The tide turns\nat noon today.\n\nThe ferry waits.</content>",
            "The tide turns\nat noon today.\n\nThe ferry waits.",
        ),
        (
            '<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">The <h:b>tide</h:b> turns at noon.'
            "<h:pre>a\n  b</h:pre></h:div></content>",
            "The tide turns at noon.\n\na\n  b",
        ),
        (
            '<content type="xhtml">&lt;p&gt;It is really escaped, not elements.&lt;/p&gt;</content>',
            "It is really escaped, not elements.",
        ),
        (
            '<content type="html"><p xmlns="http://www.w3.org/1999/xhtml">It is elements, not escaped.</p></content>',
            "It is elements, not escaped.",
        ),
        ('<content type="image/png">iVBORw0KGgo=</content>', None),
        ('<content type="text/html" src="https://harbour.example/full"/>', None),
        ("<summary>The tide turns at noon on most days.</summary>", None),
    ],
)
def test_texts_of_atom(tmp_path: Path, text: str, expected: str | None) -> None:
    """A text of Atom is what its type says that it is, but for what shows that it is something else."""
    entry = f'<entry><id>1</id><title>Tides</title><link href="/a"/>{text}</entry>'
    assert text_of(only(read_feed(tmp_path, atom(entry)))) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("<title>Tom &amp; Ann</title>", "Tom & Ann"),
        ("<title>Tom &amp;amp; Ann&amp;#8217;s</title>", "Tom & Ann’s"),
        ("<title>Tom &amp;amp;amp; Ann</title>", "Tom & Ann"),
        ("<title><![CDATA[Tom & <em>Ann</em>]]></title>", "Tom & Ann"),
        ("<title>  Two\n lines </title>", "Two lines"),
        ("<title>1 &lt; 2</title>", "1 < 2"),
        ("<title>How &lt;b&gt; works</title>", "How <b> works"),
        ('<a:title type="html">Tom &amp;amp; &lt;p&gt;Ann&lt;/p&gt;</a:title>', "Tom & Ann"),
        ('<a:title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Tom <i>Ann</i></div></a:title>', "Tom Ann"),
        ("<media:title>Film</media:title><title>Tom</title>", "Tom"),
        ("<title/><dc:title>Tom</dc:title>", "Tom"),
        ("<title>Tom<description>Open</description>", "Tom"),
        (f"<title>{'T' * 3000}</title>", "T" * 2000),
    ],
)
def test_titles(tmp_path: Path, title: str, expected: str) -> None:
    """A title is plain, however it is marked up and however often it was escaped."""
    assert only(read_feed(tmp_path, rss(f"<item>{title}</item>"))).title == expected


@pytest.mark.parametrize(
    ("head", "parts", "expected"),
    [
        ("", "<dc:creator>Ann</dc:creator><dc:creator>Bo</dc:creator>", "Ann, Bo"),
        ("", "<author>ann@harbour.example (Ann Lee)</author>", "Ann Lee"),
        ("", "<author>Ann Lee &lt;ann@harbour.example&gt;</author>", "Ann Lee"),
        ("<managingEditor>ann@harbour.example (Ed Itor)</managingEditor>", "", "Ed Itor"),
        ("<managingEditor>Ed</managingEditor>", "<author>ann@harbour.example</author>", "Ed"),
        ("", "<a:author><a:name>Ann</a:name><a:email>a@b.example</a:email></a:author>", "Ann"),
        ("", "", ""),
    ],
)
def test_authors(tmp_path: Path, head: str, parts: str, expected: str) -> None:
    """An author is told by the entry, else by the feed, without an address of mail."""
    assert only(read_feed(tmp_path, rss(item(parts), f"<title>Harbour</title>{head}"))).author == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Mon, 19 Feb 2024 08:00:00 GMT", "2024-02-19T08:00:00Z"),
        ("Mon, 19 Feb 2024 08:00:00 EST", "2024-02-19T08:00:00-05:00"),
        ("19 Feb 24 08:00 +0100", "2024-02-19T08:00:00+01:00"),
        ("Mon, 19 Feb 2024 08:00 -0330", "2024-02-19T08:00:00-03:30"),
        ("Mon,19 Feb 2024 08:00:00 Z", "2024-02-19T08:00:00Z"),
        ("2024-02-19T08:00:00.123456+01:00", "2024-02-19T08:00:00+01:00"),
        ("2024-02-19 08:00:00", "2024-02-19T08:00:00"),
        ("2024-02-19", "2024-02-19"),
        ("19 Feb 2024 5:00:00 PM", "2024-02-19T17:00:00"),
        ("lun, 19 feb 2024 08:00:00 +0100", "2024-02-19T08:00:00+01:00"),
        ("1708329600", "2024-02-19T08:00:00Z"),
        *((words, "") for words in ("2999-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", "0001-01-01T00:00:00Z")),
        *((words, "") for words in ("soon", "", "Tue", "03/04/2024")),
    ],
)
def test_dates(tmp_path: Path, words: str, expected: str) -> None:
    """A date is read in the forms that feeds have, and one that is yet to come or stands for none is none."""
    assert only(read_feed(tmp_path, rss(item(f"<pubDate>{words}</pubDate>")))).published == expected


def test_a_date_of_tomorrow_is_a_clock_that_is_wrong(tmp_path: Path) -> None:
    """A date within the next hours is kept, as clocks and time zones are wrong by as much."""
    soon = (datetime.now(UTC) + timedelta(hours=12)).isoformat(timespec="seconds").replace("+00:00", "Z")
    assert only(read_feed(tmp_path, rss(item(f"<pubDate>{soon}</pubDate>")))).published == soon


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ("<link>https://harbour.example/a</link>", "https://harbour.example/a"),
        ("<link> /a b\n</link>", "https://harbour.example/ab"),
        ("<link>a?b=1&amp;c=2</link>", "https://harbour.example/feed/a?b=1&c=2"),
        ("<link>a?b=1&c=2&copy=3</link>", "https://harbour.example/feed/a?b=1&c=2&copy=3"),
        ('<a:link href="/a"/><link>/b</link>', "https://harbour.example/a"),
        (
            '<a:link href="/s" rel="self"/><a:link href="/e" rel="enclosure"/><link>/b</link>',
            "https://harbour.example/b",
        ),
        ("<guid>https://harbour.example/g</guid>", "https://harbour.example/g"),
        ('<guid isPermaLink="false">https://harbour.example/g</guid>', ""),
        ("<guid>7</guid>", ""),
        *(
            ("<link>javascript:alert(1)</link>", ""),
            ("<link>mailto:a@b.example</link>", ""),
            ("<link>http://[x</link>", ""),
        ),
    ],
)
def test_addresses_of_entries(tmp_path: Path, parts: str, expected: str) -> None:
    """The address of an entry is that of its page, absolute and of the web."""
    assert only(read_feed(tmp_path, rss(f"<item><title>T</title>{parts}</item>"))).url == expected


def test_addresses_are_resolved_by_their_base(tmp_path: Path) -> None:
    """A relative address goes on from its bases; of several pages that in HTML and the feed's language counts."""
    entry = (
        '<entry xml:base="b/"><id>1</id><link href="t.txt" type="text/plain"/><link href="es" hreflang="es"/>'
        '<link href="en" hreflang="en-GB"/><link href="c"/></entry>'
    )
    feed = read_feed(
        tmp_path, atom(entry, 'xml:lang="en" xml:base="/a/"', '<link href="."/><link rel="next" href="?p=2"/>')
    )
    assert only(feed).url == "https://harbour.example/a/b/en"
    assert (feed.site, feed.next_page) == ("https://harbour.example/a/", "https://harbour.example/a/?p=2")


def test_a_page_that_comes_after_itself_is_none(tmp_path: Path) -> None:
    """A feed whose next page is itself has none, and older entries may stand in an archive."""
    own = read_feed(tmp_path, atom("", head=f'<link rel="next" href="{URL}"/>'))
    archived = read_feed(tmp_path, atom("", head='<link rel="prev-archive" href="/2023"/>'))
    assert (own.next_page, archived.next_page) == ("", "https://harbour.example/2023")


def test_what_tells_entries_apart(tmp_path: Path) -> None:
    """An entry goes by its id, else by its address, else by what it says; of two with one id the newer counts."""
    feed = read_feed(
        tmp_path,
        rss(
            item("<guid>1</guid><pubDate>2024-03-01</pubDate>", "Old", "/a")
            + item("<guid>1</guid><pubDate>2024-03-02</pubDate>", "New", "/a")
            + item("<guid>1</guid><pubDate>2024-02-01</pubDate>", "Oldest", "/a")
            + item("", "Linked", "/b")
            + "<item><title>Bare</title></item><item><title>Bare</title></item><item><title>Barer</title></item>"
            + f"<item><guid>{'x' * 600}</guid><title>Long</title></item>"
        ),
    )
    assert [one.title for one in feed.entries] == ["New", "Linked", "Bare", "Barer", "Long"]
    assert [one.id for one in feed.entries][:2] == ["1", "https://harbour.example/b"]
    assert [len(one.id) for one in feed.entries][2:] == [32, 32, 32]


def test_an_id_that_all_entries_have_is_none(tmp_path: Path) -> None:
    """Entries of different pages stay apart where a program gives all of them one id."""
    feed = read_feed(tmp_path, rss(item("<guid>site</guid>", "One", "/a") + item("<guid>site</guid>", "Two", "/b")))
    assert [one.id for one in feed.entries] == ["https://harbour.example/a", "https://harbour.example/b"]


def test_an_entry_that_changes_keeps_its_id(tmp_path: Path) -> None:
    """An entry whose text is another goes by the same id, and its article by the same address."""
    first, second = (
        only(read_feed(tmp_path, rss(item(f"<guid>7</guid>{content(f'<p>The tide turns at {hour} or so.</p>')}"))))
        for hour in ("noon", "night")
    )
    assert first.id == second.id == "7"
    assert first.article is not None
    assert second.article is not None
    assert first.article.source == second.article.source
    assert (first.article.text, second.article.text) == (
        "The tide turns at noon or so.",
        "The tide turns at night or so.",
    )


def test_what_was_taken_back(tmp_path: Path) -> None:
    """Entries that are told to be deleted are named, and what is said of them is no entry and of no other."""
    tombstone = (
        '<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="tag:1" when="2024-01-01T00:00:00Z">'
        '<at:comment>Wrong</at:comment><link href="/gone"/></at:deleted-entry>'
    )
    feed = read_feed(tmp_path, atom(f"{tombstone}<entry><id>tag:1</id></entry><entry><id>tag:2</id></entry>"))
    assert feed.deleted == ("tag:1",)
    assert [one.id for one in feed.entries] == ["tag:2"]
    assert feed.site == ""


def test_an_article_that_is_larger_than_one_may_be_is_left_to_its_page(tmp_path: Path) -> None:
    """An entry whose text is larger than an article may be has none, and the others have theirs."""
    feed = read_feed(tmp_path, rss(item(content(f"<p>{LONG}</p>")) + item(content(FULL), link="/b")), max_bytes=900)
    assert [text_of(one) for one in feed.entries] == [None, FULL_TEXT]


def test_the_first_entries_of_a_feed_without_end(tmp_path: Path) -> None:
    """Of more entries than a feed may have the first are read."""
    feed = read_feed(tmp_path, rss("".join(f"<item><guid>{number}</guid></item>" for number in range(2100))))
    assert [one.id for one in feed.entries] == [str(number) for number in range(2000)]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("<?xml version='1.0' encoding='windows-1251'?>{}".encode("cp1251"), ""),
        (b"{}", "windows-1251"),
        (b"<?xml version='1.0' encoding='utf-8'?>{}", "windows-1251"),
        (b"<?xml version='1.0' encoding='utf-8'?>{}", "koi8-r"),
        (b"<?xml version='1.0' encoding='koi8-r'?>{}", "no-such"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, told: str) -> None:
    """A feed is read by the encoding that the server tells, else by the one that it declares."""
    encoding = "koi8-r" if b"koi8-r" in data or told == "koi8-r" else "cp1251"
    body = rss(item(title="Приливы и отливы"), before="").encode(encoding)
    assert only(read_feed(tmp_path, data.replace(b"{}", body), charset=told)).title == "Приливы и отливы"


@pytest.mark.parametrize(
    "data",
    [
        rss(item(title="Marée à l’aube")).encode("utf-16"),
        rss(item(title="Marée à l’aube"), before="").encode("utf-16-le"),
        rss(item(title="Marée à l’aube"), before="").encode("utf-16-be"),
        rss(item(title="Marée à l’aube")).encode("utf-8-sig"),
        rss(item(title="Marée à l’aube"), before='<?xml version="1.0" encoding="iso-8859-1"?>').encode(),
        rss(item(title="Marée à l’aube"), before='<?xml version="1.0" encoding="utf-8"?>').encode("cp1252"),
        rss(item(title="Marée à l’aube"), before='<?xml version="1.0" encoding="iso-8859-1"?>').encode("cp1252"),
    ],
)
def test_an_encoding_that_is_not_what_is_told(tmp_path: Path, data: bytes) -> None:
    """What is UTF-8 or UTF-16 is read as that, and what is not as something else, whatever is declared."""
    assert only(read_feed(tmp_path, data, charset="utf-8")).title == "Marée à l’aube"


def test_one_broken_character_leaves_the_others(tmp_path: Path) -> None:
    """A feed in UTF-8 with a character that was cut is read as UTF-8."""
    data = rss(item(title=f"{'Ünïçødé ' * 10}|")).encode().replace(b"|", b"\xf0\x9f")
    assert only(read_feed(tmp_path, data)).title == f"{'Ünïçødé ' * 10}�"


@pytest.mark.parametrize(
    ("data", "titles"),
    [
        (rss("<item><title>Salt&nbsp;&amp;&nbsp;grit &mdash; caf&eacute;</title></item>"), ["Salt & grit — café"]),
        (rss("<item><title>AT&T and R&D; x &LT;b&GT;</title></item>"), ["AT&T and R&D; x <b>"]),
        (rss("<item><title>1 < 2 and 3 > 2</title></item><item><title>Two</title></item>"), ["1 < 2 and 3 > 2", "Two"]),
        (rss("<item><title>O\x0bne\x01&#0;&#x1F;</title></item>"), ["One"]),
        (rss("<item><title>One</title></item><item><title>Two</title><description>ab")[:-15], ["One"]),
        (rss(f"{item(title='One')}<item><title>Two</title><description><![CDATA[ab")[:-16], ["One"]),
        (rss("</wrong></worse></worst><item><title>One</title></item>"), ["One"]),
        (rss("<item><title>One<description>x</description></item><item><title>Two</title></item>"), ["One", "Two"]),
        (f"\n\n<!-- made <rss> by hand -->\n{rss(item(title='One'))}", ["One"]),
        (f"<br />\n<b>Warning</b>: no tide in <b>/a.php</b> on line 3<br />\n{rss(item(title='One'))}", ["One"]),
        (f"{rss(item(title='One'))}<!-- cached --><script>x</script>", ["One"]),
        ("<rss><channel><item><media:title>F</media:title><dc:title>One</dc:title></item></channel></rss>", ["One"]),
        ('<rss xmlns="http://www.w3.org/2005/Atom"><channel><item><title>One</title></item></channel></rss>', ["One"]),
        ("<feed><entry><title>One</title></entry></feed>", ["One"]),
        ("<rss><item><title>One</title></item></rss>", ["One"]),
        ("<channel><item><title>One</title></item></channel>", ["One"]),
        (rss("<item><title>One</title></wrong></item><item><title>Two</title></item>"), ["One", "Two"]),
        (rss("<item><title>One</title><?php echo 1 ?><?x></item><item><title>Two</title></item>"), ["One", "Two"]),
    ],
)
def test_xml_as_people_have_it(tmp_path: Path, data: str, titles: list[str]) -> None:
    """A feed that is no XML is read as far as one can tell what is meant."""
    assert [one.title for one in read_feed(tmp_path, data).entries] == titles


@pytest.mark.parametrize("end", ["</feed>", ""])
def test_a_feed_that_is_not_whole_is_not_complete(tmp_path: Path, end: str) -> None:
    """What is cut off, or has more entries than are read, is not all that there is, whatever it says."""
    head = '<feed xmlns="http://www.w3.org/2005/Atom"><x:complete xmlns:x="http://purl.org/syndication/history/1.0"/>'
    few, many = (
        read_feed(tmp_path, f"{head}{''.join(f'<entry><id>{number}</id></entry>' for number in range(count))}{end}")
        for count in (3, 2001)
    )
    assert (few.is_complete, many.is_complete) == (bool(end), False)
    assert [one.id for one in few.entries] == ["0", "1", "2"][: 3 if end else 2]


def test_of_vast_entries_the_first_are_read(tmp_path: Path) -> None:
    """Of a feed with more text than there is time for, the first entries are articles, and all are there."""
    vast = content(f"<p>{PLAIN}</p><!-- {'x' * 3_000_000} -->")
    feed = read_feed(tmp_path, rss("".join(item(vast, link=f"/{number}") for number in range(4))), 10_000_000)
    assert [text_of(one) for one in feed.entries] == [PLAIN, PLAIN, None, None]


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE rss [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "https://evil.example/x.dtd" [<!ENTITY % x SYSTEM "https://evil.example/y"> %x;]>',
        '<!-- > --><!doctype rss "[" [\n]>',
    ],
)
def test_entities_are_refused(tmp_path: Path, declared: str) -> None:
    """A feed that declares entities is refused before it is parsed."""
    with pytest.raises(UnreadableError, match="declares entities"):
        read_feed(tmp_path, rss(item(title="&a;&b;"), before=declared))


def test_what_only_looks_like_a_declaration_is_text(tmp_path: Path) -> None:
    """An entry about entities is read as what it says."""
    text = "Never write &lt;!DOCTYPE a [&lt;!ENTITY b 'c'&gt;]&gt; into it."
    feed = read_feed(tmp_path, rss(item(content(f"<p>{text}</p><!-- <!DOCTYPE a [ -->"))))
    assert text_of(only(feed)) == "Never write <!DOCTYPE a [<!ENTITY b 'c'>]> into it."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        *(("", "is no feed"), ("<html><body>No feed</body></html>", "is no feed"), ("plain", "is no feed")),
        *(("{}", "is no feed in JSON"), ('{"items": 1}', "is no feed in JSON"), ('{"items": [', "is no feed in JSON")),
        ('{"items": [' + "[" * 5000, "is no feed in JSON"),
    ],
)
def test_what_is_no_feed(tmp_path: Path, data: str, reason: str) -> None:
    """What is no feed is refused with the reason."""
    with pytest.raises(UnreadableError, match=reason):
        read_feed(tmp_path, data)


def test_what_cannot_be_read_in_the_process(tmp_path: Path) -> None:
    """The process that converts gives the reason for which a feed cannot be read, and reads the next."""
    bomb = save(tmp_path / "bomb", rss(item(), before='<!DOCTYPE rss [<!ENTITY a "b">]>'))
    with Conversions() as conversions:
        with pytest.raises(UnreadableError, match="declares entities"):
            conversions.extract("web.feed", bomb, {"url": URL}, ReaderOptions(1000), Feed)
        good = save(tmp_path / "good", rss(item(title="One")))
        read = conversions.extract("web.feed", good, {"url": URL}, ReaderOptions(1000), Feed)
    entry = FeedEntry("https://harbour.example/tides", "https://harbour.example/tides", "One")
    assert read == Feed("Harbour", entries=(entry,))


@given(
    st.one_of(
        st.binary(),
        st.text().map(str.encode),
        st.lists(
            st.sampled_from(
                [
                    *(
                        "<rss>",
                        "<channel>",
                        "<item>",
                        "</item>",
                        "<title>",
                        "<feed xmlns='http://www.w3.org/2005/Atom'>",
                    ),
                    *(
                        "<entry>",
                        "<content type='xhtml'>",
                        "<a:b>",
                        "<:>",
                        "<a:>",
                        "<link href='",
                        "'/>",
                        "<![CDATA[",
                        "]]>",
                    ),
                    *("<!--", "<!DOCTYPE", "<?", "?>", "&", "&#", ";", "<p>", "x", "\x00", "\xff", "<content:encoded>"),
                    *(
                        '{"items":[',
                        "{",
                        '"id":',
                        "1",
                        "]",
                        "}",
                        "xml:base='http://['",
                        "&lt;",
                        "é",
                        "<author>",
                        "<source>",
                    ),
                ]
            ),
            max_size=20,
        ).map(lambda parts: "".join(parts).encode("utf-8")),
    ),
    st.sampled_from(["", "utf-8", "utf-16", "idna", "base64", "no-such"]),
)
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes, charset: str) -> None:
    """Whatever a feed holds, it is read, or refused with a reason."""
    folder = tmp_path_factory.getbasetemp()
    for start in (b"", b"<rss><channel>", b'<feed xmlns="http://www.w3.org/2005/Atom"><entry>'):
        with suppress(UnreadableError):
            assert isinstance(read_feed(folder, start + data, charset=charset), Feed)


@given(
    st.lists(st.tuples(WORDS, LINES, LINES, st.datetimes(datetime(1990, 1, 1), datetime(2024, 1, 1))), max_size=4),
    st.sampled_from(["utf-8", "utf-16", "ascii"]),
)
def test_what_a_program_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, posts: list[tuple[str, str, str, datetime]], encoding: str
) -> None:
    """Each entry that is written, in any of the formats and encodings, is read as what was written."""
    folder = tmp_path_factory.getbasetemp()
    entries = [
        Written(f"{number}-{word}", f"https://harbour.example/{number}", title, f"{when:%Y-%m-%dT%H:%M:%SZ}", text)
        for number, (word, title, text, when) in enumerate(posts)
    ]
    for root in (as_rss(entries), as_atom(entries, is_xhtml=False), as_atom(entries, is_xhtml=True)):
        declared = f'<?xml version="1.0" encoding="{encoding}"?>{root}'
        feed = read_feed(folder, declared.encode(encoding, errors="xmlcharrefreplace"))
        assert [Written(one.id, one.url, one.title, one.published, text_of(one)) for one in feed.entries] == entries
    feed = read_feed(folder, as_json(entries))
    assert [Written(one.id, one.url, one.title, one.published, text_of(one)) for one in feed.entries] == entries
