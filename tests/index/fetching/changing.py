"""A site that changes at random, and what its index must hold after each look at it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from index.files.data_folder import DataFolder
from index.ingest.removal import Removal
from index.ingest.sources import mirror_folder
from index.ingest.sync import sync
from index.storage.library import Library
from tests.encoders import SmallEncoder
from tests.index.fetching.world import World, page

_MAX_BYTES = 1_000_000


@dataclass
class ChangingSite:
    """A site of so many pages, reached over links and a map, and the index that follows it."""

    folder: Path
    size: int
    seed: int
    world: World = field(init=False)
    expected: dict[str, str] = field(default_factory=dict)
    """What each address that has an article says: what was found there last."""
    missed: set[str] = field(default_factory=set)
    """The addresses that were gone at one visit."""

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.world = World(self.folder, f"https://site.example/#pages={20 * self.size}")
        self.made = 0
        for _ in range(self.size):
            self._add()

    async def look(self) -> None:
        """Look at the site, index what was found, and note what must be there by then."""
        self._link()
        await self.world.visit()
        sync(self.data_folder, SmallEncoder(), [self.mirror], _MAX_BYTES, lambda _: None, removal=self._removal())
        self._expect()

    def indexed(self) -> dict[str, str]:
        """Give what the passages of each article of the index say together."""
        said = dict[str, str]()
        with Library.open(self.data_folder) as library:
            for article, stored in library.with_articles():
                text = article.plain[slice(*stored.passage.span)]
                said[article.source.url or ""] = " ".join((said.get(article.source.url or "", ""), text)).strip()
        return said

    def change(self) -> None:
        """Change a page, or a few, in one of the ways in which sites change."""
        changes: tuple[Callable[[], None], ...] = (self._add, self._edit, self._edit, self._remove, self._move)
        for _ in range(self.random.randint(1, 3)):
            self.random.choice((*changes, self._fail, self._mend, self._withhold))()

    @property
    def data_folder(self) -> DataFolder:
        """Where the index stands."""
        return self.world.data_folder

    @property
    def mirror(self) -> Path:
        """Where what was found stands."""
        return mirror_folder(self.data_folder, self.world.source)

    def _removal(self) -> Removal:
        return Removal(mirrors=[self.mirror])

    def _pages(self) -> list[str]:
        return sorted(address for address in self.world.site.pages if "/p" in address)

    def _page(self, head: str = "") -> str:
        self.made += 1
        text = f"Number {self.made} of the log says that the ferry number {self.made} has left the harbour."
        return page(f"Log {self.made}", text=text, head=head)

    def _add(self) -> None:
        self.world.site.put(f"p{self.made}", self._page())

    def _edit(self) -> None:
        self.world.site.pages[self.random.choice(self._pages())] = self._page()

    def _remove(self) -> None:
        del self.world.site.pages[self.random.choice(self._pages())]

    def _move(self) -> None:
        old = self.random.choice(self._pages())
        self.world.site.moved[old] = self.world.site.put(f"p{self.made}-moved", self.world.site.pages.pop(old))

    def _fail(self) -> None:
        self.world.site.failing[self.random.choice(self._pages())] = "answers with an error (500)"

    def _mend(self) -> None:
        self.world.site.failing.clear()

    def _withhold(self) -> None:
        head = '<meta name="robots" content="noindex">'
        self.world.site.pages[self.random.choice(self._pages())] = self._page(head)

    def _link(self) -> None:
        """Have every other page linked to from the start, and all of them named by the map."""
        pages = self._pages()
        self.world.site.put("", page("Start", *pages[::2], text="Here is the log of the harbour, day for day."))
        urls = "".join(f"<url><loc>{address}</loc></url>" for address in pages)
        self.world.site.put("sitemap.xml", f"<urlset>{urls}</urlset>", "application/xml")

    def _expect(self) -> None:
        site = self.world.site
        found = {address for address in (*site.pages, *self.expected) if not address.endswith(".xml")}
        for address in found:
            markup = site.pages.get(address, "")
            if address in site.failing:
                continue
            if address in site.moved or "noindex" in markup:
                self.expected.pop(address, None)
                self.missed.discard(address)
            elif markup:
                self.expected[address] = markup.partition("<p>")[2].partition("</p>")[0]
                self.missed.discard(address)
            elif address in self.missed:
                del self.expected[address]
                self.missed.discard(address)
            else:
                self.missed.add(address)
