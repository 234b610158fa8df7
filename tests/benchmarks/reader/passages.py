"""What of a long passage is read: whole sentences, as many as fit, around the answer or around what is asked."""

from random import Random
from typing import NamedTuple

from index.records import Span
from index.text.analysis import held_terms
from index.text.sentences import split_sentences


class Window(NamedTuple):
    """A piece of a passage, and where in it the answer stands."""

    text: str
    span: Span | None


def around(passage: str, span: Span, words: int, draw: Random) -> Window:
    """Whole sentences of about so many words around a span; the span's own are cut where they are longer."""
    sentences = split_sentences(passage, Span(0, len(passage)))
    inside = [number for number, one in enumerate(sentences) if one.start < span.end and span.start < one.end]
    if not inside:
        return _cut(passage, Span(0, len(passage)), span, words)
    first, last = _grown(passage, sentences, (inside[0], inside[-1]), words, draw)
    whole = Span(min(sentences[first].start, span.start), max(sentences[last].end, span.end))
    return _cut(passage, whole, span, words)


def about(passage: str, question: str, words: int, draw: Random) -> Window:
    """Whole sentences of about so many words around the one that is most like a question."""
    sentences = split_sentences(passage, Span(0, len(passage)))
    if not sentences:
        return Window(passage, None)
    asked = held_terms(question, "en")
    shared = [len(asked & held_terms(passage[slice(*one)], "en")) for one in sentences]
    best = shared.index(max(shared))
    first, last = _grown(passage, sentences, (best, best), words, draw)
    return Window(passage[sentences[first].start : sentences[last].end], None)


def without(window: Window) -> str:
    """A window less the sentences that hold its span; empty where nothing else is left."""
    if window.span is None:
        return window.text
    sentences = split_sentences(window.text, Span(0, len(window.text)))
    kept = [one for one in sentences if one.end <= window.span.start or window.span.end <= one.start]
    return " ".join(window.text[slice(*one)] for one in kept)


def _grown(passage: str, sentences: list[Span], core: tuple[int, int], words: int, draw: Random) -> tuple[int, int]:
    """The first and last of sentences, from a core on grown to either side by chance while they fit."""
    first, last = core
    used = sum(_words(passage, one) for one in sentences[first : last + 1])
    while first > 0 or last + 1 < len(sentences):
        back = first > 0 and (last + 1 == len(sentences) or draw.random() < 0.5)
        used += _words(passage, sentences[first - 1 if back else last + 1])
        if used > words:
            break
        first, last = (first - 1, last) if back else (first, last + 1)
    return first, last


def _words(passage: str, span: Span) -> int:
    return passage.count(" ", span.start, span.end) + 1


def _cut(passage: str, whole: Span, span: Span, words: int) -> Window:
    """The part of a passage in `whole`, cut at white space around a span where it is much longer than wanted."""
    start, end = whole
    if _words(passage, whole) > 2 * words:
        room = max(0, words * 6 - (span.end - span.start)) // 2  # characters on either side
        start = max(start, passage.rfind(" ", start, max(start, span.start - room) + 1) + 1)
        space = passage.find(" ", min(end, span.end + room), end)
        end = space if space > 0 else end
    return Window(passage[start:end], Span(span.start - start, span.end - start))
