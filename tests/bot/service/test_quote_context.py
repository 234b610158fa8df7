"""A quote is read in its article as that is, or as it was where it holds the quote no more, with what changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from bot.service.access import SHARED, CollectionScope
from bot.service.collection_reader import CollectionReader, ReaderResources
from bot.service.collections import Collections
from bot.service.quote_context import quote_context
from bot.service.records import SentQuote
from bot.service.word_diff import word_diff
from config import load_settings
from index.answering.confidence import load_calibration
from index.files.data_folder import DataFolder
from index.records import Span
from tests.bot.service import giving
from tests.encoders import SmallEncoder

ENCODER, NAME, EVERYONE = SmallEncoder(), "1/everyone", CollectionScope(1, "everyone", 1)
PAGE = (
    "---\nid: ferry\nurl: {url}\n---\n# The ferry\n\nThe harbour was built in 1901.\n\n"
    "The ferry leaves at **{hour}** in the evening.{rest}\n\nBicycles travel free of charge.\n"
)
REST = " Nobody is taken aboard after that."


@pytest.fixture
def collections(tmp_path: Path) -> Collections:
    """The collections of a server that has none yet."""
    return Collections(DataFolder(tmp_path / "data"), 20_000, 100_000)


@pytest.fixture
def reader(collections: Collections) -> Iterator[CollectionReader]:
    """A reader of these."""
    with CollectionReader(ReaderResources(collections, ENCODER, load_calibration(), 0.01)) as reader:
        yield reader


def give(collections: Collections, hour: str, rest: str = REST, url: str = "https://a.example/1") -> str:
    """Adds the article, in place of the one before, and gives its text."""
    text = PAGE.format(hour=hour, rest=rest, url=url)
    giving.give(collections, EVERYONE, {"ferry.md": text.encode()}, ENCODER, namesakes="replace")
    return text


def quoted(text: str, hour: str, plain: bool = True) -> SentQuote:
    """What was quoted of a text on the ferry."""
    start, end = text.index("The ferry leaves"), text.index("\n\nBicycles")
    said = f"The ferry leaves at {hour} in the evening.{REST}"
    return SentQuote(NAME, "ferry", start, end, text[start:end], (), said if plain else "")


def test_quote_that_stands(collections: Collections, reader: CollectionReader) -> None:
    """A quote that stands in its article, moved or not, is read there, and nothing has changed."""
    text = give(collections, "seven")
    for url in ("https://a.example/1", "https://a.example/elsewhere"):
        now = give(collections, "seven", url=url)
        context = quote_context(reader, quoted(text, "seven"))
        assert context is not None
        start = now.index("The ferry leaves")
        assert (context.quoted, context.change) == (Span(start, now.index("\n\nBicycles")), None)


@pytest.mark.parametrize("plain", [True, False])
def test_quote_that_is_formatted_otherwise(collections: Collections, reader: CollectionReader, plain: bool) -> None:
    """Where only markup and line ends changed, the quote is marked in the article as it is."""
    quote = quoted(give(collections, "seven"), "seven", plain)
    now = give(collections, "seven", REST + "\n\nSee the timetable.").replace("**seven** in", "*seven*\nin")
    giving.give(collections, EVERYONE, {"ferry.md": now.encode()}, ENCODER, namesakes="replace")
    context = quote_context(reader, quote)
    assert context is not None
    assert context.change is None
    assert context.quoted is not None
    assert now[slice(*context.quoted)] == f"The ferry leaves at *seven*\nin the evening.{REST}"


def test_only_markup_changed(collections: Collections, reader: CollectionReader) -> None:
    """What a change of markup alone left no edition of is found by what was read in the quote."""
    text = give(collections, "seven")
    now = text.replace("**", "_")
    giving.give(collections, EVERYONE, {"ferry.md": now.encode()}, ENCODER, namesakes="replace")
    context = quote_context(reader, quoted(text, "seven"))
    assert context is not None
    assert (context.change, reader.editions(NAME, "ferry")) == (None, [])


def test_quote_that_changed(collections: Collections, reader: CollectionReader) -> None:
    """Of a quote that changed the newest text with it is given, which links to where the article is, and the diff."""
    old = give(collections, "seven")
    for hour in ("eight", "nine"):
        give(collections, hour, url="https://a.example/2")
    for known in (True, False):
        context = quote_context(reader, quoted(old, "seven", known))
        assert context is not None
        assert context.quoted is None
        change = context.change
        assert change is not None
        assert change.edition is not None
        before = change.edition.article
        assert (before.text, before.source.url) == (old, "https://a.example/2")
        assert change.quoted == Span(old.index("The ferry leaves"), old.index("\n\nBicycles"))
        told = [f"The ferry leaves at {hour} in the evening.{REST}" for hour in ("seven", "nine")]
        assert list(change.runs) == word_diff(*told)
        assert change.place == context.article.plain.index("The ferry leaves")


def test_quote_that_is_gone(collections: Collections, reader: CollectionReader) -> None:
    """Where nothing like it stands any more, there is no diff; with the article all of it is gone."""
    old = give(collections, "seven")
    text = "---\nid: ferry\n---\n# Closed\n\nNo ship has sailed since March.\n"
    giving.give(collections, EVERYONE, {"ferry.md": text.encode()}, ENCODER, namesakes="replace")
    context = quote_context(reader, quoted(old, "seven"))
    assert context is not None
    assert context.change is not None
    assert context.change.runs == ()
    assert context.change.edition is not None
    assert collections.remove(NAME, "ferry", ENCODER) is not None
    assert quote_context(reader, quoted(old, "seven")) is None
    assert reader.editions(NAME, "ferry") == []


def test_removed_article_is_in_no_file(collections: Collections, reader: CollectionReader, tmp_path: Path) -> None:
    """Once a manager removes an article, nothing that it ever said stands in any file, also while it is read."""
    give(collections, "seven")
    give(collections, "eight")
    give(collections, "nine", rest="")
    assert len(reader.editions(NAME, "ferry")) == 2
    assert collections.remove(NAME, "ferry", ENCODER) is not None
    held = [file for file in tmp_path.rglob("*") if file.is_file() and b"ferry leaves at" in file.read_bytes()]
    assert held == []


def test_undone_upload_leaves_none(collections: Collections, reader: CollectionReader) -> None:
    """Where the upload of an article is undone, its editions go with it."""
    for key, hour in (("first", "seven"), ("second", "eight")):
        file = {"ferry.md": PAGE.format(hour=hour, rest=REST, url="").encode()}
        giving.give(collections, EVERYONE, file, ENCODER, key, namesakes="replace")
    assert len(reader.editions(NAME, "ferry")) == 1
    assert collections.undo(NAME, "second", ENCODER)
    assert ["eight" in one.article.plain for one in reader.editions(NAME, "ferry")] == [True]
    assert collections.undo(NAME, "first", ENCODER)
    assert (reader.article(NAME, "ferry"), reader.editions(NAME, "ferry")) == (None, [])


def test_kept_for_as_long_as_told(tmp_path: Path) -> None:
    """Former texts are kept for as long as the collections are told, here for less than no time."""
    collections = Collections(DataFolder(tmp_path / "data"), 20_000, 100_000, editions_kept=timedelta(days=-1))
    give(collections, "seven")
    give(collections, "eight")
    with CollectionReader(ReaderResources(collections, ENCODER, load_calibration(), 0.01)) as reader:
        assert reader.editions(NAME, "ferry") == []


def test_kept_for_all_servers_for_as_long_as_told(tmp_path: Path) -> None:
    """Former texts of the articles of all servers are kept for as long as the collections are told, too."""
    file = tmp_path / "ferry.md"
    shared = msgspec.structs.replace(load_settings().library, sources=(str(file),))
    kept = timedelta(days=-1)
    collections = Collections(DataFolder(tmp_path / "data"), 20_000, 100_000, editions_kept=kept, shared=shared)
    for hour in ("seven", "eight"):
        file.write_text(PAGE.format(hour=hour, rest=REST, url=""))
        collections.sync(SHARED, ENCODER)
    with CollectionReader(ReaderResources(collections, ENCODER, load_calibration(), 0.01)) as reader:
        assert reader.article(SHARED, "ferry") is not None
        assert reader.editions(SHARED, "ferry") == []


def test_edition_of_another_collection(collections: Collections, reader: CollectionReader) -> None:
    """What an article said is read in its own collection alone, whatever id another one's article has."""
    old, channel = give(collections, "seven"), CollectionScope(1, "channel", 5)
    give(collections, "eight")
    text = PAGE.format(hour="ten", rest=REST, url="")
    giving.give(collections, channel, {"ferry.md": text.encode()}, ENCODER)
    assert reader.editions("1/channel-5", "ferry") == []
    context = quote_context(reader, replace(quoted(old, "seven"), collection="1/channel-5"))
    assert context is not None
    assert context.change is not None
    assert context.change.edition is None
