"""What a picture is drawn of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Theme = Literal["dark", "light"]


@dataclass(frozen=True)
class Scene:
    """A message or a form as it is sent: its `components` and, of a form, its `title`.

    `names` are those of channels and people by their ids.
    """

    sent: Mapping[str, Any]
    names: Mapping[str, str]
    themes: tuple[Theme, ...] = ("dark", "light")
