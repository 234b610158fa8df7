"""Headings: stars, then how far a task is, what it says, and tags."""

import re
from typing import NamedTuple

from index.ingest.readers.markup.lines import Line
from index.ingest.readers.markup.org.keywords import Keywords

_STARS = re.compile(r"(\*+)[ \t]+")
_PRIORITY = re.compile(r"\[#[A-Za-z0-9]{1,2}\][ \t]*")
_TAGS = re.compile(r":(?:[\w@#%]+:)+")
_WORD = re.compile(r"\S+[ \t]*")
_INLINE_TASK = 15  # stars of a task within a text, whose end is a heading too


class Headline(NamedTuple):
    """A heading: how many stars it has, what it says, and whether what stands below it is not to be shown."""

    level: int
    text: Line
    is_hidden: bool


def is_headline(line: Line) -> bool:
    """Whether a line is a heading."""
    return line.text.startswith("*") and _STARS.match(line.text) is not None


def read_headline(line: Line, keywords: Keywords) -> Headline:
    """Reads a line that is a heading."""
    stars = _STARS.match(line.text)
    level = len(stars[1]) if stars else 1
    text = line.cut(stars.end() if stars else 0)
    if (word := _WORD.match(text.text)) and word[0].rstrip() in keywords.states:
        text = text.cut(word.end())
    if priority := _PRIORITY.match(text.text):
        text = text.cut(priority.end())
    tags = text.text.split()[-1:]
    named = _TAGS.fullmatch(tags[0]) is not None if tags else False
    if named:
        text = text.cut(0, -len(tags[0]))
    hidden = bool(named and keywords.hiding_tags & set(tags[0].split(":")))
    if text.text == "COMMENT" or text.text.startswith("COMMENT "):
        hidden = True
    if level >= _INLINE_TASK and text.text == "END":
        text = text.cut(len(text.text))
    return Headline(level, text, hidden)
