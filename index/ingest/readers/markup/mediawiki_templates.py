"""Templates of wikitext that show what is written in them; others show what is written elsewhere."""

import re
from collections.abc import Iterator, Sequence

from mwparserfromhell.nodes import Template

from index.ingest.readers.markup.mediawiki_nodes import parameters

INFOBOX = re.compile(r"(?:.*[ _-])?(?:infobox|info box)\b|taxobox|ficha de |infobulle", re.IGNORECASE)
"""Names of templates that show their parameters as a table."""

BLOCKS = frozenset(
    [
        "quote",
        "blockquote",
        "cquote",
        "quotation",
        "note",
        "tip",
        "warning",
        "important",
        "caution",
        "info",
        "hint",
        "notice",
        "danger",
        "attention",
        "nota",
        "aviso",
        "hinweis",
        "remarque",
        "poem",
    ]
)
"""Names of templates that show what is written in them apart."""

NOTES = frozenset(("efn", "refn", "notetag", "note label", "fn"))
"""Names of templates that make a footnote of what is written in them."""

_FIRST = frozenset(
    [
        "nowrap",
        "nobr",
        "small",
        "big",
        "smaller",
        "larger",
        "sc",
        "smallcaps",
        "mono",
        "code",
        "tt",
        "kbd",
        "key",
        "em",
        "strong",
        "abbr",
        "tooltip",
        "ill",
        "mvar",
        "math",
        "sub",
        "sup",
        "formatnum",
        "lc",
        "uc",
        "lcfirst",
        "ucfirst",
        "vanchor",
        "samp",
        "var",
        "highlight",
        "bold",
        "italic",
        "underline",
        "center",
    ]
)
_LAST = frozenset(["color", "colour", "lang", "transl", "transliteration", "font"])
_TEXT = frozenset(("text", "quote", "content", "message", "1"))
_BETWEEN = frozenset(("to", "-", "–", "and", "or", "by", "x", "+/-", "±"))
_NOT_FACTS = re.compile(
    r"(?:.*[ _])?(?:image|logo|map|caption|alt|size|width|height_px|style|class|color|colour|coordinates|flag|icon"
    r"|picture|photo|bild|imagen|foto)\d*(?:[ _].*)?$",
    re.IGNORECASE,
)

_Part = tuple[int, int]


def shown_parts(template: Template, start: int) -> Sequence[_Part]:
    """Where what a template shows in running text stands, of one that stands from a place on."""
    name = name_of(template)
    unnamed = [(place, place + len(str(value))) for key, value, place in parameters(template, start) if key.isdecimal()]
    if name in ("convert", "cvt"):
        values = [str(value).strip() for key, value, _ in parameters(template, start) if key.isdecimal()]
        return unnamed[: 4 if values[1:2] and values[1] in _BETWEEN else 2]
    if name in _FIRST or name.startswith("lang-"):
        return unnamed[:1]
    return unnamed[-1:] if name in _LAST else ()


def text_of(template: Template, start: int) -> _Part | None:
    """Where the text of a template stands that shows it apart, or as a footnote."""
    for key, value, place in parameters(template, start):
        if key.lower() in _TEXT:
            return place, place + len(str(value))
    return None


def facts(template: Template, start: int) -> Iterator[tuple[str, int, _Part]]:
    """What a table of facts says: of each the name, where that begins, and where the value stands."""
    for key, value, place in parameters(template, start):
        if not key.isdecimal() and str(value).strip() and not _NOT_FACTS.match(key):
            first = place + len(str(value)) - len(str(value).lstrip())
            yield (
                " ".join(key.replace("_", " ").split()),
                place - 1 - len(key),
                (first, first + len(str(value).strip())),
            )


def name_of(template: Template) -> str:
    """The name of a template as it is compared."""
    return " ".join(str(template.name).replace("_", " ").split()).lower()
