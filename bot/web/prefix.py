"""Pages below a path of another server's, be it that the server in front cuts the path off or hands it on."""

from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send


def prefix_of(public_url: str) -> str:
    """The path below which others reach the pages, without a slash at its end; empty where it is the whole host."""
    return urlsplit(public_url).path.rstrip("/")


class Prefix:
    """Takes a prefix for the root of the application, where a request has it."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        path = scope.get("path", "")
        if self._prefix and path == self._prefix:
            scope = {**scope, "path": f"{path}/"}
        if self._prefix and f"{path}/".startswith(f"{self._prefix}/"):
            scope = {**scope, "root_path": scope.get("root_path", "") + self._prefix}
        await self._app(scope, receive, send)
