"""People, who type, click and read as they would in Discord."""

from collections.abc import Sequence
from typing import Any

from tests.discord_server import posting, thread_edits
from tests.discord_server.accounts import Account
from tests.discord_server.authorizations import of_component
from tests.discord_server.channels import Channel
from tests.discord_server.commands import CHAT_INPUT, MESSAGE
from tests.discord_server.errors import ApiError, Json, NotAllowed
from tests.discord_server.forms import Values, chosen, fill
from tests.discord_server.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL, Interaction
from tests.discord_server.messages import Button, Message, Select, StoredMessage, walk
from tests.discord_server.options import Resolved, check_may_use, command_data
from tests.discord_server.responses import Modal, Response
from tests.discord_server.uploads import Upload


class Person(Account):
    """Somebody with an account, who may be a member of guilds; the bot is one too."""

    async def slash(self, where: Channel, name: str, /, **options: Any) -> Response:
        """Use a chat command, such as `ask` or `library add`, with values for its options."""
        first, *path = name.split()
        command, owners = self._registered(where, first, CHAT_INPUT)
        data = command_data(command, path, options, Resolved(self, where))
        return self._interact(COMMAND, where, data, owners)

    async def autocomplete(self, where: Channel, name: str, /, **options: Any) -> list[Json]:
        """Type into the last given option of a chat command and return what the bot suggests."""
        if not options:
            raise ValueError("which option is typed?")
        first, *path = name.split()
        command, owners = self._registered(where, first, CHAT_INPUT)
        data = command_data(command, path, options, Resolved(self, where), focused=list(options)[-1])
        it = self._interact(AUTOCOMPLETE, where, data, owners).interaction
        return await it.changed.until(lambda: it.choices, self.server.ack_limit, f"{name} suggested nothing")

    def _registered(self, where: Channel, name: str, kind: int) -> tuple[Json, Json]:
        known = self.server.registry.known_to(where.guild.id if where.guild else None)
        for command in known:
            if (command["type"], command["name"]) == (kind, name):
                return command, check_may_use(command, self, where)
        raise LookupError(f"no command {name!r} among {[command['name'] for command in known]}")

    async def use_message_command(self, where: Channel, name: str, message: Message) -> Response:
        """Use a command from the menu of a message."""
        command, owners = self._registered(where, name, MESSAGE)
        stored = self._visible(message)
        data = {
            "id": command["id"],
            "name": name,
            "type": MESSAGE,
            "target_id": str(stored.id),
            "resolved": {"messages": {str(stored.id): stored.payload()}},
        }
        return self._interact(COMMAND, where, data, owners)

    async def click(self, message: Message, button: str | Button) -> Response:
        """Click a button, given by its label, emoji or custom_id, or itself."""
        stored = self._visible(message)
        name = button if isinstance(button, str) else button.custom_id or button.url or ""
        found = stored.look().button(name)
        if found.disabled:
            raise LookupError(f"{found} is disabled")
        if found.custom_id is None:
            raise LookupError(f"{found} is a link")
        data = {"component_type": 2, "custom_id": found.custom_id}
        return self._use_component(stored, data)

    async def choose(self, message: Message, select: str | Select, values: Sequence[Any]) -> Response:
        """Choose in a select menu, given by its placeholder or custom_id, or itself."""
        stored = self._visible(message)
        found = stored.look().select(select if isinstance(select, str) else select.custom_id)
        if found.disabled:
            raise LookupError(f"{found} is disabled")
        resolved = Resolved(self, stored.channel)
        data: Json = {"component_type": found.kind, "custom_id": found.custom_id}
        data["values"] = chosen(found, values, resolved)
        if resolved.found:
            data["resolved"] = resolved.found
        return self._use_component(stored, data)

    def _use_component(self, stored: StoredMessage, data: Json) -> Response:
        used = data | _component_id(stored, data["custom_id"])
        return self._interact(COMPONENT, stored.channel, used, of_component(stored), stored)

    async def submit(self, modal: Response | Modal, values: Values | str) -> Response:
        """Fill a modal, by the custom_ids or labels of its fields, and submit it."""
        opened = await modal.modal_opened() if isinstance(modal, Response) else modal
        it = opened.interaction
        if it.person is not self:
            raise NotAllowed(f"{self.name} does not see the modal of {it.person.name}")
        resolved = Resolved(self, it.channel)
        assert it.modal is not None
        data: Json = {"custom_id": it.modal["custom_id"]}
        data["components"] = fill(it.modal["components"], values, resolved)
        if resolved.found:
            data["resolved"] = resolved.found
        return self._interact(MODAL, it.channel, data, it.owners, it.source, it)

    async def say(
        self,
        where: Channel,
        text: str,
        *,
        mention_bot: bool = False,
        reply_to: Message | None = None,
        ping: bool = True,
        files: Sequence[Upload] = (),
    ) -> Message:
        """Write a message, with the bot's mention in front if asked, and return it."""
        if not (where.allows(self, "view_channel") and where.lets_send(self)) or where.refuses(self):
            raise NotAllowed(f"{self.name} may not write in {where.name}")
        body: Json = {"content": f"{self.server.bot.mention} {text}" if mention_bot else text}
        body["allowed_mentions"] = {"parse": ["users", "roles", "everyone"], "replied_user": ping}
        reference = self._visible(reply_to) if reply_to else None
        return posting.post(self.server, where, self, body, list(files), reference=reference).look()

    async def delete(self, message: Message) -> None:
        """Delete a message of this person's own, an answer that only she sees, or, where she may, any."""
        stored = self._visible(message)
        own = stored.author is self or stored.ephemeral
        if not (own or (message.channel.guild and message.channel.allows(self, "manage_messages"))):
            raise NotAllowed(f"{self.name} may not delete a message of {stored.author.name}")
        posting.delete(self.server, stored)

    async def rewrite(self, message: Message, text: str) -> None:
        """Edit a message of this person's own."""
        stored = self._visible(message)
        if stored.author is not self:
            raise NotAllowed(f"{self.name} may not edit a message of {stored.author.name}")
        posting.write_anew(self.server, stored, text)

    async def pin(self, message: Message) -> None:
        """Pin a message."""
        stored = self._visible(message)
        self._require(stored.channel, "pin_messages")
        posting.pin(self.server, stored)

    async def edit_thread(self, where: Channel, **changes: Any) -> None:
        """Change a thread: its `name`, whether it is `archived` or `locked`, or its `auto_archive_duration`."""
        if not where.allows(self, "view_channel"):
            raise NotAllowed(f"{self.name} does not see {where.name}")
        try:
            thread_edits.edit(where, self, changes)
        except ApiError as error:
            raise NotAllowed(f"{self.name} may not change {where.name}: {error}") from error

    async def rename(self, where: Channel, name: str) -> None:
        """Give a thread or a post another name."""
        await self.edit_thread(where, name=name)

    async def tag(self, post: Channel, *names: str) -> None:
        """Add tags to those of a post."""
        added = [post.forum.tag(name).id for name in names]
        await self.edit_thread(post, applied_tags=list(dict.fromkeys([*post.applied_tags, *added])))

    async def untag(self, post: Channel, *names: str) -> None:
        """Take tags away from a post."""
        gone = [post.forum.tag(name).id for name in names]
        await self.edit_thread(post, applied_tags=[tag for tag in post.applied_tags if tag not in gone])

    async def delete_all(self, messages: Sequence[Message]) -> None:
        """Delete 2 to 100 messages of one channel at once."""
        stored = [self._visible(message) for message in messages]
        self._require(stored[0].channel, "manage_messages")
        if not 2 <= len(stored) <= 100 or len({one.channel.id for one in stored}) != 1:
            raise ValueError("2 to 100 messages of one channel")
        posting.delete_all(self.server, stored)

    def _require(self, where: Channel, permission: str) -> None:
        if not (where.guild and where.allows(self, permission)):
            raise NotAllowed(f"{self.name} lacks {permission} in {where.name}")

    def sees(self, message: Message) -> bool:
        """Tell whether this person sees a message."""
        return message.stored.is_visible_to(self)

    def _visible(self, message: Message) -> StoredMessage:
        if not self.sees(message):
            raise NotAllowed(f"{self.name} does not see message {message.id}")
        return message.stored

    def _interact(
        self,
        kind: int,
        where: Channel,
        data: Json,
        owners: Json | None = None,
        source: StoredMessage | None = None,
        trigger: Interaction | None = None,
    ) -> Response:
        by = owners or {"0": str(where.guild.id) if where.guild else "0"}
        it = Interaction(self.server, self.server.snowflakes.next(), kind, self, where, data, by, source, trigger)
        self.server.dispatch(it)
        return Response(it)


def _component_id(message: StoredMessage, custom_id: str) -> Json:
    found = next(part for part in walk(message.components) if part.get("custom_id") == custom_id)
    return {"id": found["id"]}
