"""Text documents of OpenDocument are read as their readers see them."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from tests.index.ingest.readers.blocks import HARBOUR_RULES, article, reasons, said

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"'
    for name, of in (
        *(("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing")),
        *(("fo", "xsl-fo-compatible"), ("meta", "meta"), ("manifest", "manifest")),
    )
)
_FILES = Path(__file__).parents[1] / "files"


def _saved(folder: Path, body: str, styles: str = "", **parts: str) -> Path:
    """Write a document of a body, its styles and other parts, given as XML."""
    path = folder / "a.odt"
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        content = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}"
        file.writestr(
            "content.xml", f"<office:document {_NAMES}>{content}</office:text></office:body></office:document>"
        )
        for name, data in parts.items():
            named = {"manifest": "META-INF/manifest.xml"}.get(name, f"{name}.xml")
            file.writestr(named, f"<office:document {_NAMES}>{data}</office:document>")
    return path


def _p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def _list(items: list[str], style: str = "L1", more: str = "") -> str:
    inner = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{style}" {more}>{inner}</text:list>'


def _counted(level: int, form: str, suffix: str, shown: int = 1) -> str:
    return (
        f'<text:list-level-style-number text:level="{level}" style:num-format="{form}" style:num-suffix="{suffix}" '
        f'text:display-levels="{shown}"/>'
    )


_LISTS = (
    f'<text:list-style style:name="L1">{_counted(1, "1", ".")}{_counted(2, "1", ".", 2)}{_counted(3, "a", ")")}'
    "</text:list-style>"
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'
    "</text:list-style>"
)


def test_headings_title_and_what_it_says_of_itself(tmp_path: Path) -> None:
    """The title heads all, headings have level and number, and its properties tell title, author and date."""
    outline = f"<text:outline-style>{_counted(1, '1', '')}</text:outline-style>".replace(
        "list-level-style-number", "outline-level-style"
    )
    body = (
        f'{_p("Harbour", "Title")}<text:h text:outline-level="1">Fees</text:h>{_p("Boats pay.")}'
        '<text:h text:outline-level="2">In winter</text:h><text:h text:outline-level="1">Mooring</text:h>'
    )
    author = "<meta:initial-creator>Ann Lee</meta:initial-creator>"
    created = "<meta:creation-date>2024-03-05T10:00:00</meta:creation-date>"
    path = _saved(tmp_path, body, outline, meta=author + created)
    assert said(path) == [
        "heading1 'Harbour'",
        "heading2 '1 Fees'",
        "paragraph 'Boats pay.'",
        "heading3 'In winter'",
        "heading2 '2 Mooring'",
    ]
    source = article(path).source
    assert (source.title, source.author, source.published_at) == ("Harbour", "Ann Lee", "2024-03-05T10:00:00")


def test_lists_are_numbered_as_they_are_shown(tmp_path: Path) -> None:
    """Levels join their numbers, a list begins anew unless it goes on with another, and bullets are bullets."""
    nested = _list([_p("By day"), _p("By night") + _list([_p("Late")], "")], "")
    going_on = 'text:continue-numbering="true"'
    body = (
        f"{_list([_p('Call') + nested + _p('Wait.'), _p('Pay')])}{_p('Then:')}"
        f"{_list([_p('Moor')], more=going_on)}{_list([_p('Anew')])}"
        f"{_list([_p('Rope'), _p('Anchor')], 'L2')}"
    )
    assert said(_saved(tmp_path, body, _LISTS)) == [
        "item1 '1. Call'",
        "item2 '1.1. By day'",
        "item2 '1.2. By night'",
        "item3 'a) Late'",
        "item1 'Wait.'",
        "item1 '2. Pay'",
        "paragraph 'Then:'",
        "item1 '3. Moor'",
        "item1 '1. Anew'",
        "item1 '- Rope'",
        "item1 '- Anchor'",
    ]


def test_tables(tmp_path: Path) -> None:
    """Rows that are said to be headers are, and cells that are merged say it again below and nothing beside."""

    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}>{_p(text)}</table:table-cell>"

    covered = "<table:covered-table-cell/>"
    rows = (
        cell("Small", 'table:number-rows-spanned="2"') + cell("5") + cell("day"),
        covered + cell("30") + cell("week"),
        cell("All", 'table:number-columns-spanned="2"') + covered + cell("free"),
        cell("0", 'table:number-columns-repeated="3"'),
    )
    header = f"<table:table-row>{cell('Boat')}{cell('Fee')}{cell('Per')}</table:table-row>"
    body = f"<table:table-header-rows>{header}</table:table-header-rows>" + "".join(
        f"<table:table-row>{row}</table:table-row>" for row in rows
    )
    assert said(_saved(tmp_path, f"<table:table>{body}</table:table>")) == [
        r"header1 'Boat\tFee\tPer'",
        r"row1 'Small\t5\tday'",
        r"row1 'Small\t30\tweek'",
        r"row1 'All\t\tfree'",
        r"row1 '0\t0\t0'",
    ]


def test_what_is_not_read(tmp_path: Path) -> None:
    """Deleted, hidden and generated text, comments and page numbers are not read; the words of links are."""
    hidden = (
        '<style:style style:family="text" style:name="T1"><style:text-properties text:display="none"/></style:style>'
    )
    body = (
        f"<text:tracked-changes><text:changed-region>{_p('Deleted')}</text:changed-region></text:tracked-changes>"
        f"<text:table-of-content><text:index-body>{_p('Fees 1')}</text:index-body></text:table-of-content>"
        f'<text:section text:display="none">{_p("Hidden")}</text:section><text:section>{_p("Shown")}</text:section>'
    )
    line = (
        '<text:a>Boats</text:a><text:span text:style-name="T1"> secretly</text:span><office:annotation>'
        f"{_p('Why?')}</office:annotation> pay<text:line-break/>and<text:tab/>mo\u00ador"
        "<text:page-number>7</text:page-number>"
        f"<draw:frame><draw:text-box>{_p('In a box')}</draw:text-box></draw:frame>"
    )
    assert said(_saved(tmp_path, body + _p(line), hidden)) == [
        "paragraph 'Shown'",
        r"paragraph 'Boats pay\nand moor'",
        "paragraph 'In a box'",
    ]


def test_notes(tmp_path: Path) -> None:
    """Footnotes and endnotes stand at the end, each with where its mark stood."""
    citation = "<text:note-citation>9</text:note-citation>"
    note = f'<text:note text:note-class="{{}}">{citation}<text:note-body>{{}}</text:note-body></text:note>'
    line = f"Boats{note.format('footnote', _p('Small ones.'))} pay{note.format('endnote', _p('In cash.'))}."
    reading = article(_saved(tmp_path, _p(line))).reading
    assert reading is not None
    notes = [
        (one.info, one.anchor, reading.plain[slice(*one.span)]) for one in reading.blocks if one.kind == "footnote"
    ]
    assert (reading.plain.split("\n")[0], notes) == ("Boats pay.", [("1", 5, "Small ones."), ("i", 9, "In cash.")])


def test_code(tmp_path: Path) -> None:
    """Preformatted paragraphs are code, with their white space."""
    body = _p("def f():", "Preformatted_20_Text") + _p('<text:s text:c="4"/>return 1', "Preformatted_20_Text")
    assert said(_saved(tmp_path, body)) == [r"code 'def f():\n    return 1'"]


def test_what_pandoc_and_libreoffice_write() -> None:
    """Lists, code, a table, a caption and notes are read from what these programs write."""
    for program in ("pandoc", "libreoffice"):
        assert [one for one in said(_FILES / f"{program}.odt") if "20" not in one] == HARBOUR_RULES, program


def test_one_document_in_both_formats() -> None:
    """LibreOffice's .odt and .docx of one document are read alike, without all that is not for its readers."""
    expected = [
        "heading1 'Harbour handbook'",
        "heading2 '1 Mooring'",
        "paragraph 'Boats moor quietly here. See the plan.'",
        "paragraph 'Beside the box.'",
        "paragraph 'In a box.'",
        "heading3 '1.1 Steps'",
        "item1 '1. Call.'",
        "item2 'a) By day.'",
        "item2 'b) By night.'",
        "item1 '2. Pay.'",
        "paragraph 'Between.'",
        "item1 '3. Go on.'",
        "item1 '1. Anew.'",
        "heading2 '2 Fees'",
        r"header4 'Boat\tFee\tPer'",
        r"row4 'Small\t5\tday'",
        r"row4 'Small\t30\tweek'",
        r"row4 'All\t\tfree'",
        r"paragraph 'Line one\nline two'",
        "footnote 'Not in winter.'",
        "footnote 'Of 1912.'",
    ]
    assert said(_FILES / "handbook.odt") == expected
    assert said(_FILES / "handbook.docx") == expected


def test_what_is_refused(tmp_path: Path) -> None:
    """A document that is locked, declares entities or has a million cells is named with why."""
    locked = _saved(tmp_path, _p("?"), manifest="<manifest:encryption-data/>")
    assert reasons(locked) == ["is protected by a password; save it without one"]
    cell = '<table:table-cell table:number-columns-repeated="1000">' + _p("x") + "</table:table-cell>"
    row = f'<table:table-row table:number-rows-repeated="1000">{cell}</table:table-row>'
    assert reasons(_saved(tmp_path, f"<table:table>{row}</table:table>")) == [
        "has tables of more than 200,000 cells; save them as .csv files, or split it"
    ]
    with ZipFile(tmp_path / "a.odt", "w") as file:
        file.writestr("content.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    assert reasons(tmp_path / "a.odt") == ["declares entities in its XML, which are not read; save it anew"]
