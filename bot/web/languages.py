"""In which language a page is: as its address has it, else as the browser asks for it."""

import re

from bot.service.messages import ENGLISH, Messages, catalogue_for, messages

_LONGEST = 500  # characters of a header that are looked at
_RANGE = re.compile(r"([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,3})\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?")


def language_of(chosen: str, accepted: str) -> Messages:
    """The messages of a page; `accepted` is the header Accept-Language (RFC 9110, section 12.5.4)."""
    catalogues = (catalogue_for(asked) for asked in (chosen, *_preferred(accepted)) if asked)
    return messages(next(filter(None, catalogues), ENGLISH))


def _preferred(accepted: str) -> list[str]:
    """The languages of the header, those that are liked best first."""
    ranges = [_RANGE.fullmatch(part.strip()) for part in accepted[:_LONGEST].split(",")]
    liked = [(float(match[2] or 1), match[1]) for match in ranges if match]
    return [tag for weight, tag in sorted(liked, key=lambda one: -one[0]) if weight > 0]
