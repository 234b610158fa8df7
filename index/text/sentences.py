"""Where the sentences of a paragraph stand, none longer than a quote may be."""

import re
from collections.abc import Iterator

import sentencex

from index.records import Span
from index.text.lines import strip

LONGEST = 80  # words, as white space separates them: no quote is longer
_BLOCK = 4000  # characters: sentencex is quadratic on floods of opening quotes
_WIDE_SPACE = re.compile(r"[^\S\x00-\x7f]")  # sentencex panics where one stands behind an abbreviation
_WORD = re.compile(r"\S+")
_CLAUSE_ENDS = (";", ":", ",", ")")


def split_sentences(text: str, paragraph: Span, language: str = "en") -> list[Span]:
    """The sentences of a paragraph of `text`, as its language ends them, without the white space around them.

    A sentence of more than LONGEST words is cut after its clauses; what holds no letter or digit is left out.
    """
    return [
        part
        for block in _blocks(text, paragraph)
        for found in _boundaries(language, text[block.start : block.end])
        for part in cut(text, strip(text, Span(block.start + found["start_index"], block.start + found["end_index"])))
        if any(character.isalnum() for character in text[part.start : part.end])
    ]


def _boundaries(language: str, text: str) -> list[dict[str, int]]:
    found: list[dict[str, int]] = sentencex.get_sentence_boundaries(language, _WIDE_SPACE.sub(" ", text))
    return found


def count_words(text: str) -> int:
    """How many words a quote counts: what white space separates."""
    return len(text.split())


def cut(text: str, sentence: Span, longest: int = LONGEST) -> list[Span]:
    """Cuts a sentence into parts of about the same size, of at most `longest` words, where its clauses end."""
    words = [Span(*word.span()) for word in _WORD.finditer(text, sentence.start, sentence.end)]
    parts = -(-len(words) // longest)
    if parts <= 1:
        return [sentence] if words else []
    first, spans = 0, []
    while len(words) - first > longest:
        end = _clause_end(text, words[first : first + longest], least=len(words) // parts // 2)
        spans.append(Span(words[first].start, words[first + end - 1].end))
        first += end
    return [*spans, Span(words[first].start, words[-1].end)]


def _clause_end(text: str, words: list[Span], least: int) -> int:
    """How many of `words`, more than `least`, to take so that the cut falls after the weightiest mark; else all."""
    for mark in _CLAUSE_ENDS:
        for number in range(len(words), least, -1):
            if text[words[number - 1].end - 1] == mark:
                return number
    return len(words)


def _blocks(text: str, paragraph: Span) -> Iterator[Span]:
    """Pieces of bounded length, broken at white space where there is any."""
    start = paragraph.start
    while paragraph.end - start > _BLOCK:
        space = max(text.rfind(" ", start, start + _BLOCK), text.rfind("\n", start, start + _BLOCK))
        end = space if space > start else start + _BLOCK
        yield Span(start, end)
        start = end
    yield Span(start, paragraph.end)
