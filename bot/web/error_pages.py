"""Pages that tell why there is nothing else to see, and what to do."""

import logging
import secrets
from collections.abc import Mapping

from starlette.responses import Response

from bot.service.worker_pool import ClosedPoolError, Overloaded
from bot.web.asking import LONGEST, EmptyQuestionError, TooManyQuestionsError
from bot.web.page_request import PageRequest, TooLongQuestionError
from index.errors import OutageError

log = logging.getLogger("quotebot")

_MINUTE = {"Retry-After": "60"}  # seconds


def error_page(page: PageRequest, status: int, text: str, headers: Mapping[str, str] | None = None) -> Response:
    """A page that says this."""
    title = page.translate("web-not-found" if status in (404, 410) else "web-not-possible")
    return page.render("error.html", status, headers, title=title, text=text)


def error_page_of(page: PageRequest, error: Exception) -> Response:
    """The page for what was raised; what is not the reader's doing is logged."""
    translate = page.translate
    match error:
        case EmptyQuestionError():
            return error_page(page, 400, translate("web-empty"))
        case TooLongQuestionError():
            return error_page(page, 400, translate("web-too-long", length=error.length, most=LONGEST))
        case TooManyQuestionsError():
            text = translate("refuse-cooldown", seconds=error.seconds)
            return error_page(page, 429, text, {"Retry-After": str(error.seconds)})
        case Overloaded():
            return error_page(page, 503, translate("refuse-overloaded"), _MINUTE)
        case ClosedPoolError():
            return error_page(page, 503, translate("refuse-stopping"), _MINUTE)
        case OutageError():
            log.warning("not available: %s", error)
            return error_page(page, 503, translate("refuse-unavailable"), _MINUTE)
    number = secrets.token_hex(4)
    log.error("failed, id %s", number, exc_info=error)
    return error_page(page, 500, translate("apology", id=number))
