"""The settings of a server: one view of three groups, a form for each, and what stands in their way."""

import asyncio
from typing import Any

import pytest
import pytest_asyncio

from tests.bot.discord.conftest import World
from tests.bot.discord.settings_form import BOTH, opened, set_in, set_settings, settings_text, settings_view
from tests.discord_server import Channel, Message, Modal, Person
from tests.discord_server.errors import Json
from tests.discord_server.interactions import MODAL

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def mona(world: World) -> Person:
    """Somebody who may manage servers and nothing more."""
    return world.discord.add_person("mona")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lucia(world: World) -> Person:
    """Somebody who may manage servers too, and whose Discord is in Spanish."""
    return world.discord.add_person("lucia", locale="es-ES")


@pytest_asyncio.fixture(loop_scope="module")
async def channel(world: World, mona: Person, lucia: Person) -> Channel:
    """A channel of a new server that both manage."""
    guild = world.discord.add_guild("Gamma")
    for manager in (mona, lucia):
        guild.join(manager, permissions="manage_guild")
    return guild.add_channel("general")


def forum_of(world: World, channel: Channel, *tags: str) -> Channel:
    """A forum with tags, in the server of a channel, in which the bot may manage posts."""
    assert channel.guild is not None
    forum = channel.guild.add_forum("questions", tags)
    forum.allow(world.discord.bot, "manage_threads")
    return forum


def preset(form: Modal) -> dict[str, Any]:
    """What a form is filled in with, by the custom ids of its fields."""
    return {field["custom_id"]: _preset(field) for field in (part["component"] for part in _labels(form))}


def _labels(form: Modal) -> list[Json]:
    labels: Any = form["components"]
    return list(labels)


def _preset(field: Json) -> Any:
    if "options" in field:
        return next(option["value"] for option in field["options"] if option.get("default"))
    if field["type"] == 8:
        return [int(default["id"]) for default in field.get("default_values") or []]
    return field.get("default" if field["type"] == 23 else "value")


async def restarted(world: World) -> None:
    """Stop the bot and start it again."""
    assert await world.bot.stop() == 0
    await world.bot.start()


# Setting and seeing


async def test_every_setting(world: World, mona: Person, channel: Channel) -> None:
    """Each setting that is chosen stands in the view and in its form, and is kept when the bot is started again."""
    assert channel.guild is not None
    other, forum = channel.guild.add_channel("other"), forum_of(world, channel, "open", "Solved")
    view = await settings_view(mona, channel)
    assert (view.text, view.ephemeral) == (settings_text(), True)
    assert [button.label for button in view.buttons] == ["Where", "How", "Who"]
    where: dict[str, Any] = {"channels": [channel, forum], "threaded": [other, channel], "forums": [forum]}
    view = await set_in(mona, view, "where", **where, solved_tag=" solved ")
    told = {
        "channels": f"{channel.mention}, {forum.mention}",
        "threaded": f"{other.mention}, {channel.mention}",
        "forums": forum.mention,
        "tag": "solved",
    }
    assert view.text == settings_text(**told)
    view = await set_in(mona, view, "how", private="asker", caution="careful", max_quotes="2", language="es")
    told |= {"readers": "private", "caution": "careful", "quotes": "at most 2", "language": "español"}
    assert view.text == settings_text(**told)
    view = await set_in(mona, view, "who", collections="own", review_channel=other, tells_moderators=True)
    told |= {"collections": "only this server's", "review": other.mention, "tells": "told there"}
    assert view.text == settings_text(**told)

    await restarted(world)
    assert (await settings_view(mona, channel)).text == settings_text(**told)
    assert [preset(await opened(mona, view, group)) for group in ("where", "how", "who")] == [
        {
            "channels": [channel.id, forum.id],
            "threaded": [other.id, channel.id],
            "forums": [forum.id],
            "solved_tag": "solved",
        },
        {"private": "asker", "caution": "careful", "max_quotes": "2", "language": "es"},
        {"collections": "own", "review_channel": [other.id], "tells_moderators": True},
    ]
    for group in ("where", "how", "who"):
        view = await set_in(mona, view, group)  # sent in as it opened
    assert view.text == settings_text(**told)


async def test_everything_back(world: World, mona: Person, channel: Channel) -> None:
    """What was chosen can be taken back, each field to what it is in a new server."""
    forum = forum_of(world, channel, "solved")
    where = {"channels": [channel], "threaded": [channel], "forums": [forum], "solved_tag": "solved"}
    view = await set_settings(mona, channel, "where", **where)
    view = await set_in(mona, view, "how", private="asker", caution="bold", max_quotes="1", language="en")
    view = await set_in(mona, view, "who", collections="shared", review_channel=channel, tells_moderators=True)
    assert view.text.splitlines()[8:10] == ["How sure an answer must be: bold", "Quotes in an answer: one"]
    view = await set_in(mona, view, "where", channels=[], threaded=[], forums=[], solved_tag="")
    view = await set_in(mona, view, "how", private="everyone", caution="operator", max_quotes="3", language="discord")
    view = await set_in(mona, view, "who", collections="both", review_channel=[], tells_moderators=False)
    assert view.text == settings_text()


@pytest.mark.parametrize("caution", ["operator", "bold", "balanced", "careful"])
async def test_caution(mona: Person, channel: Channel, caution: str) -> None:
    """Each caution can be chosen, and is told in the same words in the form and in the view."""
    form = await opened(mona, await settings_view(mona, channel), "how")
    options = _labels(form)[1]["component"]["options"]
    words = next(option["label"] for option in options if option["value"] == caution)
    changed = await (await mona.submit(form, {"caution": caution})).message()
    assert changed.text == settings_text(caution=words)


async def test_form_in_words(mona: Person, channel: Channel) -> None:
    """The form of how answers are says in plain words what each caution comes to, and names languages in themselves."""
    form = await opened(mona, await settings_view(mona, channel), "how")
    readers, caution, quotes, language = _labels(form)
    assert form.title == "How"
    assert (
        readers["description"] == "Unless asked otherwise. Where it is the asker alone, mentions are referred to /ask."
    )
    assert [(option["label"], option["description"]) for option in caution["component"]["options"]] == [
        ("as the operator set", "Whoever runs this bot decides."),
        ("bold", "More questions are answered, and more of the answers are wrong."),
        ("balanced", "Between bold and careful."),
        ("careful", "Fewer answers are wrong, and more questions are said to be without one."),
    ]
    assert [option["label"] for option in quotes["component"]["options"]] == ["1", "2", "3"]
    languages = [option["label"] for option in language["component"]["options"]]
    assert languages == [
        "as Discord has it for this server",
        *("Deutsch", "English", "español", "français", "italiano", "português (Brasil)", "中文 (简体, 中国)", "日本語"),
    ]


async def test_in_spanish(world: World, lucia: Person, channel: Channel) -> None:
    """A manager whose Discord is in Spanish reads and changes all of it in Spanish."""
    forum = forum_of(world, channel, "abierto")
    channel.deny(world.discord.bot, "send_messages", "read_message_history")
    view = await settings_view(lucia, channel)
    assert [button.label for button in view.buttons] == ["Dónde", "Cómo", "Quién"]
    form = await opened(lucia, view, "where")
    assert [label["label"] for label in _labels(form)] == [
        "Canales en los que respondo",
        "Canales donde cada respuesta recibe un hilo",
        "Foros cuyas publicaciones nuevas respondo",
        "Etiqueta de lo resuelto",
    ]
    where = {
        "Canales en los que respondo": [channel],
        "Foros cuyas publicaciones nuevas respondo": [forum],
        "Etiqueta de lo resuelto": "resuelto",
    }
    view = await (await lucia.submit(form, where)).message()
    how = {"private": "solo quien pregunta", "caution": "prudente", "max_quotes": "1", "language": "español"}
    view = await set_in(lucia, view, "how", **how)
    view = await set_in(lucia, view, "who", tells_moderators=True)
    assert view.text.splitlines() == [
        "**Ajustes de este servidor**",
        "**Dónde**",
        f"Canales en los que respondo: {channel.mention}",
        "Canales donde cada respuesta recibe un hilo: ninguno",
        f"Foros cuyas publicaciones nuevas respondo: {forum.mention}",
        "Etiqueta de lo resuelto: resuelto",
        "**Cómo**",
        "Las respuestas a `/preguntar` son privadas si no se pide otra cosa.",
        "Seguridad que exige una respuesta: prudente",
        "Citas en una respuesta: una",
        "Idioma de mis respuestas a mensajes: español",
        "**Quién**",
        "Artículos que se muestran: los de este servidor y los comunes a todos los servidores",
        "Resumen diario para moderadores: ninguno",
        "Allí se avisa a los moderadores cuando una respuesta en un foro no ayudó.",
        "**Avisos**",
        f"• En {channel.mention} me falta: Enviar mensajes, Leer el historial de mensajes",
        f"• {forum.mention} no tiene la etiqueta «resuelto»; tiene: abierto",
        "• No se puede avisar a los moderadores de lo que no ayudó: no hay canal elegido para eso.",
    ]


async def test_what_is_chosen_is_done(world: World, mona: Person, channel: Channel) -> None:
    """A new post in a forum that was chosen is answered, and where threads were chosen an answer gets one."""
    assert channel.guild is not None
    forum, question = forum_of(world, channel), "When will the old bridge in Arle open again?"
    opens = "Mayor Ilse Brandt said the bridge would open again on 3 May."
    await set_settings(mona, channel, "where", forums=[forum], threaded=[channel])
    post = channel.guild.add_post(forum, question, mona, "I have to cross the river.")
    assert opens in (await world.discord.next_bot_message(post)).text.replace("**", "")
    asked = await mona.say(channel, question, mention_bot=True)
    await world.discord.changed.until(
        lambda: channel.guild and channel.guild.channels.get(asked.id), 30, "no thread was made"
    )
    answer = await world.discord.next_bot_message(channel.guild.channels[asked.id])
    assert opens in answer.text.replace("**", "")


# Two at once


async def test_two_managers(mona: Person, lucia: Person, channel: Channel) -> None:
    """Two who change different groups at once undo nothing of each other, however long their forms were open."""
    view = await settings_view(mona, channel)
    old = await opened(mona, view, "how")
    await set_settings(lucia, channel, "who", collections="own", review_channel=channel)
    await (await mona.submit(old, {"max_quotes": "1"})).message()
    forms = [await opened(mona, view, "where"), await opened(lucia, await settings_view(lucia, channel), "how")]
    sent = [await mona.submit(forms[0], {"threaded": [channel]}), await lucia.submit(forms[1], {"private": "asker"})]
    await asyncio.gather(*(one.message() for one in sent))
    assert (await settings_view(mona, channel)).text == settings_text(
        threaded=channel.mention,
        readers="private",
        quotes="one",
        collections="only this server's",
        review=channel.mention,
    )


# Hints


@pytest.mark.parametrize(
    ("taken", "told"),
    [
        (["send_messages"], "Send Messages"),
        (["create_public_threads", "send_messages_in_threads"], "Send Messages in Threads, Create Public Threads"),
        (["read_message_history"], "Read Message History"),
        (["view_channel"], "View Channel"),
    ],
)
async def test_missing_permissions(world: World, mona: Person, channel: Channel, taken: list[str], told: str) -> None:
    """A channel that is chosen is saved though the bot lacks permissions there, and the view says which."""
    channel.deny(world.discord.bot, *taken)
    where = settings_text(f"• In {channel.mention} I lack: {told}", threaded=channel.mention)
    changed = await set_settings(mona, channel, "where", threaded=[channel])
    assert changed.text == where
    channel.allow(world.discord.bot, *taken)
    assert (await settings_view(mona, channel)).text == settings_text(threaded=channel.mention)


async def test_missing_permissions_by_what_a_channel_is_for(world: World, mona: Person, channel: Channel) -> None:
    """Of a channel only those permissions are missed that are needed for what it was chosen for."""
    assert channel.guild is not None
    bot, guild = world.discord.bot, channel.guild
    third, forum = guild.add_channel("third"), guild.add_forum("questions", ["solved"])
    for place in (channel, third, forum):
        place.deny(bot, "create_public_threads", "send_messages", "manage_threads")
    chosen: dict[str, Any] = {"channels": [channel], "threaded": [third], "forums": [forum]}
    view = await set_settings(mona, channel, "where", **chosen)
    told = {"channels": channel.mention, "threaded": third.mention, "forums": forum.mention}
    plain = f"• In {channel.mention} I lack: Send Messages"
    threads = f"• In {third.mention} I lack: Send Messages, Create Public Threads"
    assert view.text == settings_text(plain, threads, **told)
    view = await set_in(mona, view, "where", solved_tag="Solved")
    tagged = f"• In {forum.mention} I lack: Manage Threads"
    assert view.text == settings_text(plain, threads, tagged, **told, tag="Solved")
    view = await set_in(mona, view, "who", review_channel=channel)
    view = await set_in(mona, view, "where", threaded=[], forums=[], solved_tag="")
    assert view.text == settings_text(plain, channels=channel.mention, review=channel.mention)


async def test_tags(world: World, mona: Person, channel: Channel) -> None:
    """The view says which forums lack the tag of solved posts and which they have; it is saved all the same."""
    solved, others, none = (forum_of(world, channel, *tags) for tags in (["SOLVED"], ["bug", "*idea*"], []))
    view = await set_settings(mona, channel, "where", forums=[solved, others, none], solved_tag="solved")
    told = {"forums": f"{solved.mention}, {others.mention}, {none.mention}"}
    lacks = f"• {others.mention} has no tag “solved”; it has: bug, \\*idea\\*"
    assert view.text == settings_text(
        lacks, f"• {none.mention} has no tag “solved”, nor any other.", **told, tag="solved"
    )
    view = await set_in(mona, view, "where", solved_tag="*idea*")
    lacks = f"• {solved.mention} has no tag “\\*idea\\*”; it has: SOLVED"
    nothing = f"• {none.mention} has no tag “\\*idea\\*”, nor any other."
    assert view.text == settings_text(lacks, nothing, **told, tag="\\*idea\\*")
    assert (await set_in(mona, view, "where", solved_tag=" ")).text == settings_text(**told)


async def test_moderators_without_a_channel(mona: Person, channel: Channel) -> None:
    """Where moderators are to be told, and no channel is chosen for that, the view says so."""
    view = await set_settings(mona, channel, "who", tells_moderators=True)
    hint = "• Moderators cannot be told what did not help: no channel is chosen for that."
    assert view.text == settings_text(hint, tells="told there")


async def test_many_channels(world: World, mona: Person, channel: Channel) -> None:
    """As many channels as can be chosen, all with something amiss, are shown within what Discord takes."""
    assert channel.guild is not None
    guild, tags = channel.guild, [f"[tag]({number})_*~" for number in range(20)]
    texts = [guild.add_channel(f"text {number}") for number in range(25)]
    threaded = [guild.add_channel(f"threaded {number}") for number in range(25)]
    forums = [guild.add_forum(f"forum {number}", tags) for number in range(25)]
    for place in (*texts, *forums):
        place.deny(world.discord.bot, "view_channel")
    chosen: dict[str, Any] = {"channels": texts, "threaded": threaded, "forums": forums}
    view = await set_settings(mona, channel, "where", **chosen, solved_tag="*" * 20)
    lines = view.text.splitlines()
    assert lines[2] == "Channels I answer in: " + ", ".join(place.mention for place in texts)
    missing = ", ".join(place.mention for place in (*texts, *forums))
    assert lines[16] == f"• In {missing} I lack: View Channel"
    assert lines[-1] == f"• and {26 - len(lines[16:-1])} more"
    assert 3500 < len(view.text) <= 4000 + 4  # the line ends between its parts are none of Discord's
    with pytest.raises(ValueError, match=r"26 for .*, must be 0 to 25"):
        await set_in(mona, view, "where", channels=[*texts, channel])


# What is gone, and what nobody could choose


async def test_channels_that_are_gone(world: World, mona: Person, channel: Channel) -> None:
    """Channels that were deleted while the bot was away are no longer shown, preset or kept."""
    assert channel.guild is not None
    gone, forum = channel.guild.add_channel("gone"), forum_of(world, channel)
    chosen: dict[str, Any] = {"channels": [gone, channel], "threaded": [gone], "forums": [forum]}
    view = await set_settings(mona, channel, "where", **chosen)
    view = await set_in(mona, view, "who", review_channel=gone)
    assert await world.bot.stop() == 0
    for place in (gone, forum):
        channel.guild.delete_channel(place)
    await world.bot.start()
    form = await opened(mona, view, "where")
    assert preset(form) == {"channels": [channel.id], "threaded": [], "forums": [], "solved_tag": None}
    assert (await settings_view(mona, channel)).text == settings_text(channels=channel.mention)


async def submit_raw(who: Person, view: Message, group: str, *fields: Json) -> str:
    """Send in a form as no client would, and return what the view says then."""
    opened_form = await opened(who, view, group)
    components = [{"type": 18, "id": 2 * place, "component": field} for place, field in enumerate(fields, 1)]
    data: Json = {"custom_id": f"quotebot:settings:{group}", "components": components}
    it = opened_form.interaction
    sent = who._interact(MODAL, view.channel, data, it.owners, view.stored, it)
    return (await sent.message()).text


async def test_what_nobody_could_choose(world: World, mona: Person, channel: Channel) -> None:
    """Channels of other servers and of other kinds are not taken, and a choice that there is not changes nothing."""
    foreign, forum = world.general, forum_of(world, channel)
    view = await set_settings(mona, channel, "how", caution="bold", language="es")
    values = [str(foreign.id), "x", "-1", str(forum.id), str(channel.id), "9" * 30]
    fields: list[Json] = [{"type": 8, "id": 1, "custom_id": "threaded", "values": values}]
    kept = {"caution": "bold", "language": "español"}
    assert await submit_raw(mona, view, "where", *fields) == settings_text(**kept, threaded=channel.mention)
    review: Json = {"type": 8, "id": 1, "custom_id": "review_channel", "values": [str(foreign.id)]}
    wrong: Json = {"type": 21, "id": 3, "custom_id": "collections", "value": "everything"}
    assert await submit_raw(mona, view, "who", review, wrong) == settings_text(**kept, threaded=channel.mention)
    fields = [
        {"type": 21, "id": 1, "custom_id": "private", "value": None},
        {"type": 21, "id": 3, "custom_id": "caution", "value": "reckless"},
        {"type": 3, "id": 5, "custom_id": "max_quotes", "values": ["99"]},
        {"type": 3, "id": 7, "custom_id": "language", "values": ["../en"]},
    ]
    assert await submit_raw(mona, view, "how", *fields) == settings_text(**kept, threaded=channel.mention)
    assert BOTH in view.now.text
