"""A process of its own that answers questions: one interpreter keeps little more than one core at work."""

import logging
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from typing import Self, TypeVar

import msgspec

from bot.service.answer_options import DEFAULT, AnswerOptions
from bot.service.collection_reader import CollectionReader, ReaderResources, Reply
from bot.service.collections import Collections
from config import Settings
from index.answering.confidence import choose_calibration
from index.answering.dialogue import Turn
from index.errors import OutageError, QuotebotError
from index.files.data_folder import DataFolder
from index.models.caching import CachingEncoder
from index.models.opening import open_encoder, open_reader
from index.models.reranker import open_reranker
from index.records import Quote

log = logging.getLogger("quotebot")

_PATIENCE = 30.0  # seconds to begin, or to answer
_LAST_PATIENCE = 10.0  # seconds in which an idle process ends
_KEPT_OFF = (signal.SIGINT, signal.SIGTERM)  # these reach all processes of a bot, but who started one ends it


class ReadingProcessError(QuotebotError):
    """The process has ended, could not begin, or does not answer."""


class Ask(msgspec.Struct, frozen=True, tag=True):
    """Asks for an answer, see CollectionReader.answer."""

    names: tuple[str, ...]
    question: str
    before: Turn | None
    options: AnswerOptions


class LinkTo(msgspec.Struct, frozen=True, tag=True):
    """Asks for the link to a quote, see CollectionReader.link_to."""

    quote: Quote


class Replied(msgspec.Struct, frozen=True, tag=True):
    """The answer."""

    reply: Reply


class Linked(msgspec.Struct, frozen=True, tag=True):
    """The link, if there is one."""

    link: str | None


class Ready(msgspec.Struct, frozen=True, tag=True):
    """Sent first, once requests can be answered."""


class Failed(msgspec.Struct, frozen=True, tag=True):
    """What was raised instead: its message where a person can put it right or it passes, else where it happened."""

    message: str
    is_told: bool
    is_outage: bool = False


Request = Ask | LinkTo
Response = Ready | Replied | Linked | Failed
R = TypeVar("R", bound=Response)
T = TypeVar("T")


class ReadingProcess:
    """Answers in another process. Use it as a context manager, from one thread."""

    def __init__(self, data_folder: DataFolder, settings: Settings) -> None:
        self.patience = _PATIENCE
        context = get_context("spawn")  # a fork would copy locks that other threads hold
        self._connection, theirs = context.Pipe()
        self._theirs: Connection | None = theirs
        self._process = context.Process(target=serve, args=(theirs, data_folder, settings), daemon=True)
        self._decoder: msgspec.msgpack.Decoder[Response] = msgspec.msgpack.Decoder(Response)

    def __enter__(self) -> Self:
        """Starts it and waits until it is ready. Raises ReadingProcessError, or what kept it from that."""
        with _signals_kept_off():
            self._process.start()
        self._close_theirs()
        try:
            self._receive(Ready)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Ends it, which it does by itself when nobody listens any more."""
        self._close_theirs()
        self._connection.close()
        self._process.join(_LAST_PATIENCE)
        self._process.kill()

    def answer(
        self, names: Sequence[str], question: str, before: Turn | None = None, options: AnswerOptions = DEFAULT
    ) -> Reply:
        """See CollectionReader. Raises ReadingProcessError."""
        return self._request(Ask(tuple(names), question, before, options), Replied).reply

    def link_to(self, quote: Quote) -> str | None:
        """See CollectionReader. Raises ReadingProcessError."""
        return self._request(LinkTo(quote), Linked).link

    def _request(self, request: Request, kind: type[R]) -> R:
        with suppress(OSError):  # it has ended, as is found next
            self._connection.send_bytes(msgspec.msgpack.encode(request))
        return self._receive(kind)

    def _receive(self, kind: type[R]) -> R:
        try:
            if not self._connection.poll(self.patience):
                self._process.kill()
                self._connection.close()  # a late answer would be taken for that to the next request
                raise ReadingProcessError(f"a process that answers was silent for {self.patience:.0f} seconds")
            response = self._decoder.decode(self._connection.recv_bytes())
        except (EOFError, OSError):
            raise ReadingProcessError("a process that answers has ended, maybe killed for its memory") from None
        if isinstance(response, Failed):
            raise _raised(response)
        if not isinstance(response, kind):
            raise TypeError(f"{kind.__name__} was expected of a process that answers, not {type(response).__name__}")
        return response

    def _close_theirs(self) -> None:
        """Leaves their end of the connection to them alone, so that its closing is noticed."""
        if self._theirs is not None:
            self._theirs.close()
            self._theirs = None


class HelpedReader(CollectionReader):
    """A reader that has another process answer, and answers itself once that has ended."""

    def __init__(self, resources: ReaderResources, process: ReadingProcess) -> None:
        super().__init__(resources)
        self._process: ReadingProcess | None = process

    def answer(
        self, names: Sequence[str], question: str, before: Turn | None = None, options: AnswerOptions = DEFAULT
    ) -> Reply:
        """See CollectionReader."""
        alone = super().answer
        return self._helped(
            lambda process: process.answer(names, question, before, options),
            lambda: alone(names, question, before, options),
        )

    def link_to(self, quote: Quote) -> str | None:
        """See CollectionReader."""
        alone = super().link_to
        return self._helped(lambda process: process.link_to(quote), lambda: alone(quote))

    def _helped(self, ask: Callable[[ReadingProcess], T], alone: Callable[[], T]) -> T:
        """What the process gives, or where that is not there any more, what this reader does alone."""
        if self._process is not None:
            try:
                return ask(self._process)
            except ReadingProcessError as error:
                log.warning("%s; what it was asked is answered without it", error)
                self._process = None
        return alone()


@contextmanager
def helped_reader(
    resources: ReaderResources, data_folder: DataFolder, settings: Settings
) -> Iterator[CollectionReader]:
    """Opens a reader that has a process of its own. Raises ReadingProcessError where that does not begin."""
    with ReadingProcess(data_folder, settings) as process, HelpedReader(resources, process) as reader:
        yield reader


@contextmanager
def _signals_kept_off() -> Iterator[None]:
    """A process that is started inside never gets them, from its first instruction on."""
    resource_tracker.ensure_running()  # starting it, as the first process does, would let them through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _KEPT_OFF)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def serve(connection: Connection, data_folder: DataFolder, settings: Settings) -> None:
    """The life of the process: it answers one request after another until nobody is there to ask."""
    decoder, encoder = msgspec.msgpack.Decoder(Request), msgspec.msgpack.Encoder()
    with suppress(EOFError, OSError):
        try:
            resources = _resources(data_folder, settings)
        except Exception as error:
            connection.send_bytes(encoder.encode(_failed(error)))
            return
        with CollectionReader(resources) as reader:
            connection.send_bytes(encoder.encode(Ready()))
            while True:
                request = decoder.decode(connection.recv_bytes())
                connection.send_bytes(encoder.encode(_respond(reader, request)))


def _resources(data_folder: DataFolder, settings: Settings) -> ReaderResources:
    """The same as those of who started the process, who has reported what is to be said of them."""
    model, answer = settings.model, settings.answer
    # The other cores are at work on other questions.
    encoder = open_encoder(model.name, model.precision, data_folder.encoder, lambda _: None, question_threads=1)
    reader = open_reader(model.reader, data_folder.encoder, lambda _: None, question_threads=1)
    reranker = open_reranker(model.reranker)
    read_by, reranked_by = (one.fingerprint if one else "" for one in (reader, reranker))
    calibration = choose_calibration(answer.calibration, read_by, reranked_by, lambda _: None)
    return ReaderResources(
        Collections(data_folder, 0, 0),  # nothing is written
        CachingEncoder(encoder),
        calibration,
        calibration.threshold(answer.caution),
        reader,
        reranker,
    )


def _respond(reader: CollectionReader, request: Request) -> Response:
    try:
        match request:
            case Ask(names, question, before, options):
                return Replied(reader.answer(names, question, before, options))
            case LinkTo(quote):
                return Linked(reader.link_to(quote))
    except Exception as error:
        return _failed(error)


def _raised(failed: Failed) -> Exception:
    if failed.is_outage:
        return OutageError(failed.message)
    return QuotebotError(failed.message) if failed.is_told else RuntimeError(failed.message)


def _failed(error: Exception) -> Failed:
    if isinstance(error, QuotebotError):
        return Failed(str(error), is_told=True, is_outage=isinstance(error, OutageError))
    return Failed("".join(traceback.format_exception(error)), is_told=False)
