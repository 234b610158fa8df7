"""A server that speaks Discord's REST API and gateway, with people who type and click.

Nothing of discord.py is replaced: the bot's own client talks to this server over loopback.

    async with DiscordServer() as server:
        general = server.add_guild("Alpha").add_channel("general")
        general.guild.join(alice := server.add_person("alice"))
        ...  # start the bot with `server.token`, in this process (see `pointed_at`) or in another one
        await server.ready()
        response = await alice.slash(general, "ask", question="Why?")
        message = await response.message()
        await alice.click(message, "More")
        server.check_bodies()
"""

from tests.discord_server.channels import Channel
from tests.discord_server.clients import pointed_at
from tests.discord_server.errors import NotAllowed
from tests.discord_server.guilds import Guild, Role
from tests.discord_server.mentions import Ping
from tests.discord_server.messages import Button, Message, Select
from tests.discord_server.people import Person
from tests.discord_server.responses import Modal, Response
from tests.discord_server.server import DiscordServer
from tests.discord_server.uploads import Upload

__all__ = [
    "Button",
    "Channel",
    "DiscordServer",
    "Guild",
    "Message",
    "Modal",
    "NotAllowed",
    "Person",
    "Ping",
    "Response",
    "Role",
    "Select",
    "Upload",
    "pointed_at",
]
