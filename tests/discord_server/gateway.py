"""Discord's gateway, version 10."""

import asyncio
import json
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.discord_server.connections import (
    HEARTBEAT,
    HEARTBEAT_ACK,
    HELLO,
    IDENTIFY,
    INVALID_SESSION,
    PRESENCE,
    RECONNECT,
    REQUEST_MEMBERS,
    RESUME,
    VOICE,
    Connection,
    Session,
)
from tests.discord_server.errors import Json

if TYPE_CHECKING:
    from tests.discord_server.channels import Channel
    from tests.discord_server.guilds import Guild
    from tests.discord_server.messages import StoredMessage
    from tests.discord_server.server import DiscordServer

GUILDS, GUILD_MEMBERS, GUILD_PRESENCES = 1 << 0, 1 << 1, 1 << 8
GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 9, 1 << 12, 1 << 15
PRIVILEGED = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT
MAX_INTENTS = 1 << 26
UNKNOWN_OP, DECODE_ERROR, NOT_AUTHENTICATED, BAD_TOKEN, TWICE = 4001, 4002, 4003, 4004, 4005
FLOODED = 4008
BAD_SEQUENCE, BAD_SHARD, BAD_INTENTS, DISALLOWED_INTENTS = 4007, 4010, 4013, 4014


class Gateway:
    """The sessions of the bot's shards and the events that they are told.

    A shard may have several at once, each of which is told of all that happens in its guilds; that is how Discord has
    one process take over from another: https://discord.com/developers/docs/events/gateway#sharding
    """

    def __init__(self, server: "DiscordServer") -> None:
        self.server = server
        self.sessions: dict[str, Session] = {}
        self.connections: set[Connection] = set()
        self.identifies: list[Json] = []
        self.resumes: list[Json] = []
        self.replayed: list[int] = []
        self.presences: list[Json] = []
        self.close_codes: list[int] = []
        self.heartbeats = 0

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one websocket until it closes."""
        socket = web.WebSocketResponse(max_msg_size=16384, autoclose=True)
        await socket.prepare(request)
        connection = Connection(socket, request, compressed=request.query.get("compress") == "zlib-stream")
        self.connections.add(connection)
        writer = asyncio.create_task(connection.write())
        connection.send(HELLO, {"heartbeat_interval": int(self.server.heartbeat_interval * 1000), "_trace": []})
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT and not connection.is_closing:
                    self._take(connection, frame.data)
                    if connection.is_flooded():
                        self._close(connection, FLOODED, "Rate limited.")
        finally:
            self.connections.discard(connection)
            self._part(connection, socket.close_code)
            writer.cancel()
        return socket

    def _take(self, connection: Connection, text: str) -> None:
        try:
            said = json.loads(text)
            op, data = said["op"], said.get("d")
        except (ValueError, KeyError, TypeError):
            self._close(connection, DECODE_ERROR, "Error while decoding payload.")
            return
        if op == HEARTBEAT:
            self.heartbeats += 1
            if self.server.acknowledge_heartbeats:
                connection.send(HEARTBEAT_ACK)
        elif op == IDENTIFY:
            self._identify(connection, data)
        elif op == RESUME:
            self._resume(connection, data)
        elif op not in (PRESENCE, VOICE, REQUEST_MEMBERS):
            self._close(connection, UNKNOWN_OP, "Unknown opcode.")
        elif connection.session is None:
            self._close(connection, NOT_AUTHENTICATED, "Not authenticated.")
        elif op == PRESENCE:
            self.presences.append(data)
        elif op == REQUEST_MEMBERS:
            self._send_members(connection.session, data)

    def _close(self, connection: Connection, code: int, reason: str) -> None:
        self.close_codes.append(code)
        connection.close(code, reason)
        self.server.changed.fire()

    def _part(self, connection: Connection, code: int | None) -> None:
        session = connection.session
        if session is None or session.connection is not connection:
            return
        session.connection = None
        if code in (1000, 1001):
            self.sessions.pop(session.id, None)
        self.server.changed.fire()

    def _identify(self, connection: Connection, data: Json) -> None:
        self.identifies.append(data)
        shard, shards = data.get("shard") or (0, 1)
        intents = data.get("intents")
        if data.get("token") != self.server.token:
            self._close(connection, BAD_TOKEN, "Authentication failed.")
        elif connection.session is not None:
            self._close(connection, TWICE, "Already authenticated.")
        elif not 0 <= shard < shards:
            self._close(connection, BAD_SHARD, "Invalid shard.")
        elif not isinstance(intents, int) or not 0 <= intents < MAX_INTENTS:
            self._close(connection, BAD_INTENTS, "Invalid intent(s).")
        elif intents & PRIVILEGED & ~self.server.privileged_intents:
            self._close(connection, DISALLOWED_INTENTS, "Disallowed intent(s).")
        else:
            session = Session(shard, shards, intents, connection=connection)
            connection.session = self.sessions[session.id] = session
            self._welcome(session)
        self.server.changed.fire()

    def _welcome(self, session: Session) -> None:
        guilds = [guild for guild in self.server.guilds.values() if guild.has_bot and self._serves(session, guild)]
        ready = {
            "v": 10,
            "user": self.server.bot.payload() | {"verified": True, "mfa_enabled": False, "email": None},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.server.gateway_address,
            "shard": [session.shard, session.shards],
            "application": {"id": str(self.server.application_id), "flags": self.server.application_flags},
            "private_channels": [],
            "presences": [],
            "relationships": [],
            "geo_ordered_rtc_regions": [],
            "user_settings": {},
            "_trace": [],
        }
        session.tell("READY", ready)
        session.is_ready = True
        if session.intents & GUILDS:
            for guild in guilds:
                session.tell("GUILD_CREATE", guild.available())

    def _resume(self, connection: Connection, data: Json) -> None:
        self.resumes.append(data)
        session = self.sessions.get(data.get("session_id") or "")
        if data.get("token") != self.server.token:
            self._close(connection, BAD_TOKEN, "Authentication failed.")
        elif session is None:
            connection.send(INVALID_SESSION, False)
        elif not isinstance(data.get("seq"), int) or data["seq"] > session.sequence:
            self._close(connection, BAD_SEQUENCE, "Invalid seq.")
        else:
            if session.connection is not None:
                session.connection.session = None
                session.connection.cut()
            session.connection, connection.session = connection, session
            self.replayed.append(session.replay(data["seq"]))
            session.tell("RESUMED", {"_trace": []})
        self.server.changed.fire()

    def _send_members(self, session: Session, data: Json) -> None:
        guild = self.server.guilds.get(int(data["guild_id"]))
        wanted = {str(an_id) for an_id in data.get("user_ids") or []}
        members = [member for member in guild.members.values() if str(member.person.id) in wanted] if guild else []
        chunk = {
            "guild_id": str(data["guild_id"]),
            "members": [member.payload() for member in members],
            "chunk_index": 0,
            "chunk_count": 1,
            "not_found": sorted(wanted - {str(member.person.id) for member in members}),
        }
        nonce = {"nonce": data["nonce"]} if "nonce" in data else {}
        session.tell("GUILD_MEMBERS_CHUNK", chunk | nonce)

    @staticmethod
    def _serves(session: Session, guild: "Guild | None") -> bool:
        return session.shard == ((guild.id >> 22) % session.shards if guild else 0)

    def is_ready(self) -> bool:
        """Tell whether every shard of the bot is connected and has got READY."""
        alive = self.alive()
        return bool(alive) and len({session.shard for session in alive}) == max(session.shards for session in alive)

    def alive(self) -> list[Session]:
        """Return the sessions that are connected and have got READY."""
        return [session for session in self.sessions.values() if session.connection and session.is_ready]

    def tell_guild(self, guild: "Guild", event: str, data: Json) -> None:
        """Tell the bot of something that happened in a guild."""
        if not guild.has_bot:
            return
        for session in self.sessions.values():
            if self._serves(session, guild) and session.intents & GUILDS:
                session.tell(event, data)

    def tell_channel(self, channel: "Channel", event: str, data: Json) -> None:
        """Tell the bot of something that happened to a message, if it asked for messages and sees the channel."""
        needed = DIRECT_MESSAGES if channel.guild is None else GUILD_MESSAGES
        if not channel.allows(self.server.bot, "view_channel") or (channel.guild and not channel.guild.has_bot):
            return
        for session in self.sessions.values():
            if self._serves(session, channel.guild) and session.intents & needed:
                session.tell(event, data)

    def tell_of_message(self, message: "StoredMessage", event: str) -> None:
        """Tell the bot of a message, with what was written only where Discord gives it."""
        data = message.event(full=self.server.gives_content(message))
        if message.reference is not None:
            answered = message.reference
            gone = answered.deleted or answered.ephemeral
            data["referenced_message"] = None if gone else answered.payload(full=self.server.gives_content(answered))
        self.tell_channel(message.channel, event, data)

    def dispatch(self, guild: "Guild | None", event: str, data: Json) -> None:
        """Tell the bot of an event for which it need not ask."""
        for session in self.sessions.values():
            if self._serves(session, guild):
                session.tell(event, data)

    def _forget(self, session: Session) -> None:
        self.sessions.pop(session.id, None)
        session.connection = None

    def drop(self, *, resumable: bool) -> None:
        """Break every connection with no word."""
        for session in list(self.sessions.values()):
            if not resumable:
                self._forget(session)
            session.connection = None
        for connection in list(self.connections):
            connection.cut()

    def ask_to_reconnect(self) -> None:
        """Ask every shard to reconnect and resume."""
        self._everywhere(RECONNECT, None)

    def invalidate(self, *, resumable: bool) -> None:
        """Tell every shard that its session is invalid."""
        for session in list(self.sessions.values()) if not resumable else []:
            self.sessions.pop(session.id, None)
        self._everywhere(INVALID_SESSION, resumable)

    def _everywhere(self, op: int, data: Any) -> None:
        for connection in self.connections:
            if connection.session is not None:
                connection.session.connection = None
            connection.send(op, data)
