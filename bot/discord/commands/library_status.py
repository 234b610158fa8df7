"""What /library status tells of the articles of a server."""

from collections.abc import Sequence
from functools import partial

from bot.discord.addresses import problem_lines
from bot.discord.request import RequestContext
from bot.discord.ui.layouts import collection_name, lines_layout
from bot.discord.uploads import name_of, reasons, who
from bot.service.access import parse_scope
from bot.service.address_book import AddressBook
from bot.service.collection_reader import CollectionReader
from bot.service.collections import megabytes
from bot.service.messages import Messages
from bot.service.records import QuotedMessage

_MAX_CHANGED = 10


async def tell_status(request: RequestContext) -> None:
    """Tells how many articles a server has and for whom, its addresses, and what was left out or has changed."""
    translate, collections, guild = request.translate, request.services.collections, request.scope.guild or 0
    lines = []
    for name in collections.of_server(guild):
        count, passages = await request.work(partial(_count, name=name))
        scope = parse_scope(name)
        audience = who(scope, translate) if scope else collection_name(name, translate)
        lines.append(translate("library-status-line", who=audience, articles=count, passages=passages))
    empty = translate("library-empty", add=f"{translate('library-name')} {translate('library-add-name')}")
    head, *others = lines or [empty]
    used = megabytes(await request.work(lambda reader: collections.used(guild)))
    limit = megabytes(collections.server_bytes)
    count, passages = await request.work(partial(_count, name=""))
    shared = translate("library-status-line", who=translate("library-status-shared"), articles=count, passages=passages)
    lines = [*others, shared, "-# " + translate("library-status-size", used=used, limit=limit)]
    lines += await request.work(lambda _: _address_lines(AddressBook(collections), guild, translate))
    if left_out := await request.work(lambda reader: collections.left_out(guild)):
        lines += [translate("library-left-out"), *reasons(left_out, translate)]
    lines += _changed(await request.services.state.quoted_messages.of_server(guild), translate)
    await request.show(lines_layout(head, lines))


def _changed(messages: Sequence[QuotedMessage], translate: Messages) -> list[str]:
    """The quoted messages that were edited since, and those that the bot may no longer read."""
    lines = list[str]()
    for standing in ("edited", "unseen"):
        urls = [one.url for one in messages if one.standing == standing]
        if urls:
            lines += [translate(f"quoted-{standing}", count=len(urls)), *(f"• {url}" for url in urls[:_MAX_CHANGED])]
    return lines


def _count(reader: CollectionReader, name: str) -> tuple[int, int]:
    listing = reader.listing([name])
    return len(listing), sum(passages for _, passages in listing)


def _address_lines(book: AddressBook, guild: int, translate: Messages) -> list[str]:
    """A line for each address of a server, and below it what of it could not be read."""
    lines = list[str]()
    for name, _, one in book.listed(guild):
        scope = parse_scope(name)
        values: dict[str, str | float] = {"address": name_of(one.name), "articles": one.articles}
        values["who"] = who(scope, translate) if scope else ""
        if one.looked_at is None or one.next_at is None:
            lines.append(translate("library-address-waits", **values))
            continue
        looked, upcoming = (f"<t:{int(at)}:R>" for at in (one.looked_at, one.next_at))
        key = "library-address-fails" if one.failures else "library-address-line"
        lines.append(translate(key, looked=looked, next=upcoming, failures=one.failures, **values))
        lines += problem_lines(one.problems, translate)
    return [translate("library-addresses"), *lines] if lines else []
