"""Runs what the documentation shows, and says what it did not run: `python -m tests.walkthrough [PAGE ...]`."""

import sys
import time
from collections import Counter

from tests.command import ROOT
from tests.walkthrough.commands import commands, pages
from tests.walkthrough.not_run import why_not_run
from tests.walkthrough.running import Failure, Shell
from tests.walkthrough.world import World, checkout, world

_INSTALL = "python3 -m venv"


def main() -> None:
    """Runs the commands of all pages, or of those that are named; ends with 1 where one fails."""
    named = sys.argv[1:]
    begun = time.monotonic()
    counts, failures = Counter[str](), list[Failure]()
    with world() as made:
        for page in (path.relative_to(ROOT).as_posix() for path in pages()):
            if not named or page in named:
                failures += _walk(page, made, counts)
    _say(
        f"\n{counts['run']} run, {counts['not run']} not run, {len(failures)} failed, {time.monotonic() - begun:.0f} s"
    )
    if failures:
        sys.exit("\n".join(f"{failure.command}\n    {failure.reason}" for failure in failures))


def _walk(page: str, made: World, counts: Counter[str]) -> list[Failure]:
    shown = commands((ROOT / page).read_text(encoding="utf-8"), page)
    first = next((command.text for command in shown if why_not_run(command.text) is None), "")
    with made.folder(is_indexed=first != "quotebot demo") as folder, Shell(folder, made.environment) as shell:
        for command in shown:
            if reason := why_not_run(command.text):
                counts["not run"] += 1
                _say(f"not run, {reason}: {command}")
                continue
            counts["run"] += 1
            begun = time.monotonic()
            if command.text.startswith(_INSTALL):
                with checkout() as project:
                    shell.run(command, project)
            else:
                shell.run(command)
            _say(f"run in {time.monotonic() - begun:.1f} s: {command}")
    return shell.failures


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
