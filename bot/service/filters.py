"""What a search is limited to: a publisher, days of publication, a language."""

import re
from dataclasses import dataclass
from datetime import date

from index.records import Source

CHOICE = 100  # characters of a publisher that can be suggested, and by which it is known
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def parse_date(text: str) -> date | None:
    """The first day of what is written as 2025-02-14, 2025-02 or 2025; None where it is no date."""
    match = _DATE.fullmatch(text.strip())
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Published:
    """Whether an article is of a publisher, was published from `after` on and before `before`, and is in a language.

    Of these what is given counts; `publisher` is as `wanted` makes it, `language` a code of ISO 639.
    """

    publisher: str | None = None
    after: date | None = None
    before: date | None = None
    language: str | None = None

    def __call__(self, article: Source, language: str) -> bool:
        """See Wanted."""
        if self.language is not None and language != self.language:
            return False
        if self.publisher is not None and _known(article.publisher or "") != self.publisher:
            return False
        if self.after is None and self.before is None:
            return True
        published = parse_date((article.published_at or "")[:10])
        return published is not None and (self.after or date.min) <= published < (self.before or date.max)


def wanted(
    source: str | None, after: date | None = None, before: date | None = None, language: str | None = None
) -> Published | None:
    """What is limited to this publisher, these days and this language; None where it is to none of them."""
    if source is None and after is None and before is None and language is None:
        return None
    return Published(None if source is None else _known(source), after, before, language)


def _known(publisher: str) -> str:
    """A publisher's name as it is compared: Discord cuts the blanks off that the end of a suggestion may have."""
    return publisher[:CHOICE].strip().casefold()
