"""Marks around words that say how they look: `*bold*`, `_italic_`, `+"`quoted`"+`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.ingest.readers.markup.asciidoc.replacements import LOOKS_LIKE_MORE
from index.ingest.readers.markup.marks import pairs, raised
from index.ingest.readers.markup.sourced_text import Edit, SourcedText, edited

_ROLE = r"(?:\[[^\[\]]{1,200}\])?"


class _Mark(NamedTuple):
    """A pair of marks, what is shown instead of them, and whether what stands between is code."""

    sign: str
    opening: re.Pattern[str]
    closing: re.Pattern[str]
    shown: tuple[str, str] = ("", "")
    is_code: bool = False


def _constrained(sign: str, before: str = r"\w;:}", after: str = r"\w", is_code: bool = False) -> _Mark:
    """Marks that stand at the borders of words."""
    mark = re.escape(sign)
    return _Mark(
        sign,
        re.compile(rf"(?<![{before}])(\\?){_ROLE}{mark}(?=\S)"),
        re.compile(rf"(?<=\S){mark}(?![{after}])"),
        is_code=is_code,
    )


def _unconstrained(sign: str, is_code: bool = False) -> _Mark:
    """Marks that stand anywhere."""
    mark = re.escape(sign)
    return _Mark(sign, re.compile(rf"(\\{{0,2}}){_ROLE}{mark}"), re.compile(mark), is_code=is_code)


def _curved(sign: str, shown: tuple[str, str]) -> _Mark:
    return _Mark(
        f"{sign}`",
        re.compile(rf"(?<![\w;:}}])(\\?){_ROLE}{sign}`(?=\S)"),
        re.compile(rf"(?<=\S)`{sign}(?!\w)"),
        shown,
    )


def _raised(sign: str) -> _Mark:
    """Marks around what has no white space in it."""
    mark = re.escape(sign)
    return _Mark(sign, re.compile(rf"(\\?){_ROLE}{mark}(?=[^\s{mark}]{{1,200}}{mark})"), re.compile(mark))


# Longer marks go first.
_MARKS = (
    _unconstrained("**"),
    _constrained("*"),
    _curved('"', ("“", "”")),
    _curved("'", ("‘", "’")),
    _unconstrained("``", is_code=True),
    _constrained("`", before=r"\w\"'`;:}", after=r"\w\"'`", is_code=True),
    _unconstrained("__"),
    _constrained("_"),
    _unconstrained("##"),
    _constrained("#", before=r"\w&;:}"),
    _raised("^"),
    _raised("~"),
)


def without_marks(text: SourcedText) -> SourcedText:
    """A text with quotation marks put in place and all other marks gone; one behind a backslash is text."""
    for mark in _MARKS:
        if mark.sign in text.seen:
            text = edited(text, _edits(text, mark))
    return text


def _edits(text: SourcedText, mark: _Mark) -> Iterator[Edit]:
    for opened, closed in pairs(text.seen, mark.opening, mark.closing):
        if opened[1]:
            yield Edit(opened.start(), opened.end(), text.part(opened.end(1), opened.end()).literal())
            yield Edit(*closed.span(), text.part(*closed.span()).literal())
            continue
        shown = mark.shown[0]
        if mark.sign == "^":
            shown = raised(
                text.seen[max(opened.start() - 1, 0) : opened.start()], text.seen[opened.end() : closed.start()]
            )
        yield _instead(text, shown, opened)
        if mark.is_code:
            for match in LOOKS_LIKE_MORE.finditer(text.seen, opened.end(), closed.start()):
                yield Edit(*match.span(), text.part(*match.span()).literal())
        yield _instead(text, mark.shown[1], closed)


def _instead(text: SourcedText, shown: str, match: re.Match[str]) -> Edit:
    return Edit(*match.span(), text.standing_for(shown, *match.span()) if shown else None)
