"""What is served is sent at once."""

import socket

from bot.web.serving import listen


def test_answers_are_not_held_back() -> None:
    """A connection sends the rest of an answer without waiting until its beginning is acknowledged (Nagle)."""
    with listen("127.0.0.1", 0, "serve") as at, socket.create_connection(at.getsockname()):
        connection, _ = at.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
