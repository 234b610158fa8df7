"""A command that is killed, torn or failed at its steps, again and again, and what is left each time."""

import os
import resource as limits
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeVar

from tests.soak.syscalls import Ending, Fault
from tests.soak.trial import Trial
from tests.soak.world import Scenario, Warm, World, quotebot

T = TypeVar("T")


class Ordeal:
    """The command of a scenario, and what befalls it."""

    def __init__(self, scenario: Scenario, warm: Warm, folder: Path) -> None:
        self._warm = warm
        self._name = scenario.name
        self._world = World(scenario, folder / scenario.name.replace(" ", ""))
        self._data = self._world.folder / "data"
        self._job = partial(quotebot, self._world.folder, *scenario.arguments)
        self._world.restore()
        undisturbed = warm.run(self._job, self._data)
        assert (undisturbed.code, self._world.problems(undisturbed)) == (0, []), undisturbed.errors
        self.steps, self._seconds = len(undisturbed.calls), undisturbed.seconds

    def kill_at_instants(self, count: int, seed: int) -> Trial:
        """SIGKILL at random instants."""
        chance = Random(seed)
        instants = [chance.uniform(0, self._seconds) for _ in range(count)]
        return self._trial("SIGKILL at a random instant of", instants, lambda at: self._run(seconds=at))

    def kill_at_steps(self, count: int, seed: int) -> Trial:
        """SIGKILL right before so many of the changes to the disk; before each, where there are not so many."""
        return self._trial("SIGKILL at a step of", self._some(count, seed), lambda step: self._run(Fault(step)))

    def tear_writes(self, count: int, seed: int) -> Trial:
        """SIGKILL with half of a write done."""
        steps = self._some(count, seed)
        return self._trial("SIGKILL amid a write of", steps, lambda step: self._run(Fault(step, torn=True)))

    def cut_power(self, count: int, seed: int) -> Trial:
        """Power cuts, which take all, or some, of what was not flushed."""
        steps = self._some(count, seed)
        return self._trial("power cut in", steps, lambda step: self._warm.cut(self._job, self._data, step, seed + step))

    def fail(self, error: int, lasting: bool, count: int, seed: int) -> Trial:
        """An error of the system's, once or for good."""
        name = f"“{os.strerror(error)}” {'from a step on' if lasting else 'at a step'} of"
        steps = self._some(count, seed)
        return self._trial(name, steps, lambda step: self._run(Fault(step, error, lasting)))

    def limit(self, resource: int, amounts: Iterable[int]) -> Trial:
        """Limits to what the process may have, as `resource.setrlimit` has them; of memory, beyond what it has."""
        names = {limits.RLIMIT_FSIZE: "size of files", limits.RLIMIT_NOFILE: "open files", limits.RLIMIT_AS: "memory"}
        fault = f"too low a limit of {names[resource]} in"
        return self._trial(fault, amounts, lambda limit: self._limited(resource, limit))

    def _limited(self, resource: int, limit: int) -> Ending:
        return self._warm.run(partial(_with_limit, resource, limit, self._job), self._data)

    def _some(self, count: int, seed: int) -> list[int]:
        return sorted(Random(seed).sample(range(1, self.steps + 1), min(count, self.steps)))

    def _run(self, fault: Fault | None = None, seconds: float | None = None) -> Ending:
        return self._warm.run(self._job, self._data, fault, seconds)

    def _trial(self, fault: str, cases: Iterable[T], run: Callable[[T], Ending]) -> Trial:
        cases, failures = list(cases), list[str]()
        for case in cases:
            self._world.restore()
            ending = run(case)
            try:
                problems = _complaints(ending) + self._world.problems(ending)
            except Exception as error:  # whatever it is, it must not be
                problems = [f"{type(error).__name__}: {error}"]
            if problems:
                failures.append(f"{case}: {'; '.join(problems)}")
        return Trial(f"{fault} {self._name}", len(cases), tuple(failures))


def _with_limit(resource: int, limit: int, job: Callable[[], None]) -> None:
    if resource == limits.RLIMIT_AS:
        limit += int(Path("/proc/self/statm").read_text().split()[0]) * limits.getpagesize()
    limits.setrlimit(resource, (limit, limit))
    job()


def _complaints(ending: Ending) -> list[str]:
    """What is wrong with how a command ended that was not killed: one line has to say what failed and what helps."""
    lines = ending.errors.strip().splitlines()
    if ending.code <= 0:
        return []
    if ending.code == 1 and len(lines) == 1 and lines[0].startswith("Error: ") and "; " in lines[0]:
        return []
    return [f"ended with {ending.code} and told {' / '.join(lines[-30:])!r}"]
