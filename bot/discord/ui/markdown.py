"""Article text as Discord markdown: what Discord shows is exactly what the text says."""

import re
from collections.abc import Iterator, Sequence
from unicodedata import category

from bot.service.text_fragments import address, host_of
from index.records import Span

ELLIPSIS = "…"
_ZERO_WIDTH = "\u200b"

# The client renders nothing for control characters, and JSON carries no lone surrogates. What sets the direction of
# writing would go on to the end of the line, and turn round what is not of the text.
_UNRENDERED = re.compile(r"\r\n?|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# A backslash goes before the last character of each match, where Discord would else take it for markup.
# Block markup opens only at a line's start, where Discord's patterns also see one after U+2028 and U+2029. What ends a
# text may have anything behind it.
_MARKUP = re.compile(
    r"""
      (?:^|(?<=[\n\u2028\u2029])) [^\S\n\u2028\u2029]* (?:
          \#(?=\#{0,2}(?:[\s\ufeff]|\Z)) | -(?=\#?(?:[ \t]|\Z)) | >(?=(?:>>)?(?:\s|\Z)) | [0-9]+\.(?=[ \t]|\Z)
      )
    | (?<=[\u2028\u2029])[ ]*>       # which a block quote would lose, as its lines begin there too
    | \\(?![0-9A-Za-z\s])            # which Discord shows before letters, digits and blanks
    | \*(?![ ]) | (?<!\S[ ])\*       # one alone between two words marks nothing
    | _(?![0-9A-Za-z]) | (?<=_)_      # what is emphasised by one ends at the end of a word
    | ~(?=~) | (?<=~)~
    | \|(?=\|) | (?<=\|)\|
    | `
    | <(?![ ])
    | \[(?![^\[\]]*\])               # a masked link that stands behind would be reached by this one
    | (?<=\])\(
    | (?i:(?<=http)|(?<=https)|(?<=steam)):(?=//)
    | :(?=(?:[0-9+-]*[A-Za-z_][0-9A-Za-z_+-]*|100|1234):)  # :emoji:
    | @(?=everyone|here|silent)
    """,
    re.VERBOSE,
)

# What Discord may show as an emoji picture; it refuses a masked link of which the text holds one.
_EMOJI = re.compile(
    "[\u203c\u2049\u20e3\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf\u23e9-\u23fa\u24c2\u25aa\u25ab\u25b6"
    "\u25c0\u25fb-\u25fe\u2600-\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299\ufe0f"
    "\U0001f000-\U0001faff\U000e0020-\U000e007f]+"
)

# No backslash works in the text of a masked link, so what would be markup there gets a lookalike.
_LOOKALIKES = (
    (re.compile(r"<(?=[^>]*>)"), "‹"),
    (re.compile(r"@(?=everyone|here|silent)"), "＠"),
    (re.compile(r":(?=//|(?:[\w+-]*[^\W\d][\w+-]*|100|1234):)"), ": "),
    (re.compile(r"\|(?=\|)|(?<=\|)\|"), "∣"),
    (re.compile(r"~(?=~)|(?<=~)~"), "∼"),
)
_PAIRED = {"*": "∗", "_": "＿", "`": "ˋ"}
_BRACKETED = re.compile(r"(?:[^\[\]]|\[[^\[\]]*\](?![(\]]))*")

_BLANK = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\ufeff"
_JOINERS = frozenset("\u200d\ufe0e\ufe0f") | frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_MAX_SIGNS = 32  # longer sequences of combining characters are no writing


def rendered(text: str) -> str:
    """Write plain text as Discord renders it: without what it cannot show, and with lines that end as it has them."""
    return _UNRENDERED.sub(_stand_in, text)


def escape(text: str) -> str:
    r"""Write text, which may begin a line, so that Discord takes none of it for markup.

    Discord reads markdown with simple-markdown, where a backslash makes any character but ASCII letters, digits and
    whitespace plain. Addresses are not linked: a backslash within a linked one would be shown, so `https\://` it is.
    """
    visible = rendered(text)
    return _insert(visible, [(place, "\\") for place in _places(visible)])


def styled(text: str, bold: Sequence[tuple[int, int]] = (), struck: Sequence[tuple[int, int]] = ()) -> str:
    """Write text, which may begin a line, as it is to be read, less blanks at its end.

    The spans are in bold, or struck through; none of one kind may overlap one of the other.
    """
    visible = rendered(text).rstrip(_BLANK)
    marks, places = list[tuple[int, int, str]](), set(_places(visible))
    for mark, spans in (("**", bold), ("~~", struck)):
        for start, end in _runs(visible, _in_rendered(text, spans)):
            # What ends goes before what begins there; no backslash keeps a tilde in front from being of the mark.
            closing = _ZERO_WIDTH + mark if mark[0] == visible[end - 1] == "~" else mark
            marks += [(start, 1, mark), (end, 0, closing)]
            # What is plain only for what stands beside it is not where the marks come between.
            places.update(bound - 1 for bound in (start, end) if bound and visible[bound - 1] in f"\\_{mark[0]}")
            places.update(bound for bound in (start, end) if visible[bound : bound + 1] == mark[0])
            places.update({end} if mark == "~~" and visible[end : end + 1] == "_" else ())  # which would undo the mark
    marks += [(place, 2, "\\") for place in places]
    return _insert(visible, [(place, mark) for place, _, mark in sorted(marks)])


def quoted(text: str, bold: Sequence[tuple[int, int]] = ()) -> str:
    """Write text as a block quote, with the spans in bold, less blank lines at its end."""
    # Discord trims messages, and a last line that is left with ">" alone would be shown as such.
    return in_quote(styled(text, bold))


def in_quote(markdown: str) -> str:
    """Have lines of markdown stand in a block quote."""
    return "> " + markdown.replace("\n", "\n> ") if markdown else ""


def one_line(text: str) -> str:
    """Write text on a single line, so that Discord takes none of it for markup; not for the text of a masked link."""
    return escape(_collapse(text))


def label(title: str) -> str:
    """Write a title so that it may stand between the brackets of a masked link, or empty where nothing of it may.

    Discord shows backslashes there and refuses links, mentions and emoji:
    https://github.com/discord/discord-api-docs/issues/6185 and 7673.
    """
    text = _collapse(_EMOJI.sub("", title))
    for pattern, stand_in in _LOOKALIKES:
        text = pattern.sub(stand_in, text)
    for character, stand_in in _PAIRED.items():
        if text.count(character) > 1:  # one alone marks nothing
            text = text.replace(character, stand_in)
    if not _BRACKETED.fullmatch(text):
        text = text.replace("[", "［").replace("]", "］")
    return text


def masked_link(title: str, url: str) -> str:
    """Write a title that links to a web address, or the title alone where the address is none."""
    target = address(url)
    if target is None:
        return one_line(title)
    for character in "()*|'":
        target = target.replace(character, f"%{ord(character):02X}")
    return f"[{label(title) or label(host_of(target))}]({target})"


def cut(text: str, limit: int) -> str:
    """Shorten text so that its escaped form has at most `limit` characters, counted in code points, as `len` does.

    The text that comes back is not escaped; what was cut off leaves an ellipsis, behind a whole word where possible.
    """
    if _fitting(text, limit) == len(text):
        return text
    if limit < len(ELLIPSIS):
        return ""
    end = _word_end(text, unbroken(text, _fitting(text, limit - len(ELLIPSIS))))
    return text[:end].rstrip() + ELLIPSIS


def unbroken(text: str, position: int, start: int = 0) -> int:
    """Move a position back, but not to `start`, where text would be cut within what is rendered as one character."""
    for before in range(position, max(start, position - _MAX_SIGNS), -1):
        if not _joined(text, before):
            return before
    return position


def _stand_in(match: re.Match[str]) -> str:
    return "\n" if match[0][0] == "\r" else " " * match[0].isspace()


def _places(text: str) -> Iterator[int]:
    """Where a backslash must stand."""
    return (match.end() - 1 for match in _MARKUP.finditer(text))


def _collapse(text: str) -> str:
    return " ".join(rendered(text).split())


def _insert(text: str, marks: Sequence[tuple[int, str]]) -> str:
    pieces = []
    done = 0
    for position, mark in marks:
        pieces += [text[done:position], mark]
        done = position
    return "".join([*pieces, text[done:]])


def _in_rendered(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Span]:
    for start, end in spans:
        yield Span(len(rendered(text[:start])), len(rendered(text[:end])))


def _runs(text: str, spans: Iterator[Span]) -> Iterator[Span]:
    """Merge spans that touch, since `****` between them would be no end and start, and part them at line ends."""
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    for start, end in merged:
        for line in re.finditer(r"[^\n]+", text[start:end]):
            words = line[0].strip(_BLANK)
            if words:
                first = start + line.start() + line[0].index(words)
                yield Span(first, first + len(words))


def _fitting(text: str, limit: int) -> int:
    """Find how many characters of the text have an escaped form of at most `limit`.

    A longer beginning never has a shorter escaped form. Since what cannot be shown is left out of it, the number may
    be above `limit`.
    """
    high = max(limit, 0) + 1
    while high < len(text) and _escaped_length(text[:high]) <= limit:
        high *= 2
    low, high = 0, min(high, len(text))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _escaped_length(text[:middle]) <= limit else (low, middle - 1)
    return low


def _escaped_length(text: str) -> int:
    visible = rendered(text)
    return len(visible) + len(_MARKUP.findall(visible))


def _word_end(text: str, position: int) -> int:
    """Find the last end of a word up to a position, unless half would be lost, as in scripts without spaces."""
    if text[position : position + 1].isspace():
        return position
    words = re.match(r".*(?=\s)", text[:position], re.DOTALL)
    return words.end() if words and words.end() * 2 > position else position


def _joined(text: str, position: int) -> bool:
    if not 0 < position < len(text):
        return False
    before, after = text[position - 1], text[position]
    return (
        category(after).startswith("M")
        or after in _JOINERS
        or before == "\u200d"
        or (before, after) == ("\r", "\n")
        or ("\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff")
    )
