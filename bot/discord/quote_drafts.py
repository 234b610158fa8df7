"""Messages that somebody is about to quote, from the menu until the form about them is sent in.

They are kept in memory alone, since Discord gives a message only with the command on it, and nobody may ever send in
the form.
"""

from collections import OrderedDict
from dataclasses import dataclass

from bot.service.message_articles import WrittenMessage

_MOST = 1000


@dataclass(frozen=True, slots=True)
class QuoteDraft:
    """A message to be quoted in a server, in the channel `parent` where it stands in a thread.

    `limited_to` is the channel whose readers alone may read it where it is not for everyone.
    """

    guild: int
    parent: int | None
    limited_to: int
    message: WrittenMessage
    is_program: bool
    """Whether a bot or a webhook wrote it, which nobody can ask."""


class QuoteDrafts:
    """The newest drafts, by keys that nobody guesses."""

    def __init__(self) -> None:
        self._drafts = OrderedDict[str, QuoteDraft]()

    def keep(self, key: str, draft: QuoteDraft) -> None:
        """Keeps a draft, the oldest giving way to it where there are many."""
        self._drafts[key] = draft
        while len(self._drafts) > _MOST:
            self._drafts.popitem(last=False)

    def __contains__(self, key: str) -> bool:
        return key in self._drafts

    def take(self, key: str) -> QuoteDraft | None:
        """A draft by its key, which is kept no longer."""
        return self._drafts.pop(key, None)

    def forget(self, message: int) -> None:
        """Keeps nothing of a message that was deleted or changed."""
        for key in [key for key, draft in self._drafts.items() if draft.message.id == message]:
            del self._drafts[key]
