"""What the bot answers in Discord where it refuses something or fails, in English, by the keys of its messages."""

import re
from collections.abc import Iterator

from bot.service.messages import ENGLISH, FOLDER, messages
from tests.reference.error_messages import FILLED, refusal_keys, says_something

_MESSAGE = re.compile(r"^(?P<key>[a-z-]+) =(?P<text>.*(?:\n[ }].*|\n(?=\n* ))*)", re.MULTILINE)
_VARIABLE = re.compile(r"\$([\w-]+)")
_MARKUP = re.compile(r"[*`]")


def refusals() -> dict[str, str]:
    """The messages by their keys: all that the code refuses with, or whose key says that they refuse."""
    return {key: text for key, text in _all() if says_something(text)}


def _all() -> Iterator[tuple[str, str]]:
    used = refusal_keys()
    for message in _MESSAGE.finditer((FOLDER / ENGLISH / "quotebot.ftl").read_text(encoding="utf-8")):
        key = message["key"]
        if key in used or key.startswith("refuse-") or key == "apology":
            filled = dict.fromkeys(_VARIABLE.findall(message["text"]), FILLED)
            yield key, _MARKUP.sub("", " ".join(messages()(key, **filled).split()))
