"""Blocks of a PDF as a document has them: their lines as one text, and on which page each part of it stands."""

import re
from collections.abc import Iterator, Mapping, Sequence

from index.ingest.readers.document import NoteMark, PlacedAt, TextBlock
from index.ingest.readers.pdf.hyphens import Vocabulary, glued
from index.ingest.readers.pdf.paragraphs import Draft
from index.ingest.readers.pdf.segments import Segment
from index.records import Locator

_LEVELS = 6
# Raised, or behind a word or its full stop, as where the font has raised digits of its own.
_NOTE_MARK = re.compile(
    r" ?([⁰¹²³⁴-⁹]+|(?<=\S)[*†‡§]{1,3}(?=\s|$)|(?:(?<=[^\W\d_]{2})|(?<=[^\W\d_][.,;:!?”\"’)]))\d{1,2}(?=\s|$|[.,;:]))"
)
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SOFT_HYPHEN = "\u00ad"

_Labels = Mapping[tuple[int, str], str]
"""The label of each footnote in the document, by its page and the label that it has there."""


def text_blocks(drafts: Sequence[Draft], pages: Sequence[str], words: Vocabulary) -> Iterator[TextBlock]:
    """The blocks of a document whose pages have these labels."""
    levels, notes = _heading_levels(drafts), _note_labels(drafts)
    group, before = 0, None
    marks: list[float] = []  # where the marks stand of the items that a list is nested in
    for draft in drafts:
        if _begins_group(before, draft):
            group += 1
            marks = []
        text, places = _text(draft, pages, words)
        text, noted = _without_marks(text, draft, notes)
        match draft.kind:
            case "heading":
                yield TextBlock("heading", text, levels[_look(draft)], places=places, notes=noted)
            case "item":
                level = _nested(marks, draft)
                yield TextBlock("item", text, level, group, draft.mark, places=places, notes=noted)
            case "row" | "header":
                yield TextBlock(draft.kind, text, group=group, places=places, notes=noted)
            case "footnote":
                yield TextBlock("footnote", text, info=notes[draft.page, draft.mark], places=places)
            case _:
                yield TextBlock(draft.kind, text, places=places, notes=noted)
        if draft.kind != "footnote":
            before = draft


def _begins_group(before: Draft | None, draft: Draft) -> bool:
    if draft.kind in ("row", "header"):
        goes_on = before is not None and draft.kind == "row" and len(before.cells) == len(draft.cells)
        return draft.is_first and not goes_on
    return draft.kind == "item" and (before is None or before.kind != "item")


def _nested(marks: list[float], draft: Draft) -> int:
    """How deep an item is, by where its mark stands beside those before it, to which it is added."""
    left = draft.lines[0].left
    while marks and left < marks[-1] - draft.lines[0].size / 2:
        marks.pop()
    if not marks or left > marks[-1] + draft.lines[0].size / 2:
        marks.append(left)
    return len(marks)


def _text(draft: Draft, pages: Sequence[str], words: Vocabulary) -> tuple[str, tuple[PlacedAt, ...]]:
    """What a block says, and from where on on which page."""
    places = [PlacedAt(0, _locator(pages, draft.page))]
    if draft.cells:
        return _written("\t".join(draft.cells)), tuple(places)
    if draft.kind == "code":
        return _code(draft.lines), tuple(places)
    text, further = "", dict(draft.further)
    for index, line in enumerate(draft.lines):
        before, written = len(text), _written(line.text)
        text = glued(text, written, words)
        if index in further:
            places.append(
                PlacedAt(
                    max(len(text) - len(written), before - 1),
                    Locator("page", pages[further[index]], further[index] + 1),
                )
            )
    return text, tuple(places)


def _locator(pages: Sequence[str], page: int) -> Locator:
    return Locator("page", pages[page], page + 1)


def _written(line: str) -> str:
    """A line without the soft hyphens within."""
    return line[:-1].replace(_SOFT_HYPHEN, "") + line[-1:]


def _code(lines: Sequence[Segment]) -> str:
    """Lines of code, as far in as they stand."""
    left = min(line.left for line in lines)
    return "\n".join(" " * round((line.left - left) / (0.6 * line.size)) + line.text for line in lines)


def _without_marks(text: str, draft: Draft, notes: _Labels) -> tuple[str, tuple[NoteMark, ...]]:
    """A text without the marks of footnotes, and where these stood; what is raised and marks none is kept."""
    shown, marks, end = "", list[NoteMark](), 0
    pages = {draft.page, *(page for _, page in draft.further)}
    for match in _NOTE_MARK.finditer(text):
        label = next((notes[page, one] for page in pages if (page, one := match[1].translate(_DIGITS)) in notes), None)
        if label is not None and draft.kind != "footnote":
            shown += text[end : match.start()]
            marks.append(NoteMark(len(shown), label))
            end = match.end()
    return shown + text[end:], tuple(marks)


def _note_labels(drafts: Sequence[Draft]) -> _Labels:
    labels = dict[tuple[int, str], str]()
    for draft in drafts:
        if draft.kind == "footnote":
            used = draft.mark in labels.values()
            labels[draft.page, draft.mark] = f"{draft.page + 1}-{draft.mark}" if used else draft.mark
    return labels


def _look(draft: Draft) -> tuple[float, bool]:
    return round(draft.lines[0].size, 0), draft.lines[0].bold


def _heading_levels(drafts: Sequence[Draft]) -> Mapping[tuple[float, bool], int]:
    looks = sorted({_look(draft) for draft in drafts if draft.kind == "heading"}, reverse=True)
    return {look: min(level, _LEVELS) for level, look in enumerate(looks, 1)}
