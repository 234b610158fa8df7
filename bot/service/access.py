"""Who may read which collection: the shared one, and those of a server for everyone, for a channel or for a role."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.service.records import CollectionChoice, SentMessage

SHARED = ""
_NAME = re.compile(r"(0|[1-9]\d{0,19})/(everyone|(channel|role)-(0|[1-9]\d{0,19}))", re.ASCII)


@dataclass(frozen=True, slots=True)
class RequestScope:
    """Who makes a request, and where: `channels` are the channel and, of a thread, the channel it is in.

    `guild` is a server that has the bot, None in direct messages and where a person alone has installed it.
    """

    person: int
    guild: int | None
    channels: tuple[int, ...]
    roles: frozenset[int]


@dataclass(frozen=True, slots=True)
class CollectionScope:
    """For whom a server's collection is: everyone, the readers of one channel, or the members with one role."""

    guild: int
    kind: Literal["everyone", "channel", "role"]
    id: int

    @property
    def name(self) -> str:
        """The name of the collection."""
        return f"{self.guild}/everyone" if self.kind == "everyone" else f"{self.guild}/{self.kind}-{self.id}"


def parse_scope(name: str) -> CollectionScope | None:
    """For whom the collection of this name is; None of the shared one and of what is no name."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    guild = int(match[1])
    if match[3] == "channel":
        return CollectionScope(guild, "channel", int(match[4]))
    if match[3] == "role":
        return CollectionScope(guild, "role", int(match[4]))
    return CollectionScope(guild, "everyone", guild)


def readable(names: Iterable[str], scope: RequestScope, choice: CollectionChoice, private: bool) -> list[str]:
    """Those of the collections that may be read by whom and where `scope` says; a role's only in private."""
    return [name for name in names if _may_read(name, scope, choice, private)]


def may_use(sent: SentMessage, scope: RequestScope) -> bool:
    """Whether the buttons of a sent message are for this person, here: of one outside of any server for its asker."""
    is_for_all = sent.guild is not None and not sent.private
    return sent.guild == scope.guild and (is_for_all or sent.asker == scope.person)


def _may_read(name: str, scope: RequestScope, choice: CollectionChoice, private: bool) -> bool:
    if name == SHARED:
        return scope.guild is None or choice != "own"
    collection_scope = parse_scope(name)
    if collection_scope is None or collection_scope.guild != scope.guild or choice == "shared":
        return False
    if collection_scope.kind == "channel":
        return collection_scope.id in scope.channels
    if collection_scope.kind == "role":
        return private and collection_scope.id in scope.roles
    return True
