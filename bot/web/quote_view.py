"""Quotes and passages as pages show them: each with its source, its addresses and how it is cited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.service.excerpts import has_steps
from bot.service.messages import Messages
from bot.service.text_fragments import address
from bot.web.addresses import Addresses
from bot.web.block_tree import Node, block_tree
from index.records import Excerpt, PassageHit, Quote, Source

_ALSO = 5  # articles that are named


@dataclass(frozen=True, slots=True)
class Linked:
    """A title that leads to its article."""

    title: str
    publisher: str | None
    address: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quote as a page shows it; `details` are what is told of its source behind the title."""

    nodes: tuple[Node, ...]
    before: str
    after: str
    title: str
    details: tuple[str, ...]
    also: tuple[Linked, ...]
    also_more: int
    read: str
    original: str | None
    citation: str


def quote_view(quote: Quote | PassageHit, original: str | None, translate: Messages, addresses: Addresses) -> QuoteView:
    """How a quote is shown; `original` leads to it on the page that its article is from."""
    source, shown = quote.source, quote.shown
    also = tuple(Linked(one.title, one.publisher, addresses.article(one)) for one in quote.also_in[:_ALSO])
    return QuoteView(
        block_tree(shown),
        *_left_out(shown, translate),
        title=source.title,
        details=tuple(_details(quote, translate)),
        also=also,
        also_more=len(quote.also_in) - len(also),
        read=addresses.quote(quote),
        original=original,
        citation=_citation(" ".join(shown.said.split()), source, translate),
    )


def source_details(source: Source, translate: Messages) -> Sequence[str]:
    """Who wrote an article, who published it and when, as far as that is known."""
    published = translate.date(source.published_at) if source.published_at else None
    return [part for part in (source.author, source.publisher, published) if part]


def _details(quote: Quote | PassageHit, translate: Messages) -> Iterator[str]:
    if quote.older:
        yield translate("source-older")
    if locator := quote.shown.locator:
        yield translate(f"locator-{locator.kind}", label=locator.label)
    yield from source_details(quote.source, translate)


def _left_out(excerpt: Excerpt, translate: Messages) -> tuple[str, str]:
    """How many items of its list stand before an excerpt, and how many behind; nothing where there are none."""
    steps = has_steps(excerpt)
    before = translate("excerpt-steps-before" if steps else "excerpt-items-before", count=excerpt.before)
    after = translate("excerpt-steps-after" if steps else "excerpt-items-after", count=excerpt.after)
    return before if excerpt.before else "", after if excerpt.after else ""


def _citation(said: str, source: Source, translate: Messages) -> str:
    """A quote with its source in one line, to be pasted elsewhere."""
    told = (source.title, *source_details(source, translate), address(source.url))
    return f"“{said}” — {', '.join(filter(None, told))}"
