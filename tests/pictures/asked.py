"""What the operator's report is made of: questions as people may have asked them in thirty days, all made up."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

from bot.service.records import Complaint, Kind, SentMessage, SentQuote
from bot.service.sql_state import SqlState

LAST = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""When the last of them was asked."""
_A_DAY = (2, 3, 1, 4, 2, 0, 1, 3, 4, 2, 5, 3, 1, 2, 4, 6, 3, 4, 2, 1, 7, 9, 6, 4, 3, 5, 2, 3, 6, 4)  # oldest first
_ANSWERED = (
    ("How much memory does Tintype need?", "installing"),
    ("What do I copy when I move Tintype to a new server?", "moving"),
    ("How do I back up the database?", "settings"),
    ("Where do the phones put their photos?", "settings"),
    ("How long does a shared link work?", "sharing"),
    ("Is the recognition of faces on by default?", "settings"),
    ("Can guests add photos to an album?", "sharing"),
)
_OPEN = (
    "Does Tintype run on Windows?",
    "Can it show the raw files of my camera?",
    "Does Tintype run on Windows 11?",
    "Is there a plugin for Lightroom?",
    "Does Tintype run on Windows?",
)
_DOORS: tuple[Kind, ...] = ("answer", "answer", "web", "answer", "api", "answer", "web", "answer", "mcp")
_STAGES = {  # and how many milliseconds they take at least
    "search": 21.0,
    "encode": 7.0,
    "words": 2.4,
    "vectors": 1.1,
    "late interaction": 6.2,
    "quotes": 38.0,
    "sentences": 12.0,
    "reader": 24.0,
}
_VOTES = {
    8: Complaint("old", "Since 2.4 it is 4 GB with faces."),
    24: Complaint("unclear"),
    62: Complaint("other", "I meant the album, not the link."),
}
_UP = (1, 7, 11, 15, 22, 31, 40, 45, 52, 63, 71, 80, 95)


async def ask(state: Path) -> None:
    """Keeps them in the file of what was sent, with what people thought of some."""
    async with SqlState.open(state) as kept:
        for number, sent in enumerate(_sent()):
            await kept.sent_messages.add(sent)
            if number in _UP:
                await kept.votes.cast(sent.id, 1, True)
            if number in _VOTES:
                await kept.votes.cast(sent.id, 2, False, _VOTES[number])


def _sent() -> Iterator[SentMessage]:
    days = [LAST - timedelta(days=before) for before in reversed(range(len(_A_DAY)))]
    moments = [day for day, count in zip(days, _A_DAY, strict=True) for _ in range(count)]
    answered, unanswered = cycle(_ANSWERED), cycle(_OPEN)
    for number, (moment, door) in enumerate(zip(moments, cycle(_DOORS), strict=False)):
        question, article = next(answered) if (number + 5) % 7 else (next(unanswered), "")
        taken = {stage: round(least * (1 + number * 7 % 11 / 10), 1) for stage, least in _STAGES.items()}
        yield SentMessage(
            f"made-{number}",
            door,
            7 if door == "answer" else None,
            channel=1,
            asker=number,
            question=question,
            context=question,
            answered=bool(article),
            detail={"stages": taken, "total_ms": round(taken["search"] + taken["quotes"], 1)},
            quotes=(SentQuote("", article, 0, 1, "", ()),) if article else (),
            created=moment,
        )
