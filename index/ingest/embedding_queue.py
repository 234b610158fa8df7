"""What waits to be embedded: begun in batches, each stored in a commit of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.ingest.embedding import Embedder, EmbeddingTexts
from index.ingest.fitting import fitted_to
from index.ingest.progress import Meter
from index.models.encoder import Encoder
from index.models.token_vectors import TokenCodec
from index.storage.library import Library


@dataclass(frozen=True, slots=True)
class Pace:
    """How a sync is split into steps, in passages; its result is the same at any pace."""

    batch: int = 128
    """Embedded between two commits: the most that an interruption loses."""
    first: int = 16
    """For which an encoder that has nothing to do is begun."""
    max_batches: int = 2
    """Batches that each encoder has before it while articles are read and embeddings stored."""
    checkpoint: int = 4096
    """After which what is done can be searched."""
    shrunk: int = 512
    """Of those that a version before embedded, made small between two commits: some 100 MB meanwhile."""


class EmbeddingQueue:
    """The texts of passages whose embeddings are not stored yet, by the hash of the embedding."""

    def __init__(self, library: Library, encoder: Encoder, embedder: Embedder, pace: Pace, meter: Meter) -> None:
        self._library = library
        self._encoder = encoder
        self._embedder = embedder
        self._pace = pace
        self._meter = meter
        self._waiting: dict[bytes, EmbeddingTexts] = {}

    def __contains__(self, key: bytes) -> bool:
        """Whether an embedding is not known to be stored."""
        return key in self._waiting

    def add(self, texts: Mapping[bytes, EmbeddingTexts]) -> None:
        """Has texts wait to be embedded."""
        self._waiting.update(texts)
        self._meter.expect_passages(len(self._waiting))

    def begin(self) -> None:
        """Begins to embed what waits, once that is enough for a batch."""
        self._begin(self._pace.first if self._embedder.is_idle else self._pace.batch)

    def finish(self) -> None:
        """Embeds and stores all that waits."""
        self._begin(1)
        while self._embedder.batches:
            self._store()
            self._meter.report()

    def leave(self) -> set[bytes]:
        """Stores what was begun, and gives what is left to the next sync: all that waits, if that is over a batch."""
        self._embedder.drop()
        while self._embedder.batches:
            self._store()
        missing = self._waiting.keys() - self._library.embeddings.stored(self._waiting)
        if len(missing) <= self._pace.batch:
            return set()
        self._waiting.clear()
        return missing

    def _begin(self, least: int) -> None:
        """Begins to embed what waits, in batches of at least so many, unless one of the same words is stored."""
        if len(self._waiting) - self._embedder.passages < least:
            return
        fresh = [key for key in self._waiting if key not in self._embedder]
        for key in self._library.embeddings.stored(fresh):
            del self._waiting[key]
        fresh = [key for key in fresh if key in self._waiting]
        while len(fresh) >= least:
            batch, fresh = fresh[: self._pace.batch], fresh[self._pace.batch :]
            fitted = fitted_to(self._encoder)
            texts = {key: self._waiting[key] for key in batch}
            self._embedder.begin(texts, fitted.pooling, self._codec(fitted.codec))
            if self._embedder.batches > self._pace.max_batches * self._embedder.encoders:
                self._store()
                self._meter.report()

    def _store(self) -> None:
        """Stores the embeddings that were begun first, in a commit of their own."""
        embeddings = self._embedder.take()
        with self._library.writing():
            self._library.embeddings.put(embeddings)
        for key in embeddings:
            del self._waiting[key]
        self._meter.add_passages(len(embeddings))
        self._meter.expect_passages(len(self._waiting))

    def _codec(self, fitted: TokenCodec) -> TokenCodec:
        """How this library keeps the vectors of tokens; settled by the first that is embedded for it."""
        settled = self._library.embeddings.codec()
        if settled is None:
            with self._library.writing():
                self._library.embeddings.put_codec(fitted)
        return settled or fitted
