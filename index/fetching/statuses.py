"""What a server's answer means for who asked (RFC 9110, section 15)."""

from index.fetching import headers
from index.fetching.responses import Body, Failed, Gone, Response, Unchanged
from index.fetching.transport import Answer
from index.fetching.way import Way

_GONE = {404: "is not there", 410: "is no longer there"}
_REFUSED = {
    401: "asks for a name and a password",
    402: "asks for money",
    403: "does not let quotebot read it",
    407: "asks for a proxy's password",
    429: "asks for fewer requests; try again later",
    451: "is withheld for legal reasons",
}


def response(url: str, way: Way, answer: Answer, *, is_conditional: bool) -> Response:
    """What becomes of an address to which this answer came, at the end of its way.

    `is_conditional` is whether it was asked whether what stands there is still what was had.
    """
    found = way.address.url
    match answer.status:
        case 200 if answer.body:
            read = answer.headers
            moved_to = found if way.is_for_good and not way.is_beginning else ""
            media_type, charset = headers.media_type(read), headers.charset(read)
            is_indexed = headers.is_indexed(read)
            return Body(found, answer.body, media_type, charset, headers.validators(read), moved_to, is_indexed)
        case 304 if is_conditional:
            return Unchanged(found)
        case 404 | 410:
            return Gone(url, _GONE[answer.status])
        case 200 | 204 | 205:
            return Failed(url, "has nothing to read")
        case status if status >= 500:
            return Failed(url, f"has a server that fails just now ({status}); try again later")
    return Failed(url, f"{_REFUSED.get(answer.status, 'answers with what is not understood')} ({answer.status})")
