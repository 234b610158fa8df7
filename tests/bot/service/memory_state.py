"""A state store that keeps all in memory: the second one, by which the contract proves to be of any."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from bot.service.records import ForumPost, Kind, QuotedMessage, SentMessage, SentQuote, ServerSettings
from bot.service.state_store import storable
from index.records import Span


class Vote(NamedTuple):
    """Whose vote it is, and on which sent message."""

    sent_id: str
    person: int


class MemorySettings:
    """See ServerSettingsStore."""

    def __init__(self) -> None:
        self.saved = dict[int, ServerSettings]()

    async def of(self, guild: int) -> ServerSettings:
        """See ServerSettingsStore."""
        return self.saved.get(guild, ServerSettings())

    async def save(self, guild: int, settings: ServerSettings) -> None:
        """See ServerSettingsStore."""
        self.saved[guild] = settings


class MemorySentMessages:
    """See SentMessageStore; `sent` is in the order of adding."""

    def __init__(self) -> None:
        self.sent = dict[str, SentMessage]()

    async def add(self, sent: SentMessage) -> None:
        """See SentMessageStore."""
        sent_id, question, context = storable(sent.id), storable(sent.question), storable(sent.context)
        quotes, created = tuple(_stored(quote) for quote in sent.quotes), sent.created.astimezone(UTC)
        kept = replace(sent, id=sent_id, question=question, context=context, quotes=quotes, created=created)
        self.sent[sent_id] = kept

    async def set_message(self, sent_id: str, message: int) -> None:
        """See SentMessageStore."""
        if sent_id in self.sent:
            self.sent[sent_id] = replace(self.sent[sent_id], message=message)

    async def change(self, sent_id: str, kind: Kind, detail: dict[str, Any]) -> None:
        """See SentMessageStore."""
        if sent_id in self.sent:
            self.sent[sent_id] = replace(self.sent[sent_id], kind=kind, detail=detail)

    async def of_kind(self, kind: Kind) -> list[SentMessage]:
        """See SentMessageStore."""
        return [sent for sent in reversed(self._newest_first()) if sent.kind == kind]

    async def get(self, sent_id: str) -> SentMessage | None:
        """See SentMessageStore."""
        return self.sent.get(storable(sent_id))

    async def of_message(self, message: int) -> SentMessage | None:
        """See SentMessageStore."""
        return next((sent for sent in self._newest_first() if sent.message == message), None)

    async def answers_to(self, message: int) -> list[SentMessage]:
        """See SentMessageStore."""
        return [sent for sent in self._newest_first() if sent.asked_by == message]

    async def forget(self, sent_id: str) -> None:
        """See SentMessageStore."""
        self.sent.pop(sent_id, None)

    async def last_answer(
        self, channel: int, asker: int, since: datetime, private: bool = True, until: datetime | None = None
    ) -> SentMessage | None:
        """See SentMessageStore."""
        answers = (sent for sent in self._newest_first() if sent.kind == "answer" and sent.created > since)
        theirs = (sent for sent in answers if (sent.channel, sent.asker) == (channel, asker))
        fitting = (sent for sent in theirs if until is None or sent.created < until)
        return next((sent for sent in fitting if private or not sent.private), None)

    async def quotes(self, collection: str, article: str, asker: int) -> list[SentQuote]:
        """See SentMessageStore."""
        wanted = (storable(collection), storable(article))
        distinct: dict[Span, SentQuote] = {}
        for sent in self._newest_first():
            for quote in sent.quotes:
                if sent.asker == asker and (quote.collection, quote.article) == wanted:
                    distinct.setdefault(Span(quote.start, quote.end), quote)
        return list(distinct.values())

    async def unanswered(self, guild: int, since: datetime) -> list[tuple[str, datetime]]:
        """See SentMessageStore."""
        asked = (sent for sent in self._newest_first() if sent.guild == guild and sent.created >= since)
        return [(sent.context, sent.created) for sent in asked if sent.kind == "answer" and not sent.answered]

    def _newest_first(self) -> list[SentMessage]:
        return sorted(self.sent.values(), key=lambda sent: sent.created)[::-1]  # of equals the one added last


class MemoryVotes:
    """See VoteStore."""

    def __init__(self, sent_messages: MemorySentMessages) -> None:
        self.ups = dict[Vote, bool]()
        self._sent_messages = sent_messages

    async def cast(self, sent_id: str, person: int, up: bool) -> tuple[int, int]:
        """See VoteStore."""
        if await self._sent_messages.get(sent_id) is not None:
            self.ups[Vote(sent_id, person)] = up
        return await self.count(sent_id)

    async def count(self, sent_id: str) -> tuple[int, int]:
        """See VoteStore."""
        is_kept = await self._sent_messages.get(sent_id) is not None
        votes = [up for vote, up in self.ups.items() if is_kept and vote.sent_id == sent_id]
        return votes.count(True), votes.count(False)


class MemoryFacts:
    """See FactStore."""

    def __init__(self) -> None:
        self._values = dict[str, str]()

    async def get(self, name: str) -> str | None:
        """See FactStore."""
        return self._values.get(name)

    async def set(self, name: str, value: str) -> None:
        """See FactStore."""
        self._values[name] = storable(value)


class MemoryQuotedMessages:
    """See QuotedMessageStore."""

    def __init__(self) -> None:
        self.kept = dict[tuple[str, str, int], QuotedMessage]()

    async def save(self, messages: Sequence[QuotedMessage]) -> None:
        """See QuotedMessageStore."""
        for one in messages:
            self.kept[one.collection, one.key, one.message] = one

    async def forget(self, collection: str, key: str) -> None:
        """See QuotedMessageStore."""
        self.delete(lambda one: (one.collection, one.key) == (collection, key))

    async def of_article(self, collection: str, key: str) -> list[QuotedMessage]:
        """See QuotedMessageStore."""
        return self._those(lambda one: (one.collection, one.key) == (collection, key))

    async def of_message(self, message: int) -> list[QuotedMessage]:
        """See QuotedMessageStore."""
        return self._those(lambda one: one.message == message)

    async def of_channel(self, channel: int) -> list[QuotedMessage]:
        """See QuotedMessageStore."""
        return self._those(lambda one: channel in (one.channel, one.parent, one.place))

    async def of_server(self, guild: int) -> list[QuotedMessage]:
        """See QuotedMessageStore."""
        return self._those(lambda one: one.guild == guild)

    async def every(self) -> list[QuotedMessage]:
        """See QuotedMessageStore."""
        return self._those(lambda one: True)

    def delete(self, unwanted: Callable[[QuotedMessage], bool]) -> None:
        """Keeps nothing more of some messages."""
        self.kept = {key: one for key, one in self.kept.items() if not unwanted(one)}

    def _those(self, wanted: Callable[[QuotedMessage], bool]) -> list[QuotedMessage]:
        found = filter(wanted, self.kept.values())
        return sorted(found, key=lambda one: (one.message, one.collection, one.kind))


class MemoryForumPosts:
    """See ForumPostStore."""

    def __init__(self) -> None:
        self.kept = dict[int, ForumPost]()

    async def save(self, post: ForumPost) -> None:
        """See ForumPostStore."""
        self.kept[post.thread] = replace(post, title=storable(post.title))

    async def get(self, thread: int) -> ForumPost | None:
        """See ForumPostStore."""
        return self.kept.get(thread)

    async def solved(self, forum: int, limit: int) -> list[ForumPost]:
        """See ForumPostStore."""
        found = (post for post in self.kept.values() if post.forum == forum and post.solved)
        return sorted(found, key=lambda post: -post.thread)[:limit]

    async def forget(self, channel: int) -> None:
        """See ForumPostStore."""
        self.delete(lambda post: channel in (post.thread, post.forum))

    def delete(self, unwanted: Callable[[ForumPost], bool]) -> int:
        """Keeps nothing more of some posts, and gives of how many."""
        before = len(self.kept)
        self.kept = {key: post for key, post in self.kept.items() if not unwanted(post)}
        return before - len(self.kept)


class MemoryState:
    """See StateStore."""

    def __init__(self) -> None:
        self.settings = MemorySettings()
        self.sent_messages = MemorySentMessages()
        self.votes = MemoryVotes(self.sent_messages)
        self.facts = MemoryFacts()
        self.quoted_messages = MemoryQuotedMessages()
        self.forum_posts = MemoryForumPosts()

    async def servers(self) -> set[int]:
        """See StateStore."""
        quoted = {one.guild for one in self.quoted_messages.kept.values()}
        posts = {post.guild for post in self.forum_posts.kept.values()}
        return quoted | posts | {*self.settings.saved, *(sent.guild for sent in self._sent() if sent.guild is not None)}

    async def forget_server(self, guild: int) -> None:
        """See StateStore."""
        self.settings.saved.pop(guild, None)
        self.forum_posts.delete(lambda post: post.guild == guild)
        self.quoted_messages.delete(lambda one: one.guild == guild)
        self._delete({sent.id for sent in self._sent() if sent.guild == guild})

    async def forget_person(self, person: int) -> int:
        """See StateStore."""
        theirs = [vote for vote in self.votes.ups if vote.person == person]
        for vote in theirs:
            del self.votes.ups[vote]
        posts = self.forum_posts.delete(lambda post: post.author == person)
        return posts + len(theirs) + self._delete({sent.id for sent in self._sent() if sent.asker == person})

    async def purge(self, before: datetime) -> int:
        """See StateStore."""
        return self._delete({sent.id for sent in self._sent() if sent.created < before})

    def _sent(self) -> list[SentMessage]:
        return list(self.sent_messages.sent.values())

    def _delete(self, sent_ids: set[str]) -> int:
        for sent_id in sent_ids:
            del self.sent_messages.sent[sent_id]
        for vote in [vote for vote in self.votes.ups if vote.sent_id in sent_ids]:
            del self.votes.ups[vote]
        return len(sent_ids)


def _stored(quote: SentQuote) -> SentQuote:
    text, plain = storable(quote.text), storable(quote.plain)
    return replace(
        quote, collection=storable(quote.collection), article=storable(quote.article), text=text, plain=plain
    )
