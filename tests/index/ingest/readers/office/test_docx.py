"""Documents of Word are read as their readers see them."""

import re
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import Pt

from tests.index.ingest.readers.articles import save
from tests.index.ingest.readers.blocks import HARBOUR_RULES, article, reasons, said

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FILES = Path(__file__).parents[1] / "files"


def _saved(document: Document, folder: Path) -> Path:
    path = folder / "a.docx"
    document.save(str(path))
    return path


def _with(folder: Path, *elements: str, numbering: str = "") -> Path:
    """Write a document of elements, given as the XML of Word."""
    document = docx.Document()
    body = document.element.body
    for element in elements:
        body.insert(len(body) - 1, parse_xml(re.sub(r"^<[\w:]+", rf"\g<0> {_W}", element)))
    for element in re.findall(r"<w:abstractNum .*?</w:abstractNum>|<w:num .*?</w:num>", numbering, re.DOTALL):
        root = document.part.numbering_part.element
        root.append(parse_xml(re.sub(r"^<[\w:]+", rf"\g<0> {_W}", element)))
    return _saved(document, folder)


def _p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def _item(text: str, numbering: int, level: int = 0) -> str:
    return _p(text, f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{numbering}'/></w:numPr>")


def _level(level: int, form: str, text: str, more: str = "") -> str:
    return (
        f"<w:lvl w:ilvl='{level}'><w:start w:val='1'/><w:numFmt w:val='{form}'/>{more}<w:lvlText w:val='{text}'/>"
        f"<w:pPr><w:ind w:left='{720 * (level + 1)}' w:hanging='360'/></w:pPr></w:lvl>"
    )


def _numbering(*levels: str, lists: Iterable[str] = ("",)) -> str:
    """Write a kind of lists, and the lists 51, 52 and so on of it."""
    kind = f"<w:abstractNum w:abstractNumId='50'>{''.join(levels)}</w:abstractNum>"
    return kind + "".join(
        f"<w:num w:numId='{number}'><w:abstractNumId w:val='50'/>{more}</w:num>"
        for number, more in enumerate(lists, 51)
    )


def test_headings_by_style_title_and_outline_level(tmp_path: Path) -> None:
    """The title heads all, headings are told by their styles in any language or by their outline level."""
    document = docx.Document()
    document.add_paragraph("Harbour", "Title")
    document.add_paragraph("Of the pier", "Subtitle")
    document.add_heading("Mooring", 1)
    document.styles.add_style("Überschrift 2", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Fees", "Überschrift 2")
    document.styles.add_style("Título 3", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("In winter", "Título 3")
    own = document.add_paragraph("By level")
    own._p.get_or_add_pPr().append(parse_xml(f"<w:outlineLvl {_W} w:val='1'/>"))
    document.add_paragraph("Boats pay.")
    path = _saved(document, tmp_path)
    assert said(path) == [
        "heading1 'Harbour'",
        "paragraph 'Of the pier'",
        "heading2 'Mooring'",
        "heading3 'Fees'",
        "heading4 'In winter'",
        "heading3 'By level'",
        "paragraph 'Boats pay.'",
    ]
    assert article(path).source.title == "Harbour"


def test_what_it_says_of_itself(tmp_path: Path) -> None:
    """Title, author and date come from its properties, but not what only a program wrote there."""
    document = docx.Document()
    document.add_paragraph("Boats pay.")
    document.core_properties.title, document.core_properties.author = "Word Document", "python-docx"
    source = article(_saved(document, tmp_path)).source
    assert (source.title, source.author, source.published_at) == ("a", None, "2013-12-23T23:15:00Z")
    document.core_properties.title, document.core_properties.author = "Harbour rules", "Ann Lee"
    source = article(_saved(document, tmp_path)).source
    assert (source.title, source.author) == ("Harbour rules", "Ann Lee")


def test_lists_are_numbered_as_word_shows_them(tmp_path: Path) -> None:
    """Levels join their numbers, letters and figures follow the list, and a list that restarts does."""
    levels = _level(0, "decimal", "%1."), _level(1, "decimal", "%1.%2."), _level(2, "lowerLetter", "%3)")
    restarted = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='4'/></w:lvlOverride>"
    path = _with(
        tmp_path,
        *(_item("Call", 51), _item("By phone", 51, 1), _item("By day", 51, 2), _item("By night", 51, 2)),
        *(_item("By radio", 51, 1), _item("Pay", 51), _item("In cash", 51, 1), _p("Then:")),
        *(_item("Moor", 51), _item("Begun anew", 52), _item("On", 52)),
        numbering=_numbering(*levels, lists=("", restarted)),
    )
    assert said(path) == [
        "item1 '1. Call'",
        "item2 '1.1. By phone'",
        "item3 'a) By day'",
        "item3 'b) By night'",
        "item2 '1.2. By radio'",
        "item1 '2. Pay'",
        "item2 '2.1. In cash'",
        "paragraph 'Then:'",
        "item1 '3. Moor'",
        "item1 '4. Begun anew'",
        "item1 '5. On'",
    ]
    reading = article(path).reading
    assert reading is not None
    assert [block.group for block in reading.blocks] == [1, 1, 1, 1, 1, 1, 1, 0, 2, 3, 3]


def test_lists_by_style(tmp_path: Path) -> None:
    """Items are told by their styles too, by name how deep, and what is indented as far goes on with them."""
    document = docx.Document()
    document.add_paragraph("Call.", "List Number")
    document.add_paragraph("Pay.", "List Number")
    going_on = document.add_paragraph("In cash.")
    going_on.paragraph_format.left_indent = Pt(18)
    document.add_paragraph("Small", "List Bullet")
    document.add_paragraph("Tiny", "List Bullet 2")
    assert said(_saved(document, tmp_path)) == [
        "item1 '1. Call.'",
        "item1 '2. Pay.'",
        "item1 'In cash.'",
        "item1 '- Small'",
        "item2 '- Tiny'",
    ]


def test_numbered_headings(tmp_path: Path) -> None:
    """A heading has the number that Word shows in front of it."""
    levels = _level(0, "upperRoman", "%1."), _level(1, "decimal", "%1.%2", "<w:isLgl/>")
    heading = "<w:outlineLvl w:val='{0}'/><w:numPr><w:ilvl w:val='{0}'/><w:numId w:val='51'/></w:numPr>"
    parts = (("Mooring", 0), ("Fees", 1), ("Leaving", 0), ("By night", 1))
    path = _with(
        tmp_path, *(_p(text, heading.format(level)) for text, level in parts), _p("Go."), numbering=_numbering(*levels)
    )
    assert said(path) == [
        "heading1 'I. Mooring'",
        "heading2 '1.1 Fees'",
        "heading1 'II. Leaving'",
        "heading2 '2.1 By night'",
        "paragraph 'Go.'",
    ]


def test_tables(tmp_path: Path) -> None:
    """Cells that are merged say it again below and once beside; the first row is the header where it looks like one."""
    document = docx.Document()
    table = document.add_table(4, 3)
    rows = (("Boat", "Fee", "Per"), ("Small", "5", "day"), ("", "30", "week"), ("All of them", "", "free"))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 1))
    assert said(_saved(document, tmp_path)) == [
        r"header1 'Boat\tFee\tPer'",
        r"row1 'Small\t5\tday'",
        r"row1 'Small\t30\tweek'",
        r"row1 'All of them\t\tfree'",
    ]


def test_tables_without_a_header(tmp_path: Path) -> None:
    """A table of names and values has no header, unless its first row is in bold and the next is not."""
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Name", "Ann", "Age", "5"), strict=True):
        cell.text = text
    assert said(_saved(document, tmp_path)) == [r"row1 'Name\tAnn'", r"row1 'Age\t5'"]
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    assert said(_saved(document, tmp_path)) == [r"header1 'Name\tAnn'", r"row1 'Age\t5'"]


def test_tables_in_tables(tmp_path: Path) -> None:
    """A table in a cell follows the one around it; one for the layout is read as if it were not there."""
    document = docx.Document()
    outer = document.add_table(2, 2)
    for cell, text in zip(outer._cells, ("Boat", "Fees", "Small", "see:"), strict=True):
        cell.text = text
    inner = outer.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "day", "5"
    document.add_paragraph("Then.")
    layout = document.add_table(1, 1).cell(0, 0)
    layout.text = "In a frame."
    layout.add_paragraph("An item", "List Bullet")
    assert said(_saved(document, tmp_path)) == [
        r"row1 'Boat\tFees'",
        r"row1 'Small\tsee:'",
        r"row2 'day\t5'",
        "paragraph 'Then.'",
        "paragraph 'In a frame.'",
        "item1 '- An item'",
    ]


def test_tracked_changes(tmp_path: Path) -> None:
    """What was inserted is read and what was deleted is not, paragraphs and rows included."""
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    deleted = "<w:del w:id='1'><w:r><w:delText>never </w:delText></w:r></w:del>"
    inserted = f"<w:ins w:id='2'>{run.format('always ')}</w:ins>"
    moved = f"<w:moveFrom w:id='3'>{run.format('gone')}</w:moveFrom>"
    gone = "<w:trPr><w:del w:id='5'/></w:trPr>"
    row = "<w:tr>{}<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
    path = _with(
        tmp_path,
        f"<w:p>{run.format('Boats ')}{deleted}{inserted}{moved}{run.format('pay.')}</w:p>",
        f"<w:p><w:pPr><w:rPr><w:del w:id='4'/></w:rPr></w:pPr>{run.format('One ')}</w:p>",
        f"<w:p>{run.format('line.')}</w:p>",
        f"<w:tbl>{row.format('', 'Kept')}{row.format(gone, 'Lost')}</w:tbl>",
    )
    assert said(path) == ["paragraph 'Boats always pay.'", "paragraph 'One line.'", "row1 'Kept'"]


def test_fields_and_contents(tmp_path: Path) -> None:
    """The words of links are read; tables of contents, page numbers and hints what to enter are not."""

    def field(instruction: str, result: str) -> str:
        begin, separate, end = (f"<w:fldChar w:fldCharType='{kind}'/>" for kind in ("begin", "separate", "end"))
        said = f"<w:t xml:space='preserve'>{result}</w:t>"
        parts = (begin, f"<w:instrText>{instruction}</w:instrText>", separate, said, end)
        return "".join(f"<w:r>{part}</w:r>" for part in parts)

    page = "<w:fldSimple w:instr=' PAGE '><w:r><w:t>7</w:t></w:r></w:fldSimple>"
    contents = field("TOC \\o", "Mooring 1</w:t></w:r></w:p><w:p><w:r><w:t>Fees 2")
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    gallery = "<w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
    path = _with(
        tmp_path,
        control.format("", f"<w:p>{contents}</w:p>"),
        control.format(gallery, _p("Contents")),
        control.format("<w:showingPlcHdr/>", _p("Click to enter text.")),
        control.format("", _p("In a control.")),
        f"<w:p>{field('HYPERLINK x', 'A link')}{page}</w:p>",
        f"<w:p>{field('SEQ Table', 'Table 1')}</w:p>",
    )
    assert said(path) == ["paragraph 'In a control.'", "paragraph 'A link'", "paragraph 'Table 1'"]


def test_a_field_without_an_end_hides_no_more_than_its_section(tmp_path: Path) -> None:
    """What begins and never ends is over with the next heading."""
    begun = "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC</w:instrText></w:r></w:p>"
    path = _with(tmp_path, begun, _p("Hidden"), _p("Fees", "<w:outlineLvl w:val='0'/>"), _p("Boats pay."))
    assert said(path) == ["heading1 'Fees'", "paragraph 'Boats pay.'"]


def test_hidden_text(tmp_path: Path) -> None:
    """Text that is hidden, by itself or by its style, is not read, nor are comments."""
    document = docx.Document()
    secret = document.styles.add_style("Secret", WD_STYLE_TYPE.CHARACTER)
    secret.font.hidden = True
    paragraph = document.add_paragraph("Boats ")
    paragraph.add_run("secretly ").font.hidden = True
    paragraph.add_run("quietly ", "Secret")
    paragraph.add_run("pay.")
    document.add_comment(paragraph.runs, text="Why?", author="Bo")
    assert said(_saved(document, tmp_path)) == ["paragraph 'Boats pay.'"]


def test_characters(tmp_path: Path) -> None:
    """Lines that the author broke are kept, soft hyphens are not, and tabs are spaces."""
    parts = "<w:t>mo\u00ador</w:t>", "<w:softHyphen/>", "<w:t>ing</w:t>", "<w:br/>", "<w:t>a</w:t>", "<w:tab/>"
    more = "<w:t>b</w:t>", "<w:noBreakHyphen/>", "<w:t>c</w:t>", "<w:sym w:font='Symbol' w:char='F0B7'/>"
    path = _with(tmp_path, f"<w:p><w:smartTag><w:r>{''.join((*parts, *more))}</w:r></w:smartTag></w:p>")
    assert said(path) == [r"paragraph 'mooring\na b‑c'"]


def test_code(tmp_path: Path) -> None:
    """Paragraphs of a style for code, or all in a font for it, are code, with their white space."""
    document = docx.Document()
    document.styles.add_style("Source Code", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("def f():", "Source Code")
    document.add_paragraph("", "Source Code")
    document.add_paragraph("    return 1", "Source Code")
    document.add_paragraph("Then:")
    document.add_paragraph().add_run("make  all").font.name = "Courier New"
    mixed = document.add_paragraph("Call ")
    mixed.add_run("f()").font.name = "Consolas"
    assert said(_saved(document, tmp_path)) == [
        r"code 'def f():\n\n    return 1'",
        "paragraph 'Then:'",
        "code 'make  all'",
        "paragraph 'Call f()'",
    ]


def test_formulas(tmp_path: Path) -> None:
    """A formula is a line of text."""
    m = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    raised = "<m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    sums = "<m:r><m:t>b+1</m:t></m:r>"
    fraction = f"<m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den>{sums}</m:den></m:f>"
    root = f"<m:rad><m:deg/><m:e>{sums}</m:e></m:rad>"
    path = _with(tmp_path, f"<w:p {m}><m:oMath><m:r><m:t>E=m</m:t></m:r>{raised}{fraction}{root}</m:oMath></w:p>")
    assert said(path) == ["paragraph 'E=mc^2a/(b+1)√(b+1)'"]


def test_text_boxes(tmp_path: Path) -> None:
    """What stands in a text box is read behind its paragraph, once, though it is there for older programs too."""
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:v" xmlns:s="urn:s"'
    box = f"<w:txbxContent>{_p('In a box.')}</w:txbxContent>"
    choice = f"<mc:Choice Requires='s'><w:drawing><s:txbx>{box}</s:txbx></w:drawing></mc:Choice>"
    fallback = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    drawn = f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"
    path = _with(tmp_path, f"<w:p {names}>{drawn}<w:r><w:t>Boats pay.</w:t></w:r></w:p>")
    assert said(path) == ["paragraph 'Boats pay.'", "paragraph 'In a box.'"]


def test_questions(tmp_path: Path) -> None:
    """A question in bold heads its answer."""
    document = docx.Document()
    document.add_paragraph().add_run("Who pays?").bold = True
    document.add_paragraph("All do.")
    assert said(_saved(document, tmp_path)) == ["heading6 'Who pays?'", "paragraph 'All do.'"]


def test_what_pandoc_and_libreoffice_write() -> None:
    """Lists, code, a table, a caption, notes and a text box are read from what these programs write."""
    for program in ("pandoc", "libreoffice"):
        path = _FILES / f"{program}.docx"
        assert [one for one in said(path) if "20" not in one] == HARBOUR_RULES, program
        reading = article(path).reading
        assert reading is not None
        note = reading.blocks[-1]
        assert (note.info, reading.plain[: note.anchor].endswith("at the pier.")) == ("1", True)


def test_strict_documents(tmp_path: Path) -> None:
    """A document of the strict standard, which names its elements otherwise, is read as any other."""
    document = docx.Document()
    document.add_heading("Fees", 1)
    document.add_paragraph("Boats pay.")
    path, strict = _saved(document, tmp_path), tmp_path / "strict.docx"
    names = re.compile(rb"http://schemas\.openxmlformats\.org/(officeDocument|wordprocessingml|drawingml)/2006/")
    with ZipFile(path) as file, ZipFile(strict, "w", ZIP_DEFLATED) as copy:
        for name in file.namelist():
            copy.writestr(name, names.sub(rb"http://purl.oclc.org/ooxml/\1/", file.read(name)))
    assert said(strict) == ["heading1 'Fees'", "paragraph 'Boats pay.'"]


def _changed(path: Path, part: str, data: bytes) -> Path:
    """Write a document anew with another part."""
    changed = path.with_stem("changed")
    with ZipFile(path) as file, ZipFile(changed, "w", ZIP_DEFLATED) as copy:
        for name in file.namelist():
            copy.writestr(name, data if name == part else file.read(name))
    return changed


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 cut", "is damaged or cut off, or no .docx file; copy it anew, or open it and save it as .docx"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
            "is of an older format than its ending says; open it and save it as .docx",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le"),
            "is protected by a password; save it without one",
        ),
    ],
)
def test_what_is_none(tmp_path: Path, data: bytes, reason: str) -> None:
    """A file that is empty, damaged, of an older format or locked is named with what to do."""
    assert reasons(save(tmp_path / "a.docx", data)) == [reason]


def test_parts_that_lack_or_are_damaged(tmp_path: Path) -> None:
    """A document without its parts, or whose XML breaks off, is named in plain words."""
    path = _with(tmp_path, _p("Boats pay."))
    assert reasons(_changed(path, "word/document.xml", b"<w:document")) == [
        "has damaged XML in it (at line 1, column 12); copy it anew, or open it and save it as .docx"
    ]
    for name in ("b.odt", "c.docx"):
        with ZipFile(tmp_path / name, "w") as file:
            file.writestr("a.txt", "Boats pay.")
    assert reasons(tmp_path / "b.odt") == [
        "has no content.xml in it, as .odt files have; give it the ending of its format, or save it anew"
    ]
    assert reasons(tmp_path / "c.docx") == [
        "is damaged, or not what its ending says; save it anew in the program it is from"
    ]


def test_more_paragraphs_than_are_read(tmp_path: Path) -> None:
    """A document of half a million paragraphs, empty or not, is refused before they are read."""
    many = f"<w:document {_W}><w:body>{'<w:p/>' * 500_001}</w:body></w:document>".encode()
    assert reasons(_changed(_with(tmp_path), "word/document.xml", many)) == [
        "has more than 500,000 paragraphs, with those that are empty; split it"
    ]


def test_bombs(tmp_path: Path) -> None:
    """What would unpack to too much, declares entities, or has a million cells is refused, with why."""
    path = _with(tmp_path, _p("Boats pay."))
    assert reasons(_changed(path, "word/document.xml", bytes(200_000_000))) == [
        "unpacks to more than 128 MB of text with its markup (word/document.xml: 200.0 MB); split it"
    ]
    entities = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    assert reasons(_changed(path, "word/document.xml", entities)) == [
        "declares entities in its XML, which are not read; save it anew"
    ]
    deep = f"<w:document {_W}>{'<w:body>' * 5000}{'</w:body>' * 5000}</w:document>"
    assert reasons(_changed(path, "word/document.xml", deep.encode())) == [
        "is nested too deeply to be read; save it anew with less around its text"
    ]
    tags = f"<w:document {_W}>{'<w:p/>' * 15_000_000}</w:document>"
    assert reasons(_changed(path, "word/document.xml", tags.encode())) == [
        "needs more than 1.5 GB of memory to be read; make it smaller, or split it"
    ]
    cells = f"<w:document {_W}><w:body><w:tbl><w:tr>{'<w:tc/>' * 1_000_000}</w:tr></w:tbl></w:body></w:document>"
    assert reasons(_changed(path, "word/document.xml", cells.encode())) == [
        "has tables of more than 200,000 cells; save them as .csv files, or split it"
    ]


def test_pictures_do_not_matter(tmp_path: Path) -> None:
    """A picture that is damaged or unpacks to gigabytes is not looked at."""
    path = _with(tmp_path, _p("Boats pay."))
    assert said(_changed(path, "docProps/thumbnail.jpeg", bytes(300_000_000))) == ["paragraph 'Boats pay.'"]
