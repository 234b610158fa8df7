"""Channels: text channels, threads and direct messages."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.discord_server.errors import NO_STARTER_YET, NOT_A_TEXT_CHANNEL, THREAD_LOCKED, Json, Refusal
from tests.discord_server.permissions import ALL, Permission, Permissions, bits
from tests.discord_server.threads import Tag, Thread

if TYPE_CHECKING:
    from tests.discord_server.accounts import Account
    from tests.discord_server.guilds import Guild, Role
    from tests.discord_server.messages import StoredMessage

TEXT, DIRECT, GROUP, PUBLIC_THREAD, PRIVATE_THREAD, FORUM = 0, 1, 3, 11, 12, 15


@dataclass(eq=False)
class Channel:
    """A place where messages are written."""

    id: int
    name: str
    kind: int = TEXT
    guild: "Guild | None" = None
    parent: "Channel | None" = None
    recipient: "Account | None" = None
    """Who writes direct messages with the bot here."""
    people: "tuple[Account, ...]" = ()
    """Who writes direct messages with one another here, where the bot is not."""
    thread: Thread | None = None
    """What a thread has beyond other channels."""
    tags: tuple[Tag, ...] = ()
    """The tags that a forum has for its posts."""
    flags: int = 0
    overwrites: dict[int, list[int]] = field(default_factory=dict)
    """Of a role's or member's id: whether it is a member, the permissions allowed, those denied."""
    messages: "dict[int, StoredMessage]" = field(default_factory=dict)
    pins: dict[int, str] = field(default_factory=dict)
    """When messages were pinned, by their ids, the oldest pin first."""
    invited: set[int] = field(default_factory=set)
    """Who is in a private thread, which nobody else sees but who may manage threads."""
    seen_replies: set[int] = field(default_factory=set)
    """The bot's messages that a test has asked for already."""

    @property
    def is_thread(self) -> bool:
        """Whether this is a thread."""
        return self.kind in (PUBLIC_THREAD, PRIVATE_THREAD)

    @property
    def is_post(self) -> bool:
        """Whether this is a post in a forum."""
        return self.parent is not None and self.parent.kind == FORUM

    @property
    def awaits_starter(self) -> bool:
        """Whether this is a post of which the message it begins with is still to come."""
        return self.is_post and self.thread is not None and not self.thread.begun

    @property
    def forum(self) -> "Channel":
        """The forum in which this is a post."""
        if self.parent is None or not self.is_post:
            raise LookupError(f"{self.name} is no post")
        return self.parent

    @property
    def applied_tags(self) -> tuple[int, ...]:
        """The ids of the tags that this post has."""
        return self.thread.tags if self.thread else ()

    def tag(self, name: str) -> Tag:
        """Return the tag of a forum that has a name."""
        return next(tag for tag in self.tags if tag.name == name)

    @property
    def mention(self) -> str:
        """How a message mentions this channel."""
        return f"<#{self.id}>"

    def allow(self, who: "Role | Account", *permissions: str) -> None:
        """Allow permissions to a role or member in this channel."""
        self._overwrite(who, bits(permissions), 0)

    def deny(self, who: "Role | Account", *permissions: str) -> None:
        """Deny permissions to a role or member in this channel, such as `view_channel` to `server.bot`."""
        self._overwrite(who, 0, bits(permissions))

    def _overwrite(self, who: "Role | Account", allow: int, deny: int) -> None:
        from tests.discord_server.accounts import Account

        entry = self.overwrites.setdefault(who.id, [int(isinstance(who, Account)), 0, 0])
        entry[1] = (entry[1] | allow) & ~deny
        entry[2] = (entry[2] | deny) & ~allow
        if self.guild is not None:
            self.guild.server.gateway.tell_guild(self.guild, "CHANNEL_UPDATE", self.payload())

    def permissions_of(self, person: "Account") -> int:
        """Return what a person may do here, as bits."""
        if self.guild is None:
            inside = person in self.people if self.people else person.bot or person is self.recipient
            return ALL & ~int(Permission.ADMINISTRATOR) if inside else 0
        member = self.guild.members.get(person.id)
        if member is None:
            return 0
        base = self.guild.permissions_of(person)
        if base == ALL:
            return ALL
        base = self._overwritten(base, [self.guild.id], [role.id for role in member.roles], [person.id])
        if self.kind == PRIVATE_THREAD and person.id not in self.invited and not base & Permission.MANAGE_THREADS:
            base &= ~int(Permission.VIEW_CHANNEL)
        return base

    def permissions_of_everyone(self) -> int:
        """Return what everybody in the guild may do here, as bits."""
        assert self.guild is not None
        return self._overwritten(self.guild.everyone.permissions, [self.guild.id])

    def _overwritten(self, base: int, *order: list[int]) -> int:
        """Return permissions after what this channel allows and denies to roles and members, in their order."""
        overwrites = (self.parent or self).overwrites
        for ids in order:
            found = [overwrites[an_id] for an_id in ids if an_id in overwrites]
            for _, _, deny in found:
                base &= ~deny
            for _, allow, _ in found:
                base |= allow
        return base

    def allows(self, person: "Account", permissions: Permissions) -> bool:
        """Tell whether a person has all the permissions here."""
        needed = bits(permissions)
        return self.permissions_of(person) & needed == needed

    def lets_send(self, person: "Account") -> bool:
        """Tell whether a person may write here."""
        return self.allows(person, "send_messages_in_threads" if self.is_thread else "send_messages")

    def refuses(self, person: "Account") -> Refusal | None:
        """Return why nothing can be written here even by one with the permission for it, if that is so."""
        if self.kind == FORUM:
            return NOT_A_TEXT_CHANNEL
        if self.thread is None:
            return None
        if self.awaits_starter and person.id != self.thread.owner_id:
            return NO_STARTER_YET
        return THREAD_LOCKED if self.thread.locked and not self.allows(person, "manage_threads") else None

    def payload(self) -> Json:
        """Return the channel as Discord describes it."""
        if self.guild is None:
            return self._private_payload()
        common: Json = {
            "id": str(self.id),
            "guild_id": str(self.guild.id),
            "name": self.name,
            "type": self.kind,
            "last_message_id": str(max(self.messages)) if self.messages else None,
            "rate_limit_per_user": self.thread.rate_limit if self.thread else 0,
            "flags": self.thread.flags if self.thread else self.flags,
            "parent_id": str(self.parent.id) if self.parent else None,
        }
        return common | (self._thread_part() if self.is_thread else self._text_part())

    def _private_payload(self) -> Json:
        people = (self.recipient,) if self.recipient else self.people
        payload: Json = {"id": str(self.id), "type": self.kind, "last_message_id": None, "flags": 0}
        payload["recipients"] = [person.payload() for person in people]
        group: Json = {"name": self.name, "icon": None, "owner_id": str(people[0].id)} if self.kind == GROUP else {}
        return payload | group

    def _text_part(self) -> Json:
        overwrites = [
            {"id": str(an_id), "type": kind, "allow": str(allow), "deny": str(deny)}
            for an_id, (kind, allow, deny) in self.overwrites.items()
        ]
        text: Json = {"position": 0, "permission_overwrites": overwrites, "nsfw": False, "topic": None}
        if self.kind == FORUM:
            text |= {
                "available_tags": [tag.payload() for tag in self.tags],
                "default_reaction_emoji": None,
                "default_sort_order": None,
            }
            text |= {"default_forum_layout": 0, "template": ""}
        return text

    def _thread_part(self) -> Json:
        assert self.thread is not None
        later = [message for message in self.messages.values() if message.counts]
        part: Json = {
            "owner_id": str(self.thread.owner_id),
            "message_count": len(later),
            "member_count": 1,
            "total_message_sent": self.thread.sent,
            "thread_metadata": self.thread.metadata(),
        }
        return part | ({"applied_tags": [str(tag) for tag in self.thread.tags]} if self.is_post else {})

    def partial(self, person: "Account") -> Json:
        """Return the channel as an interaction of a person describes it."""
        payload = self.payload()
        payload.pop("permission_overwrites", None)
        return payload | {"permissions": str(self.permissions_of(person))}
