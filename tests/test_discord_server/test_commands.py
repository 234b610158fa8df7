"""Commands that Discord refuses to register."""

from typing import Any

import discord
import pytest
from discord.http import Route

from tests.discord_server import commands
from tests.discord_server.errors import ApiError, Json
from tests.test_discord_server.conftest import World
from tests.test_discord_server.test_bodies import places


def option(**changes: Any) -> Json:
    """Return an option that Discord takes, with changes."""
    return {"type": 3, "name": "question", "description": "What to ask"} | changes


def command(*options: Json, **changes: Any) -> Json:
    """Return a command that Discord takes, with changes."""
    return {"type": 1, "name": "ask", "description": "Ask", "options": list(options)} | changes


CHOICE = {"name": "One", "value": "1"}


@pytest.mark.parametrize(
    ("names", "taken"),
    [
        (("ask", "häufig", "質問", "सवाल", "คำถาม", "a-b_c'd2", "x" * 32), True),
        (("Ask", "two words", "x" * 33, "", "a.b", "👍"), False),
    ],
)
def test_names_are_those_of_discord(names: tuple[str, ...], taken: bool) -> None:
    """Letters and digits of any script in lower case, dashes, underscores and apostrophes make a name."""
    assert [name for name in names if commands.is_name(name) is not taken] == []


@pytest.mark.parametrize(
    ("given", "place"),
    [
        (command(name="Ask"), "0.name"),
        (command(description=""), "0.description"),
        (command(description="x" * 101), "0.description"),
        (command(name_localizations={"de": "Frag"}), "0.name_localizations.de"),
        (command(name_localizations={"xx": "frag"}), "0.name_localizations.xx"),
        (command(description_localizations={"de": "x" * 101}), "0.description_localizations.de"),
        (command(colour=1), "0.colour"),
        (command(contexts=[0, 3]), "0.contexts"),
        (command(option(), option()), "0.options"),
        (command(*(option(name=f"o{n}") for n in range(26))), "0.options"),
        (command(option(), option(name="late", required=True)), "0.options.1"),
        (command(option(description="")), "0.options.0.description"),
        (command(option(type=12)), "0.options.0.type"),
        (command(option(colour=1)), "0.options.0.colour"),
        (command(option(choices=[CHOICE] * 2)), "0.options.0.choices"),
        (command(option(choices=[{"name": str(n), "value": str(n)} for n in range(26)])), "0.options.0.choices"),
        (command(option(choices=[CHOICE | {"name": "x" * 101}])), "0.options.0.choices.0.name"),
        (command(option(choices=[CHOICE], autocomplete=True)), "0.options.0"),
        (command(option(type=5, autocomplete=True)), "0.options.0.choices"),
        (command(option(type=4, max_length=3)), "0.options.0.max_length"),
        (command(option(), option(type=1, name="sub")), "0.options"),
        (command(name="Quote", type=3, description="x", options=None), "0"),
    ],
)
def test_commands_keep_to_their_limits(given: Json, place: str) -> None:
    """Each fault of a command is refused where it stands."""
    with pytest.raises(ApiError) as refused:
        commands.check_all([given])
    assert place in places(refused.value.body["errors"])


def test_a_command_is_not_too_large() -> None:
    """All texts of a command together have at most 8000 characters."""
    choices = [{"name": f"{n:02}" + "n" * 98, "value": f"{n:02}" + "v" * 98} for n in range(25)]
    fitting = command(option(choices=choices))
    commands.check_all([fitting])
    with pytest.raises(ApiError, match="at most 8000"):
        commands.check_all([command(option(choices=choices), option(name="more", choices=choices))])


def test_there_are_not_too_many_commands() -> None:
    """A bot registers at most 100 chat commands, no two of one name."""
    for given in ([command(name=f"c{n}") for n in range(101)], [command(), command()]):
        with pytest.raises(ApiError):
            commands.check_all(given)


async def test_commands_are_registered_with_their_ids(world: World) -> None:
    """What the tree syncs is registered, keeps its ids when synced again, and can be a guild's own."""
    before = world.server.commands()
    assert [one["name"] for one in before] == ["ask", "form", "raw", "read", "set", "Quote"]
    assert [one["default_member_permissions"] for one in before if one["name"] == "set"] == ["32"]
    await world.bot.tree.sync()
    assert [one["id"] for one in world.server.commands()] == [one["id"] for one in before]
    assert [one.id for one in await world.bot.tree.fetch_commands()] == [int(one["id"]) for one in before]
    world.bot.tree.copy_global_to(guild=discord.Object(world.guild.id))
    await world.bot.tree.sync(guild=discord.Object(world.guild.id))
    assert {one["guild_id"] for one in world.server.commands(world.guild)} == {str(world.guild.id)}


async def test_a_refused_command_registers_nothing(world: World) -> None:
    """The client gets Discord's error and the registered commands stay as they were."""
    before = world.server.commands()
    route = Route("PUT", f"/applications/{world.server.application_id}/commands")
    with pytest.raises(discord.HTTPException) as refused:
        await world.bot.http.request(route, json=[command(name="Ask")])
    assert (refused.value.status, refused.value.code) == (400, 50035)
    assert world.server.commands() == before
