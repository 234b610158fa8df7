"""Markdown made ready to be parsed: its lines without what is hidden, and what sites add to it as CommonMark has it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.ingest.readers.markup.markdown_hidden import Hidden
from index.records import Span

# Stands for what is hidden within a line: punctuation to CommonMark, so that emphasis beside it is told as it should,
# which no text uses; it is left out by its place, not by what it is.
PLACEHOLDER = "\U0001bc9f"
_LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")
_CALLOUT = re.compile(r"([ \t]*(?:>[ \t]?)+)\[!([\w-]+)(?:\|[^\]]*)?\][+-]?[ \t]*(.*)")
_CONTAINER = re.compile(r"[ \t]*(:{3,})[ \t]*(?:\{?([\w-]+)\}?)?(?:\[(.*)\]|[ \t]+(.*?))?[ \t]*")
_ADMONITION = re.compile(
    r"""(?P<indent>[ \t]*)(?:(?P<sign>!!!|\?\?\?\+?)[ \t]+[\w -]+?[ \t]*(?:"(?P<title>.*)")?
    |(?P<tabs>===)[!+]?[ \t]+"(?P<tab>.*)")[ \t]*""",
    re.VERBOSE,
)
_ASKED = re.compile(
    r"""(?P<indent>[ ]{0,3}(?:>[ ]?)*)(?:[*_]{2})?(?:Q|Question|Frage|Pregunta|Domanda|Pergunta)[ ]?\d{0,3}[:.)]
    (?:[*_]{2})?[ \t]+(?P<said>\S.*?)(?:[*_]{2})?[ \t]*""",
    re.VERBOSE,
)
_ASKING = frozenset({"question", "faq", "help", "details", "quiz"})
_INDENT = 4
_UNSEEN = " \t" + PLACEHOLDER
_QUESTION = "###### "
_HEADINGS = {**{f"h{level}": "#" * level + " " for level in range(1, 7)}, "summary": _QUESTION, "li": "- "}
_END_OF_HEADING = "######"
# What parts words, unlike what only marks them.
_PARTING = frozenset(
    """
    br p div li ul ol dl dt dd td th tr table tbody thead details summary section article header footer hr blockquote
    pre figure figcaption center h1 h2 h3 h4 h5 h6 option tab tabitem step steps card
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is parsed: behind what was put in front, `in_front` characters, it stands at `start` in the text."""

    text: str
    start: int
    in_front: int = 0

    def offset(self, column: int) -> int:
        """Where the character of a column stands in the text."""
        return self.start + max(column - self.in_front, 0)


@dataclass(slots=True)
class _Open:
    """What is open from one line to the next."""

    containers: list[bool] = field(default_factory=list)  # of ":::", whether it has a heading
    indented: list[tuple[int, bool]] = field(default_factory=list)  # the indents of "!!!", and the same
    heading: str = ""  # a tag of a heading, of which the words follow


def lines_of(text: str) -> list[Span]:
    """The lines of a text, without their ends, as CommonMark parts them."""
    spans = [Span(*match.span(1)) for match in _LINE.finditer(text)]
    return spans[:-1] if len(spans) > 1 and spans[-1].start == len(text) == spans[-1].end else spans


def prepared(text: str, lines: Sequence[Span], hidden: Sequence[Hidden], start: int) -> list[Line]:
    """The lines of a text from an offset on, as they are parsed."""
    starts, ends, open_ = [one.start for one in hidden], [one.end for one in hidden], _Open()
    ready = list[Line]()
    for line in lines:
        if line.start >= start:
            within = hidden[bisect_left(ends, line.start + 1) : bisect_left(starts, line.end)]
            ready += _written_out(_seen(text, line, within, open_), open_)
    return ready


def _seen(text: str, line: Span, hidden: Sequence[Hidden], open_: _Open) -> Line:
    """A line without what is hidden of it, and as a heading where its tags say so."""
    characters = list(text[line.start : line.end])
    for one in hidden:
        stand_in = " " if one.tag.lstrip("/") in _PARTING else PLACEHOLDER
        for place in range(max(one.start, line.start), min(one.end, line.end)):
            characters[place - line.start] = stand_in
    said = "".join(characters).rstrip(_UNSEEN)
    tags = [one.tag for one in hidden if one.start >= line.start]
    if not said:
        open_.heading = next((_HEADINGS[tag] for tag in reversed(tags) if tag in _HEADINGS), open_.heading)
        ending = _END_OF_HEADING if "/details" in tags else ""
        return Line(ending, line.start, len(ending))
    first = len(said) - len(said.lstrip(_UNSEEN))
    indent = min(first, max(hidden[0].start - line.start, 0)) if hidden else first
    heading = next((_HEADINGS[tag] for tag in tags if tag in _HEADINGS), open_.heading)
    open_.heading = ""
    if not heading and indent == first:
        return Line(said, line.start)
    in_front = said[:indent] + heading
    return Line(in_front + said[first:], line.start + first, len(in_front))


def _written_out(line: Line, open_: _Open) -> Iterator[Line]:
    """A line as CommonMark has it: callouts, containers and admonitions as paragraphs, questions as headings."""
    yield from _closed(line, open_)
    line = _dedented(line, open_)
    if match := _CALLOUT.fullmatch(line.text):
        asks = match[2].lower() in _ASKING and bool(match[3])
        yield _cut(line, match.start(3), match[1] + _QUESTION * asks)
        yield Line(match[1], line.start, len(match[1]))
    elif match := _CONTAINER.fullmatch(line.text):
        yield from _container(line, match, open_)
    elif match := _ASKED.fullmatch(line.text):
        yield Line("", line.start)
        yield _cut(line, match.start("said"), match["indent"] + _QUESTION, match.end("said"))
        yield Line("", line.start)
    elif match := _ADMONITION.fullmatch(line.text):
        title = "tab" if match["tabs"] else "title"
        asks = bool(match[title]) and match["sign"] != "!!!"
        open_.indented.append((len(match["indent"].expandtabs(_INDENT)), asks))
        if match[title]:
            yield _cut(line, match.start(title), match["indent"] + _QUESTION * asks, match.end(title))
        yield Line("", line.start)
    else:
        yield line


def _container(line: Line, match: re.Match[str], open_: _Open) -> Iterator[Line]:
    """The line that opens or closes a container: its title, if it has one, by itself."""
    if not match[2]:
        has_heading = open_.containers.pop() if open_.containers else False
        yield Line(_END_OF_HEADING * has_heading, line.start, len(_END_OF_HEADING))
        return
    title = 3 if match[3] is not None else 4
    asks = bool(match[title]) and match[2].lower() in _ASKING
    open_.containers.append(asks)
    if match[title]:
        yield _cut(line, match.start(title), _QUESTION * asks, match.end(title))
    yield Line("", line.start)


def _closed(line: Line, open_: _Open) -> Iterator[Line]:
    """Closes the admonitions and tabs that end before a line; where one has a heading, with the end of that."""
    columns = _columns(line)
    while line.text.strip() and open_.indented:
        indent, has_heading = open_.indented[-1]
        if columns >= _INDENT * len(open_.indented) + indent:
            return
        open_.indented.pop()
        if has_heading:
            yield Line(_END_OF_HEADING, line.start, len(_END_OF_HEADING))


def _dedented(line: Line, open_: _Open) -> Line:
    """A line without the indents of the admonitions and tabs that it stands in."""
    drop = _INDENT * len(open_.indented)
    if not drop or not line.text.strip():
        return line
    return _cut(line, len(line.text) - len(line.text.lstrip(" \t")), " " * (_columns(line) - drop))


def _columns(line: Line) -> int:
    indent = len(line.text) - len(line.text.lstrip(" \t"))
    return len(line.text[:indent].expandtabs(_INDENT))


def _cut(line: Line, first: int, in_front: str, end: int | None = None) -> Line:
    """A line from a column on (up to another), with something else put in front."""
    return Line(in_front + line.text[first:end], line.offset(first), len(in_front))
