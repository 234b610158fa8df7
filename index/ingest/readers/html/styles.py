"""What the styles that stand in a page itself say of how its elements are laid out, as far as that parts its text."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import tinycss2
from cssselect2 import ElementWrapper, Matcher, SelectorError, compile_selector_list

from index.ingest.readers.elements import Element
from index.ingest.readers.html.parsing import attribute

_PROPERTIES = frozenset({"display", "float", "position", "visibility", "white-space", "content-visibility"})
_RELEVANT = re.compile("|".join(_PROPERTIES), re.IGNORECASE)
_LONGEST = 1_000_000  # characters of styles, of which no more are read
_MOST_TESTS = 20_000_000  # of selectors on elements; a page of which more would be needed is read without its styles
# What is true only after something is done to the page, or takes long to tell of many elements.
_UNTOLD = re.compile(r"~|:(?:has|nth|last|only|empty|hover|focus|active|target|checked|open)\b|:not\(:(?:first|last)")
_WIDTH = re.compile(r"\((min|max)-width\s*:\s*([\d.]+)(px|em|rem)\)")
_OTHER_MEDIA = re.compile(r"^\s*(?:only\s+)?(?:print|speech)\b|prefers-(?!color-scheme\s*:\s*light)|not all")
_WINDOW = 1280.0  # pixels across, as people have on a desk
_PIXELS = {"px": 1.0, "em": 16.0, "rem": 16.0}
_NESTED_RULES = frozenset({"media", "supports", "layer", "container"})

Declarations = tuple[tuple[str, str, bool], ...]
"""Of each property its name, its value, and whether it is important."""


class Look(NamedTuple):
    """How an element is laid out, empty where nothing is said of that.

    `is_out` is whether it is out of the line: it floats, or is placed by itself. `first_letter` is the same of its
    first letter.
    """

    display: str = ""
    is_out: bool = False
    visibility: str = ""
    white_space: str = ""
    content_visibility: str = ""
    first_letter: bool = False


NO_LOOK = Look()


class Styles:
    """The styles of a page, by its elements."""

    def __init__(self, root: Element) -> None:
        self._matcher = Matcher()
        self._count = 0
        for declarations, selectors in _rules("\n".join(_sheets(root))[:_LONGEST]):
            self._add(selectors, declarations)
        self._looks = dict(self._looked(root)) if self._count else {}

    def look(self, element: Element) -> Look:
        """How an element is laid out."""
        style = attribute(element, "style")
        if style and _RELEVANT.search(style):
            return _look(_declared(style), self._looks.get(element, NO_LOOK))
        return self._looks.get(element, NO_LOOK)

    def _add(self, selectors: str, declarations: Declarations) -> None:
        if _UNTOLD.search(selectors):
            return
        try:
            compiled = compile_selector_list(selectors)
        except SelectorError:
            return
        for selector in compiled:
            self._count += 1
            self._matcher.add_selector(selector, declarations)

    def _looked(self, root: Element) -> Iterator[tuple[Element, Look]]:
        if self._count * sum(1 for _ in root.iter()) > _MOST_TESTS:
            return
        for wrapped in ElementWrapper.from_html_root(root).iter_subtree():
            matched = self._matcher.match(wrapped)
            if not matched:
                continue
            own = [one for _, _, pseudo, declarations in matched if pseudo is None for one in declarations]
            letter = [one for _, _, pseudo, ones in matched if pseudo == "first-letter" for one in ones]
            yield wrapped.etree_element, _look(own, NO_LOOK)._replace(first_letter=_look(letter, NO_LOOK).is_out)


def _sheets(root: Element) -> Iterator[str]:
    for style in root.iter("style"):
        if _applies(attribute(style, "media")):
            yield style.text or ""


def _rules(css: str) -> Iterator[tuple[Declarations, str]]:
    """The declarations that matter of each rule, and its selectors."""
    if not _RELEVANT.search(css):
        return
    waiting: list[Any] = list(reversed(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)))
    while waiting:
        rule = waiting.pop()
        if rule.type == "at-rule" and rule.lower_at_keyword in _NESTED_RULES and rule.content is not None:
            if rule.lower_at_keyword != "media" or _applies(tinycss2.serialize(rule.prelude)):
                nested = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                waiting += reversed(nested)
        elif rule.type == "qualified-rule" and (declarations := tuple(_declared(rule.content))):
            yield declarations, tinycss2.serialize(rule.prelude)


def _applies(media: str) -> bool:
    """Whether styles for some media are for a window on a desk."""
    media = media.lower()
    if not media.strip():
        return True
    return any(
        not _OTHER_MEDIA.search(one)
        and all(
            (float(width) * _PIXELS[unit] <= _WINDOW) == (bound == "min") for bound, width, unit in _WIDTH.findall(one)
        )
        for one in media.split(",")
    )


def _declared(content: str | list[Any]) -> Iterator[tuple[str, str, bool]]:
    for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if one.type == "declaration" and one.lower_name in _PROPERTIES:
            yield one.lower_name, tinycss2.serialize(one.value).strip().lower(), one.important


def _look(declarations: Iterable[tuple[str, str, bool]], base: Look) -> Look:
    """The look that declarations give in their order, of which those that are important outdo the others."""
    said = dict[str, str]()
    for name, value, _ in sorted(declarations, key=lambda declared: declared[2]):
        said[name] = value
    is_out = said.get("float", "none") != "none" or said.get("position", "") in ("absolute", "fixed")
    return Look(
        said.get("display", base.display),
        is_out or (base.is_out and not {"float", "position"} & said.keys()),
        said.get("visibility", base.visibility),
        said.get("white-space", base.white_space),
        said.get("content-visibility", base.content_visibility),
        base.first_letter,
    )
