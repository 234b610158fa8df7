"""A small model of how Discord's client reads the markdown of a message, to tell what a person would see.

The client uses simple-markdown (https://github.com/ariabuckles/simple-markdown) with rules of its own. At each place
the first rule that matches wins, but of emphasis the one that matches most; text runs up to the next character or word
that could start something else. A list is shown as lines with its marks, "- " or numbers that count on from the first.
Emoji names are not known here, so each `:name:` counts as an emoji.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

BLANKS = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
SPACES = "".join(filter(re.compile(f"[{BLANKS}]").match, map(chr, range(0x10000))))
_DEPTH = 200


@dataclass(frozen=True)
class Rendered:
    """What is seen of a message: its text, what of it is bold, where links lead, and the names of all other markup."""

    text: str
    bold: tuple[tuple[int, int], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    markup: tuple[str, ...] = ()


def render(message: str) -> Rendered:
    """Show a message as Discord does, which trims it first."""
    source = re.sub(r"\r\n?", "\n", message.strip(SPACES)).replace("\f", "").replace("\t", "    ")
    out = _Out()
    _parse(source, _State(), out)
    return Rendered("".join(out.text), tuple(out.bold), tuple(out.links), tuple(out.markup))


@dataclass
class _Out:
    text: list[str] = field(default_factory=list)
    bold: list[tuple[int, int]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    markup: list[str] = field(default_factory=list)

    @property
    def place(self) -> int:
        return sum(map(len, self.text))


@dataclass(frozen=True)
class _State:
    before: str = ""
    quoted: bool = False
    escapes: bool = True
    blocks: bool = True
    depth: int = 0
    lists: int = 0


def _regex(pattern: str) -> re.Pattern[str]:
    """Write a pattern of JavaScript for Python, where other characters are blanks."""
    parts = []
    within = False
    for piece in re.findall(r"\\.|[\s\S]", pattern.replace(r"[\s\S]", "(?s:.)")):
        within = piece == "[" or (within and piece != "]")
        blank = {r"\s": BLANKS if within else f"[{BLANKS}]", r"\S": f"[^{BLANKS}]"}
        parts.append(blank.get(piece, piece))
    return re.compile("".join(parts), re.ASCII)


# The same as in JavaScript, where characters beyond U+FFFF are two, both up to U+FFFF.
_TEXT = _regex(r"(?s:.)+?(?=[^0-9A-Za-z\s\u00c0-\U0010ffff]|\n\n| {2,}\n|\w+:\S|[0-9]+\.|\Z)")
_EMPHASIS = {
    "em": _regex(
        r"\b_((?:__|\\[\s\S]|[^\\_])+?)_\b"
        r"|\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)"
    ),
    "strong": _regex(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)"),
    "u": _regex(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)"),
}
_QUALITIES = {"em": 0.2, "strong": 0.1, "u": 0.0}
_HEADING = _regex(r" *(#{1,3})(?:\s+)([^\n]+?)#*\s*(?:\n|\Z)")
_SUBTEXT = _regex(r" *-# +([^\n]+)(?:\n|\Z)")
_CODE_BLOCK = _regex(r"```(?:([A-Za-z0-9_+\-.#]+?)\n)?\n*([^\n][\s\S]*?)\n*```")
_QUOTE = _regex(r"( *>>> +([\s\S]*))|( *>(?!>>) +[^\n]*(\n *>(?!>>) +[^\n]*)*\n?)")
_LIST = _regex(r"\n?( *)((?:[*-]|\d+\.)) [\s\S]+?(?:\n(?! )(?!\1(?:[*-]|\d+\.) )|\Z)")
_LIST_ITEM = _regex(r"( *)((?:[*-]|\d+\.)) +[^\n]*(?:\n(?!\1(?:[*-]|\d+\.) )[^\n]*)*(?:\n|\Z)")
_LIST_MARK = _regex(r"( *)((?:[*-]|\d+\.)) +")
_ESCAPE = _regex(r"\\([^0-9A-Za-z\s])")
_LINK = _regex(
    r"\[((?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]"
    r"\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?(?:\s+['\"]([\s\S]*?)['\"])?\s*\)"
)
# What is shown of these, or of some other than as it is written.
_OTHERS = {
    "autolink": _regex(r"<([^: >]+:/[^ >]+)>"),
    "mailto": _regex(r"<([^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)>"),
    "tel": _regex(r"<((?:(?:tel|sms):\+?|\+)(?:(?:[0-9]|\([0-9]+\)))(?:[- ./]?(?:[0-9]|\([0-9]+\)))+)>"),
    "url": _regex(r"((?:https?|steam)://[^\s<]+[^<.,:;\"'\]\s])"),
    "inlineCode": _regex(r"(`+)([\s\S]*?[^`])\1(?!`)"),
    "emoticon": _regex(r"¯\\_\(ツ\)_/¯"),
    "mention": _regex(r"<@!?(\d+)>|@(?:everyone|here)|<@&(\d+)>|<#(\d+)>|<@\$(\d+)>"),
    "silent": _regex(r"@silent(?![^\s])"),
    "command": _regex(r"</[^\n:>]+:(\d+)>"),
    "emoji": _regex(r":(?:[\w+-]*[A-Za-z_][\w+-]*|100|1234):"),
    "customEmoji": _regex(r"<a?:(\w+):(\d+)>"),
    "sound": _regex(r"<sound:(\d+):?(\d*)>"),
    "timestamp": _regex(r"<t:(-?\d{1,17})(?::(t|T|d|D|f|F|R|s|S))?>"),
    "place": _regex(r"<id:(\w+)(?::\w+)?>"),
}
_PICTURES = _regex("[\u203c\u2049\u2600-\u27bf\ufe0f\U0001f300-\U0001faff]")
_STRIKE = _regex(r"~~([\s\S]+?)~~(?!_)")
_SPOILER = _regex(r"\|\|([\s\S]+?)\|\|")
_BREAK = _regex(r" {2,}\n")
_IN_LABELS = frozenset(
    ("em", "strong", "u", "s", "inlineCode", "spoiler", "timestamp", "list", "heading", "subtext", "quote")
)


def _parse(source: str, state: _State, out: _Out) -> None:
    while source:
        length = _step(source, state, out)
        state = replace(state, before=source[:length])
        source = source[length:]


def _step(source: str, state: _State, out: _Out) -> int:
    rules: tuple[Callable[[str, _State, _Out], int], ...] = (
        *((_heading, _subtext, _code_block, _quote, _list) if state.blocks else ()),
        _escape,
        _link,
        _emphasis,
        _other,
        _break,
        _plain,
    )
    return next(filter(None, (rule(source, state, out) for rule in rules)))


def _nested(source: str, state: _State, out: _Out) -> None:
    if state.depth > _DEPTH:
        out.text.append(source)
    else:
        _parse(source, replace(state, depth=state.depth + 1), out)


def _at_line_start(state: _State) -> bool:
    return re.search(r"^\Z|\n *\Z", state.before) is not None


def _heading(source: str, state: _State, out: _Out) -> int:
    match = _HEADING.match(source)
    if not match or not (state.before == "" or state.before.endswith("\n")):
        return 0
    out.markup.append("heading")
    _nested(match[2].strip(SPACES), state, out)
    return match.end()


def _subtext(source: str, state: _State, out: _Out) -> int:
    match = _SUBTEXT.match(source)
    if not match or not (state.before == "" or state.before.endswith("\n")):
        return 0
    out.markup.append("subtext")
    _nested(match[1].strip(SPACES), state, out)
    return match.end()


def _code_block(source: str, state: _State, out: _Out) -> int:
    match = _CODE_BLOCK.match(source)
    if not match:
        return 0
    out.markup.append("codeBlock")
    out.text.append(match[2])
    return match.end()


def _quote(source: str, state: _State, out: _Out) -> int:
    match = _QUOTE.match(source)
    if state.quoted or not match or not _at_line_start(state):
        return 0
    out.markup.append("quote")
    start = re.compile(r"\A *>>> ?") if match[1] else re.compile("(?:^|(?<=[\n\r\u2028\u2029])) *> ?")
    _nested(start.sub("", match[0]), replace(state, quoted=True), out)
    return match.end()


def _list(source: str, state: _State, out: _Out) -> int:
    match = _LIST.match(source)
    if not match:
        return 0
    starts = bool(state.before) and not _at_line_start(state) if source[0] == "\n" else _at_line_start(state)
    if not starts:
        return 0
    out.markup.append("list")
    mark = match[2]
    items = list(_LIST_ITEM.finditer(re.sub(r"\n{2,}\Z", "\n", match[0])))
    for number, item in enumerate(items):
        space = len(_LIST_MARK.match(item[0])[0])  # type: ignore[index]
        content = _LIST_MARK.sub("", re.sub(rf"(?m)^ {{1,{space}}}", "", item[0]), count=1)
        if out.text and not out.text[-1].endswith("\n"):
            out.text.append("\n")
        # An item has the number that it comes to from the first on, whatever stands there.
        shown = f"{int(mark[:-1]) + number}. " if len(mark) > 1 else "- "
        out.text.append("  " * state.lists + shown)
        _nested(re.sub(r" *\n+\Z", "", content), replace(state, lists=state.lists + 1), out)
    out.text.append("\n")
    return match.end()


def _escape(source: str, state: _State, out: _Out) -> int:
    match = _ESCAPE.match(source)
    if not match or not state.escapes:
        return 0
    out.text.append(match[1])
    return match.end()


def _link(source: str, state: _State, out: _Out) -> int:
    match = _LINK.match(source)
    if not match or not state.blocks:
        return 0
    checked = _Out()
    _nested(match[1], replace(state, escapes=False), checked)
    refused = checked.links or not set(checked.markup) <= _IN_LABELS or _PICTURES.search(match[1])
    url = re.sub(_ESCAPE, r"\1", match[2])
    host = re.match(r"https?://([^/]+)", url)
    if refused or not "".join(checked.text).strip() or not host or re.search(f"[%@{BLANKS}]", host[1]):
        out.text.append(match[0])
        return match.end()
    seen = _Out()
    _nested(match[1], replace(state, escapes=False, blocks=False), seen)
    out.links.append(("".join(seen.text), url))
    out.markup += seen.markup
    out.text += seen.text
    return match.end()


def _emphasis(source: str, state: _State, out: _Out) -> int:
    matches = {name: match for name, pattern in _EMPHASIS.items() if (match := pattern.match(source))}
    if not matches:
        return 0
    name = max(matches, key=lambda name: len(matches[name][0]) + _QUALITIES[name])
    match = matches[name]
    start = out.place
    _nested(match[match.lastindex or 0], state, out)
    if name == "strong":
        out.bold.append((start, out.place))
    else:
        out.markup.append(name)
    return match.end()


def _other(source: str, state: _State, out: _Out) -> int:
    for name, pattern in {"s": _STRIKE, "spoiler": _SPOILER}.items():
        if match := pattern.match(source):
            out.markup.append(name)
            _nested(match[1], state, out)
            return match.end()
    for name, pattern in _OTHERS.items():
        if not state.blocks and name not in _IN_LABELS:
            continue
        if (match := pattern.match(source)) and not (name == "silent" and state.before):
            out.markup.append(name)
            out.text.append(f"({name} {match[0]})")
            return match.end()
    return 0


def _break(source: str, state: _State, out: _Out) -> int:
    match = _BREAK.match(source)
    if not match:
        return 0
    out.text.append("\n")
    return match.end()


def _plain(source: str, state: _State, out: _Out) -> int:
    match = _TEXT.match(source)
    if not match:
        raise AssertionError("text matches anything")
    out.text.append(match[0])
    return match.end()
