"""What a command imports is what it needs, so that it starts fast."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import run_quotebot

# The command, which tells at its end which packages it imported.
_LISTING_IMPORTS = """
import sys
from bot.terminal.app import main
try:
    main()
finally:
    import json
    with open("imported.json", "w") as file:
        json.dump(sorted({name.partition(".")[0] for name, module in sys.modules.items() if module}), file)
"""
# The command, which tells at its end how often it looked for garbage, and whether there is much to go through yet.
_LISTING_GARBAGE = """
import gc, json
def looked():
    return sum(generation["collections"] for generation in gc.get_stats())
from bot.terminal.app import main
before = looked()
try:
    main()
finally:
    found = {"looked": looked() - before, "left": len(gc.get_objects()) > 1000}
    with open("garbage.json", "w") as file:
        json.dump(found, file)
"""
_FOR_AN_ANSWER = {"faiss", "msgspec", "numpy", "openvino", "rich", "sqlite3", "tantivy", "tokenizers"}
_FOR_OTHERS = {
    "aiohttp",
    "alembic",
    "babel",
    "discord",
    "py3langid",
    "pydantic",
    "safetensors",
    "sentence_transformers",
    "sklearn",
    "sqlalchemy",
    "torch",
    "yaml",
}


def imported(folder: Path, *arguments: str | Path) -> set[str]:
    """Run the command in a folder and return the packages that it imported."""
    run_quotebot(folder, *arguments, code=_LISTING_IMPORTS)
    return set(json.loads((folder / "imported.json").read_bytes()))


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["ask", ""], ["sync", "nowhere"], ["unknown"]])
def test_help_and_misuse_import_nothing_that_answers(arguments: list[str], tmp_path: Path) -> None:
    """What needs no index is told without importing anything of what an answer needs."""
    assert imported(tmp_path, *arguments) & (_FOR_AN_ANSWER | _FOR_OTHERS) == set()


@pytest.mark.model
def test_a_question_imports_only_what_answers(index: Path, tmp_path: Path) -> None:
    """A question is answered with what it needs, and without what only sync, the bot or the reference encoder need."""
    packages = imported(tmp_path, "ask", "--data-dir", index, "Who is the president of El Salvador?")
    assert packages & (_FOR_AN_ANSWER | _FOR_OTHERS) == _FOR_AN_ANSWER


@pytest.mark.model
def test_a_question_looks_for_no_garbage(index: Path, tmp_path: Path) -> None:
    """A process that answers one question goes through what it imported neither before it answers nor as it ends."""
    question = "Who is the president of El Salvador?"
    run_quotebot(tmp_path, "ask", "--data-dir", index, question, code=_LISTING_GARBAGE).check_returncode()
    assert json.loads((tmp_path / "garbage.json").read_bytes()) == {"looked": 0, "left": False}


def test_a_bot_that_answers_reads_no_files() -> None:
    """What reads articles from files, with the libraries of their formats, waits for a collection's first change."""
    code = "import bot.discord.app, sys; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert {"docutils", "markdown_it", "mwparserfromhell", "yaml"} & set(done.stdout.split()) == set()
    assert [name for name in done.stdout.split() if name.startswith("index.ingest")] == []
