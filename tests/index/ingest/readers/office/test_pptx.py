"""Presentations are read slide by slide, as people look at them."""

from pathlib import Path

from lxml import etree
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.util import Inches

from tests.index.ingest.readers.blocks import article, said

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def _saved(deck: Deck, folder: Path) -> Path:
    path = folder / "a.pptx"
    deck.save(str(path))
    return path


def _slide(deck: Deck, title: str, *lines: tuple[str, int]) -> Slide:
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[1])
    assert slide.shapes.title is not None
    slide.shapes.title.text = title
    frame = slide.placeholders[1].text_frame
    for number, (text, level) in enumerate(lines):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        paragraph.text, paragraph.level = text, level
    return slide


def _box(slide: Slide, text: str, left: float, top: float) -> Shape:
    box: Shape = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(1))
    box.text_frame.text = text
    return box


def test_titles_and_bullets(tmp_path: Path) -> None:
    """A slide's title heads it, its bullets are items of a list, and all of it has the slide's number."""
    deck = Presentation()
    opening = deck.slides.add_slide(deck.slide_layouts[0])
    assert opening.shapes.title is not None
    opening.shapes.title.text, opening.placeholders[1].text = "Harbour\vrules", "By Ann Lee"
    _slide(deck, "Fees", ("Small boats", 0), ("a day", 1), ("Large boats", 0))
    path = _saved(deck, tmp_path)
    assert said(path) == [
        "heading1 'Harbour rules'",
        "paragraph 'By Ann Lee'",
        "heading1 'Fees'",
        "item1 '- Small boats'",
        "item2 '- a day'",
        "item1 '- Large boats'",
    ]
    one = article(path)
    assert one.source.title == "Harbour rules"
    assert one.reading is not None
    places = [(one.plain[place.start :].split("\n")[0], *place.locator) for place in one.reading.places]
    assert places == [("Harbour rules", "slide", "1", 1), ("Fees", "slide", "2", 2)]


def test_numbered_lists(tmp_path: Path) -> None:
    """Numbers are those that are shown: each level counts by itself, in its form, from where it begins."""
    deck = Presentation()
    slide = _slide(deck, "Steps", ("Call", 0), ("by day", 1), ("by night", 1), ("Pay", 0), ("in cash", 1), ("Go", 0))
    for paragraph in slide.placeholders[1].text_frame.paragraphs:
        numbering = etree.SubElement(paragraph._p.get_or_add_pPr(), f"{_A}buAutoNum")
        numbering.set("type", "alphaLcParenR" if paragraph.level else "arabicPeriod")
        if not paragraph.level:
            numbering.set("startAt", "3")
    assert said(_saved(deck, tmp_path))[1:] == [
        "item1 '3. Call'",
        "item2 'a) by day'",
        "item2 'b) by night'",
        "item1 '4. Pay'",
        "item2 'a) in cash'",
        "item1 '5. Go'",
    ]


def test_what_is_not_read(tmp_path: Path) -> None:
    """Notes of the speaker, hidden slides and shapes, and numbers and dates of slides are not read."""
    deck = Presentation()
    slide = _slide(deck, "Fees", ("Boats pay", 0))
    frame = slide.notes_slide.notes_text_frame
    assert frame is not None
    frame.text = "Say it loud."
    _box(slide, "Unseen", 1, 5).element.xpath(".//p:cNvPr")[0].set("hidden", "1")
    box = _box(slide, "7", 1, 6)
    field = etree.fromstring(f'<a:fld xmlns:a="{_A[1:-1]}" id="{{1}}" type="slidenum"><a:t>1</a:t></a:fld>')
    box.text_frame.paragraphs[0]._p.append(field)
    _slide(deck, "Hidden", ("Never", 0))._element.set("show", "0")
    _slide(deck, "Shown", ("At last", 0))
    path = _saved(deck, tmp_path)
    assert said(path) == [
        "heading1 'Fees'",
        "item1 '- Boats pay'",
        "paragraph '7'",
        "heading1 'Shown'",
        "item1 '- At last'",
    ]
    reading = article(path).reading
    assert reading is not None
    assert [place.locator.label for place in reading.places] == ["1", "3"]


def test_order_of_shapes(tmp_path: Path) -> None:
    """Shapes are read from top to bottom, of a row from left to right, those of a group together."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    _box(slide, "Bottom", 1, 5)
    _box(slide, "Right", 5, 1)
    _box(slide, "Left", 1, 1.1)
    group = slide.shapes.add_group_shape()
    for text, top in (("Second in group", 4), ("First in group", 2)):
        group.shapes.add_textbox(Inches(1), Inches(top), Inches(1), Inches(1)).text_frame.text = text
    assert said(_saved(deck, tmp_path)) == [
        "heading1 ''",
        "paragraph 'Left'",
        "paragraph 'Right'",
        "paragraph 'First in group'",
        "paragraph 'Second in group'",
        "paragraph 'Bottom'",
    ]


def test_tables(tmp_path: Path) -> None:
    """A table's first row is its header where it is shown so, and merged cells say it again below."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    table = slide.shapes.add_table(3, 3, Inches(1), Inches(1), Inches(5), Inches(2)).table
    rows = (("Boat", "Fee", "Per"), ("Small", "5", "day"), ("", "30", "week"))
    for number, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(number, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    assert said(_saved(deck, tmp_path))[1:] == [
        r"header1 'Boat\tFee\tPer'",
        r"row1 'Small\t5\tday'",
        r"row1 'Small\t30\tweek'",
    ]
