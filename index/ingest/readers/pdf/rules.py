"""The lines that are drawn on a PDF's page, of which tables are recognized."""

import ctypes
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

_THIN = 3.0  # points that a line is thick at most
_SHORT = 15.0  # points that one is long at least
_DOT = (1.5, 8.0)  # points that one is wide and high
_TOUCHING = 4.0  # points between two that are one
_MOST_DOTS = 500  # of a page; what has more are no bullets
_MOST = 20_000  # things drawn on a page; what has more is a picture

Place = Callable[[float, float], tuple[float, float]]
"""Gives where a point of the page is from the top left, as it is read."""


class Rule(NamedTuple):
    """A line from `start` to `end`, `at` so far from the top where it lies, or from the left where it stands."""

    at: float
    start: float
    end: float


class Rules(NamedTuple):
    """Those of a page that lie and that stand, in order, and the middles of dots, as some programs draw bullets."""

    lying: tuple[Rule, ...] = ()
    standing: tuple[Rule, ...] = ()
    dots: tuple[tuple[float, float], ...] = ()


def read_rules(page: pypdfium2.PdfPage, place: Place) -> Rules:
    """The lines of a page, edges of rectangles as well."""
    lying, standing, dots = list[Rule](), list[Rule](), list[tuple[float, float]]()
    count = pdfium.FPDFPage_CountObjects(page)
    for index in range(count if count <= _MOST else 0):
        drawn = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
            corners = place(left.value, bottom.value), place(right.value, top.value)
            (left_x, right_x), (top_y, bottom_y) = (sorted(values) for values in zip(*corners, strict=True))
            if all(_DOT[0] < length < _DOT[1] for length in (right_x - left_x, bottom_y - top_y)):
                dots.append(((left_x + right_x) / 2, (top_y + bottom_y) / 2))
            if right_x - left_x >= _SHORT:
                lying += [Rule(y, left_x, right_x) for y in _edges(top_y, bottom_y)]
            if bottom_y - top_y >= _SHORT / 2:
                standing += [Rule(x, top_y, bottom_y) for x in _edges(left_x, right_x)]
    return Rules(tuple(_joined(lying)), tuple(_joined(standing)), tuple(dots) if len(dots) <= _MOST_DOTS else ())


def _edges(first: float, last: float) -> tuple[float, ...]:
    return ((first + last) / 2,) if last - first <= _THIN else (first, last)


def _joined(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Lines, each that goes on where another ends as one with it."""
    current: list[Rule] = []
    for rule in sorted(rules):
        if current and rule.at - current[0].at > _THIN:
            yield from _chained(current)
            current = []
        current.append(rule)
    yield from _chained(current)


def _chained(rules: Iterable[Rule]) -> Iterator[Rule]:
    last: Rule | None = None
    for rule in sorted(rules, key=lambda rule: rule.start):
        if last is not None and rule.start - last.end <= _TOUCHING:
            last = last._replace(end=max(last.end, rule.end))
        else:
            if last is not None:
                yield last
            last = rule
    if last is not None:
        yield last
