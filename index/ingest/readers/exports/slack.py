"""What Slack exports: a folder a channel, in it a file a day; an article a day, and one of each thread."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Annotated, NamedTuple

import msgspec

from index.ingest.readers.article_tables import TableFile
from index.ingest.readers.base import Problem, ProblemKind, UnreadableError
from index.ingest.readers.document import Document, make_article
from index.ingest.readers.exports.conversations import NO_MESSAGES, Message, beginning, by_day, conversation
from index.json_decoding import from_json
from index.records import Article

USERS = "users.json"
_SAID = frozenset({"", "thread_broadcast", "me_message", "file_share"})
_LONGEST = 50_000_000  # bytes of a list of users
_BRACKETS = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_BOLD = re.compile(r"(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])")


class _Profile(msgspec.Struct, frozen=True):
    display_name: str = ""
    real_name: str = ""


class _User(msgspec.Struct, frozen=True):
    id: str
    name: str = ""
    profile: _Profile = _Profile()

    @property
    def shown(self) -> str:
        return self.profile.display_name or self.profile.real_name or self.name


class _Message(msgspec.Struct, frozen=True):
    ts: Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,11}\.[0-9]+$")]  # seconds since 1970
    type: str = "message"
    subtype: str | None = None
    user: str | None = None
    bot_id: str | None = None
    text: str = ""
    thread_ts: str | None = None
    user_profile: _Profile | None = None


class Day(NamedTuple):
    """The messages of a file, and the channel that they are of."""

    channel: str
    messages: list[_Message]


Users = dict[str, str]
"""The names of people by their ids."""


def read_users(data: bytes) -> Users:
    """The names in a list of users. Raises UnreadableError where it is none."""
    try:
        return {user.id: user.shown for user in from_json(data, list[_User])}
    except msgspec.DecodeError as error:
        raise UnreadableError(f"is not what Slack exports ({error}); export it anew") from None


def read_day(content: object, channel: str) -> Day | None:
    """The messages of a day; None of what Slack has not written."""
    is_export = isinstance(content, list) and all(
        isinstance(one, dict) and one.get("type") == "message" and isinstance(one.get("ts"), str) for one in content
    )
    if not is_export or not content:
        return None
    try:
        return Day(channel, msgspec.convert(content, list[_Message]))
    except msgspec.ValidationError as error:
        raise UnreadableError(f"is not what Slack exports ({error}); export it anew") from None


def slack_day(content: object, file: TableFile) -> Iterator[Article | Problem] | None:
    """The articles of a file of an export that was unpacked; None of what Slack has not written."""
    day = read_day(content, file.path.parent.name)
    if day is None:
        return None
    users, listed = Users(), file.path.parent.parent / USERS
    with suppress(OSError, UnreadableError), listed.open("rb") as opened:
        users |= read_users(opened.read(_LONGEST))
    return slack_articles([day], users, file)


def slack_articles(days: Iterable[Day], users: Users, file: TableFile) -> Iterator[Article | Problem]:
    """The articles of channels, each with all of its days, without what programs said."""
    channels = dict[str, list[Message]]()
    for channel, messages in days:
        of_people = (one for one in messages if (one.subtype or "") in _SAID and not one.bot_id and one.text.strip())
        channels.setdefault(channel, []).extend(_message(one, users) for one in of_people)
    if not any(channels.values()):
        yield Problem(str(file.path), NO_MESSAGES, kind=ProblemKind.EMPTY)
    for channel, said in channels.items():
        said.sort(key=lambda message: message.id)
        threads = {one.answers for one in said if one.answers}
        begun = {one.id: one for one in said if one.id in threads}
        for ts, first in begun.items():
            thread = [first, *(one for one in said if one.answers == ts)]
            yield from _article(file, f"{channel}/{ts}", beginning(first.text), first.day, thread)
        apart = [one for one in said if one.id not in begun and one.answers not in begun]
        for date, of_day in by_day(apart).items():
            yield from _article(file, f"{channel}/{date}", f"#{channel}, {date}", date, of_day)


def _article(file: TableFile, key: str, title: str, day: str, messages: Sequence[Message]) -> Iterator[Article]:
    if blocks := conversation(messages):
        document = Document(blocks, title, {"id": key, "date": day})
        yield make_article(document, str(file.path), file.name, file.path.stem)


def _message(message: _Message, users: Users) -> Message:
    profile = message.user_profile or _Profile()
    user = message.user or ""
    author = users.get(user) or profile.display_name or profile.real_name or user or "somebody"
    day = datetime.fromtimestamp(float(message.ts), UTC).date().isoformat()
    answers = message.thread_ts if message.thread_ts and message.thread_ts != message.ts else ""
    return Message(message.ts, author, day, _markdown(message.text, users), answers)


def _markdown(text: str, users: Users) -> str:
    """What Slack marks up, as Markdown: names for ids, labels for links; entities are the same in both."""

    def shown(match: re.Match[str]) -> str:
        sign, target, label = match[1], match[2], match[3] or ""
        if sign == "@":
            return f"@{users.get(target) or label or target}"
        if sign == "#":
            return f"#{label or target}"
        if sign == "!":
            return label or f"@{target.split('^')[0]}"
        return label or target.removeprefix("mailto:")

    return _BOLD.sub(r"**\1**", _BRACKETS.sub(shown, text))
