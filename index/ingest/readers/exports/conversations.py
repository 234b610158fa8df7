"""Conversations: who says what, an answer right behind what it answers and below what it asks, parted by days."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from index.ingest.readers.document import TextBlock, text_blocks
from index.ingest.readers.markup.markdown import read_markdown
from index.ingest.readers.markup.questions import LEVEL
from index.text.boundaries import sentence_starts

NO_MESSAGES = "holds no messages of people; those of programs are not read"
"""Why a conversation is none."""
_BEGINNING = 80  # characters of what somebody said that stand for a title
_ASKS = re.compile(r"[?？][\"'”’»)\]]*\s*\Z")


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


def answering(messages: Sequence[Message]) -> Sequence[Message]:
    """The messages of a thread, in which those that answer no other answer the first."""
    first, *others = messages
    return [first, *(one if one.answers else replace(one, answers=first.id) for one in others)]


def conversation(messages: Sequence[Message]) -> tuple[TextBlock, ...]:
    """The blocks of a conversation, each with its speaker where that is another than before.

    A question that is answered heads its answers.
    """
    blocks, speaker, is_headed = list[TextBlock](), "", False
    known = {message.id for message in messages}
    answered = {message.answers for message in messages}
    for message in _in_threads(messages):
        said = _said(message.text, max((block.group for block in blocks), default=0))
        if said and message.author != speaker:
            speaker, first = message.author, said[0]
            if first.kind == "paragraph":
                said[0] = replace(first, text=f"{speaker}: {first.text}", notes=())
            else:
                said.insert(0, TextBlock("paragraph", f"{speaker}:"))
        if said and message.answers not in known:
            was_headed, is_headed = is_headed, message.id in answered and _head(said)
            if was_headed and said[0].kind != "heading":
                said.insert(0, TextBlock("heading", "", LEVEL))  # what was answered ends here
            speaker = "" if is_headed else speaker
        blocks += said
    return tuple(blocks)


def _head(said: list[TextBlock]) -> bool:
    """Makes a heading of the first questions of a message, one behind the other; whether there are any."""
    for number, block in enumerate(said):
        if block.kind != "paragraph":
            continue
        starts = sentence_starts(block.text, "en")
        sentences = [block.text[slice(*span)] for span in pairwise([*starts, len(block.text)])]
        told = list(takewhile(lambda sentence: not _ASKS.search(sentence), sentences))
        asked = list(takewhile(_ASKS.search, sentences[len(told) :]))
        if question := " ".join("".join(asked).split()):
            parts = (
                replace(block, text="".join(told).rstrip(), notes=()),
                TextBlock("heading", question, LEVEL),
                replace(block, text="".join(sentences[len(told) + len(asked) :]).strip(), notes=()),
            )
            said[number : number + 1] = [part for part in parts if part.text]
            return True
    return False


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
