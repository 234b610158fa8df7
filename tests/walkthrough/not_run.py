"""Which of the commands are not run, and why."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class NotRun:
    """Commands in which a pattern is found, and why they are not run."""

    pattern: str
    reason: str


NOT_RUN = (
    NotRun(r"\bquotebot (run|register|doctor --discord)\b", "it needs Discord's network, and a token"),
    NotRun(r"\bquotebot migrate\b", "it needs a PostgreSQL that settings name"),
    NotRun(r"\b(OWNER|INDEX)\b|\$TOKEN\b", "what stands in capitals is for its reader to fill in"),
    NotRun(
        r"^python3 -m venv .venv && .venv/bin/pip install --no-compile -e \.$", "README.md has it too, where it is run"
    ),
    NotRun(r"pip install -e '\.\[milvus\]'$", "it installs what the tests have installed"),
    NotRun(r"quotebot\[ray\]|--ray\b", "it needs a Ray cluster and its packages; a test of its own runs it"),
    NotRun(r"/pytest\b", "the project's tests, which take minutes and run by themselves"),
    NotRun(r"-m tests\.|tests/benchmarks/", "it measures, for minutes to hours, or is the project's own trial"),
    NotRun(
        r"^(sudo|useradd|install|systemctl|cp)\b|/opt/quotebot", "it is for a machine's administrator, and changes it"
    ),
    NotRun(r"\b(docker|podman)\b|^cd config/hosting", "it needs an engine of containers"),
)


def why_not_run(command: str) -> str | None:
    """Why a command is not run, or None where it is."""
    return next((one.reason for one in NOT_RUN if re.search(one.pattern, command)), None)
