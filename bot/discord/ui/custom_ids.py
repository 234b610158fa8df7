"""The custom ids of buttons: they say by themselves what a button does, so that it works after a restart."""

import re
from dataclasses import dataclass
from typing import Literal, cast, get_args

ActionName = Literal[
    "read",
    "turn",
    "edition",
    "why",
    "closest",
    "up",
    "down",
    "follow",
    "results",
    "listing",
    "replace",
    "keep",
    "cancel",
    "undo",
    "helped",
    "unhelped",
    "share",
    "correct",
    "review",
    "export",
    "answer",
]
"""What a button does: `read` opens an article at a quote, `turn`, `results` and `listing` show another page.

`edition` shows another page of an article as it was before it changed.
`replace`, `keep` and `cancel` say what becomes of articles that a file would replace; `undo` takes back what was added.
`helped` and `unhelped` say whether the answer to a post did; `share` shows everyone an answer that was private.
`correct` opens the form that corrects an answer. `review` shows another page of what is reviewed, `export` gives all of
it as a file, `answer` opens a form.
"""

PATTERN = (
    rf"quotebot:(?P<name>{'|'.join(get_args(ActionName))})"
    r":(?P<sent>[\w-]{1,32})"
    r"(?::(?P<number>\d{1,6}))?(?::(?P<page>\d{1,6}))?"
)


@dataclass(frozen=True, slots=True)
class ButtonAction:
    """What a button does: to which sent message, to which quote in it (from 0 on), and which page it shows."""

    name: ActionName
    sent_id: str
    number: int = 0
    page: int = 0

    def custom_id(self) -> str:
        """The custom id of such a button."""
        return f"quotebot:{self.name}:{self.sent_id}:{self.number}:{self.page}"


def parse(match: re.Match[str]) -> ButtonAction:
    """What a button does by a match of PATTERN with its custom id."""
    return ButtonAction(
        cast(ActionName, match["name"]), match["sent"], int(match["number"] or 0), int(match["page"] or 0)
    )
