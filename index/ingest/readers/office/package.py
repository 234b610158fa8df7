"""Documents that are zip files of XML: opened, and unpacked within bounds."""

import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from index.ingest.readers.base import UnreadableError
from index.ingest.readers.elements import Element

_MOST = 128_000_000  # bytes of markup that are unpacked of a document
_MOST_PARAGRAPHS = 500_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # older formats begin so, and what Office locks with a password
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = (".xml", ".rels")
_ENTITY = re.compile(rb"<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y")
# Office's "strict" documents are the others, by other names.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"


class Package:
    """The parts of a document, by their names."""

    def __init__(self, file: ZipFile, suffix: str) -> None:
        """Takes the opened file, and the ending of its name."""
        self._file = file
        self._suffix = suffix
        self._left = _MOST
        self._parts = {info.filename: info for info in file.infolist() if not info.is_dir()}

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Self]:
        """Opens a document. Raises UnreadableError and OSError.

        What is parsed meanwhile may raise MemoryError and RecursionError too, which XML gives as faults of syntax.
        """
        with path.open("rb") as file:
            start = file.read(len(_OLE))
            if not start:
                raise UnreadableError("is empty")
            if start == _OLE:
                raise UnreadableError(_why_locked(start + file.read(_MOST), path.suffix))
        anew = f"copy it anew, or open it and save it as {path.suffix}"
        try:
            with ZipFile(path) as zipped:
                yield cls(zipped, path.suffix)
        except etree.XMLSyntaxError as error:
            raise _cause(error, anew) from None
        except (BadZipFile, EOFError, zlib.error):
            raise UnreadableError(f"is damaged or cut off, or no {path.suffix} file; {anew}") from None

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def read(self, name: str) -> bytes:
        """What a part holds. Raises UnreadableError where there is none, and where it is too much or locked."""
        part = self._parts.get(name)
        if part is None:
            raise UnreadableError(
                f"has no {name} in it, as {self._suffix} files have; give it the ending of its format, or save it anew"
            )
        self._left -= part.file_size
        if self._left < 0:
            raise UnreadableError(
                f"unpacks to more than {_MOST / 1e6:g} MB of text with its markup ({name}: "
                f"{part.file_size / 1e6:,.1f} MB); split it"
            )
        if part.flag_bits & 1:
            raise UnreadableError("is protected by a password; save it without one")
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise UnreadableError("is packed in a way that is not read; save it anew")
        with self._file.open(part) as file:
            return file.read(part.file_size)  # which unpacks no more than that, whatever follows

    def xml(self, name: str) -> Element:
        """The root of a part, without comments. Raises as `read` does, and XMLSyntaxError."""
        return parse_xml(self.read(name))

    def markup(self) -> BytesIO:
        """A zip file of the parts with markup alone, all others empty, by the names of the transitional standard."""
        copy = BytesIO()
        with ZipFile(copy, "w") as file:
            for name in self._parts:
                data = self.read(name) if name.endswith(_MARKUP) else b""
                require_plain(data)
                file.writestr(ZipInfo(name), _STRICT.sub(_TRANSITIONAL, data))
        copy.seek(0)
        return copy


def parse_xml(data: bytes) -> Element:
    """The root of XML, without comments. Raises UnreadableError where it declares entities, and XMLSyntaxError."""
    require_plain(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(data, parser)


def require_few(paragraphs: Iterable[Element]) -> None:
    """Raises UnreadableError where a document has more paragraphs than are read."""
    if next(islice(paragraphs, _MOST_PARAGRAPHS, None), None) is not None:
        raise UnreadableError(f"has more than {_MOST_PARAGRAPHS:,} paragraphs, with those that are empty; split it")


def require_plain(data: bytes) -> None:
    """Raises UnreadableError where XML declares entities, of which a few lines may become gigabytes."""
    if _ENTITY.search(data):
        raise UnreadableError("declares entities in its XML, which are not read; save it anew")


def _cause(error: etree.XMLSyntaxError, anew: str) -> Exception:
    """What ended the parsing of XML."""
    code = getattr(error, "code", None)  # which its stubs lack
    if code == etree.ErrorTypes.ERR_NO_MEMORY:
        return MemoryError()
    if code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return RecursionError()
    line, column = error.position
    return UnreadableError(f"has damaged XML in it (at line {line}, column {column}); {anew}")


def _why_locked(data: bytes, suffix: str) -> str:
    if _LOCKED in data:
        return "is protected by a password; save it without one"
    return f"is of an older format than its ending says; open it and save it as {suffix}"
