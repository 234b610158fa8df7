"""Which windows become quotes: the best that neither repeat nor tell the same, nor are to be left out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from index.answering.agreement import confirms, disagree, is_about_the_same, repeats, tell_the_same, versions
from index.answering.corrections import Withheld
from index.answering.quotes import make_quote
from index.answering.standing import Standing
from index.answering.windows import Window
from index.reading import source_span
from index.records import Quote, Source, Span
from index.retrieval.candidates import Candidate, SearchResult
from index.retrieval.weights import Weights

MAX_QUOTES = 3
_FURTHER = 60  # words of each quote after the first


@dataclass(slots=True)
class QuoteChoice:
    """Chooses among the windows of a result; `before` gives the sentence that stands right before a passage."""

    result: SearchResult
    standing: Standing
    withheld: Withheld
    before: Callable[[Candidate], Span | None]
    weights: Weights
    _everywhere: list[Candidate] = field(init=False)
    _chosen: list[tuple[Window, Quote]] = field(init=False, default_factory=list)
    _seen: set[int] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        found = self.result.candidates
        self._everywhere = [one for candidate in found for one in (candidate, *candidate.near_duplicates)]

    def shown_of(self, window: Window) -> Source:
        """The article that a window would be quoted of."""
        return self._versions(window)[0].source

    def of(self, ranked: Sequence[Window]) -> list[tuple[Window, Quote]]:
        """The windows that are quoted, with the articles that tell it too, of windows in their order.

        One that disagrees with another, on what the question names, stands right behind it, or right before it where
        its article is the one that goes before.
        """
        for window in ranked:
            # With all quotes found, the best window of each further passage is all that may tell the same, or disagree.
            if id(window.candidate) in self._seen and len(self._chosen) == MAX_QUOTES:
                if len(self._seen) == len(self.result.candidates):
                    break
                continue
            self._consider(window)
        return self._chosen

    def _consider(self, window: Window) -> None:
        agreement, chosen, again = self.weights.agreement, self._chosen, id(window.candidate) in self._seen
        long = bool(chosen) and window.words > _FURTHER and window.last > window.first
        span = source_span(window.candidate.article, window.span)
        if long or any(_overlap(quote, window.source, span) for _, quote in chosen):
            return
        self._seen.add(id(window.candidate))
        same = next(
            (number for number, (other, _) in enumerate(chosen) if tell_the_same(other, window, agreement)), None
        )
        if same is not None:
            self._confirm(same, [window] if again else self._versions(window))
            return
        rank = self._rank(window, again)
        if rank is None:
            return
        same_story = self._versions(window)
        quote = self._quoted(same_story)
        if self.withheld.holds_back(same_story[0].candidate.article, quote.span, quote.shown):
            return
        if not any(_overlap(other, quote.source, quote.span) for _, other in chosen):
            chosen.insert(rank, (window, quote))
            del chosen[MAX_QUOTES:]

    def _confirm(self, number: int, same_story: Iterable[Window]) -> None:
        """Names with a quote the articles that tell the same."""
        other, quote = self._chosen[number]
        question, agreement = self.result.query.question, self.weights.agreement
        confirming = (
            one for one in same_story if is_about_the_same(other, one, question) and confirms(one, other, agreement)
        )
        self._chosen[number] = other, self._also_in(quote, confirming)

    def _rank(self, window: Window, again: bool) -> int | None:
        """Where among the quotes a window is to stand; None where it is not worth that."""
        question, chosen = self.result.query.question, self._chosen
        opposed = [
            number
            for number, (other, _) in enumerate(chosen)
            if not again
            and disagree(other, window, self.weights.agreement)
            and is_about_the_same(other, window, question)
        ]
        behind = [number for number in opposed if self.standing.goes_before(window, chosen[number][0])]
        rank = min(behind) if behind else 1 + max(opposed) if opposed else len(chosen)
        if rank == MAX_QUOTES or (not opposed and any(_repeats(quote, window) for _, quote in chosen)):
            return None
        return rank

    def _versions(self, window: Window) -> list[Window]:
        return versions(window, self._everywhere, self.weights.agreement, self.result, self.standing.rank)

    def _quoted(self, same_story: Sequence[Window]) -> Quote:
        quote = make_quote(same_story[0], self.before, self.weights.sentences.max_sentences)
        return self._also_in(replace(quote, older=self.standing.is_older(quote.source)), same_story)

    def _also_in(self, quote: Quote, others: Iterable[Window]) -> Quote:
        """A quote with the articles named that tell it too; an older version confirms nothing."""
        told = (window.source for window in others if not self.standing.is_older(window.source))
        sources = dict.fromkeys((*quote.also_in, *told))
        return replace(quote, also_in=tuple(source for source in sources if source != quote.source))


def _overlap(quote: Quote, source: Source, span: Span) -> bool:
    return quote.span.start < span.end and span.start < quote.span.end and quote.source == source


def _repeats(quote: Quote, window: Window) -> bool:
    return quote.source != window.source and repeats(window, quote.plain)
