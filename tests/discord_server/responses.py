"""The bot's response to an interaction, as the person who caused it can follow it."""

from typing import TYPE_CHECKING

from tests.discord_server.errors import Json
from tests.discord_server.interactions import CHOICES, DEFER, MESSAGE, OPEN_MODAL, Interaction
from tests.discord_server.messages import EPHEMERAL, Message

if TYPE_CHECKING:
    from tests.discord_server.people import Person


class Modal(dict[str, object]):
    """A modal that the bot opened, as Discord describes it."""

    def __init__(self, content: Json, interaction: Interaction) -> None:
        super().__init__(content)
        self.interaction = interaction

    @property
    def title(self) -> str:
        """The title."""
        return str(self["title"])


class Response:
    """What the bot answers to one interaction."""

    def __init__(self, interaction: Interaction) -> None:
        self.interaction = interaction
        self._shown = 0

    async def acknowledged(self, timeout: float = 5) -> float:
        """Wait for the acknowledgement and return how many seconds it took."""
        it = self.interaction
        return await it.changed.until(lambda: it.acknowledged_after, timeout, f"{self} was not acknowledged")

    async def message(self, timeout: float = 30) -> Message:
        """Wait until the answer is there in full and return it."""
        it = self.interaction

        def look() -> Message | None:
            if it.callback_type in (OPEN_MODAL, CHOICES):
                raise LookupError(f"{self} was answered without a message")
            return it.original.look() if it.finished and it.original else None

        return await it.changed.until(look, timeout, f"{self} was not answered")

    async def next_message(self, timeout: float = 30) -> Message:
        """Wait for the next message that follows the answer, in order, and return it."""
        it, number = self.interaction, self._shown
        self._shown += 1

        def look() -> Message | None:
            return it.followups[number].look() if len(it.followups) > number else None

        return await it.changed.until(look, timeout, f"{self} was not followed by message {number + 1}")

    async def modal_opened(self, timeout: float = 5) -> Modal:
        """Wait until a modal opens and return it."""
        return await self.interaction.changed.until(lambda: self.modal, timeout, f"{self} opened no modal")

    @property
    def callback(self) -> Json | None:
        """The body of the acknowledgement, once there is one."""
        return self.interaction.callback

    @property
    def modal(self) -> Modal | None:
        """The modal that opened, if one did."""
        it = self.interaction
        return None if it.modal is None else Modal(it.modal, it)

    @property
    def ephemeral(self) -> bool:
        """Whether only the person who asked sees the answer."""
        it = self.interaction
        if it.original is not None:
            return it.original.ephemeral
        if it.callback_type in (MESSAGE, DEFER):
            return bool(((it.callback or {}).get("data") or {}).get("flags", 0) & EPHEMERAL)
        return False

    def visible_to(self, person: "Person") -> bool:
        """Tell whether a person sees the answer, or at least that it is coming."""
        original = self.interaction.original
        return original is not None and original.is_visible_to(person)

    def __repr__(self) -> str:
        it = self.interaction
        return f"<interaction {it.id} of {it.person.name}: {it.data.get('name') or it.data.get('custom_id')}>"
