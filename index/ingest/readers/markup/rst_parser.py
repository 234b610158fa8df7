"""From reStructuredText to the tree that docutils makes of it, with nothing of docutils changed for others."""

import re
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser, languages, states
from docutils.statemachine import StringList
from docutils.utils import new_document

from index.ingest.readers.markup.rst_directives import DOCUTILS, Directive, read_directive
from index.ingest.readers.markup.rst_roles import Inliner

# From how many lines on a part ends, and where: docutils takes time by the square of the lines that it reads at once.
_DIRECTIVE = re.compile(rf"({states.Inliner.simplename}) ?::( +|$)")
_BOUNDARIES = (
    (300, re.compile(r"\n(?=\S.*\n([!-/:-@\[-`{-~])\1{2,}$)")),  # before a title
    (600, re.compile(r"\n(?=[^\W_])")),  # before text below a blank line
    (1000, re.compile(r"\n(?=\S)")),
    (1500, re.compile(r"(?=\S)")),
    (3000, re.compile("")),
)


class _State(states.RSTState):
    """What all states do otherwise than in docutils: nothing is shared with other texts, and titles know their line."""

    def __init__(self, state_machine: Any, debug: bool = False) -> None:
        super().__init__(state_machine, debug)
        self.nested_sm_kwargs = {"state_classes": _STATES, "initial_state": "Body"}

    @property
    def nested_sm_cache(self) -> list[Any]:  # type: ignore[override]
        """The machines that are at rest."""
        return self.memo.machines  # type: ignore[no-any-return]

    def new_subsection(self, title: str, lineno: int, messages: Any) -> None:
        """See docutils."""
        super().new_subsection(title, lineno, messages)
        self.parent[0].line = self.state_machine.get_source_and_line(lineno)[1]


class _Body(_State, states.Body):
    """What meets directives."""

    def run_directive(self, directive: Any, match: Any, type_name: str, option_presets: Any) -> Any:
        """Reads a directive that docutils knows."""
        if type_name.lower() not in DOCUTILS:
            return self._read(match)
        return super().run_directive(directive, match, type_name, option_presets)  # type: ignore[no-untyped-call]

    def unknown_directive(self, type_name: str) -> Any:
        """Reads one that it does not know."""
        return self._read(_DIRECTIVE.search(self.state_machine.line or ""))

    def _read(self, match: Any) -> Any:
        machine: Any = self.state_machine
        line = machine.get_source_and_line()[1]
        lines, _, _, blank_finish = machine.get_first_known_indented(match.end(), strip_top=False)
        found = read_directive(Directive.of(match[1], line, lines), self)
        return found, blank_finish or machine.is_next_line_blank()


def _extended(state: type[states.RSTState]) -> type[Any]:
    return type(state.__name__, (_Body if issubclass(state, states.Body) else _State, state), {})


_STATES = tuple(map(_extended, states.state_classes))


def parse_rst(lines: Sequence[str]) -> nodes.document:
    """Reads lines, as docutils has them; of each node `line` is where it begins, counted from 1.

    Files are not included, and raw text is not taken. What docutils cannot read, because it is nested too deep, stands
    in the tree as paragraphs.
    """
    document = new_document("", _settings())
    memo = SimpleNamespace(
        document=document,
        reporter=document.reporter,
        language=languages.get_language("en", document.reporter),
        title_styles=[],
        section_level=0,
        section_bubble_up_kludge=False,
        inliner=Inliner(document.settings),
        machines=[],
    )
    node: Any = document
    for start, end in _parts(lines):
        items = [("", number) for number in range(start, end)]
        open_sections = [(parent, len(parent)) for parent in (document, *_sections_around(node))]
        machine = states.NestedStateMachine(_STATES, "Body")
        try:
            machine.run(StringList(lines[start:end], items=items), start, memo, node)
            node = machine.node
        except (RecursionError, ValueError, IndexError, AssertionError, AttributeError, TypeError):
            for parent, length in open_sections:
                del parent[length:]
            node += list(_paragraphs(lines, start, end))
        machine.unlink()
    return document


def _settings() -> Any:
    settings = get_default_settings(Parser)
    settings.file_insertion_enabled = settings.raw_enabled = False
    settings.warning_stream = False
    settings.report_level = settings.halt_level = 5
    settings.syntax_highlight = "none"
    return settings


def _sections_around(node: nodes.Element) -> Iterator[nodes.Element]:
    """A section and those around it."""
    while isinstance(node, nodes.section):
        yield node
        node = node.parent


def _parts(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the parts of lines begin and end that are read one by one: before a title, or where they get long."""
    start = 0
    for number in range(len(lines)):
        boundary = next((pattern for least, pattern in reversed(_BOUNDARIES) if number - start >= least), None)
        if boundary and boundary.match("\n".join((*lines[number - 1 : number], *lines[number : number + 2]))):
            yield start, number
            start = number
    if start < len(lines):
        yield start, len(lines)


def _paragraphs(lines: Sequence[str], start: int, end: int) -> Iterator[nodes.Element]:
    """What stands between blank lines, as it stands."""
    text = list[str]()
    for number in range(start, end + 1):
        if number < end and lines[number].strip():
            text.append(lines[number].strip())
        elif text:
            paragraph = nodes.paragraph("\n".join(text), "\n".join(text))
            paragraph.line = number - len(text) + 1
            yield paragraph
            text = []
