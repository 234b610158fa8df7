"""The web application: its routes, what stands around each request, and how errors are told."""

from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from bot.service.readiness import not_ready
from bot.web.headers import SecurityHeaders
from bot.web.health import health_routes
from bot.web.pages import page_routes
from bot.web.rest import rest_routes
from bot.web.services import WebServices
from bot.web.static import static_files
from bot.web.tokens import Tokens


def web_app(services: WebServices) -> Starlette:
    """Puts what people and programs ask by together. Raises TokensFileError."""
    file = services.settings.serve.tokens_file
    tokens = Tokens(Path(file).expanduser() if file else None)
    ready = partial(not_ready, services.reading_pool, services.read_index)
    routes = [
        *page_routes(services),
        *rest_routes(services, tokens),
        *health_routes(ready, tells_why=False),
        Mount("/static", static_files()),
    ]
    return Starlette(routes=routes, middleware=[Middleware(SecurityHeaders)])
