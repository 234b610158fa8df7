"""Links, addresses, targets, citations, timestamps and footnotes within a text."""

import re
from collections.abc import Iterator

from index.ingest.readers.markup.inline_text import InlineText, Mark, Note
from index.ingest.readers.markup.sourced_text import Edit, SourcedText, edited, joined

_TIME = r"\d{4}-\d{2}-\d{2}[^<>\[\]\n]{0,60}"
_PLACE = re.compile(
    rf"<(?P<time>{_TIME})>(?:--(?=<\d))?|\[(?P<past>{_TIME})\](?:--(?=\[\d))?"
    r"|<<<(?P<radio>[^<>\n]{1,300})>>>|<<[^<>\n]{1,300}>>|<%%\([^<>\n]{0,300}\)>"
    r"|<(?P<address>(?:https?|ftp|mailto|file|doi):[^<>\s]{1,1000})>|[ \t]?\[cite(?:/[\w/-]{0,50})?:[^\[\]]{0,500}\]"
    r"|(?P<url>(?:https?|ftp)://[^\s<>\[\]\ue000]{0,2000}[^\s<>\[\]\ue000.,;:!?'\")}}*/_+~=])"
)
_REPEATER = re.compile(r"[ \t](?:\.\+|\+\+|\+|--|-)\d{1,6}[hdwmy](?:/\d{1,6}[hdwmy])?")
_FOOTNOTE = re.compile(r"\[fn:([\w-]{0,200})(?::|(\]))")
_WITHIN = re.compile(r"\[fn:[^\[\]]{0,500}\]")
_BRACKET = re.compile(r"[\[\]]")
_LONGEST = 2000  # characters of a link or footnote
_SCHEME = re.compile(r"(?:file|attachment|elisp|shell|help|info):|[*#]")
_ID = re.compile(r"id:")
_PICTURE = re.compile(
    r"(?:file:|attachment:|https?:|[./~])[^\n]*\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?)\Z", re.IGNORECASE
)


def without_places(text: SourcedText) -> SourcedText:
    """A text with dates as their words, addresses as they stand, and without targets and citations."""
    return edited(text, _places(text)) if any(sign in text.seen for sign in ("<", "[", "//")) else text


def without_links(text: SourcedText) -> SourcedText:
    """A text with links as what is shown of them."""
    return edited(text, _links(text)) if "[[" in text.seen else text


def with_footnotes(text: SourcedText, before: int) -> InlineText:
    """A text with its footnotes; those without a label are numbered, `before` others stand before them."""
    notes, marks, edits, place, removed = list[Note](), list[Mark](), list[Edit](), 0, 0
    while match := _FOOTNOTE.search(text.seen, place):
        start, place = match.start(), match.end()
        if match[2]:
            marks.append(Mark(start - removed, match[1]))
        else:
            end = _closing(text.seen, place)
            if end < 0:
                continue
            content = text.part(place, end)
            content = edited(content, (Edit(*inner.span()) for inner in _WITHIN.finditer(content.seen)))
            if content.shown.strip():
                label = match[1] or str(before + len(notes) + 1)
                notes.append(Note(start - removed, label, content, text.starts[start], text.ends[end]))
            place = end + 1
        edits.append(Edit(start, place))
        removed += place - start
    return InlineText(edited(text, edits), notes, marks)


def _closing(seen: str, place: int) -> int:
    """Where the bracket closes that is open at a place, those within it left out; -1 where it does not."""
    depth = 1
    for match in _BRACKET.finditer(seen, place, place + _LONGEST):
        depth += 1 if match[0] == "[" else -1
        if not depth:
            return match.start()
    return -1


def _links(text: SourcedText) -> Iterator[Edit]:
    place = 0
    while (start := text.seen.find("[[", place)) >= 0:
        end = text.seen.find("]]", start, start + _LONGEST)
        place = end + 2 if end >= 0 else start + 2
        if end >= 0:
            yield Edit(start, place, _link(text.part(start + 2, end)))


def _link(inner: SourcedText) -> SourcedText | None:
    """What is shown of a link, from what stands in its brackets: its text, or where it leads."""
    between = inner.seen.find("][")
    target = inner.part(0, between if between >= 0 else None)
    shown = inner.part(between + 2) if between >= 0 else target
    if _PICTURE.match(shown.shown) or (between < 0 and _ID.match(shown.shown)):
        return None
    if between >= 0:
        return shown
    scheme = _SCHEME.match(shown.shown)
    return shown.part(scheme.end() if scheme else 0).literal()


def _places(text: SourcedText) -> Iterator[Edit]:
    for match in _PLACE.finditer(text.seen):
        if match["time"] or match["past"]:
            yield Edit(*match.span(), _date(text, match, "time" if match["time"] else "past"))
        elif match["radio"]:
            yield Edit(*match.span(), text.part(*match.span("radio")))
        elif match["address"] or match["url"]:
            yield Edit(*match.span(), text.part(*match.span("address" if match["address"] else "url")).literal())
        else:
            yield Edit(*match.span())


def _date(text: SourcedText, match: re.Match[str], name: str) -> SourcedText:
    """A timestamp without its brackets and how it is repeated, and with a dash where it begins a range."""
    stamp = text.part(*match.span(name))
    stamp = edited(stamp, (Edit(*repeater.span()) for repeater in _REPEATER.finditer(stamp.seen))).literal()
    if match.end() - match.end(name) == 1:
        return stamp
    return joined(text.source, [stamp, text.standing_for("–", match.end() - 2, match.end())])
