"""The custom ids of buttons: they say by themselves what a button does, so that it works after a restart."""

import re
from dataclasses import dataclass
from typing import Literal, cast

ActionName = Literal["read", "turn", "why", "closest", "up", "down", "follow", "results", "listing"]
"""What a button does: `read` opens an article at a quote, `turn`, `results` and `listing` show another page."""

PATTERN = (
    r"quotebot:(?P<action>read|turn|why|closest|up|down|follow|results|listing):(?P<shown>[\w-]{1,32})"
    r"(?::(?P<number>\d{1,6}))?(?::(?P<page>\d{1,6}))?"
)


@dataclass(frozen=True, slots=True)
class ButtonAction:
    """A press on a button: on which of what was shown, of which quote in it (from 0 on), and to which page."""

    action: ActionName
    shown: str
    number: int = 0
    page: int = 0

    def custom_id(self) -> str:
        """The custom id of such a button."""
        return f"quotebot:{self.action}:{self.shown}:{self.number}:{self.page}"


def parse(match: re.Match[str]) -> ButtonAction:
    """What a button does by a match of PATTERN with its custom id."""
    return ButtonAction(
        cast(ActionName, match["action"]), match["shown"], int(match["number"] or 0), int(match["page"] or 0)
    )
