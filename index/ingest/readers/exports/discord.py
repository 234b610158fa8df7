"""What DiscordChatExporter writes of a channel: an article a day, or one of a whole thread."""

from collections.abc import Iterator

import msgspec

from index.ingest.readers.article_tables import TableFile
from index.ingest.readers.base import Problem, ProblemKind, UnreadableError
from index.ingest.readers.document import Document, make_article
from index.ingest.readers.exports.conversations import NO_MESSAGES, Message, answering, by_day, conversation
from index.ingest.readers.exports.discord_markup import Names, as_markdown
from index.records import Article

_SAID = frozenset({"Default", "Reply", "ThreadStarterMessage"})


class _Guild(msgspec.Struct, frozen=True):
    id: str
    name: str = ""


class _Channel(msgspec.Struct, frozen=True):
    id: str
    name: str
    type: str = ""


class _Person(msgspec.Struct, frozen=True, rename="camel"):
    id: str
    name: str = ""
    nickname: str | None = None
    is_bot: bool = False

    @property
    def shown(self) -> str:
        return self.nickname or self.name


class _Reference(msgspec.Struct, frozen=True, rename="camel"):
    message_id: str | None = None


class _Message(msgspec.Struct, frozen=True):
    id: str
    timestamp: str
    author: _Person
    type: str = "Default"
    content: str = ""
    mentions: tuple[_Person, ...] = ()
    reference: _Reference | None = None

    @property
    def text(self) -> str:
        return as_markdown(self.content, Names({person.id: person.shown for person in self.mentions}))


class _Export(msgspec.Struct, frozen=True):
    guild: _Guild
    channel: _Channel
    messages: list[_Message]


def discord_articles(content: object, file: TableFile) -> Iterator[Article | Problem] | None:
    """The articles of an export, without what bots and the system said; None of what is no export."""
    if not (isinstance(content, dict) and content.keys() >= {"guild", "channel", "messages"}):
        return None
    try:
        return _articles(msgspec.convert(content, _Export), file)
    except msgspec.ValidationError as error:
        raise UnreadableError(f"is not what DiscordChatExporter writes ({error}); export it anew") from None


def _articles(export: _Export, file: TableFile) -> Iterator[Article | Problem]:
    messages = [
        Message(
            one.id,
            one.author.shown,
            one.timestamp[:10],
            one.text,
            (one.reference and one.type == "Reply" and one.reference.message_id) or "",
        )
        for one in export.messages
        if one.type in _SAID and not one.author.is_bot and one.content.strip()
    ]
    if not messages:
        yield Problem(str(file.path), NO_MESSAGES, kind=ProblemKind.EMPTY)
        return
    channel = export.channel
    is_thread = "Thread" in channel.type
    parts = {messages[0].day: answering(messages)} if is_thread else by_day(messages)
    for day, said in parts.items():
        fields = {
            "id": channel.id if is_thread else f"{channel.id}/{day}",
            "publisher": export.guild.name,
            "date": day,
            "url": f"https://discord.com/channels/{export.guild.id}/{channel.id}/{said[0].id}",
        }
        title = channel.name if is_thread else f"#{channel.name}, {day}"
        if blocks := conversation(said):
            yield make_article(Document(blocks, title, fields), str(file.path), file.name, file.path.stem)
