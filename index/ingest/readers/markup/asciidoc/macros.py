"""Links, references, pictures, keys and index terms within a text, as what a reader sees of them."""

import re
from collections.abc import Iterator, Mapping

from index.ingest.readers.markup.asciidoc.block_attributes import parse_attributes
from index.ingest.readers.markup.asciidoc.passthroughs import closing_bracket, without_escapes
from index.ingest.readers.markup.asciidoc.references import reference_key
from index.ingest.readers.markup.inline_text import InlineText, Note
from index.ingest.readers.markup.lines import Line
from index.ingest.readers.markup.sourced_text import LINE_BREAK, Edit, SourcedText, edited, joined

# Hidden, or shown as what stands in the brackets.
_OBJECT = re.compile(
    r"(\\?)(?:(?<!\w)(image|icon|kbd|btn|menu|anchor|indexterm2?|video|audio):(?!:)([^\n\[\]]{0,300})\["
    r"|\(\(\((?P<hidden>[^()]{1,500})\)\)\)|\(\((?P<term>[^()]{1,500})\)\)"
    r"|\[\[(?P<anchor>\[?[^\W\d][\w:.-]{0,200}(?:,[^\[\]]{0,500})?\]?)\]\])"
)
_LINK = re.compile(
    r"(\\?)(?:(?<!\w)(link|mailto|xref):((?<!xref:)[^\s\[\]]{0,1000}|[^\s\[\]][^\n\[\]]{0,300}|)\["
    r"|(?P<angled><)?(?P<url>(?:https?|ftp|irc)://[^\s\[\]<>\ue000]{1,2000})(?P<open>\[|>)?"
    r"|<<(?P<id>[^<>,\n]{1,500})(?P<text>,[^<>]{0,1000})?>>)"
)
_FOOTNOTE = re.compile(r"(\\?)(footnote(?:ref)?):([\w-]{0,200})\[")
_NAMED = re.compile(r",\s*[\w-]+\s*=")
_HARD_BREAK = re.compile(r" \+(?:\n|\Z)")
_LINE_END = re.compile(r"(?: \+)?\n")

_Edits = Iterator[Edit]


def without_macros(text: SourcedText, titles: Mapping[str, str], notes_before: int) -> InlineText:
    """A text with macros as what is shown of them; `titles` are those of what can be referred to.

    Its footnotes are numbered from `notes_before` on.
    """
    if any(sign in text.seen for sign in (":", "((", "[[", "<<")):
        text = edited(text, _objects(text))
        text = edited(text, _links(text, titles))
    return _with_footnotes(text, notes_before)


def with_hard_breaks(text: SourcedText, every_line: bool = False) -> SourcedText:
    """A text in which a line that ends with a plus sign is kept apart from the next; or every line."""
    edits = list[Edit]()
    for match in (_LINE_END if every_line else _HARD_BREAK).finditer(text.seen):
        shown = text.standing_for(LINE_BREAK, *match.span()) if match.end() < len(text) else None
        edits.append(Edit(*match.span(), shown))
    return edited(text, edits)


def _escaped(text: SourcedText, match: re.Match[str]) -> Edit:
    return Edit(*match.span(), text.part(match.start() + 1, match.end()).literal())


def _objects(text: SourcedText) -> _Edits:
    place = 0
    while match := _OBJECT.search(text.seen, place):
        place = match.end()
        name = match[2]
        end = closing_bracket(text.seen, place) if name else 0
        if end < 0:
            continue
        if match[1]:
            yield _escaped(text, match)
        elif not name:
            term = text.part(*match.span("term")) if match["term"] else None
            yield Edit(*match.span(), term)
        else:
            yield Edit(match.start(), end + 1, _object(text, match, end))
            place = end + 1


def _object(text: SourcedText, match: re.Match[str], end: int) -> SourcedText | None:
    """What is shown of a macro whose brackets hold what stands between the match and an end."""
    content = without_escapes(text.part(match.end(), end))
    if match[2] in ("kbd", "btn"):
        return content.stripped().literal()
    if match[2] == "indexterm2":
        return content
    if match[2] == "menu":
        return joined(text.source, [text.part(*match.span(3)), *_menu_items(text, match.end(), end)])
    return None


def _menu_items(text: SourcedText, start: int, end: int) -> Iterator[SourcedText]:
    """What is chosen in a menu and below it, each with a sign in front, instead of the bracket or sign there."""
    for match in re.finditer(r"[^>,]+", text.shown[start:end]):
        sign = start + match.start() - 1
        yield text.standing_for(" > ", sign, sign + 1)
        yield text.part(sign + 1, start + match.end()).stripped().literal()


def _links(text: SourcedText, titles: Mapping[str, str]) -> _Edits:
    place = 0
    while match := _LINK.search(text.seen, place):
        place = match.end()
        bracketed = match[2] or match["open"] == "["
        end = closing_bracket(text.seen, place) if bracketed else 0
        if end < 0:
            continue
        if match[1]:
            yield _escaped(text, match)
        elif match["id"]:
            yield Edit(*match.span(), _reference(text, match, titles))
        elif bracketed:
            content = text.part(place, end)
            place = end + 1
            target = text.part(*match.span(3 if match[2] else "url"))
            shown = _link_text(content) or _target(target, titles if match[2] == "xref" else {})
            yield Edit(match.start(), place, shown)
        elif match["angled"] and match["open"]:
            yield Edit(*match.span(), text.part(*match.span("url")).literal())
        else:
            place = match.end("url")


def _link_text(content: SourcedText) -> SourcedText | None:
    """What is shown of the text of a link, behind which attributes may stand; None where it says nothing."""
    start, end = 0, len(content)
    quoted = re.match(r'\s*"([^"]*)"\s*(?:,|\Z)', content.seen)
    if "=" in content.seen and quoted:
        start, end = quoted.span(1)
    elif named := _NAMED.search(content.seen):
        positional, _ = parse_attributes(Line(0, named.start(), content.seen[: named.start()]))
        end = positional[0].end if len(positional) == 1 else named.start()
    elif re.match(r"\s*[\w-]+\s*=", content.seen):
        return None
    shown = without_escapes(content.part(start, end)).stripped()
    if shown.seen.endswith("^"):  # which opens the link in another window
        shown = shown.part(0, len(shown) - 1)
    return shown if len(shown) else None


def _target(target: SourcedText, titles: Mapping[str, str]) -> SourcedText:
    title = titles.get(reference_key(target.shown))
    return target.standing_for(title, 0, len(target)) if title and len(target) else target.literal()


def _reference(text: SourcedText, match: re.Match[str], titles: Mapping[str, str]) -> SourcedText:
    if match["text"] and match["text"][1:].strip():
        return text.part(match.start("text") + 1, match.end("text")).stripped()
    return _target(text.part(*match.span("id")).stripped(), titles)


def _with_footnotes(text: SourcedText, before: int) -> InlineText:
    notes, edits, place, removed = list[Note](), list[Edit](), 0, 0
    while match := _FOOTNOTE.search(text.seen, place):
        place = match.end()
        end = closing_bracket(text.seen, place)
        if end < 0:
            continue
        if match[1]:
            edits.append(_escaped(text, match))
            removed += 1
            continue
        content, start = without_escapes(text.part(place, end)), match.start()
        place = end + 1
        if match[2] == "footnoteref":
            comma = content.seen.find(",")
            content = content.part(comma + 1) if comma >= 0 else content.part(0, 0)
        if content.shown.strip():
            source = text.starts[start], text.ends[end]
            notes.append(Note(start - removed, str(before + len(notes) + 1), content, *source))
        edits.append(Edit(start, place))
        removed += place - start
    return InlineText(edited(text, edits), notes)
