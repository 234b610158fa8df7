"""The web application: its routes, what stands around each request, and how errors are told."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from bot.web.headers import SecurityHeaders
from bot.web.pages import page_routes
from bot.web.services import WebServices
from bot.web.static import static_files


def web_app(services: WebServices) -> Starlette:
    """Puts the pages of people together."""
    routes = [*page_routes(services), Mount("/static", static_files())]
    return Starlette(routes=routes, middleware=[Middleware(SecurityHeaders)])
