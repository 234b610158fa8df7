"""What runs on a worker of a Ray cluster: an encoder, opened once, and the work of a sync that is done with it."""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from index.ingest.embedding import EmbeddingTexts, kept
from index.ingest.readers.conversion import Conversions
from index.ingest.workers import Tools, Weighed
from index.models.encoder import Encoder
from index.models.opening import open_compiled, open_encoder
from index.models.openvino import CannotCompileError
from index.models.sentence_pooling import SentencePooling
from index.models.token_vectors import TokenCodec

A = TypeVar("A", bound=Weighed)
B = TypeVar("B")

OpenEncoder = Callable[[int], Encoder]
"""Opens the encoder of a worker, which encodes on so many cores; a function that a module names, or a partial one."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a worker is: the process and the machine that it is, the version installed there, and its encoder."""

    process: int
    machine: str
    version: str
    fingerprint: str


class EncoderActor:
    """One worker. It may embed in one thread and read and split in another."""

    def __init__(self, open_encoder: OpenEncoder, cores: int) -> None:
        """Takes how many cores it has."""
        self._open_encoder = open_encoder
        self._cores = cores

    def identity(self) -> Identity:
        """What it is, once its encoder is open. Raises ModelError where it cannot be opened."""
        return Identity(os.getpid(), os.uname().nodename, version("quotebot"), self._encoder.fingerprint)

    def work(self, work: Callable[[Tools, A], B], items: Sequence[A]) -> list[B]:
        """What a function makes of things."""
        return [work(self._tools, item) for item in items]

    def embed(self, texts: Sequence[EmbeddingTexts], pooling: SentencePooling, codec: TokenCodec) -> list[bytes]:
        """What is kept of passages, as Embedding gives it in bytes: a hundredth of what the encoder gives."""
        encoded = self._encoder.encode_passages([one.passage for one in texts])
        return [one.to_bytes() for one in kept(texts, encoded, pooling, codec)]

    @cached_property
    def _tools(self) -> Tools:
        return Tools(self._encoder, Conversions())  # whose process ends with this one

    @cached_property
    def _encoder(self) -> Encoder:
        return self._open_encoder(self._cores)


def open_on_worker(name: str, precision: str, cores: int) -> Encoder:
    """The encoder of a model on this machine, made first where it was not yet, in the cache of who runs the worker.

    Raises ModelError where the machine has no such model.
    """
    folder = Path(os.devnull, "none")  # for where there is no cache; then it is said how to name one

    def compiled() -> Encoder | None:
        return open_compiled(name, precision, folder, _log, passage_threads=cores)

    try:
        if encoder := compiled():
            return encoder
    except CannotCompileError:
        pass  # as open_encoder finds too, and says what serves instead
    opened = open_encoder(name, precision, folder, _log)
    try:
        return compiled() or opened
    except CannotCompileError:
        return opened


def _log(message: str) -> None:
    sys.stderr.write(f"{message}\n")  # of a worker, which Ray keeps on its machine
