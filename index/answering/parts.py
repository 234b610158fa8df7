"""A question of several parts, each answered by itself, as one answer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.answering.confidence import level
from index.records import Answer, Excerpt, Quote, Span


def join(whole: Answer, parts: Sequence[tuple[str, Answer]], most: int) -> Answer:
    """What answers the parts of a question, in their order; the parts left open are told.

    `whole` is the answer to all of it at once, and stands where no part is answered; where it does not answer, one part
    must be sure, as among several one is easily taken for an answer. `parts` are the words by which each is told, with
    its answer. The best quote of each part is there, and further ones of any up to `most` in all. It is as sure as the
    part that is least so.
    """
    answered = [answer.confidence for _, answer in parts if answer.answered]
    if not answered or not (whole.answered or level(max(answered)) == "sure"):
        return whole
    return replace(
        whole,
        answered=True,
        confidence=min(answered),
        quotes=_chosen([answer.quotes for _, answer in parts], most),
        closest=(),
        missing=(),
        open=tuple(words for words, answer in parts if not answer.answered),
    )


def _chosen(parts: Sequence[Sequence[Quote]], most: int) -> tuple[Quote, ...]:
    """The quotes to show of those of each part; one that holds what answers in another stands for both."""
    ranked = [(rank, part, quote) for part, quotes in enumerate(parts) for rank, quote in enumerate(quotes)]
    chosen = dict[tuple[int, int], Quote]()  # by part and rank
    for rank, part, quote in sorted(ranked, key=lambda one: one[:2]):
        same = next((place for place, other in chosen.items() if _holds(other, quote) or _holds(quote, other)), None)
        if same is not None:
            chosen[same] = _together(chosen[same], quote)
        elif rank == 0 or len(chosen) < most:
            chosen[part, rank] = quote
    return tuple(chosen[place] for place in sorted(chosen))


def _holds(one: Quote, other: Quote) -> bool:
    """Whether a quote has the sentences that answer in another."""
    start, end = one.span
    return one.source == other.source and all(
        start <= mark.start and mark.end <= end for mark in other.highlights or (other.span,)
    )


def _together(one: Quote, other: Quote) -> Quote:
    """The one of two quotes that holds what answers in the other, with that marked as well."""
    kept, held = (one, other) if _holds(one, other) else (other, one)
    highlights = tuple(sorted({*kept.highlights, *held.highlights}))
    if kept.excerpt is None:
        return replace(kept, highlights=highlights)
    bold = tuple(sorted({*kept.excerpt.bold, *_found(held.shown, kept.excerpt)}))
    return replace(kept, highlights=highlights, excerpt=replace(kept.excerpt, bold=bold))


def _found(held: Excerpt, kept: Excerpt) -> Iterator[Span]:
    """Where what is bold in one excerpt stands in another of the same article."""
    for mark in held.bold:
        words = held.text[mark.start : mark.end]
        start = kept.text.find(words)
        if start >= 0:
            yield Span(start, start + len(words))
