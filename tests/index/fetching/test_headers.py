"""What the headers of an answer say."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fetching.headers import charset, headers, media_type, retry_after, validators
from index.fetching.responses import NO_VALIDATORS, Validators

NOW = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("text/html", ("text/html", "")),
        ("Text/HTML;charset=UTF-8", ("text/html", "UTF-8")),
        ("text/html ; x=y; charset = 'utf-8' ; z", ("text/html", "utf-8")),
        ('text/html; charset="iso-8859-1"', ("text/html", "iso-8859-1")),
        ("application/atom+xml", ("application/atom+xml", "")),
        ("text/html; xcharset=utf-8", ("text/html", "")),
        ("text", ("", "")),
        ("", ("", "")),
        ("text/html; charset=", ("text/html", "")),
        ("text/html; charset=utf 8", ("text/html", "")),
    ],
)
def test_content_type(told: str, expected: tuple[str, str]) -> None:
    """The kind of a page and its encoding are read, however they are written."""
    assert (media_type({"content-type": told}), charset({"content-type": told})) == expected


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("Mon, 05 Oct 2026 12:01:00 GMT", 60.0),
        ("Mon, 05 Oct 2026 12:01:00", 60.0),
        ("Monday, 05-Oct-26 12:01:00 GMT", 60.0),
        ("Mon, 05 Oct 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("1e9", None),
        ("Mon, 99 Oct 2026 11:00:00 GMT", None),
        ("", None),
    ],
)
def test_retry_after(told: str, seconds: float | None) -> None:
    """When to ask again is told in seconds or as a day and time."""
    assert retry_after({"retry-after": told}, NOW) == seconds


def test_validators() -> None:
    """What a server told of a page is kept as it is, and not what could not be sent back."""
    told = {"etag": 'W/"a"', "last-modified": "Mon, 05 Oct 2026 10:00:00 GMT"}
    assert validators(told) == Validators('W/"a"', "Mon, 05 Oct 2026 10:00:00 GMT")
    assert validators({"etag": '"a\r\nX: y"', "last-modified": "now\x00"}) == NO_VALIDATORS


def test_the_first_of_several() -> None:
    """Of headers of one name the first is read."""
    assert headers([(b"ETag", b' "1" '), (b"etag", b'"2"')]) == {"etag": '"1"'}


@given(st.binary(max_size=100))
def test_any_value(value: bytes) -> None:
    """Whatever a header holds, it is read as something or nothing."""
    read = headers([(name, value) for name in (b"content-type", b"etag", b"last-modified", b"retry-after")])
    assert media_type(read).islower() or not media_type(read)
    assert charset(read).isascii()
    assert (retry_after(read, NOW) or 0.0) >= 0.0
    assert validators(read).etag in ("", read["etag"])


@given(st.text(";=\"'*0 charset%/", max_size=60))
def test_any_parameter(value: str) -> None:
    """Parameters in any order and form are read as something or nothing."""
    assert charset({"content-type": f"text/html{value}"}).isascii()
