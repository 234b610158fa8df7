"""What requests of the web work with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.service.article_links import ArticleLinks
from bot.service.collections import Collections
from bot.service.index_state import IndexState
from bot.service.metrics import Metrics
from bot.service.rate_limit import RateLimit
from bot.service.reading_pool import ReadingPool
from bot.web.question_log import QuestionLog
from bot.web.report import Report
from config import Settings


@dataclass(frozen=True, slots=True, eq=False)
class WebServices:
    """All that a request may use, made once and shared by all requests."""

    settings: Settings
    collections: Collections
    reading_pool: ReadingPool
    links: ArticleLinks
    rate_limit: RateLimit
    question_log: QuestionLog
    read_index: Callable[[], IndexState]
    """Reads what the shared collection holds; raises QuotebotError, see read_index_state. Not for the event loop."""
    metrics: Metrics
    make_report: Callable[[int], Awaitable[Report]]
    """Tells of so many days what was asked. Raises QuotebotError where that is not kept."""
