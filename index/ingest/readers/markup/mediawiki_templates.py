"""Templates of wikitext that show what is written in them as text; others are tables of facts, or tell of the page."""

import re
from collections.abc import Sequence

from mwparserfromhell.nodes import Template

from index.ingest.readers.markup.mediawiki_nodes import parameters

BLOCKS = re.compile(
    r"(?:(?:block|c)?quote|quotation|note|tip|hint|important|warning|caution|danger|hinweis|nota|aviso|remarque|poem)$"
)
"""Names of templates that show what is written in them apart."""

NOTES = frozenset(("efn", "refn", "notetag", "note label", "fn"))
"""Names of templates that make a footnote of what is written in them."""

_FIRST = re.compile(
    r"""(?: nowrap | nobr | small | big | smaller | larger | sc | smallcaps | mono | code | tt | kbd | key | em | strong
    | abbr | tooltip | ill | mvar | math | sub | sup | formatnum | lc | uc | lcfirst | ucfirst | vanchor | samp
    | var | highlight | bold | italic | underline | center )$""",
    re.VERBOSE,
)
_LAST = frozenset(["color", "colour", "lang", "transl", "transliteration", "font"])
_TEXT = frozenset(("text", "quote", "content", "message", "1"))
_BETWEEN = frozenset(("to", "-", "–", "and", "or", "by", "x", "+/-", "±"))

_Part = tuple[int, int]


def shown_parts(template: Template, start: int) -> Sequence[_Part]:
    """Where what a template shows in running text stands, of one that stands from a place on."""
    name = name_of(template)
    unnamed = [(place, place + len(str(value))) for key, value, place in parameters(template, start) if key.isdecimal()]
    if name in ("convert", "cvt"):
        values = [str(value).strip() for key, value, _ in parameters(template, start) if key.isdecimal()]
        return unnamed[: 4 if values[1:2] and values[1] in _BETWEEN else 2]
    if _FIRST.match(name) or name.startswith("lang-"):
        return unnamed[:1]
    return unnamed[-1:] if name in _LAST else ()


def text_of(template: Template, start: int) -> _Part | None:
    """Where the text of a template stands that shows it apart, or as a footnote."""
    for key, value, place in parameters(template, start):
        if key.lower() in _TEXT:
            return place, place + len(str(value))
    return None


def name_of(template: Template) -> str:
    """The name of a template as it is compared."""
    return " ".join(str(template.name).replace("_", " ").split()).lower()
