"""The workers of a sync on a Ray cluster: actors with an encoder each, to which articles and passages are sent.

The process that writes reads the files and sends what is in them, so that no worker needs the disk; it takes back what
became of it in order, and commits it alone. Ray repeats what a worker was at that ended.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from types import ModuleType
from typing import Any, TypeVar

from index.errors import QuotebotError
from index.ingest.embedding import Batch, Begun
from index.ingest.ray_actor import EncoderActor, Identity, OpenEncoder
from index.ingest.ray_cluster import ClusterError, connected
from index.ingest.sent_files import SentConversions
from index.ingest.workers import Tools, Weighed
from index.models.encoder import Encoder
from index.models.sentence_pooling import SentencePooling
from index.models.token_vectors import TokenCodec
from index.storage.rows import Embedding

A = TypeVar("A", bound=Weighed)
B = TypeVar("B")

_OPENING = 300.0  # seconds in which a worker must be there, its model compiled where it was not yet
_WORKING = 900.0  # in which it must be done with what it has, also where it had to begin again
_AGAIN = 3  # times that what a worker ended at is tried again, which may be what ended it
_CHARACTERS = 100_000  # that are sent together, of one article or several: some tenths of a second to split
_AHEAD = 3  # such parcels that each worker has before it
_EMBEDDING, _READING = "embedding", "reading"  # a worker has a thread for each, so that neither waits for the other


@contextmanager
def ray_workers(encoder: Encoder, address: str, open_encoder: OpenEncoder) -> "Iterator[RayWorkers]":
    """The workers on the cluster at an address, which encode as this process does; see RayWorkers."""
    with connected(address) as ray:
        yield RayWorkers(ray, address, encoder, open_encoder)


class RayWorkers:
    """Workers on a cluster, one a free GPU, else one a free core; for one thread. They end with it."""

    def __init__(
        self, ray: ModuleType, address: str, encoder: Encoder, open_encoder: OpenEncoder, most: int | None = None
    ) -> None:
        """Takes Ray, connected, what opens the same encoder on a worker, and how many there may be at most.

        Raises ClusterError where there are none, or they are not as this process is.
        """
        self._ray = ray
        self._address = address
        self._encoder = encoder
        self._actors = self._begun(open_encoder, most)
        self._busy: dict[str, dict[Any, int]] = {_EMBEDDING: {}, _READING: {}}
        self._fitted: tuple[SentencePooling, Any, Any] | None = None  # and, for the workers, with the codec

    @property
    def encoders(self) -> int:
        """See Encoding."""
        return len(self._actors)

    def conversions(self) -> SentConversions:
        """See Workers."""
        return SentConversions(self)

    def map(self, work: Callable[[Tools, A], B], items: Iterable[A]) -> Iterator[B]:
        """See Workers."""
        running = deque[Any]()
        for parcel in _parcels(items):
            running.append(self._send(_READING, "work", work, parcel))
            while len(running) > _AHEAD * len(self._actors) or (running and self.is_done(running[0])):
                yield from self.get(running.popleft())
        while running:
            yield from self.get(running.popleft())

    def embed(self, batch: Batch, pooling: SentencePooling, codec: TokenCodec) -> Begun:
        """See Encoding."""
        if self._fitted is None or self._fitted[0] is not pooling:  # which is far larger than a batch
            self._fitted = pooling, self._ray.put(pooling), self._ray.put(codec)
        texts = list(batch.values())
        result = self._send(_EMBEDDING, "embed", texts, *self._fitted[1:])
        return _Sent(self, result, [len(one.spans) for one in texts])

    def is_done(self, result: Any) -> bool:
        """Whether something is done that a worker was given."""
        return bool(self._ray.wait([result], timeout=0, fetch_local=False)[0])

    def get(self, result: Any, seconds: float = _WORKING) -> Any:
        """Waits for what a worker gives. Raises what it did, and ClusterError where it gives nothing any more."""
        try:
            return self._ray.get(result, timeout=seconds)
        except self._ray.exceptions.RayTaskError as error:
            if not isinstance(error.cause, OSError):
                raise error.cause from None
            raise self._lost(error.cause) from None
        except (self._ray.exceptions.RayError, ConnectionError) as error:
            raise self._lost(error) from None

    def _lost(self, error: Exception) -> ClusterError:
        reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
        return ClusterError(
            f"the Ray cluster at {self._address} does not do what it was given ({reason[:200]}); what was done is "
            "kept: run quotebot sync to go on"
        )

    def _send(self, kind: str, method: str, *given: object) -> Any:
        """Has the worker with the least of a kind before it do something."""
        busy = self._busy[kind]
        if busy:
            done, _ = self._ray.wait(list(busy), num_returns=len(busy), timeout=0, fetch_local=False)
            for one in done:
                del busy[one]
        loads = Counter(busy.values())
        number = min(range(len(self._actors)), key=lambda actor: loads[actor])
        result = getattr(self._actors[number], method).remote(*given)
        busy[result] = number
        return result

    def _begun(self, open_encoder: OpenEncoder, most: int | None) -> list[Any]:
        """Starts the workers, and gives those that have begun in time; the others are not waited for."""
        free = self._ray.available_resources()
        gpus, cores = int(free.get("GPU", 0)), int(free.get("CPU", 0))
        for method, thread in ((EncoderActor.embed, _EMBEDDING), (EncoderActor.work, _READING)):
            self._ray.method(concurrency_group=thread)(method)  # with each call, Ray's client would refuse it
        actor = self._ray.remote(
            num_cpus=1,
            num_gpus=1 if gpus else 0,
            max_restarts=-1,
            max_task_retries=_AGAIN,
            concurrency_groups={_EMBEDDING: 1, _READING: 1},
        )(EncoderActor)
        count = max(1, gpus or cores)
        actors = [actor.remote(open_encoder, 1) for _ in range(min(count, most or count))]
        identities = {one.identity.remote(): one for one in actors}
        begun, _ = self._ray.wait(list(identities), num_returns=len(actors), timeout=_OPENING)
        if not begun:
            raise ClusterError(
                f"the Ray cluster at {self._address} gave no worker within {_OPENING:g} seconds; it needs a free core"
            )
        for one in begun:
            self._require_same(one)
        return [identities[one] for one in begun]

    def _require_same(self, result: Any) -> None:
        """Raises ClusterError where a worker would split or embed otherwise than this process."""
        try:
            identity: Identity = self.get(result)
        except ClusterError:
            raise
        except QuotebotError as error:
            raise ClusterError(f"a worker of the Ray cluster at {self._address} cannot encode: {error}") from None
        own = version("quotebot"), self._encoder.fingerprint
        if (identity.version, identity.fingerprint) != own:
            raise ClusterError(
                f"{identity.machine}, a machine of the Ray cluster at {self._address}, has quotebot {identity.version} "
                f"and the model {identity.fingerprint}, this one {own[0]} and {own[1]}; install the same on both"
            )


@dataclass(frozen=True, slots=True)
class _Sent:
    """A batch that a worker was given, with how many sentences each passage has."""

    workers: RayWorkers
    given: Any
    sentences: Sequence[int]

    @property
    def is_encoded(self) -> bool:
        return self.workers.is_done(self.given)

    def cancel(self) -> bool:
        return False  # it may be at a worker by now, and is stored

    def result(self) -> list[Embedding]:
        embeddings = self.workers.get(self.given)
        return [Embedding.from_bytes(*each) for each in zip(embeddings, self.sentences, strict=True)]


def _parcels(items: Iterable[A]) -> Iterator[list[A]]:
    """What is sent together, in order; a large article alone."""
    parcel, characters = list[A](), 0
    for item in items:
        parcel.append(item)
        characters += item.weight
        if characters >= _CHARACTERS:
            yield parcel
            parcel, characters = [], 0
    if parcel:
        yield parcel
