"""What is kept out of the log: whoever has such a token may speak as the bot."""

import logging
import re

_HIDDEN = "[token]"
# Those of interactions, valid for 15 minutes, as they stand in addresses and in events.
_INTERACTIONS = re.compile(
    r"""(/interactions/\d+/|/webhooks/\d+/|["']token["']:\s*["'])[^/\s"'?#]+""",
)


class RedactingFormatter(logging.Formatter):
    """Formats a record with its traceback, in which tokens are replaced."""

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """See logging."""
        return redacted(super().format(record), self._token)


def redacted(text: str, token: str) -> str:
    """The text with the bot's token, and those of interactions, replaced."""
    return _INTERACTIONS.sub(rf"\1{_HIDDEN}", text.replace(token, _HIDDEN))


def log_to_stderr(token: str) -> None:
    """Have what happens logged on standard error, line by line, and never the bot's token or that of an interaction."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(token))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
