"""What people see in a terminal: the real command, run in a pseudo-terminal, as SVG that needs no font of its own.

Bars that tell how far something is go to standard error and vanish again, so that it is left out.
"""

import hashlib
import os
import pty
import re
import shutil
import subprocess
import sys
import termios
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import NamedTuple

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, SVG_EXPORT_THEME
from rich.text import Text

from tests.command import MAIN, ROOT
from tests.pictures.journey import HANDBOOK, WINDOWS


class Session(NamedTuple):
    """Commands by their arguments, one after another, in a folder that sessions share by its name."""

    folder: str
    commands: tuple[tuple[str, ...], ...]


_TWO = "How much memory does Tintype need, and what do I copy to a new server?"
SESSIONS: Mapping[str, Session] = {
    "terminal-demo": Session("demo", (("demo",), ("ask", "How many people has El Salvador jailed since 2022?"))),
    "terminal-ask": Session("own", (("sync", "handbook/"), ("ask", _TWO))),
    "terminal-not-answered": Session("own", (("ask", WINDOWS),)),
    "terminal-search": Session("own", (("search", "-k", "2", "backup of the database"),)),
}
_COLUMNS, _ROWS = 90, 40
_THEMES = {"": SVG_EXPORT_THEME, "-light": DEFAULT_TERMINAL_THEME}
_FIGURES = re.compile(r"\d+(?= ?%)|(?<=\()\d+\.\d{3}(?=\))")  # differ a little from one processor to another
_BLANKS = re.compile(r" +$", re.MULTILINE)  # fill up lines, as many as the name of the folder of the clone leaves
_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">
<style>
svg > rect {{ stroke: #8886; }}
.{unique_id}-matrix {{
  font: {char_height}px/{line_height}px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def recorded() -> dict[str, str]:
    """What the terminal shows in each session, by the names of the pictures, with its escape sequences."""
    shown = dict[str, str]()
    with TemporaryDirectory(prefix="terminal-") as home:
        for name, session in SESSIONS.items():
            folder = Path(home) / session.folder
            shutil.copytree(HANDBOOK, folder / "handbook", dirs_exist_ok=True)
            shown[name] = "".join(_shown(folder, command) for command in session.commands).rstrip()
    return shown


def drawn(name: str, shown: str) -> dict[str, str]:
    """The pictures of a session, dark and light, by their names."""
    made = dict[str, str]()
    for ending, theme in _THEMES.items():
        console = Console(record=True, file=StringIO(), width=_COLUMNS, force_terminal=True, color_system="truecolor")
        for line in Text.from_ansi(f"{shown}\n ").split():  # the frame ends where the last line does, and cuts it
            line.rstrip()
            console.print(line)
        made[name + ending] = console.export_svg(title="", theme=theme, code_format=_SVG, unique_id=name)
    return made


def terminal_signatures(sessions: Mapping[str, str]) -> dict[str, str]:
    """By the name of each session a hash of what its picture was made from: what is shown, and how that is drawn."""
    drawn_by = Path(__file__).read_bytes()
    seen = {name: _BLANKS.sub("", _FIGURES.sub("N", shown)) for name, shown in sessions.items()}
    return {name: hashlib.sha256(drawn_by + shown.encode()).hexdigest()[:16] for name, shown in seen.items()}


def _shown(folder: Path, arguments: tuple[str, ...]) -> str:
    """The line that somebody types, and what comes of it."""
    typed = " ".join(f'"{one}"' if " " in one else one for one in arguments)
    output = _run(folder, arguments).replace(f"{ROOT}/", "~/quotebot/")
    return f"\x1b[32m$\x1b[0m \x1b[1mquotebot {typed}\x1b[0m\n{output}"


def _run(folder: Path, arguments: tuple[str, ...]) -> str:
    """Run the command with a terminal as its input and output; raises RuntimeError where it fails."""
    left_out = {"COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "COLORTERM"}
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "TERM": "xterm-256color"}
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (_ROWS, _COLUMNS))
    with TemporaryFile() as complaints:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", MAIN, *arguments],
            cwd=folder,
            env=environment,
            stdin=theirs,
            stdout=theirs,
            stderr=complaints,
        )
        os.close(theirs)
        written = _read(ours)
        if process.wait():
            complaints.seek(0)
            raise RuntimeError(f"quotebot {arguments[0]} failed: {complaints.read().decode(errors='replace')}")
    return written.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    """All that is written to a terminal until nobody has it open any more."""
    written = b""
    try:
        while block := os.read(terminal, 1 << 16):
            written += block
    except OSError:  # as Linux says it
        pass
    finally:
        os.close(terminal)
    return written
