"""Addresses of the web have one form each, and tell some of what they lead to."""

import re
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fetching.page_addresses import canonical, could_be_page, file_name, is_below, is_trap, root_of

_SEGMENT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=6).map(quote)
_URLS = st.builds(
    "{}://{}{}/{}{}".format,
    st.sampled_from(["http", "HTTPS"]),
    st.sampled_from(["Harbour.example", "www.harbour.example:80", "bücher.example", "10.0.0.1:8080", "[::1]"]),
    st.lists(_SEGMENT.map("/{}".format), max_size=3).map("".join),
    st.sampled_from(["", ".", "..", "%2e%2E/x", "a.html", "a%zz"]),
    st.sampled_from(["", "?", "?b=1&a=2", "?utm_source=x&q=%C3%A9", "#end", "?a#b?c"]),
)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://Harbour.Example:80/a/../b/./c//d?b=2&a=1#end", "http://harbour.example/b/c//d?b=2&a=1"),
        (" https://harbour.example ", "https://harbour.example/"),
        ("https://harbour.example?q=1", "https://harbour.example/?q=1"),
        ("https://harbour.example/?", "https://harbour.example/"),
        ("https://harbour.example:443/", "https://harbour.example/"),
        ("http://harbour.example:443/", "http://harbour.example:443/"),
        ("https://harbour.example./a", "https://harbour.example/a"),
        ("https://ann:secret@harbour.example/a", "https://harbour.example/a"),
        ("https://bücher.example/straße?q=ü", "https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%BC"),
        ("https://faß.example/", "https://xn--fa-hia.example/"),
        ("http://ＨＡＲＢＯＵＲ.example/", "http://harbour.example/"),
        ("https://harbour.example/%7euser/%c3%a4/%2f/%41/%zz", "https://harbour.example/~user/%C3%A4/%2F/A/%25zz"),
        ("https://harbour.example/a/%2e%2e/b", "https://harbour.example/b"),
        ("https://harbour.example/../../x", "https://harbour.example/x"),
        ("https://harbour.example/a b?c d=e+f%20g", "https://harbour.example/a%20b?c+d=e+f%20g"),
        ("https://harbour.example/\t\nfoo", "https://harbour.example/foo"),
        ("https://harbour.example/a?b=%26&c=%3D%2B", "https://harbour.example/a?b=%26&c=%3D%2B"),
        ("http://[FE80::1]:8080/a", "http://[fe80::1]:8080/a"),
        (
            "https://harbour.example/?z=1&&utm_source=x&UTM_Medium=y&a=2&gclid=3&fbclid=4",
            "https://harbour.example/?z=1&a=2",
        ),
        ("https://harbour.example/?%75tm_source=1", "https://harbour.example/"),
        ("https://harbour.example/?source=a&ref=b&id=c", "https://harbour.example/?source=a&ref=b&id=c"),
        ("https://harbour.example/t;jsessionid=1A?x=1&PHPSESSID=2", "https://harbour.example/t?x=1"),
        (f"https://harbour.example/t.php?t=7&sid={'0a' * 16}", "https://harbour.example/t.php?t=7"),
        ("https://harbour.example/t.php?sid=7", "https://harbour.example/t.php?sid=7"),
    ],
)
def test_one_form_of_an_address(url: str, expected: str) -> None:
    """What leads to one page is written in one way, and what may tell pages apart stays."""
    assert canonical(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "harbour.example",
            "//harbour.example/",
            "ftp://harbour.example/",
            "javascript:alert(1)",
            "mailto:a@b.example",
        ),
        *(
            "http://",
            "http:///a",
            "http://har bour.example/",
            "http://a..b/",
            "http://-a.example/",
            "http://a.example\\b",
        ),
        *(
            "http://a.example:99999/",
            "http://[::1",
            "http://a][@",
            f"http://{'a' * 64}.example/",
            "http://<b>.example/",
            "http://[fe80::1%25eth0]/",
        ),
    ],
)
def test_what_is_no_address_of_the_web(url: str) -> None:
    """An address of something else, or of no host that there can be, is none."""
    assert canonical(url) is None


@given(st.one_of(_URLS, st.text(), st.text(alphabet="htps:/.@?#%&=[]1aé\\ ").map("http://a{}".format)))
def test_the_one_form_is_its_own(url: str) -> None:
    """What is in the one form stays, is ASCII without spaces, and is of a host."""
    form = canonical(url)
    if form is not None:
        assert canonical(form) == form
        assert re.fullmatch(r"https?://[a-z0-9._:\[\]-]+/[!-~]*", form)
        assert "#" not in form


@given(_URLS)
def test_an_address_is_in_its_folder(url: str) -> None:
    """An address is below the folder that it stands in, and so is that."""
    form = canonical(url)
    assert form is not None
    root = root_of(form)
    assert is_below(form, root)
    assert is_below(root, root)
    assert root_of(root) == root
    assert canonical(root) == root


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://docs.example/guide/start.html?a=/b/c", "https://docs.example/guide/"),
        ("https://docs.example/guide", "https://docs.example/"),
        ("https://docs.example/", "https://docs.example/"),
    ],
)
def test_the_folder_of_an_address(url: str, expected: str) -> None:
    """The folder ends with the last slash of the path."""
    assert root_of(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://docs.example/guide/a", True),
        ("http://www.docs.example/guide/a?b=c", True),
        ("https://docs.example/guide/", True),
        ("https://docs.example/guide", True),
        ("https://docs.example/guidelines", False),
        ("https://docs.example/guide-2/a", False),
        ("https://docs.example/", False),
        ("https://docs.example:8443/guide/a", False),
        ("https://en.docs.example/guide/a", False),
        ("https://docs.example.evil.example/guide/a", False),
        ("https://evil.example/guide/?u=https://docs.example/guide/", False),
    ],
)
def test_what_is_below_a_folder(url: str, expected: bool) -> None:
    """What is below a folder is of its site, whatever the scheme, and begins with all of its segments."""
    assert is_below(url, "https://docs.example/guide/start") is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        *(("", True), ("guide", True), ("guide/", True), ("a.html", True), ("a.php?x=b.png", True), ("v1.2", True)),
        *(("a.pdf", True), ("a.docx", True), ("about.me", True), ("wiki/Node.js", True), ("a.png/", True)),
        *(("a.png", False), ("a.JPG?w=3", False), ("a.css", False), ("a.min.js", False), ("a.tar.gz", False)),
        *(("a.mp4", False), ("feed.xml", False), ("a.rss", False), ("wiki/File:A.png", False), (".jpg", True)),
    ],
)
def test_what_could_be_a_page(path: str, expected: bool) -> None:
    """An address whose ending is that of a picture, a program, an archive, a film or a feed is of no page."""
    assert could_be_page(f"https://harbour.example/{path}") is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        *(("guide/a/b/c", False), ("2011/11/11/11/", False), ("a/b/a/c", False), ("events/2024/05/03/fair", False)),
        *(("?a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8", False), ("blog/2024/05/", False), ("calendar/", False)),
        *(("a/b/a/b/a/b", True), ("img/img/img/", True), ("?a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9", True)),
        *(("calendar/2091/05/", True), ("events/2031-05", True), ("?view=calendar&date=2031-05-01", True)),
        ("a" * 1976, False),
        ("a" * 1977, True),
    ],
)
def test_what_is_endless(path: str, expected: bool) -> None:
    """An address that repeats itself, is very long, has many parameters or is of a day of a calendar is a trap."""
    assert is_trap(f"https://harbour.example/{path}") is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://docs.example/Guide/First steps?v=2", "docs-example-guide-first-steps-v-2-53f1daa4630d7861"),
        ("https://docs.example/%2e%2e%2fetc", "docs-example-etc-e0d82a1755dc0a51"),
        (
            "https://docs.example/" + "long/" * 100,
            "docs-example-long-long-long-long-long-long-long-long-long-lo-01ac1e2bc3f1bcc0",
        ),
        ("", "page-e4a6a0577479b2b4"),
    ],
)
def test_a_name_for_a_file(url: str, expected: str) -> None:
    """A name is readable, no path, and of bounded length."""
    assert file_name(url) == expected


@given(st.text(max_size=300), st.text(max_size=300))
def test_names_of_files_are_safe_and_differ(one: str, other: str) -> None:
    """A name has letters, digits and hyphens alone, and two addresses have two."""
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}-[0-9a-f]{16}", file_name(one))
    assert (file_name(one) == file_name(other)) is (one.encode(errors="replace") == other.encode(errors="replace"))
