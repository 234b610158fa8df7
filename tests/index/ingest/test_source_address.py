"""Addresses as people name them among the sources."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QuotebotError
from index.ingest.source_address import SourceAddress, missing_scheme, parse_address


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("HTTPS://Site.Example", SourceAddress("https://site.example/")),
        ("https://site.example/#pages=200&depth=3&every=6h", SourceAddress("https://site.example/", 200, 3, 21_600.0)),
        ("https://site.example/a?b=1#pages=5,depth=0", SourceAddress("https://site.example/a?b=1", 5, 0)),
    ],
)
def test_an_address(name: str, expected: SourceAddress) -> None:
    """An address has one form, and what stands behind its # tells what is read there."""
    assert parse_address(name) == expected


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("docs.example/guide", "https://docs.example/guide"),
        ("www.docs.example", "https://www.docs.example"),
        ("notes.md", ""),
        ("articles/notes.md", ""),
        ("ftp://docs.example", ""),
    ],
)
def test_what_was_meant(name: str, meant: str) -> None:
    """What looks like an address without its beginning is told with it; a path in a folder is none."""
    assert missing_scheme(name) == meant


@given(st.text("ahtps:/.@[]#%:1=&é ", max_size=20), st.sampled_from(["", "http://", "https://", "git+https://a/"]))
def test_any_text(text: str, before: str) -> None:
    """Whatever a person types is an address, or is refused with what is wrong."""
    try:
        address = parse_address(before + text)
    except QuotebotError:
        return
    assert parse_address(address.url).key == address.key


def test_brackets_around_nothing() -> None:
    """An address whose brackets hold nothing is refused as any other."""
    with pytest.raises(QuotebotError, match="not the address of a page"):
        parse_address("http://a][@")
