"""Articles of messages and what is kept of these go together, whatever comes between."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from bot.service import quoted_messages
from bot.service.access import CollectionScope
from bot.service.collection_writer import CollectionWriter
from bot.service.collections import Collections
from bot.service.message_articles import Chat, WrittenMessage, beginning, message_article, named, quoted
from bot.service.quoted_messages import QuotedMessages
from bot.service.records import Refusal
from index.files.data_folder import BusyError, DataFolder
from index.records import Article
from tests.bot.service.memory_state import MemoryQuotedMessages
from tests.bot.service.test_collections import listed
from tests.encoders import SmallEncoder

EVERYONE = CollectionScope(1, "everyone", 1)
CHAT = Chat("message", 30, 1, "Pump", "Orsk")
MESSAGE = WrittenMessage(30, 2, 9, "2025-05-05T10:00:00+00:00", "The pump is greased every nine weeks.", {}, {}, {})
ROW = quoted(CHAT, EVERYONE.name, [MESSAGE])[0]


def article_of(message: WrittenMessage = MESSAGE) -> Article:
    """The article of a message."""
    made = message_article(CHAT, message)
    assert made is not None
    return made


@pytest.fixture
def collections(tmp_path: Path) -> Collections:
    """Collections that there are none of so far."""
    return Collections(DataFolder(tmp_path / "data"), 5_000, 50_000)


@pytest_asyncio.fixture
async def writer(collections: Collections) -> AsyncIterator[CollectionWriter]:
    """What writes them."""
    collection_writer = CollectionWriter(collections, SmallEncoder())
    yield collection_writer
    collection_writer.close()


async def test_put_named_and_removed(collections: Collections, writer: CollectionWriter) -> None:
    """A message is kept with its article, whose author is named as long as they agree, and both go together."""
    store = MemoryQuotedMessages()
    messages = QuotedMessages(store, writer)
    assert await messages.put(EVERYONE, [ROW], article_of()) is None
    await messages.ask_by(ROW, 77)
    kept = replace(ROW, notice=77)
    assert await store.every() == [kept]
    assert await messages.name(ROW, "Bob") == replace(kept, agreed=True)
    assert await messages.article(ROW) == named(article_of(), "Bob")
    assert await messages.name(ROW, None) == kept
    assert await messages.article(ROW) == article_of()
    await messages.remove([ROW])
    assert (await store.every(), listed(collections)) == ([], [])
    assert await messages.name(ROW, "Bob") is None


async def test_what_is_refused_changes_nothing(collections: Collections, writer: CollectionWriter) -> None:
    """Where an article is too large, what was kept before stays, with its article."""
    store = MemoryQuotedMessages()
    messages = QuotedMessages(store, writer)
    await messages.put(EVERYONE, [ROW], article_of())
    large = article_of(replace(MESSAGE, text="Oil. " * 2000))
    assert isinstance(await messages.put(EVERYONE, [replace(ROW, edited_at="later")], large), Refusal)
    assert await store.every() == [ROW]
    assert await messages.article(ROW) == article_of()


async def test_deleted_while_it_is_put(collections: Collections, writer: CollectionWriter) -> None:
    """A message that is deleted while its article is being made leaves none."""
    store = MemoryQuotedMessages()
    messages = QuotedMessages(store, writer)
    putting = asyncio.create_task(messages.put(EVERYONE, [ROW], article_of()))
    await asyncio.sleep(0)
    await messages.remove([ROW])
    await putting
    assert (await store.every(), listed(collections)) == ([], [])


async def test_renewed_while_its_author_decides(collections: Collections, writer: CollectionWriter) -> None:
    """What its author decided stands, also where an edit of the message that came before is worked on after it."""
    store = MemoryQuotedMessages()
    messages = QuotedMessages(store, writer)
    await messages.put(EVERYONE, [ROW], article_of())
    edited, now = replace(ROW, edited_at="later"), article_of(replace(MESSAGE, text="The pump is greased in May."))
    await messages.name(ROW, "Bob")
    assert await messages.renew(edited, now) is None
    assert await messages.article(ROW) == named(now, "Bob")
    await asyncio.gather(messages.name(ROW, None), messages.renew(edited, now))
    assert await messages.article(ROW) == now
    assert await store.every() == [edited]
    await asyncio.gather(messages.remove([ROW]), messages.renew(edited, now))
    assert (await store.every(), listed(collections)) == ([], [])


async def test_quoted_by_two_at_once(collections: Collections, writer: CollectionWriter) -> None:
    """A message that two quote for others at once stands once, where it was put last, as its author wishes by then."""
    store, limited = MemoryQuotedMessages(), CollectionScope(1, "channel", 5)
    messages = QuotedMessages(store, writer)
    there = replace(ROW, collection=limited.name)
    await messages.quote(EVERYONE, ROW, article_of())
    await messages.name(ROW, "Bob")
    await asyncio.gather(messages.name(ROW, None), messages.quote(EVERYONE, ROW, article_of()))
    assert await messages.article(ROW) == article_of()
    await messages.remove([ROW])
    await asyncio.gather(messages.quote(EVERYONE, ROW, article_of()), messages.quote(limited, there, article_of()))
    assert await store.every() == [there]
    assert (await messages.article(ROW), await messages.article(there)) == (None, article_of())


async def test_what_it_said_before_is_kept_nowhere(
    collections: Collections, writer: CollectionWriter, tmp_path: Path
) -> None:
    """Of a message that was edited or unnamed no file holds any more what it said, or whose it was."""
    messages = QuotedMessages(MemoryQuotedMessages(), writer)
    await messages.put(EVERYONE, [ROW], named(article_of(), "Tilda Bream"))
    await messages.put(EVERYONE, [ROW], article_of(replace(MESSAGE, text="The inn of Orsk is closed in winter.")))
    held = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert any(b"inn of Orsk" in data for data in held)
    assert [data for data in held if b"greased" in data or b"Tilda Bream" in data] == []


async def test_a_busy_server_keeps_no_other_waiting(collections: Collections, writer: CollectionWriter) -> None:
    """While a server takes in a long upload, and a message of it waits for that, those of others are named and go."""
    store = MemoryQuotedMessages()
    messages = QuotedMessages(store, writer)
    other = replace(ROW, guild=2, collection="2/everyone", standing="gone")
    await messages.put(EVERYONE, [ROW], article_of())
    fetching, fetched = asyncio.Event(), asyncio.Event()

    async def fetch() -> bytes:
        fetching.set()
        await fetched.wait()
        return b"The mill\n\nThe mill turns.\n"

    await messages.put(CollectionScope(2, "everyone", 2), [replace(other, standing="quoted")], article_of())
    uploading = asyncio.create_task(writer.add(EVERYONE, "upload", [("mill.txt", fetch)]))
    await fetching.wait()
    removing = asyncio.create_task(messages.remove([ROW]))
    while [one.standing for one in await store.of_server(1)] != ["gone"]:
        await asyncio.sleep(0)
    assert await messages.name(other, "Bob") == replace(other, agreed=True, standing="quoted")
    await messages.remove([other])
    assert await store.every() == [replace(ROW, standing="gone")]
    fetched.set()
    await uploading
    await removing
    assert await store.every() == []


async def test_what_is_gone_stays_noted_until_its_article_is_out(
    collections: Collections, writer: CollectionWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While others are at work a message stays noted as gone, and the next sweep takes its article out."""
    store = MemoryQuotedMessages()
    messages = QuotedMessages(store, writer)
    await messages.put(EVERYONE, [ROW], article_of())
    monkeypatch.setattr(quoted_messages, "_AGAIN", 0.0)

    async def busy(name: str, files: object) -> None:
        raise BusyError("others are at work")

    with monkeypatch.context() as patched:
        patched.setattr(writer, "discard", busy)
        await messages.remove([ROW])
    assert await store.every() == [replace(ROW, standing="gone")]
    await messages.note(ROW, "edited")
    await messages.sweep()
    assert (await store.every(), listed(collections)) == ([], [])


def test_beginning_of_a_message() -> None:
    """The first words of a message are those of its first line that says something, without markup."""
    assert beginning(replace(MESSAGE, text="\n<:a:1>\n**Grease** the pump\nThen wait.")) == "Grease the pump"
    assert beginning(replace(MESSAGE, text="<:a:1> <:b:2>")) == ""


def test_article_of_a_message() -> None:
    """An article of a message leads to it, is dated as it, names nobody and holds what it says."""
    article = article_of()
    source = article.source
    assert (source.id, source.title, source.publisher, source.author) == ("message-30", "Pump", "Orsk", None)
    assert (source.url, (source.published_at or "")[:10]) == ("https://discord.com/channels/1/2/30", "2025-05-05")
    assert article.plain == MESSAGE.text
    assert message_article(CHAT, replace(MESSAGE, text="<:a:1>")) is None
