"""What is reviewed as Discord shows it: the questions of a page, and what is told of each."""

from collections import Counter
from collections.abc import Mapping, Sequence

import discord
from discord import ui

from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.ui.layouts import Layout
from bot.discord.ui.markdown import cut, one_line
from bot.service.messages import Messages
from bot.service.records import ReviewedAnswer, ReviewFilter

PER_PAGE: Mapping[ReviewFilter, int] = {"unanswered": 8, "down": 5, "changed": 8}
"""Questions on a page; with a button each they are 24 of the 40 components that a layout may have."""
_TOLD: Mapping[ReviewFilter, int] = {"unanswered": 200, "down": 620, "changed": 380}  # characters of one
_QUESTION, _TITLES, _REMARK = 150, 200, 200


def told(
    kind: ReviewFilter, answers: Sequence[ReviewedAnswer], titles: Sequence[str], translate: Messages, remarks: bool
) -> str:
    """What is told of the answers to one question, with what people wrote of them only where `remarks`."""
    question = one_line(cut(answers[0].question, _QUESTION))
    lines = [translate("review-line", count=len(answers), question=question)]
    if kind == "down":
        lines += _judged(answers, translate, remarks)
    elif kind == "changed":
        quoted = one_line(cut(", ".join(titles), _TITLES))
        lines.append(translate("review-quoted", titles=quoted) if titles else translate("review-gone"))
    return "\n".join(_fitting(lines, _TOLD[kind], translate))


def review_layout(
    head: str,
    rows: Sequence[str],
    answers: Sequence[ButtonAction],
    controls: Sequence[ui.Item[Layout]],
    paging: Sequence[ui.Button[Layout]],
    translate: Messages,
) -> Layout:
    """A page of what is reviewed: `answers` open the form for each question of it, where they can be answered."""
    parts: list[ui.Item[Layout]] = [ui.TextDisplay(head), *controls]
    for number, row in enumerate(rows):
        text = ui.TextDisplay[Layout](row)
        button = _button(translate("button-answer"), answers[number]) if answers else None
        parts.append(ui.Section(text, accessory=button) if button else text)
    return Layout(ui.Container(*parts, ui.ActionRow(*paging), accent_colour=discord.Colour(0x2E7D5B)))


def paging(sent_id: str, page: int, pages: int, translate: Messages) -> list[ui.Button[Layout]]:
    """Buttons to the pages before and after, where there are any, and to all of them as a file."""
    targets = [("button-previous", page - 1), ("button-next", page + 1)]
    turning = [(key, ButtonAction("review", sent_id, 0, target)) for key, target in targets if 0 <= target < pages]
    return [
        _button(translate(key), action)
        for key, action in (*turning, ("button-export", ButtonAction("export", sent_id)))
    ]


def reasons(answers: Sequence[ReviewedAnswer], translate: Messages) -> list[str]:
    """How often each reason was given, the commonest first."""
    counts = Counter(complaint.reason for one in answers for complaint in one.complaints)
    return [
        translate("review-reason", reason=translate(f"vote-reason-{reason}"), count=count)
        for reason, count in counts.most_common()
    ]


def _judged(answers: Sequence[ReviewedAnswer], translate: Messages, remarks: bool) -> list[str]:
    ups, downs = (sum(getattr(one, way) for one in answers) for way in ("up", "down"))
    lines = [" · ".join([translate("review-votes", up=ups, down=downs), *reasons(answers, translate)])]
    if remarks:
        written = (complaint.remark for one in answers for complaint in one.complaints)
        lines += [f"> {one_line(cut(remark, _REMARK))}" for remark in written if remark]
    return lines


def _fitting(lines: Sequence[str], room: int, translate: Messages) -> list[str]:
    """As many whole lines as there is room for, and that there are more."""
    for count in range(len(lines), 0, -1):
        left = [f"-# {translate('review-more', count=len(lines) - count)}"] if count < len(lines) else []
        if len("\n".join([*lines[:count], *left])) <= room:
            return [*lines[:count], *left]
    return [lines[0][:room]]


def _button(label: str, action: ButtonAction) -> ui.Button[Layout]:
    return ui.Button(label=label, style=discord.ButtonStyle.secondary, custom_id=action.custom_id())
