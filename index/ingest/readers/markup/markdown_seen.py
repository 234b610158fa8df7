"""The lines of Markdown without what is hidden in them; tags that make a heading or a table are written as Markdown."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from index.ingest.readers.markup.markdown_hidden import Hidden
from index.ingest.readers.markup.markdown_lines import Line
from index.records import Span

# Stands for what is hidden within a line: punctuation to CommonMark, so that emphasis beside it is told as it should,
# which no text uses; it is left out by its place, not by what it is.
PLACEHOLDER = "\U0001bc9f"
QUESTION = "###### "
END_OF_HEADING = "######"
_UNSEEN = " \t" + PLACEHOLDER
_MOST_INDENT = 3  # of a heading
_HEADINGS = {**{f"h{level}": "#" * level + " " for level in range(1, 7)}, "summary": QUESTION, "li": "- "}
_FOLDING = frozenset({"details", "tabs", "tab", "tabitem", "accordion", "accordionitem", "collapse", "expand"})
# What parts words, unlike what only marks them.
_PARTING = _FOLDING | frozenset(
    """
    br p div li ul ol dl dt dd td th tr table tbody thead tfoot summary section article header footer hr blockquote pre
    figure figcaption center caption h1 h2 h3 h4 h5 h6 option step steps card
    """.split()  # noqa: SIM905
)
_BLOCKS = frozenset("table p ul ol dl pre blockquote div h1 h2 h3 h4 h5 h6".split())  # noqa: SIM905


def seen_lines(text: str, lines: Sequence[Span], hidden: Sequence[Hidden]) -> Iterator[Line]:
    """What is seen of the lines of a text."""
    tables = _tables(hidden)
    starts, ends, heading = [one.start for one in hidden], [one.end for one in hidden], ""
    table_end = -1
    for whole in lines:
        line = Span(max(whole.start, table_end), whole.end)
        if whole.start < table_end and line.start >= line.end:
            continue
        first, last = bisect_left(ends, line.start + 1), bisect_left(starts, line.end)
        opened = next((number for number in range(first, last) if number in tables), None)
        if opened is not None and (rows := list(_rows(text, hidden[opened : tables[opened] + 1]))):
            before = Span(line.start, hidden[opened].start)
            yield from (_seen(text, before, hidden[first:opened], heading)[0], rows[0].instead(), *rows)
            yield rows[-1].instead()
            heading, table_end = "", hidden[tables[opened]].end
            line, first = Span(table_end, line.end), tables[opened] + 1
            if line.start >= line.end:
                continue
        within = hidden[first:last]
        yield from _titles(text, line, within)
        seen, heading = _seen(text, line, within, heading)
        yield seen


def _seen(text: str, line: Span, hidden: Sequence[Hidden], heading: str) -> tuple[Line, str]:
    """A line without what is hidden of it, as a heading where its tags say so; and a heading that is still to come."""
    characters = list(text[line.start : line.end])
    for one in hidden:
        stand_in = " " if one.tag.lstrip("/") in _PARTING else PLACEHOLDER
        for place in range(max(one.start, line.start), min(one.end, line.end)):
            characters[place - line.start] = stand_in
    said = "".join(characters)
    said = said.rstrip(_UNSEEN) if hidden or not said.strip() else said  # two spaces at the end may be a break
    whole = Line(said, range(line.start, line.start + len(said) + 1))
    tags = [one.tag for one in hidden if one.start >= line.start]
    if not said:
        coming = next((_HEADINGS[tag] for tag in reversed(tags) if tag in _HEADINGS), heading)
        ending = END_OF_HEADING if any(tag[:1] == "/" and tag[1:] in _FOLDING for tag in tags) else ""
        return whole.instead(ending), coming
    first = len(said) - len(said.lstrip(_UNSEEN))
    indent = len(said) - len(said.lstrip(" \t"))
    indent = min(indent, max(hidden[0].start - line.start, 0)) if hidden else indent
    leading = [one.tag for one in hidden if line.start <= one.start < line.start + first]
    heading = next((_HEADINGS[tag] for tag in leading if tag in _HEADINGS), heading)
    if not heading and indent == first:
        return whole, ""
    in_front = " " * min(indent, _MOST_INDENT) + heading if heading else said[:indent]
    return whole.cut(first, in_front=in_front), ""


def _titles(text: str, line: Span, hidden: Sequence[Hidden]) -> Iterator[Line]:
    """The titles that components have as attributes, a line each: of what folds as a heading."""
    for number, one in enumerate(hidden):
        if one.title and one.start >= line.start and not _is_empty(text, hidden, number):
            title = Line(text[slice(*one.title)], range(one.title.start, one.title.end + 1))
            yield title.instead()
            yield title.cut(0, in_front=QUESTION * (one.tag in _FOLDING))
            yield title.instead()


def _is_empty(text: str, hidden: Sequence[Hidden], number: int) -> bool:
    """Whether a component is closed in its line, and nothing is seen up to there."""
    for one, following in pairwise(islice(hidden, number, None)):
        if text[one.end : following.start].strip():
            return False
        if following.tag == f"/{hidden[number].tag}":
            return True
    return False


def _tables(hidden: Sequence[Hidden]) -> dict[int, int]:
    """The tables among tags: for the number of each opening tag that of its closing one; those of layouts aside."""
    tables, opened = dict[int, int](), None
    for number, one in enumerate(hidden):
        if one.tag == "table":
            opened = number
        elif one.tag == "/table" and opened is not None:
            tables[opened], opened = number, None
        elif one.tag in _BLOCKS:
            opened = None
    return tables


def _rows(text: str, hidden: Sequence[Hidden]) -> Iterator[Line]:
    """The rows of a table in tags, as Markdown has them; nothing of a table that says nothing."""
    rows = list[list[list[int]]]()
    for one, following in pairwise(hidden):
        if one.tag == "tr":
            rows.append([])
        elif one.tag in ("td", "th") and rows:
            rows[-1].append([])
        if rows and rows[-1]:
            rows[-1][-1] += range(one.end, following.start)
    rows = [row for row in rows if any(text[place].isalnum() for cell in row for place in cell)]
    width = max(map(len, rows), default=0)
    for number, row in enumerate(rows):
        characters, places = ["|"], [row[0][0] if row[0] else hidden[0].end]
        for cell in (*row, *[list[int]()] * (width - len(row))):
            for place in cell:
                escaped = "\\" * (text[place] == "|")
                characters += escaped + (" " if text[place].isspace() else text[place])
                places += [place] * (len(escaped) + 1)
            characters.append("|")
            places.append(places[-1])
        yield Line("".join(characters), [*places, places[-1]])
        if number == 0:
            yield Line("|" + "---|" * width, [places[0]] * (4 * width + 2))
