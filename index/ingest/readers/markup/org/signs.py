r"""Signs that have names: `\alpha`, `a_{1}`, a line break."""

import re
from collections.abc import Iterator
from html.entities import html5

from index.ingest.readers.markup.marks import raised
from index.ingest.readers.markup.sourced_text import LINE_BREAK, Edit, SourcedText, edited

_NAME = re.compile(
    r"(?<![\\:])\\(?:([a-zA-Z]{1,30}[1-4]{0,2})\{\}|(?<![^\W\d]\\)([a-zA-Z]{1,30}[1-4]{0,2})(?![a-zA-Z])|-(?=\w))"
)
# Those that HTML has by other names, or for other signs.
_NAMES = {
    **{"to": "→", "dots": "…", "ldots": "…", "EUR": "€", "EURdig": "€", "infty": "∞", "neq": "≠", "slash": "/"},
    **{"under": "_", "ensp": " ", "emsp": " ", "thinsp": " ", "vert": "|", "vbar": "|", "dollar": "$", "USD": "$"},
    **{"celsius": "℃", "degree": "°", "plus": "+", "equal": "=", "star": "*", "colon": ":", "percent": "%"},
}
_LOW = re.compile(r"(?<=\S)_\{([^{}\n]{1,200})\}|(?:(?<![a-z_])[A-Z][a-z]?|(?<!\w)[a-z]|\))(_)\d{1,2}(?![\d_])")
_HIGH = re.compile(r"(?<=\S)\^\{([^{}\n]{1,200})\}")
_BREAK = re.compile(r"[ \t]?\\\\(?:\n|\Z)")
_COOKIE = re.compile(r"\[(?:\d{0,6}/\d{0,6}|\d{0,3}%)\]")


def with_signs(text: SourcedText) -> SourcedText:
    """A text with the signs that stand there by name, and with the line breaks that are kept."""
    if "_" in text.seen:
        text = edited(text, _lowered(text))
    if "^" in text.seen:
        text = edited(text, _raised(text))
    if "\\" in text.seen:
        text = edited(text, _breaks(text))
        text = edited(text, _named(text))
    return text


def without_progress(text: SourcedText) -> SourcedText:
    """A text without how many of its tasks are done."""
    return edited(text, (Edit(*match.span()) for match in _COOKIE.finditer(text.seen)))


def _named(text: SourcedText) -> Iterator[Edit]:
    for match in _NAME.finditer(text.seen):
        name = match[1] or match[2]
        sign = "" if name is None else _NAMES.get(name) or html5.get(f"{name};")
        if sign is not None:
            yield Edit(*match.span(), text.standing_for(sign, *match.span()))


def _lowered(text: SourcedText) -> Iterator[Edit]:
    for match in _LOW.finditer(text.seen):
        if match[2]:
            yield Edit(*match.span(2))
        else:
            yield Edit(*match.span(), text.part(*match.span(1)))


def _raised(text: SourcedText) -> Iterator[Edit]:
    for match in _HIGH.finditer(text.seen):
        start = match.start() + len(raised(text.seen[match.start() - 1], match[1]))
        yield Edit(start, match.start(1))
        yield Edit(match.end(1), match.end())


def _breaks(text: SourcedText) -> Iterator[Edit]:
    for match in _BREAK.finditer(text.seen):
        yield Edit(*match.span(), text.standing_for(LINE_BREAK, *match.span()) if match.end() < len(text) else None)
