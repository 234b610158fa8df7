"""The log in both of its forms: each record whole, and no secret in either."""

import json
import logging
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.log import ConsoleFormatter, JsonFormatter

TOKEN = "MTk4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"  # noqa: S105 - of no bot
OTHER = "aW50ZXJhY3Rpb246MTIz-_x"
MOMENT = 1_741_167_296.7894  # 2025-03-05T09:34:56.789Z


LOGGING = f"""
import logging, sys
from bot.terminal.log import log_to_stderr
from config import LogSettings
log_to_stderr("{TOKEN}", LogSettings(sys.argv[1], "json"))
for severity in ("debug", "info", "error"):
    for name in ("quotebot", "discord"):
        getattr(logging.getLogger(name), severity)("%s %s", name, severity)
"""


def record(message: str, *values: object, **fields: object) -> logging.LogRecord:
    """A record of the bot's at a moment that is known."""
    made = logging.LogRecord("quotebot", logging.WARNING, "", 0, message, values, None)
    made.created, made.msecs = MOMENT, 789.0
    vars(made).update(fields)
    return made


def failed(message: str) -> logging.LogRecord:
    """A record of an error that was raised."""
    try:
        raise ValueError(message)
    except ValueError:
        return record("failed, id %s", "3f", exc_info=sys.exc_info())


def test_console_line() -> None:
    """A line of the console has the time, level, logger and message, and nothing of an event's fields twice."""
    line = ConsoleFormatter(TOKEN).format(record("left server %s", "12", event={"event": "server left"}))
    assert line.split(" ", 2)[1].endswith(",789")
    assert line.split(" ", 2)[2] == "WARNING quotebot: left server 12"


def test_json_object() -> None:
    """Of a record without an event the object holds the time in UTC, level, logger and message."""
    assert JsonFormatter(TOKEN).format(record("may not answer in %d", 7)) == (
        '{"timestamp":"2025-03-05T09:34:56.789+00:00","level":"warning","logger":"quotebot",'
        '"message":"may not answer in 7"}'
    )


def test_json_event() -> None:
    """The fields of an event stand beside its name."""
    fields = {"event": "server joined", "guild": "12", "members": 3}
    assert JsonFormatter(TOKEN).format(record("joined", event=fields)) == (
        '{"timestamp":"2025-03-05T09:34:56.789+00:00","level":"warning","logger":"quotebot","message":"joined",'
        '"event":"server joined","guild":"12","members":3}'
    )


def test_json_exception() -> None:
    """A traceback is a text in the object, so that the record stays one line."""
    line = JsonFormatter(TOKEN).format(failed("no answer\nat all"))
    assert "\n" not in line
    told = json.loads(line)
    trace = told.pop("exception").splitlines()
    assert told == {
        "timestamp": "2025-03-05T09:34:56.789+00:00",
        "level": "warning",
        "logger": "quotebot",
        "message": "failed, id 3f",
    }
    assert (trace[0], trace[-2:]) == ("Traceback (most recent call last):", ["ValueError: no answer", "at all"])


@pytest.mark.parametrize("formatter", [ConsoleFormatter(TOKEN), JsonFormatter(TOKEN)])
def test_tracebacks_are_redacted(formatter: logging.Formatter) -> None:
    """A token in the message of an error is replaced in its traceback too."""
    line = formatter.format(failed(f"no answer from /webhooks/12/{OTHER} for {TOKEN}"))
    assert "ValueError: no answer from /webhooks/12/[token] for [token]" in line


def test_json_is_redacted_before_quotes_are_escaped() -> None:
    """The token of an interaction is replaced where it stands between quotes, which JSON escapes."""
    told = JsonFormatter(TOKEN).format(record("got %s", f'{{"token": "{OTHER}"}}', event={"event": TOKEN}))
    assert (json.loads(told)["message"], json.loads(told)["event"]) == ('got {"token": "[token]"}', "[token]")


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Z", "C"])))
def test_any_text_is_one_object_without_the_token(text: str) -> None:
    """Whatever is logged, line ends and lone surrogates too, is one line of JSON, and the token is not in it."""
    line = JsonFormatter(TOKEN).format(record("%s", f"{text}{TOKEN}{text}"))
    shown = text.encode(errors="replace").decode()
    assert "\n" not in line
    assert TOKEN not in line
    assert json.loads(line)["message"] == f"{shown}[token]{shown}"


@pytest.mark.parametrize(
    ("level", "told"),
    [
        ("debug", ["quotebot debug", "quotebot info", "discord info", "quotebot error", "discord error"]),
        ("info", ["quotebot info", "discord info", "quotebot error", "discord error"]),
        ("warning", ["quotebot error", "discord error"]),
        ("error", ["quotebot error", "discord error"]),
    ],
)
def test_level(level: str, told: list[str]) -> None:
    """What is below the level is not logged, and of libraries nothing that is for those who look for their mistakes."""
    run = subprocess.run([sys.executable, "-c", LOGGING, level], capture_output=True, text=True, check=True)  # noqa: S603
    assert [json.loads(line)["message"] for line in run.stderr.splitlines()] == told
