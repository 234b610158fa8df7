"""Who does what of a sync needs no library: converting, reading, splitting, embedding. This process, or a cluster."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from index.ingest.embedding import Encoding, ThreadedEncoding
from index.ingest.readers.conversion import Conversions
from index.models.encoder import Encoder


class Weighed(Protocol):
    """Something to work on."""

    @property
    def weight(self) -> int:
        """How much it is, in bytes or characters."""


A = TypeVar("A", bound=Weighed)
B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Tools:
    """What a worker works with."""

    encoder: Encoder
    conversions: Conversions


class Workers(Encoding, Protocol):
    """Work on many things in turn, each with tools of its own."""

    def conversions(self) -> AbstractContextManager[Conversions]:
        """What converts the files of a sync."""

    def map(self, work: Callable[[Tools, A], B], items: Iterable[A]) -> Iterator[B]:
        """What a function makes of things, in their order; some are taken before what became of others is given.

        It has to be one that a module names, and whatever it is given and gives must be records.
        """


OpenWorkers = Callable[[Encoder], AbstractContextManager[Workers]]
"""Opens workers that encode as the encoder does that writes."""


class LocalWorkers(ThreadedEncoding):
    """Threads of this process embed; all else is done when it is asked for, one thing after another."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(encoder)
        self._tools = Tools(encoder, Conversions())

    def conversions(self) -> AbstractContextManager[Conversions]:
        """See Workers."""
        return self._tools.conversions

    def map(self, work: Callable[[Tools, A], B], items: Iterable[A]) -> Iterator[B]:
        """See Workers."""
        return (work(self._tools, item) for item in items)
