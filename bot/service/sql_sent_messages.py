"""The messages that the bot sent, with their quotes, in its tables."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, insert, select, update

from bot.service.records import Kind, SentMessage, SentQuote
from bot.service.sql_rows import QUOTE, quote_of
from bot.service.state_database import StateDatabase
from bot.service.state_tables import NO, Words, quote, shown
from index.records import Span

_COLUMNS = [column for column in shown.columns if column.name != "number"]
_NEWEST = (shown.c.created.desc(), shown.c.number.desc())
_IDS = bindparam("ids", expanding=True, type_=Words)
_QUOTES = select(quote.c.shown, *QUOTE).where(quote.c.shown.in_(_IDS)).order_by(quote.c.position)
_TOGETHER = 1000  # of as many as a statement may have values


def _chosen(*wanted: ColumnElement[bool]) -> Select[Any]:
    return select(*_COLUMNS).where(*wanted).order_by(*_NEWEST)


_BY_ID = _chosen(shown.c.id == bindparam("sent_id")).limit(1)
_OF_MESSAGE = _chosen(shown.c.message == bindparam("message")).limit(1)
_ANSWERS_TO = _chosen(shown.c.asked_by == bindparam("message"))
_OF_KIND = _chosen(shown.c.kind == bindparam("kind"))


class SqlSentMessages:
    """See SentMessageStore."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    async def add(self, sent: SentMessage) -> None:
        """See SentMessageStore."""
        row = {column.name: getattr(sent, column.name) for column in _COLUMNS}
        quotes = [_row(sent.id, position, one) for position, one in enumerate(sent.quotes)]

        def add(connection: Connection) -> None:
            connection.execute(insert(shown), row)
            if quotes:
                connection.execute(insert(quote), quotes)

        await self._database.write(add)

    async def set_message(self, sent_id: str, message: int) -> None:
        """See SentMessageStore."""
        await self._update(sent_id, message=message)

    async def change(self, sent_id: str, kind: Kind, detail: dict[str, Any]) -> None:
        """See SentMessageStore."""
        await self._update(sent_id, kind=kind, detail=detail)

    async def mark(self, sent_id: str, name: str) -> bool:
        """See SentMessageStore."""

        def mark(connection: Connection) -> bool:
            detail = _detail_to_change(connection, sent_id)
            if detail is None or name in detail:
                return False
            connection.execute(update(shown).where(shown.c.id == sent_id).values(detail={**detail, name: True}))
            return True

        return await self._database.write(mark)

    async def unmark(self, sent_id: str, name: str) -> None:
        """See SentMessageStore."""

        def unmark(connection: Connection) -> None:
            if (detail := _detail_to_change(connection, sent_id)) and name in detail:
                left = {key: value for key, value in detail.items() if key != name}
                connection.execute(update(shown).where(shown.c.id == sent_id).values(detail=left))

        await self._database.write(unmark)

    async def of_kind(self, kind: Kind) -> list[SentMessage]:
        """See SentMessageStore."""
        return (await self._those(_OF_KIND, kind=kind))[::-1]

    async def get(self, sent_id: str) -> SentMessage | None:
        """See SentMessageStore."""
        return next(iter(await self._those(_BY_ID, sent_id=sent_id)), None)

    async def of_message(self, message: int) -> SentMessage | None:
        """See SentMessageStore."""
        return next(iter(await self._those(_OF_MESSAGE, message=message)), None)

    async def answers_to(self, message: int) -> list[SentMessage]:
        """See SentMessageStore."""
        return await self._those(_ANSWERS_TO, message=message)

    async def forget(self, sent_id: str) -> None:
        """See SentMessageStore."""
        await self._database.erase(lambda connection: connection.execute(delete(shown).where(shown.c.id == sent_id)))

    async def last_answer(
        self, channel: int, asker: int, since: datetime, private: bool = True, until: datetime | None = None
    ) -> SentMessage | None:
        """See SentMessageStore."""
        wanted = [shown.c.channel == channel, shown.c.asker == asker, shown.c.kind == "answer", shown.c.created > since]
        if not private:
            wanted.append(shown.c.private == NO)
        if until is not None:
            wanted.append(shown.c.created < until)
        return next(iter(await self._those(_chosen(*wanted).limit(1))), None)

    async def quotes(self, collection: str, article: str, asker: int) -> list[SentQuote]:
        """See SentMessageStore."""
        of_article = (quote.c.collection == collection, quote.c.article == article, shown.c.asker == asker)
        theirs = select(*QUOTE).join(shown, shown.c.id == quote.c.shown).where(*of_article)
        ordered = theirs.order_by(*_NEWEST, quote.c.position)
        every = await self._database.read(lambda connection: [quote_of(row) for row in connection.execute(ordered)])
        distinct: dict[Span, SentQuote] = {}
        for one in every:
            distinct.setdefault(Span(one.start, one.end), one)
        return list(distinct.values())

    async def _update(self, sent_id: str, **values: Any) -> None:
        changed = update(shown).where(shown.c.id == sent_id).values(values)
        await self._database.write(lambda connection: connection.execute(changed))

    async def _those(self, chosen: Select[Any], **values: Any) -> list[SentMessage]:
        def found(connection: Connection) -> list[SentMessage]:
            rows = connection.execute(chosen, values).mappings().all()
            quotes = defaultdict[str, list[SentQuote]](list)
            for start in range(0, len(rows), _TOGETHER):
                ids = [row["id"] for row in rows[start : start + _TOGETHER]]
                for sent_id, *row in connection.execute(_QUOTES, {"ids": ids}):
                    quotes[sent_id].append(quote_of(row))
            return [SentMessage(**row, quotes=tuple(quotes[row["id"]])) for row in rows]

        return await self._database.read(found)


def _row(sent_id: str, position: int, one: SentQuote) -> dict[str, Any]:
    article = {"collection": one.collection, "article": one.article, "first": one.start, "past": one.end}
    said = {"text": one.text, "highlights": one.highlights, "plain": one.plain, "older": one.older}
    return {"shown": sent_id, "position": position, **article, **said}


def _detail_to_change(connection: Connection, sent_id: str) -> dict[str, Any] | None:
    """A sent message's detail, which nobody else changes until the transaction ends; None where it was forgotten."""
    wanted = select(shown.c.detail).where(shown.c.id == sent_id).with_for_update()
    detail: dict[str, Any] | None = connection.execute(wanted).scalar_one_or_none()
    return detail
