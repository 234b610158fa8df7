"""Messages in channels: who gets to read them, whom they ping, and where the bot may write."""

import asyncio

import discord
import pytest
from discord import AllowedMentions

from tests.discord_server import Message, NotAllowed, Ping
from tests.test_discord_server.conftest import World, panel


async def heard(world: World) -> discord.Message:
    """Return the next message that the bot is told of."""
    return await asyncio.wait_for(world.bot.heard.get(), 5)


async def test_content_is_given_only_where_discord_gives_it(world: World) -> None:
    """Without the privileged intent a message is empty unless it is direct, or mentions the bot."""
    await world.alice.say(world.general, "to nobody")
    assert (await heard(world)).content == ""
    await world.alice.say(world.general, "to you", mention_bot=True)
    assert (await heard(world)).content == f"<@{world.server.bot_user_id}> to you"
    await world.alice.say(world.alice.dm, "in private")
    assert (await heard(world)).content == "in private"


async def test_a_reply_that_pings_the_bot_is_given(world: World) -> None:
    """A reply mentions the bot unless its ping is turned off, and carries what it answers."""
    channel = world.bot.get_partial_messageable(world.general.id)
    own = await channel.send("an answer")
    shown = await world.server.next_bot_message(world.general)
    assert shown.id == own.id
    await world.alice.say(world.general, "and then?", reply_to=shown)
    message = await heard(world)
    assert message.content == "and then?"
    assert message.reference is not None
    assert isinstance(message.reference.resolved, discord.Message)
    assert message.reference.resolved.content == "an answer"
    await world.alice.say(world.general, "quietly", reply_to=shown, ping=False)
    assert (await heard(world)).content == ""


async def test_a_message_command_brings_all_of_its_message(world: World) -> None:
    """Whoever uses a command on a message shows the bot what it says."""
    message = await world.bob.say(world.general, "not for bots")
    response = await world.alice.use_message_command(world.general, "Quote", message)
    assert (await response.message(5)).text == "not for bots"


async def test_a_reply_of_the_bot_is_found(world: World) -> None:
    """What the bot replies to a message is returned for it, and each of its messages only once."""
    first = await world.alice.say(world.general, "one", mention_bot=True)
    second = await world.alice.say(world.general, "two", mention_bot=True)
    messages = [await heard(world), await heard(world)]
    for message in reversed(messages):
        await message.reply(f"to {message.content[-3:]}", mention_author=False)
    assert (await world.server.reply_to(first, 5)).text == "to one"
    assert (await world.server.reply_to(second, 5)).text == "to two"
    with pytest.raises(TimeoutError):
        await world.server.next_bot_message(world.general, 0.05)
    await messages[0].channel.typing()
    assert world.server.typing == [world.general.id]


@pytest.mark.parametrize(
    ("allowed", "users", "roles", "everyone"),
    [
        (None, True, True, True),
        (AllowedMentions.none(), False, False, False),
        (AllowedMentions(everyone=False, users=True, roles=False), True, False, False),
        (AllowedMentions(everyone=True, users=False, roles=True), False, True, True),
    ],
)
async def test_pings_are_recorded(
    world: World, allowed: AllowedMentions | None, users: bool, roles: bool, everyone: bool
) -> None:
    """Whom a message pings follows from its text and from what it allows."""
    role = world.guild.add_role("editors")
    text = f"{world.alice.mention} {role.mention} @everyone"
    channel = world.bot.get_partial_messageable(world.general.id)
    sent = await (channel.send(text, allowed_mentions=allowed) if allowed else channel.send(text))
    expected = Ping(
        sent.id,
        world.general.id,
        (world.alice.id,) if users else (),
        (role.id,) if roles else (),
        everyone,
        text,
    )
    assert world.server.pings == ([expected] if users or roles or everyone else [])


async def test_a_reply_pings_unless_it_says_otherwise(world: World) -> None:
    """The author of the message that is answered is pinged by default."""
    await world.alice.say(world.alice.dm, "hello")
    message = await heard(world)
    await message.reply("quiet", mention_author=False)
    assert world.server.pings == []
    await message.reply("loud")
    assert [ping.users for ping in world.server.pings] == [(world.alice.id,)]


async def test_a_text_display_pings_as_content_does(world: World) -> None:
    """Mentions in Components V2 count."""
    view = panel(0)
    view.add_item(discord.ui.TextDisplay(f"for {world.bob.mention}"))
    response = await world.alice.slash(world.general, "raw")
    await (await world.bot.raw.get()).response.send_message(view=view)
    await response.message(5)
    assert [ping.users for ping in world.server.pings] == [(world.bob.id,)]


async def test_the_bot_writes_only_where_it_may(world: World) -> None:
    """A hidden channel gives 50001, a silenced one 50013, and a hidden one tells of no messages."""
    channel = world.bot.get_partial_messageable(world.general.id)
    world.general.deny(world.server.bot, "send_messages")
    with pytest.raises(discord.Forbidden) as silenced:
        await channel.send("hello")
    assert silenced.value.code == 50013
    world.general.deny(world.server.bot, "view_channel")
    with pytest.raises(discord.Forbidden) as hidden:
        await channel.send("hello")
    assert hidden.value.code == 50001
    await world.alice.say(world.general, "unheard", mention_bot=True)
    response = await world.alice.slash(world.general, "ask", question="why")
    assert (await response.message(5)).text == "clicked 0 times"
    assert world.bot.heard.empty()


async def test_only_own_messages_can_be_edited(world: World) -> None:
    """Another's message gives 50005, and the bot's own is edited and deleted."""
    message: Message = await world.alice.say(world.general, "mine")
    channel = world.bot.get_partial_messageable(world.general.id)
    with pytest.raises(discord.Forbidden) as foreign:
        await channel.get_partial_message(message.id).edit(content="yours")
    assert foreign.value.code == 50005
    own = await channel.send("first")
    await own.edit(content="second")
    shown = await world.server.next_bot_message(world.general)
    assert (shown.text, shown.edited) == ("second", True)
    await own.delete()
    assert shown.deleted


async def test_direct_messages_are_opened_by_the_bot(world: World) -> None:
    """The bot may open the channel with a person and write there."""
    user = await world.bot.fetch_user(world.alice.id)
    await user.send("hello")
    assert (await world.server.next_bot_message(world.alice.dm)).text == "hello"


async def test_messages_are_deleted_with_word_to_the_bot(world: World) -> None:
    """A message that its author deletes is gone for the bot."""
    message = await world.alice.say(world.general, "oops", mention_bot=True)
    told = await heard(world)
    with pytest.raises(NotAllowed):
        await world.bob.delete(message)
    await world.alice.delete(message)
    with pytest.raises(discord.HTTPException) as gone:
        await told.reply("late")
    assert (gone.value.status, gone.value.code) == (400, 50035)
    with pytest.raises(discord.NotFound):
        await told.fetch()


async def test_a_person_may_take_no_direct_messages(world: World) -> None:
    """Whoever takes no direct messages gives 50007, and the channel with her can still be opened."""
    world.alice.takes_dms = False
    user = await world.bot.fetch_user(world.alice.id)
    with pytest.raises(discord.Forbidden) as closed:
        await user.send("hello")
    assert closed.value.code == 50007
    world.alice.takes_dms = True
    await user.send("hello")
    assert (await world.server.next_bot_message(world.alice.dm)).text == "hello"
