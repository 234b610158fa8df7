"""The text of a page as a browser searches it, kept before anything is taken out of the page.

What parts it was seen in Chromium 156, where https://wicg.github.io/scroll-to-text-fragment/ leaves it open.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from index.ingest.readers.elements import Element
from index.ingest.readers.html.inline import fold
from index.ingest.readers.html.parsing import attribute
from index.ingest.readers.html.styles import Look, Styles
from index.records import EDGE, GAP, HIDDEN

_BLOCKS = frozenset(
    """
    address article aside blockquote body button caption center col colgroup dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main marquee menu nav ol
    optgroup p pre search section summary table tbody td textarea tfoot th thead tr ul
    """.split()  # noqa: SIM905
)
_NEVER = frozenset(
    "area base datalist head link meta noembed noframes noscript param rp script style template title".split()  # noqa: SIM905
)
_REPLACED = frozenset(
    "audio canvas embed iframe img input meter object picture progress select video".split()  # noqa: SIM905
)
_INLINE = frozenset({"inline", "contents", "initial", "unset"})
_BY_TAG = frozenset({"", "revert", "revert-layer", "inherit"})
_FLEX = frozenset({"flex", "inline-flex", "grid", "inline-grid"})
_KEEPS_LINES = frozenset({"pre", "pre-wrap", "pre-line", "break-spaces"})
_DROP_CAP = re.compile(r"(?:^|[\s_-])(?:has-)?(?:drop-?cap|first-?letter|lettrine)s?(?:$|[\s_-])", re.IGNORECASE)
_FIRST_LETTER = re.compile(r"\s*[^\w\s]*\w[^\w\s]*")
_LINE_OR_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]*\n\s*|[ \t\r\n\f\v\u00a0\u202f\u2007]+")


class Told(NamedTuple):
    """A run of text as the page has it, and where its first letter stands in the text of the page; None is nowhere."""

    text: str
    origin: int | None


@dataclass(slots=True)
class _Box:
    """An element that is open, as far as it matters to what stands in it."""

    mark: str = ""  # what parts it from what is around
    is_flex: bool = False  # whether what stands in it are boxes of their own
    is_parted: bool = False  # whether all that stands in it is, however deep
    is_visible: bool = True
    white_space: str = ""
    is_pre: bool = False
    has_drop_cap: bool = False  # which is still to come


class PageTexts:
    """The text of a page, and where in it stands what is said in an element or behind it."""

    def __init__(self, root: Element | None = None) -> None:
        """Of a part of a page, `root` is None: where that stands in its page is not known."""
        self._told: dict[tuple[Element, bool], list[Told]] = {}
        self._following: dict[Element, Element | None] = {}
        self._first: dict[Element, Element | None] = {}
        self._writer = _Writer()
        if root is not None:
            self._read(root, Styles(root))
        self.text = self._writer.text()

    def of(self, element: Element, behind: bool = False) -> list[Told]:
        """The text at the beginning of an element, or behind it, even where elements were taken out of that since."""
        text = (element.tail if behind else element.text) or ""
        if not text or not self._first:
            return [Told(text, None)]
        told = list(self._told.get((element, behind), ()))
        following = (self._following if behind else self._first).get(element)
        parent = element.getparent() if behind else element
        while following is not None and following.getparent() is not parent:
            told += self._told.get((following, True), ())
            following = self._following.get(following)
        return told if "".join(one.text for one in told) == text else [Told(text, None)]

    def _read(self, root: Element, styles: Styles) -> None:
        boxes = [_Box()]
        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            if event == "start":
                self._first[element] = next(iter(element), None)
                self._following[element] = element.getnext()
                look = styles.look(element)
                if (box := self._left_out(element, look, boxes[-1])) is not None:
                    boxes.append(box)
                    events.skip_subtree()
                else:
                    self._begin(element, look, boxes)
            else:
                self._writer.part(boxes.pop().mark)
                self._say(element, True, element.tail, boxes)

    def _begin(self, element: Element, look: Look, boxes: list[_Box]) -> None:
        outer = boxes[-1]
        box = _Box("\n" if _is_parted(element, look, outer) else EDGE)
        if element.tag in ("br", "wbr"):
            box.mark = "\n" if element.tag == "br" else ""
        elif element.tag == "svg" and box.mark == EDGE:
            box.mark = "\n" if next(element.iter("text"), None) is not None else GAP
        box.is_flex = look.display in _FLEX
        box.is_parted = outer.is_parted or element.tag == "math" or (element.tag == "svg" and box.mark == "\n")
        box.is_visible = (
            look.visibility == "visible" if look.visibility not in ("", "inherit", "unset") else outer.is_visible
        )
        box.white_space = look.white_space or ("pre" if element.tag in ("pre", "textarea") else outer.white_space)
        box.is_pre = box.white_space in _KEEPS_LINES and (element.tag == "pre" or outer.is_pre)
        box.has_drop_cap = look.first_letter or bool(
            box.mark == "\n" and element.get("class") and _DROP_CAP.search(attribute(element, "class"))
        )
        self._writer.part(box.mark)
        boxes.append(box)
        self._say(element, False, element.text, boxes)

    def _left_out(self, element: Element, look: Look, outer: _Box) -> _Box | None:
        """The box of an element of which nothing is found, or None."""
        mark, origin = EDGE, None
        if _is_hidden(element, look):
            origin = HIDDEN
        elif element.tag in _REPLACED:
            mark = "\n" if _is_parted(element, look, outer) else GAP
        elif element.tag == "ruby":  # of which something may be found, or not
            mark = GAP
        else:
            return None
        self._writer.part(mark)
        for text in element.itertext() if element.tag == "ruby" else ():
            self._writer.say(str(text), outer)
            self._writer.part(mark)
        for one in element.iter():
            self._first[one], self._following[one] = next(iter(one), None), one.getnext()
            if one.text:
                self._told[one, False] = [Told(one.text, origin)]
            if one.tail and one is not element:
                self._told[one, True] = [Told(one.tail, origin)]
        return _Box(mark)

    def _say(self, element: Element, behind: bool, text: str | None, boxes: list[_Box]) -> None:
        if text:
            self._told[element, behind] = list(self._said(text, boxes))

    def _said(self, text: str, boxes: list[_Box]) -> Iterator[Told]:
        box = boxes[-1]
        if not box.is_visible:
            self._writer.part(EDGE)
            yield Told(text, None)
            return
        letter = _FIRST_LETTER.match(text) if _has_drop_cap(boxes) else None
        if letter is not None:
            self._writer.say(letter[0], box)
            self._writer.part("\n")
            yield Told(letter[0], None)
            text = text[letter.end() :]
        yield Told(text, self._writer.say(text, box))


def _has_drop_cap(boxes: list[_Box]) -> bool:
    """Whether the first letter of what is open stands apart, which it does once."""
    for box in reversed(boxes):
        if box.has_drop_cap:
            box.has_drop_cap = False
            return True
        if box.mark == "\n":
            return False
    return False


def _is_hidden(element: Element, look: Look) -> bool:
    """Whether a browser finds nothing in an element, as it shows nothing of it."""
    if element.tag in _NEVER or look.display == "none" or look.content_visibility == "hidden":
        return True
    if element.tag in ("annotation", "annotation-xml", "desc", "defs") or element.get("inert") is not None:
        return True
    if look.display not in _BY_TAG:
        return False
    hidden = element.get("hidden")
    if (hidden is not None and hidden.lower() != "until-found") or element.get("popover") is not None:
        return True
    return element.tag == "dialog" and element.get("open") is None


def _is_parted(element: Element, look: Look, outer: _Box) -> bool:
    """Whether an element is surely a box of its own."""
    if look.display == "contents":
        return False
    if look.is_out or outer.is_flex or outer.is_parted:
        return True
    return element.tag in _BLOCKS or element.tag == "math" if look.display in _BY_TAG else look.display not in _INLINE


class _Writer:
    """The text of a page that is being written, with the marks of what parts it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0  # without marks
        self._last = "\n"  # that is no mark

    def text(self) -> str:
        """All of it."""
        return "".join(self._parts)

    def part(self, mark: str) -> None:
        """Parts what comes from what is there."""
        if mark == "\n":
            if self._last != "\n":
                self._add("\n")
        elif mark and self._parts and self._parts[-1] not in (mark, "\n"):
            self._parts.append(mark)

    def say(self, text: str, box: _Box) -> int:
        """Takes a run of text; where its first letter stands, which the blanks in front of it are not counted for."""
        if box.is_pre:
            start = self._length
            self._add(text)
            return start
        keeps_lines = box.white_space in _KEEPS_LINES
        said = _LINE_OR_BLANKS.sub(_kept, fold(text, spaces=False)) if keeps_lines else fold(text)
        lead = len(said) - len(said.lstrip(" \n"))
        if lead and self._last in " \n":
            said, lead = said[lead:], 0
        start = self._length + lead
        for piece in re.split(f"({GAP})", said) if GAP in said else [said]:
            self._parts += [GAP] if piece == GAP else []
            self._add(piece if piece != GAP else "")
        return start

    def _add(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)
            self._last = text[-1]


def _kept(blanks: re.Match[str]) -> str:
    """What stands for blanks that a browser keeps: the end of a line, or one of which it is not sure how many."""
    if "\n" in blanks[0]:
        return "\n"
    return " " if len(blanks[0]) == 1 else f"{GAP} "


NO_PAGE = PageTexts()
