"""The bot installed by a person alone: private, of what all may read, and of the server nothing is kept."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio

from bot.service.messages import messages
from bot.service.records import ServerSettings
from bot.service.sql_state import SqlState
from index.files.data_folder import DataFolder
from tests.bot.discord.conftest import World
from tests.discord_server import Channel, Guild, Message, NotAllowed, Person, Response
from tests.discord_server.authorizations import BOT_DM, GUILD, GUILD_INSTALL, PRIVATE_CHANNEL, USER_INSTALL, of_command
from tests.discord_server.interactions import COMMAND, COMPONENT
from tests.discord_server.messages import COMPONENTS_V2
from tests.discord_server.posting import post

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

CLOCKS = "How many clocks does the museum of clocks own?"
CLOCKS_OWNED = "It owns 412 clocks, the oldest of them built in 1583 by Jost Bodmer."
QUOTED = f"**{CLOCKS_OWNED}**"
SOURCE = "— Museum of clocks moves into the old mill · Tolmin Weekly · "
UNKNOWN = "Who painted the Zorvian harbour?"
NONE = "**The articles do not answer this.** The closest passages are behind the button; they are not an answer."
GONE = "This is too old: what was shown is no longer kept. Ask again."
HERE = "-# Only you see this, since the bot is not installed here."
HERE_SPANISH = "-# Solo tú ves esto, porque el bot no está instalado aquí."
ADMIN = "Only people who may manage this server can do that."
FOR_PEOPLE = {"ask", "search", "article", "sources", "help", "privacy", "Find sources", "Ask about this"}
FOR_MANAGERS = {"library", "settings", "review", "Quote as answer"}


@dataclass
class Away:
    """A server without the bot, and a group; Dora and Elena, who reads Spanish, have the bot for themselves."""

    world: World
    guild: Guild
    hall: Channel
    thread: Channel
    group: Channel
    dora: Person
    elena: Person
    fred: Person
    """A member of both, who has not installed it."""

    @property
    def places(self) -> tuple[Channel, ...]:
        """Where Dora has the bot by her own installation alone."""
        return self.hall, self.thread, self.group


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def away(world: World) -> Away:
    """Where the bot is not, and who has it all the same."""
    discord = world.discord
    dora, elena, fred = (discord.add_person(name, locale) for name, locale in PEOPLE.items())
    guild = discord.add_guild("Away", with_bot=False)
    guild.join(dora, permissions="manage_guild")
    for person in (elena, fred):
        guild.join(person)
    for person in (dora, elena):
        person.install()
    hall, group = guild.add_channel("hall"), discord.add_private(dora, elena, fred, name="club")
    return Away(world, guild, hall, guild.add_thread(hall, "clocks"), group, dora, elena, fred)


PEOPLE = {"dora": "en-US", "elena": "es-ES", "fred": "en-US"}


async def asked(who: Person, where: Channel, question: str = CLOCKS, **options: Any) -> Message:
    """What somebody is answered."""
    return await (await who.slash(where, "ask", question=question, **options)).message()


async def pressed(who: Person, message: Message, label: str) -> Message:
    """What a button brings beside the message."""
    return await (await who.click(message, label)).message()


def reaches(command: dict[str, Any]) -> tuple[list[int], list[int]]:
    """Where a command is, and by whose installation."""
    return sorted(command["contexts"]), sorted(command["integration_types"])


def press_planted(
    away: Away, where: Channel, part: dict[str, Any], data: dict[str, Any], who: Person | None = None
) -> Response:
    """Have Dora, or somebody else, use what Discord would never have let stand there, by their installation alone."""
    who = who or away.dora
    row = {"type": 1, "components": [part]}
    stored = post(away.world.discord, where, away.world.discord.bot, {"flags": COMPONENTS_V2, "components": [row]}, [])
    where.seen_replies.add(stored.id)
    used = data | {"id": stored.components[0]["components"][0]["id"]}
    return who._interact(COMPONENT, where, used, {"1": str(who.id)}, stored)


async def test_which_commands_are_for_whom(world: World) -> None:
    """What people ask is registered for all places and both installations, what managers do for servers alone."""
    registered = world.discord.commands()
    everywhere = ([GUILD, BOT_DM, PRIVATE_CHANNEL], [GUILD_INSTALL, USER_INSTALL])
    assert {command["name"]: reaches(command) for command in registered} == (
        dict.fromkeys(FOR_PEOPLE, everywhere) | dict.fromkeys(FOR_MANAGERS, ([GUILD], [GUILD_INSTALL]))
    )
    needed = {command["name"] for command in registered if command["default_member_permissions"] is not None}
    assert needed == FOR_MANAGERS


async def test_which_commands_are_offered(away: Away) -> None:
    """Who installed the bot is offered what people ask wherever she is, and nothing for managers, though she is one."""

    def offered(person: Person, where: Channel) -> set[str]:
        found = set()
        for command in away.world.discord.commands():
            try:
                of_command(command, person, where)
            except NotAllowed:
                continue
            found.add(command["name"])
        return found

    for where in (*away.places, away.dora.dm):
        assert offered(away.dora, where) == FOR_PEOPLE
    for where in away.places:
        assert offered(away.fred, where) == set()
    assert offered(away.world.alice, away.world.general) == FOR_PEOPLE | FOR_MANAGERS


async def test_an_answer_is_for_the_asker_alone(away: Away) -> None:
    """Wherever she asks, the answer is that of all articles for all servers, and nobody else sees it."""
    for where in away.places:
        answer = await asked(away.dora, where)
        lines = answer.text.splitlines()
        assert (answer.ephemeral, away.fred.sees(answer)) == (True, False)
        assert QUOTED in lines[0]
        assert lines[-3:] == [f"{SOURCE}November 20, 2024", "-# Confidence: sure", f"-# Question: {CLOCKS}"]
        assert [button.label for button in answer.buttons] == [
            "Read in context",
            "Why this?",
            None,
            None,
            "Follow up",
        ]


async def test_an_answer_in_spanish(away: Away) -> None:
    """She is answered in her own language, whatever the server's is."""
    answer = await asked(away.elena, away.group)
    assert answer.text.splitlines()[-3:] == [
        f"{SOURCE}20 de noviembre de 2024",
        "-# Confianza: alta",
        f"-# Pregunta: {CLOCKS}",
    ]


async def test_an_answer_for_all_is_not_given(away: Away) -> None:
    """Who asks for an answer for all is told why it is private; who asks for none is not."""
    for where in away.places:
        answer = await asked(away.dora, where, private=False)
        assert answer.ephemeral
        assert answer.text.splitlines()[-1] == HERE
        assert HERE not in (await asked(away.dora, where, private=True)).text
    spanish = await asked(away.elena, away.hall, private=False)
    assert spanish.text.splitlines()[-1] == HERE_SPANISH
    unanswered = await asked(away.dora, away.hall, UNKNOWN, private=False)
    assert (unanswered.text.splitlines()[0], unanswered.text.splitlines()[-1]) == (NONE, HERE)


async def test_where_the_bot_is_answers_are_for_all(away: Away) -> None:
    """In a server with the bot, and in direct messages with it, it does not matter who installed it for herself."""
    away.world.guild.join(away.dora)
    answer = await asked(away.dora, away.world.general)
    assert not answer.ephemeral
    assert away.world.carmen.sees(answer)
    direct = await asked(away.dora, away.dora.dm, private=False)
    assert not direct.ephemeral
    assert "Only you see this" not in direct.text
    written = await away.dora.say(away.dora.dm, CLOCKS)
    assert QUOTED in (await away.world.discord.reply_to(written)).text


async def test_buttons(away: Away) -> None:
    """The context, the reasons, votes and following up work as anywhere, for her alone."""
    for where in away.places:
        answer = await asked(away.dora, where)
        read = await pressed(away.dora, answer, "Read in context")
        why = await pressed(away.dora, answer, "Why this?")
        voted = await pressed(away.dora, answer, "👍")
        form = await away.dora.click(answer, "Follow up")
        following = await (await away.dora.submit(form, "And who built the oldest?")).message()
        assert CLOCKS_OWNED in read.text
        assert (why.text.splitlines()[0], why.buttons) == ("**Why these quotes?**", [])
        assert voted.text == "Counted: 👍. You can change your vote. So far 👍 1, 👎 0."
        assert "Jost Bodmer" in following.text
        assert following.text.splitlines()[-1] == f"-# Following on: {CLOCKS}"
        assert [one.ephemeral for one in (read, why, voted, following)] == [True] * 4
        closest = await pressed(away.dora, await asked(away.dora, where, UNKNOWN), "Closest passages")
        assert closest.text.startswith("The closest passages. **They do not answer the question.**\n> ")


async def test_buttons_in_spanish(away: Away) -> None:
    """The buttons speak her language."""
    answer = await asked(away.elena, away.group)
    read = await pressed(away.elena, answer, "Leer en contexto")
    assert read.text.splitlines()[-1] == "-# Página 1 de 1"
    form = await (await away.elena.click(answer, "👎")).modal_opened()
    counted = await (await away.elena.submit(form, {"reason": "wrong"})).message()
    assert counted.text == "Voto contado: 👎. Puedes cambiar tu voto. Hasta ahora 👍 0, 👎 1."


async def test_looking_up(away: Away) -> None:
    """Searches are paged, titles and publishers completed, articles read and sources listed, for her alone."""
    for where in away.places:
        response = await away.dora.slash(where, "search", query="El Salvador prison")
        first = await response.message()
        assert first.text.startswith("Passages for “El Salvador prison”, 1–3 of ")
        await (await away.dora.click(first, "Next")).message()
        second = await response.message()
        assert second.text.startswith("Passages for “El Salvador prison”, 4–6 of ")
        publishers = await away.dora.autocomplete(where, "search", query="the", source="tol")
        assert [choice["value"] for choice in publishers] == ["Radio Tolmin", "Tolmin Weekly"]
        [choice] = await away.dora.autocomplete(where, "article", title="beek")
        assert choice == {"name": "Beekeepers report a good year · Tolmin Weekly", "value": ":bees"}
        page = await (await away.dora.slash(where, "article", title=choice["value"])).message()
        assert page.text.startswith("— [Beekeepers report a good year](https://weekly.example/bees) · Tolmin Weekly")
        sources = await (await away.dora.slash(where, "sources")).message()
        assert sources.text.splitlines()[0] == "**8 articles from 5 sources**"
        assert [one.ephemeral for one in (first, page, sources)] == [True] * 3


async def test_messages_of_others(away: Away) -> None:
    """A message of somebody else's is asked about and checked, for her alone, and left as it is."""
    for where in away.places:
        message = await away.fred.say(where, CLOCKS)
        for menu in ("Ask about this", "Find sources"):
            response = await away.dora.use_message_command(where, menu, message)
            answer = await response.message()
            assert QUOTED in answer.text
            assert (answer.ephemeral, away.fred.sees(answer)) == (True, False)


async def test_help_tells_what_is_different(away: Away) -> None:
    """The help says that only commands reach the bot there, and what it answers of; elsewhere it does not."""
    told = await (await away.dora.slash(away.hall, "help")).message()
    assert told.text.splitlines()[-1] == (
        "**Here** the bot is installed for you alone: use its commands, since it does not read mentions and replies. "
        "Only you see what it answers, from the articles for all servers."
    )
    spanish = await (await away.elena.slash(away.group, "help")).message()
    assert spanish.text.splitlines()[-1] == (
        "**Aquí** el bot está instalado solo para ti: usa sus comandos, porque no lee menciones ni respuestas. "
        "Solo tú ves lo que responde, con los artículos para todos los servidores."
    )
    for where in (away.world.general, away.dora.dm):
        assert "**Here**" not in (await (await away.dora.slash(where, "help")).message()).text


async def test_a_button_is_for_who_asked(away: Away) -> None:
    """An answer's button works outside of servers for who asked, wherever it is pressed, and for nobody else."""
    answer = await asked(away.dora, away.hall)
    custom_id = next(button.custom_id for button in answer.buttons if button.label == "Why this?")
    assert custom_id is not None
    why = "**Why these quotes?**"
    part = {"type": 2, "style": 2, "label": "Press", "custom_id": custom_id}
    data = {"component_type": 2, "custom_id": custom_id}
    for where in (away.hall, away.group, away.dora.dm):
        pressed_by_dora = press_planted(away, where, part, data)
        assert (await pressed_by_dora.message()).text.splitlines()[0] == why
    pressed_by_elena = press_planted(away, away.group, part, data, away.elena)
    assert (await pressed_by_elena.message()).text == messages("es")("shown-gone")


async def test_managers_commands_are_refused(away: Away) -> None:
    """Whatever reaches the bot, who manages a server without it changes nothing there."""
    owners = {"1": str(away.dora.id)}
    library = next(command for command in away.world.discord.commands() if command["name"] == "library")
    status = {"name": "status", "type": 1, "options": []}
    data = {"id": library["id"], "name": "library", "type": 1, "options": [status]}
    told = await away.dora._interact(COMMAND, away.hall, data, owners).message()
    assert told.text == ADMIN
    select = {"type": 3, "custom_id": "quotebot:collections", "options": [{"label": "own", "value": "own"}]}
    chosen = {"component_type": 3, "custom_id": "quotebot:collections", "values": ["own"]}
    assert (await press_planted(away, away.hall, select, chosen).next_message()).text == ADMIN
    async with SqlState.open(DataFolder(away.world.bot.data_dir).state) as state:
        assert await state.settings.of(away.guild.id) == ServerSettings()


async def test_nothing_of_the_server_is_kept(away: Away) -> None:
    """What is kept names the person and the channel, never the server; the person deletes it all, votes included."""
    path = away.world.bot.data_dir / "discord.db"
    for where in away.places:
        answer = await asked(away.dora, where)
        await pressed(away.dora, answer, "👍")
    with closing(sqlite3.connect(path)) as connection:
        dump = "\n".join(connection.iterdump())
    assert str(away.guild.id) not in dump
    assert str(away.hall.id) in dump
    assert str(away.guild.id) not in "\n".join(away.world.bot.log)
    deleted = await (await away.dora.slash(away.hall, "privacy delete")).message()
    assert deleted.text.endswith("Nothing of you is kept now.")
    with closing(sqlite3.connect(path)) as connection:
        assert str(away.dora.id) not in "\n".join(connection.iterdump())
    assert (await pressed(away.dora, answer, "Why this?")).text == GONE


async def test_after_a_restart(away: Away) -> None:
    """A start forgets nothing of what people have alone, and its buttons work on."""
    answer, world = await asked(away.dora, away.hall), away.world
    assert await world.bot.stop() == 0
    async with SqlState.open(DataFolder(world.bot.data_dir).state) as state:
        assert away.guild.id not in await state.servers()
    log = len(world.bot.log)
    await world.bot.start()
    await world.bot.logged("ready as", log)
    assert CLOCKS_OWNED in (await pressed(away.dora, answer, "Read in context")).text


async def test_too_many_follow_ups(away: Away, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Discord takes no further message beside what is shown, the person is told in its place."""
    response = await away.dora.slash(away.hall, "search", query="El Salvador prison")
    found = await response.message()
    await (await away.dora.slash(away.hall, "privacy delete")).message()
    monkeypatch.setattr("tests.discord_server.interactions.MAX_FOLLOW_UPS", 0)
    told = await away.dora.click(found, "Next")
    assert (await told.message()).text == GONE
    assert told.interaction.followups == []


async def test_the_bot_comes_and_goes(away: Away) -> None:
    """Old answers keep their buttons when the server installs the bot; new ones are the server's, and go with it."""
    discord = away.world.discord
    before = await asked(away.dora, away.hall)
    discord.invite_to(away.guild)
    await away.world.bot.logged(f"joined server {away.guild.id}")
    assert CLOCKS_OWNED in (await pressed(away.dora, before, "Read in context")).text
    between = await asked(away.dora, away.hall)
    assert not between.ephemeral
    await discord.remove_from(away.guild)
    await away.world.bot.logged(f"left server {away.guild.id}")
    assert CLOCKS_OWNED in (await pressed(away.dora, before, "Read in context")).text
    assert (await pressed(away.dora, between, "Read in context")).text == GONE
    assert (await asked(away.dora, away.hall)).ephemeral


async def test_answers_are_valid(away: Away) -> None:
    """No text that is asked, for all or not, makes a body that Discord would not take."""
    for text in ("@everyone", "x" * 2000, json.dumps({"a": "<@1>"})):
        await asked(away.dora, away.hall, text, private=False)
    away.world.discord.check_bodies()
    assert away.world.discord.pings == []
