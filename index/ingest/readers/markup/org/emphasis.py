"""Marks around words: `*bold*`, `/italic/`, `_underlined_`, `+struck+`; and `=code=` and `~code~`, which is literal."""

import re
from collections.abc import Iterator

from index.ingest.readers.markup.marks import pairs
from index.ingest.readers.markup.sourced_text import Edit, SourcedText, edited

# Marks stand at the borders of words, where punctuation or another mark may stand between.
_BEFORE, _AFTER = r"\s\-—–({\['\"“‘«", r"\s\-—–.,:;!?'\")}\]\[\\…”’»"
_OPENING = rf"(?:(?<![^{_BEFORE}])|(?<=[{_BEFORE}][*/_+])|(?<=\A[*/_+]))"
_CLOSING = rf"(?=[*/_+]?(?:[{_AFTER}]|\Z))"


def _mark(sign: str) -> tuple[str, re.Pattern[str], re.Pattern[str]]:
    mark = re.escape(sign)
    return sign, re.compile(rf"{_OPENING}{mark}(?=\S)"), re.compile(rf"(?<=\S){mark}{_CLOSING}")


_CODE = tuple(map(_mark, "=~"))
_WORDS = tuple(map(_mark, "*/_+"))


def with_literal_code(text: SourcedText) -> SourcedText:
    """A text in which code is literal, without the marks around it."""
    for sign, opening, closing in _CODE:
        if sign in text.seen:
            text = edited(text, _edits(text, opening, closing, is_code=True))
    return text


def without_emphasis(text: SourcedText) -> SourcedText:
    """A text without the marks around words."""
    for sign, opening, closing in _WORDS:
        if sign in text.seen:
            text = edited(text, _edits(text, opening, closing))
    return text


def _edits(
    text: SourcedText, opening: re.Pattern[str], closing: re.Pattern[str], is_code: bool = False
) -> Iterator[Edit]:
    for opened, closed in pairs(text.seen, opening, closing):
        if is_code:
            yield Edit(opened.start(), closed.end(), text.part(opened.end(), closed.start()).literal())
        else:
            yield Edit(*opened.span())
            yield Edit(*closed.span())
