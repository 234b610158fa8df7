"""How long the commands and the bot take from the start of a process, and the bot's memory.

python tests/benchmarks/cold.py [--index DIR] [--rounds 9] [--output DIR]

The index is one that corpus.py made; without one it is of the articles that ship. The bot's Discord is the tests' own.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Annotated

import msgspec
import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.answering import questions  # noqa: E402
from tests.benchmarks.commands import NOTHING, NUMPY, Run, timed_run  # noqa: E402
from tests.benchmarks.machine import commit, machine  # noqa: E402
from tests.benchmarks.saving import save  # noqa: E402
from tests.benchmarks.tables import table  # noqa: E402
from tests.bot.discord.process import BotProcess  # noqa: E402
from tests.command import MAIN, run_quotebot  # noqa: E402
from tests.discord_server import DiscordServer  # noqa: E402

_QUESTION = "How many people has El Salvador jailed since 2022?"
_TARGETS = {"quotebot ask": 5.0}  # times as long as numpy takes to be imported
_READY, _RESIDENT = 2.0, 220  # seconds, megabytes: what is asked of the bot
_QUESTIONS = 200  # after which its memory is looked at again
_PATIENCE = 60.0  # seconds that an answer is waited for


class Start(msgspec.Struct, frozen=True):
    """What one command takes from the start of its process to its end: medians."""

    command: str
    seconds: float
    cpu_seconds: float
    ratio: float
    """To a Python that imports numpy."""
    target: float | None


class BotStart(msgspec.Struct, frozen=True):
    """Seconds from the start of the bot's process until it is ready and has answered; its memory."""

    ready: float
    answered: float
    megabytes: float
    megabytes_later: float


class Cold(msgspec.Struct, frozen=True):
    """What is written to cold.json; the bot's figures are medians too."""

    machine: str
    commit: str
    rounds: int
    starts: list[Start]
    bot: BotStart


def main(
    index: Annotated[Path | None, typer.Option(help="An index; without it one is made of what ships.")] = None,
    output: Annotated[Path | None, typer.Option(help="Where to write cold.json; nowhere without.")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="How often each command is run, in turn.")] = 9,
) -> None:
    """Time the commands and the bot on an index, in a scratch folder where none is given."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        data_dir = folder / "data" if index is None else index.resolve()
        if index is None:
            run_quotebot(folder, "demo", "--data-dir", "data").check_returncode()
        commands = {
            NOTHING: ["-c", "pass"],
            NUMPY: ["-c", "import numpy"],
            "quotebot --help": ["-c", MAIN, "--help"],
            "quotebot ask": ["-c", MAIN, "ask", "--data-dir", str(data_dir), _QUESTION],
        }
        measured = measure(commands, folder, rounds)
        bot = asyncio.run(bot_start(data_dir, rounds))
    cold = Cold(machine(), commit(), rounds, starts(measured), bot)
    if output:
        save(cold, output / "cold.json")
    typer.echo(markdown(cold))


def measure(commands: Mapping[str, Sequence[str]], folder: Path, rounds: int) -> dict[str, list[Run]]:
    """Run each command once untimed, then all in turn, so that what else goes on meets all alike."""
    for arguments in commands.values():
        _run(arguments, folder)
    timings = [{name: _run(arguments, folder) for name, arguments in commands.items()} for _ in range(rounds)]
    return {name: [one[name] for one in timings] for name in commands}


def starts(measured: Mapping[str, Sequence[Run]]) -> list[Start]:
    """The medians of each command's runs, beside its target."""
    medians = {name: [median(values) for values in zip(*runs, strict=True)] for name, runs in measured.items()}
    numpy = medians[NUMPY][0]
    return [Start(name, seconds, cpu, seconds / numpy, _TARGETS.get(name)) for name, (seconds, cpu) in medians.items()]


async def bot_start(data_dir: Path, rounds: int) -> BotStart:
    """Start the bot as often as told, and ask it in the end."""
    taken, later = list[tuple[float, float, float]](), 0.0
    asked = [text for text in questions() if len(text) < 100][:_QUESTIONS]
    async with DiscordServer() as discord:
        channel = discord.add_guild("Cold").add_channel("general")
        assert channel.guild
        person = discord.add_person("somebody")
        channel.guild.join(person)
        bot = BotProcess(discord, data_dir, "[discord]\ncooldown_seconds = 0\n")
        for _ in range(rounds):
            began = time.perf_counter()
            await bot.start()
            ready = time.perf_counter() - began
            await (await person.slash(channel, "ask", question=_QUESTION)).message(_PATIENCE)
            taken.append((ready, time.perf_counter() - began, bot.resident() / 1e6))
            if len(taken) == rounds:
                for question in asked:
                    await (await person.slash(channel, "ask", question=question)).message(_PATIENCE)
                later = bot.resident() / 1e6
            await bot.stop()
    ready, answered, resident = (median(values) for values in zip(*taken, strict=True))
    return BotStart(ready, answered, resident, later)


def markdown(cold: Cold) -> str:
    """The figures as tables."""
    heading = ("command", "seconds", "processor seconds", f"times {NUMPY}", "target")
    rows = [(one.command, one.seconds, one.cpu_seconds, one.ratio, one.target) for one in cold.starts]
    bot = (
        ("ready, seconds after its process began", cold.bot.ready, _READY),
        ("first question answered, seconds", cold.bot.answered, None),
        ("resident then, MB", round(cold.bot.megabytes), _RESIDENT),
        (f"resident after {_QUESTIONS} questions, MB", round(cold.bot.megabytes_later), _RESIDENT),
    )
    caption = f"{cold.machine}. Commit {cold.commit}. Medians of {cold.rounds} runs each."
    return "\n\n".join((caption, table(heading, rows), table(("the bot", "", "target"), bot)))


def _run(arguments: Sequence[str], folder: Path) -> Run:
    """Run a command that finds its modules compiled, as pip leaves those that it installs."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return timed_run(arguments, folder, environment)


if __name__ == "__main__":
    typer.run(main)
