"""Addresses of the web, in one form, and those that are refused."""

from ipaddress import IPv4Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fetching.addresses import Address, parse
from index.fetching.errors import FetchError

_NUMBERS = ("{:d}", "0{:o}", "0x{:x}", "0X{:X}", "00{:o}")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://example.org", "http://example.org/"),
        ("  https://example.org/a\n", "https://example.org/a"),
        ("HTTP://EXAMPLE.org:80/../a/./b?q=1#part", "http://example.org/a/b?q=1"),
        ("https://example.org:8443/", "https://example.org:8443/"),
        ("http://example.org./a", "http://example.org/a"),
        ("http://bücher.example/ä b?q=ü", "http://xn--bcher-kva.example/%C3%A4%20b?q=%C3%BC"),
        ("http://example。org/", "http://example.org/"),
        ("http://example.org?q", "http://example.org/?q"),
        ("http://a_b.example/", "http://a_b.example/"),
        ("http://[2606:4700:0:0::1111]:8080/", "http://[2606:4700::1111]:8080/"),
        ("http://1572395042/", "http://93.184.216.34/"),
        ("http://0135.0xb8.55330/", "http://93.184.216.34/"),
    ],
)
def test_one_form(text: str, url: str) -> None:
    """An address is written in one form, however it was given, and reading that changes nothing."""
    assert parse(text).url == url
    assert parse(url).url == url


@pytest.mark.parametrize(
    ("relative", "url"),
    [
        ("/b", "https://example.org/b"),
        ("c?d", "https://example.org/a/c?d"),
        ("../../..", "https://example.org/"),
        ("//other.example/x", "https://other.example/x"),
        ("http://other.example", "http://other.example/"),
        ("?q", "https://example.org/a/b?q"),
        ("", "https://example.org/a/b?p"),
    ],
)
def test_relative_to_another(relative: str, url: str) -> None:
    """What a page leads to is resolved from its own address."""
    assert parse(relative, parse("https://example.org/a/b?p")).url == url


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is not read, as its address begins with neither http:// nor https://"),
        ("example.org", "is not read, as its address begins with neither http:// nor https://"),
        ("file:///etc/passwd", "is not read, as its address begins with neither http:// nor https://"),
        ("ftp://example.org/", "is not read, as its address begins with neither http:// nor https://"),
        ("gopher://example.org:70/_x", "is not read, as its address begins with neither http:// nor https://"),
        ("javascript:alert(1)", "is not read, as its address begins with neither http:// nor https://"),
        ("data:text/html,x", "is not read, as its address begins with neither http:// nor https://"),
        ("jar:http://example.org/!/", "is not read, as its address begins with neither http:// nor https://"),
        ("http:", "names no server in its address"),
        ("http:///a", "names no server in its address"),
        ("http:example.org", "names no server in its address"),
        ("http://user@example.org/", "has a name or password in its address; take out what stands before the @"),
        ("http://:pw@example.org/", "has a name or password in its address; take out what stands before the @"),
        ("http://93.184.216.34@127.0.0.1/", "has a name or password in its address; take out what stands before the @"),
        ("http://a.example\\@b.example/", "is no address of the web; check how it is written"),
        ("http://example.org:0/", "is not read, as port 0 is not one of web servers"),
        ("http://example.org:22/", "is not read, as port 22 is not one of web servers"),
        ("http://example.org:6379999/", "is no address of the web; check how it is written"),
        ("http://example.org:a/", "is no address of the web; check how it is written"),
        ("http://[::1/", "is no address of the web; check how it is written"),
        ("http://a][@", "is no address of the web; check how it is written"),
        ("http://[fe80::1%25eth0]/", "has no valid IPv6 address for its server (fe80::1%25eth0)"),
        ("http://1.2.3.4.5/", "has no valid IPv4 address for its server (1.2.3.4.5)"),
        ("http://256.1.1.1/", "has no valid IPv4 address for its server (256.1.1.1)"),
        ("http://09.1.1.1/", "has no valid IPv4 address for its server (09.1.1.1)"),
        ("http://4294967296/", "has no valid IPv4 address for its server (4294967296)"),
        ("http://a b.example/", "names a server as none can be named; check how its address is written"),
        ("http://exa%6Dple.org/", "names a server as none can be named; check how its address is written"),
        ("http://a..example/", "names a server as none can be named; check how its address is written"),
        (f"http://{'a' * 64}.example/", "names a server as none can be named; check how its address is written"),
        ("http://example.org/\x00", "has control characters in its address"),
        ("http://example.org/\r\nHost: other.example", "has control characters in its address"),
        ("http://exa\tmple.org/", "has control characters in its address"),
        (f"http://example.org/{'a' * 8000}", "is longer than 8,000 characters"),
    ],
)
def test_refused(text: str, reason: str) -> None:
    """What is no address of a web server is refused with what is wrong, before anything is sent."""
    with pytest.raises(FetchError) as error:
        parse(text)
    assert (error.value.reason, error.value.is_refused) == (reason, True)


@given(st.integers(0, 2**32 - 1), st.lists(st.sampled_from(_NUMBERS), min_size=4, max_size=4), st.integers(1, 4))
def test_every_form_of_an_ipv4_address(number: int, forms: list[str], parts: int) -> None:
    """An IPv4 address is the same in decimal, octal and hexadecimal, in one to four parts, in any mixture."""
    octets = number.to_bytes(4, "big")
    numbers = [*octets[: parts - 1], int.from_bytes(octets[parts - 1 :], "big")]
    written = ".".join(form.format(one) for form, one in zip(forms, numbers, strict=False))
    assert parse(f"http://{written}/").host == str(IPv4Address(number))
    assert parse(f"http://{written.replace('.', '。')}./").host == str(IPv4Address(number))


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://", "//", "http://example.org/"]))
def test_any_text(text: str, before: str) -> None:
    """Whatever is given is refused, or is an address whose one form is itself and goes into a request."""
    try:
        address = parse(before + text)
    except FetchError:
        return
    assert address.url.isascii()
    assert address.url.isprintable()
    assert " " not in address.url
    assert parse(address.url) == address


@given(st.text(max_size=60), st.sampled_from(["", "/", "//", "?", "#", "http:", "../"]))
def test_any_relative_text(text: str, before: str) -> None:
    """Wherever a server says that a page is, that is refused, or is an address of the web in its one form."""
    try:
        address = parse(before + text, parse("https://example.org/a/b?q"))
    except FetchError:
        return
    assert address.scheme in ("http", "https")
    assert parse(address.url) == address


def test_what_a_request_names() -> None:
    """A request names a server by its host, and its port where that is not the scheme's."""
    assert Address("http", "example.org", 80, "/").authority == "example.org"
    assert Address("http", "example.org", 443, "/").authority == "example.org:443"
    assert Address("https", "2606:4700::1", 443, "/").authority == "[2606:4700::1]"
