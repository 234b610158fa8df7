"""The ways in which the server says no."""

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
"""An object as JSON writes it."""

Refusal: TypeAlias = tuple[int, int, str]
"""A status, a code and a message with which the API refuses something."""

INVALID_FORM = 50035
"""The code of a body that breaks a rule."""


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set, for lists of keys."""
    return frozenset(text.split())


class NotAllowed(Exception):  # noqa: N818 - reads as what happened to the person
    """A person tried something that Discord would not let her do."""


class ApiError(Exception):
    """An answer of the API that refuses a request."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} {code} {message} {errors or ''}")
        self.status = status
        self.body: Json = {"message": message, "code": code}
        if errors:
            self.body["errors"] = errors


class FormErrors:
    """The faults of one body, each with the place where it stands."""

    def __init__(self) -> None:
        self.found: list[tuple[tuple[str, ...], str, str]] = []

    def add(self, place: tuple[str, ...], code: str, message: str) -> None:
        """Note one fault."""
        self.found.append((place, code, message))

    def refuse(self) -> None:
        """Raise Discord's error for an invalid body if a fault was noted."""
        if not self.found:
            return
        tree: Json = {}
        for place, code, message in self.found:
            node = tree
            for step in place:
                node = node.setdefault(step, {})
            node.setdefault("_errors", []).append({"code": code, "message": message})
        raise ApiError(400, INVALID_FORM, "Invalid Form Body", tree)

    def keys(self, place: tuple[str, ...], value: Json, known: frozenset[str]) -> None:
        """Note every key that Discord does not know here."""
        for key in value.keys() - known:
            self.add((*place, key), "UNKNOWN_KEY", f"Discord knows no key {key!r} here.")

    def length(self, place: tuple[str, ...], value: Any, least: int, limit: int) -> None:
        """Note a value that is not a string, or one too short or too long."""
        if not isinstance(value, str):
            self.add(place, "BASE_TYPE_BAD_TYPE", "Must be a string.")
        elif not value and least:
            self.add(place, "BASE_TYPE_REQUIRED", "This field is required")
        elif len(value) < least or len(value) > limit:
            self.add(place, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {limit} in length.")

    def count(self, place: tuple[str, ...], value: Any, least: int, limit: int) -> None:
        """Note a value that is not a list, or one with too few or too many entries."""
        if not isinstance(value, list):
            self.add(place, "BASE_TYPE_BAD_TYPE", "Must be a list.")
        elif len(value) < least or len(value) > limit:
            self.add(place, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {limit} in length.")

    def unique(self, place: tuple[str, ...], values: list[Any], what: str) -> None:
        """Note a value that occurs twice."""
        if len({repr(value) for value in values}) != len(values):
            self.add(place, "DUPLICATED", f"{what} must be unique.")


UNKNOWN_MESSAGE = (404, 10008, "Unknown Message")
UNKNOWN_CHANNEL = (404, 10003, "Unknown Channel")
UNKNOWN_GUILD = (404, 10004, "Unknown Guild")
UNKNOWN_USER = (404, 10013, "Unknown User")
UNKNOWN_MEMBER = (404, 10007, "Unknown Member")
UNKNOWN_ROLE = (404, 10011, "Unknown Role")
UNKNOWN_COMMAND = (404, 10063, "Unknown application command")
UNKNOWN_WEBHOOK = (404, 10015, "Unknown Webhook")
UNKNOWN_INTERACTION = (404, 10062, "Unknown interaction")
ALREADY_ACKNOWLEDGED = (400, 40060, "Interaction has already been acknowledged.")
EXPIRED_TOKEN = (401, 50027, "Invalid Webhook Token")
EMPTY_MESSAGE = (400, 50006, "Cannot send an empty message")
MISSING_ACCESS = (403, 50001, "Missing Access")
MISSING_PERMISSIONS = (403, 50013, "Missing Permissions")
NOT_THE_AUTHOR = (403, 50005, "Cannot edit a message authored by another user")
CANNOT_MESSAGE_USER = (403, 50007, "Cannot send messages to this user")
NOT_A_TEXT_CHANNEL = (400, 50008, "Cannot send messages in a non-text channel")
WRONG_CHANNEL_TYPE = (400, 50024, "Cannot execute action on this channel type")
THREAD_ARCHIVED = (400, 50083, "Thread is archived")
NO_STARTER_YET = (403, 40058, "Cannot message this thread until after the post author has sent an initial message")
TAG_REQUIRED = (400, 40067, "A tag is required to create a forum post in this channel")
HAS_THREAD_ALREADY = (400, 160004, "A thread has already been created for this message")
THREAD_LOCKED = (403, 160005, "Thread is locked")
TOO_MANY_FOLLOW_UPS = (400, 40094, "This interaction has hit the maximum number of follow up messages")
TOO_LARGE = (413, 40005, "Request entity too large")
