"""The web application: its routes, what stands around each request, and how errors are told."""

from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.web.headers import SecurityHeaders
from bot.web.pages import Pages
from bot.web.prefix import Prefix, prefix_of
from bot.web.services import WebServices
from bot.web.static import static_routes


def web_app(services: WebServices) -> Starlette:
    """Puts the pages of people together."""
    pages = Pages(services)
    prefix = prefix_of(services.settings.web.public_url)
    return Starlette(
        routes=[*pages.routes(), *static_routes()],
        middleware=[Middleware(SecurityHeaders), Middleware(Prefix, prefix)],
        exception_handlers={404: pages.not_found, 405: pages.not_found},
    )
