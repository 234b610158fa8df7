"""What is logged of the bot's events: their lines, their fields, and nothing that somebody wrote."""

import logging
from collections.abc import Iterator
from dataclasses import fields
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.event_log import Event, Ready, RequestEnded, RequestTrace, Result, ServerJoined, ServerLeft, note
from bot.service.metrics import Outcome
from bot.service.records import SentMessage, SentQuote
from bot.terminal.log import ConsoleFormatter, JsonFormatter
from tests.records import kept_records


@pytest.fixture
def logged() -> Iterator[list[logging.LogRecord]]:
    """What the bot logs, at any level."""
    with kept_records() as records:
        yield records


@pytest.mark.parametrize(
    ("event", "line", "told"),
    [
        (
            Ready("quotebot#0", "5", 2, 1),
            "ready as quotebot#0 (5), servers: 2, shards: 1",
            {"event": "ready", "account": "quotebot#0", "account_id": "5", "servers": 2, "shards": 1},
        ),
        (
            ServerJoined("12", 40),
            "joined server 12, members: 40",
            {"event": "server joined", "guild": "12", "members": 40},
        ),
        (
            ServerLeft("12", None),
            "left server 12, members: None",
            {"event": "server left", "guild": "12", "members": None},
        ),
        (
            RequestEnded(True, "aB-3", "answer", "12", "answered", None, 8.4, 131.6),
            "question aB-3 in server 12, answer: answered, acknowledged after 8 ms, answered after 132 ms",
            {
                "event": "request",
                "question": True,
                "id": "aB-3",
                "kind": "answer",
                "guild": "12",
                "outcome": "answered",
                "reason": None,
                "acknowledged_ms": 8.4,
                "answered_ms": 131.6,
            },
        ),
        (
            RequestEnded(True, None, None, None, "refused", "refuse-cooldown", None, None),
            "question - in no server: refused (refuse-cooldown)",
            {
                "event": "request",
                "question": True,
                "id": None,
                "kind": None,
                "guild": None,
                "outcome": "refused",
                "reason": "refuse-cooldown",
                "acknowledged_ms": None,
                "answered_ms": None,
            },
        ),
    ],
)
def test_lines_and_fields(
    logged: list[logging.LogRecord], event: Event, line: str, told: dict[str, str | int | None]
) -> None:
    """An event has a line for people, and beside it its name and fields for programs."""
    note(event)
    assert [(record.getMessage(), vars(record)["event"]) for record in logged] == [(line, told)]


def test_no_field_hides_what_each_record_has() -> None:
    """No field of an event goes by the name of what a record has by itself."""
    names = {field.name for event in get_args(Event) for field in fields(event)}
    assert names & {"timestamp", "level", "logger", "message", "event", "exception"} == set()


def sent(answered: bool = True, kept: str = "a", text: str = "") -> SentMessage:
    """Something that was sent, all of whose texts are one."""
    quote = SentQuote(text, text, 0, 1, text, (), text)
    return SentMessage(kept, "answer", 12, 3, 4, True, text, text, answered, {"text": text}, (quote,))


def ended(trace: RequestTrace, records: list[logging.LogRecord]) -> tuple[object, ...]:
    """The level, id, outcome and reason that are logged of a request, and which of its times are known."""
    trace.note()
    told = vars(records[-1])["event"]
    times = tuple(told[name] is not None for name in ("acknowledged_ms", "answered_ms"))
    return records[-1].levelname, told["id"], told["outcome"], told["reason"], times


def test_answered(logged: list[logging.LogRecord]) -> None:
    """A question is answered where one of the messages sent for it answers, and goes by the id of the first."""
    trace = RequestTrace(12, question=True)
    trace.acknowledged()
    trace.sent(sent(answered=False, kept="first"))
    trace.shown()
    trace.sent(sent(kept="limited"))
    trace.handled()
    assert ended(trace, logged) == ("INFO", "first", "answered", None, (True, True))


def test_not_answered(logged: list[logging.LogRecord]) -> None:
    """A question that no message answers is not answered, though something was shown."""
    trace = RequestTrace(None, question=True)
    trace.sent(sent(answered=False))
    trace.shown()
    trace.handled()
    assert ended(trace, logged) == ("INFO", "a", "not answered", None, (False, True))


def test_what_is_shown_of_a_refusal_is_no_answer(logged: list[logging.LogRecord]) -> None:
    """The first end of a request counts, and no time of an answer is told where there is none."""
    trace = RequestTrace(12, question=True)
    trace.end("refused", "refuse-stopping")
    trace.shown()
    trace.handled()
    assert ended(trace, logged) == ("INFO", None, "refused", "refuse-stopping", (False, False))


def test_what_is_no_question(logged: list[logging.LogRecord]) -> None:
    """A button or a setting is logged where more is to be logged than usual."""
    trace = RequestTrace(12, question=False)
    trace.handled()
    assert ended(trace, logged) == ("DEBUG", None, "done", None, (False, False))


def test_cut_off(logged: list[logging.LogRecord]) -> None:
    """A request that neither went its whole way nor failed was cut off."""
    assert ended(RequestTrace(12, question=True), logged) == ("INFO", None, "ended", None, (False, False))


@pytest.mark.parametrize(
    ("outcome", "counted"),
    [
        ("answered", "answered"),
        ("not answered", "not answered"),
        ("refused", "refused"),
        ("failed", "failed"),
        ("too late", "failed"),
        ("not allowed", "failed"),
        ("ended", "failed"),
        ("done", None),
        ("ignored", None),
    ],
)
def test_as_what_it_counts(outcome: Result, counted: Outcome | None) -> None:
    """A question counts by what its asker got, one that was none or not the bot's to answer does not."""
    trace = RequestTrace(12, question=True)
    trace.end(outcome)
    assert trace.note().counted == counted
    other = RequestTrace(12, question=False)
    other.end(outcome)
    assert other.note().counted is None


@given(st.text(min_size=1), st.booleans(), st.booleans())
def test_nothing_that_was_written_is_logged(text: str, answered: bool, question: bool) -> None:
    """In neither form does a line hold a word of what was asked or quoted, whatever that is."""
    written = f"«{text}»"
    trace = RequestTrace(12, question)
    trace.sent(sent(answered, text=written))
    trace.shown()
    trace.handled()
    with kept_records() as records:
        trace.note()
    for formatter in (ConsoleFormatter("token"), JsonFormatter("token")):
        assert not any("«" in formatter.format(record) for record in records)
    assert len(records) == 1
