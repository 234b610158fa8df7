"""The server itself."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from aiohttp import web

from tests.discord_server import payloads, routes
from tests.discord_server.authorizations import GUILD_INSTALL, USER_INSTALL
from tests.discord_server.channels import DIRECT, GROUP, Channel
from tests.discord_server.commands import Registry
from tests.discord_server.description import Description
from tests.discord_server.errors import Json
from tests.discord_server.faults import Fault
from tests.discord_server.gateway import GUILD_MEMBERS, GUILD_PRESENCES, MESSAGE_CONTENT, Gateway
from tests.discord_server.guilds import Guild, Member
from tests.discord_server.interactions import Interaction
from tests.discord_server.mentions import Ping
from tests.discord_server.messages import Message, StoredMessage
from tests.discord_server.people import Person
from tests.discord_server.rest import PREFIX, Request
from tests.discord_server.signals import Signal
from tests.discord_server.snowflakes import Snowflakes
from tests.discord_server.uploads import Upload

ACK_LIMIT, TOKEN_LIFETIME = 3.0, 15 * 60.0


@dataclass(frozen=True)
class Stats:
    """How the bot acknowledged the interactions so far."""

    times: list[float]
    """The seconds each acknowledgement took."""
    unacknowledged: int


class DiscordServer:
    """Discord on this machine, as far as a bot uses it."""

    def __init__(self, token: str | None = None) -> None:
        self.token = token or f"test-{secrets.token_hex(8)}"
        self.address = ""
        self.shards, self.max_concurrency = 1, 16
        self.ack_limit, self.token_lifetime = ACK_LIMIT, TOKEN_LIFETIME
        self.heartbeat_interval, self.acknowledge_heartbeats = 41.25, True
        self.privileged_intents = 0
        """The privileged intents that are enabled for the application."""
        self.integration_types: tuple[int, ...] = (GUILD_INSTALL, USER_INSTALL)
        """The ways in which the application can be installed."""
        self.interactions_endpoint: str | None = None
        """Where Discord sends interactions in place of the gateway."""
        self.snowflakes = Snowflakes()
        self.application_id = self.snowflakes.next()
        self.people: dict[int, Person] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.interactions: dict[int, Interaction] = {}
        self.interactions_by_token: dict[str, Interaction] = {}
        self.uploads: dict[int, Upload] = {}
        self.downloads: list[str] = []
        self.requests: list[Request] = []
        self.typing: list[int] = []
        self.pings: list[Ping] = []
        self.faults: list[Fault] = []
        self.crashes: list[str] = []
        """What went wrong with requests in ways that no rule foresaw."""
        self.changed = Signal()
        self.description = Description()
        self.registry = Registry(self.snowflakes, self.application_id)
        self.gateway = Gateway(self)
        self.bot = Person(self, self.application_id, "quotebot", bot=True)
        self.people[self.bot.id] = self.bot
        self.owner = self.add_person("owner")
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> "DiscordServer":
        """Start to listen on a free port of this machine."""
        self._runner = web.AppRunner(routes.application(self), access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, backlog=2048)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.address = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        self.gateway.drop(resumable=False)
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def api(self) -> str:
        """Where the API is: what to set `discord.http.Route.BASE` to."""
        return self.address + PREFIX

    @property
    def gateway_address(self) -> str:
        """Where the gateway is: what to set `discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY` to."""
        return f"{self.address}/gateway".replace("http", "ws", 1)

    @property
    def bot_user_id(self) -> int:
        """The id of the bot's account."""
        return self.bot.id

    @property
    def application_flags(self) -> int:
        """The flags of the application, which tell the privileged intents it has."""
        limited = {GUILD_PRESENCES: 1 << 13, GUILD_MEMBERS: 1 << 15, MESSAGE_CONTENT: 1 << 19}
        return sum(flag for intent, flag in limited.items() if self.privileged_intents & intent) | 1 << 23

    @property
    def intents(self) -> list[int]:
        """The intents of each IDENTIFY so far."""
        return [identify.get("intents", 0) for identify in self.gateway.identifies]

    def add_person(self, name: str, locale: str = "en-US") -> Person:
        """Make an account for somebody."""
        person = Person(self, self.snowflakes.next(), name, locale)
        self.people[person.id] = person
        return person

    def add_guild(self, name: str, locale: str = "en-US", *, with_bot: bool = True) -> Guild:
        """Make a guild, with the bot in it unless it is to be invited later."""
        guild = Guild(self, self.snowflakes.next_guild(), name, locale).open()
        guild.has_bot = with_bot
        self.guilds[guild.id] = guild
        if with_bot:
            self.gateway.tell_guild(guild, "GUILD_CREATE", guild.joined())
        return guild

    def add_private(self, *people: Person, name: str | None = None) -> Channel:
        """Make a channel of direct messages between two people, or with a name a group of them, without the bot."""
        kind = DIRECT if name is None else GROUP
        channel = Channel(self.snowflakes.next(), name or "private", kind, people=people)
        self.channels[channel.id] = channel
        return channel

    def invite_to(self, guild: Guild) -> None:
        """Let the bot join a guild."""
        guild.has_bot = True
        guild.members.setdefault(self.bot.id, Member(self.bot))
        self.gateway.tell_guild(guild, "GUILD_CREATE", guild.joined())

    async def remove_from(self, guild: Guild) -> None:
        """Throw the bot out of a guild."""
        self.gateway.tell_guild(guild, "GUILD_DELETE", {"id": str(guild.id)})
        guild.has_bot = False

    async def ready(self, timeout: float = 30) -> None:
        """Wait until every shard of the bot is connected and has got READY."""
        await self.until(self.gateway.is_ready, timeout, "the bot did not connect")

    async def until(self, holds: Callable[[], object], timeout: float = 10, what: str = "it did not happen") -> None:
        """Wait until something about the server's state holds."""
        await self.changed.until(lambda: True if holds() else None, timeout, what)

    def commands(self, guild: Guild | None = None) -> list[Json]:
        """Return the commands registered for a guild, or for all of them."""
        return self.registry.of(guild.id if guild else None)

    def dispatch(self, it: Interaction) -> None:
        """Tell the bot of an interaction."""
        self.interactions[it.id] = self.interactions_by_token[it.token] = it
        self.gateway.dispatch(it.channel.guild, "INTERACTION_CREATE", payloads.interaction(it))

    def gives_content(self, message: StoredMessage) -> bool:
        """Tell whether Discord gives the bot what a message says."""
        if self.privileged_intents & MESSAGE_CONTENT and any(self._asked_for_content()):
            return True
        return message.channel.guild is None or message.author is self.bot or self.bot in message.mentions

    def _asked_for_content(self) -> list[int]:
        return [session.intents & MESSAGE_CONTENT for session in self.gateway.sessions.values()]

    async def reply_to(self, message: Message, timeout: float = 30) -> Message:
        """Wait for the bot's message that replies to one, or its next one in the channel, and return it."""
        return await self._await_reply(message.channel, message.id, timeout)

    async def next_bot_message(self, channel: Channel, timeout: float = 30) -> Message:
        """Wait for the next message of the bot in a channel that no test has asked for, and return it."""
        return await self._await_reply(channel, None, timeout)

    async def _await_reply(self, channel: Channel, answered: int | None, timeout: float) -> Message:
        def look() -> StoredMessage | None:
            for message in channel.messages.values():
                own = message.author is self.bot and message.interaction is None and message.kind is None
                if not own or message.id in channel.seen_replies or message.id < (answered or 0):
                    continue
                if answered is None or message.reference is None or message.reference.id == answered:
                    return message
            return None

        found = await self.changed.until(look, timeout, f"the bot wrote nothing in {channel.name}")
        channel.seen_replies.add(found.id)
        return found.look()

    def stats(self) -> Stats:
        """Return how the bot acknowledged the interactions so far."""
        times = [it.acknowledged_after for it in self.interactions.values()]
        known = [seconds for seconds in times if seconds is not None]
        return Stats(known, len(times) - len(known))

    def check_bodies(self) -> None:
        """Raise AssertionError if a body that the bot sent does not fit Discord's own description."""
        faults = self.description.faults() + self.crashes
        if faults:
            raise AssertionError("These do not fit Discord's description:\n" + "\n".join(faults))

    def fail_next(
        self,
        method: str,
        path: str,
        status: int,
        *,
        times: int = 1,
        body: Json | None = None,
        headers: dict[str, str] | None = None,
        after: bool = False,
    ) -> Fault:
        """Let the next requests whose path a pattern finds fail, status 0 dropping the connection."""
        fault = Fault(method, re.compile(path), status, times, body, headers or {}, after)
        self.faults.append(fault)
        return fault

    async def drop_gateway(self, *, resumable: bool = True) -> None:
        """Break the bot's connections to the gateway with no word."""
        self.gateway.drop(resumable=resumable)

    async def reconnect(self) -> None:
        """Ask the bot to reconnect to the gateway and resume."""
        self.gateway.ask_to_reconnect()

    async def invalidate_session(self, *, resumable: bool = False) -> None:
        """Tell the bot that its sessions are invalid."""
        self.gateway.invalidate(resumable=resumable)

    def requests_to(self, method: str, path: str) -> list[Request]:
        """Return the requests so far whose path a pattern finds."""
        return [request for request in self.requests if request.method == method and re.search(path, request.path)]
