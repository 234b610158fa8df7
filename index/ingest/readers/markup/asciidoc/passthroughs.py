"""What is shown as it stands: `+text+`, `++text++`, `pass:[text]`, formulas."""

import re
from collections.abc import Iterator

from index.ingest.readers.markup.sourced_text import Edit, SourcedText, edited

_OPENING = re.compile(
    r"(\\?)(?:(\+\+\+|\$\$|\+\+(?=\S))|(?<![\w;:])pass:([a-z,]*)\[|(?<!\w)(?:stem|latexmath|asciimath):[a-z,]*\["
    r"|(?<![\w;:}])(\+)(?=\S))"
)
_PLUS_END = re.compile(r"(?<=\S)\+(?!\w)")
_LONGEST = 4000  # characters between the marks
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b[^<>]{0,1000}>.*?(?:</\1>|\Z)|</?[a-zA-Z][^<>]{0,1000}>",
    re.DOTALL | re.IGNORECASE,
)
_READ_ON = frozenset("aqnmr")  # substitutions after which what is passed is no longer literal


def with_literals(text: SourcedText) -> SourcedText:
    """A text in which all that is shown as it stands is literal, without the marks around it."""
    if not any(sign in text.seen for sign in ("+", "$$", ":")):
        return text
    return edited(text, _edits(text))


def closing_bracket(seen: str, place: int) -> int:
    """Where the bracket closes that is open at a place; -1 where it does not."""
    end = min(len(seen), place + _LONGEST)
    while (at := seen.find("]", place, end)) >= 0 and seen[at - 1] == "\\":
        place = at + 1
    return at


def without_escapes(text: SourcedText) -> SourcedText:
    """A text from between brackets, with the brackets in it that are escaped."""
    return edited(text, [Edit(match.start(), match.start() + 1) for match in re.finditer(r"\\\]", text.seen)])


def without_tags(text: SourcedText) -> SourcedText:
    """HTML without its tags, comments, scripts and styles."""
    return edited(text, [Edit(*match.span()) for match in _MARKUP.finditer(text.seen)])


def _edits(text: SourcedText) -> Iterator[Edit]:
    place, last_plus = 0, text.seen.rfind("+")
    while match := _OPENING.search(text.seen, place):
        start, inner = match.span()
        mark = match[2] or match[4] or "]"
        if match[4]:
            closed = _PLUS_END.search(text.seen, inner + 1) if inner < last_plus else None
            end = closed.start() if closed else -1
            last_plus = last_plus if closed else -1  # none will close another
        elif match[2]:
            end = text.seen.find(mark, inner + 1, inner + _LONGEST)
        else:
            end = closing_bracket(text.seen, inner)
        place = end + len(mark)
        if end < 0:  # what is left of the mark may be a shorter one
            place = start + len(match[1]) + 1 if match[2] else inner
        elif match[1]:
            yield Edit(start, inner, text.part(start + 1, inner).literal())
            yield Edit(end, place, text.part(end, place).literal())
        else:
            yield Edit(start, place, _passed(text.part(inner, end), match))


def _passed(content: SourcedText, match: re.Match[str]) -> SourcedText:
    if not match[2] and not match[4]:
        content = without_escapes(content)
    if match[3] is not None and _READ_ON & set(match[3]):
        return content
    return (without_tags(content) if match[2] == "+++" or match[3] is not None else content).literal()
