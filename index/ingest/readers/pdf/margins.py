"""Running heads and feet, which a PDF's pages have above and below their text."""

import re
from collections import Counter
from collections.abc import Sequence, Set
from itertools import chain

from index.ingest.readers.pdf.segments import PageText, Segment, rows_of

_ROWS = 2  # lines at the top and at the bottom of a page that may be running ones
_MARGIN = 0.15  # of the height of a page, in which these stand
_SHARE = 0.4  # of the pages on which a running line stands at least
_SAME_HEIGHT = 3.0  # points
_WORDS = 12  # of a line that has the number of its page, at most
_APART = 2.0  # letters, in which nothing else stands above or below such a line
_BESIDE = 1.0  # letters, in which nothing else stands above or below a page number
_EDGE = 36.0  # points, in which browsers print what page it is
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|•·]\s*)?(?:(?:page|seite|página|pagina|side|sida|strona|p\.|s\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|von|de|di|av|van|sur)\s*\d{1,4})?(?:\s*[-–—|•·])?",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(\d+)\s*/\s*(\d+)")

_Key = tuple[str, int]


def without_margins(
    pages: Sequence[PageText], labels: Sequence[str], told: Set[str] = frozenset()
) -> list[tuple[Segment, ...]]:
    """The text of each page without running heads and feet, and without page numbers.

    `told` is what the file says of itself, as its title and author: at the edge of a page behind the first a head.
    """
    margins = [_margin_rows(page) for page in pages]
    counts = Counter(chain.from_iterable({key for row in rows for key in _keys(row)} for rows in margins))
    least = max(2, _SHARE * len(pages))
    numbered = _numbered(margins, least)
    shown = list[tuple[Segment, ...]]()
    for index, (page, rows) in enumerate(zip(pages, margins, strict=True)):
        running = set[Segment]()
        for row in rows:
            keys = _keys(row)
            repeated = any(counts[key] >= least for key in keys)
            if (
                repeated
                or (_PAGE_NUMBER.fullmatch(_text(row).strip()) and _stands_apart(row, page, _BESIDE))
                or numbered & _offsets(row, index)
                or (index and _text(row).strip() in told)
                or (_names_page(row, labels[index]) and _stands_apart(row, page, _APART))
            ):
                running.update(row)
        running.update(_printed_by_browser(page, index, len(pages)))
        shown.append(tuple(one for one in page.segments if one not in running))
    return shown


def once_each(asides: Sequence[Sequence[Segment]]) -> list[list[Segment]]:
    """What stands beside the text of each page, but for what is there on several."""
    counts = Counter(chain.from_iterable({one.text for one in aside} for aside in asides))
    return [[one for one in aside if counts[one.text] == 1] for aside in asides]


def _margin_rows(page: PageText) -> list[list[Segment]]:
    rows = rows_of(page.segments)
    top = [row for row in rows[:_ROWS] if row[0].baseline < _MARGIN * page.frame.height]
    bottom = [row for row in rows[-_ROWS:] if row[0].baseline > (1 - _MARGIN) * page.frame.height]
    return [*top, *(row for row in bottom if row not in top)]


def _keys(row: Sequence[Segment]) -> set[_Key]:
    """What tells a line from others, whatever the numbers in it; twice, since it may be off by a little."""
    text, height = _NUMBER.sub("0", _text(row)).casefold(), row[0].baseline / _SAME_HEIGHT
    return {(text, int(height)), (text, int(height + 0.5) + 100_000)}


def _text(row: Sequence[Segment]) -> str:
    return " ".join(one.text for one in row)


def _names_page(row: Sequence[Segment], label: str) -> bool:
    """Whether a line begins or ends with the number of its page."""
    words = _text(row).split()
    return label in (words[0], words[-1]) and len(words) <= _WORDS


def _stands_apart(row: Sequence[Segment], page: PageText, letters: float) -> bool:
    """Whether nothing is so near a line."""
    baseline, near = row[0].baseline, letters * row[0].size
    return not any(0 < abs(one.baseline - baseline) < near and one not in row for one in page.segments)


def _numbered(margins: Sequence[Sequence[Sequence[Segment]]], least: float) -> set[_Key]:
    """How far numbers at one height are from those of the pages, where that is the same on many pages."""
    counts = Counter(
        chain.from_iterable({key for row in rows for key in _offsets(row, index)} for index, rows in enumerate(margins))
    )
    return {key for key, count in counts.items() if count >= max(least, 3)}


def _offsets(row: Sequence[Segment], index: int) -> set[_Key]:
    ends = {
        one for text in (row[0].text, row[-1].text) for one in (_NUMBER.match(text), re.search(r"\d+$", text)) if one
    }
    height = int(row[0].baseline / _SAME_HEIGHT)
    return {(str(int(match[0]) - index), near) for match in ends for near in (height, height + 1)}


def _printed_by_browser(page: PageText, index: int, count: int) -> set[Segment]:
    """The date and title above a page, and the address below, where a browser printed which of how many it is."""
    edges = [one for one in page.segments if not _EDGE < one.baseline < page.frame.height - _EDGE + one.size]
    for one in edges:
        match = _COUNTED.fullmatch(one.text)
        if match and (int(match[1]), int(match[2])) == (index + 1, count) and one.baseline > page.frame.height / 2:
            return set(edges)
    return set()
