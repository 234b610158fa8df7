"""What the commands are run with: a folder of a page, `quotebot` on the PATH, and what pages take for granted."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.command import ROOT
from tests.walkthrough.site import serving

_COMMAND = """#!{python}
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.walkthrough.site import lead_to
lead_to({port}, Path({certificate!r}))
from bot.terminal.app import main
main()
"""
_OPENING_HOURS = """---
title: Opening hours
author: Ann Lee
date: 2025-03-01
---

# Opening hours

The reading room is open from nine to five on weekdays, and until noon on Saturdays.

## Lending

Each member may borrow six books for four weeks. A book that is late costs twenty cents a day.
"""
_OWN = ("lighthouse-hostel-rules.docx", "wheelchair-manual.pdf", "lost-property-policy.html", "small-grants-faq.docx")
_EVERY = 4  # of the project's own questions
_WITHHELD = ("DISCORD_TOKEN", "PYTHONPATH")  # of the environment


@dataclass(frozen=True)
class World:
    """What is there for every page: what its folder begins with, and the environment of its commands."""

    begins_with: Path
    environment: dict[str, str]

    @contextmanager
    def folder(self, is_indexed: bool) -> Iterator[Path]:
        """A fresh folder for the commands of a page, with an index or without."""
        with TemporaryDirectory(prefix="walkthrough-") as name:
            folder = Path(name)
            shutil.copytree(self.begins_with, folder, dirs_exist_ok=True)
            if not is_indexed:
                shutil.rmtree(folder / ".quotebot")
            yield folder


@contextmanager
def checkout() -> Iterator[Path]:
    """A copy of what git knows of the project, as it stands in the working tree, to install it from."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout  # noqa: S607
    with TemporaryDirectory(prefix="walkthrough-") as name:
        for path in filter(None, listed.decode().split("\0")):
            target = Path(name) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, target, follow_symlinks=False)
        yield Path(name)


@contextmanager
def world() -> Iterator[World]:
    """Makes what is there for every page, and serves the addresses that pages name."""
    with TemporaryDirectory(prefix="walkthrough-") as name:
        root = Path(name)
        certificate = root / "authority.pem"
        with serving(certificate) as port:
            _write_command(root / "bin", port, certificate)
            environment = {key: value for key, value in os.environ.items() if key not in _WITHHELD}
            caches = Path(environment.get("XDG_CACHE_HOME", Path.home() / ".cache"))
            environment |= {"XDG_CACHE_HOME": str(root / "cache"), "COLUMNS": "250"}
            environment["CURL_HOME"] = str(root)
            (root / ".curlrc").write_text("fail-with-body\n", encoding="utf-8")  # curl ends with 0 by default
            environment.setdefault("PIP_CACHE_DIR", str(caches / "pip"))  # packages were downloaded before
            environment["PATH"] = f"{root / 'bin'}{os.pathsep}{environment['PATH']}"
            begins_with = root / "folder"
            _prepare(begins_with, environment)
            yield World(begins_with, environment)


def _write_command(folder: Path, port: int, certificate: Path) -> None:
    folder.mkdir()
    command = folder / "quotebot"
    text = _COMMAND.format(python=sys.executable, root=str(ROOT), port=port, certificate=str(certificate))
    command.write_text(text, encoding="utf-8")
    command.chmod(0o755)


def _prepare(folder: Path, environment: dict[str, str]) -> None:
    """Makes an index of the articles that ship, a backup of it, questions with answers, and articles of one's own."""
    articles = folder / "my-articles"
    articles.mkdir(parents=True)
    for name in _OWN:
        shutil.copy(ROOT / "tests/documents/converted" / name, articles)
    (articles / "opening-hours.md").write_text(_OPENING_HOURS, encoding="utf-8")
    questions = (ROOT / "tests/quality/questions.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "questions.jsonl").write_text("".join(questions[::_EVERY]), encoding="utf-8")
    for command in (("demo",), ("backup", "quotebot-2025-03-01.backup")):
        subprocess.run(["quotebot", *command], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603, S607
