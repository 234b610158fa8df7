"""Macros: `{{{name(arguments)}}}` is what `#+MACRO: name ...` says."""

import re
from collections.abc import Iterator

from index.ingest.readers.markup.org.keywords import Keywords
from index.ingest.readers.markup.sourced_text import Edit, SourcedText, edited

_MACRO = re.compile(r"[ \t]?\{\{\{([a-zA-Z][\w-]{0,100})(?:\(([^{}]{0,500})\))?\}\}\}")
_ARGUMENT = re.compile(r"\$(\d)")
_FIELDS = frozenset({"title", "author", "date", "email"})
_ROOM = 2  # times as much as the document has may be put in place of macros
_LONGEST = 10_000  # characters of one


class Macros:
    """What the macros of a document stand for."""

    def __init__(self, keywords: Keywords, characters: int) -> None:
        """Takes how long the document is: a few macros could stand for more text than anybody can read."""
        self._keywords = keywords
        self._room = _ROOM * characters + 1000

    def expanded(self, text: SourcedText) -> SourcedText:
        """A text with what its macros stand for, in which there may be markup; what is not known is hidden."""
        return edited(text, self._edits(text)) if "{{{" in text.seen else text

    def _edits(self, text: SourcedText) -> Iterator[Edit]:
        for match in _MACRO.finditer(text.seen):
            start = match.start() + match[0].index("{")
            name, arguments = match[1].lower(), text.shown[match.start(2) : match.end(2)] if match[2] else ""
            if name == "results":
                yield Edit(start, match.end(), text.part(*match.span(2)))
            elif shown := self._shown(name, arguments):
                yield Edit(start, match.end(), text.standing_for(shown, start, match.end()).readable())
            else:  # the space in front too
                yield Edit(*match.span())

    def _shown(self, name: str, arguments: str) -> str:
        template = self._keywords.macros.get(name)
        if template is None:
            return self._keywords.fields.get(name, "") if name in _FIELDS else ""
        given = [part.replace("\\,", ",").strip() for part in re.split(r"(?<!\\),", arguments)]

        def argument(match: re.Match[str]) -> str:
            number = int(match[1])
            return arguments if not number else given[number - 1] if number <= len(given) else ""

        shown = _ARGUMENT.sub(argument, template[:_LONGEST])[:_LONGEST]
        self._room -= len(shown)
        return shown if self._room > 0 else ""
