"""The web application: its routes, what stands around each request, and how errors are told."""

from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.service.readiness import not_ready
from bot.web.headers import SecurityHeaders
from bot.web.health import health_routes
from bot.web.mcp_http import McpOverHttp
from bot.web.pages import Pages
from bot.web.prefix import Prefix, prefix_of
from bot.web.rest import rest_routes
from bot.web.services import WebServices
from bot.web.static import static_routes
from bot.web.tokens import Tokens


def web_app(services: WebServices) -> Starlette:
    """Puts what people, programs and assistants ask by together. Raises TokensFileError."""
    file = services.settings.serve.tokens_file
    tokens, pages = Tokens(Path(file).expanduser() if file else None), Pages(services)
    mcp = McpOverHttp(services, tokens)
    ready = partial(not_ready, services.reading_pool, services.read_index)
    prefix = prefix_of(services.settings.web.public_url)
    app = Starlette(
        routes=[
            *pages.routes(),
            *rest_routes(services, tokens),
            mcp.route(),
            *health_routes(ready, tells_why=False),
            *static_routes(),
        ],
        middleware=[Middleware(SecurityHeaders), Middleware(Prefix, prefix)],
        exception_handlers={404: pages.not_found, 405: pages.not_found},
        lifespan=lambda _: mcp.run(),
    )
    # It would lead to whatever host was asked for, without a path that the server in front cut off.
    app.router.redirect_slashes = False
    return app
