"""Accounts: who somebody is."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.discord_server.authorizations import USER_INSTALL
from tests.discord_server.channels import DIRECT, Channel
from tests.discord_server.errors import Json, NotAllowed

if TYPE_CHECKING:
    from tests.discord_server.server import DiscordServer


@dataclass(eq=False)
class Account:
    """Somebody with an account, which may be a bot's."""

    server: "DiscordServer" = field(repr=False)
    id: int
    name: str
    locale: str = "en-US"
    bot: bool = False
    takes_dms: bool = True
    """Whether the bot can write direct messages to this account."""
    installed: bool = False
    """Whether this account has installed the application for itself."""
    _dm: Channel | None = field(default=None, repr=False)

    @property
    def mention(self) -> str:
        """How a message mentions this account."""
        return f"<@{self.id}>"

    @property
    def dm(self) -> Channel:
        """The channel of direct messages between this account and the bot."""
        if self._dm is None:
            self._dm = Channel(self.server.snowflakes.next(), f"dm of {self.name}", DIRECT, recipient=self)
            self.server.channels[self._dm.id] = self._dm
        return self._dm

    @property
    def meets_bot(self) -> bool:
        """Whether this account is in a guild in which the bot is too."""
        return any(guild.has_bot and self.id in guild.members for guild in self.server.guilds.values())

    def install(self) -> None:
        """Install the application for this account, which can use it everywhere then."""
        if USER_INSTALL not in self.server.integration_types:
            raise NotAllowed("the application is for guilds alone")
        self.installed = True

    def uninstall(self) -> None:
        """Take the application away from this account."""
        self.installed = False

    def payload(self) -> Json:
        """Return the account as Discord describes it."""
        unset = "avatar banner accent_color avatar_decoration_data collectibles primary_guild"
        payload: Json = dict.fromkeys(unset.split())
        return (
            payload
            | {
                "id": str(self.id),
                "username": self.name,
                "global_name": None if self.bot else self.name.title(),
                "discriminator": "0",
                "public_flags": 0,
                "flags": 0,
            }
            | ({"bot": True} if self.bot else {})
        )
