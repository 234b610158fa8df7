"""The web application: its routes, what stands around each request, and how errors are told."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from bot.web.headers import SecurityHeaders
from bot.web.pages import page_routes
from bot.web.rest import rest_routes
from bot.web.services import WebServices
from bot.web.static import static_files
from bot.web.tokens import Tokens


def web_app(services: WebServices) -> Starlette:
    """Puts what people and programs ask by together. Raises TokensFileError."""
    file = services.settings.serve.tokens_file
    tokens = Tokens(Path(file).expanduser() if file else None)
    routes = [*page_routes(services), *rest_routes(services, tokens), Mount("/static", static_files())]
    return Starlette(routes=routes, middleware=[Middleware(SecurityHeaders)])
