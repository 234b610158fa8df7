"""A page as a browser searches it for the words of a text fragment.

See https://wicg.github.io/scroll-to-text-fragment/ for how the parts of a directive are found, and Chromium for what it
takes for the same letter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category, combining, normalize
from urllib.parse import unquote

_QUOTATION_MARKS = str.maketrans("“”„«»‘’‚", '"""""\'\'\'')
_BREAK = "\x00"  # between blocks: no part of a directive goes over it


@dataclass(frozen=True, slots=True)
class Directive:
    """One `text=` of a link; what a link does not give is empty."""

    prefix: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows, block by block; what breaks a run of text makes two blocks of one."""

    blocks: Sequence[str]

    def lit(self, link: str) -> list[str]:
        """What each directive of a link lights up that is found; the page is scrolled to the first."""
        return [lit for directive in directives(link) if (lit := self.found(directive))]

    def position(self, link: str) -> int:
        """The block to which the page is scrolled, or -1."""
        for directive in directives(link):
            start, _ = self._span(directive)
            if start >= 0:
                return self._text[:start].count(_BREAK)
        return -1

    def found(self, directive: Directive) -> str:
        """What a directive lights up, or nothing."""
        start, end = self._span(directive)
        return " ".join(self._text[start:end].replace(_BREAK, " ").split()) if start >= 0 else ""

    @property
    def _text(self) -> str:
        return _BREAK.join(folded(block) for block in self.blocks)

    def _span(self, directive: Directive) -> tuple[int, int]:
        text = self._text
        for first in _places(directive.start, text):
            before = text[: first.start()].rstrip(f" {_BREAK}")
            prefix = folded(directive.prefix)
            if prefix and not (before.endswith(prefix) and _is_bound(before, len(before) - len(prefix))):
                continue
            if not directive.end:
                return first.span()
            for last in _places(directive.end, text, first.end()):
                return first.start(), last.end()
        return -1, -1


def directives(link: str) -> list[Directive]:
    """Reads the directives of a link."""
    _, _, written = link.partition(":~:")
    return [_directive(value.removeprefix("text=")) for value in written.split("&") if value.startswith("text=")]


def folded(text: str) -> str:
    """The text as a browser compares it: without case, accents and kinds of quotation marks, and blanks as one."""
    plain = "".join(character for character in normalize("NFKD", text) if not combining(character))
    return " ".join(plain.translate(_QUOTATION_MARKS).casefold().split())


def _directive(value: str) -> Directive:
    parts = value.split(",")
    prefix = parts.pop(0).removesuffix("-") if parts[0].endswith("-") else ""
    if len(parts) > 1 and parts[-1].startswith("-"):
        parts.pop()
    start, end = (*parts, "")[:2]
    return Directive(unquote(prefix), unquote(start), unquote(end))


def _places(words: str, text: str, position: int = 0) -> list[re.Match[str]]:
    found = re.compile(re.escape(folded(words))).finditer(text, position)
    return [match for match in found if _is_bound(text, match.start()) and _is_bound(text, match.end())]


def _is_bound(text: str, position: int) -> bool:
    """Whether a word ends or begins here; scripts without spaces have sure bounds at punctuation and blanks alone."""
    return not (_is_letter(text[position - 1 : position]) and _is_letter(text[position : position + 1]))


def _is_letter(character: str) -> bool:
    return character.isalnum() or (character != "" and category(character).startswith("M"))
