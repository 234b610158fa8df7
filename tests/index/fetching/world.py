"""A site in memory, and the data folder that mirrors what stands at an address of it."""

from pathlib import Path

from config import load_settings
from index.fetching.visit import Visited
from index.fetching.visits import FetchingProgress, Visits
from index.files.data_folder import DataFolder
from index.ingest.readers.stored_article import decode_article
from index.ingest.source_address import parse_address
from index.ingest.sources import mirror_folder
from tests.index.fetching.sites import MemorySite

DAY = 86_400.0


class World:
    """A site, and what is kept of it; a visit is made a day after the one before."""

    def __init__(self, folder: Path, source: str = "https://site.example/") -> None:
        self.site = MemorySite()
        self.source = parse_address(source)
        self.data_folder = DataFolder(folder)
        self.now = 1_000_000.0
        self.page_takes = 0.0
        settings = load_settings()
        self._visits = Visits(self.data_folder, self.site, settings.library, settings.web, self._pass, lambda: self.now)

    async def visit(self, all_pages: bool = True, prune: bool = False, after: float = DAY) -> Visited:
        """Look at the source so many seconds later."""
        self.now += after
        self.site.asked.clear()
        self.site.sent.clear()
        return await self._visits.visit(self.source, all_pages, prune)

    def _pass(self, progress: FetchingProgress) -> None:
        """Have time pass while pages are read."""
        self.now += self.page_takes * (progress.pages > 0)

    def articles(self) -> dict[str, str]:
        """Give what the mirror holds: what articles say, by the addresses that are told of them."""
        files = mirror_folder(self.data_folder, self.source).iterdir()
        articles = [decode_article(file.read_bytes()) for file in files]
        assert len({article.source.id for article in articles}) == len(articles)
        return {article.source.url or "": article.plain for article in articles}


def page(title: str, *links: str, text: str = "", head: str = "") -> str:
    """Give a page of a title, with links in its navigation."""
    anchors = "".join(f'<li><a href="{link}">{link}</a></li>' for link in links)
    main = f"<main><h1>{title}</h1><p>{text or f'The {title} page tells of {title}, at length.'}</p></main>"
    return f"<html><head>{head}</head><body>{main}<nav><ul>{anchors}</ul></nav></body></html>"
