"""What a picture is drawn of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Theme = Literal["dark", "light"]


@dataclass(frozen=True)
class Above:
    """What stands above a message: the one that it answers, or who used which command."""

    author: str
    command: str = ""
    title: str = ""
    """Of a post."""
    said: str = ""


@dataclass(frozen=True)
class Scene:
    """A message or a form as it is sent: its `components` and, of a form, its `title`.

    `names` are those of channels and people by their ids. Of a message that is `private` Discord says so below it.
    """

    sent: Mapping[str, Any]
    names: Mapping[str, str]
    themes: tuple[Theme, ...] = ("dark", "light")
    above: Above | None = None
    private: bool = False
