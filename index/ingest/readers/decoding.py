"""From bytes to text, exactly as it stands; and what is no text."""

import codecs
import re
from pathlib import Path

import charset_normalizer

from index.ingest.readers.base import EmptyError, UnreadableError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers take such names for: https://encoding.spec.whatwg.org.
_CODECS = {
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")

_BINARY = "is binary, not text; save it as text in UTF-8, or give it the ending of its format"


def read_text(path: Path) -> str:
    """The text of a file. Raises EmptyError where there is none, UnreadableError as `decode` does, and OSError."""
    text = decode(path.read_bytes())
    if not text.strip():
        raise EmptyError("is empty")
    return text


def decode(data: bytes) -> str:
    """Decodes a file: by its byte order mark (left out), else UTF-8, else what charset-normalizer finds.

    Raises UnreadableError for binary data and for an encoding that is not recognized.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return require_text(data[len(mark) :].decode(encoding))
            except UnicodeDecodeError:
                raise UnreadableError(f"begins as {encoding.upper()} but is not; save it as UTF-8") from None
    try:
        return require_text(data.decode("utf-8"))
    except UnicodeDecodeError:
        if b"\x00" in data:
            raise UnreadableError(_BINARY) from None
    matches = charset_normalizer.from_bytes(data)
    best = matches.best()
    if best is None:
        raise UnreadableError("its encoding is not recognized; save it as UTF-8")
    # Of encodings that fit as well as the best, it may name a rare one; Windows-1252 is by far the most common.
    western = any("cp1252" in match.could_be_from_charset for match in matches if match.chaos <= best.chaos)
    return require_text(data.decode("cp1252" if western else best.encoding))


def decode_as(encoding: str, data: bytes) -> str:
    """Decodes data by the name of the encoding that is told of it, as browsers take that, or else as `decode` does.

    Raises UnreadableError for binary data and for an encoding that is not recognized.
    """
    name = encoding.lower()
    try:
        return require_text(data.decode(_CODECS.get(name, name)))
    except (LookupError, UnicodeError):  # there is no such encoding, or it is not that
        return decode(data)


def require_text(text: str) -> str:
    """The same text. Raises UnreadableError where it has zero bytes, or as many control characters as no text has."""
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls * 100 > len(text):
        raise UnreadableError(_BINARY)
    return text


def is_utf8(name: str) -> bool:
    """Whether a name, as the file system has it, can be kept and shown."""
    return name == name.encode(errors="ignore").decode()
