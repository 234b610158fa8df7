"""What all answers share, however they were asked for: how they are to be, their links, and what is kept of them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from bot.discord.request import RequestContext
from bot.discord.ui.layouts import Layout
from bot.service.answer_options import AnswerOptions
from bot.service.article_links import ArticleLinks
from bot.service.collection_reader import CollectionReader, Reply
from bot.service.filters import Published
from bot.service.messages import Messages
from bot.service.records import SentMessage, SentQuote

AnswerKind = Literal["answer", "post", "check"]
"""Kinds of what is sent in answer to something."""
TIMES = ("stages", "queue_ms", "total_ms")
"""What is kept of an answer of how long it took: its stages, its time in the queue, and all until it could be shown."""
NO_FILTERS: Mapping[str, str] = MappingProxyType({})


async def options_of(request: RequestContext, only: Published | None = None) -> AnswerOptions:
    """How answers are to be where something is asked, quoted from no other articles than these."""
    settings = await request.settings()
    return AnswerOptions(settings.caution, settings.max_quotes, only, await request.corrections())


def linked(reader: CollectionReader, reply: Reply, links: ArticleLinks) -> list[str | None]:
    """Where the quotes of an answer are read in their articles, where they can be."""
    quotes = reply.answer.quotes
    return [links.public(quote.source, quote.span, quote.text) or reader.link_to(quote) for quote in quotes]


def told_filters(filters: Mapping[str, str], translate: Messages) -> str:
    """What a question was limited to, by the names of its options."""
    told = {**filters}
    if "language" in told:
        told["language"] = translate.language_name(told["language"])
    return ", ".join(f"{translate(f'ask-{name}-name')}: {value}" for name, value in told.items())


async def kept(
    request: RequestContext,
    kind: AnswerKind,
    question: str,
    reply: Reply,
    private: bool,
    filters: Mapping[str, str] = NO_FILTERS,
) -> SentMessage:
    """Keeps what the buttons of an answer refer to; of a message of somebody else's, not its words."""
    quotes = reply.answer.quotes or reply.answer.closest
    times = {"queue_ms": round(request.trace.queued_ms, 1), "total_ms": request.trace.elapsed_ms}
    request.services.metrics.count_stages(reply.stages)
    sent = request.sent_message(
        kind,
        private=private,
        question="" if kind == "check" else question,
        context=reply.answer.question if kind != "check" else "",
        answered=reply.answer.answered,
        detail=reply.detail() | times | ({"filters": dict(filters)} if filters else {}),
        quotes=tuple(map(SentQuote.of, quotes)),
    )
    await request.services.state.sent_messages.add(sent)
    return sent


async def show(request: RequestContext, sent: SentMessage, layout: Layout) -> None:
    """Shows an answer, and notes which message of the chat shows it by now."""
    store, message = request.services.state.sent_messages, await request.show(layout)
    if message is None:
        await store.forget(sent.id)
    else:
        await store.set_message(sent.id, message)
    if request.replaces is not None:
        await store.forget(request.replaces.id)
