"""What is reviewed of the answers given in a server: put together by question, and held against the articles now.

Who reads it is asked for by which collections they may read: what was quoted from others is left out.
"""

from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.service.collection_reader import CollectionReader
from bot.service.question_groups import group
from bot.service.quote_context import find
from bot.service.records import ReviewedAnswer, ReviewFilter, SentQuote
from bot.service.state_store import ReviewStore

_MAX_QUESTIONS = 300  # different ones that are compared, each embedded in some 10 ms
_EXCERPT = 200  # characters of a question

Together = tuple[ReviewedAnswer, ...]
"""Answers to what asks the same, one at least; the first tells how that was asked most often."""
Readable = Callable[[Iterable[SentQuote]], Awaitable[Collection[str]]]
"""Tells which of the collections that are quoted may be read."""
Titles = dict[tuple[str, str], str]
"""What articles are called, by collection and id."""


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to be reviewed of each kind, and how many answers are left out of it."""

    unanswered: list[ReviewedAnswer]
    down: list[ReviewedAnswer]
    quoting: list[ReviewedAnswer]
    """Answers that quote, of which `changed` gives those to be reviewed."""
    hidden: int


async def find_answers(store: ReviewStore, guild: int, since: datetime, readable: Readable) -> Found:
    """The answers given in a server since a moment, less those that quote what may not be read."""
    down, quoting = await store.voted_down(guild, since), await store.quoting(guild, since)
    every = {one.id: one for one in (*down, *quoting)}
    names = await readable(quote for one in every.values() for quote in one.quotes)
    shown = {one.id for one in every.values() if may_review(one, names)}
    return Found(
        await store.unanswered(guild, since),
        [one for one in down if one.id in shown],
        [one for one in quoting if one.id in shown],
        sum(one.id not in shown for one in down),
    )


def may_review(answer: ReviewedAnswer, names: Collection[str]) -> bool:
    """Whether all that an answer quotes is of these collections."""
    return not answer.answered or all(quote.collection in names for quote in answer.quotes)


def changed(
    reader: CollectionReader, answers: Iterable[ReviewedAnswer], between: tuple[datetime, datetime] | None = None
) -> list[ReviewedAnswer]:
    """The answers with a quote that no longer stands in its article, or whose article is gone.

    Where two moments are given, of articles alone that changed from the first on and before the second, as far as what
    they said before is kept.
    """
    kept = list(answers)
    of_article = defaultdict[tuple[str, str], set[SentQuote]](set)
    for quote in (quote for one in kept for quote in one.quotes):
        of_article[quote.collection, quote.article].add(quote)
    lost = set[SentQuote]()
    for place, quotes in of_article.items():  # each article is read once
        if between and not any(between[0] <= one.replaced_at < between[1] for one in reader.editions(*place)):
            continue
        article = reader.article(*place)
        lost |= {quote for quote in quotes if article is None or find(quote, article) is None}
    return [one for one in kept if any(quote in lost for quote in one.quotes)]


def together(reader: CollectionReader, kind: ReviewFilter, answers: Sequence[ReviewedAnswer]) -> list[Together]:
    """Answers put together by question, those asked most often first; those without one also where they are alike.

    Of very many different questions those asked most seldom are not compared with the others, and stand behind them.
    """
    asked = defaultdict[str, list[ReviewedAnswer]](list)
    for one in answers:
        asked[one.question[:_EXCERPT] if kind == "unanswered" else one.question.casefold()].append(one)
    counts = Counter({words: len(those) for words, those in asked.items()})
    if kind != "unanswered" or not counts:
        return [tuple(asked[words]) for words, _ in counts.most_common()]
    ranked = counts.most_common()
    commonest = dict(ranked[:_MAX_QUESTIONS])
    groups = [one.questions for one in group(commonest, reader.embed(list(commonest)))]
    groups += [(words,) for words, _ in ranked[_MAX_QUESTIONS:]]
    return [tuple(answer for words in questions for answer in asked[words]) for questions in groups]


def titles(reader: CollectionReader, answers: Iterable[ReviewedAnswer]) -> Titles:
    """What the articles are called now that answers quote, less those that are gone."""
    found: Titles = {}
    for place in {(quote.collection, quote.article) for one in answers if one.answered for quote in one.quotes}:
        if article := reader.article(*place):
            found[place] = article.source.title
    return found


def titles_of(group_: Together, known: Titles) -> list[str]:
    """What the articles are called that answers quote, as far as that is known, each once."""
    places = ((quote.collection, quote.article) for one in group_ if one.answered for quote in one.quotes)
    return list(dict.fromkeys(known[place] for place in places if place in known))
