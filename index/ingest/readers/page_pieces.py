"""Where a plain reading stands on its page, in as few pieces as that can be told in."""

from collections.abc import Iterable

from index.records import EDGE, GAP, HIDDEN, PagePiece

_MARKS = {ord(EDGE): None, ord(GAP): None}
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u202f\u2007\t\n"), " ")


def sound_pieces(plain: str, page: str, pieces: Iterable[PagePiece]) -> tuple[PagePiece, ...]:
    """The pieces that say on the page what they say in a plain reading; those that go on are one."""
    said, seen = plain.translate(_BLANKS), page.translate(_MARKS).translate(_BLANKS)
    sound = list[PagePiece]()
    for piece in pieces:
        start, on_page, length = piece
        length = min(length, len(plain) - start)
        if length <= 0 or (on_page != HIDDEN and said[start : start + length] != seen[on_page : on_page + length]):
            continue
        last = sound[-1] if sound else None
        if last is not None and _goes_on(last, piece, said, seen):
            sound[-1] = last._replace(length=start + length - last.plain_start)
        else:
            sound.append(PagePiece(start, on_page, length))
    return tuple(sound)


def is_sound(pieces: Iterable[PagePiece], plain: str, page: str) -> bool:
    """Whether pieces are within a plain reading and its page."""
    end = len(page.translate(_MARKS))
    return all(
        piece.plain_start >= 0
        and piece.length > 0
        and piece.plain_start + piece.length <= len(plain)
        and (piece.page_start == HIDDEN or 0 <= piece.page_start <= end - piece.length)
        for piece in pieces
    )


def _goes_on(last: PagePiece, piece: PagePiece, said: str, seen: str) -> bool:
    """Whether a piece goes on where the last one ended, but for what is the same in both."""
    if HIDDEN in (last.page_start, piece.page_start):
        return last.page_start == piece.page_start and last.plain_start + last.length == piece.plain_start
    end, on_page = last.plain_start + last.length, last.page_start + last.length
    between = piece.plain_start - end
    same = 0 <= between <= 1 and piece.page_start - on_page == between
    return same and said[end : piece.plain_start] == seen[on_page : piece.page_start]
