"""Asking, searching and reading, whichever way of the web they come by: within limits, in fair order, and kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TypeVar

from bot.service.access import SHARED
from bot.service.answer_options import DEFAULT, AnswerOptions
from bot.service.collection_reader import CollectionReader, Reply
from bot.service.metrics import Door
from bot.service.rate_limit import RateLimit
from bot.service.records import Kind, SentMessage, SentQuote
from bot.web.question_trace import RefusedQuestionError, traced
from bot.web.services import WebServices
from index.answering.dialogue import Turn
from index.records import PassageHit
from index.retrieval.filters import Wanted
from index.retrieval.query import legible

R = TypeVar("R")
_KINDS: Mapping[Door, Kind] = {"web": "web", "api": "api", "mcp": "mcp"}
LONGEST = 2000  # characters of a question, as in Discord
_NETWORK = 64  # bits of an address of IPv6 that are given to one customer


class EmptyQuestionError(RefusedQuestionError):
    """Nothing was asked."""


class TooManyQuestionsError(RefusedQuestionError):
    """More was asked from one address than it may; `seconds` is after how long it may ask again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"too many questions; ask again in {max(1, round(seconds))} seconds")
        self.seconds = max(1, round(seconds))


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks as far as it matters: by which door, a number for the address or the token, and what may be read.

    `rate_limit` is that of a token that has its own.
    """

    door: Door
    number: int
    collections: tuple[str, ...] = (SHARED,)
    rate_limit: RateLimit | None = None


def asker_of(door: Door, host: str) -> Asker:
    """The asker at an address; of IPv6 all of a network are one."""
    try:
        address = ip_address(host)
        if isinstance(address, IPv6Address):  # which is how some web servers in front write one of IPv4
            address = address.ipv4_mapped or address
        network = ip_network((address, _NETWORK if address.version == 6 else 32), strict=False)
        host = str(network)
    except ValueError:
        pass  # a Unix socket has none
    return Asker(door, int.from_bytes(blake2b(host.encode(), digest_size=8).digest()))


async def ask(
    services: WebServices,
    asker: Asker,
    question: str,
    before: Turn | None = None,
    options: AnswerOptions = DEFAULT,
) -> Reply:
    """Answers a question from the asker's collections, and has it kept.

    Raises EmptyQuestionError, TooManyQuestionsError, and Overloaded of the pool.
    """
    with traced(services.metrics, asker.door) as trace:
        written = _written(question)
        reply = await work(services, asker, lambda reader: reader.answer(asker.collections, written, before, options))
        trace.answered = reply.answer.answered
        took = trace.milliseconds
    services.metrics.count_stages(reply.stages)
    services.question_log.keep(_kept(trace.id, asker, written, reply, took))
    return reply


async def search(
    services: WebServices, asker: Asker, query: str, limit: int, wanted: Wanted | None = None
) -> Sequence[PassageHit]:
    """The best passages for a query. Raises what `ask` does."""
    with traced(services.metrics, asker.door) as trace:
        written = _written(query)
        found = await work(services, asker, lambda reader: reader.search(asker.collections, written, limit, wanted))
        trace.answered = bool(found)
    return found


async def work(services: WebServices, asker: Asker, job: Callable[[CollectionReader], R]) -> R:
    """Has a worker do what takes time, in fair order with all others. Raises TooManyQuestionsError."""
    rate_limit = services.rate_limit if asker.rate_limit is None else asker.rate_limit
    if seconds := rate_limit.take(asker.number):
        raise TooManyQuestionsError(seconds)
    return await services.reading_pool.run(job, server=asker.number, person=asker.number)


def _written(question: str) -> str:
    written = legible(" ".join(question.split()))
    if not written:
        raise EmptyQuestionError("the question is empty; write what you want to know")
    return written


def _kept(sent_id: str, asker: Asker, question: str, reply: Reply, took: float) -> SentMessage:
    answer = reply.answer
    return SentMessage(
        sent_id,
        _KINDS[asker.door],
        guild=None,
        channel=0,
        asker=0,
        question=question,
        context=answer.question,
        answered=answer.answered,
        detail=reply.detail() | {"total_ms": took},
        quotes=tuple(map(SentQuote.of, answer.quotes or answer.closest)),
    )
