"""What is read in context once a source changed: the text as it was, and what changed, in English and Spanish."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.service.messages import messages
from tests.bot.discord.conftest import World
from tests.bot.discord.outcomes import outcome
from tests.command import run_quotebot
from tests.discord_server import Message, Person, Upload

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

QUESTION = "When does the cable car of Vorn close?"
SAID = "The cable car of Vorn closes at {} in the evening."
FURTHER = "\n\n".join(
    f"Cabin {number} of it was painted by school class {number}, each in a colour." for number in range(90)
)
CABLE = "Cable car of Vorn\n\n" + SAID + "\n\n" + FURTHER + "\n"
REED = "El faro de Orsk\n\nEl faro de Orsk se apaga a las {} de la mañana. Nadie vive en él desde 1960.\n"


def today(language: str) -> str:
    """The day on which this runs, as the bot writes it."""
    return messages(language).date(datetime.now(UTC).isoformat())


async def sync(world: World, file: Path, text: str) -> None:
    """The operator writes a file and has it synced."""
    file.write_text(text, encoding="utf-8")
    data_dir = world.bot.data_dir
    done = await asyncio.to_thread(run_quotebot, data_dir.parent, "sync", "--data-dir", data_dir, file)
    done.check_returncode()


async def clicked(who: Person, message: Message, label: str) -> Message:
    """What is shown once a button was pressed that shows something else in its message."""
    return await (await who.click(message, label)).message()


async def give(world: World, text: str) -> Message:
    """Alice adds the article on the lighthouse to the server's."""
    file = Upload("faro.txt", text.encode())
    return await outcome(await world.alice.slash(world.general, "library add", file=file))


async def test_source_that_changed(world: World, tmp_path: Path) -> None:
    """After a sync the old text is shown with its date and what changed, and both texts can be turned over."""
    bob, file = world.bob, tmp_path / "cable.txt"
    await sync(world, file, CABLE.format("six"))
    answer = await (await bob.slash(world.general, "ask", question=QUESTION)).message()
    assert SAID.format("six") in answer.text.replace("**", "")
    await sync(world, file, CABLE.format("nine"))
    page = await (await bob.click(answer, "Read in context")).message()
    lines = page.text.splitlines()
    assert page.ephemeral
    assert lines[0] == "— Cable car of Vorn"
    assert lines[1] == f"-# This is the text as it was until {today('en')}. The source has changed since."
    assert f"**{SAID.format('six')}" in page.text
    told = "**What stands there now**, with words taken out struck through and new words in bold:"
    assert "closes at ~~six~~ **nine** in the evening." in lines[lines.index(told) + 1]
    assert lines[-1] == "-# Page 1 of 3"
    second = await clicked(bob, page, "Next")
    assert second.text.splitlines()[1] == lines[1]
    assert second.text.endswith("-# Page 2 of 3")
    present = await clicked(bob, second, "Read the present text")
    assert present.text.splitlines()[1].startswith("-# The article has changed since it was quoted")
    assert f"> {SAID.format('nine')}" in present.text.splitlines()
    assert [button.label for button in present.buttons] == ["Next"]
    third = await clicked(bob, await clicked(bob, present, "Next"), "Next")
    assert third.text.endswith("-# Page 3 of 3")
    opened = await (await bob.slash(world.general, "article", title="Cable car of Vorn")).message()
    assert f"> {SAID.format('nine')}" in opened.text.replace("**", "").splitlines()
    assert "until" not in opened.text
    found = await (await bob.slash(world.general, "search", query="cable car of Vorn closes at six")).message()
    assert SAID.format("six") not in found.text.replace("**", "")


async def test_removed_by_a_manager(world: World) -> None:
    """In Spanish too the old text is shown, until a manager removes the article: then it is nowhere."""
    carmen = world.carmen
    await give(world, REED.format("seis"))
    question = "¿A qué hora se apaga el faro de Orsk?"
    answer = await (await carmen.slash(world.general, "ask", question=question)).message()
    assert "El faro de Orsk se apaga a las seis de la mañana." in answer.text.replace("**", "")
    await outcome(await world.alice.click(await give(world, REED.format("siete")), "Replace"))
    page = (await (await carmen.click(answer, "Leer en contexto")).message()).text
    note = f"-# Este es el texto tal como estaba hasta el {today('es')}. La fuente ha cambiado desde entonces."
    assert page.splitlines()[1] == note
    assert "**El faro de Orsk se apaga a las seis de la mañana." in page
    assert "se apaga a las ~~seis~~ **siete** de la mañana." in page
    removed = await world.alice.slash(world.general, "library remove", title="El faro de Orsk")
    assert (await removed.message()).text == "Removed: El faro de Orsk"
    gone = await (await carmen.click(answer, "Leer en contexto")).message()
    assert gone.text == "Este artículo ya no está entre los que puedes leer aquí."
    files = [file for file in (world.bot.data_dir / "servers").rglob("*") if file.is_file()]
    assert [file for file in files if b"faro de Orsk se apaga" in file.read_bytes()] == []


async def test_passage_that_is_gone(world: World) -> None:
    """Where nothing stands in place of the quote, that is said, and the old text is shown all the same."""
    await give(world, "The mole of Brin\n\nThe mole of Brin was blown up in 1944 by sappers.\n")
    answer = await (
        await world.bob.slash(world.general, "ask", question="When was the mole of Brin blown up?")
    ).message()
    await outcome(await world.alice.click(await give(world, "The mole of Brin\n\nIts stones are gone.\n"), "Replace"))
    page = (await (await world.bob.click(answer, "Read in context")).message()).text
    assert "**The mole of Brin was blown up in 1944 by sappers.**" in page
    assert "**This passage is no longer there.**" in page.splitlines()
