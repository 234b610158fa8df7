"""What stands at an address becomes what its mirror holds."""

import asyncio
import shutil
from pathlib import Path

import pytest

from index.fetching.page_store import settled_mirrors, states_of
from index.ingest.removal import Removal
from index.ingest.source_address import parse_address
from index.ingest.sources import mirror_folder
from index.ingest.sync import sync
from tests.encoders import SmallEncoder
from tests.index.fetching.sites import MemorySite
from tests.index.fetching.world import DAY, World, page

MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Give an empty site and data folder."""
    return World(tmp_path)


def told(problems: object) -> list[str]:
    """Give problems as they are told."""
    assert isinstance(problems, tuple)
    return [f"{problem.kind}: {problem}" for problem in problems]


def site_of(site: MemorySite, count: int) -> list[str]:
    """Put a start page that links to others, and give the addresses of these."""
    site.put("", page("Home", *(f"/{number}" for number in range(count))))
    return [site.put(f"{number}", page(f"Page {number}")) for number in range(count)]


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


@pytest.mark.parametrize(
    ("head", "named"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="news.xml">', "https://site.example/news.xml"),
        ("", "its feed, or what it is made of,"),
    ],
)
async def test_a_page_that_needs_scripts(world: World, head: str, named: str) -> None:
    """Where a page says nothing without scripts, its feed is told as what to name instead."""
    world.site.put("", f'<html><head>{head}</head><body><div id="app"></div><script src="a.js"></script></body></html>')
    (problem,) = (await world.visit()).problems
    assert problem.reason == f"says nothing without scripts; name {named} as a source instead"


async def test_a_server_without_validators(world: World) -> None:
    """Where a server cannot tell whether pages have changed, those that read as before count as unchanged."""
    site_of(world.site, 2)
    world.site.has_validators = False
    await world.visit()
    visited = await world.visit()
    assert (visited.added, visited.changed, visited.removed, visited.articles) == (0, 0, 0, 3)


async def test_a_page_that_is_gone(world: World) -> None:
    """A page that is gone at two visits in turn is taken out, and one that comes back between is not."""
    pages = site_of(world.site, 9)
    await world.visit()
    gone = world.site.pages.pop(pages[3])
    visited = await world.visit()
    assert told(visited.problems) == [
        f"note: {pages[3]}: is not there (404); its article is taken out if that is so at the next look too"
    ]
    world.site.put("3", gone)
    assert (await world.visit()).problems == ()
    del world.site.pages[pages[3]]
    assert ((await world.visit()).removed, (await world.visit()).removed) == (0, 1)
    assert pages[3] not in world.articles()


async def test_a_page_that_fails(world: World) -> None:
    """The article of a page that cannot be read now stays, however often that is so, and why is told."""
    pages = site_of(world.site, 3)
    await world.visit()
    world.site.failing[pages[1]] = "answers with an error (500)"
    for _ in range(3):
        visited = await world.visit()
        assert told(visited.problems) == [
            f"unreadable: {pages[1]}: answers with an error (500); its article stays as it was"
        ]
    assert pages[1] in world.articles()


async def test_a_source_that_fails(world: World) -> None:
    """Where the address itself cannot be read all its articles stay, and that is told."""
    site_of(world.site, 3)
    await world.visit()
    world.site.failing["https://site.example/"] = "answers too slowly"
    visited = await world.visit()
    assert told(visited.problems) == [
        "source: https://site.example/: answers too slowly; its articles stay as they were"
    ]
    assert visited.articles == len(world.articles()) == 4


async def test_a_repository_that_fails(tmp_path: Path) -> None:
    """A repository that cannot be read is tried again soon, counts its failures, and has a folder, which is empty."""
    world = World(tmp_path, "git+https://site.example/ann/handbook")
    for failures, pause in ((1, 900.0), (2, 1800.0)):
        visited = await world.visit()
        assert told(visited.problems) == [
            "source: git+https://site.example/ann/handbook: site.example is a site in memory"
        ]
        state = states_of(world.data_folder)[world.source.key]
        assert (state.failures, state.next_at - world.now) == (failures, pause)
    assert world.articles() == {}


async def test_a_source_that_was_never_there(world: World) -> None:
    """An address at which nothing stands is told, and has no articles."""
    visited = await world.visit()
    assert told(visited.problems) == ["source: https://site.example/: is not there (404)"]
    assert world.articles() == {}


async def test_next_to_nothing_is_left(world: World) -> None:
    """A source that has suddenly lost half of its articles keeps them, unless it is told to give them up."""
    pages = site_of(world.site, 8)
    await world.visit()
    for address in pages[:5]:
        del world.site.pages[address]
    assert (await world.visit()).removed == 0
    for _ in range(2):
        visited = await world.visit()
        assert (visited.removed, len(world.articles())) == (0, 9)
        assert told(visited.problems)[-1] == (
            "source: https://site.example/: has suddenly lost 5 of its 9 articles; they stay as they were: see whether "
            "they are still there, or take them out with quotebot sync --prune"
        )
    assert (await world.visit(prune=True)).removed == 5
    assert len(world.articles()) == 4


@pytest.mark.parametrize("closed", [page("Sign in", text="Sign in to read."), page("Back soon", text="We are away.")])
async def test_a_site_that_is_closed(world: World, closed: str) -> None:
    """Pages that all turn to say the same, as a site's that is closed, keep the articles they had."""
    pages = site_of(world.site, 8)
    await world.visit()
    before = world.articles()
    for address in pages[:4]:
        world.site.pages[address] = closed
    await world.visit()
    assert world.articles() == before


async def test_pages_that_lead_to_the_sign_in(world: World) -> None:
    """Pages that all turn to lead to the same place keep the articles they had at the first visit."""
    pages = site_of(world.site, 9)
    await world.visit()
    before = world.articles()
    world.site.put("sign-in", page("Sign in"))
    world.site.moved |= dict.fromkeys(pages[:4], "https://site.example/sign-in")
    await world.visit()
    assert {address: text for address, text in world.articles().items() if "sign-in" not in address} == before


async def test_a_page_that_has_moved(world: World) -> None:
    """A page that leads to another of its site has its article there."""
    old = world.site.put("old", page("Tides"))
    world.site.put("", page("Home", "/old", "/a", "/b"))
    world.site.put("a", page("Alpha"))
    world.site.put("b", page("Beta"))
    await world.visit()
    new = world.site.put("new", world.site.pages.pop(old))
    world.site.moved[old] = new
    visited = await world.visit()
    assert (visited.added, visited.removed) == (1, 1)
    assert new in world.articles()
    assert old not in world.articles()


@pytest.mark.parametrize("source", ["https://site.example/", "https://site.example/doc"])
@pytest.mark.parametrize("sign_in", ["https://login.example/in", "https://login.example/"])
async def test_a_source_that_leads_to_the_sign_in(tmp_path: Path, source: str, sign_in: str) -> None:
    """What stood at an address stays while that leads to another site for the time being, which is not read."""
    world = World(tmp_path, source)
    world.site.pages[source] = page("Home", "/a")
    world.site.put("a", page("Alpha"))
    await world.visit()
    before = world.articles()
    world.site.moved[source] = sign_in
    world.site.pages[sign_in] = page("Sign in", "/help")
    world.site.pages["https://login.example/help"] = page("Help")
    for _ in range(2):
        visited = await world.visit()
        assert told(visited.problems) == [
            f"source: {source}: leads to {sign_in} for the time being, as where it asks to sign in; "
            "its articles stay as they were"
        ]
    assert world.articles() == before


async def test_an_address_that_leads_to_the_newest_version(world: World) -> None:
    """Pages of the folder that an address led to before go, where it leads to another one by now."""
    for version, pages in (("v1/", "ab"), ("v2/", "abcdefg")):
        world.site.put(version, page(version, *(f"/{version}{name}" for name in pages)))
        for name in pages:
            world.site.put(f"{version}{name}", page(f"{version}{name}"))
    world.site.moved["https://site.example/"] = "https://site.example/v1/"
    await world.visit()
    world.site.moved["https://site.example/"] = "https://site.example/v2/"
    await world.visit()
    assert len(world.articles()) == 11
    visited = await world.visit()
    assert (visited.removed, visited.articles) == (3, 8)
    assert all(address.startswith("https://site.example/v2/") for address in world.articles())


async def test_a_way_out_of_the_site(world: World) -> None:
    """What a page of the site leads to elsewhere is not read."""
    world.site.put("", page("Home", "/out", "https://other.example/b"))
    world.site.moved["https://site.example/out"] = "https://other.example/a"
    world.site.pages |= {f"https://other.example/{name}": page(name) for name in "ab"}
    await world.visit()
    assert list(world.articles()) == ["https://site.example/"]
    assert "https://other.example/b" not in world.site.asked


async def test_below_the_path(tmp_path: Path) -> None:
    """Of a site only what stands below the path of its address is read."""
    world = World(tmp_path, "https://site.example/guide/")
    inside = world.site.put("guide/", page("Guide", "/guide/a", "/blog", "/guidelines"))
    a = world.site.put("guide/a", page("Alpha", "/"))
    for path in ("", "blog", "guidelines"):
        world.site.put(path, page(f"Other {path}"))
    await world.visit()
    assert world.articles().keys() == {inside, a}


async def test_one_page(tmp_path: Path) -> None:
    """An address without a slash at its end is that of a page, and its links are not followed."""
    world = World(tmp_path, "https://site.example/news/today")
    address = world.site.put("news/today", page("Today", "/news/yesterday"))
    world.site.put("news/yesterday", page("Yesterday"))
    await world.visit()
    assert list(world.articles()) == [address]


async def test_an_address_that_leads_to_a_folder(tmp_path: Path) -> None:
    """An address that a server adds a slash to is that of a site."""
    world = World(tmp_path, "https://site.example/guide")
    start = world.site.put("guide/", page("Guide", "/guide/a"))
    a = world.site.put("guide/a", page("Alpha"))
    world.site.moved["https://site.example/guide"] = start
    await world.visit()
    assert world.articles().keys() == {start, a}
    await world.visit()
    assert world.site.sent == []
    assert world.articles().keys() == {start, a}


async def test_bounds(tmp_path: Path) -> None:
    """No more pages are read than the address says, nor over more links, and what is left out is told."""
    world = World(tmp_path, "https://site.example/#pages=3&depth=2")
    site_of(world.site, 6)
    visited = await world.visit()
    assert visited.articles == 3
    assert told(visited.problems) == [
        "note: https://site.example/: has more than 3 pages, of which the first are read; more are with #pages=NUMBER "
        "behind its address"
    ]
    deep = World(tmp_path / "deep", "https://site.example/#depth=2")
    for number in range(5):
        deep.site.put("" if number == 0 else f"{number}", page(f"Step {number}", f"/{number + 1}"))
    await deep.visit()
    assert len(deep.articles()) == 3


@pytest.mark.parametrize("has_robots", [True, False])
async def test_maps(world: World, has_robots: bool) -> None:
    """Pages that only a map of the site names are read, whether robots.txt names the map or it stands where maps do."""
    start, hidden = world.site.put("", page("Home")), world.site.put("hidden", page("Hidden"))
    inner = world.site.put("maps/1.xml", MAP.format(f"<url><loc>{hidden}</loc></url>"), "application/xml")
    outer = f"<sitemapindex><sitemap><loc>{inner}</loc></sitemap></sitemapindex>"
    outer_address = world.site.put("my-map.xml" if has_robots else "sitemap.xml", outer, "application/xml")
    world.site.maps = (outer_address,) if has_robots else ()
    await world.visit()
    assert world.articles().keys() == {start, hidden}
    await world.visit()
    assert world.site.sent == []
    assert world.articles().keys() == {start, hidden}
    later = world.site.put("later", page("Later"))
    both = "".join(f"<url><loc>{address}</loc></url>" for address in (hidden, later))
    world.site.put("maps/1.xml", MAP.format(both), "application/xml")
    await world.visit()
    assert world.articles().keys() == {start, hidden, later}


async def test_links_without_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a site whose pages lead to endlessly many others no more addresses are kept in mind than there is room for."""
    monkeypatch.setattr("index.fetching.site_visit.MOST_NAMED", 3)
    pages = site_of(world.site, 9)
    await world.visit()
    assert world.articles().keys() == {"https://site.example/", *pages[:3]}


async def test_maps_without_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """No further maps of a site are read once they name more pages than there is room for."""
    monkeypatch.setattr("index.fetching.site_maps.MOST_NAMED", 2)
    world.site.put("", page("Home"))
    a, b, c = (world.site.put(name, page(name)) for name in ("a", "b", "c"))
    both = "".join(f"<url><loc>{address}</loc></url>" for address in (a, b))
    first = world.site.put("1.xml", MAP.format(both), "application/xml")
    second = world.site.put("2.xml", MAP.format(f"<url><loc>{c}</loc></url>"), "application/xml")
    world.site.maps = (first, second)
    await world.visit()
    assert world.articles().keys() == {"https://site.example/", a, b}
    assert second not in world.site.asked


async def test_a_map_as_the_address(tmp_path: Path) -> None:
    """The address of a map stands for all pages that it names."""
    world = World(tmp_path, "https://site.example/sitemap.xml")
    pages = [world.site.put(name, page(name)) for name in ("a", "b")]
    world.site.put("sitemap.xml", MAP.format("".join(f"<url><loc>{one}</loc></url>" for one in pages)), "text/xml")
    await world.visit()
    assert world.articles().keys() == set(pages)
    await world.visit()
    assert world.site.sent == []
    assert world.articles().keys() == set(pages)


async def test_forms_of_an_address(world: World) -> None:
    """Of several forms of a page's address the one that it names itself has its article."""
    canonical = '<link rel="canonical" href="https://site.example/a">'
    world.site.put("", page("Home", "/a?print=1", "/a/", "/a"))
    for path in ("a?print=1", "a/", "a"):
        world.site.put(path, page("Alpha", head=canonical, text=f"Alpha tells of alpha. {path}"))
    await world.visit()
    assert world.articles().keys() == {"https://site.example/", "https://site.example/a"}


async def test_a_wrong_canonical_address(world: World) -> None:
    """Pages that all name the start as their address keep their own."""
    head = '<link rel="canonical" href="https://site.example/">'
    start = world.site.put("", page("Home", "/a", "/b", head=head))
    pages = [world.site.put(name, page(name, head=head)) for name in ("a", "b")]
    await world.visit()
    assert world.articles().keys() == {start, *pages}


async def test_twins(world: World) -> None:
    """Of two pages that say the same one has the article; when they no longer do, each has its own."""
    start = world.site.put("", page("Home", "/a", "/copy"))
    a, copy = world.site.put("a", page("Alpha")), world.site.put("copy", page("Alpha"))
    await world.visit()
    assert world.articles().keys() == {start, a}
    await world.visit()
    assert world.site.sent == []
    assert world.articles().keys() == {start, a}
    world.site.put("a", page("Another"))
    await world.visit()
    assert world.articles().keys() == {start, a, copy}


async def test_what_a_site_shows_for_pages_it_has_not(world: World) -> None:
    """A page that a site shows, as if it were one, in place of any that it does not have is none."""
    world.site.missing = page("Not here", text="We could not find this page. Try the search, or go back to the start.")
    start = world.site.put("", page("Home", "/a", "/dead", "/deader"))
    a = world.site.put("a", page("Alpha"))
    await world.visit()
    assert world.articles().keys() == {start, a}


async def test_a_site_that_shows_its_start_for_pages_it_has_not(world: World) -> None:
    """The start is a page, also where a site shows it in place of any page that it does not have."""
    start = world.site.put("", page("Home", "/a", "/dead"))
    a = world.site.put("a", page("Alpha"))
    world.site.missing = world.site.pages[start]
    await world.visit()
    assert world.articles().keys() == {start, a}


@pytest.mark.parametrize("address", ["https://site.example:99999/a", "https://site.example:port/", "http://a][@"])
async def test_a_map_with_what_is_no_address(world: World, address: str) -> None:
    """What a map names that is no address is left out, and what it names beside is read; so of robots.txt."""
    start = world.site.put("", page("Home"))
    a = world.site.put("a", page("Alpha"))
    world.site.maps = (address, "https://site.example/map.xml")
    world.site.put(
        "map.xml", f"<urlset><url><loc>{address}</loc></url><url><loc>HTTPS://Site.Example/a</loc></url></urlset>"
    )
    await world.visit()
    assert world.articles().keys() == {start, a}


@pytest.mark.parametrize("name", ["a%00b.txt", "%F0%9F%98%80" * 100 + ".txt", ".txt", "..%2F.txt"])
async def test_a_document_with_an_odd_name(world: World, name: str) -> None:
    """A document is read whatever its name, also one that no file can have."""
    world.site.put("", page("Home", f"/{name}"))
    address = world.site.put(name, "The tide turns at noon.", "text/plain")
    await world.visit()
    assert world.articles()[address] == "The tide turns at noon."


async def test_what_is_not_to_be_shown(world: World) -> None:
    """A page that its author keeps from programs is no article, and one that turns so is taken out at once."""
    world.site.put("", page("Home", "/a", "/b", "/c", "/d"))
    pages = [world.site.put(name, page(name)) for name in "abcd"]
    await world.visit()
    world.site.put("a", page("a", head='<meta name="robots" content="noindex">'))
    visited = await world.visit()
    assert visited.removed == 1
    assert pages[0] not in world.articles()
    assert told(visited.problems) == [f'withheld: {pages[0]}: is not to be shown by programs (robots "noindex")']


async def test_a_document(world: World) -> None:
    """A text that a site links to is read as a file of its ending, and goes by its address."""
    world.site.put("", page("Home", "/notes.md", "/picture.png"))
    notes = world.site.put("notes.md", "# Notes\n\nThe *ferry* leaves at nine.\n", "text/markdown")
    visited = await world.visit()
    assert visited.problems == ()
    assert world.articles()[notes] == "Notes\n\nThe ferry leaves at nine."


async def test_what_is_of_no_kind_that_is_read(world: World) -> None:
    """What cannot be read is named with what it is."""
    world.site.put("", page("Home", "/data"))
    data = world.site.put("data", "\x00\x01", "application/x-thing")
    visited = await world.visit()
    assert told(visited.problems) == [f"empty: {data}: is application/x-thing, which is not read"]


async def test_the_rhythm_of_pages(world: World) -> None:
    """Between whole visits a page that stays as it is is looked at more and more seldom, one that changes is not."""
    pages = site_of(world.site, 2)
    await world.visit()
    looked = list[bool]()
    for number in range(14):
        world.site.put("1", page("Page 1", text=f"The page of day {number} tells of that day."))
        await world.visit(all_pages=False, after=DAY)
        looked.append(pages[0] in world.site.asked)
        assert pages[1] in world.site.asked
    assert looked == [n in (0, 2, 5, 9) for n in range(14)]


async def test_a_lost_file(world: World) -> None:
    """An article whose file is lost is read again though its page has not changed."""
    pages = site_of(world.site, 2)
    await world.visit()
    for file in (world.data_folder.web / world.source.key / "articles").glob("site-example-0-*"):
        file.unlink()
    assert pages[0] not in world.articles()
    await world.visit()
    assert pages[0] in world.articles()


async def test_a_restored_index_of_a_source_that_fails(world: World) -> None:
    """Where nothing but the index is left of a source, its articles stay there until it can be read again."""
    site_of(world.site, 2)

    def synced() -> tuple[int, list[str]]:
        folders, data_folder = [mirror_folder(world.data_folder, world.source)], world.data_folder
        removal = Removal(mirrors=settled_mirrors(data_folder, [world.source]))
        outcome = sync(data_folder, SmallEncoder(), folders, 1_000_000, lambda _: None, removal=removal)
        return outcome.removed, [problem.kind for problem in outcome.problems]

    await world.visit()
    assert synced() == (0, [])
    shutil.rmtree(world.data_folder.web)
    world.data_folder.pages.unlink()
    world.site.failing[world.source.url] = "answers with an error (500)"
    await world.visit()
    assert synced() == (0, ["source"])
    world.site.failing.clear()
    await world.visit()
    assert synced() == (0, [])


async def test_what_is_known_is_lost(world: World) -> None:
    """Where what was known of a site is lost, pages that are gone by then go from its mirror."""
    start = world.site.put("", page("Home", "/a"))
    a = world.site.put("a", page("Alpha"))
    await world.visit()
    world.data_folder.pages.unlink()
    del world.site.pages[a]
    world.site.put("", page("Home"))
    for _ in range(3):
        await world.visit(prune=True)
    assert world.articles().keys() == {start}


async def test_a_bound_that_is_made_smaller(world: World) -> None:
    """Where fewer pages are to be read than before, what is kept is what is read."""
    world.site.put("", page("Home", *(f"/{name}" for name in "abcdef")))
    for name in "abcdef":
        world.site.put(name, page(name))
    await world.visit()
    world.source = parse_address("https://site.example/#pages=3")
    world.site.pages = {address: text.replace("tells", "told") for address, text in world.site.pages.items()}
    for _ in range(3):
        await world.visit(prune=True)
    assert all("told" in text for text in world.articles().values())


async def test_a_visit_that_is_interrupted(world: World) -> None:
    """What a visit that was interrupted had read is there, and is not sent again."""
    pages = site_of(world.site, 50)
    world.site.interrupted_at = pages[45]
    with pytest.raises(asyncio.CancelledError):
        await world.visit()
    kept = world.articles().keys()
    assert len(kept) >= 20
    world.site.interrupted_at = ""
    visited = await world.visit()
    assert kept.isdisjoint(world.site.sent)
    assert visited.articles == len(world.articles()) == 51


async def test_twins_that_were_read_early(world: World) -> None:
    """Also of many pages that say the same one alone has the article."""
    world.site.put("", page("Home", *(f"/{number}" for number in range(50))))
    for number in range(50):
        world.site.put(f"{number}", page("Same"))
    await world.visit()
    assert len(world.articles()) == 2


async def test_a_site_that_takes_long(world: World) -> None:
    """A site that takes more than twenty minutes is read over several looks, and that is told."""
    site_of(world.site, 30)
    world.page_takes = 60.0
    visited = await world.visit()
    assert visited.articles < 31
    assert "takes long to be read" in str(visited.problems[-1])
    while visited.articles < 31:
        before = visited.articles
        visited = await world.visit()
        assert visited.articles > before
    assert len(world.articles()) == 31


@pytest.mark.parametrize("path", ["", "docs"])
async def test_a_page_that_leads_on_by_itself(tmp_path: Path, path: str) -> None:
    """Where a page only leads on to another, that is read, as a site or as a page."""
    world = World(tmp_path, f"https://site.example/{path}")
    world.site.put(path, '<meta http-equiv="refresh" content="0; url=/docs/en/"><title>Redirecting</title>')
    start = world.site.put("docs/en/", page("Guide", "/docs/en/a"))
    a = world.site.put("docs/en/a", page("Alpha"))
    await world.visit()
    assert world.articles().keys() == {start, a}


async def test_a_canonical_address_without_the_query(world: World) -> None:
    """Pages that differ by their query alone keep their addresses, though all name the one without it."""
    head = '<link rel="canonical" href="https://site.example/p">'
    world.site.put("", page("Home", *(f"/p?id={number}" for number in range(5))))
    pages = [world.site.put(f"p?id={number}", page(f"Item {number}", head=head)) for number in range(5)]
    await world.visit()
    assert world.articles().keys() == {"https://site.example/", *pages}


async def test_a_document_that_names_another_site(tmp_path: Path) -> None:
    """A document is not believed that it is of another site."""
    world = World(tmp_path, "https://site.example/notes.md")
    world.site.put(
        "notes.md", "---\nurl: https://bank.example/rates\n---\n# Rates\n\nThe rate is nine.\n", "text/markdown"
    )
    await world.visit()
    assert list(world.articles()) == ["https://site.example/notes.md"]


async def test_a_page_that_comes_back(world: World) -> None:
    """A page that was taken out is an article again once it is back, though nothing that links to it has changed."""
    pages = site_of(world.site, 9)
    await world.visit()
    gone = world.site.pages.pop(pages[3])
    for _ in range(3):
        await world.visit()
    assert pages[3] not in world.articles()
    world.site.pages[pages[3]] = gone
    await world.visit()
    assert pages[3] in world.articles()


async def test_a_damaged_file_of_what_is_known(world: World) -> None:
    """Where what is known of addresses is damaged, it is set aside and made anew."""
    site_of(world.site, 3)
    await world.visit()
    world.data_folder.pages.write_bytes(b"x" * 5000)
    assert (await world.visit()).articles == 4
    assert len(world.articles()) == 4


async def test_links_to_other_forms_of_the_site(world: World) -> None:
    """A page that is linked to with "www." or over another scheme is asked for once, as its site was named."""
    start = world.site.put("", page("Home", "/a", "http://site.example/a", "https://www.site.example/a"))
    a = world.site.put("a", page("Alpha"))
    visited = await world.visit()
    assert visited.problems == ()
    assert world.articles().keys() == {start, a}
    assert world.site.asked.count(a) == 1
    assert not any("www." in address or address.startswith("http:") for address in world.site.asked)
