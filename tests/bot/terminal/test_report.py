"""`quotebot report`: what it writes, and what it says where that cannot be."""

from pathlib import Path

import pytest

from bot.service.records import SentMessage
from bot.service.sql_state import SqlState
from tests.bot.conftest import Quotebot
from tests.bot.discord.process import copied

pytestmark = pytest.mark.model


def test_a_report(quotebot: Quotebot, index: Path, tmp_path: Path) -> None:
    """A report is one file for its owner, written anew over one of before, and an error names what is in its way."""
    data = copied(index, tmp_path)
    for _ in range(2):
        run = quotebot("report", "report.html", "--days", "7", "--data-dir", data)
        assert (run.returncode, run.stdout, run.stderr) == (0, "report.html: 0 questions in 7 days\n", "")
    written = tmp_path / "report.html"
    assert written.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert written.stat().st_mode & 0o077 == 0
    run = quotebot("report", "/dev/full", "--data-dir", data)
    full = "No space left on device; the disk is full; make room on it, then try again"
    assert (run.returncode, run.stderr) == (1, f"Error: /dev/full cannot be used: {full}\n")
    (data / "discord.db").write_bytes(b"none" * 2000)
    run = quotebot("report", "other.html", "--data-dir", data)
    reason = f"{data / 'discord.db'} is damaged: file is not a database; "
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1].startswith(f"Error: {reason}")
    assert not (tmp_path / "other.html").exists()


async def test_a_report_from_postgresql(quotebot: Quotebot, index: Path, tmp_path: Path, postgres: str) -> None:
    """With `database.url` what was asked is read there, and a backup says that it has nothing of that."""
    data = copied(index, tmp_path)
    settings = tmp_path / "quotebot.toml"
    settings.write_text(f'[database]\nurl = "{postgres}"\n')
    async with SqlState.open(postgres) as state:
        await state.sent_messages.add(SentMessage("asked", "web", None, 0, 0, question="Who?", context="Who?"))
    run = quotebot("report", "report.html", "--days", "7", "--data-dir", data, "--config", settings)
    assert (run.returncode, run.stdout, run.stderr) == (0, "report.html: 1 questions in 7 days\n", "")
    assert not (data / "discord.db").exists()
    run = quotebot("backup", "own.backup", "--data-dir", data, "--config", settings)
    told = "what is in PostgreSQL (database.url) is not in it; keep that with pg_dump"
    assert (run.returncode, run.stderr.splitlines()[-1]) == (0, told)
