"""What every reader of a markup language gives."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.records import Reading


@dataclass(frozen=True, slots=True)
class MarkupDocument:
    """A document as it was read: what it says to a reader, its title, and what its header says of it.

    The title is empty where the document names none. `fields` are by names in lower case ("author", "date", ...), in
    the words that stand there.
    """

    reading: Reading
    title: str
    fields: Mapping[str, str]
