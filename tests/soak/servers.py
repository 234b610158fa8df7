"""The PostgreSQL under a bot killed and cut off at random while people ask and vote: each is told, nothing is lost."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.bot.discord.on_postgres import AWAY, CARRIED, QUESTION, Parted, bot_on_postgres
from tests.discord_server.server import ACK_LIMIT
from tests.soak.trial import Trial

_FAULTS, _ASKED, _AT_ONCE = 20, 100, 6  # faults; questions and as many votes; of both
_PATIENCE = 20.0  # seconds until something must have been said, whatever it is


@dataclass
class _Told:
    """What people were told, and after how many seconds; and what went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    voters: set[int] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)


def soak(scale: float, seed: int, folder: Path) -> Iterator[Trial]:
    """Asks and votes through all faults."""
    yield asyncio.run(_soaked(max(1, round(_FAULTS * scale)), max(1, round(_ASKED * scale)), Random(seed), folder))


async def _soaked(faults: int, asked: int, chance: Random, folder: Path) -> Trial:
    async with bot_on_postgres(folder, ACK_LIMIT) as parted:
        told, numbers = _Told(), iter(range(asked))
        failing = asyncio.create_task(_fail(parted, faults, chance))
        people = (_ask_and_vote(parted, told, numbers, failing, chance) for _ in range(_AT_ONCE))
        await asyncio.gather(failing, *people)
        await parted.recovered()
        lost = told.voters - parted.votes()
    told.wrong += [f"the vote of {person} was acknowledged and is lost" for person in lost]
    counts = ", ".join(f"{count} {what}" for what, count in sorted(told.counts.items()))
    longest = f"told after {max(told.seconds):.2f} s at most"
    return Trial("PostgreSQL killed, cut off or silent", faults, tuple(told.wrong), f"{counts}; {longest}")


async def _fail(parted: Parted, faults: int, chance: Random) -> None:
    """Has one fault come after another, each for a while."""
    for _ in range(faults):
        await asyncio.sleep(chance.uniform(0.3, 2.5))
        match chance.choice(("kill", "cut", "swallow")):
            case "kill":
                await asyncio.to_thread(parted.server.kill)
            case "cut":
                parted.proxy.cut()
            case "swallow":
                parted.proxy.swallow()
        await asyncio.sleep(chance.uniform(0.3, 4))
        parted.proxy.heal()
        await asyncio.to_thread(parted.server.start)


async def _ask_and_vote(
    parted: Parted, told: _Told, numbers: Iterator[int], failing: asyncio.Task[None], chance: Random
) -> None:
    """Asks and votes until all is asked and no fault is left to come, a person for each vote."""
    world = parted.world
    for number in numbers:
        person = world.discord.add_person(f"person {number}")
        world.guild.join(person)
        for vote in (False, True):
            begun = time.monotonic()
            if vote:
                response = await person.click(parted.answer, "👍")
            else:
                response = await person.slash(world.general, "ask", question=QUESTION)
            try:
                text = (await response.message(_PATIENCE)).text
            except TimeoutError:
                told.wrong.append(f"{response} was told nothing")
                continue
            told.seconds.append(time.monotonic() - begun)
            if text == AWAY:
                told.counts["told that it is not available"] += 1
            elif vote and text.startswith("Counted: 👍."):
                told.counts["votes counted"] += 1
                told.voters.add(person.id)
            elif not vote and CARRIED in text:
                told.counts["answered"] += 1
            else:
                told.wrong.append(f"{response} was told {text!r}")
        if not failing.done():
            await asyncio.sleep(chance.uniform(0, 7))
