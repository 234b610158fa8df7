"""From a window to a quote that makes sense alone."""

from collections.abc import Callable

from index.answering.whole_blocks import completed
from index.answering.windows import Window
from index.reading import excerpt, source_span
from index.records import Quote, Span
from index.retrieval.candidates import Candidate
from index.text.anaphora import opens_with_anaphora
from index.text.sentences import LONGEST, count_words


def make_quote(window: Window, before: Callable[[Candidate], Span | None], max_sentences: int) -> Quote:
    """The quote of a window; one that points back takes the sentence before it, where the limits allow.

    Of a list, a table or code all is quoted, where that is not too long, with what introduces it. `before` gives the
    sentence that stands right before a candidate's passage, if any.
    """
    article = window.candidate.article
    span = source_span(article, completed(article, _explained(window, before, max_sentences)))
    text = article.text[span.start : span.end]
    highlights = tuple(source_span(article, mark) for mark in window.highlights)
    shown = excerpt(article, span, highlights)
    return Quote(text, span, highlights, window.probability, article.source, excerpt=shown)


def _explained(window: Window, before: Callable[[Candidate], Span | None], max_sentences: int) -> Span:
    """A window with the sentences before it that explain what it points back to."""
    plain, sentences = window.candidate.article.plain, list(window.candidate.passage.sentences)
    first, last = window.first, window.last
    spans = sentences[first : last + 1]
    for _ in range(max_sentences):
        if not opens_with_anaphora(plain[spans[0].start : spans[0].end]):
            break
        previous = sentences[first - 1] if first else (before(window.candidate) if spans[0] == sentences[0] else None)
        if previous is None:
            break
        if not _may_be_quoted(plain, [previous, *spans], max_sentences):
            break
        spans, first = [previous, *spans], max(first - 1, 0)
    return Span(spans[0].start, spans[-1].end)


def _may_be_quoted(plain: str, spans: list[Span], max_sentences: int) -> bool:
    return len(spans) <= max_sentences and count_words(plain[spans[0].start : spans[-1].end]) <= LONGEST
