"""What a manager looks through with /review, as it is kept between one press and the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.discord.request import RefusedError, RequestContext
from bot.service.records import ReviewFilter, SentMessage
from bot.service.review import Together, may_review

DAYS = ("7", "30", "all")
"""Of how many days answers are reviewed."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a manager looks through: what of it and of which time, how much there was, and the answers by question.

    The answers are kept by their ids alone, so that what is forgotten meanwhile is forgotten here too.
    """

    kind: ReviewFilter = "unanswered"
    days: str = "30"
    unanswered: int = 0
    down: int = 0
    changed: int = 0
    hidden: int = 0
    groups: Sequence[Sequence[str]] = ()

    @property
    def since(self) -> datetime:
        """The moment from which on answers are reviewed."""
        return datetime.fromtimestamp(0, UTC) if self.days == "all" else datetime.now(UTC) - timedelta(int(self.days))


async def answers_of(
    request: RequestContext, shown: Review, groups: Sequence[Sequence[str]]
) -> list[Together | tuple[()]]:
    """Answers by their ids, less what is forgotten, settled or may no longer be read; none may be left of a group."""
    ids = [one for group in groups for one in group]
    kept = await request.services.state.reviews.those(request.scope.guild or 0, ids)
    names = await request.still_readable(quote for one in kept for quote in one.quotes)
    is_open = shown.kind == "unanswered"
    by_id = {one.id: one for one in kept if may_review(one, names) and not (is_open and one.written)}
    return [tuple(by_id[one] for one in group if one in by_id) for group in groups]


async def unanswered_group(request: RequestContext, sent: SentMessage, number: int) -> Together:
    """The answers to one question of a review. Raises RefusedError where there is none (any more)."""
    shown = Review(**sent.detail)
    groups = shown.groups[number : number + 1] if shown.kind == "unanswered" else ()
    found = await answers_of(request, shown, groups)
    if not found or not found[0]:
        raise RefusedError("answering-late", review=request.translate("review-name"))
    return found[0]
