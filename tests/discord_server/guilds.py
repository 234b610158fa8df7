"""Guilds, their roles and their members."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.discord_server import posting, thread_edits
from tests.discord_server.channels import FORUM, PRIVATE_THREAD, PUBLIC_THREAD, TEXT, Channel
from tests.discord_server.errors import ApiError, Json, NotAllowed
from tests.discord_server.permissions import ALL, USUAL, Permission, Permissions, bits
from tests.discord_server.threads import REQUIRE_TAG, Tag, Thread

if TYPE_CHECKING:
    from tests.discord_server.accounts import Account
    from tests.discord_server.messages import Message
    from tests.discord_server.people import Person
    from tests.discord_server.server import DiscordServer


@dataclass(eq=False)
class Role:
    """A role of a guild."""

    id: int
    name: str
    permissions: int = 0
    position: int = 1
    managed: bool = False
    bot_id: int | None = None
    """Whose own role it is, where it is a bot's."""

    @property
    def mention(self) -> str:
        """How a message mentions this role."""
        return f"<@&{self.id}>"

    def payload(self) -> Json:
        """Return the role as Discord describes it."""
        return {
            "id": str(self.id),
            "name": self.name,
            "description": None,
            "permissions": str(self.permissions),
            "position": self.position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": self.managed,
            "mentionable": False,
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
        } | ({"tags": {"bot_id": str(self.bot_id)}} if self.bot_id else {})


@dataclass(eq=False)
class Member:
    """A person in a guild."""

    person: "Person"
    roles: list[Role] = field(default_factory=list)
    joined_at: str = field(default_factory=lambda: datetime.now(UTC).isoformat())

    def payload(self, *, with_user: bool = True) -> Json:
        """Return the member as Discord describes it."""
        payload: Json = {
            "roles": [str(role.id) for role in self.roles],
            "joined_at": self.joined_at,
            "nick": None,
            "avatar": None,
            "banner": None,
            "premium_since": None,
            "communication_disabled_until": None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
        }
        return payload | ({"user": self.person.payload()} if with_user else {})


@dataclass(eq=False)
class Guild:
    """A guild, which people also call a server."""

    server: "DiscordServer"
    id: int
    name: str
    locale: str = "en-US"
    roles: dict[int, Role] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    owner_id: int = 0
    has_bot: bool = True

    @property
    def everyone(self) -> Role:
        """The role that all members have."""
        return self.roles[self.id]

    def add_role(self, name: str, permissions: Permissions = 0) -> Role:
        """Make a role."""
        role = Role(self.server.snowflakes.next(), name, bits(permissions), position=len(self.roles))
        self.roles[role.id] = role
        self.server.gateway.tell_guild(self, "GUILD_ROLE_CREATE", {"guild_id": str(self.id), "role": role.payload()})
        return role

    def add_channel(self, name: str) -> Channel:
        """Make a text channel."""
        return self.add(Channel(self.server.snowflakes.next(), name, TEXT, self))

    def add_forum(
        self, name: str, tags: Iterable[str] = (), *, moderated: Iterable[str] = (), require_tag: bool = False
    ) -> Channel:
        """Make a forum, in which people write in posts alone, with tags, of which some are for moderators."""
        closed, ids = list(moderated), self.server.snowflakes
        made = tuple(Tag(ids.next(), tag, tag in closed) for tag in dict.fromkeys([*tags, *closed]))
        flags = REQUIRE_TAG if require_tag else 0
        return self.add(Channel(ids.next(), name, FORUM, self, tags=made, flags=flags))

    def add_thread(
        self, channel: Channel, name: str, starter: "Message | None" = None, *, by: "Person | None" = None
    ) -> Channel:
        """Make a public thread in a text channel, from one of its messages if that is given, whose id it has then."""
        an_id = starter.id if starter else self.server.snowflakes.next()
        thread = Thread(by.id if by else starter.author.id if starter else self.owner_id)
        made = self.add(Channel(an_id, name, PUBLIC_THREAD, self, parent=channel, thread=thread))
        if starter is not None:
            posting.begin_thread(self.server, made, starter.stored)
        return made

    def add_private_thread(self, channel: Channel, name: str, *people: "Person") -> Channel:
        """Make a private thread with some people, and with the bot."""
        invited = {self.server.bot_user_id, *(person.id for person in people)}
        an_id, thread = self.server.snowflakes.next(), Thread(self.owner_id, invitable=True)
        return self.add(Channel(an_id, name, PRIVATE_THREAD, self, parent=channel, invited=invited, thread=thread))

    def add_post(self, forum: Channel, title: str, author: "Person", text: str, tags: Iterable[str] = ()) -> Channel:
        """Write a post in a forum: a thread of the id of the message that it begins with."""
        thread = self.open_post(forum, title, author, tags)
        posting.post(self.server, thread, author, {"content": text}, [])
        return thread

    def open_post(self, forum: Channel, title: str, author: "Person", tags: Iterable[str] = ()) -> Channel:
        """Make a post of which the message it begins with, the next one of its author there, is still to come."""
        applied = tuple(forum.tag(name).id for name in tags)
        try:
            thread_edits.check_tags(forum, author, list(applied))
        except ApiError as error:
            raise NotAllowed(f"{author.name} may not post in {forum.name}: {error}") from error
        thread, an_id = Thread(author.id, applied), self.server.snowflakes.next()
        return self.add(Channel(an_id, title, PUBLIC_THREAD, self, parent=forum, thread=thread))

    def add(self, channel: Channel) -> Channel:
        """Take in a channel that was made, and tell the bot of it."""
        self.channels[channel.id] = self.server.channels[channel.id] = channel
        event, new = ("THREAD_CREATE", {"newly_created": True}) if channel.is_thread else ("CHANNEL_CREATE", {})
        self.tell_of(channel, event, channel.payload() | new)
        return channel

    def tell_of(self, channel: Channel, event: str, data: Json) -> None:
        """Tell the bot of something that happened to a channel; of threads that it does not see, nothing."""
        if not channel.is_thread or channel.allows(self.server.bot, "view_channel"):
            self.server.gateway.tell_guild(self, event, data)

    def delete_channel(self, channel: Channel) -> None:
        """Delete a channel, with its threads, of which nothing more is told, or a thread."""
        for gone in [channel, *(thread for thread in self.channels.values() if thread.parent is channel)]:
            del self.channels[gone.id], self.server.channels[gone.id]
            for message in gone.messages.values():
                message.deleted = True
        if channel.is_thread:
            told = {key: channel.payload()[key] for key in ("id", "guild_id", "parent_id", "type")}
            self.tell_of(channel, "THREAD_DELETE", told)
        else:
            self.server.gateway.tell_guild(self, "CHANNEL_DELETE", channel.payload())

    def join(
        self,
        person: "Person",
        roles: Iterable[Role] = (),
        *,
        administrator: bool = False,
        permissions: Permissions = 0,
    ) -> Member:
        """Make a person a member with roles and, if asked, permissions of her own."""
        own = bits(permissions) | (int(Permission.ADMINISTRATOR) if administrator else 0)
        held = list(roles)
        if own:
            held.append(self.add_role(f"only {person.name}", own))
        member = self.members[person.id] = Member(person, held)
        return member

    def leave(self, person: "Person") -> None:
        """Let a person leave."""
        self.members.pop(person.id, None)

    def permissions_of(self, person: "Account") -> int:
        """Return what a member may do in this guild, as bits, before any channel's own rules."""
        member = self.members.get(person.id)
        if member is None:
            return 0
        total = self.everyone.permissions
        for role in member.roles:
            total |= role.permissions
        return ALL if total & Permission.ADMINISTRATOR or person.id == self.owner_id else total

    def payload(self) -> Json:
        """Return the guild as Discord describes it to a request."""
        unset = (
            "icon splash discovery_splash afk_channel_id system_channel_id rules_channel_id vanity_url_code banner "
            "public_updates_channel_id safety_alerts_channel_id application_id description max_presences home_header "
            "incidents_data"
        )
        zero = (
            "verification_level default_message_notifications explicit_content_filter mfa_level system_channel_flags "
            "premium_tier premium_subscription_count nsfw_level"
        )
        return (
            dict.fromkeys(unset.split())
            | dict.fromkeys(zero.split(), 0)
            | {
                "id": str(self.id),
                "name": self.name,
                "owner_id": str(self.owner_id),
                "region": "deprecated",
                "afk_timeout": 300,
                "roles": [role.payload() for role in self.roles.values()],
                "emojis": [],
                "stickers": [],
                "features": [],
                "preferred_locale": self.locale,
                "max_members": 500000,
                "max_video_channel_users": 25,
                "max_stage_video_channel_users": 50,
                "widget_enabled": False,
                "widget_channel_id": None,
                "premium_progress_bar_enabled": False,
                "nsfw": False,
            }
        )

    def joined(self) -> Json:
        """Return the guild as the gateway tells of it when the bot joins."""
        bot = self.members[self.server.bot_user_id]
        return self.payload() | {
            "joined_at": bot.joined_at,
            "large": False,
            "member_count": len(self.members),
            "members": [bot.payload()],
            "channels": [channel.payload() for channel in self.channels.values() if not channel.is_thread],
            "threads": [channel.payload() for channel in self.threads()],
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }

    def threads(self) -> list[Channel]:
        """Return the threads that are not archived and that the bot sees."""
        threads = [channel for channel in self.channels.values() if channel.thread and not channel.thread.archived]
        return [thread for thread in threads if thread.allows(self.server.bot, "view_channel")]

    def available(self) -> Json:
        """Return the guild as the gateway tells of it when the bot connects."""
        return self.joined() | {"unavailable": False}

    def open(self) -> "Guild":
        """Give a new guild its everyone role and the bot, and return it."""
        self.roles[self.id] = Role(self.id, "@everyone", USUAL, position=0)
        own = Role(self.server.snowflakes.next(), self.server.bot.name, 0, managed=True, bot_id=self.server.bot_user_id)
        self.roles[own.id] = own
        self.members[self.server.bot_user_id] = Member(self.server.bot, [own])
        self.owner_id = self.server.snowflakes.next()
        return self
