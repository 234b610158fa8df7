"""JSON that others wrote, as what it should be."""

from typing import TypeVar

import msgspec

T = TypeVar("T")


def from_json(data: bytes, kind: type[T]) -> T:
    """Reads JSON as a thing of a kind. Raises msgspec.DecodeError, whatever is wrong with it."""
    try:
        return msgspec.json.decode(data, type=kind)
    except UnicodeDecodeError:
        raise msgspec.DecodeError("JSON is malformed: not UTF-8") from None
    except RecursionError:
        raise msgspec.DecodeError("JSON is malformed: nested too deeply") from None
