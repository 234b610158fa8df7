"""What changed between two texts, as Discord's Markdown: words taken out struck through, words put in in bold."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from bot.discord.ui.markdown import ELLIPSIS, in_quote, styled
from bot.service.word_diff import Run
from index.records import Span

_AROUND = 8  # words that stay, in front of a change and behind it


def differences(runs: Sequence[Run], room: int) -> str:
    """Write a diff as a block quote of at most `room` characters: what changed, with a few words around it."""
    shown = list(_around_changes(runs))
    text = "".join(run.text for run in shown)
    ends = [place for place, sign in enumerate(text) if sign.isspace()]
    whole = _written(shown, len(text))
    if len(whole) <= room:
        return whole
    fitting = bisect_right(ends, room - len(ELLIPSIS), key=lambda end: len(_written(shown, end)))
    return _written(shown, ends[fitting - 1]) + ELLIPSIS if fitting else ""


def _written(runs: Sequence[Run], end: int) -> str:
    """The runs up to a place of their text."""
    marks: dict[str, list[Span]] = {"in": [], "out": [], "same": []}
    start = 0
    for run in runs:
        words = len(run.text.rstrip())
        if start < end:
            marks[run.fate].append(Span(start, min(start + words, end)))
        start += len(run.text)
    return in_quote(styled("".join(run.text for run in runs)[:end], marks["in"], marks["out"]))


def _around_changes(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs, of those that stay only what is next to a change."""
    for place, run in enumerate(runs):
        words = run.text.split()
        before, behind = _AROUND * (place > 0), _AROUND * (place < len(runs) - 1)
        if run.fate != "same":
            yield run._replace(text=f"{run.text.rstrip()} ") if run.fate == "out" else run  # apart from what is new
        elif len(words) <= before + behind + 1:
            yield run
        else:
            front, back = words[:before], words[len(words) - behind :]
            blank = run.text[len(run.text.rstrip()) :]
            yield Run("same", " ".join([*front, ELLIPSIS, *back]) + blank)
