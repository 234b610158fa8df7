"""A network between a program and a server, as one that can be parted: a TCP proxy of which a test is master."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread
from typing import Self

_BYTES = 65_536


def _unnoted(is_answer: bool, size: int) -> None:
    """Does nothing about what is passed on."""


class Proxy:
    """Passes on what goes between those who connect to `port` and a server, unless it is parted.

    `on_passed` is told, from any thread, whether something came from the server, and how many bytes it has.
    """

    def __init__(self, server_port: int, on_passed: Callable[[bool, int], None] = _unnoted) -> None:
        self._server_port = server_port
        self._on_passed = on_passed
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock = Lock()
        self._ends = set[socket.socket]()
        self._is_cut = False
        self._passing = Event()
        self._passing.set()
        self.port: int = self._listener.getsockname()[1]

    @classmethod
    @contextmanager
    def run(cls, server_port: int, on_passed: Callable[[bool, int], None] = _unnoted) -> Iterator[Self]:
        """A proxy to a port of this machine, which is gone in the end with all its connections."""
        proxy = cls(server_port, on_passed)
        accepting = Thread(target=proxy._accept, daemon=True)
        accepting.start()
        try:
            yield proxy
        finally:
            proxy._listener.shutdown(socket.SHUT_RDWR)  # which `accept` notices, as it does no close
            proxy._listener.close()
            accepting.join()
            proxy.cut()
            proxy._passing.set()

    def cut(self) -> None:
        """Ends all connections, and each that is made from now on."""
        with self._lock:
            self._is_cut = True
            for end in self._ends:
                _end(end)

    def swallow(self) -> None:
        """Passes nothing on any more, while all connections stay and others can be made."""
        self._passing.clear()

    def heal(self) -> None:
        """Passes on again."""
        with self._lock:
            self._is_cut = False
        self._passing.set()

    def _accept(self) -> None:
        with suppress(OSError):  # when it is closed
            while True:
                client, _ = self._listener.accept()
                Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError), socket.create_connection(("127.0.0.1", self._server_port)) as server:
            with self._lock:
                if self._is_cut:
                    return
                self._ends |= {client, server}
            back = Thread(target=self._copy, args=(server, client, True), daemon=True)
            back.start()
            self._copy(client, server, False)
            back.join()
            with self._lock:
                self._ends -= {client, server}

    def _copy(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        with suppress(OSError):
            while data := source.recv(_BYTES):
                self._passing.wait()
                self._on_passed(is_answer, len(data))
                target.sendall(data)
        for end in (source, target):
            _end(end)


def _end(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
