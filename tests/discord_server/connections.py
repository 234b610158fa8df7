"""One websocket to the gateway, and the session that it serves."""

import asyncio
import json
import secrets
import time
import zlib
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.discord_server.errors import Json

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME = 0, 1, 2, 3, 4, 6
RECONNECT, REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 7, 8, 9, 10, 11

MAX_RECEIVED = 120
"""How many things a client may send in a minute."""


class Connection:
    """One websocket, with what waits to be sent through it."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request, *, compressed: bool) -> None:
        self.socket = socket
        self._request = request
        self._compressor = zlib.compressobj() if compressed else None
        self._queue: asyncio.Queue[str | tuple[int, str]] = asyncio.Queue()
        self._received: deque[float] = deque(maxlen=MAX_RECEIVED + 1)
        self.session: Session | None = None
        self.is_closing = False

    def is_flooded(self) -> bool:
        """Note that something was received and tell whether it is too much for a minute."""
        self._received.append(time.monotonic())
        return len(self._received) > MAX_RECEIVED and self._received[-1] - self._received[0] < 60

    def send(self, op: int, data: Any = None, *, sequence: int | None = None, event: str | None = None) -> None:
        """Send one thing."""
        self.send_text(json.dumps({"op": op, "d": data, "s": sequence, "t": event}, ensure_ascii=False))

    def send_text(self, text: str) -> None:
        """Send one thing that is written as JSON already."""
        self._queue.put_nowait(text)

    def close(self, code: int, reason: str = "") -> None:
        """Close the websocket after what waits to be sent."""
        self.is_closing = True
        self._queue.put_nowait((code, reason))

    def cut(self) -> None:
        """Break the connection with no word."""
        if self._request.transport is not None:
            self._request.transport.abort()

    async def write(self) -> None:
        """Send what waits, for as long as the websocket is open."""
        while not self.socket.closed:
            item = await self._queue.get()
            try:
                if isinstance(item, tuple):
                    await self.socket.close(code=item[0], message=item[1].encode())
                elif self._compressor is None:
                    await self.socket.send_str(item)
                else:
                    packed = self._compressor.compress(item.encode())
                    await self.socket.send_bytes(packed + self._compressor.flush(zlib.Z_SYNC_FLUSH))
            except ConnectionError:
                return


@dataclass(eq=False)
class Session:
    """What the gateway keeps of one shard, also while it is disconnected."""

    shard: int
    shards: int
    intents: int
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 0
    sent: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=5000))
    connection: Connection | None = None
    is_ready: bool = False

    def tell(self, event: str, data: Json) -> None:
        """Tell the bot of an event, now or when it resumes."""
        self.sequence += 1
        text = json.dumps({"op": DISPATCH, "d": data, "s": self.sequence, "t": event}, ensure_ascii=False)
        self.sent.append((self.sequence, text))
        if self.connection is not None:
            self.connection.send_text(text)

    def replay(self, after: int) -> int:
        """Send again what the bot has missed since a sequence number and return how much that was."""
        assert self.connection is not None
        missed = [text for sequence, text in self.sent if sequence > after]
        for text in missed:
            self.connection.send_text(text)
        return len(missed)
