"""Whenever a command is killed, what it did is there in whole or not at all, and the next one completes it."""

from pathlib import Path

import pytest

from tests.soak.ordeal import Ordeal
from tests.soak.syscalls import is_supported
from tests.soak.world import SCENARIOS, Scenario, Warm

pytestmark = pytest.mark.skipif(not is_supported(), reason="system calls can be watched on Linux x86-64 alone")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_killed_command(scenario: Scenario, warm: Warm, tmp_path: Path) -> None:
    """A command that is killed at any instant, at any step, amid a write or by a power cut loses nothing."""
    ordeal = Ordeal(scenario, warm, tmp_path)
    trials = [
        ordeal.kill_at_instants(1, seed=1),
        ordeal.kill_at_steps(2, seed=2),
        ordeal.tear_writes(1, seed=3),
        ordeal.cut_power(1, seed=4),
    ]
    assert [trial.failures for trial in trials] == [()] * 4
