"""No log holds what lets somebody speak as the bot."""

import pytest

from bot.terminal.redaction import redacted

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


def test_no_token() -> None:
    """Where there is no token nothing is taken for one."""
    assert redacted("serving at http://127.0.0.1:8080/", "") == "serving at http://127.0.0.1:8080/"
