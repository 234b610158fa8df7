"""The Model Context Protocol at /mcp: each request by itself, with a bearer token where there are tokens."""

from contextlib import AbstractAsyncContextManager
from urllib.parse import urlsplit

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Message, Receive, Send
from starlette.types import Scope as RequestScope

from bot.web.mcp_tools import Caller, Context, mcp_server
from bot.web.problems import told
from bot.web.replies import Replies
from bot.web.requests import LARGEST
from bot.web.services import WebServices
from bot.web.tokens import Grant, Tokens
from config import Settings
from index.errors import QuotebotError

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_GRANT = "quotebot.grant"


class McpOverHttp:
    """Lets in who may, and has the protocol's own package answer."""

    def __init__(self, services: WebServices, tokens: Tokens) -> None:
        self._services = services
        self._tokens = tokens
        self._manager = StreamableHTTPSessionManager(
            mcp_server(self._caller),
            json_response=True,
            stateless=True,
            security_settings=_security(services.settings),
            max_request_body_size=LARGEST,
        )

    def run(self) -> AbstractAsyncContextManager[None]:
        """What must be open while requests are answered; it can be opened once."""
        return self._manager.run()

    def route(self) -> Route:
        """Where requests come in: none but POST, since nothing is told that was not asked for."""
        return Route("/mcp", self, methods=["POST"])

    async def __call__(self, scope: RequestScope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        request = Request(scope)
        host = request.client.host if request.client else ""
        try:
            grant = self._tokens.admitted("mcp", request.headers.get("authorization"), host)
        except QuotebotError as error:
            await (await told(request, error))(scope, receive, send)
            return

        async def send_unkept(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).setdefault("Cache-Control", "no-store")
            await send(message)

        await self._manager.handle_request({**scope, _GRANT: grant}, receive, send_unkept)

    def _caller(self, context: Context) -> Caller:
        request = context.request
        if not isinstance(request, Request):
            raise TypeError("a request over HTTP comes with its headers")
        grant: Grant = request.scope[_GRANT]
        return Caller(grant, Replies(self._services, str(request.base_url)))


def _security(settings: Settings) -> TransportSecuritySettings:
    """By what names the server may be asked: no page of a site may have its own name lead here (DNS rebinding)."""
    public = urlsplit(settings.web.public_url).netloc
    host = settings.serve.host
    names = dict.fromkeys((*_LOOPBACK, f"[{host}]" if ":" in host else host, public))
    hosts = [allowed for name in names if name for allowed in (name, f"{name}:*")]
    origins = [f"{scheme}://{host}" for host in hosts for scheme in ("http", "https")]
    return TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=origins)
