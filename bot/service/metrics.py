"""What is measured of a bot or web server that runs, in Prometheus' text format.

Labels have few values, all of which are known before: no id and no text of a person is ever one.
https://prometheus.io/docs/practices/naming/ has how metrics are named.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal, get_args

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.service.index_state import IndexState
from bot.service.worker_pool import WorkerPool
from index.errors import QuotebotError

Door = Literal["discord", "web", "api", "mcp"]
"""By which way a question came."""
Outcome = Literal["answered", "not answered", "refused", "failed"]
"""What became of a question; one that fails is answered too late, or cannot be shown, too."""

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
_STAGE_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
_QUESTION_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


@dataclass(frozen=True, slots=True)
class GatewayState:
    """The connection to Discord; `latency` is in seconds, not a finite number where it is not known."""

    connected: bool
    latency: float
    servers: int


class Metrics:
    """Counts and times, in a registry of their own. Any thread may use it."""

    def __init__(self) -> None:
        self._registry = own = CollectorRegistry()
        self._questions = Counter(
            "quotebot_questions", "Questions and searches that came.", ("door", "outcome"), registry=own
        )
        self._stages = Histogram(
            "quotebot_stage_seconds",
            "Time that a stage of an answer took, with the stages within it.",
            ("stage",),
            buckets=_STAGE_SECONDS,
            registry=own,
        )
        self._seconds = Histogram(
            "quotebot_question_seconds",
            "Time from a question until its answer was shown.",
            ("door",),
            buckets=_QUESTION_SECONDS,
            registry=own,
        )
        for door, outcome in product(get_args(Door), get_args(Outcome)):
            self._questions.labels(door, outcome)  # at 0 from the start, so that the first one is an increase
        ProcessCollector(registry=own)
        PlatformCollector(registry=own)

    def count_question(self, door: Door, outcome: Outcome, seconds: float | None = None) -> None:
        """Counts what became of a question; `seconds` is how long its answer took, where one was shown."""
        self._questions.labels(door, outcome).inc()
        if seconds is not None:
            self._seconds.labels(door).observe(seconds)

    def count_stages(self, milliseconds: Mapping[str, float]) -> None:
        """Counts how long the stages of an answer took, see Reply."""
        for stage, taken in milliseconds.items():
            self._stages.labels(stage).observe(taken / 1000)

    def watch_queue(self, pool: WorkerPool[Any]) -> None:
        """Has it told, each time that metrics are read, how much waits for a worker pool."""
        waiting = Gauge("quotebot_queue_length", "Questions and other work that wait.", registry=self._registry)
        helping = Gauge("quotebot_helpers", "Processes that help where much waits.", registry=self._registry)
        waiting.set_function(lambda: pool.queued)
        helping.set_function(lambda: pool.helping)

    def watch_index(self, read: Callable[[], IndexState]) -> None:
        """Has it told, each time that metrics are read, what an index holds; of one that raises QuotebotError, that."""
        self._registry.register(_IndexCollector(read))

    def watch_gateway(self, read: Callable[[], GatewayState]) -> None:
        """Has it told, each time that metrics are read, how the connection to Discord is."""
        own = self._registry
        connected = Gauge("quotebot_gateway_connected", "Whether Discord's gateway is connected.", registry=own)
        latency = Gauge("quotebot_gateway_latency_seconds", "Time that a heartbeat to it takes.", registry=own)
        servers = Gauge("quotebot_gateway_servers", "Servers that have the bot.", registry=own)
        connected.set_function(lambda: read().connected)
        latency.set_function(lambda: read().latency)
        servers.set_function(lambda: read().servers)

    def exposition(self) -> bytes:
        """All of it as text of CONTENT_TYPE; it reads the index, which no event loop should wait for."""
        return generate_latest(self._registry)


class _IndexCollector(Collector):
    """Tells what an index holds."""

    def __init__(self, read: Callable[[], IndexState]) -> None:
        self._read = read

    def describe(self) -> list[Metric]:
        """Nothing, so that nothing is read when it is registered."""
        return []

    def collect(self) -> Iterator[Metric]:
        """See prometheus_client."""
        try:
            state = self._read()
        except QuotebotError:
            yield _gauge("readable", "Whether questions can be answered from the index.", 0)
            return
        yield _gauge("readable", "Whether questions can be answered from the index.", 1)
        yield _gauge("generation", "The number of its snapshot.", state.generation)
        yield _gauge("articles", "Articles that it holds.", state.articles)
        yield _gauge("passages", "Passages that it holds.", state.passages)
        yield _gauge("published_timestamp_seconds", "When its snapshot was published, in Unix time.", state.published)


def _gauge(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"quotebot_index_{name}", told, value)
