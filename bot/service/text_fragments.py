"""Links into articles: to the very words of a quote, by a text fragment."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from ipaddress import IPv6Address
from unicodedata import category
from urllib.parse import quote

from bot.service.page_directives import encoded, page_directives
from bot.service.page_words import bounds, folded, runs, whole_words
from index.reading import locator_at, plain_span
from index.records import Article, Span

LIMIT = 512  # characters of a link: chat clients take no longer ones for a button

_WORDS = 5  # of a quote's start and end, and of what stands before it
_MORE_WORDS = 12  # where fewer stand in the article before
_LETTERS = 30  # of an address for each of these words, of which a letter of some scripts takes nine
_CLAUSE = 6  # letters of one that is not taken for any
_BEFORE = 400  # characters before a quote in which its prefix stands
_DIRECTIVE = ":~:"

_ADDRESS = re.compile(r"(https?)://([^/?#\\]+)((?:/[^?#]*)?(?:\?[^#]*)?)(?:#(.*))?", re.IGNORECASE | re.DOTALL)
_AUTHORITY = re.compile(r"([^:\[\]@]+|\[[0-9a-fA-F:.]+\])(?::([0-9]{0,5}))?")
_HOST = re.compile(r"[0-9A-Za-z_-]{1,63}(?:\.[0-9A-Za-z_-]{1,63})*\.?")
_MESSAGE = re.compile(r"https://discord\.com/channels/\d+/\d+/\d+")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


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


def link_to(url: str | None, text: str, start: int, end: int, has_markup: bool = True) -> str | None:
    """Link to an article at `text[start:end]`, or to the article where that is too long, or None where it is neither.

    `has_markup` is whether the text may hold marks of Markdown or HTML. The browser lights all that the directives
    find, and scrolls to the first that finds anything: https://wicg.github.io/scroll-to-text-fragment/.
    """
    target = address(url)
    if target is None:
        return None
    named = whole_words(text, Span(max(start, 0), max(end, 0)))
    quote = runs(text, named, has_markup)
    before = runs(text, Span(max(named.start - _BEFORE, 0), named.start), has_markup)
    seen = folded(" ".join(text[: named.start].split()))
    return _linked(target, _choices(quote, before, seen))


def link_to_page(url: str | None, page: int) -> str | None:
    """Link to a page of a PDF, counted from 1 on (RFC 8118, section 3); None where that is too long, or no address."""
    target = address(url)
    link = f"{target.partition('#')[0]}#page={page}" if target else ""
    return link if 0 < len(link) <= LIMIT else None


def is_message(url: str | None) -> bool:
    """Whether an address is that of a message in Discord."""
    return url is not None and _MESSAGE.fullmatch(url) is not None


def link_to_quote(article: Article, span: Span) -> str | None:
    """Link to a stretch of an article's text, by what that says to a reader; to a message as a whole."""
    if is_message(article.source.url):
        return article.source.url  # with a fragment, Discord would open it in a browser
    start, end = plain_span(article, span)
    if article.reading is not None:
        locator = locator_at(article.reading, start)
        if locator is not None and locator.kind == "page" and locator.number > 0:
            return link_to_page(article.source.url, locator.number)
        if article.reading.page is not None:
            target = address(article.source.url)
            room = LIMIT - len(_in_front(target)) if target else 0
            directives = page_directives(article.reading, Span(start, end), room)
            return target and _linked(target, [directives] if directives else [])
        return link_to(article.source.url, article.plain, start, end, has_markup=False)
    return link_to(article.source.url, article.text[article.body :], start - article.body, end - article.body)


def _linked(target: str, choices: Iterable[list[str]]) -> str | None:
    """An address with the first lists of directives that it has room for, or without; None where it is too long."""
    for directives in choices:
        link = _in_front(target) + "&".join(f"text={directive}" for directive in directives)
        if len(link) <= LIMIT:
            return link
    link_to_article = target.partition(_DIRECTIVE)[0].removesuffix("#")
    return link_to_article if len(link_to_article) <= LIMIT else None


def _in_front(target: str) -> str:
    """What stands before the directives in an address, which keeps the part of the page that it names."""
    page, _, fragment = target.partition("#")
    return f"{page}#{fragment.partition(_DIRECTIVE)[0]}{_DIRECTIVE}"


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


def _choices(quote: Sequence[Sequence[str]], before: Sequence[Sequence[str]], seen: str) -> Iterator[list[str]]:
    """Lists of directives that find the words of a quote, the surest way first, then shorter ones."""
    if not quote:
        return
    for words in range(_WORDS, 0, -1):
        start, end = _ends(quote, words, seen)
        plain = _written(start, end)
        prefix = _tail(before[-1], words, words * _LETTERS) if before else ""
        first = [f"{encoded(prefix)}-,{plain}"] if prefix else []
        further = [other for other in _others(quote, words) if other != plain][:1]
        if words > 1:
            yield [*first, plain, *further]
            yield [*first, plain]
        if words > 2:
            yield [plain, *further]
        yield first if first and folded(start.strip()) in seen else [plain]
        yield [plain]
    clauses = [word for run in quote for word in run]
    for clause in sorted(clauses, key=lambda clause: len(clause) < _CLAUSE):
        yield [encoded(clause)]
    for clause in clauses:
        for bound in reversed(bounds(clause)):
            yield [encoded(clause[:bound])]


def _ends(quote: Sequence[Sequence[str]], words: int, seen: str) -> tuple[str, str]:
    """What a quote starts with, and ends with where it is long or goes over the end of a run."""
    first, last, letters = quote[0], quote[-1], words * _LETTERS
    whole = "".join(first)
    if len(quote) == 1 and len(first) <= 2 * words and len(encoded(whole)) <= 2 * letters:
        return whole, ""
    limit = len(first) if len(quote) > 1 else len(first) - words
    count = words
    # The browser takes the first occurrence of these words.
    while count < min(limit, _MORE_WORDS) and folded("".join(first[:count]).strip()) in seen:
        count += 1
    start = _head(first, count, letters + (count - words) * _LETTERS)
    if len(quote) == 1 and len(first) == 1:  # a clause that has no blanks
        return start, ""
    return start, _tail(last if len(quote) > 1 else last[1:], words, letters)


def _others(quote: Sequence[Sequence[str]], words: int) -> Iterator[str]:
    """Other words of a quote, which are found where its ends are not as they stand in the text."""
    longest, letters = max(quote, key=lambda run: sum(map(len, run))), words * _LETTERS
    count = len(longest)
    if len(quote) == 1 and count > 2 * words:
        inner = longest[words:-words]
        yield encoded(_head(inner, 2 * words, 2 * letters))
    elif len(quote) == 1 and count > 3:
        part = max(count // 3, 2)
        yield _written(_head(longest, part, letters), _tail(longest, part, letters))
    yield encoded(_head(longest, 2 * words, 2 * letters))


def _head(run: Sequence[str], count: int, letters: int) -> str:
    """The first words of a run: at most `count`, and `letters` of an address, but one at least."""
    kept = 1
    while kept < min(count, len(run)) and len(encoded("".join(run[: kept + 1]))) <= letters:
        kept += 1
    return "".join(run[:kept])


def _tail(run: Sequence[str], count: int, letters: int) -> str:
    """The last words of a run, as `_head` has the first."""
    kept = 1
    while kept < min(count, len(run)) and len(encoded("".join(run[-kept - 1 :]))) <= letters:
        kept += 1
    return "".join(run[-kept:])


def _written(start: str, end: str) -> str:
    return f"{encoded(start)},{encoded(end)}" if end else encoded(start)
