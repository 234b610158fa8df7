"""The title that an article is shown by: plain, and one that tells articles apart."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_LONGEST = 2000  # characters that are looked at
_LONGEST_NAMELESS = 80
_SHOWN_WORDS = 60  # characters of a text that has no other title
_HEX = r"(?=[0-9a-f]*\d)[0-9a-f]{6,}"
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_HASHED = r"[^\W_]{1,15}[_-](?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,}"
_DAY = r"(?:19|20)\d\d(?:0\d|1[0-2])\d\d"
_NUMBER = r"\(?[\d.:_ -]+\)?"
_EXTENSION = r"(?:\.(?:md|mdx|markdown|txt|rst|adoc|org|html?|docx?|pdf))?"
# What programs call a thing that nobody has named, and names of files that say only what place they have.
_UNNAMED = (
    r"_?index|readme|untitled|unnamed|unknown|no title|title|none|null|default|sans titre|ohne titel|unbenannt|"
    r"sin título|sem título|senza titolo|naamloos|無題|无标题|제목 없음"
)
_KINDS = r"note|document|doc|page|post|article|file|text|entry|draft|item|record|scan|image|img|dsc|screenshot|export"
_NAMELESS = re.compile(
    rf"{_HASHED}{_EXTENSION}|"
    rf"(?:(?:new |neues |nouveau |nuevo )?(?:{_UNNAMED})(?:[ _-](?:{_KINDS}))?|(?:new )?(?:{_KINDS}))?"
    rf"[ _-]*(?:{_UUID}|{_HEX}|{_NUMBER})?(?: ?\(\d+\))?{_EXTENSION}",
    re.IGNORECASE,
)
_TIMESTAMP = re.compile(r"\d[\dtz.:+ _-]*", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{\{.*\}\}|\{%.*%\}|<%.*%>|\$\{.*\}")
# As Notion puts it behind the names of files, and the bot.
_EXPORTED_ID = re.compile(rf"[ _-]+(?:[0-9a-f]{{32}}|(?!{_DAY})(?=[a-f]*\d)[0-9a-f]{{8}})$")
_JOINED = re.compile(r"(?<=[^\W\d])[-_](?=[^\W\d])")  # not within dates and numbers
_ATTRIBUTES = re.compile(r"\s*\{[:#.][^{}]*\}\s*$")
_WIKILINK = re.compile(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
_MARKED = re.compile(r"[*_`~\[\]<>&\\!{]")
_TAG = re.compile(
    r"<!--.*-->|</?(?:a|abbr|b|bdi|bdo|big|br|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|q|s|samp|small|span|strike|"
    r"strong|sub|sup|tt|u|var|wbr)\b[^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_SENTENCE = re.compile(r".+?[.!?。！？](?=\s|$)|.+", re.DOTALL)


def shown_title(given: str, heading: str, first_words: str, file_stem: str) -> str:
    """The title to show: the given one, else the first heading, the name of the file or the first words of the text.

    One that nobody would show, such as "Untitled", a number or "note-6c1c886b", gives way to the next.
    """
    stem = _in_words(_EXPORTED_ID.sub("", file_stem))
    named = next((title for title in (given, heading, stem) if tells(title)), "")
    return named or _beginning(first_words) or given or heading or file_stem


def _in_words(stem: str) -> str:
    """The name of a file as words, where it is several that were joined because a name should have no spaces."""
    return _JOINED.sub(" ", stem) if len(_JOINED.findall(stem)) > 1 and " " not in stem else stem


def tells(title: str) -> bool:
    """Whether a title says what an article is about."""
    plain = " ".join(title[:_LONGEST].split())
    if len(plain) > _LONGEST_NAMELESS:
        return True
    nameless = any(pattern.fullmatch(plain) for pattern in (_NAMELESS, _TIMESTAMP, _PLACEHOLDER))
    return not nameless and any(char.isalpha() for char in plain)


def plain_title(title: str) -> str:
    """A title without Markdown, HTML and entities: "[Smoking **eel**](a.md) &amp; more" is "Smoking eel & more"."""
    if not _MARKED.search(title):
        return " ".join(title.split())
    (inline,) = _markdown().parseInline(_WIKILINK.sub(r"\1", _ATTRIBUTES.sub("", title[:_LONGEST])))
    return " ".join("".join(map(_text, inline.children or ())).split())


def _text(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "html_inline":
        return "" if _TAG.fullmatch(token.content) else token.content
    return token.content


@cache
def _markdown() -> MarkdownIt:
    """Of Markdown what a title may have; it keeps nothing of what it reads."""
    return MarkdownIt("commonmark").enable("strikethrough")


def _beginning(text: str) -> str:
    """The first sentence of a text, cut where it is long."""
    first = _SENTENCE.match(text[:_LONGEST].strip())
    words = " ".join(first[0].split()) if first else ""
    if len(words) <= _SHOWN_WORDS:
        return words
    cut = words[:_SHOWN_WORDS]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:–-") + "…"
