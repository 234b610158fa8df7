"""Files that are no text, converted to articles in a process of its own that may be killed.

A stranger's file may hold anything. What reads it is bounded in memory by the system, in time by who waits for it, and
it knows nothing of the environment, secrets included. Articles are kept in a file for the time being, where references
point to, so that a sync reads in full only those that are new.
"""

import os
import subprocess
import sys
from collections.abc import Generator, Iterable, Mapping
from contextlib import ExitStack, closing
from multiprocessing import Pipe
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from time import monotonic
from typing import IO, Self, TypeVar

import msgspec

from index.files import disk
from index.ingest.readers.base import ArticleReference, File, Problem, ReaderOptions, UnreadableError, digest_of
from index.ingest.readers.converting import Converted, Done, Extracted, Extraction, Failed, Request, Response
from index.records import Article

R = TypeVar("R")

SECONDS = 60.0
"""In which a file, or the next article of one, must be read."""
_ALL_SECONDS = 600.0  # in which all articles of a file must be, as many as a file may hold
_BEGINNING = 60.0  # seconds that the process is given to begin; it takes less than one
_ROOT = Path(__file__).resolve().parents[3]  # of the packages, which may be found by the working folder alone
_LONGEST = 1 << 30  # bytes of a message, which holds one article
_ARTICLES = msgspec.msgpack.Decoder(Article)
MOST = 50  # times what an article may have is the most that a file may become


class Conversions:
    """Converts files, and reads the articles that became of them. Use it as a context manager, from one thread."""

    def __init__(self, seconds: float = SECONDS, all_seconds: float = _ALL_SECONDS, niceness: int = 0) -> None:
        """A file is given up whose next article takes longer than `seconds`, or all of it than `all_seconds`.

        `niceness` is by how much the process gives way to others.
        """
        self._seconds, self._all_seconds = seconds, all_seconds
        self._niceness = niceness
        self._stack = ExitStack()
        self._process: _Process | None = None
        self._kept: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        with disk.named(Path(gettempdir())):  # closing writes what could not be written before
            self._stack.close()

    def expect(self, files: Iterable[File], options: ReaderOptions) -> None:
        """Takes the files that are read next, in this order, for who converts them before they are asked for."""

    def references(
        self, converter: str, file: File, options: ReaderOptions
    ) -> Generator[ArticleReference | Problem, None, None]:
        """Has a converter, by its module's name, list the articles of a file.

        Raises DiskError where they cannot be kept.
        """
        path, length, most = str(file.path), 0, MOST * options.max_bytes
        # Closed at once where the rest is not wanted, or cannot be kept: it is not of the file that is read next.
        with closing(self.responses(Request(converter, path, file.name, options))) as responses:
            for response in responses:
                match response:
                    case Converted(article):
                        length += len(article)
                        if length > most:
                            yield Problem(path, f"becomes more than {most / 1e6:g} MB of text; split it")
                            return
                        yield self._keep(path, file.name, article)
                    case Failed(problem):
                        yield problem
                    case Done(str(reason)):
                        yield Problem(path, reason)

    def extract(self, extractor: str, path: Path, told: Mapping[str, str], options: ReaderOptions, kind: type[R]) -> R:
        """What else a file says than articles, by an extractor, by its module's name, that gives this kind of record.

        Raises UnreadableError, with the reason, where it cannot be read.
        """
        extracted: bytes | None = None
        with closing(self.responses(Extraction(extractor, str(path), dict(told), options))) as responses:
            for response in responses:
                match response:
                    case Extracted(data):
                        extracted = data
                    case Failed(problem):
                        raise UnreadableError(problem.reason)
                    case Done(str(reason)):
                        raise UnreadableError(reason)
        if extracted is None:
            raise UnreadableError("ended the program that reads it")
        try:
            return msgspec.msgpack.decode(extracted, type=kind)
        except msgspec.DecodeError:  # nonsense, of whatever a file made of it
            raise UnreadableError("ended the program that reads it") from None

    def read(self, reference: ArticleReference) -> bytes:
        """An article that a file was converted to, for `decode_article`. Raises DiskError where it cannot be read."""
        assert self._kept is not None  # noqa: S101  else there would be no reference
        with disk.named(Path(gettempdir())):
            self._kept.seek(reference.offset)
            return self._kept.read(reference.length)

    def _keep(self, path: str, name: str, article: bytes) -> ArticleReference:
        if self._kept is None:
            self._kept = self._stack.enter_context(TemporaryFile())  # noqa: SIM115  the stack closes it
        with disk.named(Path(gettempdir())):
            offset = self._kept.seek(0, os.SEEK_END)
            self._kept.write(article)
            self._kept.flush()  # what fails later would be taken for another folder's error
        return ArticleReference(path, name, offset, len(article), digest_of("", article), is_converted=True)

    def responses(self, request: Request | Extraction) -> Generator[Response]:
        """What the process says of a file, at the last that it is done with it."""
        try:
            process = self._process = self._process or _Process(self._niceness)
        except (EOFError, TimeoutError, OSError):
            yield Done("is not read, as the program that reads its format does not start; install quotebot anew")
            return
        is_done, end = False, monotonic() + self._all_seconds
        try:
            process.send(request)
            while not is_done:
                response = process.receive(min(self._seconds, end - monotonic()))
                is_done = isinstance(response, Done)
                yield response
        except TimeoutError:
            seconds = self._seconds if monotonic() < end else self._all_seconds
            yield Done(f"takes longer than {seconds:g} seconds to be read; make it smaller, or split it")
        except (EOFError, OSError):
            yield Done("ended the program that reads it; it is damaged, or needs too much memory: save it anew")
        finally:
            if not is_done:  # what it would say yet is of this file, and not of the next
                self._end()

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process = None


def decode_article(data: bytes) -> Article:
    """The article that `Conversions.read` gives."""
    return _ARTICLES.decode(data)


class _Process:
    """The process that converts, one file after another."""

    def __init__(self, niceness: int) -> None:
        self._connection, theirs = Pipe()
        self._decoder: msgspec.msgpack.Decoder[Response] = msgspec.msgpack.Decoder(Response)
        command = [sys.executable, "-P", "-m", "index.ingest.readers.converting"]
        command += [str(theirs.fileno()), str(niceness)]
        found_in = os.pathsep.join([str(_ROOT), *filter(None, sys.path)])
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  this program's own
                command,
                env={"PYTHONPATH": found_in, "LC_ALL": "C.UTF-8"},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # a Ctrl-C is for who waits for it
            )
        self.receive(_BEGINNING)

    def send(self, request: Request | Extraction) -> None:
        self._connection.send_bytes(msgspec.msgpack.encode(request))

    def receive(self, seconds: float) -> Response:
        """What it says next. Raises TimeoutError, and EOFError where it has ended."""
        if seconds <= 0 or not self._connection.poll(seconds):
            raise TimeoutError
        try:
            return self._decoder.decode(self._connection.recv_bytes(_LONGEST))
        except msgspec.DecodeError:  # nonsense, of whatever a file made of it
            raise EOFError from None

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._connection.close()
