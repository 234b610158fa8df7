"""From a piece of running text in reStructuredText to what of it is shown."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from docutils import nodes

_ROLE = re.compile(r":[^\s`]*:")  # before interpreted text
_ESCAPE = re.compile("\x00[ \n]?")  # docutils has them in place of backslashes


class Stretch(NamedTuple):
    """What is shown of the characters from `start` to `end`: themselves, or `plain`; `note` names a footnote."""

    start: int
    end: int
    plain: str | None = None
    note: str = ""


class MisplacedError(Exception):
    """What docutils says of a text is not found in it."""


def stretches(element: nodes.Element, raw: str, substitutions: Mapping[str, str]) -> Iterator[Stretch]:
    """The stretches of the source of an element, in order, that are shown. Raises MisplacedError."""
    cursor = 0
    for child in element.children:
        if isinstance(child, nodes.Element) and not child.children and "note" not in child:
            continue  # the address in a link, and others that show nothing
        source = _source(child)
        start = raw.find(source, cursor)
        if start < 0:
            raise MisplacedError
        if isinstance(child, nodes.Text):
            yield from _unescaped(child, start)
        elif isinstance(child, nodes.Element):
            yield from _inline(child, start, start + len(source), substitutions)
        cursor = start + len(source)


def _source(node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        return node.replace("\x00", "\\")
    return node.rawsource if isinstance(node, nodes.Element) else ""


def _inline(element: nodes.Element, start: int, end: int, substitutions: Mapping[str, str]) -> Iterator[Stretch]:
    """What is shown of an element whose source stands from `start` to `end`."""
    if "note" in element:
        yield Stretch(start, end, note=element["note"])
        return
    if isinstance(element, (nodes.image, nodes.system_message, nodes.raw)):
        return
    name = element.next_node(nodes.substitution_reference, include_self=True)
    if name is not None:
        yield Stretch(start, end, substitutions.get(" ".join(name.astext().split()).lower(), name.astext()))
        return
    role = _ROLE.match(element.rawsource)
    place = role.end() if role else 0
    for text in element.findall(nodes.Text):
        place = element.rawsource.find(_source(text), place)
        if place < 0:
            yield Stretch(start, end, element.astext())
            return
        yield from _unescaped(text, start + place)
        place += len(text)


def _unescaped(text: nodes.Text, start: int) -> Iterator[Stretch]:
    """What stands between escapes."""
    place = 0
    for escape in _ESCAPE.finditer(text):
        if place < escape.start():
            yield Stretch(start + place, start + escape.start())
        place = escape.end()
    if place < len(text):
        yield Stretch(start + place, start + len(text))
