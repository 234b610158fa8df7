"""Roles of reStructuredText, those of Sphinx and any other too: the text that they mark is shown, and no more."""

import re
from typing import Any

from docutils import nodes
from docutils.parsers.rst import states

_CHUNK = 20_000  # characters of running text that are read at once; docutils takes time by their square
_SPACE = re.compile(r"\s")
_TITLE_AND_TARGET = re.compile(r"(.+?)\s*(?<!\x00)<[^<]*>$", re.DOTALL)
_SHORTENED = re.compile(r"^(?:~.*\.(?=[^.]+$)|[~!])", re.DOTALL)  # what is not shown of a name
_HIDDEN = re.compile(r"raw$|(?:foot)?cite(?::|$)|fa[bsr]?$|octicon$|material-")  # what has no text, or is a mark
_NOT_LINKED = re.compile(r"(?:code|math|sub|sup|kbd|samp|file|literal|abbr|menuselection)$")


class Inliner(states.Inliner):
    """Reads running text; a document's own roles are known to it alone."""

    def __init__(self, settings: Any) -> None:
        super().__init__()
        plain = states.Inliner()  # one that is derived of it lacks what the patterns are made of
        plain.init_customizations(settings)
        self.patterns = plain.patterns
        self._hidden = set[str]()  # the roles of the document that are made of hidden ones
        self._without_end = set[object]()  # the ends that no longer come in the text

    def define(self, definition: str) -> None:
        """Takes the argument of a `role` directive, as `name(base)`."""
        name, _, base = definition.lower().partition("(")
        if self._is_hidden(base.rstrip(") ")):
            self._hidden.add(name.strip())

    def parse(
        self, text: str, lineno: int, memo: Any, parent: nodes.Element
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """See docutils; of a long text a part at a time."""
        found, start = list[nodes.Node](), 0
        while start < len(text):
            space = _SPACE.search(text, start + _CHUNK)
            end = space.start() if space else len(text)
            self._without_end.clear()
            found += super().parse(text[start:end], lineno, memo, parent)[0]
            start = end
        return found, []

    def implicit_inline(self, text: str, lineno: int) -> list[nodes.Text]:
        """An address without markup is text like any other."""
        return [nodes.Text(text)] if text else []

    def inline_obj(
        self, match: Any, lineno: int, end_pattern: Any, nodeclass: Any, restore_backslashes: bool = False
    ) -> Any:
        """See docutils; an end that was not found is not looked for again further on."""
        if end_pattern in self._without_end and not self.quoted_start(match):
            return *_as_text(match), ""
        result = super().inline_obj(match, lineno, end_pattern, nodeclass, restore_backslashes)
        if result[3]:
            self._without_end.add(end_pattern)
        return result

    def interpreted_or_phrase_ref(self, match: Any, lineno: int) -> Any:
        """See docutils, and above."""
        if match["backquote"] in self._without_end:
            return _as_text(match)
        result = super().interpreted_or_phrase_ref(match, lineno)
        if result[3] and result[1][0].rawsource == match["backquote"]:
            self._without_end.add(match["backquote"])
        return result

    def interpreted(self, rawsource: str, text: str, role: str, lineno: int) -> tuple[list[nodes.Node], list[Any]]:
        """What is shown of interpreted text of any role; zero bytes stand for the backslashes in it."""
        if self._is_hidden(role.lower()):
            return [nodes.inline(rawsource, "")], []
        name = role.lower().rsplit(":", 1)[-1]
        title = None if not role or _NOT_LINKED.match(name) else _TITLE_AND_TARGET.match(text)
        if title:
            text = title[1]
        elif name in ("pep", "rfc"):
            text = f"{name.upper()} {text}"
        elif role and not _NOT_LINKED.match(name):
            text = _SHORTENED.sub("", text, count=1)
        return [nodes.inline(rawsource, text.lstrip("&") if name == "guilabel" else text)], []

    dispatch: Any = {**states.Inliner.dispatch, "`": interpreted_or_phrase_ref}  # noqa: RUF012  as in docutils

    def _is_hidden(self, role: str) -> bool:
        return role in self._hidden or _HIDDEN.match(role) is not None


def _as_text(match: Any) -> tuple[str, list[nodes.Node], str, list[Any]]:
    """What stands before a start without an end, that itself, and what is left of the text."""
    start, end = match.start("initial_inline"), match.end("initial_inline")
    return match.string[:start], [nodes.Text(match.string[start:end])], match.string[end:], []
