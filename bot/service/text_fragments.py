"""Links into articles: to the very words of a quote, by a text fragment."""

import re
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import IPv6Address
from unicodedata import category
from urllib.parse import quote

from index.reading import plain_span
from index.records import Article, Span

LIMIT = 512  # characters of a link: chat clients take no longer ones for a button

_WORDS = 5  # of a quote's start and end
_MORE_WORDS = 12  # where fewer stand in the article before
_DIRECTIVE = ":~:"

_ADDRESS = re.compile(r"(https?)://([^/?#\\]+)((?:/[^?#]*)?(?:\?[^#]*)?)(?:#(.*))?", re.IGNORECASE | re.DOTALL)
_AUTHORITY = re.compile(r"([^:\[\]@]+|\[[0-9a-fA-F:.]+\])(?::([0-9]{0,5}))?")
_HOST = re.compile(r"[0-9A-Za-z_-]{1,63}(?:\.[0-9A-Za-z_-]{1,63})*\.?")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")

# Scripts without spaces have their only sure bounds of words at punctuation.
_POINTS = "、。，！？；：「」『』（）《》"
_WORD = re.compile(rf"[^\s{_POINTS}]+[{_POINTS}]*|[{_POINTS}]+")

# A word goes on over one of these, as in "3.5" or "it's".
_LEFT = re.compile(r"\w[&'’.,:@·+-]?\Z")
_RIGHT = re.compile(r"[&'’.,:@·+-]?\w")


def address(url: str | None) -> str | None:
    """Write a web address in ASCII as RFC 3986 has it, or None where it is no web address or holds a password."""
    match = _ADDRESS.fullmatch(url.strip()) if url else None
    if not match or any(category(character) in ("Cc", "Cs") for character in match[0]):
        return None
    authority = _authority(match[2])
    if authority is None:
        return None
    fragment = "" if match[4] is None else f"#{_encode(match[4])}"
    return f"{match[1].lower()}://{authority}{_encode(match[3])}{fragment}"


def host_of(url: str) -> str:
    """Name the host of a web address that `address` wrote."""
    return url.split("/", 3)[2].partition("?")[0].partition("#")[0]


def link_to(url: str | None, text: str, start: int, end: int) -> str | None:
    """Link to an article at `text[start:end]`, or to the article where that is too long, or None where it is neither.

    See https://wicg.github.io/scroll-to-text-fragment/ for the text fragment.
    """
    target = address(url)
    if target is None:
        return None
    page, _, fragment = target.partition("#")
    fragment = fragment.partition(_DIRECTIVE)[0]
    link_to_article = f"{page}#{fragment}" if fragment else page
    for directive in _directives(text, start, end):
        link = f"{page}#{fragment}{_DIRECTIVE}text={directive}"
        if len(link) <= LIMIT:
            return link
    return link_to_article if len(link_to_article) <= LIMIT else None


def link_to_quote(article: Article, span: Span) -> str | None:
    """Link to a stretch of an article's text, as `link_to` does for what it says to a reader."""
    return link_to(article.source.url, article.plain, *plain_span(article, span))


def _authority(written: str) -> str | None:
    match = _AUTHORITY.fullmatch(written)
    if not match or int(match[2] or 0) > 65535:
        return None
    host = _host(match[1])
    return host and (f"{host}:{match[2]}" if match[2] else host)


def _host(written: str) -> str | None:
    with suppress(ValueError):  # a UnicodeError is one
        if written.startswith("["):
            return f"[{IPv6Address(written[1:-1])}]"
        host = written if written.isascii() else written.encode("idna").decode()
        return host if _HOST.fullmatch(host) else None
    return None


def _encode(component: str) -> str:
    return _STRAY_PERCENT.sub("%25", quote(component, safe="!$&'()*+,;=:@/?-._~%"))


def _directives(text: str, start: int, end: int) -> Iterator[str]:
    """Write what finds the words of a quote, the surest way first, then shorter ones."""
    lines = _lines(text, max(start, 0), max(end, 0))
    if not lines:
        return
    before = " ".join(text[: max(start, 0)].split()).casefold()
    for words in range(_WORDS, 0, -1):
        span, ending = _ends(text, lines, before, words)
        directive = _encode_words(_between(text, span)) + (
            f",{_encode_words(_between(text, ending))}" if ending else ""
        )
        if _between(text, span).casefold() in before:
            lines_before = _lines(text, 0, span.start)
            if lines_before:
                prefix = Span(lines_before[-1][-words:][0].start, lines_before[-1][-1].end)
                if not _between(text, Span(prefix.end, span.start)):  # else it is not what stands right before
                    yield f"{_encode_words(_between(text, prefix))}-,{directive}"
        yield directive


def _lines(text: str, start: int, end: int) -> list[list[Span]]:
    """Find the whole words of each line between two positions; what a fragment names may not go over a line's end."""
    lines = []
    position = start
    for line in text[start:end].splitlines(keepends=True):
        words = [Span(*match.span()) for match in _WORD.finditer(text, position, position + len(line))]
        words = [word for word in words if not _within_word(text, word.start) and not _within_word(text, word.end)]
        if any(map(str.isalnum, line)) and words:
            lines.append(words)
        position += len(line)
    return lines


def _within_word(text: str, position: int) -> bool:
    before, after = text[max(position - 2, 0) : position], text[position : position + 2]
    if before[-1:].isalnum() and after and category(after[0]).startswith("M"):
        return True
    return _LEFT.search(before) is not None and _RIGHT.match(after) is not None


def _ends(text: str, lines: list[list[Span]], before: str, words: int) -> tuple[Span, Span | None]:
    """Choose the words that a quote starts with, and ends with where it is long."""
    first, last = lines[0], lines[-1]
    if len(lines) == 1 and len(first) <= 2 * words:
        return Span(first[0].start, first[-1].end), None
    limit = len(first) if len(lines) > 1 else len(first) - words
    count = words
    # The browser takes the first occurrence of these words.
    while (
        count < min(limit, _MORE_WORDS)
        and _between(text, Span(first[0].start, first[:count][-1].end)).casefold() in before
    ):
        count += 1
    return Span(first[0].start, first[:count][-1].end), Span(last[-words:][0].start, last[-1].end)


def _between(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())


def _encode_words(words: str) -> str:
    return quote(words, safe="", errors="replace").replace("-", "%2D")
