"""The view of a server's settings says what they are, whatever people call their tags, within Discord's limits."""

from dataclasses import replace

import discord
import pytest
from hypothesis import given
from hypothesis import settings as of_hypothesis
from hypothesis import strategies as st

from bot.discord.ui.settings_form import GROUPS, settings_form
from bot.discord.ui.settings_view import settings_layout
from bot.service.messages import Messages, messages
from bot.service.records import ServerSettings
from tests.bot.discord.markdown import render
from tests.bot.discord.ui.test_layouts import LANGUAGES, SHORT, faults, mentions, texts_of
from tests.discord_server import DiscordServer, Guild
from tests.discord_server.components import Checker
from tests.discord_server.errors import FormErrors


def known(guild: Guild) -> discord.Guild:
    """A guild as the bot knows it."""
    state = discord.Client(intents=discord.Intents.none())._connection
    state.user = discord.ClientUser(state=state, data=guild.server.bot.payload())  # type: ignore[arg-type]
    return discord.Guild(data=guild.joined(), state=state)  # type: ignore[arg-type]


@of_hypothesis(max_examples=60, deadline=None)
@given(LANGUAGES, SHORT, st.lists(SHORT, max_size=20), st.integers(0, 25))
def test_any_names_of_tags(translate: Messages, typed: str, names: list[str], count: int) -> None:
    """No tag is taken for markup or a mention, and the view and its forms keep to Discord's limits."""
    guild = DiscordServer().add_guild("Alpha")
    tags = [name[:20] for name in names]
    forums = tuple(guild.add_forum(f"forum {number}", tags).id for number in range(count))
    chosen = ServerSettings(forums, False, "both", forums, forums, typed[:20], "bold", 2, "es", 7, True)
    layout = settings_layout(chosen, known(guild), translate, forums)
    own = [f"<#{number}>" for number in (7, *forums)]
    assert faults(layout) == []
    assert mentions(layout, *own) == []
    for group in GROUPS:
        errors, form = FormErrors(), settings_form(group, replace(chosen, solved_tag=typed[:20]), translate).to_dict()
        Checker(errors, modal=True).form(form["components"])
        assert errors.found == []


@pytest.mark.parametrize("name", ["*idea*", "@everyone", "<@1>", "`x`", "[a](b)", "||no||", "# big"])
def test_a_tag_reads_as_it_is_called(name: str) -> None:
    """What Discord shows of a tag is its name."""
    guild = DiscordServer().add_guild("Alpha")
    forum = guild.add_forum("questions", [f"{name}!"])
    layout = settings_layout(ServerSettings(forums=(forum.id,), solved_tag=name), known(guild), messages())
    _, where, _, _, hints = (render(text).text for text in texts_of(layout))
    assert where.splitlines()[-1] == f"Tag of solved posts: {name}"
    assert f"has no tag “{name}”; it has: {name}!" in hints


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "• I could not answer of late, since permissions are missing: <#5>, <#6>"),
        ("es", "• Últimamente no pude responder por falta de permisos: <#5>, <#6>"),
    ],
)
def test_channels_without_an_answer(language: str, line: str) -> None:
    """Channels where an answer could not be given of late are named below the settings."""
    translate = messages(language)
    layout = settings_layout(ServerSettings(), known(DiscordServer().add_guild("Alpha")), translate, [5, 6])
    assert texts_of(layout)[-1] == f"**{translate('settings-hints')}**\n{line}"


def test_a_language_that_is_no_longer_there() -> None:
    """A language whose catalogue is gone is told, and preset, as the one of the server."""
    guild = known(DiscordServer().add_guild("Alpha"))
    layout = settings_layout(ServerSettings(language="tlh"), guild, messages())
    assert "Language of my answers to messages: as Discord has it for this server" in texts_of(layout)[2]
    form = settings_form("how", ServerSettings(language="tlh"), messages()).to_dict()
    options = form["components"][3]["component"]["options"]
    assert [option["value"] for option in options if option["default"]] == ["discord"]
