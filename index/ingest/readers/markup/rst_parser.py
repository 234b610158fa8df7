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

_DIRECTIVE = re.compile(rf"({states.Inliner.simplename}) ?::( +|$)")
_Boundaries = Sequence[tuple[int, re.Pattern[str]]]
# From how many lines on a part ends, and where, told from the line before, the line that would begin the next part and
# the line behind: docutils takes time by the square of the lines that it reads at once.
_BOUNDARIES: _Boundaries = (
    (150, re.compile(r"\n(?=\S.*\n([!-/:-@\[-`{-~])\1{2,}$)")),  # before a title
    (300, re.compile(r"\n(?=[^\W_])")),  # before text below a blank line
    (500, re.compile(r"\n(?=\S)")),
    (1500, re.compile(r".*\n(?=\S)")),
    (3000, re.compile("")),
)
_BLOCKS: _Boundaries = ((1, re.compile(r"\n(?=\S)")),)


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
    parser = _Parser(lines)
    for part in _parts(lines, 0, len(lines), _BOUNDARIES):
        if not parser.read(*part):
            for block in _parts(lines, *part, _BLOCKS):
                if not parser.read(*block):
                    parser.take_as_it_stands(*block)
    return parser.document


class _Parser:
    """Reads lines part by part into one tree."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.document = new_document("", _settings())
        self._lines = lines
        self._node: Any = self.document  # that what comes next stands in
        self._memo = SimpleNamespace(
            document=self.document,
            reporter=self.document.reporter,
            language=languages.get_language("en", self.document.reporter),
            title_styles=[],
            section_level=0,
            section_bubble_up_kludge=False,
            inliner=Inliner(self.document.settings),
            machines=[],
        )

    def read(self, start: int, end: int) -> bool:
        """Reads some lines; False where that cannot be done."""
        around = [(parent, len(parent)) for parent in (self.document, *_sections_around(self._node))]
        machine = states.NestedStateMachine(_STATES, "Body")
        items = [("", number) for number in range(start, end)]
        try:
            machine.run(StringList(self._lines[start:end], items=items), start, self._memo, self._node)
        except RecursionError:
            for parent, length in around:
                del parent[length:]
            self._memo.machines.clear()
            return False
        self._node = machine.node
        machine.unlink()
        return True

    def take_as_it_stands(self, start: int, end: int) -> None:
        """Takes what stands between blank lines for paragraphs without markup."""
        text = list[str]()
        for number in range(start, end + 1):
            if number < end and self._lines[number].strip():
                text.append(self._lines[number].strip())
            elif text:
                paragraph = nodes.paragraph("\n".join(text), "\n".join(text))
                paragraph.line = number - len(text) + 1
                self._node += paragraph
                text = []


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


def _parts(lines: Sequence[str], start: int, end: int, boundaries: _Boundaries) -> Iterator[tuple[int, int]]:
    """Where the parts of lines begin and end that are read one by one."""
    for number in range(start + 1, end):
        boundary = next((pattern for least, pattern in reversed(boundaries) if number - start >= least), None)
        if boundary and boundary.match("\n".join(lines[number - 1 : number + 2])):
            yield start, number
            start = number
    if start < end:
        yield start, end
