"""What the bot keeps of its own, whatever keeps it: the settings of servers, what it sent, votes on that, and facts."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any, Protocol

from bot.service.records import (
    AskedQuestion,
    Complaint,
    Correction,
    ForumPost,
    Kind,
    QuotedMessage,
    ReviewedAnswer,
    SentMessage,
    SentQuote,
    ServerSettings,
)
from index.errors import OutageError, QuotebotError

QUESTIONS: tuple[Kind, ...] = ("answer", "post", "check", "web", "api", "mcp")
"""The kinds of what was sent in answer to a question."""
MOST_COUNTED = 200_000
"""Questions that are counted together."""
MOST_REVIEWED = 5000
"""Answers of a kind that are reviewed together."""
DIGEST = "digest:"
"""What the names of facts about a server begin with, before its id; they go with what is kept of it."""
WRITTEN = "written"
"""The name in a sent message's detail of the article that somebody wrote as its answer."""


class StateError(QuotebotError):
    """A store that is damaged, written by a newer version, or that cannot be opened, read or written."""


class StateOutageError(StateError, OutageError):
    """A store whose server is away, busy or full for now."""


class NoStateError(StateError):
    """A store that was to be read alone, in which nothing was ever kept."""


SettingsChange = Callable[[ServerSettings], ServerSettings]
"""What makes others of a server's settings; it must not fail, and do nothing else."""


class ServerSettingsStore(Protocol):
    """The settings of servers."""

    async def of(self, guild: int) -> ServerSettings:
        """A server's settings; the defaults where none were ever saved."""

    async def save(self, guild: int, settings: ServerSettings) -> None:
        """Saves a server's settings in place of what they were."""

    async def change(self, guild: int, change: SettingsChange) -> ServerSettings:
        """Saves what becomes of a server's settings by a change, which no other comes between; gives them.

        Where nothing becomes different, nothing is kept.
        """


class SentMessageStore(Protocol):
    """The messages that the bot sent, with the quotes in them."""

    async def add(self, sent: SentMessage) -> None:
        """Keeps a sent message, with its quotes; its id must be new."""

    async def set_message(self, sent_id: str, message: int) -> None:
        """Notes which message of the chat shows the sent message of this id."""

    async def change(self, sent_id: str, kind: Kind, detail: dict[str, Any]) -> None:
        """Notes that a sent message is of another kind by now, with another detail."""

    async def mark(self, sent_id: str, name: str) -> bool:
        """Notes in a sent message's detail that something was done with it; whether that was not noted before.

        Of several who try that at once it is true for one alone.
        """

    async def unmark(self, sent_id: str, name: str) -> None:
        """Takes back what was noted by `mark`."""

    async def of_kind(self, kind: Kind) -> list[SentMessage]:
        """All sent messages of a kind, the oldest first."""

    async def get(self, sent_id: str) -> SentMessage | None:
        """The sent message of an id, unless it was forgotten."""

    async def of_message(self, message: int) -> SentMessage | None:
        """What a message of the chat shows: the newest, where it was changed to show something else."""

    async def answers_to(self, message: int) -> list[SentMessage]:
        """What was sent because of a message of the chat, the newest first."""

    async def forget(self, sent_id: str) -> None:
        """Deletes a sent message with its quotes and the votes on it."""

    async def last_answer(
        self, channel: int, asker: int, since: datetime, private: bool = True, until: datetime | None = None
    ) -> SentMessage | None:
        """The newest answer to this person in this channel that is newer than a moment; private ones only if wanted.

        It is older than `until`, where that is given.
        """

    async def quotes(self, collection: str, article: str, asker: int) -> list[SentQuote]:
        """The quotes of an article that were sent to this person, newest first, the newest alone of each span."""


class VoteStore(Protocol):
    """The votes on sent messages, one a person; counts are those up and those down."""

    async def cast(self, sent_id: str, person: int, up: bool, complaint: Complaint | None = None) -> tuple[int, int]:
        """Counts a person's vote in place of an earlier one; gives the counts.

        What they complained of before is kept with a vote down, unless they complain of something else now. A vote on
        what was forgotten meanwhile is not kept: both counts are then 0.
        """

    async def count(self, sent_id: str) -> tuple[int, int]:
        """How many voted up and how many down."""


class ReviewStore(Protocol):
    """The answers of a server to be reviewed, each kind the newest `MOST_REVIEWED` first.

    Private ones are among them, courtesies and checks of what others wrote are not.
    """

    async def unanswered(self, guild: int, since: datetime) -> list[ReviewedAnswer]:
        """Those since a moment that say there is none, and to which nobody has written one since."""

    async def voted_down(self, guild: int, since: datetime) -> list[ReviewedAnswer]:
        """Those since a moment that somebody voted down."""

    async def quoting(self, guild: int, since: datetime) -> list[ReviewedAnswer]:
        """Those since a moment that quote an article."""

    async def those(self, guild: int, ids: Sequence[str]) -> list[ReviewedAnswer]:
        """Those of these ids, in their order, less what was forgotten."""


class QuestionStore(Protocol):
    """The questions that were asked, in all servers and outside of them."""

    async def since(self, moment: datetime) -> list[AskedQuestion]:
        """Those since a moment, the newest `MOST_COUNTED`, the oldest of these first."""


class FactStore(Protocol):
    """What is noted under names, such as the fingerprint of the commands that were registered last."""

    async def get(self, name: str) -> str | None:
        """What was noted last under a name."""

    async def set(self, name: str, value: str) -> None:
        """Notes a fact under its name."""


class QuotedMessageStore(Protocol):
    """The messages of Discord that articles are made of, as long as these are there; no age deletes them."""

    async def save(self, messages: Sequence[QuotedMessage]) -> None:
        """Keeps messages, each in place of what was kept of it for the same article."""

    async def forget(self, collection: str, key: str) -> None:
        """Deletes what is kept of an article, by its id, and the words of it that are marked as not to be quoted."""

    async def of_article(self, collection: str, key: str) -> list[QuotedMessage]:
        """The messages that an article is made of, in order; none where it is made of something else."""

    async def of_message(self, message: int) -> list[QuotedMessage]:
        """What is kept of a message, once for each article that it is in."""

    async def of_channel(self, channel: int) -> list[QuotedMessage]:
        """All that stands in a channel, its threads included, or in a thread."""

    async def of_server(self, guild: int) -> list[QuotedMessage]:
        """All of a server."""

    async def every(self) -> list[QuotedMessage]:
        """All of all servers."""


class ForumPostStore(Protocol):
    """The posts of forums that the bot saw, as long as these are there; no age deletes them."""

    async def save(self, post: ForumPost) -> None:
        """Keeps a post in place of what was kept of it."""

    async def get(self, thread: int) -> ForumPost | None:
        """A post by the id of its thread, if it was seen."""

    async def solved(self, forum: int, limit: int) -> list[ForumPost]:
        """The newest posts of a forum that are solved."""

    async def forget(self, channel: int) -> None:
        """Deletes a post, or all of a forum."""


class CorrectionStore(Protocol):
    """What those who manage servers put right in answers, as long as the server is there; no age deletes it."""

    async def add(self, correction: Correction) -> None:
        """Keeps a correction in place of what was said of the same before.

        Of a passage that is the same passage of the same article; else the same article, which is either preferred or
        superseded by one other.
        """

    async def remove(self, guild: int, correction_id: str) -> bool:
        """Takes a correction of a server back; false where it is not there any more."""

    async def of_server(self, guild: int) -> list[Correction]:
        """All of a server, in the order in which they were added."""


class Held(Protocol):
    """A right that one process at a time holds: true as long as this one does."""

    def __bool__(self) -> bool: ...


class ClaimStore(Protocol):
    """What one of all processes that share the store does, and no other."""

    async def take(self, key: str) -> bool:
        """Whether what a key stands for is to be done by who asks: true once, for one of all that ever ask.

        Where the answer is lost on its way, to nobody: what must be done though it is done twice is no use for this.
        """

    async def take_all(self, keys: Collection[str]) -> set[str]:
        """Those of several keys that `take` would be true for."""

    async def forget(self, before: datetime) -> None:
        """Deletes what was taken before a moment, after which nobody asks for it any more."""

    def held(self, key: str) -> AbstractAsyncContextManager[Held]:
        """The right of a name, if nobody else holds it; it is free again afterwards, and once this process has died."""


class StateStore(Protocol):
    """All that the bot keeps of its own; what a method was given to keep outlasts a crash once it returns.

    Texts come back as `storable` makes them, moments in UTC. Every method raises StateError where the store cannot be
    read or written.
    """

    @property
    def settings(self) -> ServerSettingsStore:
        """The settings of servers."""

    @property
    def sent_messages(self) -> SentMessageStore:
        """The messages that the bot sent."""

    @property
    def votes(self) -> VoteStore:
        """The votes on them."""

    @property
    def reviews(self) -> ReviewStore:
        """The answers that are to be reviewed."""

    @property
    def questions(self) -> QuestionStore:
        """The questions that were asked."""

    @property
    def facts(self) -> FactStore:
        """What is noted under names."""

    @property
    def quoted_messages(self) -> QuotedMessageStore:
        """The messages that articles are made of."""

    @property
    def forum_posts(self) -> ForumPostStore:
        """The posts of forums."""

    @property
    def corrections(self) -> CorrectionStore:
        """What those who manage servers put right."""

    @property
    def claims(self) -> ClaimStore:
        """What one of all processes does alone."""

    async def servers(self) -> set[int]:
        """The servers of which anything is kept."""

    async def forget_server(self, guild: int) -> None:
        """Deletes a server's settings, posts and corrections, what was sent there with its votes, and what was quoted.

        Quoted are the messages that became articles.
        """

    async def forget_person(self, person: int) -> int:
        """Deletes a person's votes and posts, and what was sent to them, with everybody's votes on that.

        Gives how many of these were deleted.
        """

    async def purge(self, before: datetime) -> int:
        """Deletes what was sent before a moment, with the votes on it; gives how many messages were deleted."""


def storable(text: str) -> str:
    """The text with what not every store can hold, which is lone surrogates and NUL, replaced by U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\0", "\ufffd")
