"""The description of REST by OpenAPI 3.1, made of the types that requests are decoded by."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import msgspec

from bot.web.forms import (
    LONGEST_STRETCH,
    Answer,
    Articles,
    Asked,
    AskedByAddress,
    Found,
    Listed,
    Opened,
    Problem,
    Sought,
    Stretch,
)
from bot.web.problems import MEDIA_TYPE

_COMPONENTS = "#/components/schemas/{name}"
_Form = type[msgspec.Struct]
_INTRODUCTION = (
    "Answers questions about articles by quoting them word for word, with their source. Offsets are in characters "
    "(code points) of an article's text. Where the operator hands out tokens, each request needs one with the scope "
    "of what it does; requests are limited by the minute."
)
_PROBLEMS = {
    400: "What was sent cannot be used.",
    401: "A token is needed.",
    403: "The token lacks the scope.",
    404: "There is no such article that the caller may read.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    429: "Too many requests from one address, or by one token; Retry-After tells in how many seconds to ask again.",
    500: "A fault of the server.",
    503: "Too much waits, or the articles cannot be read just now; Retry-After tells when to ask again.",
}
_ALWAYS = (400, 401, 403, 429, 500, 503)
_SENT = {401: ("WWW-Authenticate", "string"), 429: ("Retry-After", "integer"), 503: ("Retry-After", "integer")}


def description() -> dict[str, Any]:
    """The description, as JSON holds it."""
    forms = (Asked, Answer, Found, Articles, Stretch, Problem)
    _, components = msgspec.json.schema_components(forms, ref_template=_COMPONENTS)
    body = {"required": True, "content": {"application/json": {"schema": _ref(Asked)}}}
    key = {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "The id of the article, percent-encoded, slashes too.",
        "schema": {"type": "string"},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Quotebot", "version": version("quotebot"), "description": _INTRODUCTION},
        "servers": [{"url": "/api"}],
        "security": [{}, {"token": []}],
        "paths": {
            "/ask": {
                "get": _operation("askByAddress", "Answer a question.", "ask", Answer, _parameters(AskedByAddress)),
                "post": _operation("ask", "Answer a question, maybe one that goes on from another.", "ask", Answer)
                | {"requestBody": body},
            },
            "/search": {"get": _operation("search", "Find passages.", "search", Found, _parameters(Sought))},
            "/articles": {"get": _operation("listArticles", "List articles.", "read", Articles, _parameters(Listed))},
            "/articles/{id}": {
                "get": _operation(
                    "readArticle",
                    f"Read a stretch of an article, of {LONGEST_STRETCH:,} characters at most.",
                    "read",
                    Stretch,
                    [key, *_parameters(Opened)],
                )
            },
        },
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(name: str, summary: str, scope: str, form: _Form, parameters: Sequence[Any] = ()) -> dict[str, Any]:
    more = {"ask": (413, 415), "readArticle": (404,)}.get(name, ())
    problems = {str(status): _problem(status) for status in sorted((*_ALWAYS, *more))}
    given = {"description": form.__doc__, "content": {"application/json": {"schema": _ref(form)}}}
    return {
        "operationId": name,
        "summary": summary,
        "description": f"The scope of a token for it: {scope}.",
        "parameters": list(parameters),
        "responses": {"200": given, **problems},
    }


def _problem(status: int) -> dict[str, Any]:
    told = {"description": _PROBLEMS[status], "content": {MEDIA_TYPE: {"schema": _ref(Problem)}}}
    if status not in _SENT:
        return told
    name, kind = _SENT[status]
    return told | {"headers": {name: {"schema": {"type": kind}}}}


def _parameters(form: _Form) -> list[dict[str, Any]]:
    """The fields of a type as parameters of an address."""
    _, components = msgspec.json.schema_components((form,), ref_template=_COMPONENTS)
    schema = components[form.__name__]
    return [
        {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            "schema": _without_null(field),
        }
        for name, field in schema["properties"].items()
    ]


def _without_null(field: dict[str, Any]) -> dict[str, Any]:
    """What an address can say: a value, or nothing at all."""
    values = [one for one in field.get("anyOf", ()) if one != {"type": "null"}]
    return values[0] if len(values) == 1 else field


def _ref(form: _Form) -> dict[str, str]:
    return {"$ref": _COMPONENTS.format(name=form.__name__)}
