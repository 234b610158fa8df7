"""The entries of a feed become articles, and follow what the feed says of them."""

from pathlib import Path

import pytest

from index.fetching.responses import Response, ValidatorsOf, never_had
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


def atom_entry(number: int, day: int) -> str:
    """Give an entry of a feed in Atom, whole."""
    told = f"<id>urn:{number}</id><title>Entry {number}</title><updated>2026-03-0{day}T09:00:00Z</updated>"
    link = f'<link href="https://site.example/{number}"/>'
    return f'<entry>{told}{link}<content type="html">{text_of(number)}</content></entry>'


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


async def test_an_entry_whose_page_failed_at_first(world: World) -> None:
    """A page that could not be read is asked for again at the next look, though the feed has not changed."""
    address = world.site.put("1", page("Entry 1"))
    put_feed(world, entry(1))
    world.site.failing[address] = "answers with an error (500)"
    assert (await world.visit()).articles == 0
    world.site.failing.clear()
    assert (await world.visit()).articles == 1
    assert (await world.visit()).articles == 1
    assert world.site.sent == []


async def test_a_feed_that_takes_long(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages for which a look has no time are left to the next one, which comes soon."""
    pages = [world.site.put(f"{number}", page(f"Entry {number}")) for number in range(3)]
    put_feed(world, *map(entry, range(3)))
    fetch = world.site.fetch

    async def fetch_slowly(url: str, validators_of: ValidatorsOf = never_had) -> Response:
        world.now += 700
        return await fetch(url, validators_of)

    monkeypatch.setattr(world.site, "fetch", fetch_slowly)
    visited = await world.visit()
    assert [problem.reason for problem in visited.problems] == [
        "takes long to be read; 2 of its pages are left to the next looks"
    ]
    monkeypatch.setattr(world.site, "fetch", fetch)
    assert (await world.visit(all_pages=False, after=900)).added == 2
    assert world.articles().keys() == set(pages)


@pytest.mark.parametrize("link", ["", "<link>https://site.example/notes</link>"])
async def test_older_entries_of_one_address_stay(world: World, link: str) -> None:
    """Entries without pages of their own stay when the feed has not changed, and when it shows only newer ones."""

    def note(number: int) -> str:
        text = f"<content:encoded>{text_of(number)}</content:encoded>"
        return f"<item><guid isPermaLink='false'>note-{number}</guid>{link}{text}</item>"

    put_feed(world, *map(note, (4, 3, 2, 1)))
    assert (await world.visit()).added == 4
    visited = await world.visit()
    assert (visited.removed, visited.articles, visited.problems) == (0, 4, ())
    put_feed(world, *map(note, (6, 5)))
    visited = await world.visit()
    assert (visited.added, visited.removed, visited.articles, visited.problems) == (2, 0, 6, ())


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


async def test_further_pages_without_end(world: World) -> None:
    """Further pages of a feed are read until one has no entries, or is none."""
    rss = "<rss xmlns:a='http://www.w3.org/2005/Atom'><channel><a:link rel='next' href='/{}'/>{}</channel></rss>"
    fetch = world.site.fetch
    asked = list[str]()

    async def fetch_any(url: str, validators_of: ValidatorsOf = never_had) -> Response:
        asked.append(url)
        assert len(asked) < 9
        number = len(asked)
        entries = entry(number, text_of(number)) if number < 3 else ""
        world.site.put(url.rpartition("/")[2], rss.format(number, entries), "application/rss+xml")
        return await fetch(url, validators_of)

    world.site.fetch = fetch_any  # type: ignore[method-assign]
    await world.visit()
    assert world.articles().keys() == {"https://site.example/1", "https://site.example/2"}
    assert asked == [FEED, "https://site.example/1", "https://site.example/2"]


async def test_an_old_entry_that_is_shown_again(world: World) -> None:
    """Entries that a feed has left behind stay where it shows a much older one among its newest."""
    put_feed(world, *(entry(number, text_of(number)) for number in (6, 5, 4)))
    await world.visit()
    for _ in range(3):
        put_feed(world, *(entry(number, text_of(number)) for number in (8, 1, 7)))
        visited = await world.visit()
    assert (visited.articles, visited.problems) == (6, ())


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


async def test_an_entry_that_is_taken_back(world: World) -> None:
    """An entry that its feed says was deleted is taken out at once."""
    head = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>N</title>'
    )
    entries = {number: atom_entry(number, number) for number in (4, 3, 2, 1)}
    world.site.put("feed.xml", f"{head}{''.join(entries.values())}</feed>", "application/atom+xml")
    await world.visit()
    del entries[4]
    deleted = '<at:deleted-entry ref="urn:4" when="2026-03-05T09:00:00Z"/>'
    world.site.put("feed.xml", f"{head}{deleted}{''.join(entries.values())}</feed>", "application/atom+xml")
    visited = await world.visit()
    assert (visited.removed, len(world.articles())) == (1, 3)
    assert [str(problem) for problem in visited.problems] == ["https://site.example/4: was taken back by its feed"]


async def test_a_feed_in_pages(world: World) -> None:
    """A feed that is read for the first time is read with its further pages, and then without."""
    head = '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>'
    for number in (1, 2, 3):
        entry = atom_entry(number, 4 - number)
        following = f'<link rel="next" href="https://site.example/feed{number + 1}.xml"/>' if number < 3 else ""
        name = "feed.xml" if number == 1 else f"feed{number}.xml"
        world.site.put(name, f"{head}{following}{entry}</feed>", "application/atom+xml")
    await world.visit()
    assert world.articles().keys() == {f"https://site.example/{number}" for number in (1, 2, 3)}
    world.site.put("feed.xml", world.site.pages[FEED].replace("bridge", "tunnel"), "application/atom+xml")
    await world.visit()
    assert world.site.asked == [FEED]
    assert len(world.articles()) == 3


async def test_entries_of_one_page(world: World) -> None:
    """Entries that are given whole and all lead to one page, as those of a list of changes do, are all kept."""
    entries = (entry(number, text_of(number)) for number in (3, 2, 1))
    put_feed(
        world,
        *(
            one.replace(f"<link>https://site.example/{3 - n}", "<link>https://site.example/")
            for n, one in enumerate(entries)
        ),
    )
    visited = await world.visit()
    assert visited.articles == 3


async def test_an_entry_of_another_site(world: World) -> None:
    """What a feed says of a page of another site is not quoted as that site's: its page is read."""
    world.site.pages["https://bank.example/rates"] = page("Rates", text="The bank says that the rate is two.")
    told = entry(1, text_of(1)).replace("<link>https://site.example/1", "<link>https://bank.example/rates")
    put_feed(world, told, entry(2, text_of(2)))
    await world.visit()
    assert "the rate is two" in world.articles()["https://bank.example/rates"]
    assert len(world.articles()) == 2
