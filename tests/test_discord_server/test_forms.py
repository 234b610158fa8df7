"""Modals: what is entered reaches the bot in Discord's shape, with its defaults, and what must be entered is."""

import asyncio
from typing import Any

import discord
import pytest
from discord import CheckboxGroupOption, RadioGroupOption, ui

from tests.discord_server import Modal
from tests.test_discord_server.conftest import Interaction, World

Values = dict[str, Any]


class Settings(ui.Modal, title="Settings"):
    """A modal with a text, a choice of one, choices of several, a box and channels."""

    def __init__(self, *, required: bool, chosen: discord.abc.Snowflake | None = None) -> None:
        super().__init__(custom_id="settings")
        self.submitted: asyncio.Queue[Values] = asyncio.Queue()
        self.one: ui.RadioGroup[Any] = ui.RadioGroup(
            custom_id="one",
            required=required,
            options=[
                RadioGroupOption(label=name, value=name.lower(), default=name == "A" and not required) for name in "AB"
            ],
        )
        self.several: ui.CheckboxGroup[Any] = ui.CheckboxGroup(
            custom_id="several",
            required=required,
            max_values=2,
            options=[
                CheckboxGroupOption(label=name, value=name.lower(), default=name == "D" and not required)
                for name in ("C", "D", "E")
            ],
        )
        self.box: ui.Checkbox[Any] = ui.Checkbox(custom_id="box", default=not required)
        given = (
            [discord.SelectDefaultValue(id=chosen.id, type=discord.SelectDefaultValueType.channel)] if chosen else []
        )
        self.channels: ui.ChannelSelect[Any] = ui.ChannelSelect(
            custom_id="channels", required=required, default_values=given, channel_types=[discord.ChannelType.text]
        )
        self.add_item(ui.TextDisplay("Choose well."))
        for label, field in (("One", self.one), ("Several", self.several), ("Box", self.box)):
            self.add_item(ui.Label(text=label, component=field))
        self.add_item(ui.Label(text="Channels", component=self.channels))

    async def on_submit(self, interaction: Interaction, /) -> None:
        channels = [channel.id for channel in self.channels.values]
        found = {"one": self.one.value, "several": self.several.values, "box": self.box.value, "channels": channels}
        self.submitted.put_nowait(found)
        await interaction.response.defer()


async def opened(world: World, modal: Settings) -> Modal:
    """Let Alice open a modal."""
    response = await world.alice.slash(world.general, "raw")
    await (await asyncio.wait_for(world.bot.raw.get(), 5)).response.send_modal(modal)
    return await response.modal_opened()


async def test_what_is_submitted_has_discords_shape(world: World) -> None:
    """A radio group and a box have a value, boxes and channels have values, and a text only its id."""
    form = Settings(required=True)
    modal = await opened(world, form)
    entered = {"One": "B", "Several": ["C", "E"], "box": True, "channels": [world.general]}
    response = await world.alice.submit(modal, entered)
    text, *labels = response.interaction.data["components"]
    assert text == {"type": 10, "id": text["id"]}
    parts = [label["component"] for label in labels]
    ids = [part.pop("id") for part in parts]
    assert len({text["id"], *ids, *(label["id"] for label in labels)}) == 9
    assert parts == [
        {"type": 21, "custom_id": "one", "value": "b"},
        {"type": 22, "custom_id": "several", "values": ["c", "e"]},
        {"type": 23, "custom_id": "box", "value": True},
        {"type": 8, "custom_id": "channels", "values": [str(world.general.id)]},
    ]
    told = await asyncio.wait_for(form.submitted.get(), 5)
    assert told == {"one": "b", "several": ["c", "e"], "box": True, "channels": [world.general.id]}


async def test_defaults_are_taken(world: World) -> None:
    """Where nothing is entered what was chosen beforehand stands, and it can be taken away."""
    form = Settings(required=False, chosen=discord.Object(world.general.id))
    modal = await opened(world, form)
    await world.alice.submit(modal, {})
    told = await asyncio.wait_for(form.submitted.get(), 5)
    assert told == {"one": "a", "several": ["d"], "box": True, "channels": [world.general.id]}
    response = await world.alice.submit(await opened(world, form), {"several": [], "box": False, "channels": []})
    parts = [label["component"] for label in response.interaction.data["components"][1:]]
    assert [part.get("value", part.get("values")) for part in parts] == ["a", [], False, []]


@pytest.mark.parametrize(
    ("entered", "error"),
    [
        ({"one": None}, "'One' is required"),
        ({"several": []}, "'Several' is required"),
        ({"channels": []}, "'Channels' is required"),
        ({"one": "C"}, "no option"),
        ({"one": ["a", "b"]}, "one of its options"),
        ({"several": ["C", "D", "E"]}, "must be 1 to 2"),
        ({"several": ["A"]}, "no option"),
        ({"channels": "forum"}, "a channel of type 15"),
    ],
)
async def test_what_must_be_entered_is(world: World, entered: Values, error: str) -> None:
    """Nobody submits a modal with a required field left empty, with too many choices, or with others than it has."""
    forum = world.guild.add_forum("help")
    given = {"one": "a", "several": ["c"], "channels": world.general} | entered
    modal = await opened(world, Settings(required=True))
    with pytest.raises(ValueError, match=error):
        await world.alice.submit(modal, given | ({"channels": forum} if given["channels"] == "forum" else {}))
