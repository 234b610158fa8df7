"""Bytes become text by their byte order mark, as UTF-8 or by their letters, and what is no text is refused."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.readers.base import UnreadableError
from index.ingest.readers.decoding import decode
from tests.index.ingest.readers.articles import only, read, save


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_byte_order_mark(tmp_path: Path, mark: bytes, encoding: str) -> None:
    """A byte order mark tells the encoding and is not part of the text."""
    article = only(save(tmp_path / "a.txt", mark + "Título\n“Sí” 😀".encode(encoding)))
    assert (article.source.title, article.text, article.body) == ("Título", "Título\n“Sí” 😀", 7)


def test_wrong_byte_order_mark() -> None:
    """Data that does not go on as its byte order mark says is refused."""
    with pytest.raises(UnreadableError, match=r"^begins as UTF-16-LE but is not; save it as UTF-8$"):
        decode(codecs.BOM_UTF16_LE + b"a")


def test_detected_encoding() -> None:
    """Text in Windows-1252 is recognized by its letters."""
    text = (
        "El puente reabre en abril\r\n\r\nLa alcaldía anunció el lunes que la circulación volverá a la normalidad. "
        "Los niños cruzaban el río a pie, según la policía. ¿Qué pasará mañana? Nadie lo sabía."
    )
    assert decode(text.encode("cp1252")) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\r\n")))
def test_utf8_is_kept(text: str) -> None:
    """Any text in UTF-8 is kept to the character, but for a byte order mark."""
    assert decode(text.encode()) == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04\x00\x00abc", b"\x89PNG\r\n\x1a\n\x00\xff", b"a\x01b\x02c", b"text\x00text"]
)
def test_binary_is_refused(tmp_path: Path, data: bytes) -> None:
    """Data with zero bytes, or with many control characters, is no text."""
    assert read(save(tmp_path / "a.txt", data)) == [
        "is binary, not text; save it as text in UTF-8, or give it the ending of its format"
    ]
