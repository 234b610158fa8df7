"""What threads and forums have beyond other channels."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.discord_server.errors import Json

ARCHIVE_DURATIONS = (60, 1440, 4320, 10080)
"""The minutes without a message after which a thread may be made to leave the list of channels."""
MAX_TAGS, MAX_APPLIED = 20, 5
PINNED, REQUIRE_TAG = 1 << 1, 1 << 4


def now() -> str:
    """Return the present time as Discord writes it."""
    return datetime.now(UTC).isoformat()


@dataclass(frozen=True)
class Tag:
    """A tag of a forum; one that is moderated is set by those alone who may manage threads."""

    id: int
    name: str
    moderated: bool = False

    def payload(self) -> Json:
        """Return the tag as Discord describes it."""
        unset: Json = {"emoji_id": None, "emoji_name": None}
        return {"id": str(self.id), "name": self.name, "moderated": self.moderated} | unset


@dataclass(eq=False)
class Thread:
    """The state of a thread."""

    owner_id: int
    tags: tuple[int, ...] = ()
    auto_archive_duration: int = 1440
    rate_limit: int = 0
    invitable: bool | None = None
    """Whether those who are in a private thread may invite others."""
    archived: bool = False
    locked: bool = False
    flags: int = 0
    sent: int = 0
    """How many messages were ever written here, without the one that it began with."""
    begun: bool = False
    """Whether the message that a post begins with was written."""
    made_at: str = field(default_factory=now)
    archived_at: str = field(default_factory=now)
    """When the thread was made, archived or opened again, or its duration changed: the last of these."""

    def metadata(self) -> Json:
        """Return the metadata of the thread as Discord describes them."""
        payload: Json = {
            "archived": self.archived,
            "auto_archive_duration": self.auto_archive_duration,
            "archive_timestamp": self.archived_at,
            "locked": self.locked,
            "create_timestamp": self.made_at,
        }
        return payload | ({} if self.invitable is None else {"invitable": self.invitable})
