"""Feeds are read in the forms in which programs write them: each file of feeds/ gives exactly these entries."""

from pathlib import Path
from typing import NamedTuple

import pytest

from index.ingest.readers.base import ReaderOptions
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.web.feed import Feed, extract
from index.ingest.readers.web.recognition import looks_like_feed, looks_like_sitemap
from tests.index.ingest.readers.web.reading import text_of

FOLDER = Path(__file__).parent / "feeds"
TOLD = {"url": "https://feeds.example/feed"}
OPTIONS = ReaderOptions(1_000_000)


class Entry(NamedTuple):
    """What is read of an entry; `text` is that of its article, None where its page is to be read."""

    id: str
    url: str
    title: str
    author: str
    published: str
    updated: str
    text: str | None


class Read:
    """What is read of a feed: its title, site and language, and its entries."""

    def __init__(self, head: tuple[str, str, str], *entries: Entry) -> None:
        self.head, self.entries = head, entries


READ = {
    "atom_03.xml": Read(
        ("Shed", "http://shed.example/", "en"),
        Entry(
            "tag:shed.example,2005:1",
            "http://shed.example/bench",
            "A bench",
            "Gus",
            "2005-01-01T10:00:00-05:00",
            "2005-01-02T00:00:00Z",
            "I built a bench of ash today.",
        ),
    ),
    "blogger.xml": Read(
        ("Orchard Diary", "https://orchard.example/", ""),
        Entry(
            "tag:blogger.com,1999:blog-81.post-9",
            "https://orchard.example/2024/03/grafting-day.html",
            "Grafting day",
            "Pip",
            "2024-03-04T23:15:00-08:00",
            "2024-03-05T00:59:12-08:00",
            "We grafted twelve trees.\n\nAll of them are russets.",
        ),
        Entry(
            "tag:blogger.com,1999:blog-81.post-8",
            "https://orchard.example/2024/03/pruning.html",
            "Pruning",
            "Pip",
            "2024-03-03T08:00:00-08:00",
            "2024-03-03T08:00:00-08:00",
            None,
        ),
    ),
    "discourse.xml": Read(
        ("Mooring Forum - Latest topics", "https://forum.example/latest", ""),
        Entry(
            "forum.example-topic-77",
            "https://forum.example/t/rope/77",
            "Which rope for a mooring?",
            "@sam Sam Whelan",
            "2024-03-04T20:00:00Z",
            "",
            None,
        ),
    ),
    "feedburner.xml": Read(
        ("Kiln", "https://kiln.example/", ""),
        Entry("tag:kiln.example:1", "https://kiln.example/glaze", "Glaze", "", "2024-03-04T07:00:00Z", "", None),
    ),
    "ghost.xml": Read(
        ("Lantern Letters", "https://lantern.example/", ""),
        Entry(
            "65e1b2c3d4e5f60001a2b3c4",
            "https://lantern.example/wick/",
            "How to trim a wick",
            "Mara Voss",
            "2024-03-01T11:30:00Z",
            "",
            "Trim the wick to six millimetres before you light it.\n\nNever trim it hot.",
        ),
    ),
    "github_commits.xml": Read(
        ("Recent Commits to tide:main", "https://github.com/harbour/tide/commits/main", "en"),
        Entry(
            "tag:github.com,2008:Grit::Commit/0a1b2c",
            "https://github.com/harbour/tide/commit/0a1b2c",
            "Tell tides in UTC",
            "annlee",
            "",
            "2024-03-01T10:00:00Z",
            "Tell tides in UTC\n\nLocal time was wrong twice a year.",
        ),
    ),
    "github_releases.xml": Read(
        ("Release notes from tide", "https://github.com/harbour/tide/releases", "en"),
        Entry(
            "tag:github.com,2008:Repository/12/v1.2.0",
            "https://github.com/harbour/tide/releases/tag/v1.2.0",
            "tide 1.2",
            "annlee",
            "",
            "2024-03-01T10:00:00Z",
            "Changed\n\n- Tides are told in UTC.",
        ),
        Entry(
            "tag:github.com,2008:Repository/12/v1.1.9",
            "https://github.com/harbour/tide/releases/tag/v1.1.9",
            "v1.1.9",
            "annlee",
            "",
            "2024-02-20T10:00:00Z",
            None,
        ),
    ),
    "hugo.xml": Read(
        ("Posts on Salt Marsh", "https://marsh.example/posts/", "en"),
        Entry(
            "https://marsh.example/posts/birds/",
            "https://marsh.example/posts/birds/",
            "Counting birds",
            "Kim Oduya",
            "2024-03-02T00:00:00Z",
            "",
            None,
        ),
        Entry(
            "https://marsh.example/posts/method/",
            "https://marsh.example/posts/method/",
            "The whole method",
            "Kim Oduya",
            "2024-03-01T00:00:00Z",
            "",
            "Gear\n\n"
            "Bring a telescope, a tally counter for each kind of bird, a notebook that stands rain, "
            "and warm boots.\n\nStand with the sun behind you, wait until the birds have settled, "
            "and count from left to right, never twice.",
        ),
    ),
    "jekyll.xml": Read(
        ("Notes & queries", "https://notes.example/", "en"),
        Entry(
            "https://notes.example/tide",
            "https://notes.example/tide",
            "Using tide <3",
            "Ann Lee",
            "2024-03-01T00:00:00+01:00",
            "2024-03-02T09:30:00+01:00",
            "Run this to see the next tide:\n\ntide --next",
        ),
    ),
    "json_feed_10.json": Read(
        ("Old Micro", "", ""),
        Entry("1", "", "", "Dee", "", "", "Nothing is written here but this line."),
    ),
    "json_feed_11.json": Read(
        ("Micro Ann", "https://micro.example/", "en"),
        Entry(
            "101",
            "https://micro.example/101",
            "",
            "Ann",
            "2024-03-05T09:00:00+01:00",
            "",
            "Ice on the quay.\n\nNo boats before ten.",
        ),
        Entry(
            "102",
            "https://feeds.example/102",
            "Salt & grit",
            "Bo, Cy",
            "2024-03-04T09:00:00Z",
            "2024-03-05T07:00:00Z",
            "We spread salt, then grit.",
        ),
        Entry("103", "https://micro.example/103", "A link", "Ann", "", "", None),
    ),
    "mastodon.xml": Read(
        ("Ann Lee", "https://social.example/@ann", ""),
        Entry(
            "https://social.example/@ann/112",
            "https://social.example/@ann/112",
            "",
            "",
            "2024-03-05T09:00:00Z",
            "",
            "The ferry is late again because of ice. #ferry",
        ),
    ),
    "medium.xml": Read(
        ("Stories by Noor on Medium", "https://medium.example/@noor?source=rss-1------2", ""),
        Entry(
            "https://medium.example/p/1",
            "https://noor.example/bees-1?source=rss-1------2",
            "Why I keep bees",
            "Noor",
            "2024-03-04T10:00:00Z",
            "2024-03-04T10:05:00Z",
            "Three reasons\n\nThe first reason is honey.\n\n"
            "Why I keep bees was originally published in Hives on Medium, where people are talking about it.",
        ),
        Entry(
            "https://medium.example/p/2",
            "https://noor.example/cost-2?source=rss-1------2",
            "What bees cost",
            "Noor",
            "2024-03-03T10:00:00Z",
            "",
            None,
        ),
    ),
    "phpbb.xml": Read(
        ("Wooden Boats", "https://boats.example/forum/index.php", "en"),
        Entry(
            "https://boats.example/forum/viewtopic.php?p=99#p99",
            "https://boats.example/forum/viewtopic.php?p=99#p99",
            "Repairs • Re: Soft planks",
            "larch",
            "2024-03-05T09:00:00Z",
            "2024-03-05T09:00:00Z",
            "Cut the soft part out and scarf in larch.\nDo not fill it.\n\nStatistics: Posted by larch — 05 Mar 2024",
        ),
    ),
    "planet.xml": Read(
        ("Planet Harbour", "https://planet.example/", ""),
        Entry(
            "https://mara.example/?p=3",
            "https://mara.example/mareas/",
            "Mareas vivas",
            "Mara Ruiz",
            "",
            "2024-03-01T08:00:00Z",
            "Las mareas vivas llegan dos veces al mes.\n\nluna\n nueva",
        ),
    ),
    "podcast.xml": Read(
        ("Fog Signals", "https://fog.example", "en"),
        Entry(
            "c0ffee-12",
            "",
            "12: The horn",
            "Radio Fog",
            "2024-03-02T05:00:00-05:00",
            "",
            "The horn sounds every forty seconds.\n\nGuests: the keeper and her son.",
        ),
    ),
    "reddit.xml": Read(
        ("Bread", "https://www.reddit.com/r/bread/", ""),
        Entry(
            "t3_1a",
            "https://www.reddit.com/r/bread/comments/1a/",
            "How often to feed?",
            "/u/crumb",
            "2024-03-05T08:00:00Z",
            "2024-03-05T08:00:00Z",
            "Feed the starter twice a day when it is warm.\n\nsubmitted by /u/crumb\n[link] [comments]",
        ),
        Entry(
            "t3_1b",
            "https://www.reddit.com/r/bread/comments/1b/",
            "My loaf",
            "/u/crust",
            "",
            "2024-03-05T07:00:00Z",
            None,
        ),
    ),
    "rss_090.xml": Read(
        ("Old Dock", "http://dock.example/", ""),
        Entry("http://dock.example/crane.html", "http://dock.example/crane.html", "Crane sold", "", "", "", None),
    ),
    "rss_091.xml": Read(
        ("Old Dock", "http://dock.example/", "en"),
        Entry(
            "http://dock.example/winch.html", "http://dock.example/winch.html", "Crane & winch sold", "", "", "", None
        ),
    ),
    "rss_10.xml": Read(
        ("Journal of Tides", "https://journal.example/", "fr"),
        Entry(
            "https://journal.example/1",
            "https://journal.example/1",
            "La houle",
            "A. Morel, B. Petit",
            "2024-02-29T12:00:00+01:00",
            "",
            "La houle vient du large, même sans vent.",
        ),
    ),
    "substack.xml": Read(
        ("Slow Ferries", "https://ferries.example", "en"),
        Entry(
            "https://ferries.example/p/car-deck",
            "https://ferries.example/p/car-deck",
            "The last car deck",
            "Tomas Reyes",
            "2024-03-03T06:02:11Z",
            "",
            "The deck was closed in 1998, when the bridge opened.\n\nThanks for being here.",
        ),
        Entry(
            "https://ferries.example/p/timetable",
            "https://ferries.example/p/timetable",
            "For members: the timetable",
            "Tomas Reyes",
            "2024-03-02T06:00:00Z",
            "",
            None,
        ),
    ),
    "wordpress.xml": Read(
        ("Rowan Street – News", "https://rowan.example", "en"),
        Entry(
            "https://rowan.example/?p=41",
            "https://rowan.example/2024/03/oven/",
            "The baker’s new oven",
            "Ines Calloway",
            "2024-03-05T09:00:00Z",
            "",
            "The oven came on Monday, and it needed six people to lift it.\n\n"
            "What it bakes\n\n- Rye bread\n- Seed rolls",
        ),
    ),
    "wordpress_excerpts.xml": Read(
        ("Straße am Hafen", "https://hafen.example", "de"),
        Entry(
            "https://hafen.example/?p=7",
            "https://hafen.example/faehre/",
            "Neue Fähre",
            "Jo",
            "2024-03-05T09:00:00+01:00",
            "",
            None,
        ),
    ),
    "youtube.xml": Read(
        ("Knots for Sailors", "https://www.youtube.com/channel/UC1", ""),
        Entry(
            "yt:video:abc",
            "https://www.youtube.com/watch?v=abc",
            "The bowline",
            "Knots for Sailors",
            "2024-02-10T15:00:05Z",
            "2024-02-11T01:02:03Z",
            "A loop that does not slip & is easy to untie.\n\nChapters:\n0:00 The loop\n1:20 The mistake",
        ),
    ),
}


def test_each_feed_has_its_reading() -> None:
    """What is read of each file stands here."""
    assert sorted(READ) == sorted(file.name for file in FOLDER.iterdir() if file.suffix != ".md")


@pytest.mark.parametrize("name", READ)
def test_the_form_of_a_program(name: str) -> None:
    """A feed of a program is read as what it says, and an entry that it gives whole is an article of its page."""
    feed = extract(FOLDER / name, TOLD, OPTIONS)
    assert (feed.title, feed.site, feed.language) == READ[name].head
    assert [
        Entry(one.id, one.url, one.title, one.author, one.published, one.updated, text_of(one)) for one in feed.entries
    ] == list(READ[name].entries)
    for one in feed.entries:
        if one.article is not None:
            source = one.article.source
            assert source.id == (one.url or one.id)
            assert (source.url or "") == one.url
            assert (source.published_at or "") == (one.published or one.updated)
            assert (source.author or "") == one.author
            assert not one.title or source.title == one.title


@pytest.mark.parametrize("name", READ)
def test_a_feed_is_known_by_its_beginning(name: str) -> None:
    """A feed is one whatever the server calls it, and no map of a site."""
    data = (FOLDER / name).read_bytes()
    assert looks_like_feed(data, "text/html")
    assert not looks_like_sitemap(data)


def test_what_else_feeds_of_programs_tell() -> None:
    """Who had an entry first is its publisher, and where older entries are and whether these are all is told."""
    planet, blogger, kiln, micro = (
        extract(FOLDER / name, TOLD, OPTIONS)
        for name in ("planet.xml", "blogger.xml", "feedburner.xml", "json_feed_11.json")
    )
    articles = [one.article for one in planet.entries if one.article is not None]
    assert [(one.source.publisher, one.language) for one in articles] == [("El cuaderno de Mara", "es")]
    assert blogger.next_page == "https://orchard.example/feeds/posts/default?start-index=26&max-results=25"
    assert micro.next_page == "https://micro.example/feed.json?page=2"
    assert [feed.is_complete for feed in (planet, blogger, kiln, micro)] == [False, False, True, False]
    said = [one.article.language for one in micro.entries if one.article is not None]
    assert said == ["en", "nb"]


def test_feeds_are_read_in_the_process() -> None:
    """The process that converts gives of every feed what is read of it here."""
    with Conversions() as conversions:
        for name in READ:
            assert conversions.extract("web.feed", FOLDER / name, TOLD, OPTIONS, Feed) == extract(
                FOLDER / name, TOLD, OPTIONS
            )
