"""Makes wikitext safe to parse: what has no end is taken for text, and what is long is cut where that does no harm."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

SHOWN = "\ue000"
"""Stands for a character of the text that begins and ends nothing."""

_RAW_TAGS = frozenset(
    ("nowiki", "pre", "syntaxhighlight", "source", "math", "chem", "score", "timeline", "gallery", "templatedata")
)  # in which nothing is markup but their own end
_SINGLE_TAGS = frozenset(("br", "hr", "img", "wbr", "references", "section", "li", "dt", "dd", "tr", "td", "th"))
_DEEPEST = 20
_SHOWN = re.compile(r"\S")
_LINE = 1000  # characters
_PIECE = 4000  # characters from which on a piece ends before a blank line; mwparserfromhell takes time by their square
_LONG_PIECE = 10_000  # from which on it ends with any line
_TOKEN = re.compile(
    r"""(?P<comment> <!-- )
    | (?P<tag> < (?P<slash> /? ) (?P<name> [a-zA-Z][\w-]* ) (?: [^<>"'] | "[^"<>]*" | '[^'<>]*' )* > )
    | (?P<open> \{\{+ | \[\[ | (?: ^ | (?<=\n) ) [ \t:]* \{\| )
    | (?P<close> \}\}+ | \]\] | (?: ^ | (?<=\n) ) [ \t]* \|\} (?!\}) )
    | (?P<less> < | \[ (?= https?:|//|mailto:|ftps?: ) (?! [^\]\n]{0,2000} \] ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OPENS = {"}}": "{{", "]]": "[[", "|}": "{|"}


class Piece(NamedTuple):
    """A part of what is left of a text, which is parsed by itself; it stands there from `start` on."""

    start: int
    text: str


class SafeText:
    """A text without what its author hid, in pieces; and where in the text the places in it are."""

    def __init__(self, text: str, begin: int = 0) -> None:
        """Takes the text in which offsets are counted; what stands before the offset `begin` is left blank."""
        text = _SHOWN.sub(" ", text[:begin]) + text[begin:]
        scan = _Scan(text)
        scan.read()
        parts, end, length = list[str](), 0, 0
        self._places, self._starts = [0], [0]  # where in what is left, and in the text, what stands together begins
        for start, stop, shown in sorted(scan.masks):
            if start < end:
                continue
            parts += (text[end:start], SHOWN * (stop - start) if shown else "")
            length += start - end + len(parts[-1])
            end = stop
            if not shown:
                self._places.append(length)
                self._starts.append(stop)
        self.text = "".join((*parts, text[end:]))
        self._whole = scan.whole

    def pieces(self) -> Iterator[Piece]:
        """The pieces, one behind the other; each ends with a line, and not within what belongs together."""
        start, position, spans = 0, 0, iter(_joined(self._whole))
        whole = next(spans, None)
        while (position := self.text.find("\n", position) + 1) > 0:
            source = self.source(position)
            while whole and whole[1] < source:
                whole = next(spans, None)
            if whole and whole[0] < source:
                continue
            before_break = self.text[position : position + 1] in "\n="
            if position - start >= (_PIECE if before_break else _LONG_PIECE):
                yield Piece(start, self.text[start:position])
                start = position
        yield Piece(start, self.text[start:])

    def source(self, place: int) -> int:
        """Where in the text the character at a place stands."""
        number = bisect_right(self._places, place) - 1
        return self._starts[number] + place - self._places[number]

    def spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where in the text what stands between two places stands."""
        while start < end:
            number = bisect_right(self._places, start) - 1
            stop = min(end, self._places[number + 1]) if number + 1 < len(self._places) else end
            source = self.source(start)
            yield source, source + stop - start
            start = stop


class _Open(NamedTuple):
    kind: str
    start: int
    end: int
    deep: bool


class _Scan:
    """What of a text belongs together, and what begins or ends nothing; it is read once, from its start to its end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lower = text.lower() if len(text.lower()) == len(text) else text
        self.masks = list[tuple[int, int, bool]]()  # what is shown as it stands, and what is not shown
        self.whole = list[tuple[int, int]]()
        self._open = list[_Open]()
        self._kinds = Counter[str]()  # of what is open
        self._missing = set[str]()  # ends that no longer come

    def read(self) -> None:
        """Reads the text."""
        position = 0
        while match := _TOKEN.search(self._text, position):
            position = match.end()
            if match["comment"]:
                position = self._hide_comment(match.start())
            elif match["tag"]:
                position = self._tag(match)
            elif match["open"]:
                kind = match["open"].lstrip(" \t:\r")[:2]
                self._push(kind, *match.span())
            elif match["close"]:
                self._close_all(match)
            else:
                self.masks.append((*match.span(), True))
        for one in self._open:
            self._mask(one.kind, one.start, one.end)

    def _hide_comment(self, start: int) -> int:
        """Hides a comment, and the line that it has to itself."""
        end = self._find("-->", start)
        end = len(self._text) if end < 0 else end + len("-->")
        line = self._text.rfind("\n", max(start - _LINE, 0), start) + 1
        following = self._text.find("\n", end, end + _LINE) + 1
        if following and not self._text[line:start].strip() and not self._text[end:following].strip():
            end = following
        self.masks.append((start, end, False))
        self.whole.append((start, end))
        return end

    def _tag(self, match: re.Match[str]) -> int:
        name, start, end = match["name"].lower(), *match.span()
        if name in _SINGLE_TAGS or match[0].endswith("/>"):
            return end
        if match["slash"]:
            self._close(name, start, end, tag=True)
            return end
        if name not in _RAW_TAGS:
            self._push(name, start, end)
            return end
        stop = self._find(f"</{name}", end)
        stop = self._text.find(">", stop) + 1 if stop >= 0 else 0
        if not stop:
            self._mask(name, start, end)
            return end
        self.whole.append((start, stop))
        return stop

    def _push(self, kind: str, start: int, end: int) -> None:
        self._open.append(_Open(kind, start, end, len(self._open) >= _DEEPEST))
        self._kinds[kind] += 1

    def _find(self, what: str, start: int) -> int:
        found = -1 if what in self._missing else self._lower.find(what, start)
        if found < 0:
            self._missing.add(what)
        return found

    def _close_all(self, match: re.Match[str]) -> None:
        """Closes what a row of brackets closes, the innermost first."""
        start, end = match.span()
        kind = _OPENS[match["close"].strip()[:2]]
        while end - start >= 2:
            stop = end
            if kind == "{{" and self._kinds[kind]:
                opened = next(one for one in reversed(self._open) if one.kind == kind)
                stop = min(start + opened.end - opened.start, end)
            self._close(kind, start, stop)
            start = stop

    def _close(self, kind: str, start: int, end: int, tag: bool = False) -> None:
        if not self._kinds[kind]:
            self.masks.append((start, end, not tag))
            return
        while (opened := self._open.pop()).kind != kind:
            self._mask(*opened[:3])
            self._kinds[opened.kind] -= 1
        self._kinds[kind] -= 1
        if opened.deep:
            self._mask(*opened[:3])
            self._mask(kind, start, end)
        self.whole.append((opened.start, end))

    def _mask(self, kind: str, start: int, end: int) -> None:
        self.masks.append((start, end, not kind[0].isalpha()))


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans in order, those that meet as one."""
    start = end = 0
    for one in sorted(spans):
        if one[0] > end:
            yield start, end
            start = one[0]
        end = max(end, one[1])
    yield start, end
