"""What changed between two texts, word by word, and where in a text stands what another said."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, NamedTuple

from index.reading import blocks_at
from index.records import Article, Span
from index.text.scripts import UNSPACED
from index.text.sentences import split_sentences

_LETTER = rf"[^\W{UNSPACED}]"
# A number or a word with what joins its parts is one; of scripts without spaces each character is.
_WORD = re.compile(rf"[{UNSPACED}]|{_LETTER}+(?:[-.,:/'’]{_LETTER}+)*|[^\w\s]")
_PARAGRAPH = re.compile(r"\S(?:(?!\n\s*\n).)*", re.DOTALL)
_LEAST = 0.4  # of all words of both, that are the same and in the same order
_AROUND = 200  # characters of a text in which its sentences are looked for, beyond what is alike

Fate = Literal["same", "out", "in"]


class Run(NamedTuple):
    """Words on end, with the blank behind them: they stand in both texts, were taken out, or were put in."""

    fate: Fate
    text: str


def word_diff(before: str, after: str) -> list[Run]:
    """What was taken out of a text and put in to make another of it; white space aside."""
    old, new = _tokens(before), _tokens(after)
    matcher = SequenceMatcher(None, [token.rstrip() for token in old], [token.rstrip() for token in new])
    runs = list[Run]()
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            runs.append(Run("same", "".join(new[new_start:new_end])))
            continue
        changed = Run("out", "".join(old[old_start:old_end])), Run("in", "".join(new[new_start:new_end]))
        runs += (run for run in changed if run.text)
    return runs


def counterpart(said: str, article: Article) -> Span | None:
    """The sentences of an article's plain reading that stand where it `said` something before, by their likeness.

    None where nothing in it is alike enough.
    """
    from rapidfuzz.fuzz import partial_ratio_alignment  # few ask for it, as in index/text/spelling.py

    words, places = _words(said), list(_WORD.finditer(article.plain, article.body))
    if not words or not places:
        return None
    found = partial_ratio_alignment(words, [place[0].casefold() for place in places])
    if found is None or found.dest_start == found.dest_end:
        return None
    alike = Span(places[found.dest_start].start(), places[found.dest_end - 1].end())
    spans = {span: _likeness(words, _words(article.plain[slice(*span)])) for span in _whole_sentences(article, alike)}
    best = max(spans, key=lambda span: spans[span], default=None)
    return best if best is not None and spans[best] >= _LEAST else None


def _whole_sentences(article: Article, alike: Span) -> Iterator[Span]:
    """Stretches of whole sentences that begin and end about where one of words does."""
    plain = article.plain
    around = Span(max(alike.start - _AROUND, article.body), min(alike.end + _AROUND, len(plain)))
    blocks = (
        _paragraphs(article) if article.reading is None else (one.span for one in blocks_at(article.reading, around))
    )
    near = [span for span in blocks if span.start < around.end and around.start < span.end]
    sentences = [sentence for span in near for sentence in split_sentences(plain, span, article.language)]
    first = sum(sentence.end <= alike.start for sentence in sentences)
    last = sum(sentence.start < alike.end for sentence in sentences)
    for start in sentences[max(first - 1, 0) : first + 2]:
        for end in sentences[max(last - 2, 0) : last + 1]:
            if start.start < end.end:
                yield Span(start.start, end.end)


def _paragraphs(article: Article) -> Iterator[Span]:
    return (Span(*match.span()) for match in _PARAGRAPH.finditer(article.text, article.body))


def _likeness(words: Sequence[str], others: Sequence[str]) -> float:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(words, others)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _tokens(text: str) -> list[str]:
    """The words of a text, each with one blank behind it where white space stands there."""
    text = " ".join(text.split())
    starts = [match.start() for match in _WORD.finditer(text)]
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]
