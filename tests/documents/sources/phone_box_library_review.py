"""Makes the slides on the phone box library with python-pptx: shapes in a group, a table, a text box, notes."""

import sys
from typing import Any

from pptx import Presentation
from pptx.util import Cm, Pt


def main(target: str) -> None:
    """Writes the slides."""
    slides = Presentation()
    slides.slide_width, slides.slide_height = Cm(25.4), Cm(14.3)
    slides.core_properties.title = "The phone box library: a review after three years"
    slides.core_properties.author = "Dilys Okonkwo"
    _first(slides)
    _figures(slides)
    _found(slides)
    _plans(slides)
    slides.save(target)


def _slide(slides: Any, layout: int, title: str, notes: str = "") -> Any:
    slide = slides.slides.add_slide(slides.slide_layouts[layout])
    slide.shapes.title.text = title
    if notes:
        slide.notes_slide.notes_text_frame.text = notes
    return slide


def _first(slides: Any) -> None:
    slide = _slide(
        slides, 0, "The phone box library: a review after three years", "Start late, the mayor is never on time."
    )
    slide.placeholders[1].text = "Dilys Okonkwo, for the parish council of Upper Wick"


def _figures(slides: Any) -> None:
    slide = _slide(slides, 5, "What was borrowed")
    rows = [
        ("Year", "Books taken", "Books left", "Broken panes"),
        ("2022", "811", "940", "1"),
        ("2023", "1,265", "1,190", "4"),
        ("2024", "1,702", "1,655", "0"),
    ]
    table = slide.shapes.add_table(4, 4, Cm(2), Cm(3.5), Cm(20), Cm(5)).table
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    box = slide.shapes.add_textbox(Cm(2), Cm(10), Cm(20), Cm(2)).text_frame
    box.word_wrap = True
    box.text = (
        "Counted by hand on the last Sunday of each month. Cookery goes fastest, and sermons come back by themselves."
    )


def _found(slides: Any) -> None:
    slide = _slide(slides, 1, "What we learnt", "Leave out the story about the badger if children are present.")
    frame = slide.placeholders[1].text_frame
    frame.text = "Damp is the enemy: a tub of cat litter on the floor keeps the books dry for six weeks"
    for level, text in (
        (0, "Shelves above 1.60 metres are not used"),
        (1, "except by Mr Gant"),
        (0, "A lamp on a timer, from dusk to eleven, ended the broken panes"),
    ):
        paragraph = frame.add_paragraph()
        paragraph.text, paragraph.level = text, level


def _plans(slides: Any) -> None:
    slide = _slide(slides, 5, "What we ask for")
    group = slide.shapes.add_group_shape()
    for index, text in enumerate(("A second box at the surgery, 1,350 pounds", "A new door spring, 85 pounds")):
        box = group.shapes.add_textbox(Cm(2 + 11 * index), Cm(4), Cm(9), Cm(2.5)).text_frame
        box.word_wrap = True
        box.text = text
        box.paragraphs[0].font.size = Pt(20)
    box = slide.shapes.add_textbox(Cm(2), Cm(9), Cm(20), Cm(2)).text_frame
    box.word_wrap = True
    box.text = (
        "The telephone itself goes to the museum at Larch Cross. It rang once, in 2023, and nobody dared to answer."
    )


if __name__ == "__main__":
    main(sys.argv[1])
