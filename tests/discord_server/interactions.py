"""Interactions: what a person did with the bot, and what the bot answers to it."""

import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.discord_server import bodies, posting
from tests.discord_server.authorizations import hides_answers
from tests.discord_server.commands import check_choices
from tests.discord_server.components import Checker
from tests.discord_server.echoes import echo
from tests.discord_server.errors import (
    ALREADY_ACKNOWLEDGED,
    EXPIRED_TOKEN,
    TOO_MANY_FOLLOW_UPS,
    UNKNOWN_CHANNEL,
    UNKNOWN_INTERACTION,
    UNKNOWN_WEBHOOK,
    ApiError,
    FormErrors,
    Json,
)
from tests.discord_server.messages import EPHEMERAL, LOADING, StoredMessage
from tests.discord_server.signals import Signal

if TYPE_CHECKING:
    from tests.discord_server.channels import Channel
    from tests.discord_server.people import Person
    from tests.discord_server.server import DiscordServer
    from tests.discord_server.uploads import Upload

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
MAX_FOLLOW_UPS = 5
"""How many messages may follow an answer where only a person has installed the application."""
MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, OPEN_MODAL = 4, 5, 6, 7, 8, 9
_NAMES = {COMMAND: "command", COMPONENT: "component", AUTOCOMPLETE: "autocomplete", MODAL: "modal"}


@dataclass(eq=False)
class Interaction:
    """One interaction and all that the bot has answered to it so far."""

    server: "DiscordServer"
    id: int
    kind: int
    person: "Person"
    channel: "Channel"
    data: Json
    owners: Json
    """Through whom the application came to be where the interaction happened."""
    source: StoredMessage | None = None
    trigger: "Interaction | None" = None
    """The interaction that opened the modal which was submitted."""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    born: float = field(default_factory=time.monotonic)
    acknowledged_after: float | None = None
    callback: Json | None = None
    original: StoredMessage | None = None
    finished: bool = False
    followups: list[StoredMessage] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] | None = None
    changed: Signal = field(default_factory=Signal)

    @property
    def callback_type(self) -> int | None:
        """How the bot acknowledged, as Discord numbers it."""
        return self.callback["type"] if self.callback else None

    @property
    def is_late(self) -> bool:
        """Whether the bot has let the time for its acknowledgement pass."""
        return self.acknowledged_after is None and time.monotonic() - self.born > self.server.ack_limit

    def accepted(self) -> frozenset[int]:
        """Return the types of acknowledgement that fit."""
        if self.kind == AUTOCOMPLETE:
            return frozenset({CHOICES})
        updates = {DEFER_UPDATE, UPDATE} if self.source is not None else set()
        modals = {OPEN_MODAL} if self.kind != MODAL else set()
        return frozenset({MESSAGE, DEFER} | updates | modals)

    def answer(self, body: Json, files: "list[Upload]") -> None:
        """Take the bot's acknowledgement."""
        if self.acknowledged_after is not None:
            raise ApiError(*ALREADY_ACKNOWLEDGED)
        if self.is_late:
            raise ApiError(*UNKNOWN_INTERACTION)
        kind, data = self._check(body)
        if kind == MESSAGE:
            bodies.check(data, bodies.ANSWER, len(files))
            self._begin(body)
            self.original = self._post(data, files)
        elif kind == UPDATE:
            bodies.check(data, bodies.UPDATE, len(files), self.source)
            self._begin(body)
            assert self.source is not None
            self.original = posting.edit(self.server, self.source, data, files)
        else:
            self._answer_otherwise(kind, data, body)
        self.finished = kind in (MESSAGE, UPDATE)
        self._tell()

    def _check(self, body: Json) -> tuple[int, Json]:
        errors = FormErrors()
        errors.keys((), body, frozenset({"type", "data"}))
        kind = body.get("type")
        if kind not in self.accepted():
            choices = sorted(self.accepted())
            errors.add(("type",), "BASE_TYPE_CHOICES", f"Type {kind!r} for a {_NAMES[self.kind]}, may be {choices}.")
        data = body.get("data")
        if data is None and kind not in (DEFER, DEFER_UPDATE):
            errors.add(("data",), "BASE_TYPE_REQUIRED", "This field is required")
        errors.refuse()
        assert isinstance(kind, int)
        return kind, data or {}

    def _answer_otherwise(self, kind: int, data: Json, body: Json) -> None:
        errors = FormErrors()
        if kind in (DEFER, DEFER_UPDATE):
            errors.keys(("data",), data, frozenset({"flags"}) if kind == DEFER else frozenset())
            if (data.get("flags") or 0) & ~EPHEMERAL:
                errors.add(("data", "flags"), "BITFIELD_TYPE_INVALID", "Only EPHEMERAL can be set here.")
        elif kind == CHOICES:
            errors.keys(("data",), data, frozenset({"choices"}))
            check_choices(data.get("choices"), self.focused_type(), errors, ("data", "choices"))
        else:
            errors.keys(("data",), data, frozenset({"custom_id", "title", "components"}))
            errors.length(("data", "custom_id"), data.get("custom_id"), 1, 100)
            errors.length(("data", "title"), data.get("title"), 1, 45)
            Checker(errors, modal=True).form(data.get("components"))
        errors.refuse()
        self._begin(body)
        if kind == DEFER:
            self.original = self._post({"flags": (data.get("flags") or 0) | LOADING}, [])
        elif kind == DEFER_UPDATE:
            self.original = self.source
        elif kind == CHOICES:
            self.choices = data["choices"]
        else:
            self.modal = data | {"components": echo(data["components"])}

    def focused_type(self) -> int:
        """Return the type of the option that the person is typing."""
        options = self.data.get("options") or []
        while options and options[0]["type"] in (1, 2):
            options = options[0].get("options") or []
        return int(next(option["type"] for option in options if option.get("focused")))

    def _begin(self, body: Json) -> None:
        self.callback = body
        self.acknowledged_after = time.monotonic() - self.born

    def _tell(self) -> None:
        self.changed.fire()
        self.server.changed.fire()

    def _post(self, body: Json, files: "list[Upload]") -> StoredMessage:
        if hides_answers(self.owners, self.person, self.channel):
            body = body | {"flags": (body.get("flags") or 0) | EPHEMERAL}
        return posting.post(self.server, self.channel, self.server.bot, body, files, interaction=self)

    def follow_up(self, body: Json, files: "list[Upload]") -> StoredMessage:
        """Take a further message of the bot: the first one after a deferral takes the place of what was deferred."""
        bodies.check(body, bodies.FOLLOW_UP, len(files))
        if self.callback_type == DEFER and self.original is not None and self.original.flags & LOADING:
            return self.edit(self.original, body, files)
        if "0" not in self.owners and len(self.followups) >= MAX_FOLLOW_UPS:
            raise ApiError(*TOO_MANY_FOLLOW_UPS)
        message = self._post(body, files)
        self.followups.append(message)
        self._tell()
        return message

    def edit(self, message: StoredMessage, body: Json, files: "list[Upload]") -> StoredMessage:
        """Take a change that the bot makes to one of its messages here."""
        posting.edit(self.server, message, body, files)
        self.finished = self.finished or message is self.original
        self._tell()
        return message

    def message(self, which: str) -> StoredMessage | None:
        """Return the message that the bot means: `@original`, or one by its id."""
        if which == "@original":
            found = self.original
        else:
            found = next((message for message in self.messages() if str(message.id) == which), None)
        return None if found is None or found.deleted else found

    def messages(self) -> list[StoredMessage]:
        """Return the messages that the bot may change with this interaction's token."""
        return [message for message in (self.original, self.source, *self.followups) if message is not None]

    def check_token(self) -> None:
        """Refuse the use of the token before the acknowledgement, and when it has expired."""
        if self.acknowledged_after is None or self.kind == AUTOCOMPLETE:
            raise ApiError(*UNKNOWN_WEBHOOK)
        if time.monotonic() - self.born > self.server.token_lifetime:
            raise ApiError(*EXPIRED_TOKEN)
        if self.channel.id not in self.server.channels:
            raise ApiError(*UNKNOWN_CHANNEL)

    def callback_payload(self) -> Json:
        """Return what Discord tells a bot that asks for it when it acknowledges."""
        interaction: Json = {"id": str(self.id), "type": self.kind}
        payload: Json = {"interaction": interaction}
        kind, message = self.callback_type, self.original
        if kind in (MESSAGE, DEFER, UPDATE, DEFER_UPDATE) and message is not None:
            interaction |= {
                "response_message_id": str(message.id),
                "response_message_loading": bool(message.flags & LOADING),
                "response_message_ephemeral": message.ephemeral,
            }
            if kind in (MESSAGE, UPDATE):
                payload["resource"] = {"type": kind, "message": message.payload()}
        return payload

    def message_part(self) -> Json:
        """Return what a message tells of the interaction it came from."""
        an_id = str(self.server.application_id)
        return {"webhook_id": an_id, "application_id": an_id, "interaction_metadata": self._metadata()}

    def _metadata(self) -> Json:
        metadata: Json = {"id": str(self.id), "type": self.kind, "user": self.person.payload()}
        metadata["authorizing_integration_owners"] = self.owners
        if self.kind == COMPONENT and self.source is not None:
            metadata["interacted_message_id"] = str(self.source.id)
        if self.trigger is not None:
            metadata["triggering_interaction_metadata"] = self.trigger._metadata()
        return metadata
