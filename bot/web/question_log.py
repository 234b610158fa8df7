"""What was asked on the web, kept beside what was asked in Discord, for the operator; never who asked."""

import asyncio
import logging

from bot.service.records import SentMessage
from bot.service.state_store import StateError, StateStore

log = logging.getLogger("quotebot")

_WAITING = 1000  # questions, where another program holds the file
_PATIENCE = 5.0  # seconds that a stop waits for them


class QuestionLog:
    """Keeps questions one after another, without an answer waiting for that."""

    def __init__(self, state: StateStore | None) -> None:
        """`state` None keeps nothing, where what is kept cannot be opened."""
        self._state = state
        self._writing: set[asyncio.Task[None]] = set()

    def keep(self, sent: SentMessage) -> None:
        """Has what was answered kept soon, unless too much waits for that already."""
        if self._state is None:
            return
        if len(self._writing) >= _WAITING:
            log.warning("a question is not kept: %d wait for that already", len(self._writing))
            return
        task = asyncio.create_task(self._write(self._state, sent))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def drain(self) -> None:
        """Waits until all is kept, or for as long as a stop may take."""
        if not self._writing:
            return
        _, waiting = await asyncio.wait(self._writing, timeout=_PATIENCE)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        if waiting:
            log.warning("%d questions are not kept: writing them takes too long", len(waiting))

    async def _write(self, state: StateStore, sent: SentMessage) -> None:
        try:
            await state.sent_messages.add(sent)
        except StateError as error:
            log.warning("a question is not kept: %s", error)
