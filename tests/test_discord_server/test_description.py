"""Discord's own description of its API, against which all bodies are checked."""

import io

import discord
import pytest
from discord import ui

from tests.discord_server.description import Description, path
from tests.test_discord_server.conftest import World
from tests.test_discord_server.test_bodies import CONTAINER, SECTION, button, row, v2

pytestmark = pytest.mark.skipif(not path().is_file(), reason=f"Discord's description is not at {path()}")

CALLBACK = "/interactions/1/token/callback"


@pytest.mark.parametrize(
    ("method", "where", "body", "fault"),
    [
        ("POST", "/channels/1/messages", {"content": "x"}, None),
        ("POST", "/channels/1/messages", {"content": 1}, "$.content"),
        ("POST", "/channels/1/messages", v2(SECTION, CONTAINER, row(button(custom_id="b"))), None),
        ("POST", "/channels/1/messages", v2(row(button(style=9))), "$.components[0].components[0].style"),
        ("POST", "/channels/1/messages", v2({"type": 99}), "$.components[0].type"),
        ("POST", CALLBACK, {"type": 4, "data": {"content": "x"}}, None),
        ("POST", CALLBACK, {"type": 9, "data": {"title": "x"}}, "$.data"),
        ("POST", CALLBACK, {"type": 99}, "$.type"),
        ("PATCH", "/webhooks/1/token/messages/@original", {"content": "x" * 2001}, "$.content"),
        ("PUT", "/applications/1/commands", [{"name": "ask", "description": "Ask"}], None),
        ("PUT", "/applications/1/commands", [{"description": "Ask"}], "$[0]"),
        ("POST", "/nowhere", {}, "Discord has no such path"),
    ],
)
def test_bodies_are_checked(method: str, where: str, body: object, fault: str | None) -> None:
    """What does not fit is told with its place."""
    description = Description()
    description.collect(method, where, body)
    found = description.faults()
    assert len(found) == (fault is not None)
    if fault is not None:
        assert found[0].startswith(f"{method} {where}: {fault}")


async def test_every_component_comes_back_as_described(world: World) -> None:
    """What the server answers to a message with each kind of component fits the description."""
    view = ui.LayoutView(timeout=None)
    choose: ui.Select[ui.LayoutView] = ui.Select(options=[discord.SelectOption(label="One", emoji="👍")])
    view.add_item(ui.Section("with a picture", accessory=ui.Thumbnail("https://example.com/a.png")))
    view.add_item(ui.Container(ui.TextDisplay("text"), ui.Separator(), ui.File("attachment://a.txt")))
    view.add_item(ui.MediaGallery(discord.MediaGalleryItem("https://example.com/a.png")))
    for item in (choose, ui.ChannelSelect[ui.LayoutView](), ui.UserSelect[ui.LayoutView]()):
        view.add_item(ui.ActionRow(item))
    channel = world.bot.get_partial_messageable(world.general.id)
    sent = await channel.send(view=view, file=discord.File(io.BytesIO(b"hello"), "a.txt"))
    shown = await world.server.next_bot_message(world.general)
    assert [part["type"] for part in shown.components] == [9, 17, 12, 1, 1, 1]
    assert (shown.text, sent.attachments[0].filename) == ("with a picture\ntext", "a.txt")
    assert await sent.attachments[0].read() == b"hello"
