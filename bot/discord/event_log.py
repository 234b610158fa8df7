"""What happens to the bot, as events with fields for the log: ids and figures, never a question or a person's name.

Ids of Discord's are texts, as they are in its own JSON: many programs round numbers that large.
"""

import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import ClassVar, Literal

from bot.service.metrics import Outcome
from bot.service.records import Kind, SentMessage

log = logging.getLogger("quotebot")

Result = Literal["done", "answered", "not answered", "refused", "ignored", "too late", "not allowed", "failed", "ended"]
"""What became of a request: what was no question is `done`; one whose handling was cut off is `ended`."""
_COUNTED: Mapping[Result, Outcome] = {
    "answered": "answered",
    "not answered": "not answered",
    "refused": "refused",
    "failed": "failed",
    "too late": "failed",
    "not allowed": "failed",
    "ended": "failed",
}
"""As what a question is counted, by what became of it; what asked nothing after all, or not the bot, is not."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The bot can be asked."""

    event: ClassVar[str] = "ready"
    account: str
    account_id: str
    servers: int
    shards: int

    def __str__(self) -> str:
        return f"ready as {self.account} ({self.account_id}), servers: {self.servers}, shards: {self.shards}"


@dataclass(frozen=True, slots=True)
class ServerJoined:
    """The bot was added to a server."""

    event: ClassVar[str] = "server joined"
    guild: str
    members: int | None

    def __str__(self) -> str:
        return f"joined server {self.guild}, members: {self.members}"


@dataclass(frozen=True, slots=True)
class ServerLeft:
    """The bot was removed from a server."""

    event: ClassVar[str] = "server left"
    guild: str
    members: int | None

    def __str__(self) -> str:
        return f"left server {self.guild}, members: {self.members}"


@dataclass(frozen=True, slots=True)
class RequestEnded:
    """What became of a question, or of something else that somebody wanted of the bot.

    `id` and `kind` are those of the SentMessage that shows what was found, None where nothing was sent; `guild` is None
    outside of servers that have the bot. Times are milliseconds since the bot was told of it, None where that did not
    come about. `reason` is the key of the message that refuses, or the id by which a failure was told.
    """

    event: ClassVar[str] = "request"
    question: bool
    id: str | None
    kind: Kind | None
    guild: str | None
    outcome: Result
    reason: str | None
    acknowledged_ms: float | None
    answered_ms: float | None

    @property
    def counted(self) -> Outcome | None:
        """As what it counts in the metrics; None where it was no question."""
        return _COUNTED.get(self.outcome) if self.question else None

    def __str__(self) -> str:
        what = f"{'question' if self.question else 'request'} {self.id or '-'}"
        why = f" ({self.reason})" if self.reason else ""
        place = "no server" if self.guild is None else f"server {self.guild}"
        times = (("acknowledged", self.acknowledged_ms), ("answered", self.answered_ms))
        told = "".join(f", {step} after {time:.0f} ms" for step, time in times if time is not None)
        return f"{what} in {place}{f', {self.kind}' if self.kind else ''}: {self.outcome}{why}{told}"


Event = Ready | ServerJoined | ServerLeft | RequestEnded


def note(event: Event, level: int = logging.INFO) -> None:
    """Logs an event: its line, and beside it its fields, for a log that a program reads."""
    log.log(level, "%s", event, extra={"event": {"event": event.event, **asdict(event)}})


class RequestTrace:
    """Follows one request from when the bot is told of it until it is noted what became of it."""

    def __init__(self, guild: int | None, question: bool) -> None:
        self._guild = None if guild is None else str(guild)
        self._question = question
        self._begun = perf_counter()
        self._acknowledged: float | None = None
        self._answered: float | None = None
        self.queued_ms = 0.0
        """How long what it needed done waited so far, before a worker did it."""
        self._sent: list[SentMessage] = []
        self._outcome: Result = "ended"
        self._reason: str | None = None

    def acknowledged(self) -> None:
        """Discord knows that an answer will come."""
        self._acknowledged = self.elapsed_ms

    def sent(self, sent: SentMessage) -> None:
        """Something was found that is about to be shown; an answer may have a part for the asker alone."""
        self._sent.append(sent)

    def shown(self) -> None:
        """The answer can be seen; what else is shown, such as a refusal, does not count."""
        if self._answered is None and self._outcome == "ended":
            self._answered = self.elapsed_ms

    def end(self, outcome: Result, reason: str | None = None) -> None:
        """What became of it, unless that is known already."""
        if self._outcome == "ended":
            self._outcome, self._reason = outcome, reason

    def handled(self) -> None:
        """It went its whole way."""
        if self._question and self._sent:
            self.end("answered" if any(sent.answered for sent in self._sent) else "not answered")
        else:
            self.end("done")

    def note(self) -> RequestEnded:
        """Logs it and gives what is logged; what was no question only where more is to be logged than usual."""
        first = self._sent[0] if self._sent else None
        ended = RequestEnded(
            self._question,
            first.id if first else None,
            first.kind if first else None,
            self._guild,
            self._outcome,
            self._reason,
            self._acknowledged,
            self._answered,
        )
        note(ended, logging.INFO if self._question else logging.DEBUG)
        return ended

    @property
    def elapsed_ms(self) -> float:
        """How long ago the bot was told of it."""
        return round((perf_counter() - self._begun) * 1000, 1)
