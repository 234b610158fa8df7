"""What the bot has said it keeps is there after a kill, and nothing is kept by half."""

from pathlib import Path

import pytest

from tests.soak.bot_crashes import shelves_keeper, state_keeper, trials
from tests.soak.syscalls import is_supported
from tests.soak.world import Warm

pytestmark = pytest.mark.skipif(not is_supported(), reason="system calls can be watched on Linux x86-64 alone")


def test_killed_bot(warm: Warm, tmp_path: Path) -> None:
    """Votes, settings, sent messages and the articles of servers outlast kills, torn writes and power cuts."""
    keepers = state_keeper(tmp_path), shelves_keeper(tmp_path)
    done = [trial for keeper in keepers for trial in trials(keeper, warm, tmp_path, 0.02, seed=1)]
    assert [(trial.fault, trial.failures) for trial in done if trial.failures] == []
