"""What the documentation shows is known to `python -m tests.walkthrough`, which takes minutes and CI does not run."""

import os
import re
import shlex
from itertools import takewhile
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from bot.terminal.app import app
from tests.command import ROOT
from tests.walkthrough.commands import Command, commands, pages
from tests.walkthrough.not_run import NOT_RUN, NotRun, why_not_run
from tests.walkthrough.running import Failure, Shell

SHOWN = [
    command for path in pages() for command in commands(path.read_text("utf-8"), path.relative_to(ROOT).as_posix())
]
RUN = {"quotebot", "curl", ".venv/bin/quotebot"}  # programs that there are where the walkthrough runs
ASSIGNMENT = re.compile(r"\w+=.*")
OPERATORS = {"&&", "||", "|", ";", ">", ">>", "<", "&"}


def invocations(text: str) -> list[list[str]]:
    """Give the words of each program that a command runs, without assignments before it."""
    words = shlex.shlex(text, posix=True, punctuation_chars=True)
    words.whitespace_split = True
    found = [list[str]()]
    for word in words:
        if word in OPERATORS:
            found.append([])
        elif found[-1] or not ASSIGNMENT.fullmatch(word):
            found[-1].append(word)
    return [one for one in found if one]


def test_blocks_of_commands() -> None:
    """Commands are the lines of a block of sh, with those that go on in the next, and what stands behind a prompt."""
    markdown = """A

```sh
# first
quotebot ask "a" \\
  --json

quotebot check   # all
cat > a.toml <<'END'
[a]
END
quotebot doctor
```

1. B

   ```console
   $ quotebot sources
   one
   two
   $ quotebot check
   ```

```toml
quotebot = 1
```
"""
    assert commands(markdown, "a.md") == [
        Command("a.md", 5, 'quotebot ask "a" \\\n  --json'),
        Command("a.md", 8, "quotebot check   # all"),
        Command("a.md", 9, "cat > a.toml <<'END'\n[a]\nEND"),
        Command("a.md", 12, "quotebot doctor"),
        Command("a.md", 18, "quotebot sources", "one\ntwo"),
        Command("a.md", 21, "quotebot check"),
    ]


def test_words_of_commands() -> None:
    """What a command runs is told from what stands around it."""
    assert invocations('A=1 quotebot run && quotebot ask "a & b" < c | head -n 1   # d') == [
        ["quotebot", "run"],
        ["quotebot", "ask", "a & b"],
        ["c"],
        ["head", "-n", "1"],
    ]


@pytest.mark.parametrize(
    ("text", "shown", "reason"),
    [
        ("echo one two", "  one\n  two", None),
        ("echo one two three", "one\n…\nthree", None),
        ("echo one", "two", "did not say: two\nbut: one"),
        ("echo one >&2; exit 3", "", "ended with 3: one"),
        ("echo $NOTHING", "", "ended with 1: bash: line 1: NOTHING: unbound variable"),
    ],
)
def test_what_becomes_of_a_command(text: str, shown: str, reason: str | None, tmp_path: Path) -> None:
    """A command fails where it ends with anything but 0, or says something else than is shown."""
    command = Command("a.md", 1, text, shown)
    with Shell(tmp_path, {"PATH": os.environ["PATH"]}) as shell:
        shell.run(command)
    assert shell.failures == ([Failure(command, reason)] if reason else [])


@pytest.mark.parametrize("command", SHOWN, ids=str)
def test_each_command_is_known(command: Command) -> None:
    """Each command is run, or listed with why it is not; what is run is there, with the options that are shown."""
    if why_not_run(command.text) is not None:
        return
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    for program, *words in invocations(command.text):
        if not program.endswith("quotebot"):
            continue
        first = [*takewhile(lambda word: word.startswith("-"), words)]
        name = next(word for word in words if not word.startswith("-"))
        known = group.commands[name]
        options = {option for given in (*group.params, *known.params) for option in given.opts} | {"--help", "-h"}
        assert {word.split("=")[0] for word in [*first, *words] if word.startswith("-")} <= options
    assert invocations(command.text)[0][0] in RUN | {"python3"}


@pytest.mark.parametrize("one", NOT_RUN, ids=lambda one: one.pattern)
def test_nothing_is_listed_in_vain(one: NotRun) -> None:
    """Each reason not to run a command is that of a command that is shown."""
    assert any(why_not_run(command.text) == one.reason for command in SHOWN)
