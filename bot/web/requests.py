"""What a request of REST says: the values in its address, or the JSON of its body, checked by a type."""

from http import HTTPStatus
from typing import TypeVar
from urllib.parse import unquote

import msgspec
from starlette.requests import ClientDisconnect, Request

from bot.web.problems import ProblemError

T = TypeVar("T", bound=msgspec.Struct)

LARGEST = 64 * 1024  # bytes of a body
_JSON = "application/json"
_ARTICLES = "/articles/"


def by_address(request: Request, kind: type[T]) -> T:
    """What stands behind the question mark. Raises ProblemError."""
    given = request.query_params.multi_items()
    values = dict(given)
    if len(values) < len(given):
        twice = next(name for name in values if len(request.query_params.getlist(name)) > 1)
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"`{twice}` stands in the address more than once; write it once")
    try:
        form = msgspec.convert(values, kind, strict=False)
    except msgspec.ValidationError as error:
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"the address cannot be used: {error}") from None
    for name in values:
        if getattr(form, name) is None:  # msgspec takes the word null for none
            raise ProblemError(HTTPStatus.BAD_REQUEST, f"`{name}` cannot be {values[name]}; leave it out")
    return form


async def by_body(request: Request, kind: type[T]) -> T:
    """What the body says. Raises ProblemError."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _JSON:
        raise ProblemError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"the body must be JSON; send it with the header Content-Type: {_JSON}"
        )
    body = await _body(request)
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.ValidationError, RecursionError) as error:
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"the body cannot be used: {error}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"the body is not valid JSON: {error}") from None


def article_id(request: Request) -> str:
    """The id in the address of an article, whatever is in it: from the path as it was sent."""
    sent = bytes(request.scope["raw_path"]).decode("ascii", "replace")
    return unquote(sent.partition(_ARTICLES)[2])


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST:
                break
    except ClientDisconnect:
        raise ProblemError(HTTPStatus.BAD_REQUEST, "the body has no end") from None
    if len(body) > LARGEST:
        raise ProblemError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the body is larger than {LARGEST:,} bytes; send a shorter one"
        )
    return bytes(body)
