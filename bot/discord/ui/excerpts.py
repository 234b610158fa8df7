"""An excerpt as Discord shows it within a limit, and how many items of its list are left out."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from bot.discord.ui.blocks import markdown_of
from bot.discord.ui.markdown import ELLIPSIS, cut
from bot.service.excerpts import has_steps, parts
from bot.service.messages import Messages
from index.records import Block, Excerpt, Span


def fitted(excerpt: Excerpt, limit: int, translate: Messages) -> str:
    """Write an excerpt for Discord in at most `limit` characters, which are some hundred: its beginning, else."""

    def size(room: int) -> int:
        return len(_written(shortened(excerpt, room), translate))

    whole = _written(excerpt, translate)
    if len(whole) <= limit:
        return whole
    rooms = range(2, max(len(excerpt.text), 3))
    fitting = bisect_right(rooms, limit, key=size)
    return _written(shortened(excerpt, rooms[max(fitting - 1, 0)]), translate)


def shortened(excerpt: Excerpt, room: int) -> Excerpt:
    """The beginning of an excerpt in about `room` characters: whole items, rows and lines of code where there are."""
    blocks = [block for part in parts(excerpt) for block in part.blocks]
    place = next((number for number, block in enumerate(blocks) if block.span.end > room), len(blocks))
    if place == len(blocks):
        return excerpt
    kept, block = blocks[:place], blocks[place]
    if block.kind in ("item", "row") and any(one.group == block.group or one.kind == "header" for one in kept[-1:]):
        return _without_rest(excerpt, kept, blocks[place:])
    text = excerpt.text[slice(*block.span)]
    short = _lines_of(text, room - block.span.start) if block.kind == "code" else cut(text, room - block.span.start)
    if not short.rstrip(ELLIPSIS).strip() and kept:
        return _without_rest(excerpt, kept, blocks[place:])
    end = block.span.start + len(short)
    last = block._replace(span=Span(block.span.start, end))
    begun = replace(excerpt, text=excerpt.text[: block.span.start] + short, blocks=(*kept, last))
    return _counted(begun, excerpt, (*kept, last), blocks[place + 1 :])


def _without_rest(excerpt: Excerpt, kept: Sequence[Block], rest: Sequence[Block]) -> Excerpt:
    """An excerpt that ends with a block, and an ellipsis where no count of items stands for it."""
    text = excerpt.text[: kept[-1].span.end]
    counted = _counted(replace(excerpt, text=text, blocks=tuple(kept)), excerpt, kept, rest)
    if counted.after > excerpt.after:
        return counted
    last = Block("paragraph", Span(len(text) + 1, len(text) + 1 + len(ELLIPSIS)))
    return replace(counted, text=f"{text}\n{ELLIPSIS}", blocks=(*kept, last))


def _counted(begun: Excerpt, whole: Excerpt, kept: Sequence[Block], rest: Sequence[Block]) -> Excerpt:
    """The beginning of an excerpt with the number of items that its last list goes on with."""
    bold = tuple(
        Span(mark.start, min(mark.end, len(begun.text))) for mark in begun.bold if mark.start < len(begun.text)
    )
    shown = [block for block in kept if block.kind == "item"]
    items = [block for block in rest if block.kind == "item"]
    if not shown:
        return replace(begun, bold=bold, before=0, after=0)
    group = shown[-1].group
    left_out = sum(block.group == group and block.level <= 1 and bool(block.info.strip()) for block in items)
    also = whole.after if (items or shown)[-1].group == group else 0
    return replace(begun, bold=bold, after=left_out + also)


def _lines_of(code: str, room: int) -> str:
    """The lines of code that there is room for, and an ellipsis on a line of its own."""
    end = code.rfind("\n", 0, max(room, 0))
    return f"{code[:end]}\n{ELLIPSIS}" if end > 0 else cut(code, room)


def _written(excerpt: Excerpt, translate: Messages) -> str:
    steps = has_steps(excerpt)
    before = translate("excerpt-steps-before" if steps else "excerpt-items-before", count=excerpt.before)
    after = translate("excerpt-steps-after" if steps else "excerpt-items-after", count=excerpt.after)
    lines = [f"-# {before}" * bool(excerpt.before), markdown_of(excerpt), f"-# {after}" * bool(excerpt.after)]
    return "\n".join(filter(None, lines))
