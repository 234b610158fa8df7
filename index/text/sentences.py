"""Where the sentences of a paragraph stand, none longer than a quote may be."""

import re
from collections.abc import Iterator
from itertools import pairwise

from index.records import Span
from index.text.boundaries import sentence_starts
from index.text.lines import strip
from index.text.scripts import UNSPACED, UNSPACED_WORD, is_unspaced

LONGEST = 80  # words: no quote is longer
_BLOCK = 4000  # characters: sentencex is quadratic on floods of opening quotes
_WORD = re.compile(rf"(?:{UNSPACED_WORD})[^\s\w]*|[^\s{UNSPACED}]+")
_SAYS = re.compile(r"[^\W_]")
_CLAUSE_ENDS = (";；", ":：", ",，、", ")）")


def split_sentences(text: str, paragraph: Span, language: str = "en") -> list[Span]:
    """The sentences of a paragraph of `text`, as its language ends them, without the white space around them.

    A sentence of more than LONGEST words is cut after its clauses; what holds no letter or digit is left out.
    """
    return [
        part
        for block in _blocks(text, paragraph)
        for found in _sentences(text, block, language)
        for part in cut(text, strip(text, found))
        if _SAYS.search(text, part.start, part.end)
    ]


def _sentences(text: str, block: Span, language: str) -> Iterator[Span]:
    starts = sentence_starts(text[block.start : block.end], language)
    for start, end in pairwise([*starts, block.end - block.start]):
        yield Span(block.start + start, block.start + end)


def count_words(text: str) -> int:
    """How many words a quote counts: what white space separates, and where none does, two characters or so."""
    return len(_WORD.findall(text)) if is_unspaced(text) else len(text.split())


def cut(text: str, sentence: Span, longest: int = LONGEST) -> list[Span]:
    """Cuts a sentence into parts of about the same size, of at most `longest` words, where its clauses end."""
    count = len(_WORD.findall(text, sentence.start, sentence.end))
    parts = -(-count // longest)
    if parts <= 1:
        return [sentence] if count else []
    words = [Span(*word.span()) for word in _WORD.finditer(text, sentence.start, sentence.end)]
    first, spans = 0, []
    while len(words) - first > longest:
        end = _clause_end(text, words[first : first + longest], least=len(words) // parts // 2)
        spans.append(Span(words[first].start, words[first + end - 1].end))
        first += end
    return [*spans, Span(words[first].start, words[-1].end)]


def _clause_end(text: str, words: list[Span], least: int) -> int:
    """How many of `words`, more than `least`, to take so that the cut falls after the weightiest mark; else all."""
    for marks in _CLAUSE_ENDS:
        for number in range(len(words), least, -1):
            if text[words[number - 1].end - 1] in marks:
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
