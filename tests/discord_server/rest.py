"""How requests to the API are taken and answered."""

import hashlib
import json
import re
import time
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from aiohttp import BodyPartReader, web

from tests.discord_server.errors import INVALID_FORM, TOO_LARGE, ApiError, Json
from tests.discord_server.faults import DROP, Fault
from tests.discord_server.uploads import SIZE_LIMIT, Upload

if TYPE_CHECKING:
    from tests.discord_server.server import DiscordServer

PREFIX = "/api/v10"
FORM_KEY = re.compile(r"files\[(\d+)\]")


@dataclass
class Request:
    """One request that the bot made, with the status of its answer."""

    method: str
    path: str
    body: Any
    query: dict[str, str]
    time: float
    status: int = 0
    answer: Any = None


@dataclass
class Call:
    """One request as the endpoints take it."""

    server: "DiscordServer"
    request: Request
    params: dict[str, str]
    files: list[Upload] = field(default_factory=list)
    made: bool = False
    """Whether the endpoint made something that the answer is to tell of as created."""

    @property
    def body(self) -> Json:
        """The body, which must be an object."""
        if not isinstance(self.request.body, dict):
            raise ApiError(400, 50109, "The request body contains invalid JSON.")
        return self.request.body

    def id(self, name: str) -> int:
        """Return the id in the path that has a name."""
        value = self.params[name]
        if not value.isdigit():
            raise ApiError(400, 50035, "Invalid Form Body", {name: {"_errors": [{"code": "NUMBER_TYPE_COERCE"}]}})
        return int(value)

    def flag(self, name: str) -> bool:
        """Tell whether the query asks for something."""
        return self.request.query.get(name, "").lower() in ("1", "true")


Answer: TypeAlias = Json | list[Json] | None
Endpoint: TypeAlias = Callable[[Call], Awaitable[Answer]]
Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Api:
    """Takes requests, checks who makes them, and answers them as Discord does."""

    def __init__(self, server: "DiscordServer") -> None:
        self.server = server

    def handler(self, endpoint: Endpoint, *, is_open: bool = False) -> Handler:
        """Return what serves an endpoint; one that is open needs no authorization."""

        async def handle(request: web.Request) -> web.StreamResponse:
            body, files = await _read(request)
            path = request.path.removeprefix(PREFIX)
            record = Request(request.method, path, body, dict(request.query), time.monotonic())
            self.server.requests.append(record)
            fault = self._fault(record)
            if fault is None or fault.after:
                call = Call(self.server, record, dict(request.match_info), files)
                await self._run(call, endpoint, request, is_open=is_open)
            self.server.changed.fire()
            answer, headers = record.answer, _limits(request)
            if fault is not None:
                record.status = fault.status
                answer, extra = fault.answer()
                headers |= extra
                if fault.status == DROP:
                    if request.transport is not None:
                        request.transport.abort()
                    return web.Response()
            return _response(record.status, answer, headers)

        return handle

    async def _run(self, call: Call, endpoint: Endpoint, request: web.Request, *, is_open: bool) -> None:
        record = call.request
        try:
            if not is_open and request.headers.get("Authorization") != f"Bot {self.server.token}":
                raise ApiError(401, 0, "401: Unauthorized")
            if record.body is _BROKEN:
                raise ApiError(400, 50109, "The request body contains invalid JSON.")
            if any(len(file.data) > SIZE_LIMIT for file in call.files):
                raise ApiError(*TOO_LARGE)
            self.server.description.collect(record.method, record.path, record.body)
            record.answer = await endpoint(call)
            record.status = 201 if call.made else 204 if record.answer is None else 200
        except ApiError as error:
            record.status, record.answer = error.status, error.body
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            # A body of a shape that no rule foresaw: Discord would refuse it, and `check_bodies` tells of it.
            self.server.crashes.append("".join(traceback.format_exception(error)))
            broken = {"_errors": [{"code": "BASE_TYPE_BAD_TYPE", "message": repr(error)}]}
            refusal = ApiError(400, INVALID_FORM, "Invalid Form Body", broken)
            record.status, record.answer = refusal.status, refusal.body

    def _fault(self, record: Request) -> Fault | None:
        for fault in self.server.faults:
            if fault.meets(record.method, record.path):
                fault.times -= 1
                return fault
        return None


_BROKEN = object()


async def _read(request: web.Request) -> tuple[Any, list[Upload]]:
    """Return the JSON of a request, and the files that came with it."""
    if not request.can_read_body:
        return None, []
    if request.content_type != "multipart/form-data":
        return _parsed(await request.read()), []
    body: Any = None
    files: dict[int, Upload] = {}
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        assert isinstance(part, BodyPartReader)
        data = bytes(await part.read())
        found = FORM_KEY.fullmatch(part.name or "")
        if part.name == "payload_json":
            body = _parsed(data)
        elif found is not None:
            files[int(found[1])] = Upload(part.filename or "unknown", data)
        else:
            body = _BROKEN
    return body, [files[index] for index in sorted(files)]


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data) if data else None
    except ValueError:
        return _BROKEN


def _limits(request: web.Request) -> dict[str, str]:
    route = request.match_info.route.resource
    bucket = hashlib.blake2s(f"{request.method} {route and route.canonical}".encode(), digest_size=8).hexdigest()
    return {
        "X-RateLimit-Bucket": bucket,
        "X-RateLimit-Limit": "1000",
        "X-RateLimit-Remaining": "999",
        "X-RateLimit-Reset": f"{time.time() + 1:.3f}",
        "X-RateLimit-Reset-After": "1.000",
        "Via": "1.1 google",
    }


def _response(status: int, answer: Answer, headers: dict[str, str]) -> web.Response:
    if answer is None:
        return web.Response(status=status, headers=headers)
    body = json.dumps(answer, ensure_ascii=False).encode()
    return web.Response(status=status, body=body, content_type="application/json", headers=headers)
