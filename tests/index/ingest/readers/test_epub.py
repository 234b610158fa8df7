"""Books are read chapter by chapter, without what is there to leaf through them."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from hypothesis import given
from hypothesis import strategies as st

from index.ingest.readers.document import TextBlock
from index.ingest.readers.epub import _placed
from index.records import Locator
from tests.index.ingest.readers.articles import read
from tests.index.ingest.readers.blocks import article, reasons, said

_FILES = Path(__file__).parent / "files"
_CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
_META = (
    "<dc:title>Harbour rules</dc:title><dc:creator>Ann Lee</dc:creator><dc:creator>Bo Day</dc:creator>"
    "<dc:date>2024-03-05</dc:date><dc:publisher>Pier Press</dc:publisher><dc:language>en-GB</dc:language>"
)


def _saved(folder: Path, spine: str = "", guide: str = "", encryption: str = "", **chapters: str) -> Path:
    """Write a book of chapters, given as the bodies of their pages, in the order of a spine."""
    path = folder / "a.epub"
    items = "".join(
        f'<item id="{name}" href="text/{name}%20.xhtml" media-type="application/xhtml+xml"'
        f' properties="{name if name == "nav" else ""}"/>'
        for name in chapters
    )
    spine = spine or "".join(f'<itemref idref="{name}"/>' for name in chapters)
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        file.writestr("META-INF/container.xml", _CONTAINER)
        file.writestr(
            "OPS/book.opf",
            f'<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{_META}</metadata>'
            f"<manifest>{items}</manifest><spine>{spine}</spine><guide>{guide}</guide></package>",
        )
        if encryption:
            file.writestr("META-INF/encryption.xml", encryption)
        for name, body in chapters.items():
            file.writestr(
                f"OPS/text/{name} .xhtml",
                '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
                f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>{name}</title></head>{body}</html>',
            )
    return path


def test_chapters_in_order(tmp_path: Path) -> None:
    """Chapters come in the order of the spine, what is beside the line of reading behind them."""
    spine = '<itemref idref="b" linear="no"/><itemref idref="c"/><itemref idref="a"/>'
    chapters = {"a": "<h1>One</h1><p>Boats&nbsp;pay.</p>", "b": "<p>Beside.</p>", "c": "<p>First.</p>"}
    path = _saved(tmp_path, spine, **{name: f"<body>{body}</body>" for name, body in chapters.items()})
    assert said(path) == ["paragraph 'First.'", "heading1 'One'", "paragraph 'Boats pay.'", "paragraph 'Beside.'"]
    source = article(path).source
    assert (source.title, source.author, source.published_at) == ("Harbour rules", "Ann Lee, Bo Day", "2024-03-05")
    assert source.publisher == "Pier Press"


def test_what_is_left_out(tmp_path: Path) -> None:
    """Cover, contents and copyright page are not read, whichever way they are told."""
    path = _saved(
        tmp_path,
        guide='<reference type="copyright-page" href="text/old%20.xhtml"/>',
        nav="<body><p>Contents</p></body>",
        cover='<body epub:type="cover"><p>Cover</p></body>',
        rights='<body><section epub:type="copyright-page"><p>All rights</p></section></body>',
        old="<body><p>Rights of old</p></body>",
        text="<body><p>Boats pay.</p></body>",
    )
    assert said(path) == ["paragraph 'Boats pay.'"]


def test_footnotes(tmp_path: Path) -> None:
    """A footnote is one, in its chapter or in another, with where its mark stands."""
    mark = '<a epub:type="noteref" href="{}#n">1</a>'
    note = '<aside epub:type="footnote" id="n"><p>{}</p></aside>'
    path = _saved(
        tmp_path,
        a=f"<body><p>Boats{mark.format('')} pay.</p>{note.format('Small ones.')}</body>",
        b=f"<body><p>Ships{mark.format('c%20.xhtml')} too.</p></body>",
        c=f"<body>{note.format('Large ones.')}</body>",
    )
    reading = article(path).reading
    assert reading is not None
    notes = [
        (reading.plain[slice(*one.span)], reading.plain[: one.anchor].split("\n")[-1])
        for one in reading.blocks
        if one.kind == "footnote"
    ]
    assert notes == [("Small ones.", "Boats"), ("Large ones.", "Ships")]


def test_pages_of_the_printed_book(tmp_path: Path) -> None:
    """Pages begin where the book says so, within a paragraph or between two, and their numbers are not read."""
    page = '<span epub:type="pagebreak" id="p{0}" title="{0}"/>'
    path = _saved(
        tmp_path,
        a=f"<body>{page.format('iv')}<p>One and {page.format(5)}two.</p>"
        '<div role="doc-pagebreak" aria-label="Page 6">6</div><p>Three.</p></body>',
    )
    one = article(path)
    assert said(path) == ["paragraph 'One and two.'", "paragraph 'Three.'"]
    assert one.reading is not None
    assert [(one.plain[place.start :], place.locator) for place in one.reading.places] == [
        ("One and two.\n\nThree.", Locator("page", "iv")),
        ("two.\n\nThree.", Locator("page", "5")),
        ("Three.", Locator("page", "6")),
    ]


@given(st.lists(st.one_of(st.text("ab ", max_size=3), st.integers(1, 99)), max_size=8))
def test_pages_stand_where_they_were_marked(parts: list[str | int]) -> None:
    """Marks are taken out of a text, and each page begins where its mark stood."""
    marked = "".join(part if isinstance(part, str) else f"\ufdd0{part}\ufdd1" for part in parts)
    blocks = list(_placed([TextBlock("paragraph", f"{marked}x")]))
    plain = "".join(part for part in parts if isinstance(part, str)) + "x"
    expected = [
        (len("".join(one for one in parts[:number] if isinstance(one, str))), str(part))
        for number, part in enumerate(parts)
        if isinstance(part, int)
    ]
    assert [block.text for block in blocks] == [plain]
    assert [(place.offset, place.locator.label) for place in blocks[0].places] == expected


def test_what_pandoc_writes() -> None:
    """A book of pandoc's is read without its title page and contents."""
    path = _FILES / "pandoc.epub"
    assert said(path)[:3] == [
        "heading1 'Mooring'",
        "paragraph 'Boats moor at the pier.'",
        "item1 '1. Call the office.'",
    ]
    source = article(path).source
    assert (source.title, source.author, source.published_at) == ("Harbour rules", "Ann Lee", "2024-03-05")


def test_encrypted_books(tmp_path: Path) -> None:
    """A book whose chapters are encrypted is named; one whose fonts alone are is read."""
    data = (
        '<encryption><EncryptedData><EncryptionMethod Algorithm="{}"/><CipherData><CipherReference URI="{}"/>'
        "</CipherData></EncryptedData></encryption>"
    )
    aes = data.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OPS/text/a%20.xhtml")
    assert reasons(_saved(tmp_path, encryption=aes, a="<body><p>?</p></body>")) == [
        "is protected against copying (DRM); add a copy without that"
    ]
    fonts = data.format("http://www.idpf.org/2008/embedding", "OPS/font.otf")
    assert said(_saved(tmp_path, encryption=fonts, a="<body><p>Boats pay.</p></body>")) == ["paragraph 'Boats pay.'"]


def test_missing_chapters(tmp_path: Path) -> None:
    """A chapter that the book lacks is named, and the others are read."""
    path = _saved(tmp_path, a="<body><p>Boats pay.</p></body>", b="<body><p>Gone.</p></body>")
    with ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist() if name != "OPS/text/b .xhtml"}
    with ZipFile(path, "w") as file:
        for name, part in parts.items():
            file.writestr(name, part)
    problem, one = read(path, 1_000_000)
    assert problem == f"{path}: OPS/text/b .xhtml: is named by the book, but not in it; save it anew"
    assert not isinstance(one, str)
    assert one.plain == "Boats pay."
