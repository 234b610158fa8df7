"""The last step of reading a document: its blocks as they belong together."""

from collections.abc import Iterable
from dataclasses import replace

from index.ingest.readers.document import TextBlock

_DEEPEST = 9  # level of a heading


def settled(blocks: Iterable[TextBlock]) -> tuple[TextBlock, ...]:
    """The blocks with lines of code joined, lists and tables numbered, and all headings below the title, if any.

    Whatever number lists and tables come with tells them apart, as far as they follow each other. An item without a
    mark goes on with those before it, and is a paragraph where there is none; a heading of level 0 is the title.
    """
    settled = list[TextBlock]()
    groups, is_list, of = 0, False, 0  # the list or table that is open, and by which number it came
    for block in blocks:
        if block.kind not in ("code", "heading") and not block.text.strip():
            continue
        last = settled[-1] if settled else None
        if block.kind == "code":
            if last is not None and last.kind == "code":
                settled[-1] = _with_line(last, block)
            else:
                settled.append(block)
        elif block.kind == "item" and (block.info or is_list):
            if block.info and (not is_list or (block.level == 1 and block.group != of)):
                groups, is_list, of = groups + 1, True, block.group
            elif last is not None and last.kind == "code":
                settled[-1] = replace(last, group=groups, level=1)
            settled.append(replace(block, group=groups))
        elif block.kind in ("header", "row"):
            if is_list or last is None or last.kind not in ("header", "row") or block.group != of:
                groups, is_list, of = groups + 1, False, block.group
            settled.append(replace(block, group=groups))
        else:
            is_list = False
            settled.append(replace(block, kind="paragraph", level=0, group=0) if block.kind == "item" else block)
    has_title = any((block.kind, block.level) == ("heading", 0) for block in settled)
    return tuple(_below_title(block, has_title) for block in settled)


def _with_line(code: TextBlock, line: TextBlock) -> TextBlock:
    start = len(code.text) + 1
    notes = tuple(note._replace(offset=start + note.offset) for note in line.notes)
    return replace(code, text=f"{code.text}\n{line.text}", notes=code.notes + notes)


def _below_title(block: TextBlock, has_title: bool) -> TextBlock:
    if block.kind != "heading":
        return block
    return replace(block, level=min(block.level + has_title, _DEEPEST))
