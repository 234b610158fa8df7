"""The bot quotes what the reranker of its settings prefers."""

from pathlib import Path

import pytest

from tests.bot.discord.process import BotProcess
from tests.command import run_quotebot
from tests.discord_server import DiscordServer

HERONS = {
    "reeds": "In the reeds\n\nThe grey heron sleeps at night in the reeds by the river.\n",
    "oak": "In the oak\n\nAt night the grey heron certainly sleeps in an old oak.\n",
}


@pytest.mark.model
async def test_reranker_chooses_the_quote(cross_encoder: Path, tmp_path: Path) -> None:
    """The first quote is the reranker's, not the nearest to the question, and one line warns that it is not fitted."""
    (tmp_path / "articles").mkdir()
    for name, text in HERONS.items():
        (tmp_path / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    assert run_quotebot(tmp_path, "sync", "--data-dir", "data", tmp_path / "articles").returncode == 0
    async with DiscordServer() as discord:
        guild = discord.add_guild("Alpha")
        bob = discord.add_person("bob")
        guild.join(bob)
        general = guild.add_channel("general")
        settings = f'[model]\nreader = ""\nreranker = "{cross_encoder}"\n[answer]\ncaution = "bold"\n'
        bot = BotProcess(discord, tmp_path / "data", settings)
        await bot.start()
        try:
            asked = await bob.slash(general, "ask", question="Where does the grey heron sleep at night?")
            message = await asked.message()
        finally:
            assert await bot.stop() == 0
    assert message.text.splitlines()[0] == "> **At night the grey heron certainly sleeps in an old oak.**"
    warnings = [line for line in bot.log if line.startswith("Warning: ")]
    assert [line.partition(";")[0] for line in warnings] == [
        "Warning: model.reranker: answer.calibration names no confidence that was fitted with it"
    ]
