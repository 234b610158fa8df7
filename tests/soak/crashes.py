"""Commands that end in the middle: killed at any instant or step, amid a write, or by a power cut."""

from collections.abc import Iterator
from pathlib import Path

from tests.soak.ordeal import Ordeal
from tests.soak.trial import Trial
from tests.soak.world import SCENARIOS, SYNC, Warm

_INSTANTS, _STEPS, _TORN, _CUTS = 45, 25, 10, 20  # for each scenario


def soak(scale: float, seed: int, folder: Path) -> Iterator[Trial]:
    """Ends each scenario in every way; a sync at each of its steps."""
    with Warm() as warm:
        for scenario in SCENARIOS:
            ordeal = Ordeal(scenario, warm, folder)
            steps = ordeal.steps if scenario is SYNC else _STEPS
            yield ordeal.kill_at_instants(_scaled(_INSTANTS, scale), seed)
            yield ordeal.kill_at_steps(_scaled(steps, scale), seed)
            yield ordeal.tear_writes(_scaled(_TORN, scale), seed)
            yield ordeal.cut_power(_scaled(_CUTS, scale), seed)


def _scaled(count: int, scale: float) -> int:
    return max(1, round(count * scale))
