"""A feed is read as it says: its entries, and the articles of those that it gives whole."""

from pathlib import Path

from tests.index.ingest.readers.web.feeds import read_feed, text_of


def test_an_entry_that_is_given_whole(tmp_path: Path) -> None:
    """Of an entry with its content an article is made, with what the feed says of it."""
    feed = read_feed(
        tmp_path,
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour</title>'
        "<link>/</link><language>en-GB</language><item><title>Tides</title><link>/tides</link><guid>7</guid>"
        "<pubDate>Mon, 19 Feb 2024 08:00:00 GMT</pubDate><description>About tides.</description>"
        "<content:encoded><![CDATA[<p>The tide turns at noon.</p>]]></content:encoded></item></channel></rss>",
    )
    (entry,) = feed.entries
    assert (feed.title, feed.site, feed.language) == ("Harbour", "https://harbour.example/", "en-GB")
    assert (entry.id, entry.url, entry.published) == ("7", "https://harbour.example/tides", "2024-02-19T08:00:00Z")
    assert text_of(entry) == "The tide turns at noon."
    assert entry.article is not None
    assert entry.article.source.publisher == "Harbour"
    assert entry.article.language == "en"
