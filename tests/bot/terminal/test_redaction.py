"""No log holds what lets somebody speak as the bot."""

import logging
import sys

import pytest

from bot.terminal.redaction import RedactingFormatter, redacted

TOKEN = "MTk4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"  # noqa: S105 - of no bot
OTHER = "aW50ZXJhY3Rpb246MTIz-_x"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Authorization: Bot {TOKEN}", "Authorization: Bot [token]"),
        (f"POST /interactions/12/{OTHER}/callback", "POST /interactions/12/[token]/callback"),
        (
            f"url='https://x/api/v10/webhooks/12/{OTHER}?wait=true'",
            "url='https://x/api/v10/webhooks/12/[token]?wait=true'",
        ),
        (f"/webhooks/12/{OTHER}/messages/@original", "/webhooks/12/[token]/messages/@original"),
        (f"{{'id': '1', 'token': '{OTHER}', 'type': 2}}", "{'id': '1', 'token': '[token]', 'type': 2}"),
        (f'{{"token":"{OTHER}"}}', '{"token":"[token]"}'),
        ("GET /channels/12/messages/34 of 3 tokens", "GET /channels/12/messages/34 of 3 tokens"),
    ],
)
def test_redacted(text: str, expected: str) -> None:
    """Tokens are replaced wherever discord.py writes them, and nothing else is."""
    assert redacted(text, TOKEN) == expected


def test_tracebacks_are_redacted() -> None:
    """A token in the message of an error is replaced in its traceback too."""
    try:
        raise ValueError(f"no answer from /webhooks/12/{OTHER} for {TOKEN}")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed with %s", (TOKEN,), sys.exc_info())
    lines = RedactingFormatter(TOKEN).format(record).splitlines()
    assert lines[0].endswith("ERROR x: failed with [token]")
    assert lines[-1] == "ValueError: no answer from /webhooks/12/[token] for [token]"
