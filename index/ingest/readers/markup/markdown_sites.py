"""What sites add to Markdown, as CommonMark has it: callouts, containers, admonitions, tabs, questions, tables."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest

from index.ingest.readers.markup.markdown_lines import DELIMITERS, Line
from index.ingest.readers.markup.markdown_seen import END_OF_HEADING, PLACEHOLDER, QUESTION

_CALLOUT = re.compile(r"([ \t]*(?:>[ \t]?)+)\[!([\w-]+)(?:\|[^\]]*)?\][+-]?[ \t]*(.*)")
_CONTAINER = re.compile(
    rf"""[ \t]*(?::{{3,}}|/{{3,}})[ \t]*(?:\{{?(?P<name>[\w-]+)\}}?)?
    (?:\[(?P<bracketed>.*)\]|[ \t{PLACEHOLDER}]+\|?[ \t]*(?P<title>.*?))?[ \t]*""",
    re.VERBOSE,
)
_ADMONITION = re.compile(
    r"""(?P<indent>[ \t]*)(?:(?P<sign>!!!|\?\?\?\+?)[ \t]+[\w -]+?[ \t]*(?:"(?P<title>.*)")?
    |(?P<tabs>===)[!+]?[ \t]+"(?P<tab>.*)")[ \t]*""",
    re.VERBOSE,
)
_ASKED = re.compile(
    r"""(?P<indent>[ ]{0,3}(?:>[ ]?)*)(?P<bold>[*_]{2})?(?:Q|Question|Frage|Pregunta|Domanda|Pergunta)[ ]?\d{0,3}[:.)]
    (?P<closed>[*_]{2})?[ \t]+(?P<said>\S.*?)
    (?:(?:[*_]{2})?[ \t]*|(?(closed)(?!)|(?(bold)[*_]{2}[ \t]+(?P<answer>\S.*)|(?!))))""",
    re.VERBOSE,
)
_ASKING = frozenset({"question", "faq", "help", "details", "quiz", "tab"})
_INDENT = 4
_MOST_INDENT = 3  # from four columns on it is code


@dataclass(slots=True)
class _Open:
    """What is open from one line to the next, each with whether it has a heading."""

    containers: list[bool] = field(default_factory=list)
    indented: list[tuple[int, bool]] = field(default_factory=list)  # admonitions and tabs, with their indents


def common_lines(lines: Iterable[Line], code: Collection[int]) -> Iterator[Line]:
    """The lines of Markdown with what sites add to it as CommonMark has it; `code` are where lines of code begin."""
    open_ = _Open()
    common = chain.from_iterable(_common(line, open_, line.places[0] in code) for line in lines)
    return _tables(list(common), code)


def _common(line: Line, open_: _Open, is_code: bool) -> Iterator[Line]:
    yield from _closed(line, open_)
    if open_.indented and line.text.strip():
        line = line.without_columns(_INDENT * len(open_.indented))
    if is_code:
        yield line
    elif match := _CALLOUT.fullmatch(line.text):
        asks = match[2].lower() in _ASKING and bool(match[3])
        yield line.cut(match.start(3), in_front=match[1] + QUESTION * asks)
        yield line.instead(match[1])
    elif match := _CONTAINER.fullmatch(line.text):
        yield from _container(line, match, open_)
    elif match := _ASKED.fullmatch(line.text):
        yield from _apart(line.cut(*match.span("said"), match["indent"] + QUESTION))
        if match["answer"]:
            yield line.cut(*match.span("answer"), match["indent"])
    elif match := _ADMONITION.fullmatch(line.text):
        title = "tab" if match["tabs"] else "title"
        asks = bool(match[title]) and match["sign"] != "!!!"
        open_.indented.append((len(match["indent"].expandtabs(_INDENT)), asks))
        if match[title]:
            yield line.cut(*match.span(title), match["indent"] + QUESTION * asks)
        yield line.instead()
    else:
        yield line


def _container(line: Line, match: re.Match[str], open_: _Open) -> Iterator[Line]:
    """The line that opens or closes a container: its title, if it has one, by itself."""
    if not match["name"]:
        has_heading = open_.containers.pop() if open_.containers else False
        yield line.instead(END_OF_HEADING * has_heading)
        return
    title = "bracketed" if match["bracketed"] else "title"
    asks = bool(match[title]) and match["name"].lower() in _ASKING
    open_.containers.append(asks)
    if match[title]:
        yield from _apart(line.cut(*match.span(title), QUESTION * asks))
    else:
        yield line.instead()


def _closed(line: Line, open_: _Open) -> Iterator[Line]:
    """Closes the admonitions and tabs that end before a line; where one has a heading, with the end of that."""
    while line.text.strip() and open_.indented:
        indent, has_heading = open_.indented[-1]
        if line.columns >= _INDENT * len(open_.indented) + indent:
            return
        open_.indented.pop()
        if has_heading:
            yield line.instead(END_OF_HEADING)


def _apart(line: Line) -> Iterator[Line]:
    yield from (line.instead(), line, line.instead())


def _tables(lines: Sequence[Line], code: Collection[int]) -> Iterator[Line]:
    """The rows of tables as rows, also where they are indented for their looks, or begin as an item would."""
    in_table = headed = False
    for line, following in zip_longest(lines, lines[1:]):
        delimited = following is not None and "|" in line.text and DELIMITERS.fullmatch(following.text) is not None
        if line.places[0] in code or "|" not in line.text:
            in_table = False
        elif in_table and not line.text.lstrip().startswith("|"):
            line = line.cut(0, in_front="|")
        elif delimited and line.columns > _MOST_INDENT:
            line = line.cut(line.indent, in_front="|" * line.text.lstrip().startswith("|"))
        in_table = in_table or (headed and DELIMITERS.fullmatch(line.text) is not None)
        headed = "|" in line.text
        yield line
