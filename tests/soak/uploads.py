"""Files given to the bot: how long they take with nobody and with many asking, and what is there after kills."""

import asyncio
import random
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from json import dumps
from pathlib import Path
from statistics import quantiles

from index.ingest.sources import SEEDS
from index.models.openvino import import_openvino
from tests.bot.discord.conftest import ARTICLES
from tests.bot.discord.outcomes import outcome
from tests.bot.discord.process import BotProcess
from tests.command import run_quotebot
from tests.discord_server import Channel, DiscordServer, Person, Upload

from .load import QUESTIONS
from .trial import Trial

_LIMITS = {("f32", 0.3): 25.0, ("f32", 2.0): 160.0, ("bf16", 0.3): 10.0, ("bf16", 2.0): 60.0}
"""Seconds that a file of so many megabytes may take with nobody asking, by the precision of the model."""
_SLOWER = 2.0  # times as long while others ask
_A_SECOND = 2.0  # questions
_ALONE = 30.0  # seconds in which people ask while no file is given
_PATIENCE = 0.5  # seconds in which 99 of 100 questions are answered meanwhile
_ARTICLE = 3000  # bytes
_KILLS, _KILLED = 30, 0.1  # how often the bot is killed, while it takes in a file of so many megabytes
_SECONDS = 900.0  # that anything is waited for


@dataclass
class _Bot:
    """A bot that runs, who manages a server of it, and where."""

    process: BotProcess
    manager: Person
    channel: Channel
    answered: list[float] = field(default_factory=list)


def soak(scale: float, seed: int, folder: Path) -> Iterator[Trial]:
    """Gives files in each precision that the processor has, and kills the bot while it takes one in."""
    capabilities = import_openvino().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    for precision in ("f32", "bf16") if "BF16" in capabilities else ("f32",):
        yield from asyncio.run(_measured(precision, scale, seed, folder / precision))
    yield asyncio.run(_killed(max(1, round(_KILLS * scale)), seed, folder / "killed"))


async def _measured(precision: str, scale: float, seed: int, folder: Path) -> list[Trial]:
    trials = list[Trial]()
    async with _running(folder, precision) as bot:
        trials.append(await _undisturbed(bot, precision))
        for size in (0.3, 2.0) if scale >= 1 else (0.3,):
            for asking in (False, True):
                trials.append(await _taken(bot, precision, size, asking, seed := seed + 1))
    return trials


async def _undisturbed(bot: _Bot, precision: str) -> Trial:
    """Asks while no file is given, to compare with."""
    askers = asyncio.create_task(_ask_often(bot))
    await asyncio.sleep(_ALONE)
    askers.cancel()
    failures = tuple(await askers)
    return Trial(f"{_A_SECOND:g} questions a second, {precision}, no file", len(bot.answered), failures, _answers(bot))


async def _taken(bot: _Bot, precision: str, size: float, asking: bool, seed: int) -> Trial:
    """Gives a file, while others ask or nobody does."""
    bot.answered.clear()
    limit = _LIMITS[precision, size] * (_SLOWER if asking else 1)
    data, count = written(size, seed)
    start, used = time.monotonic(), _processor_seconds(bot.process)
    askers = asyncio.create_task(_ask_often(bot)) if asking else None
    text = await _given(bot, f"{seed}.jsonl", data)
    seconds, used = time.monotonic() - start, _processor_seconds(bot.process) - used
    failures = [] if f"and {count - 5} more" in text else [text]
    measured = f"{seconds:.1f} s, at most {limit:g} wanted; {used:.1f} s of processor time"
    if seconds > limit:
        failures.append(f"took {seconds:.1f} s, not {limit:g}")
    if askers is not None:
        askers.cancel()
        failures += await askers
        measured += f"; {_answers(bot)}"
        if (slow := quantiles(bot.answered, n=100)[98]) > _PATIENCE:
            failures.append(f"99 of 100 questions were answered within {slow:.2f} s, not {_PATIENCE}")
    how = f"{_A_SECOND:g} questions a second" if asking else "nobody asking"
    return Trial(f"A file of {size:g} MB, {precision}, {how}", 1, tuple(failures), measured)


def _answers(bot: _Bot) -> str:
    cuts = quantiles(bot.answered, n=100)
    return f"{len(bot.answered)} answers after p50 {cuts[49]:.2f} s, p99 {cuts[98]:.2f} s"


async def _given(bot: _Bot, name: str, data: bytes) -> str:
    form = await bot.manager.slash(bot.channel, "library add")
    return (await outcome(await bot.manager.submit(form, {"Files": [Upload(name, data)]}), _SECONDS)).text


async def _ask_often(bot: _Bot) -> list[str]:
    """Has people ask at a steady rate until this is cancelled; gives what was not answered."""
    tasks = list[asyncio.Task[None]]()
    try:
        while True:
            tasks.append(asyncio.create_task(_ask(bot, QUESTIONS[len(tasks) % len(QUESTIONS)])))
            await asyncio.sleep(1 / _A_SECOND)
    except asyncio.CancelledError:
        done = await asyncio.gather(*tasks, return_exceptions=True)
        return [repr(one) for one in done if one is not None]


async def _ask(bot: _Bot, question: str) -> None:
    start = time.monotonic()
    response = await bot.manager.slash(bot.channel, "ask", question=question)
    text = (await response.message(_SECONDS)).text
    if "Something went wrong" in text:
        raise AssertionError(text)
    bot.answered.append(time.monotonic() - start)


async def _killed(times: int, seed: int, folder: Path) -> Trial:
    """Kills the bot at random instants of an upload, which the next start ends; looks that nothing is lost."""
    chance, failures = random.Random(seed), list[str]()
    async with _running(folder, "f32") as bot:
        start = time.monotonic()
        data, there = written(_KILLED, seed)
        await _given(bot, "first.jsonl", data)
        usual = time.monotonic() - start
        for number in range(times):
            data, count = written(_KILLED, seed + 1 + number)
            form = await bot.manager.slash(bot.channel, "library add")
            await (await bot.manager.submit(form, {"Files": [Upload(f"{number}.jsonl", data)]})).acknowledged()
            await asyncio.sleep(chance.uniform(0, usual))
            await bot.process.stop(signal.SIGKILL)
            await bot.process.start()
            there += count
            failures += await _lost(bot, folder, number, there)
    return Trial("SIGKILL at a random instant of an upload", times, tuple(failures))


async def _lost(bot: _Bot, folder: Path, number: int, there: int) -> list[str]:
    """What is not there of what was given, once what was interrupted has gone on."""
    await bot.process.logged("interrupted uploads are ended", timeout=_SECONDS)
    bot.process.log.clear()
    synced = await bot.manager.slash(bot.channel, "library sync")
    text = (await synced.message(_SECONDS)).text
    wanted = f"Up to date: {there:,} articles of this server."
    failures = [] if text == wanted else [f"kill {number}: {text} {there} were given"]
    checked = await asyncio.to_thread(run_quotebot, folder, "check", "--data-dir", "data", "--config", "config.toml")
    return failures + ([f"kill {number}: {checked.stdout}{checked.stderr}"] if checked.returncode else [])


@asynccontextmanager
async def _running(folder: Path, precision: str) -> AsyncIterator[_Bot]:
    folder.mkdir()
    settings = f'[model]\nprecision = "{precision}"\n[discord]\ncooldown_seconds = 0\nserver_megabytes = 500\n'
    (folder / "config.toml").write_text(settings, encoding="utf-8")
    run_quotebot(folder, "sync", "--data-dir", "data", "--config", "config.toml", SEEDS, ARTICLES).check_returncode()
    async with DiscordServer() as discord:
        manager, guild = discord.add_person("mona"), discord.add_guild("Uploads")
        guild.join(manager, permissions="manage_guild")
        process = BotProcess(discord, folder / "data", settings)
        await process.start()
        try:
            bot = _Bot(process, manager, guild.add_channel("general"))
            await _ask(bot, QUESTIONS[0])
            yield bot
        finally:
            await process.stop()


def written(megabytes: float, seed: int) -> tuple[bytes, int]:
    """A .jsonl file of about so many megabytes, of articles of words as the articles that ship have; how many."""
    chance = random.Random(seed)
    words = " ".join(file.read_text(encoding="utf-8") for file in sorted(SEEDS.glob("*.txt"))).split()
    lines = list[str]()
    for number in range(round(megabytes * 1e6 / _ARTICLE)):
        text = ""
        while len(text) < _ARTICLE - 100:
            sentence = " ".join(chance.sample(words, chance.randint(8, 24))).strip(".,;:")
            text += f"{sentence[:1].upper()}{sentence[1:]}." + ("\n\n" if chance.random() < 0.2 else " ")
        key = f"{seed}-{number}"
        lines.append(dumps({"id": key, "title": f"Article {key}", "text": text}) + "\n")
    return "".join(lines).encode(), len(lines)


def _processor_seconds(process: BotProcess) -> float:
    """The processor time that the bot has taken."""
    fields = process.stat().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100
