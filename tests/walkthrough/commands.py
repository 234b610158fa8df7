"""The commands that the documentation shows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.command import ROOT

_PROMPT = "$ "
_HERE_DOCUMENT = re.compile(r"<<'?(\w+)'?")


@dataclass(frozen=True)
class Command:
    """A command as a page shows it, with the line that it stands in, from 1 on, and what is shown of its output."""

    page: str
    line: int
    text: str
    shown: str = ""

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: {self.text}"


def pages() -> list[Path]:
    """README.md and the pages of docs/."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def commands(markdown: str, page: str) -> list[Command]:
    """The commands of a page in order: the lines of blocks of `sh`, and those behind a `$` in any other block."""
    blocks = (token for token in MarkdownIt().parse(markdown) if token.type == "fence")
    return [command for block in blocks for command in _commands(block, page)]


def _commands(block: Token, page: str) -> Iterator[Command]:
    first = block.map[0] + 2 if block.map else 0  # the line behind the fence, from 1 on
    lines = [*_whole_lines(block.content.splitlines())]
    if block.info.strip() == "sh":
        for number, line in lines:
            if line.strip() and not line.lstrip().startswith("#"):
                yield Command(page, first + number, line.strip())
        return
    starts = [place for place, (_, line) in enumerate(lines) if line.startswith(_PROMPT)]
    for start, end in pairwise([*starts, len(lines)]):
        number, line = lines[start]
        shown = "\n".join(line for _, line in lines[start + 1 : end])
        yield Command(page, first + number, line.removeprefix(_PROMPT), shown)


def _whole_lines(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Lines with their places, of which those are one that a backslash or a here-document holds together."""
    left = iter(enumerate(lines))
    for number, line in left:
        whole = line
        while whole.endswith("\\"):
            whole += f"\n{next(left)[1]}"
        if opened := _HERE_DOCUMENT.search(whole):
            for _, further in left:
                whole += f"\n{further}"
                if further == opened[1]:
                    break
        yield number, whole
