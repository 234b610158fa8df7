"""From a window to a quote that makes sense alone."""

from collections.abc import Callable

from index.answering.windows import Window
from index.records import Quote, Span
from index.retrieval.candidates import Candidate
from index.text.anaphora import opens_with_anaphora
from index.text.sentences import LONGEST, count_words


def make_quote(window: Window, before: Callable[[Candidate], Span | None], max_sentences: int) -> Quote:
    """The quote of a window; one that points back takes the sentence before it, where the limits allow.

    `before` gives the sentence that stands right before a candidate's passage, if any.
    """
    article, sentences = window.candidate.article, list(window.candidate.passage.sentences)
    first, last = window.first, window.last
    spans = sentences[first : last + 1]
    for _ in range(max_sentences):
        if not opens_with_anaphora(article.text[spans[0].start : spans[0].end]):
            break
        previous = sentences[first - 1] if first else (before(window.candidate) if spans[0] == sentences[0] else None)
        if previous is None:
            break
        if not _may_be_quoted(article.text, [previous, *spans], max_sentences):
            break
        spans, first = [previous, *spans], max(first - 1, 0)
    span = Span(spans[0].start, spans[-1].end)
    text = article.text[span.start : span.end]
    return Quote(text, span, window.highlights, window.probability, article.source)


def _may_be_quoted(text: str, spans: list[Span], max_sentences: int) -> bool:
    return len(spans) <= max_sentences and count_words(text[spans[0].start : spans[-1].end]) <= LONGEST
