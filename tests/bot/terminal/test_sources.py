"""What the index is read from: listed, and followed."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.bot.conftest import Quotebot
from tests.command import ROOT

pytestmark = pytest.mark.model

SITE = "https://site.example/"
# The command, that reads addresses from a site in memory, a page of which is made of the file beside.
WITH_A_SITE = """
import sys
from contextlib import nullcontext
from pathlib import Path
import bot.terminal.session
from index.fetching.responses import Failed
from tests.index.fetching.sites import MemorySite
import bot.terminal.fetching
class Site(MemorySite):
    async def fetch(self, url, *validators):
        page = Path("page.html")
        if url == "https://site.example/" and page.exists():
            self.put("", page.read_text())
        if url == "https://site.example/broken":
            return Failed(url, "has a server that fails just now (500)")
        return await super().fetch(url, *validators)
bot.terminal.fetching.fetcher_of = lambda settings: nullcontext(Site())
from bot.terminal.app import main
main()
"""
PAGE = "<main><h1>{0}</h1><p>What is told here is that {0}, as it was said at length.</p><a href=broken>more</a></main>"


@contextmanager
def watching(folder: Path, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """Run `quotebot watch` in a folder for the time being; it must end well when it is told to."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "250"}
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", WITH_A_SITE, "watch", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 0
    finally:
        process.kill()
        process.communicate()


def lines(process: "subprocess.Popen[str]") -> Iterator[str]:
    """Give what a process prints, line by line."""
    assert process.stdout
    return iter(process.stdout.readline, "")


def told(change: dict[str, Any]) -> tuple[str, int, int, int, list[str]]:
    """Give the source of a change, its counts, and where something could not be taken in."""
    return (
        change["source"],
        change["added"],
        change["changed"],
        change["removed"],
        [problem["path"] for problem in change["problems"]],
    )


def test_sources(quotebot: Quotebot, tmp_path: Path, own_data_dir: Path) -> None:
    """Each path and address is listed with its articles, its looks, and what could not be taken in."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "mill.txt").write_text("The mill\n\nThe mill of Orsk stands by the river.\n")
    (tmp_path / "page.html").write_text(PAGE.format("the river rises"))
    assert quotebot("sources").stdout == "No sources. Add some with: quotebot sync PATH\n"
    run = quotebot("sync", "articles", SITE, f"{SITE}gone", code=WITH_A_SITE)
    assert run.returncode == 1
    run = quotebot("sources", "--json")
    assert run.stderr == ""
    (payload,) = [json.loads(line) for line in run.stdout.splitlines()]
    folder, site, gone = payload["sources"]
    assert list(site) == ["source", "kind", "articles", "looked_at", "next_at", "failures", "problems"]
    no_looks: dict[str, Any] = {"looked_at": None, "next_at": None, "failures": 0, "problems": []}
    assert folder == {"source": str(tmp_path / "articles"), "kind": "folder", "articles": 1, **no_looks}
    assert (site["source"], site["kind"], site["articles"], site["failures"]) == (SITE, "site", 1, 0)
    assert site["looked_at"] < site["next_at"]
    assert [(one["path"], one["kind"]) for one in site["problems"]] == [(f"{SITE}broken", "unreadable")]
    assert (gone["source"], gone["articles"], gone["failures"]) == (f"{SITE}gone", 0, 1)
    assert gone["problems"][0]["reason"] == "is not there (404)"
    shown = quotebot("sources").stdout
    assert f"Warning: {SITE}broken: has a server that fails just now (500)" in shown


def test_watch(tmp_path: Path, own_data_dir: Path, quotebot: Quotebot) -> None:
    """The index is kept up to date until a signal comes, and each change is told in a line."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "mill.txt").write_text("The mill\n\nThe mill of Orsk stands by the river.\n")
    (tmp_path / "page.html").write_text(PAGE.format("the river rises"))
    assert quotebot("sync", articles, SITE, code=WITH_A_SITE).returncode == 1
    for name in ("well", "yard"):
        (articles / f"{name}.txt").write_text(f"The {name}\n\nThe {name} of Orsk lies behind the mill.\n")
    (articles / "mill.txt").write_text("The mill\n\nThe mill of Orsk burned down in May.\n")
    (articles / "barn.txt").write_text("The barn\n\nThe barn of Orsk is painted green.\n")
    with watching(tmp_path, "--json") as process:
        changes = map(json.loads, lines(process))
        assert told(next(changes)) == (".quotebot", 3, 1, 0, [])
        (articles / "barn.txt").unlink()
        (articles / "mill.txt").write_text("The mill\n\nThe mill of Orsk was built anew in June.\n")
        changed = removed = 0
        while not (changed and removed):  # at once, or one after another, as the system tells of them
            source, _, more_changed, more_removed, problems = told(next(changes))
            assert (source, problems) == (str(articles), [])
            changed, removed = changed + more_changed, removed + more_removed
        assert removed == 1
    run = quotebot("search", "--json", "mill of Orsk", "-k", "1")
    assert json.loads(run.stdout)["passages"][0]["text"] == "The mill of Orsk was built anew in June."
