"""Small files of all formats, made of the same few sentences, and files that cannot be read."""

import json
import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from random import Random
from typing import NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from pptx import Presentation

_THINGS = ("barrels", "lanterns", "letters", "goats", "ladders", "violins", "melons", "anchors", "stoves", "maps")
_PLACES = ("Orrin", "Saltby", "the old weir", "Marrow Lane", "the north gate", "Tolland", "the mill", "Penhallow")
_PEOPLE = ("Imogen", "Bashir", "Lene", "Odalys", "Ravi", "Gwen", "Cato", "Hester", "Dov", "Tamsin")
_DEEDS = ("carried", "counted", "sold", "mended", "painted", "lost", "borrowed", "weighed", "hid", "drew")

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
_MIB = 1 << 20


class Text(NamedTuple):
    """What a file says."""

    title: str
    paragraphs: tuple[str, ...]


def text_of(number: int) -> Text:
    """Another text for each number."""
    random = Random(number)

    def sentence() -> str:
        who, did, what, where = (random.choice(words) for words in (_PEOPLE, _DEEDS, _THINGS, _PLACES))
        return f"{who} {did} {random.randint(2, 9000)} {what} at {where} on day {random.randint(1, 365)}."

    return Text(f"Ledger {number}", tuple(f"{sentence()} {sentence()}" for _ in range(2)))


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these members."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return buffer.getvalue()


def vast(name: str, mebibytes: int, beside: Mapping[str, str | bytes]) -> bytes:
    """A zip file with a member of so many zeros, which are hardly anything packed."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=1) as file:
        for other, data in beside.items():
            file.writestr(other, data)
        with file.open(name, "w", force_zip64=True) as member:
            for _ in range(mebibytes):
                member.write(bytes(_MIB))
    return buffer.getvalue()


def plain(text: Text) -> bytes:
    """Plain text."""
    return "\n\n".join((text.title, *text.paragraphs)).encode()


def markdown(text: Text) -> bytes:
    """Markdown."""
    return "\n\n".join((f"# {text.title}", *text.paragraphs)).encode()


def page(text: Text) -> bytes:
    """A page of the web."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text.paragraphs)
    head = f"<!doctype html><html><head><title>{text.title}</title></head>"
    return f"{head}<body><main><h1>{text.title}</h1>{paragraphs}</main></body></html>".encode()


def articles_table(text: Text) -> bytes:
    """A table of one article."""
    return f'title,content\n"{text.title}","{" ".join(text.paragraphs)}"\n'.encode()


def other_table(text: Text) -> bytes:
    """A table that is an article."""
    return ("name\tsaid\n" + "".join(f"{text.title}\t{paragraph}\n" for paragraph in text.paragraphs)).encode()


def json_article(text: Text) -> bytes:
    """An article as an object."""
    return json.dumps({"headline": text.title, "body": "\n\n".join(text.paragraphs)}).encode()


def jsonl(text: Text) -> bytes:
    """An article as a line."""
    return json.dumps({"id": text.title, "title": text.title, "text": "\n\n".join(text.paragraphs)}).encode()


def notebook(text: Text, version: int = 4) -> bytes:
    """A notebook of Jupyter's."""
    cells = [{"cell_type": "markdown", "metadata": {}, "source": markdown(text).decode()}]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": version, "nbformat_minor": 4}).encode()


def vtt(text: Text) -> bytes:
    """Captions."""
    return ("WEBVTT\n\n" + "".join(_captions(text, "."))).encode()


def srt(text: Text) -> bytes:
    """Subtitles."""
    return "".join(f"{number}\n{caption}" for number, caption in enumerate(_captions(text, ","), 1)).encode()


def _captions(text: Text, point: str) -> list[str]:
    return [
        f"00:00:{at * 5:02}{point}000 --> 00:00:{at * 5 + 4:02}{point}000\n{paragraph}\n\n"
        for at, paragraph in enumerate(text.paragraphs)
    ]


def eml(text: Text) -> bytes:
    """A message."""
    head = f"From: Ravi <ravi@example.org>\r\nTo: all@example.org\r\nSubject: {text.title}\r\n"
    kind = "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    return (head + kind + "\r\n" + "\r\n\r\n".join(text.paragraphs) + "\r\n").encode()


def wiki(text: Text) -> bytes:
    """An export of MediaWiki's."""
    body = escape("\n\n".join(text.paragraphs))
    revision = f'<revision><id>2</id><model>wikitext</model><text xml:space="preserve">{body}</text></revision>'
    page = f"<page><title>{text.title}</title><ns>0</ns><id>1</id>{revision}</page>"
    return f'<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11">{page}</mediawiki>'.encode()


def docx_members(body: str, doctype: str = "") -> dict[str, str | bytes]:
    """The parts of a Word document."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return {
        "[Content_Types].xml": _content_types({"/word/document.xml": main}),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f'{doctype}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
    }


def docx_body(text: Text) -> str:
    """The paragraphs of a Word document."""
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in (text.title, *text.paragraphs))


def docx(text: Text) -> bytes:
    """A Word document."""
    return packed(docx_members(docx_body(text)))


def odt_members(body: str, doctype: str = "", encrypted: bool = False) -> dict[str, str | bytes]:
    """The parts of an OpenDocument text."""
    kind = "application/vnd.oasis.opendocument.text"
    names = f'xmlns:office="{_OPEN}:office:1.0" xmlns:text="{_OPEN}:text:1.0"'
    content = f"<office:body><office:text>{body}</office:text></office:body>"
    locked = '<manifest:encryption-data manifest:checksum="x"/>' if encrypted else ""
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}">{}</manifest:file-entry>'
    entries = entry.format("/", kind, "") + entry.format("content.xml", "text/xml", locked)
    manifest = f'<manifest:manifest xmlns:manifest="{_OPEN}:manifest:1.0">{entries}</manifest:manifest>'
    return {
        "mimetype": kind,
        "META-INF/manifest.xml": manifest,
        "content.xml": f"{doctype}<office:document-content {names}>{content}</office:document-content>",
    }


def odt_body(text: Text) -> str:
    """The paragraphs of an OpenDocument text."""
    paragraphs = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in text.paragraphs)
    return f'<text:h text:outline-level="1">{text.title}</text:h>{paragraphs}'


def odt(text: Text) -> bytes:
    """An OpenDocument text."""
    return packed(odt_members(odt_body(text)))


def pptx(text: Text) -> bytes:
    """Slides: one, or of an empty text none that says anything."""
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[6])
    for paragraph in filter(None, (text.title, *text.paragraphs)):
        slide.shapes.add_textbox(0, 0, 9_000_000, 900_000).text_frame.text = paragraph
    buffer = BytesIO()
    slides.save(buffer)
    return buffer.getvalue()


def epub_members(text: Text) -> dict[str, str | bytes]:
    """The parts of a book."""
    container = '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    root = '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    about = f"<dc:identifier>{text.title}</dc:identifier><dc:title>{text.title}</dc:title><dc:language>en</dc:language>"
    item = '<manifest><item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>'
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text.paragraphs)
    names = 'xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container + root,
        "book.opf": f'<package {names} version="3.0"><metadata>{about}</metadata>{item}<spine><itemref idref="one"/>'
        "</spine></package>",
        "one.xhtml": f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{text.title}</title></head><body><h1>'
        f"{text.title}</h1>{paragraphs}</body></html>",
    }


def epub(text: Text) -> bytes:
    """A book."""
    return packed(epub_members(text))


def zip_file(text: Text) -> bytes:
    """A page, packed."""
    return packed({f"{text.title}.md": markdown(text)})


def pdf(text: Text) -> bytes:
    """A page of paper."""
    lines = [text.title, *(line for paragraph in text.paragraphs for line in paragraph.split(". "))]
    shown = " ".join(f"({line}) Tj 0 -16 Td" for line in lines)
    return pdf_of(f"BT /F1 12 Tf 60 760 Td {shown} ET".encode())


def pdf_of(content: bytes, given: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF of one page with this content, whose dictionary and the file's trailer have these entries beside."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    resources = b"/Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s >>" % resources,
        font,
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), given, content),
    )
    data, offsets = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer\n<< /Size 6 /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, len(data))
    return data + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def deflated(mebibytes: int) -> bytes:
    """So many blanks, as a PDF packs them: twice, or what is packed once would be large itself."""
    packer = zlib.compressobj(1)
    once = b"".join(packer.compress(b" " * _MIB) for _ in range(mebibytes)) + packer.flush()
    return zlib.compress(once)


def locked_zip(data: bytes) -> bytes:
    """A zip file whose members are marked as locked with a password."""
    locked = bytearray(data)
    for signature, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = locked.find(signature)
        while at >= 0:
            struct.pack_into("<H", locked, at + flags, struct.unpack_from("<H", locked, at + flags)[0] | 1)
            at = locked.find(signature, at + 4)
    return bytes(locked)


def _content_types(types: Mapping[str, str]) -> str:
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    parts = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in types.items())
    return f'<Types xmlns="{_TYPES}">{xml}{rels}{parts}</Types>'


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    one = '<Relationship Id="{}" Type="{}/{}" Target="{}"/>'
    every = "".join(one.format(key, _OFFICE, kind, target) for key, (kind, target) in targets.items())
    return f'<Relationships xmlns="{_RELATIONS}">{every}</Relationships>'


MAKERS: Mapping[str, tuple[Callable[[Text], bytes], int]] = {
    ".csv": (articles_table, 70),
    ".docx": (docx, 80),
    ".eml": (eml, 50),
    ".epub": (epub, 40),
    ".html": (page, 120),
    ".ipynb": (notebook, 40),
    ".json": (json_article, 70),
    ".jsonl": (jsonl, 40),
    ".md": (markdown, 80),
    ".odt": (odt, 50),
    ".pdf": (pdf, 80),
    ".pptx": (pptx, 40),
    ".srt": (srt, 30),
    ".tsv": (other_table, 30),
    ".txt": (plain, 50),
    ".vtt": (vtt, 30),
    ".xml": (wiki, 30),
    ".zip": (zip_file, 20),
}
"""For each ending what makes a file of a text, and how many of them there are: 950 in all."""
