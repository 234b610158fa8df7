"""What stands at an address becomes what its mirror holds."""

from pathlib import Path

import pytest

from config import load_settings
from index.fetching.visit import Visited
from index.fetching.visits import Visits
from index.files.data_folder import DataFolder
from index.ingest.readers.stored_article import decode_article
from index.ingest.source_address import parse_address
from index.ingest.sources import mirror_folder
from tests.index.fetching.sites import MemorySite

SOURCE = "https://site.example/"


class World:
    """A site, and the data folder that mirrors it."""

    def __init__(self, folder: Path, source: str = SOURCE) -> None:
        self.site = MemorySite()
        self.source = parse_address(source)
        self.data_folder = DataFolder(folder)
        self.now = 1_000_000.0
        settings = load_settings()
        self._visits = Visits(
            self.data_folder, self.site, settings.library, settings.web, lambda _: None, lambda: self.now
        )

    async def visit(self, all_pages: bool = True, prune: bool = False) -> Visited:
        """Look at the source."""
        self.now += 86_400
        self.site.asked.clear()
        self.site.sent.clear()
        return await self._visits.visit(self.source, all_pages, prune)

    def articles(self) -> dict[str, str]:
        """Give what the mirror holds: what articles say, by the addresses that are told of them."""
        files = mirror_folder(self.data_folder, self.source).iterdir()
        articles = [decode_article(file.read_bytes()) for file in files]
        return {article.source.url or "": article.plain for article in articles}


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Give an empty site and data folder."""
    return World(tmp_path)


def page(title: str, *links: str) -> str:
    """Give a page of a title and links."""
    anchors = "".join(f'<li><a href="{link}">{link}</a></li>' for link in links)
    main = f"<main><h1>{title}</h1><p>The {title} page tells of {title}, at length.</p></main>"
    return f"<html><body>{main}<nav><ul>{anchors}</ul></nav></body></html>"


async def test_a_site_and_its_second_visit(world: World) -> None:
    """A site is read over its links, and where nothing has changed no body is sent again."""
    start = world.site.put("", page("Home", "/a", "/b"))
    a, b = world.site.put("a", page("Alpha", "/c")), world.site.put("b", page("Beta"))
    c = world.site.put("c", page("Gamma"))
    visited = await world.visit()
    assert (visited.added, visited.changed, visited.removed, visited.problems) == (4, 0, 0, ())
    assert world.articles().keys() == {start, a, b, c}
    assert "Gamma page" in world.articles()[c]
    visited = await world.visit()
    assert (visited.added, visited.changed, visited.removed, visited.articles) == (0, 0, 0, 4)
    assert world.site.sent == []
    world.site.put("b", page("Bravo"))
    visited = await world.visit()
    assert (visited.added, visited.changed, visited.removed, visited.articles) == (0, 1, 0, 4)
    assert "Bravo" in world.articles()[b]


async def test_a_page_that_is_gone(world: World) -> None:
    """A page that is gone at two visits in turn is taken out."""
    world.site.put("", page("Home", *(f"/{n}" for n in range(9))))
    pages = [world.site.put(f"{n}", page(f"Page {n}")) for n in range(9)]
    await world.visit()
    del world.site.pages[pages[3]]
    visited = await world.visit()
    assert [str(problem) for problem in visited.problems] == [
        f"{pages[3]}: is not there (404); its article is taken out if that is so at the next look too"
    ]
    assert pages[3] in world.articles()
    assert (await world.visit()).removed == 1
    assert pages[3] not in world.articles()
