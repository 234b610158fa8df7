"""The process that converts files: it takes one after another, and ends when nobody is there to ask it."""

import os
import resource
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from index.ingest.readers.base import (
    EmptyError,
    Problem,
    ProblemKind,
    ReaderOptions,
    UnreadableError,
    WithheldError,
    too_large,
)
from index.records import Article

R = TypeVar("R")

_MEMORY = 1_500_000_000  # bytes of address space
_ALONE = 120  # seconds for the next article, long after which whoever asked would have ended this process
PACKAGE = "index.ingest.readers"
"""In which the modules that convert stand."""


class Converter(Protocol):
    """Makes articles of the files of a format."""

    def __call__(self, path: Path, name: str, options: ReaderOptions) -> Iterable[Article | Problem]:
        """The articles of a file that goes by a name, and what of it is none.

        Their ids are told by that name where the file gives none. The path is to be opened as it is, not as what it
        resolves to: a file of an archive stands in memory. Raises UnreadableError where nothing can be read, and
        OSError.
        """


class Extractor(Protocol):
    """Reads something else than articles of a file: what a page links to, the entries of a feed."""

    def __call__(self, path: Path, told: Mapping[str, str], options: ReaderOptions) -> msgspec.Struct:
        """What a file says; `told` is what is known of it beside, such as the address that it is from.

        Raises UnreadableError where nothing can be read, and OSError.
        """


class Request(msgspec.Struct, frozen=True, tag=True):
    """Asks for the articles of a file, of a converter by the name of its module."""

    converter: str
    path: str
    name: str
    options: ReaderOptions


class Extraction(msgspec.Struct, frozen=True, tag=True):
    """Asks what else a file says, of an extractor by the name of its module."""

    extractor: str
    path: str
    told: dict[str, str]
    options: ReaderOptions


class Converted(msgspec.Struct, frozen=True, tag=True):
    """An article, encoded."""

    article: bytes


class Extracted(msgspec.Struct, frozen=True, tag=True):
    """What else a file says, encoded."""

    data: bytes


class Failed(msgspec.Struct, frozen=True, tag=True):
    """Something of a file that is no article, and why."""

    problem: Problem


class Done(msgspec.Struct, frozen=True, tag=True):
    """Sent at last, with why all or the rest of a file could not be read, if so; and once the process has begun."""

    reason: str | None = None


Response = Converted | Extracted | Failed | Done


def main(connection: Connection, niceness: int) -> None:
    """The life of the process."""
    os.nice(niceness)
    _limit()
    requests, encoder = msgspec.msgpack.Decoder(Request | Extraction), msgspec.msgpack.Encoder()
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


def _serve(request: Request | Extraction, connection: Connection, encoder: msgspec.msgpack.Encoder) -> Done:
    try:
        found = _converted(request, encoder) if isinstance(request, Request) else _extracted(request, encoder)
        for response in _unless_alone(found):
            connection.send_bytes(encoder.encode(response))
    except (WithheldError, EmptyError) as error:
        kind = ProblemKind.WITHHELD if isinstance(error, WithheldError) else ProblemKind.EMPTY
        connection.send_bytes(encoder.encode(Failed(Problem(request.path, str(error), kind=kind))))
    except Exception as error:  # of the libraries that read the format, each has its own
        return Done(reason_of(error))
    return Done()


def _converted(request: Request, encoder: msgspec.msgpack.Encoder) -> Iterator[Converted | Failed]:
    convert: Converter = import_module(f"{PACKAGE}.{request.converter}").convert
    for one in convert(Path(request.path), request.name, request.options):
        problem = one if isinstance(one, Problem) else _too_large(one, request)
        yield Failed(problem) if problem else Converted(encoder.encode(one))


def _extracted(request: Extraction, encoder: msgspec.msgpack.Encoder) -> Iterator[Extracted]:
    extract: Extractor = import_module(f"{PACKAGE}.{request.extractor}").extract
    yield Extracted(encoder.encode(extract(Path(request.path), request.told, request.options)))


def _unless_alone(found: Iterable[R]) -> Iterator[R]:
    """What is found, one after another; ends this process where one takes so long that who asked has been killed."""
    try:
        signal.alarm(_ALONE)
        for one in found:
            signal.alarm(0)  # who takes it may take any time
            yield one
            signal.alarm(_ALONE)
    finally:
        signal.alarm(0)


def _too_large(article: Article, request: Request) -> Problem | None:
    """What is to be told of an article that is larger than one may be."""
    most = request.options.max_bytes
    if len(article.text) <= most // 4 or len(article.text.encode(errors="replace")) <= most:
        return None
    is_alone = article.source.id == request.name
    return Problem(request.path, too_large(most) if is_alone else f"{article.source.title!r} {too_large(most)}")


def reason_of(error: Exception) -> str:
    """Why a file could not be read, by what was raised, and what to do."""
    match error:
        case UnreadableError():
            return str(error)
        case OSError():
            return f"cannot be read: {error.strerror}"
        case MemoryError():
            return f"needs more than {_MEMORY / 1e9:g} GB of memory to be read; make it smaller, or split it"
        case RecursionError():
            return "is nested too deeply to be read; save it anew with less around its text"
    return "is damaged, or not what its ending says; save it anew in the program it is from"


if __name__ == "__main__":
    main(Connection(int(sys.argv[1])), int(sys.argv[2]))
