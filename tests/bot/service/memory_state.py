"""A state store that keeps all in memory: the second one, by which the contract proves to be of any."""

from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from bot.service.records import (
    AskedQuestion,
    Complaint,
    Correction,
    ForumPost,
    Kind,
    QuotedMessage,
    ReviewedAnswer,
    SentMessage,
    SentQuote,
    ServerSettings,
)
from bot.service.state_store import (
    DIGEST,
    MOST_COUNTED,
    MOST_REVIEWED,
    QUESTIONS,
    WRITTEN,
    Held,
    SettingsChange,
    storable,
)
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

    async def change(self, guild: int, change: SettingsChange) -> ServerSettings:
        """See ServerSettingsStore."""
        before = await self.of(guild)
        if (settings := change(before)) != before:
            self.saved[guild] = settings
        return settings


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

    async def mark(self, sent_id: str, name: str) -> bool:
        """See SentMessageStore."""
        sent = self.sent.get(sent_id)
        if sent is None or name in sent.detail:
            return False
        self.sent[sent_id] = replace(sent, detail={**sent.detail, name: True})
        return True

    async def unmark(self, sent_id: str, name: str) -> None:
        """See SentMessageStore."""
        if sent_id in self.sent:
            left = {key: value for key, value in self.sent[sent_id].detail.items() if key != name}
            self.sent[sent_id] = replace(self.sent[sent_id], detail=left)

    async def of_kind(self, kind: Kind) -> list[SentMessage]:
        """See SentMessageStore."""
        return [sent for sent in reversed(self.newest_first()) if sent.kind == kind]

    async def get(self, sent_id: str) -> SentMessage | None:
        """See SentMessageStore."""
        return self.sent.get(storable(sent_id))

    async def of_message(self, message: int) -> SentMessage | None:
        """See SentMessageStore."""
        return next((sent for sent in self.newest_first() if sent.message == message), None)

    async def answers_to(self, message: int) -> list[SentMessage]:
        """See SentMessageStore."""
        return [sent for sent in self.newest_first() if sent.asked_by == message]

    async def forget(self, sent_id: str) -> None:
        """See SentMessageStore."""
        self.sent.pop(sent_id, None)

    async def last_answer(
        self, channel: int, asker: int, since: datetime, private: bool = True, until: datetime | None = None
    ) -> SentMessage | None:
        """See SentMessageStore."""
        answers = (sent for sent in self.newest_first() if sent.kind == "answer" and sent.created > since)
        theirs = (sent for sent in answers if (sent.channel, sent.asker) == (channel, asker))
        fitting = (sent for sent in theirs if until is None or sent.created < until)
        return next((sent for sent in fitting if private or not sent.private), None)

    async def quotes(self, collection: str, article: str, asker: int) -> list[SentQuote]:
        """See SentMessageStore."""
        wanted = (storable(collection), storable(article))
        distinct: dict[Span, SentQuote] = {}
        for sent in self.newest_first():
            for quote in sent.quotes:
                if sent.asker == asker and (quote.collection, quote.article) == wanted:
                    distinct.setdefault(Span(quote.start, quote.end), quote)
        return list(distinct.values())

    def newest_first(self) -> list[SentMessage]:
        """All that was sent."""
        return sorted(self.sent.values(), key=lambda sent: sent.created)[::-1]  # of equals the one added last


class MemoryVotes:
    """See VoteStore."""

    def __init__(self, sent_messages: MemorySentMessages) -> None:
        self.ups = dict[Vote, bool]()
        self.complaints = dict[Vote, Complaint]()
        self._sent_messages = sent_messages

    async def cast(self, sent_id: str, person: int, up: bool, complaint: Complaint | None = None) -> tuple[int, int]:
        """See VoteStore."""
        vote = Vote(sent_id, person)
        if await self._sent_messages.get(sent_id) is not None:
            self.ups[vote] = up
            if up:
                self.complaints.pop(vote, None)
            elif complaint:
                self.complaints[vote] = replace(complaint, remark=storable(complaint.remark))
        return await self.count(sent_id)

    def delete(self, unwanted: Callable[[Vote], bool]) -> int:
        """Keeps nothing more of some votes, and gives how many these were."""
        gone = [vote for vote in self.ups if unwanted(vote)]
        for vote in gone:
            del self.ups[vote]
            self.complaints.pop(vote, None)
        return len(gone)

    async def count(self, sent_id: str) -> tuple[int, int]:
        """See VoteStore."""
        is_kept = await self._sent_messages.get(sent_id) is not None
        votes = [up for vote, up in self.ups.items() if is_kept and vote.sent_id == sent_id]
        return votes.count(True), votes.count(False)


class MemoryReviews:
    """See ReviewStore."""

    def __init__(self, sent_messages: MemorySentMessages, votes: MemoryVotes) -> None:
        self._sent_messages = sent_messages
        self._votes = votes

    async def unanswered(self, guild: int, since: datetime) -> list[ReviewedAnswer]:
        """See ReviewStore."""
        answers = self._answers(guild, since)
        return self._reviewed(one for one in answers if not one.answered and WRITTEN not in one.detail)

    async def voted_down(self, guild: int, since: datetime) -> list[ReviewedAnswer]:
        """See ReviewStore."""
        return [one for one in self._reviewed(self._answers(guild, since)) if one.down]

    async def quoting(self, guild: int, since: datetime) -> list[ReviewedAnswer]:
        """See ReviewStore."""
        return self._reviewed(one for one in self._answers(guild, since) if one.answered and one.quotes)

    async def those(self, guild: int, ids: Sequence[str]) -> list[ReviewedAnswer]:
        """See ReviewStore."""
        by_id = {one.id: one for one in self._answers(guild, datetime.min.replace(tzinfo=UTC))}
        return self._reviewed(by_id[one] for one in ids if one in by_id)

    def _answers(self, guild: int, since: datetime) -> list[SentMessage]:
        every = self._sent_messages.newest_first()
        asked = (one for one in every if one.kind == "answer" and one.context)
        return [one for one in asked if one.guild == guild and one.created >= since]

    def _reviewed(self, answers: Iterable[SentMessage]) -> list[ReviewedAnswer]:
        return [self._review(one) for one in answers][:MOST_REVIEWED]

    def _review(self, sent: SentMessage) -> ReviewedAnswer:
        votes = sorted((vote.person, up) for vote, up in self._votes.ups.items() if vote.sent_id == sent.id)
        ups = [up for _, up in votes]
        given = (self._votes.complaints.get(Vote(sent.id, person)) for person, _ in votes)
        return ReviewedAnswer(
            *(sent.id, sent.context, sent.channel, sent.private, sent.answered, sent.detail.get("confidence", 0.0)),
            *(sent.created, sent.quotes, ups.count(True), ups.count(False), tuple(filter(None, given))),
            written=WRITTEN in sent.detail and not sent.answered,
        )


class MemoryQuestions:
    """See QuestionStore."""

    def __init__(self, sent_messages: MemorySentMessages, votes: MemoryVotes) -> None:
        self._sent_messages = sent_messages
        self._votes = votes

    async def since(self, moment: datetime) -> list[AskedQuestion]:
        """See QuestionStore."""
        every = self._sent_messages.newest_first()
        newest = [one for one in every if one.kind in QUESTIONS and one.created >= moment][:MOST_COUNTED]
        return [self._question(one) for one in reversed(newest)]

    def _question(self, sent: SentMessage) -> AskedQuestion:
        votes = sorted((vote for vote in self._votes.ups if vote.sent_id == sent.id), key=lambda vote: vote.person)
        ups = [self._votes.ups[vote] for vote in votes]
        quoted = tuple(dict.fromkeys((quote.collection, quote.article) for quote in sent.quotes if sent.answered))
        complaints = tuple(filter(None, map(self._votes.complaints.get, votes)))
        times = sent.detail.get("stages", {}), sent.detail.get("total_ms")
        asked = (sent.kind, sent.context, sent.answered, sent.created, quoted, *times)
        return AskedQuestion(*asked, ups.count(True), ups.count(False), complaints)


class MemoryFacts:
    """See FactStore."""

    def __init__(self) -> None:
        self.values = dict[str, str]()

    async def get(self, name: str) -> str | None:
        """See FactStore."""
        return self.values.get(name)

    async def set(self, name: str, value: str) -> None:
        """See FactStore."""
        self.values[name] = storable(value)


class MemoryCorrections:
    """See CorrectionStore; `kept` are in the order of adding."""

    def __init__(self) -> None:
        self.kept = list[Correction]()

    async def add(self, correction: Correction) -> None:
        """See CorrectionStore."""
        collection, article = storable(correction.collection), storable(correction.article)
        said, created = storable(correction.said), correction.created.astimezone(UTC)
        one = replace(correction, collection=collection, article=article, said=said, created=created)
        same = (one.guild, one.collection, one.article, one.said)
        self.kept = [other for other in self.kept if (other.guild, other.collection, other.article, other.said) != same]
        self.kept.append(one)

    async def remove(self, guild: int, correction_id: str) -> bool:
        """See CorrectionStore."""
        before = self.kept
        self.kept = [one for one in before if (one.guild, one.id) != (guild, correction_id)]
        return len(self.kept) < len(before)

    async def of_server(self, guild: int) -> list[Correction]:
        """See CorrectionStore."""
        return [one for one in self.kept if one.guild == guild]


class MemoryClaims:
    """See ClaimStore."""

    def __init__(self) -> None:
        self.taken = dict[str, datetime]()
        self._held = set[str]()

    async def take(self, key: str) -> bool:
        """See ClaimStore."""
        return self.taken.setdefault(storable(key), now := datetime.now(UTC)) is now

    async def take_all(self, keys: Collection[str]) -> set[str]:
        """See ClaimStore."""
        return {key for key in keys if await self.take(key)}

    async def forget(self, before: datetime) -> None:
        """See ClaimStore."""
        self.taken = {key: taken for key, taken in self.taken.items() if taken >= before}

    @asynccontextmanager
    async def held(self, key: str) -> AsyncIterator[Held]:
        """See ClaimStore."""
        if key in self._held:
            yield False
            return
        self._held.add(key)
        try:
            yield True
        finally:
            self._held.remove(key)


class MemoryQuotedMessages:
    """See QuotedMessageStore."""

    def __init__(self, corrections: MemoryCorrections | None = None) -> None:
        self.kept = dict[tuple[str, str, int], QuotedMessage]()
        self._corrections = corrections or MemoryCorrections()

    async def save(self, messages: Sequence[QuotedMessage]) -> None:
        """See QuotedMessageStore."""
        for one in messages:
            self.kept[one.collection, one.key, one.message] = one

    async def forget(self, collection: str, key: str) -> None:
        """See QuotedMessageStore."""
        self.delete(lambda one: (one.collection, one.key) == (collection, key))
        marked = self._corrections.kept
        unwanted = ("unquoted", collection, key)
        self._corrections.kept = [one for one in marked if (one.kind, one.collection, one.article) != unwanted]

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
        self.reviews = MemoryReviews(self.sent_messages, self.votes)
        self.questions = MemoryQuestions(self.sent_messages, self.votes)
        self.facts = MemoryFacts()
        self.forum_posts = MemoryForumPosts()
        self.corrections = MemoryCorrections()
        self.quoted_messages = MemoryQuotedMessages(self.corrections)
        self.claims = MemoryClaims()

    async def servers(self) -> set[int]:
        """See StateStore."""
        quoted = {one.guild for one in self.quoted_messages.kept.values()}
        posts = {post.guild for post in self.forum_posts.kept.values()}
        quoted |= posts | {one.guild for one in self.corrections.kept}
        return quoted | {*self.settings.saved, *(sent.guild for sent in self._sent() if sent.guild is not None)}

    async def forget_server(self, guild: int) -> None:
        """See StateStore."""
        self.settings.saved.pop(guild, None)
        self.forum_posts.delete(lambda post: post.guild == guild)
        self.corrections.kept = [one for one in self.corrections.kept if one.guild != guild]
        self.facts.values.pop(f"{DIGEST}{guild}", None)
        self.quoted_messages.delete(lambda one: one.guild == guild)
        self._delete({sent.id for sent in self._sent() if sent.guild == guild})

    async def forget_person(self, person: int) -> int:
        """See StateStore."""
        votes = self.votes.delete(lambda vote: vote.person == person)
        posts = self.forum_posts.delete(lambda post: post.author == person)
        return posts + votes + self._delete({sent.id for sent in self._sent() if sent.asker == person})

    async def purge(self, before: datetime) -> int:
        """See StateStore."""
        return self._delete({sent.id for sent in self._sent() if sent.created < before})

    def _sent(self) -> list[SentMessage]:
        return list(self.sent_messages.sent.values())

    def _delete(self, sent_ids: set[str]) -> int:
        for sent_id in sent_ids:
            del self.sent_messages.sent[sent_id]
        self.votes.delete(lambda vote: vote.sent_id in sent_ids)
        return len(sent_ids)


def _stored(quote: SentQuote) -> SentQuote:
    text, plain = storable(quote.text), storable(quote.plain)
    return replace(
        quote, collection=storable(quote.collection), article=storable(quote.article), text=text, plain=plain
    )
