"""Conversations: who says what, an answer right behind what it answers, parted by days."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.ingest.readers.document import TextBlock, text_blocks
from index.ingest.readers.markup.markdown import read_markdown

_BEGINNING = 80  # characters of what somebody said that stand for a title


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody said on a day, in Markdown; `answers` is the id of the message that it answers, if any."""

    id: str
    author: str
    day: str
    text: str
    answers: str = ""


def by_day(messages: Iterable[Message]) -> Mapping[str, Sequence[Message]]:
    """The messages of each day in order; answers go with the day of what they answer."""
    days, parted = dict[str, str](), defaultdict[str, list[Message]](list)
    for message in messages:
        days[message.id] = days.get(message.answers, message.day)
        parted[days[message.id]].append(message)
    return parted


def conversation(messages: Sequence[Message]) -> tuple[TextBlock, ...]:
    """The blocks of a conversation, each with its speaker where that is another than before."""
    blocks, speaker = list[TextBlock](), ""
    for message in _in_threads(messages):
        said = _said(message.text, max((block.group for block in blocks), default=0))
        if said and message.author != speaker:
            speaker, first = message.author, said[0]
            if first.kind == "paragraph":
                said[0] = replace(first, text=f"{speaker}: {first.text}", notes=())
            else:
                said.insert(0, TextBlock("paragraph", f"{speaker}:"))
        blocks += said
    return tuple(blocks)


def beginning(text: str) -> str:
    """The first words of what somebody said."""
    words = " ".join(read_markdown(text).plain.split())
    return words if len(words) <= _BEGINNING else f"{words[:_BEGINNING].rsplit(' ', 1)[0]}…"


def _said(text: str, group: int) -> list[TextBlock]:
    """What a message says; one that begins with "#" heads nothing of what others say."""
    blocks = text_blocks(read_markdown(text), group)
    return [replace(block, kind="paragraph", level=0) if block.kind == "heading" else block for block in blocks]


def _in_threads(messages: Iterable[Message]) -> Iterable[Message]:
    """The messages in order, each answer behind what it answers."""
    answers, begun, known = defaultdict[str, list[Message]](list), list[Message](), set[str]()
    for message in messages:
        (answers[message.answers] if message.answers in known else begun).append(message)
        known.add(message.id)
    left = begun[::-1]
    while left:
        message = left.pop()
        yield message
        left += reversed(answers[message.id])
