"""Articles made of what people wrote in a chat: of a message, or of a conversation.

What reads them is imported when first needed, as it is for files.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.service.records import QuotationKind, QuotedMessage
from index.records import Article

if TYPE_CHECKING:
    from index.ingest.readers.document import TextBlock

MESSAGES = "https://discord.com/channels/"
"""What the addresses of messages begin with."""

Named = Mapping[int, str]
"""What people are called, by their ids."""


@dataclass(frozen=True, slots=True)
class WrittenMessage:
    """A message as it was written, in Discord's markup; `written_at` is ISO 8601.

    `people` are those that it mentions, `roles` and `channels` by their ids what it mentions of these; `answers` is the
    id of the message that it is a reply to.
    """

    id: int
    channel: int
    author: int
    written_at: str
    text: str
    people: Named
    roles: Named
    channels: Named
    edited_at: str = ""
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class Chat:
    """What an article is made of, and where: `publisher` is what the server is called."""

    kind: QuotationKind
    place: int
    guild: int
    title: str
    publisher: str
    parent: int | None = None
    """The channel around the thread in which it stands."""


def quoted(chat: Chat, collection: str, messages: Sequence[WrittenMessage]) -> list[QuotedMessage]:
    """What is kept of the messages of an article."""
    return [
        QuotedMessage(
            chat.kind,
            chat.place,
            collection,
            one.id,
            chat.guild,
            one.channel,
            one.author,
            chat.parent,
            edited_at=one.edited_at,
        )
        for one in messages
    ]


def beginning(message: WrittenMessage) -> str:
    """The first words of a message, which stand for a title; empty where it says nothing."""
    from index.ingest.readers.exports.conversations import beginning

    first = next((line for line in _markdown(message, message.people).splitlines() if line.strip()), "")
    return beginning(first)


def message_article(chat: Chat, message: WrittenMessage) -> Article | None:
    """The article of one message, whose author it does not name; None where the message says nothing."""
    from index.ingest.readers.document import text_blocks
    from index.ingest.readers.markup.markdown import read_markdown

    return _article(chat, text_blocks(read_markdown(_markdown(message, message.people))), message)


def conversation_article(
    chat: Chat, messages: Sequence[WrittenMessage], agreed: Named, unnamed: Callable[[int], str]
) -> Article | None:
    """The article of a conversation, None where it says nothing.

    Its speakers are called what they `agreed` to be named, others by what `unnamed` gives for a number from 1 on.
    """
    from index.ingest.readers.exports.conversations import Message, answering, conversation

    numbered = dict.fromkeys(one.author for one in messages if one.author not in agreed)
    speakers = {**agreed, **{author: unnamed(number) for number, author in enumerate(numbered, 1)}}
    said = [
        Message(
            str(one.id),
            speakers[one.author],
            one.written_at[:10],
            _markdown(one, {**one.people, **speakers}),
            str(one.answers or ""),
        )
        for one in messages
    ]
    if not said:
        return None
    return _article(chat, conversation(answering(said) if chat.kind == "thread" else said), messages[0])


def named(article: Article, author: str | None) -> Article:
    """The same article with its author named, or no longer."""
    return replace(article, source=replace(article.source, author=author, path=None))


def _markdown(message: WrittenMessage, people: Named) -> str:
    from index.ingest.readers.exports.discord_markup import Names, as_markdown

    by_kind = ({str(key): name for key, name in names.items()} for names in (people, message.roles, message.channels))
    return as_markdown(message.text, Names(*by_kind))


def _article(chat: Chat, blocks: "Sequence[TextBlock]", first: WrittenMessage) -> Article | None:
    from index.ingest.readers.base import EmptyError
    from index.ingest.readers.document import Document, make_article

    key = f"{chat.kind}-{chat.place}"
    fields = {
        "id": key,
        "publisher": chat.publisher,
        "date": first.written_at,
        "url": f"{MESSAGES}{chat.guild}/{first.channel}/{first.id}",
    }
    try:
        article = make_article(Document(tuple(blocks), chat.title, fields), key, key, key)
    except EmptyError:
        return None
    return replace(article, source=replace(article.source, path=None))
