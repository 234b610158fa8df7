"""What Quotebot and other libraries read in pages."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import msgspec

from index.ingest.readers.base import UnreadableError
from index.ingest.readers.document import make_article
from index.ingest.readers.html.page import decode_page, read_page
from tests.benchmarks.peers.environments import environment
from tests.web.dataset import Page
from tests.web.measure import Reading

# Both need lxml-html-clean by an extra of lxml, which the pip of Python 3.11 passes over or fails on; so it is named.
RIVALS = {
    "trafilatura": ("trafilatura==2.3.1", "lxml-html-clean==0.4.6"),
    "readability-lxml": (
        "--no-deps",
        "readability-lxml==0.9",
        "chardet==7.7.0",
        "cssselect==1.6.0",
        "lxml==6.1.3",
        "lxml-html-clean==0.4.6",
    ),
}


def by_quotebot(page: Page) -> Reading:
    """What Quotebot makes of a page."""
    try:
        document = read_page(decode_page(page.path.read_bytes()))
        article = make_article(document, str(page.path), page.path.name, page.name)
    except UnreadableError:
        return Reading()
    source = article.source
    return Reading(article.plain, source.title, source.published_at, source.author, source.publisher, source.url)


def by_rival(library: str, pages: Sequence[Page], environments: Path) -> list[Reading]:
    """What another library makes of pages, in an environment of its own.

    Raises QuotebotError where it cannot be installed, and subprocess.CalledProcessError where it cannot be run.
    """
    python = environment(environments / library, RIVALS[library])
    command = [str(python), str(Path(__file__).with_name("rivals.py")), library, *(str(page.path) for page in pages)]
    done = subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    return msgspec.json.decode(done.stdout, type=list[Reading])
