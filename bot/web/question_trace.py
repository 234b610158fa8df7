"""One question from when it came until it is answered: counted, and told in the log by its id and figures alone."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from time import perf_counter
from typing import ClassVar

from bot.service.metrics import Door, Metrics, Outcome
from bot.service.records import new_id
from bot.service.worker_pool import ClosedPoolError, Overloaded
from index.errors import QuotebotError

log = logging.getLogger("quotebot")


class RefusedQuestionError(QuotebotError):
    """A question that is not looked at."""


@dataclass(frozen=True, slots=True)
class QuestionEnded:
    """What became of a question, or of a search; `id` is that of the SentMessage by which an answer is kept.

    The time is in milliseconds, None where nothing was answered.
    """

    event: ClassVar[str] = "question"
    door: Door
    id: str
    outcome: Outcome
    answered_ms: float | None

    def __str__(self) -> str:
        took = "" if self.answered_ms is None else f" after {self.answered_ms:.0f} ms"
        return f"question {self.id} by {self.door}: {self.outcome}{took}"


@dataclass(slots=True)
class QuestionTrace:
    """What is known of a question so far."""

    id: str = field(default_factory=new_id)
    answered: bool = False
    _begun: float = field(default_factory=perf_counter)

    @property
    def milliseconds(self) -> float:
        """How long ago it came."""
        return round((perf_counter() - self._begun) * 1000, 1)


@contextmanager
def traced(metrics: Metrics, door: Door) -> Iterator[QuestionTrace]:
    """Counts and logs what becomes of a question while this is open; who opened it notes whether it was answered."""
    trace = QuestionTrace()
    outcome: Outcome = "failed"
    try:
        yield trace
        outcome = "answered" if trace.answered else "not answered"
    except (RefusedQuestionError, Overloaded, ClosedPoolError):
        outcome = "refused"
        raise
    finally:
        took = trace.milliseconds if outcome in ("answered", "not answered") else None
        metrics.count_question(door, outcome, None if took is None else took / 1000)
        ended = QuestionEnded(door, trace.id, outcome, took)
        log.info("%s", ended, extra={"event": {"event": ended.event, **asdict(ended)}})
