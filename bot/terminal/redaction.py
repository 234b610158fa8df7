"""What is kept out of the log: whoever has such a token may speak as the bot."""

import re

_HIDDEN = "[token]"
# Those of interactions, valid for 15 minutes, as they stand in addresses and in events.
_INTERACTIONS = re.compile(
    r"""(/interactions/\d+/|/webhooks/\d+/|["']token["']:\s*["'])[^/\s"'?#]+""",
)


def redacted(text: str, token: str) -> str:
    """The text with the bot's token, if it has one, and those of interactions, replaced."""
    return _INTERACTIONS.sub(rf"\1{_HIDDEN}", text.replace(token, _HIDDEN) if token else text)
