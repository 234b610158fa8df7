"""The process that converts files: it takes one after another, and ends when nobody is there to ask it."""

import resource
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

import msgspec

from index.ingest.readers.base import Problem, ProblemKind, ReaderOptions, UnreadableError, WithheldError
from index.records import Article

_MEMORY = 1_500_000_000  # bytes of address space
_PACKAGE = "index.ingest.readers"


class Converter(Protocol):
    """Makes articles of the files of a format."""

    def __call__(self, path: Path, name: str, options: ReaderOptions) -> Iterable[Article | Problem]:
        """The articles of a file that goes by a name, and what of it is none.

        Their ids are told by that name where the file gives none. Raises UnreadableError where nothing can be read,
        and OSError.
        """


class Request(msgspec.Struct, frozen=True):
    """Asks for the articles of a file, of a converter by the name of its module."""

    converter: str
    path: str
    name: str
    options: ReaderOptions


class Converted(msgspec.Struct, frozen=True, tag=True):
    """An article, encoded."""

    article: bytes


class Failed(msgspec.Struct, frozen=True, tag=True):
    """Something of a file that is no article, and why."""

    problem: Problem


class Done(msgspec.Struct, frozen=True, tag=True):
    """Sent at last, with why all or the rest of a file could not be read, if so; and once the process has begun."""

    reason: str | None = None


Response = Converted | Failed | Done


def main(connection: Connection) -> None:
    """The life of the process."""
    _limit()
    requests, encoder = msgspec.msgpack.Decoder(Request), msgspec.msgpack.Encoder()
    with suppress(EOFError, OSError):
        connection.send_bytes(encoder.encode(Done()))
        while True:
            request = requests.decode(connection.recv_bytes())
            connection.send_bytes(encoder.encode(_serve(request, connection, encoder)))


def _limit() -> None:
    """Has the system refuse this process too much memory, and any file to write to."""
    for limit, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _serve(request: Request, connection: Connection, encoder: msgspec.msgpack.Encoder) -> Done:
    try:
        convert: Converter = import_module(f"{_PACKAGE}.{request.converter}").convert
        for one in convert(Path(request.path), request.name, request.options):
            response = Failed(one) if isinstance(one, Problem) else Converted(encoder.encode(one))
            connection.send_bytes(encoder.encode(response))
    except WithheldError as error:
        withheld = Problem(request.path, str(error), kind=ProblemKind.WITHHELD)
        connection.send_bytes(encoder.encode(Failed(withheld)))
    except UnreadableError as error:
        return Done(str(error))
    except OSError as error:
        return Done(f"cannot be read: {error.strerror}")
    except MemoryError:
        return Done(f"needs more than {_MEMORY / 1e9:g} GB of memory to be read; make it smaller, or split it")
    except RecursionError:
        return Done("is nested too deeply to be read")
    except Exception as error:  # of the libraries that read the format, each has its own
        return Done(f"is damaged, or not what its ending says ({type(error).__name__}); save it anew")
    return Done()


if __name__ == "__main__":
    main(Connection(int(sys.argv[1])))
