"""The tables of what the bot keeps, the same in SQLite and PostgreSQL; migrations/ has how they came about."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    literal,
)
from sqlalchemy import text as sql_text

from bot.service.state_store import storable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)  # a datetime's own precision, so that it comes back as it was
_NUMBER = BigInteger().with_variant(Integer(), "sqlite")  # whose integers have 64 bits, too
# Texts are told apart and sorted by their code points, whatever the database's own order is.
_TEXT = Text().with_variant(Text(collation="C"), "postgresql")


class Words(TypeDecorator[str]):
    """A text, made storable."""

    impl = _TEXT
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: object) -> str | None:
        """See TypeDecorator."""
        return None if value is None else storable(value)


class Json(TypeDecorator[Any]):
    """Whatever JSON can say, and Python's json beside, as a text: PostgreSQL's own JSON has no NUL and no infinity."""

    impl = _TEXT
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: object) -> str:
        """See TypeDecorator."""
        return json.dumps(value)

    def process_result_value(self, value: str | None, dialect: object) -> Any:
        """See TypeDecorator."""
        return None if value is None else json.loads(value)


class Flag(TypeDecorator[bool]):
    """A truth value, as SQLite has it: 0 or 1."""

    impl = _NUMBER
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: object) -> int | None:
        """See TypeDecorator."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: object) -> bool:
        """See TypeDecorator."""
        return bool(value)


class Moment(TypeDecorator[datetime]):
    """An aware moment, in microseconds since 1970; it comes back in UTC."""

    impl = _NUMBER
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> int | None:
        """See TypeDecorator."""
        return None if value is None else (value - _EPOCH) // _TICK

    def process_result_value(self, value: int | None, dialect: object) -> datetime | None:
        """See TypeDecorator."""
        return None if value is None else moment(value)


def moment(stored: int) -> datetime:
    """A moment as it was before it was stored, in UTC."""
    return _EPOCH + stored * _TICK


YES, NO = literal(True, Flag), literal(False, Flag)
"""What a column of truth values is compared with."""


def _words(name: str, **options: Any) -> Column[str]:
    return Column(name, Words, nullable=False, **options)


def _number(name: str, **options: Any) -> Column[int]:
    return Column(name, _NUMBER, **{"nullable": False, "autoincrement": False, **options})


def _sent() -> Column[str]:
    return Column("shown", Words, ForeignKey("shown.id", ondelete="CASCADE"), primary_key=True)


TABLES = MetaData()
fact = Table("fact", TABLES, _words("name", primary_key=True), _words("value"), sqlite_with_rowid=False)
server = Table("server", TABLES, _number("guild", primary_key=True), _words("settings"))
shown = Table(
    "shown",
    TABLES,
    _number("number", primary_key=True, autoincrement=True),
    _words("id", unique=True),
    _words("kind"),
    _number("guild", nullable=True),
    _number("channel"),
    _number("asker"),
    Column("private", Flag, nullable=False),
    _words("question"),
    _words("context"),
    Column("answered", Flag, nullable=False),
    Column("detail", Json, nullable=False),
    _number("message", nullable=True),
    Column("created", Moment, nullable=False),
    _number("asked_by", nullable=True),
    Index("shown_message", "message"),
    Index("shown_talk", "channel", "asker", "created"),
    Index("shown_asker", "asker"),
    Index("shown_guild", "guild", "created"),
    Index("shown_created", "created"),
    Index("shown_asked_by", "asked_by"),
)
quote = Table(
    "quote",
    TABLES,
    _sent(),
    _number("position", primary_key=True),
    _words("collection"),
    _words("article"),
    _number("first"),
    _number("past"),
    _words("text"),
    Column("highlights", Json, nullable=False),
    _words("plain", server_default=""),
    Column("older", Flag, nullable=False, server_default=sql_text("0")),
    Index("quote_article", "collection", "article"),
    sqlite_with_rowid=False,
)
vote = Table(
    "vote",
    TABLES,
    _sent(),
    _number("person", primary_key=True),
    Column("up", Flag, nullable=False),
    _words("reason", server_default=""),
    _words("remark", server_default=""),
    Index("vote_person", "person"),
    sqlite_with_rowid=False,
)
quoted = Table(
    "quoted",
    TABLES,
    _words("collection", primary_key=True),
    _words("kind", primary_key=True),
    _number("place", primary_key=True),
    _number("message", primary_key=True),
    _number("guild"),
    _number("channel"),
    _number("author"),
    _number("parent", nullable=True),
    Column("agreed", Flag, nullable=False),
    _number("notice", nullable=True),
    _words("edited_at"),
    _words("standing"),
    Index("quoted_message", "message"),
    Index("quoted_guild", "guild"),
    Index("quoted_channel", "channel"),
    Index("quoted_parent", "parent"),
    Index("quoted_place", "place"),
    sqlite_with_rowid=False,
)
post = Table(
    "post",
    TABLES,
    _number("thread", primary_key=True),
    _number("guild"),
    _number("forum"),
    _number("author"),
    _words("title"),
    Column("solved", Flag, nullable=False),
    Index("post_forum", "forum", "solved"),
    Index("post_guild", "guild"),
    Index("post_author", "author"),
)
correction = Table(
    "correction",
    TABLES,
    _number("number", primary_key=True, autoincrement=True),
    _words("id", unique=True),
    _number("guild"),
    _words("kind"),
    _words("collection"),
    _words("article"),
    _words("said"),
    _words("newer_collection"),
    _words("newer_article"),
    Column("created", Moment, nullable=False),
    Index("correction_guild", "guild", "number"),
)
claim = Table(
    "claim",
    TABLES,
    _words("key", primary_key=True),
    Column("taken", Moment, nullable=False),
    Index("claim_taken", "taken"),
    sqlite_with_rowid=False,
)
