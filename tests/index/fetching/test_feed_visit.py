"""The entries of a feed become articles, and follow what the feed says of them."""

from pathlib import Path

import pytest

from tests.index.fetching.world import World, page

FEED = "https://site.example/feed.xml"


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Give a site, and a data folder that follows its feed."""
    return World(tmp_path, FEED)


def entry(number: int, text: str = "", day: int = 0) -> str:
    """Give an entry of a feed, whole where it has a text."""
    content = f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>" if text else ""
    date = f"<pubDate>{(day or number):02} Mar 2026 09:00:00 GMT</pubDate>"
    link = f"<link>https://site.example/{number}</link><guid>https://site.example/{number}</guid>"
    return f"<item><title>Entry {number}</title>{link}{date}<description>In short…</description>{content}</item>"


def put_feed(world: World, *entries: str) -> None:
    """Put a feed of entries."""
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>'
    world.site.put("feed.xml", f"{head}{''.join(entries)}</channel></rss>", "application/rss+xml")


def text_of(number: int) -> str:
    """Give the text of an entry that is given whole."""
    return f"The council met on day {number} of the month and voted for bridge number {number} over the river. " * 5


async def test_entries_that_are_given_whole(world: World) -> None:
    """Entries that a feed gives whole become articles without their pages being asked for."""
    put_feed(world, *(entry(number, text_of(number)) for number in (3, 2, 1)))
    visited = await world.visit()
    assert (visited.added, visited.problems) == (3, ())
    assert world.articles().keys() == {f"https://site.example/{number}" for number in (1, 2, 3)}
    assert world.site.asked == [FEED]
    assert (await world.visit()).articles == 3
    assert world.site.sent == []


async def test_entries_in_short(world: World) -> None:
    """Of entries that a feed gives in short the pages are read, and again only where these have changed."""
    pages = [world.site.put(f"{number}", page(f"Entry {number}")) for number in (2, 1)]
    put_feed(world, entry(2), entry(1))
    await world.visit()
    assert world.articles().keys() == set(pages)
    await world.visit()
    assert world.site.sent == []
    world.site.put("1", page("Entry 1", text="The council has corrected what it said of the bridge."))
    visited = await world.visit()
    assert (visited.changed, world.site.sent) == (1, [pages[1]])


async def test_entries_that_lead_elsewhere(world: World) -> None:
    """The page that an entry leads to over another address stays at every further visit, whether the feed changes."""
    world.site.moved["https://site.example/1"] = world.site.put("one", page("Entry 1"))
    put_feed(world, entry(1))
    await world.visit()
    await world.visit()
    assert world.articles().keys() == {"https://site.example/one"}
    second = world.site.put("2", page("Entry 2"))
    put_feed(world, entry(2), entry(1))
    await world.visit()
    assert world.articles().keys() == {"https://site.example/one", second}


async def test_entries_whose_pages_are_not_there(world: World) -> None:
    """What a site shows in place of pages that it does not have is none, also where many are asked for at once."""
    world.site.missing = page("Not here", text="We could not find this page. Try the search, or go back to the start.")
    put_feed(world, *(entry(number) for number in range(12, 0, -1)))
    await world.visit()
    assert world.articles() == {}


async def test_a_feed_that_grows(world: World) -> None:
    """Entries that leave the end of a feed stay articles when new ones come."""
    put_feed(world, *(entry(number, text_of(number)) for number in (3, 2, 1)))
    await world.visit()
    put_feed(world, *(entry(number, text_of(number)) for number in (5, 4, 3)))
    await world.visit()
    await world.visit()
    assert world.articles().keys() == {f"https://site.example/{number}" for number in (1, 2, 3, 4, 5)}


async def test_an_entry_that_changes(world: World) -> None:
    """An entry that a feed gives anew with another text has that."""
    put_feed(world, *(entry(number, text_of(number)) for number in (3, 2, 1)))
    await world.visit()
    put_feed(world, entry(3, text_of(3)), entry(2, text_of(12), day=2), entry(1, text_of(1)))
    visited = await world.visit()
    assert (visited.added, visited.changed) == (0, 1)
    assert "number 12 over" in world.articles()["https://site.example/2"]


async def test_an_entry_that_is_taken_out(world: World) -> None:
    """An entry that a feed no longer has, though it has older ones, is taken out at the second visit."""
    entries = {number: entry(number, text_of(number)) for number in (5, 4, 3, 2, 1)}
    put_feed(world, *entries.values())
    await world.visit()
    del entries[3]
    put_feed(world, *entries.values())
    assert (await world.visit()).removed == 0
    assert (await world.visit()).removed == 1
    assert "https://site.example/3" not in world.articles()


async def test_a_feed_that_loses_its_entries(world: World) -> None:
    """A feed that is suddenly empty keeps its articles."""
    put_feed(world, *(entry(number, text_of(number)) for number in (3, 2, 1)))
    await world.visit()
    put_feed(world)
    for _ in range(3):
        await world.visit()
    assert len(world.articles()) == 3


async def test_a_page_in_the_place_of_a_feed(world: World) -> None:
    """Where a feed's address suddenly has a page, its articles stay, and that is told."""
    put_feed(world, *(entry(number, text_of(number)) for number in (3, 2, 1)))
    await world.visit()
    world.site.put("feed.xml", page("We have moved"))
    visited = await world.visit()
    assert len(world.articles()) == 3
    assert [str(problem) for problem in visited.problems] == [
        f"{FEED}: is no feed any more; name what it is by now as a source; its articles stay as they were"
    ]
