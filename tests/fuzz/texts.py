"""Any bytes as a text that is shown: nothing in it is obeyed, and it fits where it is shown."""

from io import StringIO
from itertools import pairwise
from unicodedata import category

from rich.console import Console

from bot.discord.ui.markdown import cut, escape, label, masked_link, quoted
from bot.discord.ui.pagination import pages
from bot.service.text_fragments import LIMIT, address, link_to
from bot.terminal.excerpts import prose
from bot.terminal.plain import one_line
from bot.terminal.rendering import render_answer
from index.records import Answer, Quote, Source, Span

_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def show(data: bytes) -> None:
    """Show a text from bytes, of which the first says how, in a terminal and in Discord."""
    how, text = data[0] if data else 0, data[1:].decode(errors="surrogateescape")
    start, end = sorted((how * len(text) // 256, (how * 7 % 256) * len(text) // 256))
    _in_a_terminal(text, start, end, whole=how == 0)
    _in_discord(text, start, end, limit=8 + how)


def _in_a_terminal(text: str, start: int, end: int, whole: bool) -> None:
    quote = Quote(text, Span(0, len(text)), (Span(start, end),), 0.5, Source("1", text, text, None, text, text))
    shown = prose(quote.shown, quote.span).plain
    assert not any(_is_obeyed(character) for character in shown)
    line = one_line(text)
    assert line == " ".join(line.split())
    assert not any(_is_obeyed(character) or character == "\n" for character in line)
    if whole:  # rich takes a millisecond
        Console(file=StringIO(), width=40).print(render_answer(Answer("?", True, 1.0, (quote,))))


def _is_obeyed(character: str) -> bool:
    return character != "\n" and (category(character) in ("Cc", "Cs") or character in _DIRECTIONS)


def _in_discord(text: str, start: int, end: int, limit: int) -> None:
    short = cut(text, limit)
    assert len(escape(short)) <= limit
    escape(text).encode()
    block = quoted(short, [(start, end)])
    assert all(line.startswith("> ") for line in block.split("\n")) or not block
    assert "\n" not in label(short)
    masked_link(short, f"https://a.example/{short}").encode()
    link = link_to(text if limit % 2 else "https://a.example/b", text, start, end)
    assert link is None or (len(link) <= LIMIT and link.isascii())
    written = address(text)
    assert written is None or address(written) == written
    spans = pages(text, 200, lambda span: len(escape(text[slice(*span)])))
    assert (spans[0].start, spans[-1].end) == (0, len(text))
    assert all(one.end == other.start for one, other in pairwise(spans))
