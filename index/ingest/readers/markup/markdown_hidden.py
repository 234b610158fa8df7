"""What Markdown holds that its author never meant to be seen: comments, tags, shortcodes, attributes, imports.

Of CommonMark and of what Hugo, Jekyll, Docusaurus (MDX), MkDocs and Obsidian add to it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from index.ingest.readers.markup.markdown_lines import DELIMITERS
from index.records import Span

_REACH = 4000  # characters: no tag, shortcode or expression is longer
_TITLED = frozenset(
    """
    details tab notice note tip warning info caution danger alert admonition callout hint expand collapse accordion
    """.split()  # noqa: SIM905
)
_WHOLE = frozenset({"script", "style", "template", "svg", "iframe", "object", "head", "noscript"})

_NESTED = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*+\})*+\}"  # an expression of JSX, with expressions in it
_TAG = re.compile(
    r"""</?([A-Za-z][\w.-]*)(?:\s++(?:[^\s"'<>{}=/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|NESTED|[^\s"'=<>`{}]++))?+|NESTED))*+\s*+/?>
    |<>|</>|<!DOCTYPE[^>]*+>|<\?.*?\?>""".replace("NESTED", _NESTED),
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_JSX_COMMENT = re.compile(r"\{\s*/\*.*?\*/\s*\}", re.DOTALL)
_HUGO_COMMENT = re.compile(r"\{\{[<%]\s*/\*.*?\*/\s*[>%]\}\}", re.DOTALL)
_SHORTCODE = re.compile(r"\{\{[<%]?[ \t]*(/?[ \t]*[\w-]*).*?\}\}", re.DOTALL)
_LIQUID = re.compile(r"\{%-?\s*(\w*).*?%\}", re.DOTALL)
_LIQUID_COMMENT_END = re.compile(r"\{%-?\s*endcomment\s*-?%\}")
_KRAMDOWN_COMMENT = re.compile(r"\{::comment\s*/?\}(?:.*?\{:/(?:comment)?\})?", re.DOTALL)
_KRAMDOWN = re.compile(r"\{:[:/]?[^{}\n]*\}")
_ATTRIBUTES = re.compile(
    r"""\{(?:\s*+(?:[#.][\w:.-]++|[\w:-]++=(?:"[^"\n]*+"|'[^'\n]*+'|[^\s{}"']++)))++\s*+\}""", re.VERBOSE
)
_EXPRESSION = re.compile(_NESTED)
_WIKILINK = re.compile(r"\[\[([^\[\]\n|]+?)(?:\\?\|([^\[\]\n]*))?\]\]")
_BRACKETED = re.compile(r"\[([^\[\]\n]+)\]\{\s*[.#][^{}\n]*\}")
_EMBED = re.compile(r"!\[\[[^\[\]\n]*\]\]")
_CONTENTS = frozenset({"_toc_", "toc"})
_HIGHLIGHT = re.compile(r"==(?=[^\s=])((?:[^=\n]|\n(?![ \t]*\n))++)(?<=\S)==")
_RAISED = re.compile(r"(?<=\w)([~^])[\w+-]{1,20}\1(?![~^])")
_PICTOGRAM = re.compile(r"(?<![\w:/]):[a-z][a-z0-9_+-]{1,60}:(?![\w:/])")
_OBSIDIAN_COMMENT = re.compile(r"%%(?:(?!%%|\n[ \t]*\n).)*?%%|^%%[ \t]*$.*?^%%[ \t]*$", re.DOTALL | re.MULTILINE)
_MARK = re.compile(r"`+|\\.|<!--|<|\{|%%|!?\[\[|\[|==|(?<=\w)[~^](?=[\w+-])|(?<![\w:/]):(?=[a-z])", re.DOTALL)
_LINES = re.compile(
    r"""
    ^import[ \t]+(?:(?:[\w*$]|\{)[^;'"]{0,500}?[ \t}]from[ \t]+)?(?:"[^"\n]+"|'[^'\n]+');?[ \t]*$
    |^export[ \t]+(?:default|const|let|var|function|async|class)\b(?:.+\n?)+
    |^[ ]{0,3}\[(?:TOC|\[_TOC_\])\][ \t]*$
    |^[ ]{0,3}\*\[[^\]\n]+\]:.*$
    |^[ \t]*-{1,2}8<-{1,2}.*$
    |^\\(?:newpage|pagebreak|clearpage)[ \t]*$
    |[ \t]\^[A-Za-z0-9-]+[ \t]*$
    """,
    re.VERBOSE | re.MULTILINE,
)
_TITLE = re.compile(r"""(?<=[\s{])(?:title|label|name|summary|header)\s*=\s*(?:"([^"\n]+)"|'([^'\n]+)')""")
_NOTICE_TITLE = re.compile(r"""[\w/-]+\s+(?:[\w-]+\s+)?"([^"\n=]+)"\s*/?[%>]\}\}""")
_FENCE = re.compile(r"[ \t]*(?:>[ \t]?)*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})(.*)")
_CLOSING = re.compile(r"[ \t]*(?:>[ \t]?)*(`{3,}|~{3,})[ \t]*")
_OPENS_INDENTED = re.compile(r"[ \t]*(?:[-*+:~][ \t]|[>|<]|\d{1,9}[.)][ \t]|!!!|\?\?\?|===|\[\^)")


class Hidden(NamedTuple):
    """A stretch of the text that is not seen.

    `tag` is the name of a tag or shortcode, with a slash where it closes, and `title` where the title stands that it
    has as an attribute.
    """

    start: int
    end: int
    tag: str = ""
    title: Span | None = None


def find_hidden(text: str, code: Sequence[Span], start: int, mdx: bool) -> list[Hidden]:
    """What is hidden of a text from `start` on, in order and apart; nothing is of lines of code."""
    found = [*_in_lines(text, code, start), *_in_text(text, code, start, mdx)]
    return list(_apart(sorted(found)))


def _apart(found: Sequence[Hidden]) -> Iterator[Hidden]:
    end = 0
    for hidden in found:
        if hidden.end > end:
            yield hidden._replace(start=max(hidden.start, end))
            end = hidden.end


def find_code(text: str, lines: Sequence[Span], mdx: bool) -> Iterator[Span]:
    """Those of the lines of a text that are code: within fences, and indented below a blank line."""
    fence, is_quoted, above, blank = "", False, "", True
    for line, following in zip_longest(lines, lines[1:]):
        said = text[line.start : line.end]
        if fence and is_quoted and not _is_quoted(said):
            fence = ""  # what it stood in has ended
        if fence:
            yield line
            closing = _CLOSING.fullmatch(said)
            if closing and closing[1].startswith(fence) and _is_quoted(said) == is_quoted:
                fence = ""
        elif (opening := _FENCE.fullmatch(said)) and not (opening[1][0] == "`" and "`" in opening[2]):
            fence, is_quoted = opening[1], _is_quoted(said)
            yield line
        elif (
            not mdx
            and blank
            and _is_indented(said)
            and not _is_indented(above)
            and not _OPENS_INDENTED.match(above)
            and not (following and "|" in said and DELIMITERS.fullmatch(text, *following))
        ):
            yield line
            continue  # what stands above goes on to be that
        blank = not said.strip()
        above = above if blank else said


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _is_indented(line: str) -> bool:
    return line.startswith(("    ", "\t")) and bool(line.strip())


def _in_lines(text: str, code: Sequence[Span], start: int) -> Iterator[Hidden]:
    starts = [span.start for span in code]
    for match in _LINES.finditer(text, start):
        place = bisect_right(starts, match.start()) - 1
        if place < 0 or code[place].end < match.start():
            yield Hidden(*match.span())


def _in_text(text: str, code: Sequence[Span], start: int, mdx: bool) -> Iterator[Hidden]:
    edges = [Span(0, start), *code, Span(len(text), len(text))]
    done = start
    for before, after in pairwise(edges):
        position = max(before.end, done)
        while position < after.start and (mark := _MARK.search(text, position, after.start)):
            found = list(_at(text, mark, after.start, mdx))
            yield from (hidden for hidden in found if hidden.end > hidden.start)
            position = max([mark.end(), *(hidden.end for hidden in found)])
        done = position


def _at(text: str, mark: re.Match[str], end: int, mdx: bool) -> Iterator[Hidden]:
    """What is hidden from a mark on; of code between backticks an empty stretch at its end."""
    start, sign = mark.start(), mark[0]
    if sign[0] == "`":
        yield from _after_code(text, mark, end)
    elif sign == "<!--":
        closed = text.find("-->", start + 4)
        if closed >= 0:
            yield Hidden(start, closed + 3)
        elif not any(map(str.isalnum, text[text.rfind("\n", 0, start) + 1 : start])):  # amid prose it is text
            yield Hidden(start, len(text))
    elif sign in _FINDERS:
        yield from _FINDERS[sign](text, start, min(len(text), start + _REACH), mdx)


def _after_code(text: str, mark: re.Match[str], end: int) -> Iterator[Hidden]:
    paragraph = text.find("\n\n", mark.end(), end)
    limit = end if paragraph < 0 else paragraph
    closing = re.compile(rf"(?<!`){mark[0]}(?!`)").search(text, mark.end(), limit)
    if closing:
        yield Hidden(closing.end(), closing.end())


def _tags(text: str, start: int, end: int, mdx: bool) -> Iterator[Hidden]:
    match = _TAG.match(text, start, end)
    if not match:
        return
    name = (match[1] or "").lower()
    closing, alone = match[0].startswith("</"), match[0].endswith("/>")
    if name in _WHOLE and not closing and not alone:
        ending = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, match.end())
        yield Hidden(start, ending.end() if ending else match.end())
    else:
        of_component = (match[1] or "")[:1].isupper() and not alone
        title = _TITLE.search(text, start, match.end()) if of_component else None
        yield Hidden(start, match.end(), f"/{name}" if closing else name, _said(title))


def _braces(text: str, start: int, end: int, mdx: bool) -> Iterator[Hidden]:
    comment = _KRAMDOWN_COMMENT.match(text, start)
    liquid = None if comment else _LIQUID.match(text, start, end)
    if liquid:
        ending = _LIQUID_COMMENT_END.search(text, liquid.end()) if liquid[1] == "comment" else None
        yield Hidden(start, ending.end() if ending else liquid.end())
        return
    patterns = (_JSX_COMMENT, _HUGO_COMMENT, _SHORTCODE, _KRAMDOWN, _ATTRIBUTES, *([_EXPRESSION] if mdx else []))
    match = comment or next((found for pattern in patterns if (found := pattern.match(text, start, end))), None)
    if match and match.re is _SHORTCODE:
        name = match[1].replace(" ", "").lower()
        title = _TITLE.search(text, *match.span()) or _NOTICE_TITLE.search(text, match.start(1), match.end())
        yield Hidden(*match.span(), name, _said(title) if name in _TITLED else None)
    elif match:
        yield Hidden(*match.span())


def _said(title: re.Match[str] | None) -> Span | None:
    """Where the title of a component stands."""
    return Span(*title.span(title.lastindex or 0)) if title else None


def _comment(text: str, start: int, end: int, mdx: bool) -> Iterator[Hidden]:
    match = _OBSIDIAN_COMMENT.match(text, start)
    if match:
        yield Hidden(*match.span())


def _wikilink(text: str, start: int, end: int, mdx: bool) -> Iterator[Hidden]:
    match = _WIKILINK.match(text, start, end)
    if match and match[1].lower() in _CONTENTS:
        yield Hidden(*match.span())
    elif match:
        shown = match.span(1) if match[2] is None else match.span(2)
        yield Hidden(start, shown[0])
        yield Hidden(shown[1], match.end())


def _bracketed(text: str, start: int, end: int, mdx: bool) -> Iterator[Hidden]:
    match = _BRACKETED.match(text, start, end)
    if match:
        yield Hidden(start, start + 1)
        yield Hidden(match.end(1), match.end())


def _embed(text: str, start: int, end: int, mdx: bool) -> Iterator[Hidden]:
    match = _EMBED.match(text, start, end)
    if match:
        yield Hidden(*match.span())


def _highlight(text: str, start: int, end: int, mdx: bool) -> Iterator[Hidden]:
    match = _HIGHLIGHT.match(text, start, end)
    if match:
        yield Hidden(start, start + 2)
        yield Hidden(match.end() - 2, match.end())


def _raised(text: str, start: int, end: int, mdx: bool) -> Iterator[Hidden]:
    match = _RAISED.match(text, start, end)
    if match:
        yield Hidden(start, start + 1)
        yield Hidden(match.end() - 1, match.end())


def _pictogram(text: str, start: int, end: int, mdx: bool) -> Iterator[Hidden]:
    match = _PICTOGRAM.match(text, start, end)
    if match:
        yield Hidden(*match.span())


_FINDERS: dict[str, Callable[[str, int, int, bool], Iterator[Hidden]]] = {
    "<": _tags,
    "{": _braces,
    "%%": _comment,
    "[[": _wikilink,
    "[": _bracketed,
    "![[": _embed,
    "==": _highlight,
    "~": _raised,
    "^": _raised,
    ":": _pictogram,
}
