"""Messages of a chat that became articles: put together, named after their author, and gone once the message is."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from weakref import WeakValueDictionary

from bot.service.access import CollectionScope, parse_scope
from bot.service.collection_writer import CollectionWriter
from bot.service.message_articles import named
from bot.service.records import QuotedMessage, Refusal, Standing
from bot.service.state_store import QuotedMessageStore
from index.errors import QuotebotError
from index.files.data_folder import BusyError
from index.records import Article

log = logging.getLogger("quotebot")

_AGAIN = 5.0  # seconds until an article is tried to be taken out again, where others were at work
_TRIES = 12


class QuotedMessages:
    """The articles made of messages, and what is kept of these, those of a server changed one after another.

    What must go is first noted, so that not even a crash leaves its article there for good.
    """

    def __init__(self, store: QuotedMessageStore, collection_writer: CollectionWriter) -> None:
        self._store = store
        self._collection_writer = collection_writer
        self._locks = WeakValueDictionary[int, asyncio.Lock]()  # of servers of which something is changed

    async def put(self, scope: CollectionScope, messages: Sequence[QuotedMessage], article: Article) -> Refusal | None:
        """Makes an article of messages, in place of an earlier one of the same; tells why where it may not.

        Raises BusyError.
        """
        async with self._lock(scope.guild):
            return await self._put(scope, messages, article)

    async def quote(
        self, scope: CollectionScope, message: QuotedMessage, article: Article
    ) -> tuple[QuotedMessage, Refusal | None]:
        """Makes the article of one message, in place of an earlier one, wherever, of which its author's wish stays.

        Gives what is kept of it, and why it may not be. Raises BusyError.
        """
        async with self._lock(scope.guild):
            every = [one for one in await self._store.of_message(message.message) if one.kind == "message"]
            if every:
                before, earlier = every[0], await self.article(every[0])
                message = replace(message, agreed=before.agreed, notice=before.notice)
                article = named(article, earlier.source.author if earlier and before.agreed else None)
            refused = await self._put(scope, [message], article)
        if not refused:
            await self.remove(one for one in every if one.collection != message.collection)
        return message, refused

    async def renew(self, message: QuotedMessage, article: Article) -> Refusal | None:
        """Makes the article of a message that was edited anew, unless it went meanwhile; tells why where it may not.

        Its author is named as they wish by then. Raises BusyError.
        """
        async with self._lock(message.guild):
            scope, now = parse_scope(message.collection), await self._now(message)
            before = await self.article(message)
            if scope is None or now is None or now.standing == "gone" or before is None:
                return None
            author = before.source.author if now.agreed else None
            return await self._put(scope, [now.version(message.edited_at)], named(article, author))

    async def article(self, message: QuotedMessage) -> Article | None:
        """The article that a message is in, None where there is none any more."""
        return await self._collection_writer.stored(message.collection, _file(message))

    async def name(self, message: QuotedMessage, author: str | None) -> QuotedMessage | None:
        """Names the author of a message in its article, or no longer; None where there is no article any more.

        Raises BusyError.
        """
        async with self._lock(message.guild):
            scope, now = parse_scope(message.collection), await self._now(message)
            article = await self.article(message)
            if scope is None or now is None or article is None:
                return None
            # Who no longer agrees is noted before, who now agrees after their name is there.
            changed = replace(now, agreed=author is not None)
            if author is None:
                await self._store.save([changed])
            await self._collection_writer.put(scope, _file(message), named(article, author))
            if author is not None:
                await self._store.save([changed])
        return changed

    async def note(self, message: QuotedMessage, standing: Standing) -> None:
        """Notes what became of a message."""
        async with self._lock(message.guild):
            if (now := await self._now(message)) is not None and now.standing != "gone":
                await self._store.save([replace(now, standing=standing)])

    async def ask_by(self, message: QuotedMessage, notice: int) -> None:
        """Notes by which message its author is asked."""
        async with self._lock(message.guild):
            if (now := await self._now(message)) is not None:
                await self._store.save([replace(now, notice=notice)])

    async def remove(self, messages: Iterable[QuotedMessage]) -> None:
        """Takes the articles out that are made of these messages."""
        by_server = defaultdict[int, list[QuotedMessage]](list)
        for one in messages:
            by_server[one.guild].append(one)
        for guild, rows in by_server.items():
            async with self._lock(guild):
                present = [now for one in rows if (now := await self._now(one)) is not None]
                await self._store.save([replace(one, standing="gone") for one in present])
            if present:
                await self._sweep(guild)

    async def forget_server(self, guild: int) -> None:
        """Takes all of a server out, whose messages nobody tells of any more."""
        await self.remove(await self._store.of_server(guild))

    async def sweep(self) -> None:
        """Takes the articles out of which a message is noted to be gone; what cannot be now is tried again."""
        servers = {one.guild for one in await self._store.every() if one.standing == "gone"}
        await asyncio.gather(*map(self._sweep, servers))

    async def _sweep(self, guild: int) -> None:
        for _ in range(_TRIES):
            async with self._lock(guild):
                gone = defaultdict[str, dict[str, QuotedMessage]](dict)
                for one in await self._store.of_server(guild):
                    if one.standing == "gone":
                        gone[one.collection][one.key] = one
                if all([await self._discard(*entry) for entry in gone.items()]):
                    return
            await asyncio.sleep(_AGAIN)

    async def _discard(self, collection: str, articles: dict[str, QuotedMessage]) -> bool:
        try:
            await self._collection_writer.discard(collection, [_file(one) for one in articles.values()])
        except BusyError:
            return False
        except (QuotebotError, OSError) as error:  # such as a full disk; it is tried again every hour
            log.error("articles of messages that are gone could not be taken out: %s", error)
            return True
        for key in articles:
            await self._store.forget(collection, key)
        log.info("no longer quoted in %s: %s", collection, ", ".join(articles))
        return True

    async def _now(self, message: QuotedMessage) -> QuotedMessage | None:
        """What is kept of a message by now, for the same article."""
        kept = await self._store.of_article(message.collection, message.key)
        return next((one for one in kept if one.message == message.message), None)

    async def _put(self, scope: CollectionScope, messages: Sequence[QuotedMessage], article: Article) -> Refusal | None:
        first = messages[0]
        before = await self._store.of_article(scope.name, first.key)
        await self._replace(scope.name, first.key, messages)
        refused: Refusal | None = None
        try:
            refused = await self._collection_writer.put(scope, _file(first), article)
        except BaseException:
            await self._replace(scope.name, first.key, before)
            raise
        if refused:
            await self._replace(scope.name, first.key, before)
        return refused

    def _lock(self, guild: int) -> asyncio.Lock:
        """What orders the changes of a server: a long one of another must not keep its people waiting."""
        return self._locks.setdefault(guild, asyncio.Lock())

    async def _replace(self, collection: str, key: str, messages: Sequence[QuotedMessage]) -> None:
        await self._store.forget(collection, key)
        await self._store.save(messages)


def _file(message: QuotedMessage) -> str:
    from index.ingest.readers.files import STORED

    return f"{message.key}{STORED}"
