"""An article at an address of its own: one that everyone may read, or one of a server by a signed link."""

from functools import partial

from starlette.responses import Response

from bot.service.access import SHARED
from bot.service.article_links import ExpiredLinkError, LinkError, Place
from bot.web.article_view import article_view
from bot.web.error_pages import error_page
from bot.web.page_request import PageRequest
from bot.web.quote_view import source_details
from index.records import Span

_PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}


async def article_page(page: PageRequest) -> Response:
    """A shared article, by its id."""
    start, end = page.number("start"), page.number("end")
    span = None if start is None or end is None else Span(start, end)
    return await _shown(page, Place(SHARED, page.value("id"), span, page.value("check")), is_signed=False)


async def signed_page(page: PageRequest) -> Response:
    """An article of a server."""
    try:
        place = page.services.links.signed(page.value("link"))
    except ExpiredLinkError:
        return error_page(page, 410, page.translate("web-link-expired"), headers=_PRIVATE)
    except LinkError:
        return error_page(page, 404, page.translate("web-link-wrong"), headers=_PRIVATE)
    return await _shown(page, place, is_signed=True)


async def _shown(page: PageRequest, place: Place, is_signed: bool) -> Response:
    asked = page.number("page")
    headers = _PRIVATE if is_signed else {}
    view = await page.read(partial(article_view, place=place, page=None if asked is None else asked - 1))
    if view is None:
        return error_page(page, 404, page.translate("web-article-gone"), headers=headers)
    return page.render(
        "article.html",
        headers=headers,
        noindex=is_signed,
        article=view,
        details=source_details(view.source, page.translate),
        is_signed=is_signed,
        page_address=page.other_page,
        paging=page.paging(view.page, view.pages),
    )
