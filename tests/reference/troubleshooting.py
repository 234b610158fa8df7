"""The entries of docs/troubleshooting.md, and the messages that ought to have one."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from tests.command import ROOT
from tests.reference.error_messages import anchor, told
from tests.reference.refusals import refusals

PAGE = ROOT / "docs" / "troubleshooting.md"
_ENTRY = re.compile(r'^#### <a id="([^"]*)"></a>`(.+)`\n\n(.+)$', re.MULTILINE)


class Entry(NamedTuple):
    """An entry by its anchor, the message it is for, and the first line of what helps."""

    anchor: str
    message: str
    help: str


def entries() -> list[Entry]:
    """The entries of the page, in order."""
    return list(map(Entry._make, _ENTRY.findall(PAGE.read_text(encoding="utf-8"))))


def messages() -> Counter[str]:
    """What people are told of errors, each once; of those that differ in what is filled in alone, the shortest."""
    shortest_last = sorted(chain(told(), refusals().values()), key=lambda message: (-len(message), message))
    return Counter({anchor(message): message for message in shortest_last}.values())


def differences() -> Iterator[str]:
    """What the page lacks, as it begins there, and what it has too much."""
    written, wanted = Counter(entry.message for entry in entries()), messages()
    yield from (f'lacks: #### <a id="{anchor(message)}"></a>`{message}`' for message in sorted(wanted - written))
    yield from (f"is no message, or not by these words: {message}" for message in sorted(written - wanted))
