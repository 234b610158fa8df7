"""Fifty files that cannot be read, each for another reason or in another format."""

from collections.abc import Iterator, Mapping
from itertools import chain
from random import Random

from index.ingest.readers.files import SUFFIXES
from tests.index.ingest.mixed_files import (
    Text,
    articles_table,
    docx,
    docx_members,
    epub,
    epub_members,
    json_article,
    jsonl,
    locked_zip,
    notebook,
    odt,
    odt_body,
    odt_members,
    packed,
    page,
    pdf,
    pdf_of,
    plain,
    pptx,
    text_of,
    zip_file,
)

_TEXT = text_of(2000)
_NOTHING = Text("", ())
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURE = b"\x89PNG\r\n\x1a\n" + Random(1).randbytes(2000)
_SCAN = b"q 400 0 0 600 60 100 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
_ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha ha ha"><!ENTITY b "&a;&a;&a;&a;">]>'
_LOCK = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >> /ID [<00> <00>]" % (b"28" * 32, b"31" * 32)
_CIPHER = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData '
    'xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
    '<CipherData><CipherReference URI="one.xhtml"/></CipherData></EncryptedData></encryption>'
)

_NO_FORMAT = f"not a format that is read ({', '.join(sorted(SUFFIXES))})"
_BINARY = "is binary, not text; save it as text in UTF-8, or give it the ending of its format"
_NO_ZIP = "is no zip file, or is damaged or cut off; copy it or pack it anew"
_NO_PDF = "is damaged, or no PDF; save or print it as PDF anew"
_NO_CONTENT = "has no content.xml in it, as .odt files have; give it the ending of its format, or save it anew"
_NO_TEXT = "holds no text; what pictures or scripts show must be written out to be read"
_ENTITIES_IN_XML = "declares entities in its XML, which are not read; save it anew"
_LOCKED_UP = "is protected by a password; save it without one"
_TOO_LARGE = "is larger than 1 MB (library.max_megabytes in the settings)"


def _damaged(ending: str) -> str:
    return f"is damaged or cut off, or no {ending} file; copy it anew, or open it and save it as {ending}"


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _empty() -> Iterator[tuple[str, bytes, str]]:
    for ending in (".txt", ".docx", ".json", ".csv", ".pdf", ".eml"):
        yield f"empty{ending}", b"", "is empty"
    yield "empty.zip", packed({}), "holds no files; pack it anew"


def _truncated() -> Iterator[tuple[str, bytes, str]]:
    for ending, make in ((".docx", docx), (".odt", odt), (".pptx", pptx), (".epub", epub)):
        yield f"truncated{ending}", _half(make(_TEXT)), _damaged(ending)
    yield "truncated.zip", _half(zip_file(_TEXT)), _NO_ZIP
    yield "truncated.pdf", _half(pdf(_TEXT)), _NO_PDF
    yield (
        "truncated.json",
        json_article(_TEXT)[:-20],
        "is no JSON (Input data was truncated); mend it there, or export it anew",
    )
    yield (
        "truncated.jsonl",
        jsonl(_TEXT)[:-20],
        'line 1: is no article (Input data was truncated); write {"id": ..., "text": ...}',
    )
    yield (
        "truncated.ipynb",
        notebook(_TEXT)[:-30],
        "is no notebook (Input data was truncated); open and save it in Jupyter",
    )
    cut = "Premature end of data in tag mediawiki line 1, line 1, column 12"
    yield "truncated.xml", b"<mediawiki>", f"is no whole XML ({cut}); export it anew"
    damaged = packed({**docx_members(""), "word/document.xml": "<w:document"})
    yield (
        "damaged.docx",
        damaged,
        "has damaged XML in it (at line 1, column 12); copy it anew, or open it and save it as .docx",
    )
    yield "damaged-inside.zip", packed({"a.docx": b"no"}), f"a.docx: {_damaged('.docx')}"


def _wrong_endings() -> Iterator[tuple[str, bytes, str]]:
    yield "text.pdf", plain(_TEXT), _NO_PDF
    yield "word.pdf", docx(_TEXT), _NO_PDF
    yield "page.docx", page(_TEXT), _damaged(".docx")
    yield "word.odt", docx(_TEXT), _NO_CONTENT
    yield "older.docx", _OLE + bytes(1600), "is of an older format than its ending says; open it and save it as .docx"
    for ending in (".txt", ".html", ".csv"):
        yield f"picture{ending}", _PICTURE, _BINARY
    yield (
        "invoice.xml",
        b"<invoice><total>4</total></invoice>",
        ("is XML of a kind that is not read (<invoice>); exports of MediaWiki and of WordPress are"),
    )
    yield "sheet.xlsx", packed({"a": "b"}), "not a format that is read; save it as .csv"
    yield "program.exe", b"MZ", _NO_FORMAT


def _locked() -> Iterator[tuple[str, bytes, str]]:
    yield "locked.docx", _OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600), _LOCKED_UP
    yield "locked.odt", packed(odt_members(odt_body(_TEXT), encrypted=True)), _LOCKED_UP
    member = "Ledger 2000.md: is protected by a password; pack it without one"
    yield "locked.zip", locked_zip(zip_file(_TEXT)), member
    opened = "can be opened with a password only; save it without one, for example with qpdf --decrypt"
    yield "locked.pdf", pdf_of(b"BT ET", trailer=_LOCK), opened
    book = packed({**epub_members(_TEXT), "META-INF/encryption.xml": _CIPHER})
    yield "locked.epub", book, "is protected against copying (DRM); add a copy without that"


def _silent() -> Iterator[tuple[str, bytes, str]]:
    scan = "is a picture without text (a scan); run OCR on it, for example with ocrmypdf"
    yield "scan.pdf", pdf_of(_SCAN), scan
    yield "blank.docx", docx(_NOTHING), _NO_TEXT
    yield "blank.pptx", pptx(_NOTHING), _NO_TEXT
    yield "blank.html", b"<html><body><script>alert(1)</script><img src=a.png></body></html>", _NO_TEXT
    yield "blank.vtt", b"WEBVTT\n\nNOTE nothing\n", _NO_TEXT
    yield "draft.md", b"---\ndraft: true\n---\n# Draft\n\nNot yet.\n", "is a draft (draft: true)"


def _refused() -> Iterator[tuple[str, bytes, str]]:
    yield "encoding.txt", b"\xff\xfea", "begins as UTF-16-LE but is not; save it as UTF-8"
    yield (
        "null.csv",
        articles_table(_TEXT) + b"a,\x00\x00b\n",
        _BINARY,
    )
    yield "entities.docx", packed(docx_members("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", _ENTITIES)), _ENTITIES_IN_XML
    yield "entities.odt", packed(odt_members("<text:p>&b;</text:p>", _ENTITIES)), _ENTITIES_IN_XML
    yield (
        "entities.xml",
        f"{_ENTITIES}<mediawiki>&b;</mediawiki>".encode(),
        ("declares entities, which may hide anything; take its <!DOCTYPE ...> out"),
    )
    yield (
        "nested.json",
        b"[" * 100_000,
        "is no JSON (JSON is malformed: nested too deeply); mend it there, or export it anew",
    )
    old = "is a notebook of the old format 3; open and save it in Jupyter"
    yield "older.ipynb", notebook(_TEXT, version=3), old
    yield "large.txt", b"word " * 300_000, _TOO_LARGE
    yield "large.docx", packed(docx_members(f"<w:p><w:r><w:t>{'word ' * 300_000}</w:t></w:r></w:p>")), _TOO_LARGE


BROKEN: Mapping[str, tuple[bytes, str]] = {
    name: (data, reason)
    for name, data, reason in chain(_empty(), _truncated(), _wrong_endings(), _locked(), _silent(), _refused())
}
"""For each name what the file holds, and why it is not taken in."""
