"""What is told of errors: a sentence for people, by REST in problem details (RFC 9457)."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.service.worker_pool import Overloaded
from bot.web.asking import EmptyQuestionError, TooManyQuestionsError
from bot.web.tokens import MissingScopeError, RefusedError, TokensUnreadableError, UnknownTokenError
from index.errors import QuotebotError

log = logging.getLogger("quotebot")

MEDIA_TYPE = "application/problem+json"
_AGAIN = "10"  # seconds after which what was too much may go
_TOLD: Mapping[type[Exception], HTTPStatus] = {
    EmptyQuestionError: HTTPStatus.BAD_REQUEST,
    UnknownTokenError: HTTPStatus.UNAUTHORIZED,
    MissingScopeError: HTTPStatus.FORBIDDEN,
    TooManyQuestionsError: HTTPStatus.TOO_MANY_REQUESTS,
    Overloaded: HTTPStatus.SERVICE_UNAVAILABLE,
    TokensUnreadableError: HTTPStatus.SERVICE_UNAVAILABLE,
}
_NOT_FOUND = "there is nothing at this address; /api/openapi.json lists what there is"


class ProblemError(QuotebotError):
    """A request that is refused with a status and a sentence."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(detail)
        self.status = status


async def told(_: Request, error: Exception) -> Response:
    """The response to what was raised."""
    match error:
        case HTTPException(status_code=404):
            return _problem(HTTPStatus.NOT_FOUND, _NOT_FOUND)
        case HTTPException(status_code=405, headers=headers):
            allowed = ", ".join(sorted((headers or {})["Allow"].split(", ")))
            return _problem(HTTPStatus.METHOD_NOT_ALLOWED, f"this address takes {allowed}", {"Allow": allowed})
        case HTTPException(status_code=number, detail=detail, headers=headers):
            return _problem(HTTPStatus(number), detail, headers)
    status, detail = explained(error)
    return _problem(status, detail, _headers(error, status))


def explained(error: Exception) -> tuple[HTTPStatus, str]:
    """The status of what was raised, and what people are told: of what is no fault of theirs, nothing of its inside."""
    match error:
        case ProblemError(status=status):
            return status, str(error)
        case QuotebotError() if known := _TOLD.get(type(error)):
            return known, str(error)
        case QuotebotError() | OSError():
            log.error("a request could not be answered: %s", error)
            again = "the articles cannot be read just now; the log of the server tells its operator why"
            return HTTPStatus.SERVICE_UNAVAILABLE, again
    return HTTPStatus.INTERNAL_SERVER_ERROR, "something went wrong here; the log of the server tells more"


HANDLERS: Mapping[Any, Any] = dict.fromkeys((HTTPException, QuotebotError, OSError, Exception), told)


def _headers(error: Exception, status: HTTPStatus) -> Mapping[str, str]:
    match error:
        case RefusedError(challenge=challenge):
            return {"WWW-Authenticate": challenge}
        case TooManyQuestionsError(seconds=seconds):
            return {"Retry-After": str(seconds)}
    return {"Retry-After": _AGAIN} if status is HTTPStatus.SERVICE_UNAVAILABLE else {}


def _problem(status: HTTPStatus, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    form = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    sent = {"Cache-Control": "no-store", **(headers or {})}
    return Response(msgspec.json.encode(form), status, headers=sent, media_type=MEDIA_TYPE)
