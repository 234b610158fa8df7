"""What a search is limited to: a publisher, and days of publication."""

import re
from dataclasses import dataclass
from datetime import date

from index.records import Source
from index.retrieval.filters import Wanted

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
    """Whether an article is of a publisher, and was published from `after` on and before `before`, where given."""

    publisher: str | None
    after: date | None
    before: date | None

    def __call__(self, article: Source) -> bool:
        """See Wanted."""
        if self.publisher is not None and (article.publisher or "")[:CHOICE].casefold() != self.publisher:
            return False
        if self.after is None and self.before is None:
            return True
        published = parse_date((article.published_at or "")[:10])
        return published is not None and (self.after or date.min) <= published < (self.before or date.max)


def wanted(source: str | None, after: date | None, before: date | None) -> Wanted | None:
    """Whether an article is of this publisher and was published from `after` on and before `before`; None if any is."""
    if source is None and after is None and before is None:
        return None
    return Published(None if source is None else source[:CHOICE].casefold(), after, before)
