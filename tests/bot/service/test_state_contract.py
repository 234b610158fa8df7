"""The contract of state stores is one of any store: one in memory keeps it too."""

import pytest

from bot.service.state_store import StateStore
from tests.bot.service.memory_state import MemoryState
from tests.bot.service.state_contract import StateStoreContract


class TestMemoryState(StateStoreContract):
    """The contract, kept in memory."""

    @pytest.fixture
    async def state(self) -> StateStore:
        """A new and empty store."""
        return MemoryState()
