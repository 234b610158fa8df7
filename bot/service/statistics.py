"""What is told of the questions of some days: how many, how answered, by what, how soon, and what people thought.

Days are those of the operator's clock.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import TypeVar

import numpy as np

from bot.service.records import AskedQuestion, Kind, VoteReason
from index.records import Source

K = TypeVar("K")
Place = tuple[str, str]
"""An article, by its collection and id."""

_TOLD = 20  # articles that are quoted most
_REMARKS = 50
DOORS: Mapping[Kind, str] = {"web": "web", "api": "api", "mcp": "mcp"}
"""By which door a question of a kind came; all others by Discord."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many questions were answered, and of how many it was said that the articles do not answer them."""

    answered: int = 0
    unanswered: int = 0

    @property
    def asked(self) -> int:
        """How many were asked."""
        return self.answered + self.unanswered


@dataclass(frozen=True, slots=True)
class Latency:
    """How long a stage took: of how many answers that is known, and within which times, in milliseconds.

    Half of them took at most `p50`, 95 of 100 `p95` and 99 of 100 `p99`.
    """

    stage: str
    count: int
    p50: float
    p95: float
    p99: float


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody wrote of an answer that they voted down, and what was asked, which may be empty."""

    reason: VoteReason
    remark: str
    question: str


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is told; see the module. `latencies` has all stages, the whole of an answer last, by the name "total"."""

    days: tuple[tuple[date, Count], ...]
    doors: tuple[tuple[str, Count], ...]
    most_quoted: tuple[tuple[Place, int], ...]
    quoted: frozenset[Place]
    unanswered: tuple[tuple[str, int], ...]
    up: int
    down: int
    reasons: tuple[tuple[VoteReason, int], ...]
    remarks: tuple[Remark, ...]
    latencies: tuple[Latency, ...]

    @property
    def total(self) -> Count:
        """How many questions were asked in all."""
        counts = [count for _, count in self.days]
        return Count(sum(one.answered for one in counts), sum(one.unanswered for one in counts))


def statistics(asked: Sequence[AskedQuestion], first: date, last: date, zone: tzinfo | None = None) -> Statistics:
    """Counts questions from a day on up to another, both included, each of which is told; `zone` None is the local one.

    What was asked before or after is left out.
    """
    days = [first + timedelta(number) for number in range((last - first).days + 1)]
    dated = [(one.created.astimezone(zone).date(), one) for one in asked]
    within = [(day, one) for day, one in dated if first <= day <= last]
    questions = [one for _, one in within]
    quoted = Counter(place for one in questions for place in one.quoted)
    unanswered = Counter(one.question for one in questions if not one.answered and one.question)
    complaints = [(complaint, one.question) for one in questions for complaint in one.complaints]
    remarks = [Remark(one.reason, one.remark, question) for one, question in reversed(complaints) if one.remark]
    return Statistics(
        _counted(days, ((day, one.answered) for day, one in within)),
        _counted(("discord", *DOORS.values()), ((DOORS.get(one.kind, "discord"), one.answered) for one in questions)),
        tuple(sorted(quoted.items(), key=lambda item: (-item[1], item[0]))[:_TOLD]),
        frozenset(quoted),
        tuple(unanswered.most_common()),
        sum(one.up for one in questions),
        sum(one.down for one in questions),
        tuple(Counter(complaint.reason for complaint, _ in complaints).most_common()),
        tuple(remarks[:_REMARKS]),
        _latencies(questions),
    )


def never_quoted(articles: Iterable[Source], quoted: frozenset[Place]) -> list[Source]:
    """The articles that no answer quoted, by title."""
    return sorted(
        (one for one in articles if (one.collection, one.id) not in quoted), key=lambda one: (one.title, one.id)
    )


def _counted(keys: Iterable[K], answers: Iterable[tuple[K, bool]]) -> tuple[tuple[K, Count], ...]:
    """For each key how many were answered, and how many not."""
    counts = Counter(answers)
    return tuple((key, Count(counts[key, True], counts[key, False])) for key in keys)


def _latencies(questions: Sequence[AskedQuestion]) -> tuple[Latency, ...]:
    times: dict[str, list[float]] = {}
    for one in questions:
        for stage, time in one.stages.items():
            times.setdefault(stage, []).append(time)
    times["total"] = [one.total for one in questions if one.total is not None]
    return tuple(_latency(stage, taken) for stage, taken in times.items() if taken)


def _latency(stage: str, taken: Sequence[float]) -> Latency:
    p50, p95, p99 = (float(time) for time in np.percentile(taken, (50, 95, 99), method="higher"))
    return Latency(stage, len(taken), p50, p95, p99)
