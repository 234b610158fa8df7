"""Where the parts of wikitext stand, of which mwparserfromhell tells what they are; all of a text is in one of them."""

from collections.abc import Iterator

import mwparserfromhell
from mwparserfromhell.nodes import Node, Tag, Template
from mwparserfromhell.wikicode import Wikicode


def parsed(text: str) -> Wikicode:
    """The parts of a text; marks of bold and italic are left in it."""
    return mwparserfromhell.parse(text, skip_style_tags=True)


def placed(code: Wikicode, start: int) -> Iterator[tuple[Node, int, int]]:
    """The parts of what stands from a place on, with where each begins and ends."""
    for node in code.nodes:
        end = start + len(str(node))
        yield node, start, end
        start = end


def contents_start(tag: Tag, start: int) -> int:
    """Where what is in a tag begins that stands from a place on."""
    closing = tag.closing_wiki_markup or "" if tag.wiki_markup else f"</{tag.closing_tag}>"
    return start + len(str(tag)) - len(closing) - len(str(tag.contents))


def attribute(tag: Tag, name: str) -> str:
    """What a tag says of itself, or nothing."""
    return str(tag.get(name).value).strip() if tag.has(name) and tag.get(name).value is not None else ""


def parameters(template: Template, start: int) -> Iterator[tuple[str, Wikicode, int]]:
    """The parameters of a template that stands from a place on: name, or number, value and where that begins."""
    place = start + len("{{") + len(str(template.name))
    for parameter in template.params:
        end = place + len("|") + len(str(parameter))
        yield str(parameter.name).strip(), parameter.value, end - len(str(parameter.value))
        place = end
