"""The log of a command that goes on running: on standard error, as lines for people or as JSON for programs.

Neither holds the bot's token or that of an interaction.
"""

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from bot.terminal.redaction import redacted

if TYPE_CHECKING:
    from config import LogSettings


class ConsoleFormatter(logging.Formatter):
    """Formats a record as a line, with its traceback below."""

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """See logging."""
        return redacted(super().format(record), self._token)


class JsonFormatter(logging.Formatter):
    """Formats a record as one line of JSON, an event of the bot's with its fields and an error with its traceback."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """See logging."""
        told: dict[str, Any] = {
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "event", {}),
        }
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        texts = {key: self._text(value) for key, value in told.items() if isinstance(value, str)}
        return msgspec.json.encode(told | texts).decode()

    def _text(self, text: str) -> str:
        """The text redacted, before it is encoded and quotes around a token are escaped; without lone surrogates."""
        return redacted(text, self._token).encode(errors="replace").decode()


def log_to_stderr(token: str, settings: "LogSettings") -> None:
    """Have what happens logged on standard error.

    What libraries tell only who looks for their mistakes is left out at any level: questions and names stand in it.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter(token) if settings.format == "json" else ConsoleFormatter(token))
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    logging.basicConfig(level=max(level, logging.INFO), handlers=[handler])
    logging.getLogger("quotebot").setLevel(level)
    logging.getLogger("mcp").setLevel(max(level, logging.WARNING))  # else it has a line for each request
