"""Messages: as the server keeps them, and as a person sees them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from tests.discord_server.errors import Json

if TYPE_CHECKING:
    from tests.discord_server.channels import Channel
    from tests.discord_server.guilds import Role
    from tests.discord_server.interactions import Interaction
    from tests.discord_server.people import Person

NAME_CHANGE, REPLY, INTERACTION_ANSWER, THREAD_STARTER = 4, 19, 20, 21
HAS_THREAD, EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 5, 1 << 6, 1 << 7, 1 << 15
SELECTS = frozenset({3, 5, 6, 7, 8})


def walk(components: list[Json]) -> Iterator[Json]:
    """Yield every component with those inside it, in the order in which they are shown."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        for key in ("accessory", "component"):
            if isinstance(component.get(key), dict):
                yield from walk([component[key]])


@dataclass(frozen=True)
class Button:
    """A button of a message."""

    label: str | None
    custom_id: str | None
    url: str | None
    emoji: str | None
    style: int
    disabled: bool

    def is_named(self, name: str) -> bool:
        """Tell whether a person, or the bot's source, would call the button this."""
        return name in (self.label, self.emoji) or (self.custom_id or "").startswith(name)


@dataclass(frozen=True)
class Select:
    """A select menu of a message."""

    kind: int
    custom_id: str
    placeholder: str | None
    options: tuple[Json, ...]
    min_values: int
    max_values: int
    disabled: bool

    def is_named(self, name: str) -> bool:
        """Tell whether a person, or the bot's source, would call the select menu this."""
        return name == self.placeholder or self.custom_id.startswith(name)


@dataclass(frozen=True)
class Message:
    """A message as it looked at one moment."""

    id: int
    channel: "Channel"
    author: "Person"
    content: str
    embeds: list[Json]
    components: list[Json]
    attachments: list[Json]
    flags: int
    edited: bool
    reference_id: int | None
    stored: "StoredMessage" = field(repr=False, compare=False)

    @property
    def ephemeral(self) -> bool:
        """Whether only the person who asked sees the message."""
        return bool(self.flags & EPHEMERAL)

    @property
    def deleted(self) -> bool:
        """Whether the message is gone by now."""
        return self.stored.deleted

    @property
    def now(self) -> "Message":
        """The message as it looks now."""
        return self.stored.look()

    @property
    def text(self) -> str:
        """All the text of the message, without that of its buttons and embeds."""
        shown = [part["content"] for part in walk(self.components) if part["type"] == 10]
        return "\n".join(shown) if self.flags & COMPONENTS_V2 else self.content

    @property
    def buttons(self) -> list[Button]:
        """The buttons, in the order in which they are shown."""
        return [_button(part) for part in walk(self.components) if part["type"] == 2]

    @property
    def selects(self) -> list[Select]:
        """The select menus, in the order in which they are shown."""
        return [_select(part) for part in walk(self.components) if part["type"] in SELECTS]

    def button(self, name: str) -> Button:
        """Return the button with a label, an emoji or the beginning of a custom_id."""
        return _named(self.buttons, name)

    def select(self, name: str) -> Select:
        """Return the select menu with a placeholder or the beginning of a custom_id."""
        return _named(self.selects, name)


Part = TypeVar("Part", Button, Select)


def _named(parts: list[Part], name: str) -> Part:
    exact = [part for part in parts if name == part.custom_id]
    found = exact or [part for part in parts if part.is_named(name)]
    if not found:
        raise LookupError(f"nothing called {name!r} among {parts}")
    return found[0]


def _button(part: Json) -> Button:
    emoji = (part.get("emoji") or {}).get("name")
    return Button(
        part.get("label"), part.get("custom_id"), part.get("url"), emoji, part["style"], bool(part.get("disabled"))
    )


def _select(part: Json) -> Select:
    least, limit = part.get("min_values"), part.get("max_values")
    return Select(
        part["type"],
        part["custom_id"],
        part.get("placeholder"),
        tuple(part.get("options") or ()),
        1 if least is None else least,
        1 if limit is None else limit,
        bool(part.get("disabled")),
    )


@dataclass(eq=False)
class StoredMessage:
    """A message as the server keeps it."""

    id: int
    channel: "Channel"
    author: "Person"
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    flags: int = 0
    tts: bool = False
    nonce: str | int | None = None
    reference: "StoredMessage | None" = None
    mentions: "list[Person]" = field(default_factory=list)
    mention_roles: "list[Role]" = field(default_factory=list)
    mention_everyone: bool = False
    interaction: "Interaction | None" = None
    edited_at: str | None = None
    deleted: bool = False
    kind: int | None = None
    """The type of the message, where it is not plain from what else is known."""
    made_at: str = field(default_factory=lambda: datetime.now(UTC).isoformat())

    @property
    def ephemeral(self) -> bool:
        """Whether only the person who asked sees the message."""
        return bool(self.flags & EPHEMERAL)

    @property
    def counts(self) -> bool:
        """Whether a thread counts the message, as it counts all but the one that it began with."""
        return not self.ephemeral and self.id != self.channel.id and self.kind != THREAD_STARTER

    @property
    def started(self) -> "Channel | None":
        """The thread that was made from this message."""
        found = self.channel.guild.channels.get(self.id) if self.channel.guild else None
        return found if found is not None and found.parent is self.channel else None

    def is_visible_to(self, person: "Person") -> bool:
        """Tell whether a person sees the message."""
        if self.deleted or (self.ephemeral and self.interaction and self.interaction.person is not person):
            return False
        return self.channel.allows(person, "view_channel")

    def channel_person(self, person_id: int) -> "Person | None":
        """Return the person with an id who could be mentioned here."""
        return self.author.server.people.get(person_id)

    def channel_role(self, role_id: int) -> "Role | None":
        """Return the role with an id that could be mentioned here."""
        return self.channel.guild.roles.get(role_id) if self.channel.guild else None

    def look(self) -> Message:
        """Return the message as it looks now."""
        return Message(
            self.id,
            self.channel,
            self.author,
            self.content,
            list(self.embeds),
            list(self.components),
            list(self.attachments),
            self.flags,
            self.edited_at is not None,
            self.reference.id if self.reference else None,
            self,
        )

    def payload(self, *, full: bool = True) -> Json:
        """Return the message as Discord describes it, without what was written unless `full`."""
        payload: Json = {
            "id": str(self.id),
            "channel_id": str(self.channel.id),
            "type": self.kind or (INTERACTION_ANSWER if self.interaction else REPLY if self.reference else 0),
            "author": self.author.payload(),
            "content": self.content if full else "",
            "embeds": self.embeds if full else [],
            "components": self.components if full else [],
            "attachments": self.attachments if full else [],
            "timestamp": self.made_at,
            "edited_timestamp": self.edited_at,
            "tts": self.tts,
            "pinned": self.id in self.channel.pins,
            "flags": self.flags,
            "mention_everyone": self.mention_everyone,
            "mentions": [person.payload() for person in self.mentions],
            "mention_roles": [str(role.id) for role in self.mention_roles],
        }
        if (started := self.started) is not None:
            payload |= {"flags": self.flags | HAS_THREAD, "thread": started.payload()}
        if self.nonce is not None:
            payload["nonce"] = self.nonce
        if self.interaction:
            payload |= self.interaction.message_part()
        if self.reference:
            payload["message_reference"] = {
                "type": 0,
                "message_id": str(self.reference.id),
                "channel_id": str(self.reference.channel.id),
            } | ({"guild_id": str(self.channel.guild.id)} if self.channel.guild else {})
        return payload

    def event(self, *, full: bool) -> Json:
        """Return the message as the gateway tells of it."""
        payload = self.payload(full=full)
        if self.channel.guild is not None:
            payload["guild_id"] = str(self.channel.guild.id)
            payload |= self._member_of(self.author)
            payload["mentions"] = [person.payload() | self._member_of(person) for person in self.mentions]
        return payload

    def _member_of(self, person: "Person") -> Json:
        member = self.channel.guild.members.get(person.id) if self.channel.guild else None
        return {} if member is None else {"member": member.payload(with_user=False)}
