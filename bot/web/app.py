"""The web application: its routes, what stands around each request, and how errors are told."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from bot.web.headers import SecurityHeaders
from bot.web.mcp_http import McpOverHttp
from bot.web.pages import page_routes
from bot.web.rest import rest_routes
from bot.web.services import WebServices
from bot.web.static import static_files
from bot.web.tokens import Tokens


def web_app(services: WebServices) -> Starlette:
    """Puts what people, programs and assistants ask by together. Raises TokensFileError."""
    file = services.settings.serve.tokens_file
    tokens = Tokens(Path(file).expanduser() if file else None)
    mcp = McpOverHttp(services, tokens)
    routes = [
        *page_routes(services),
        *rest_routes(services, tokens),
        mcp.route(),
        Mount("/static", static_files()),
    ]
    return Starlette(routes=routes, middleware=[Middleware(SecurityHeaders)], lifespan=lambda _: mcp.run())
