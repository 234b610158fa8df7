"""A map of a site is read: its pages, when they last changed, and the maps that it leads to."""

import gzip
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.readers.base import ReaderOptions, UnreadableError
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.web.recognition import looks_like_feed, looks_like_sitemap
from index.ingest.readers.web.sitemap import Sitemap, extract
from tests.index.ingest.readers.articles import save
from tests.index.ingest.readers.web.reading import atom, item, rss

URL = "https://harbour.example/maps/sitemap.xml"
SITE = "https://harbour.example"
OPTIONS = ReaderOptions(1_000_000)
NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"'
)


def read_map(folder: Path, data: str | bytes, charset: str = "") -> Sitemap:
    """Give what a map at `URL` says."""
    return extract(save(folder / "map", data), {"url": URL, "charset": charset}, OPTIONS)


def pages(*paths: str) -> Sitemap:
    """Give a map of pages."""
    return Sitemap(tuple(f"{SITE}{path}" for path in paths))


def urlset(entries: str, attributes: str = NAMESPACES) -> str:
    """Give a map of pages in XML."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {attributes}>{entries}</urlset>'


def url(path: str, more: str = "") -> str:
    """Give a page of a map."""
    return f"<url><loc>{SITE}{path}</loc>{more}</url>"


WHOLE = urlset(
    url("/", "<lastmod>2024-03-05</lastmod><changefreq>daily</changefreq><priority>1.0</priority>")
    + url("/a", "<lastmod>2024-03-05T09:00:00+01:00</lastmod>")
    + url("/b", "<lastmod>yesterday</lastmod>")
)
WHOLE_READ = pages("/", "/a", "/b")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (WHOLE, WHOLE_READ),
        (WHOLE.encode("utf-16"), WHOLE_READ),
        (gzip.compress(WHOLE.encode()), WHOLE_READ),
        (WHOLE.replace("<url", "<s:url").replace("</url", "</s:url").replace("xmlns=", "xmlns:s="), None),
        (urlset(url("/a") + url("/b") + url("/a")), pages("/a", "/b")),
        (
            urlset(url("/a", '<xhtml:link rel="alternate" hreflang="de" href="https://harbour.example/de/a"/>')),
            pages("/a"),
        ),
        (
            urlset(url("/a", "<image:image><image:loc>https://harbour.example/a.png</image:loc></image:image>")),
            pages("/a"),
        ),
        (
            urlset(
                url("/a", "<video:video><video:content_loc>https://harbour.example/v</video:content_loc></video:video>")
            ),
            pages("/a"),
        ),
        (urlset(url("/a", "<news:news><news:title>A &amp; B</news:title></news:news>")), pages("/a")),
        (urlset("<url><image:image><image:loc>https://harbour.example/a.png</image:loc></image:image></url>"), pages()),
        (urlset(url("/a?b=1&amp;c=2")), pages("/a?b=1&c=2")),
        (urlset(url("/a?b=1&c=2&copy=3")), pages("/a?b=1&c=2&copy=3")),
        (urlset("<url><loc><![CDATA[https://harbour.example/a?b=1&c=2]]></loc></url>"), pages("/a?b=1&c=2")),
        (urlset("<url><loc>\n  https://harbour.example/a\n</loc></url>"), pages("/a")),
        (urlset("<url><loc>/a</loc></url><url><loc>b</loc></url>"), pages("/a", "/maps/b")),
        (urlset("<url><loc>ftp://harbour.example/a</loc></url><url><loc>javascript:x</loc></url><url/>"), pages()),
        (urlset(url("/a") + "<url><loc>https://harbour.example/b</loc>")[: -len("</loc></urlset>")], pages("/a")),
        (urlset(url("/a") + "</wrong>" + url("/b")), pages("/a", "/b")),
        (urlset(url("/a"), ""), pages("/a")),
        (urlset(url("/a"), 'xmlns="http://www.google.com/schemas/sitemap/0.84"'), pages("/a")),
        (f"\n\n<!-- made by a plugin -->\n{urlset(url('/a'))}<!-- in 0.1 seconds -->", pages("/a")),
        (urlset(""), pages()),
        (
            '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://harbour.example/1.xml'
            "</loc><lastmod>2024-03-05</lastmod></sitemap><sitemap><loc>/2.xml.gz</loc></sitemap></sitemapindex>",
            Sitemap((), (f"{SITE}/1.xml", f"{SITE}/2.xml.gz")),
        ),
        (f"{SITE}/a\r\n{SITE}/b\n\n  {SITE}/a \nno address\n", pages("/a", "/b")),
        (f"{SITE}/a\n".encode("utf-8-sig"), pages("/a")),
        (
            rss(item("<pubDate>Tue, 05 Mar 2024 09:00:00 GMT</pubDate>", link="/a") + item(link="/b")),
            pages("/a", "/b"),
        ),
        (
            atom('<entry><link href="/a"/><updated>2024-03-05T09:00:00Z</updated></entry><entry><id>2</id></entry>'),
            pages("/a"),
        ),
    ],
)
def test_maps(tmp_path: Path, data: str | bytes, expected: Sitemap | None) -> None:
    """A map of any kind is read as the pages and maps that it names, each once, with absolute addresses."""
    assert read_map(tmp_path, data) == (WHOLE_READ if expected is None else expected)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        *(("", "is no map"), ("<html><body>Not found</body></html>", "is no map"), ("Not found", "is no map")),
        ('<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + urlset(url("/&a;")), "declares entities"),
        ('<!DOCTYPE u [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + urlset(url("/&b;")), "declares entities"),
        (b"\x1f\x8b" + b"no gzip", "is no map"),
    ],
)
def test_what_is_no_map(tmp_path: Path, data: str | bytes, reason: str) -> None:
    """What is no map, or declares entities, is refused with the reason."""
    with pytest.raises(UnreadableError, match=reason):
        read_map(tmp_path, data)


def test_a_map_that_is_packed_and_cut_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    """Of a packed map that was cut off or damaged the pages before are read."""
    paths = [f"/{zlib.crc32(bytes([number % 256, number // 256])):x}" for number in range(2000)]
    packed = gzip.compress(urlset("".join(map(url, paths))).encode())
    read = read_map(tmp_path, packed[: len(packed) // 2]).pages
    assert read == pages(*paths).pages[: len(read)]
    assert len(read) > 500


def test_a_bomb_is_unpacked_as_far_as_a_map_may_be(tmp_path: Path) -> None:
    """A small file that unpacks to more than a map may have is read as far as that, but for what is cut."""
    packing = zlib.compressobj(wbits=31)
    data = packing.compress(urlset(url("/a") + url("/b")).removesuffix("</urlset>").encode())
    data += b"".join(packing.compress(b" " * 1_000_000) for _ in range(300)) + packing.flush()
    with Conversions() as conversions:
        read = conversions.extract("web.sitemap", save(tmp_path / "map", data), {"url": URL}, OPTIONS, Sitemap)
    assert read == pages("/a")


def test_more_addresses_than_a_map_may_have(tmp_path: Path) -> None:
    """Of more addresses than the protocol allows the first are read."""
    read = read_map(tmp_path, "".join(f"{SITE}/{number}\n" for number in range(50_100)))
    assert read == pages(*(f"/{number}" for number in range(50_000)))


def test_a_map_is_read_in_the_process(tmp_path: Path) -> None:
    """The process that converts gives what a map says."""
    with Conversions() as conversions:
        path = save(tmp_path / "map", WHOLE)
        assert conversions.extract("web.sitemap", path, {"url": URL}, OPTIONS, Sitemap) == WHOLE_READ
        with pytest.raises(UnreadableError, match="is no map"):
            conversions.extract("web.sitemap", save(tmp_path / "no", "no"), {"url": URL}, OPTIONS, Sitemap)


@given(
    st.lists(st.tuples(st.integers(0, 99), st.dates()), max_size=20),
    st.booleans(),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_what_a_program_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, named: list[tuple[int, object]], is_packed: bool, encoding: str
) -> None:
    """Each page that is written is read once."""
    data = urlset("".join(url(f"/{number}?a=1&amp;b={number}", f"<lastmod>{day}</lastmod>") for number, day in named))
    written = data.encode(encoding)
    read = read_map(tmp_path_factory.getbasetemp(), gzip.compress(written) if is_packed else written)
    expected = dict(named)
    assert list(read.pages) == [f"{SITE}/{number}?a=1&b={number}" for number in expected]


@given(
    st.one_of(
        st.binary(),
        st.lists(
            st.sampled_from(
                [
                    *(
                        "<urlset>",
                        "<url>",
                        "<loc>",
                        "http://[",
                        "https://a.example/",
                        "</loc>",
                        "</url>",
                        "<sitemapindex>",
                    ),
                    *(
                        "<sitemap>",
                        "\n",
                        "<![CDATA[",
                        "<!--",
                        "<!DOCTYPE",
                        "[",
                        ">",
                        "&",
                        "\x1f\x8b",
                        "\x00",
                        "<a:",
                        "<rss>",
                    ),
                ]
            ),
            max_size=15,
        ).map(lambda parts: "".join(parts).encode("latin-1")),
    )
)
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Whatever a map holds, it is read as addresses of the web, or refused with a reason; and so it is known."""
    for whole in (data, b"<urlset>" + data, gzip.compress(data)):
        assert looks_like_sitemap(whole) in (True, False)
        assert looks_like_feed(whole, "text/xml") in (True, False)
        try:
            read = read_map(tmp_path_factory.getbasetemp(), whole)
        except UnreadableError:
            continue
        assert all(one.startswith("http") for one in (*read.pages, *read.sitemaps))


@pytest.mark.parametrize(
    ("data", "media_type", "is_feed", "is_map"),
    [
        (rss("").encode(), "text/html", True, False),
        (rss("").encode("utf-16"), "text/xml", True, False),
        (atom("").encode(), "application/xml", True, False),
        (b"<?php x ?>\n<!-- <html> --><!DOCTYPE rss [<!ENTITY a 'b'>]><rss version='2.0'>", "", True, False),
        (b"<br/>Warning: x\n<rss version='2.0'>", "application/rss+xml", True, False),
        (b"<br/>Warning: x\n<rss version='2.0'>", "text/html", False, False),
        (b"<html><body><rss></rss></body></html>", "text/html", False, False),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'>", "application/rss+xml", False, False),
        (b"<feed>cows</feed>", "text/xml", False, False),
        (b"<a:feed xmlns:a='http://www.w3.org/2005/Atom'/>", "text/xml", True, False),
        (b"<rdf:RDF xmlns:rdf='x' xmlns='http://purl.org/rss/1.0/'>", "text/xml", True, False),
        (b"<rdf:RDF xmlns:rdf='x' xmlns:foaf='http://xmlns.com/foaf/0.1/'>", "application/rdf+xml", False, False),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "application/json", True, False),
        (
            b'\xef\xbb\xbf {"items": [], "version" : "https:\\/\\/jsonfeed.org\\/version\\/1"}',
            "text/plain",
            True,
            False,
        ),
        (b'{"version": "1.0", "name": "package"}', "application/feed+json", False, False),
        (WHOLE.encode(), "text/xml", False, True),
        (gzip.compress(WHOLE.encode()), "application/octet-stream", False, True),
        (b"<sitemapindex/>", "text/html", False, True),
        (f"{SITE}/a\n{SITE}/b\n".encode(), "text/plain", False, True),
        (f"{SITE}/a\nAnd more.\n".encode(), "text/plain", False, False),
        ((f"{SITE}/" + "a" * 100 + "\n").encode() * 200, "text/plain", False, True),
        (b"", "text/xml", False, False),
        (b"\x1f\x8b\x00", "application/gzip", False, False),
    ],
)
def test_what_a_body_is(data: bytes, media_type: str, is_feed: bool, is_map: bool) -> None:
    """A feed and a map are known by how they begin, and what only mentions one is none."""
    assert (looks_like_feed(data, media_type), looks_like_sitemap(data)) == (is_feed, is_map)
