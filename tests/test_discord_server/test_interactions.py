"""Interactions: commands, components, modals and the time they leave."""

import asyncio
import io

import discord
import pytest
from discord import ui

from tests.discord_server import NotAllowed, Upload
from tests.test_discord_server.conftest import Form, World, panel


async def test_a_deferred_answer_is_edited_and_followed_up(world: World) -> None:
    """The answer is complete after the edit, and the further message comes after it."""
    response = await world.alice.slash(world.general, "ask", question="why")
    assert 0 < await response.acknowledged() < 3
    message = await response.message(5)
    assert message.text == "clicked 0 times"
    assert [(button.label, button.emoji, button.custom_id) for button in message.buttons] == [("More", "🔍", "more:0")]
    assert (await response.next_message(5)).text == "You asked why"
    assert response.callback == {"type": 5}
    assert (response.ephemeral, response.visible_to(world.bob)) == (False, True)


async def test_only_the_asker_sees_an_ephemeral_answer(world: World) -> None:
    """What was deferred as ephemeral stays so, and nobody else can click it."""
    response = await world.alice.slash(world.general, "ask", question="why", private=True)
    message = await response.message(5)
    assert (message.ephemeral, response.ephemeral) == (True, True)
    assert (world.alice.sees(message), world.bob.sees(message)) == (True, False)
    with pytest.raises(NotAllowed):
        await world.bob.click(message, "More")
    channel = world.bot.get_partial_messageable(world.general.id)
    with pytest.raises(discord.NotFound) as unknown:
        await channel.fetch_message(message.id)
    assert unknown.value.code == 10008


async def test_a_click_edits_its_message(world: World) -> None:
    """A dynamic item is found by its custom_id and changes the message."""
    message = await (await world.alice.slash(world.general, "ask", question="why")).message(5)
    for name in ("More", "🔍", "more:"):
        clicked = await world.bob.click(message, name)
        assert clicked.interaction.source is message.stored
        await clicked.message(5)
    assert message.now.text == "clicked 3 times"
    assert message.text == "clicked 0 times"
    assert message.now.edited
    with pytest.raises(LookupError):
        await world.bob.click(message, "Less")


async def test_a_modal_is_filled_and_submitted(world: World) -> None:
    """A modal opens, checks what is entered as Discord does, and is answered."""
    opened = await world.alice.slash(world.general, "form")
    modal = await opened.modal_opened()
    assert modal.title == "Ask"
    with pytest.raises(ValueError, match="outside of 0 to 20"):
        await world.alice.submit(modal, {"Question": "x" * 21})
    with pytest.raises(ValueError, match="required"):
        await world.alice.submit(modal, "")
    with pytest.raises(NotAllowed):
        await world.bob.submit(modal, "why")
    answer = await (await world.alice.submit(opened, "why")).message(5)
    assert (answer.text, answer.ephemeral) == ("You asked why", True)


async def test_a_modal_from_a_button_carries_its_message(world: World) -> None:
    """The submission of a modal that a button opened may edit the button's message."""
    view: ui.View = ui.View(timeout=None)
    button: ui.Button[ui.View] = ui.Button(label="Open", custom_id="open")

    class Editing(Form):
        async def on_submit(self, interaction: discord.Interaction, /) -> None:
            await interaction.response.edit_message(content=self.question.value, view=None)

    async def open_form(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Editing())

    button.callback = open_form  # type: ignore[method-assign]
    view.add_item(button)
    raw = await world.raw()
    await raw.response.send_message("press", view=view)
    message = (await raw.original_response()).id
    shown = world.general.messages[message].look()
    opened = await world.alice.click(shown, "Open")
    edited = await (await world.alice.submit(opened, {"Question": "why"})).message(5)
    assert (edited.id, edited.text, edited.buttons) == (message, "why", [])


async def test_autocomplete_suggests(world: World) -> None:
    """The bot gets what is typed so far and its suggestions come back."""
    assert await world.alice.autocomplete(world.general, "ask", question="El") == [{"name": "El?", "value": "El"}]
    with pytest.raises(ValueError, match="no autocomplete"):
        await world.alice.autocomplete(world.general, "ask", question="El", private=True)


async def test_select_menus_bring_their_values(world: World) -> None:
    """Options and channels that are chosen reach the bot, and others are refused."""
    view = ui.LayoutView(timeout=None)
    chosen: asyncio.Queue[object] = asyncio.Queue()
    words: ui.Select[ui.LayoutView] = ui.Select(
        custom_id="words", options=[discord.SelectOption(label=word, value=word.lower()) for word in ("Yes", "No")]
    )
    channels: ui.ChannelSelect[ui.LayoutView] = ui.ChannelSelect(custom_id="channels", max_values=2)

    async def take(interaction: discord.Interaction) -> None:
        chosen.put_nowait([str(value) for value in (words.values or channels.values)])
        await interaction.response.defer()

    for select in (words, channels):
        select.callback = take  # type: ignore[method-assign]
        view.add_item(ui.ActionRow(select))
    raw = await world.raw()
    await raw.response.send_message(view=view)
    message = world.general.messages[(await raw.original_response()).id].look()
    with pytest.raises(ValueError, match="no option"):
        await world.alice.choose(message, "words", ["maybe"])
    await world.alice.choose(message, "words", ["Yes"])
    assert await asyncio.wait_for(chosen.get(), 5) == ["yes"]
    words._values = []
    await world.alice.choose(message, "channels", [world.general])
    assert await asyncio.wait_for(chosen.get(), 5) == ["general"]


async def test_files_and_members_are_resolved(world: World) -> None:
    """An option's file can be downloaded, a member is given in full, and the answer's file is kept."""
    upload = Upload("note.txt", b"hello")
    response = await world.alice.slash(world.general, "read", file=upload, by=world.bob)
    message = await response.message(5)
    assert message.text == f"{world.bob.id} gave hello"
    assert [(file["filename"], file["size"], file["description"]) for file in message.attachments] == [
        ("back.txt", 5, "the same")
    ]
    assert len(world.server.downloads) == 1


async def test_an_acknowledgement_after_the_limit_is_unknown(world: World) -> None:
    """Who answers too late meets 10062, and the token opens nothing."""
    world.server.ack_limit = 0.05
    raw = await world.raw()
    await asyncio.sleep(0.1)
    with pytest.raises(discord.NotFound) as late:
        await raw.response.send_message("late")
    assert late.value.code == 10062
    with pytest.raises(discord.NotFound) as closed:
        await raw.followup.send("later")
    assert closed.value.code == 10015
    assert world.server.stats().unacknowledged == 1


async def test_nothing_can_be_edited_before_the_acknowledgement(world: World) -> None:
    """The token opens nothing until the interaction is acknowledged."""
    raw = await world.raw()
    with pytest.raises(discord.NotFound) as early:
        await raw.edit_original_response(content="early")
    assert early.value.code == 10015


async def test_a_second_acknowledgement_is_refused(world: World) -> None:
    """Two answers to one interaction meet 40060."""
    raw = await world.raw()
    await raw.response.send_message("once")
    raw.response._response_type = None
    with pytest.raises(discord.HTTPException) as twice:
        await raw.response.send_message("twice")
    assert (twice.value.status, twice.value.code) == (400, 40060)


async def test_a_token_expires(world: World) -> None:
    """After its lifetime a token meets 50027."""
    raw = await world.raw()
    await raw.response.defer()
    world.server.token_lifetime = 0
    with pytest.raises(discord.HTTPException) as expired:
        await raw.edit_original_response(content="too late")
    assert (expired.value.status, expired.value.code) == (401, 50027)


async def test_the_first_follow_up_takes_the_place_of_what_was_deferred(world: World) -> None:
    """A follow-up to a deferred answer becomes the answer and keeps its being ephemeral."""
    response = await world.alice.slash(world.general, "raw")
    raw = await world.bot.raw.get()
    await raw.response.defer(ephemeral=True)
    assert response.ephemeral
    await raw.followup.send("here", ephemeral=False)
    message = await response.message(5)
    assert (message.text, message.ephemeral) == ("here", True)
    await raw.followup.send("more", ephemeral=True)
    assert (await response.next_message(5)).ephemeral


async def test_an_answer_can_be_fetched_and_deleted(world: World) -> None:
    """The original response is read and deleted through its token."""
    response = await world.alice.slash(world.general, "raw")
    raw = await world.bot.raw.get()
    await raw.response.send_message(view=panel(1))
    message = await response.message(5)
    assert (await raw.original_response()).id == message.id
    await raw.delete_original_response()
    assert message.deleted
    assert not response.visible_to(world.alice)
    with pytest.raises(NotAllowed):
        await world.alice.click(message, "More")


async def test_commands_keep_to_those_who_may_use_them(world: World) -> None:
    """Default member permissions, contexts and the channel's rules are enforced for people."""
    carol = world.server.add_person("carol")
    world.guild.join(carol, administrator=True)
    with pytest.raises(NotAllowed):
        await world.alice.slash(world.general, "set")
    with pytest.raises(NotAllowed):
        await carol.slash(carol.dm, "set")
    assert (await (await carol.slash(world.general, "set")).message(5)).text == "Set."
    manager = world.guild.add_role("managers", "manage_guild")
    world.guild.join(world.bob, roles=[manager])
    assert (await (await world.bob.slash(world.general, "set")).message(5)).text == "Set."
    world.general.deny(world.bob, "view_channel")
    with pytest.raises(NotAllowed):
        await world.bob.slash(world.general, "ask", question="why")
    with pytest.raises(NotAllowed):
        await world.server.add_person("dave").slash(world.general, "ask", question="why")


async def test_options_are_checked_as_they_are_typed(world: World) -> None:
    """Discord lets nobody leave out a required option, or break its limits."""
    for options, error in (
        ({}, ValueError),
        ({"question": "x" * 101}, ValueError),
        ({"question": 3}, ValueError),
        ({"question": "why", "private": "yes"}, ValueError),
        ({"question": "why", "colour": "red"}, LookupError),
    ):
        with pytest.raises(error):
            await world.alice.slash(world.general, "ask", **options)
    with pytest.raises(LookupError):
        await world.alice.slash(world.general, "nothing")
    assert world.server.interactions == {}


async def test_the_payload_tells_who_and_where(world: World) -> None:
    """Locale, permissions, context and thread of an interaction reach the client."""
    thread = world.guild.add_thread(world.general, "side")
    world.guild.join(world.alice, permissions="manage_guild")
    await world.alice.slash(thread, "raw")
    raw = await asyncio.wait_for(world.bot.raw.get(), 5)
    assert (raw.locale, raw.guild_locale) == (discord.Locale.german, discord.Locale.american_english)
    assert (raw.permissions.manage_guild, raw.permissions.administrator) == (True, False)
    assert isinstance(raw.channel, discord.Thread)
    assert (raw.channel.parent_id, raw.context.guild) == (world.general.id, True)
    assert not raw.is_expired()
    await world.alice.slash(world.alice.dm, "raw")
    raw = await asyncio.wait_for(world.bot.raw.get(), 5)
    assert isinstance(raw.channel, discord.DMChannel)
    assert (raw.guild, raw.user.id, raw.context.dm_channel) == (None, world.alice.id, True)


async def test_a_channel_and_a_member_can_go(world: World) -> None:
    """Answers to a channel that was deleted meet 10003, and who has left can use nothing."""
    raw = await world.raw()
    await raw.response.defer()
    world.guild.delete_channel(world.general)
    with pytest.raises(discord.NotFound) as gone:
        await raw.edit_original_response(content="late")
    assert gone.value.code == 10003
    world.guild.leave(world.alice)
    with pytest.raises(NotAllowed):
        await world.alice.slash(world.guild.add_channel("other"), "raw")


async def test_a_file_that_is_too_large_is_refused(world: World) -> None:
    """Files have at most ten mebibytes."""
    raw = await world.raw()
    large = discord.File(io.BytesIO(bytes(10 * 1024 * 1024 + 1)), "large.bin")
    with pytest.raises(discord.HTTPException) as refused:
        await raw.response.send_message(file=large)
    assert (refused.value.status, refused.value.code) == (413, 40005)
    await raw.response.send_message("without it")
