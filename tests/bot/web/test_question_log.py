"""Questions are kept without an answer or a stop waiting long for that."""

import asyncio
from pathlib import Path

import pytest

from bot.service.records import SentMessage, new_id
from bot.service.sql_state import SqlState
from bot.service.state_file import StateFile
from bot.web import question_log
from bot.web.question_log import QuestionLog


def _asked() -> SentMessage:
    return SentMessage(new_id(), "web", guild=None, channel=0, asker=0, question="Who signed it?")


async def _held(*_: object) -> None:
    await asyncio.Event().wait()  # as where another program holds the file


async def test_a_file_that_cannot_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where nothing can be written for long a stop does not wait for each question, and the log tells what is lost."""
    monkeypatch.setattr(question_log, "_PATIENCE", 0.0)
    monkeypatch.setattr(question_log, "_WAITING", 3)
    async with SqlState.open(tmp_path / "discord.db") as state:
        monkeypatch.setattr(StateFile, "write", _held)
        kept = QuestionLog(state)
        for _ in range(4):
            kept.keep(_asked())
        await kept.drain()
    assert caplog.messages == [
        "a question is not kept: 3 wait for that already",
        "3 questions are not kept: writing them takes too long",
    ]
