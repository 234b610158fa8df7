"""Directives of reStructuredText, those of Sphinx and any other too: what of them their author wrote to be read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Self

from docutils import nodes
from docutils.statemachine import StringList

DOCUTILS = frozenset({"csv-table", "replace", "unicode"})
"""Directives that docutils itself reads best."""

_OPTION = re.compile(r":([\w-]+):(?:\s+(.*)|$)")
_WORDS = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"\S*(?:://|[\\/])\S*$|[\w-]+\.\w{1,5}$")  # also of a file

_VERSIONS = {
    "versionadded": "Added in version",
    "versionchanged": "Changed in version",
    "versionremoved": "Removed in version",
    "deprecated": "Deprecated since version",
}
# What is described by its name, which is no running text; and what is written elsewhere.
_OBJECT = re.compile(
    r"\w+:[\w-]+$|(?:function|method|class|data|attribute|exception|option|envvar|confval|describe|object|setting"
    r"|c(?:function|member|macro|type|var)|(?:class|static)method|cmdoption|command|decorator)$"
)
_AUTOMATIC = re.compile(r"auto\w+$|(?:\w+:)?(?:current)?module$")
_FORMAT = re.compile(r"(?:format_|builder_)?(?:(?:dir|single)?html|latex|pdf|epub|text|man|texinfo|xml)$")
_HEADS = frozenset({"tab", "tab-item", "group-tab", "dropdown", "details", "collapse", "faq", "question", "toggle"})
# Shown elsewhere, or not to who reads: the program that makes pages takes them.
_HIDDEN = """toctree contents index raw sectnum include literalinclude image target-notes highlight highlightlang
    default-domain tabularcolumns autosummary class rst-class cssclass default-role header footer graphviz graph digraph
    mermaid uml plantuml inheritance-diagram todo todolist tags program bibliography footbibliography video youtube
    vimeo iframe date plot kroki ifconfig"""
_ARGUMENT_HIDDEN = """container hlist figure compound tabs tab-set grid grid-item div layout card-carousel
    subfigure align"""
_WITHOUT_ARGUMENT = """attention caution danger error important note tip hint warning seealso
    centered line-block"""
_CODE = """code code-block sourcecode code-cell code-tab ipython ipython3 prompt doctest testcode testoutput console
    terminal"""


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive: its name in lower case, the line it begins in, from 1 on, and its parts, in dedented lines."""

    name: str
    line: int
    argument: StringList
    options: Mapping[str, str]
    content: StringList

    @classmethod
    def of(cls, name: str, line: int, lines: StringList) -> Self:
        """Takes what stands behind the name, and the lines below that are indented."""
        if lines and not lines[0].strip():
            lines = lines[1:]
        head = len(list(takewhile(str.strip, lines)))
        first = next((number for number in range(head) if _OPTION.match(lines[number])), head)
        options, last = dict[str, str](), ""
        for row in lines[first:head]:
            match = _OPTION.match(row)
            last = match[1].lower() if match else last
            options[last] = f"{options.get(last, '')} {(match[2] or '') if match else row}".strip()
        return cls(name.lower(), line, lines[:first], options, lines[head:])

    @property
    def words(self) -> str:
        """The argument in one line."""
        return " ".join(" ".join(self.argument).split())

    @property
    def body(self) -> StringList:
        """What is to be read where the directive has no argument."""
        return self.argument + self.content


def read_directive(directive: Directive, state: Any) -> list[nodes.Node]:
    """What is shown of a directive, in the state of docutils that met it; `kind` tells how, where docutils cannot."""
    name = directive.name
    if name in _READERS:
        return _READERS[name](directive, state)
    if _AUTOMATIC.match(name):
        return _plain(directive, state)
    return _object(directive, state) if _OBJECT.match(name) else _titled(directive, state)


def _nothing(directive: Directive, state: Any) -> list[nodes.Node]:
    return []


def _fields(directive: Directive, state: Any) -> list[nodes.Node]:
    """What a document says of itself."""
    fields = dict(directive.options)
    for row in directive.content:
        match = _OPTION.match(row)
        if match:
            fields[match[1].lower()] = match[2] or ""
    name = {"post": "date", "title": "title"}.get(directive.name, "")
    if name:
        fields[name] = directive.words
    return [nodes.meta(name=name, content=value) for name, value in fields.items()]


def _author(directive: Directive, state: Any) -> list[nodes.Node]:
    return [nodes.meta(name="author", content=directive.words)]


def _role(directive: Directive, state: Any) -> list[nodes.Node]:
    state.inliner.define(directive.words)
    return []


def _bare(directive: Directive, state: Any) -> list[nodes.Node]:
    return [_parsed(directive.body, state)]


def _quote(directive: Directive, state: Any) -> list[nodes.Node]:
    """What somebody said, and who that is."""
    quotes: list[nodes.Node] = state.block_quote(directive.body, _offset(directive.body))
    return quotes


def _plain(directive: Directive, state: Any) -> list[nodes.Node]:
    """What stands below; with its titles, where these may stand here."""
    content = directive.content
    if state.state_machine.match_titles and isinstance(state.parent, (nodes.document, nodes.section)):
        state.nested_parse(content, _offset(content), match_titles=True)
        return []
    return [_parsed(content, state)]


def _only(directive: Directive, state: Any) -> list[nodes.Node]:
    """What is shown to all who read a format; tags of its author's own are not set."""
    ways = (way.strip("() ").split(" and ") for way in directive.words.split(" or "))
    is_shown = any(all(_FORMAT.match(tag.strip("() ")) for tag in tags) for tags in ways)
    return _plain(directive, state) if is_shown else []


def _code(directive: Directive, state: Any) -> list[nodes.Node]:
    language = directive.words.split(" ")[0]
    caption = directive.options.get("caption", "")
    title = nodes.paragraph(caption, caption)
    title.line = directive.line + 1
    return [*[title] * bool(caption), *_literal(directive.content, language)]


def _formula(directive: Directive, state: Any) -> list[nodes.Node]:
    return _literal(directive.body, "latex" if directive.name == "math" else "")


def _literal(lines: StringList, language: str) -> list[nodes.Node]:
    first = next((number for number, row in enumerate(lines) if row.strip()), 0)
    text = "\n".join(lines[first:]).rstrip()
    block = nodes.literal_block(text, text, language=language)
    block.line = _offset(lines[first:]) + 1
    return [block]


def _parsed_literal(directive: Directive, state: Any) -> list[nodes.Node]:
    text = "\n".join(directive.body).strip("\n")
    inline, _ = state.inline_text(text, directive.line)
    block = nodes.literal_block(text, "", *inline)
    block.line = _offset(directive.body) + 1
    return [block]


def _version(directive: Directive, state: Any) -> list[nodes.Node]:
    argument = _running_text(directive.argument, state)
    argument["label"] = _VERSIONS[directive.name]
    return [argument, _parsed(directive.content, state)]


def _rubric(directive: Directive, state: Any) -> list[nodes.Node]:
    return [nodes.container("", _running_text(directive.argument, state), kind="rubric")]


def _object(directive: Directive, state: Any) -> list[nodes.Node]:
    """What is described, as it is written, and its description."""
    names = list[nodes.Node]()
    for number, row in enumerate(directive.argument):
        name = nodes.paragraph(row, row)
        name.line = _offset(directive.argument[number:]) + 1
        names.append(name)
    return [*names, _parsed(directive.content, state)]


def _table(directive: Directive, state: Any) -> list[Any]:
    title = [_running_text(directive.argument, state)] if directive.argument else []
    return [*title, _parsed(directive.content, state)]


def _list_table(directive: Directive, state: Any) -> list[nodes.Node]:
    """A list of lists, which are the rows of a table."""
    headers = directive.options.get("header-rows", "0")
    *title, rows = _table(directive, state)
    rows["kind"], rows["headers"] = "list-table", int(headers) if headers.isdecimal() else 0
    return [*title, rows]


def _glossary(directive: Directive, state: Any) -> list[nodes.Node]:
    """Terms, more than one above a definition too, and what they mean."""
    entries, terms = nodes.definition_list(), list[nodes.Node]()
    content, number = directive.body, 0
    while number < len(content):
        row = content[number]
        if row.startswith(" "):
            below = len(list(takewhile(lambda one: not one.strip() or one.startswith(" "), content[number:])))
            lines = content[number : number + below]
            lines.disconnect()
            lines.trim_left(min(len(one) - len(one.lstrip()) for one in lines if one.strip()))
            definition = nodes.definition("", *_parsed(lines, state).children)
            entries += nodes.definition_list_item("", *terms, definition)
            terms, number = [], number + below
            continue
        if row.strip():
            term = _running_text(content[number : number + 1], state, nodes.term)
            terms.append(term)
        number += 1
    return [entries, *terms]


def _titled(directive: Directive, state: Any) -> list[nodes.Node]:
    """The argument, where that are words for a reader, and what stands below."""
    words, content = directive.words, directive.content
    shown = _WORDS.search(words) and not _ADDRESS.match(words) and (content or " " in words)
    if not shown:
        return [_parsed(content, state)]
    heads = words.endswith("?") or directive.name in _HEADS
    title = _running_text(directive.argument, state)
    return [nodes.container("", title, _parsed(content, state), kind="headed" if heads else "")]


def _parsed(lines: StringList, state: Any) -> nodes.container:
    container = nodes.container()
    if lines:
        state.nested_parse(lines, _offset(lines), container)
    return container


def _running_text(lines: StringList, state: Any, kind: type[nodes.TextElement] = nodes.paragraph) -> Any:
    text = "\n".join(lines).strip()
    line = _offset(lines) + 1
    inline, _ = state.inline_text(text, line)
    element = kind(text, "", *inline)
    element.line = line
    return element


def _offset(lines: StringList) -> int:
    """The line that lines begin with, from 0 on."""
    return int(lines.items[0][1]) if lines.items else 0


_Reader = Callable[[Directive, Any], list[nodes.Node]]
_READERS: Mapping[str, _Reader] = {
    **dict.fromkeys(_HIDDEN.split(), _nothing),
    **dict.fromkeys(_ARGUMENT_HIDDEN.split(), _plain),
    **dict.fromkeys(_WITHOUT_ARGUMENT.split(), _bare),
    **dict.fromkeys(("epigraph", "highlights", "pull-quote"), _quote),
    **dict.fromkeys(_CODE.split(), _code),
    **dict.fromkeys(_VERSIONS, _version),
    **dict.fromkeys(("math", "productionlist"), _formula),
    **dict.fromkeys(("list-table", "flat-table"), _list_table),
    **dict.fromkeys(("author", "sectionauthor", "codeauthor", "moduleauthor"), _author),
    **dict.fromkeys(("meta", "post", "feed-entry", "title"), _fields),
    "glossary": _glossary,
    "only": _only,
    "parsed-literal": _parsed_literal,
    "role": _role,
    "rubric": _rubric,
    "table": _table,
}
