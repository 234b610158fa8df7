"""Pages that browsers save with all that belongs to them in one file (MHTML): the page itself."""

from collections.abc import Iterable
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

from index.ingest.readers.base import ReaderOptions, UnreadableError
from index.ingest.readers.document import make_article
from index.ingest.readers.html.page import decode_page, read_markup, read_page
from index.records import Article

_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def convert(path: Path, name: str, options: ReaderOptions) -> Iterable[Article]:
    """See Converter."""
    message = message_from_bytes(read_markup(path, options.max_bytes), policy=policy.default)
    part = next((one for one in message.walk() if one.get_content_type() in _PAGES), None)
    if part is None:
        raise UnreadableError("holds no page; save the page anew as MHTML or HTML")
    data = part.get_payload(decode=True)
    page = read_page(decode_page(data if isinstance(data, bytes) else b""))
    address = str(message["Snapshot-Content-Location"] or part["Content-Location"] or "")
    page = replace(page, fields={"canonical_url": address, **page.fields})
    yield make_article(page, str(path), name, path.stem)
