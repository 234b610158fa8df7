"""A site that a real server serves is mirrored, over real connections."""

from asyncio import StreamWriter
from hashlib import blake2b
from pathlib import Path

from config import load_settings
from index.fetching.visits import Visits
from index.files.data_folder import DataFolder
from index.ingest.readers.base import Problem, ProblemKind
from index.ingest.readers.stored_article import decode_article
from index.ingest.source_address import parse_address
from index.ingest.sources import mirror_folder
from tests.index.fetching import world
from tests.index.fetching.servers import Handler, Pages, Request, Server, fetcher, moved, page

SITE = "http://site.example"
SOURCE = parse_address(f"{SITE}/guide")


def kept(markup: str, sent: list[str]) -> Handler:
    """Answer with a page, or that it is as it was had; what is sent whole is noted."""
    etag = f'"{blake2b(markup.encode(), digest_size=8).hexdigest()}"'

    async def answer(request: Request, writer: StreamWriter) -> None:
        if request.headers.get("if-none-match") == etag:
            writer.write(page(b"", f"ETag: {etag}", status="304 Not Modified"))
            return
        sent.append(request.target)
        writer.write(page(markup.encode(), f"ETag: {etag}", "Content-Type: text/html; charset=utf-8"))

    return answer


def articles(data_folder: DataFolder) -> dict[str, str]:
    """Give the titles of the articles that were mirrored, by their addresses."""
    read = [decode_article(file.read_bytes()) for file in mirror_folder(data_folder, SOURCE).iterdir()]
    return {article.source.url or "": article.source.title for article in read}


async def test_a_site_over_real_connections(tmp_path: Path) -> None:
    """Redirects, robots.txt, maps, documents and 304 work together; the second look sends no body."""
    sent = list[str]()
    pages: Pages = {
        "/robots.txt": page(f"User-agent: *\nDisallow: /guide/secret\nSitemap: {SITE}/maps.xml\n".encode()),
        "/maps.xml": kept(f"<urlset><url><loc>{SITE}/guide/mapped</loc></url></urlset>", sent),
        "/guide": moved("/guide/", "301 Moved Permanently"),
        "/guide/": kept(
            world.page("Guide", "/guide/a", "/guide/secret", "/guide/old", "/guide/none", "/guide/b"), sent
        ),
        "/guide/a": kept(world.page("Alpha"), sent),
        "/guide/mapped": kept(world.page("Mapped"), sent),
        "/guide/secret": kept(world.page("Secret"), sent),
        "/guide/old": moved("/guide/a"),
        "/guide/b": page(b"<p>Kept from programs.", "Content-Type: text/html", "X-Robots-Tag: noindex"),
    }
    data_folder, settings = DataFolder(tmp_path), load_settings()
    for _ in range(2):
        sent.clear()
        async with Server(pages) as server, fetcher(server.port) as web:
            visits = Visits(data_folder, web, settings.library, settings.web, lambda _: None)
            visited = await visits.visit(SOURCE)
        reason = "is not read, as the robots.txt of its site does not let quotebot read it"
        withheld = 'is not to be shown by programs (robots "noindex")'
        assert set(visited.problems) == {
            Problem(f"{SITE}/guide/secret", reason, kind=ProblemKind.IGNORED),
            Problem(f"{SITE}/guide/b", withheld, kind=ProblemKind.WITHHELD),
        }
        assert articles(data_folder) == {
            f"{SITE}/guide/": "Guide",
            f"{SITE}/guide/a": "Alpha",
            f"{SITE}/guide/mapped": "Mapped",
        }
    assert sent == []
