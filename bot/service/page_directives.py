"""Which words of a page lead to a quote on it, and nowhere else: https://wicg.github.io/scroll-to-text-fragment/."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise
from typing import NamedTuple
from urllib.parse import quote

from bot.service.page_search import SearchedPage, is_spaceless
from bot.service.page_words import bounds, whole_words
from index.records import HIDDEN, PagePiece, Reading, Span

_WORDS = 5  # of a start, an end or a prefix, where they are enough
_MOST_WORDS = 12
_WHOLE = 10  # words of a quote that is named whole
_LETTERS = 180  # of an address for these, of which a letter of some scripts takes nine
_MOST = 3  # directives: the browser lights all that it finds, and scrolls to the first
_FEW = 8  # letters of what is hardly more than a word
_BEFORE = 300  # characters around a quote in which its prefix and suffix stand
_ANCHORS = 12  # places at which a start or an end is tried
_NAME = "text="
_POINTS = "、。，！？；：「」『』（）《》"
_WORD = re.compile(rf"[^\s{_POINTS}]+[{_POINTS}]*|[{_POINTS}]+")
_LINE = re.compile(r"[^\n]+")


class Directive(NamedTuple):
    """What a text directive names, by where that stands in the text of a page."""

    start: Span
    end: Span | None = None
    prefix: Span | None = None
    suffix: Span | None = None

    def written(self, text: str) -> str:
        """The value of the directive in an address."""
        parts = [f"{encoded(text[slice(*self.prefix)])}-"] if self.prefix else []
        parts += [encoded(text[slice(*part)]) for part in (self.start, self.end) if part]
        parts += [f"-{encoded(text[slice(*self.suffix)])}"] if self.suffix else []
        return ",".join(parts)


def encoded(words: str) -> str:
    """Words as they stand in a directive."""
    return quote(words.strip(), safe="", errors="replace").replace("-", "%2D")


def page_directives(reading: Reading, span: Span, room: int) -> list[str]:
    """Directives that lead to a stretch of a plain reading, the surest first, for which an address has so much room.

    There is none where the page hides some of it, or does not have it.
    """
    if reading.page is None:
        return []
    page = SearchedPage(reading.page.text)
    runs = _runs(page, _stretches(reading.page.pieces, span), reading.plain, span)
    written = list[str]()
    for directive in _Chooser(page, runs, room - len(_NAME)).directives() if runs else ():
        value = directive.written(page.text)
        if value not in written and len(f"{_NAME}{f'&{_NAME}'.join([*written, value])}") <= room:
            written.append(value)
    return written[:_MOST]


class _Chooser:
    """Chooses the words of a quote by which it is found; `runs` has those that nothing surely parts."""

    def __init__(self, page: SearchedPage, runs: Sequence[Sequence[Span]], room: int) -> None:
        self._page = page
        self._runs = runs
        self._room = room
        self._text = page.text
        self._quote = Span(runs[0][0].start, runs[-1][-1].end)

    def directives(self) -> Iterator[Directive]:
        """What leads to a quote, the surest first; what goes over the end of an element may not be found."""
        sure = self._best(is_sure=True)
        if sure is None or self._letters_of(sure) < self._letters(self._quote):
            further = self._best(is_sure=False)
            if further is not None and (sure is None or self._letters_of(further) > self._letters_of(sure)):
                yield further
        if sure is not None:
            yield sure
        yield from self._rescues()

    def _best(self, is_sure: bool) -> Directive | None:
        """What finds most of a quote."""
        best, most, all_letters = None, 0, self._letters(self._quote)
        for directive in self._candidates(is_sure):
            letters = self._letters_of(directive)
            if letters > most and len(directive.written(self._text)) <= self._room:
                best, most = directive, letters
            if most == all_letters:
                break
        return best

    def _candidates(self, is_sure: bool) -> Iterator[Directive]:
        if len(self._runs) == 1 and len(self._runs[0]) <= _WHOLE:
            whole = _over(self._runs[0])
            if self._page.is_whole(whole) and self._length(whole) <= 2 * _LETTERS:
                yield from self._told_apart(whole, is_sure)
        for start in self._starts(is_sure):
            if not start.suffix:
                yield from (start._replace(end=end) for end in self._ends(start.start, is_sure))
            yield start

    def _starts(self, is_sure: bool) -> Iterator[Directive]:
        """What begins as near to the beginning of a quote as it is found."""
        for run, first in islice(self._anchors(), _ANCHORS):
            growing = [_over(run[first:last]) for last in range(first + 1, len(run) + 1)]
            phrases = list(self._phrases(growing, is_sure))
            told = (Directive(phrase) for phrase in phrases if self._page.finds(phrase))
            apart = chain.from_iterable(self._told_apart(phrase, is_sure) for phrase in phrases[:2])
            yield from islice(chain(told, apart), 1)

    def _rescues(self) -> Iterator[Directive]:
        """What is found by itself within one run of text, if the rest is not, and nowhere else."""
        nodes = sorted(chain.from_iterable(map(self._nodes, self._runs)), key=lambda node: -self._letters(_over(node)))
        for node in nodes[:_ANCHORS]:
            words = node[_WORDS:] if len(node) > 2 * _WORDS else node
            phrase = _over(words[: 2 * _WORDS])
            is_fit = phrase.end - phrase.start >= _FEW and self._length(phrase) <= 2 * _LETTERS
            if is_fit and self._page.finds(phrase, alone=True):
                yield Directive(phrase)

    def _ends(self, start: Span, is_sure: bool) -> Iterator[Span]:
        """What ends as near to the end of a quote as it is found, behind its start."""
        places = ((run, last) for run in reversed(self._runs) for last in range(len(run), 0, -1))
        for run, last in islice(places, _ANCHORS):
            words = [word for word in run[:last] if word.start >= start.end]
            growing = [_over(words[first:]) for first in range(len(words) - 1, -1, -1)]
            found = (one for one in self._phrases(growing, is_sure, True) if self._page.finds(one, after=start.end))
            yield from islice(found, 1)

    def _told_apart(self, phrase: Span, is_sure: bool) -> Iterator[Directive]:
        """A phrase, by what stands before or behind it where it is not the first of its words."""
        if self._page.finds(phrase):
            yield Directive(phrase)
        for prefix in self._phrases(self._before(phrase), is_sure):
            if self._page.finds(phrase, prefix):
                yield Directive(phrase, prefix=prefix)
        for suffix in self._phrases(self._behind(phrase), is_sure):
            if self._page.finds(phrase, suffix=suffix):
                yield Directive(phrase, suffix=suffix)

    def _before(self, phrase: Span) -> list[Span]:
        words = _words(self._page, Span(max(phrase.start - _BEFORE, 0), phrase.start))
        near = words[-1] if words else []
        every = [_over(near[first:]) for first in range(len(near) - 1, -1, -1)]
        return every if near and not self._page.has_gap(Span(near[-1].end, phrase.start)) else []

    def _behind(self, phrase: Span) -> list[Span]:
        words = _words(self._page, Span(phrase.end, min(phrase.end + _BEFORE, len(self._text))))
        near = words[0] if words else []
        every = [_over(near[: last + 1]) for last in range(len(near))]
        return every if near and not self._page.has_gap(Span(phrase.end, near[0].start)) else []

    def _phrases(self, growing: Sequence[Span], is_sure: bool, at_end: bool = False) -> Iterator[Span]:
        """Of stretches that are a word longer each those that may be named, the best first."""
        told = [one for one in growing[:_MOST_WORDS] if self._letters(one)]
        short = [one for one in told if self._length(one) <= _LETTERS]
        whole = [one for one in short if self._page.is_whole(one)]
        across = [] if is_sure else [one for one in short[len(whole) :] if not self._page.is_whole(one)]
        enough = whole[_WORDS - 1 :] or whole[-1:]
        is_word = bool(enough) and enough[0].end - enough[0].start <= _FEW
        across = across[max(_WORDS - 1 - len(whole), 0) :] or across[-1:]
        yield from (*across, *enough) if is_word else (*enough, *across)
        if not short and told:
            yield from self._clauses(told[0], at_end)

    def _clauses(self, word: Span, at_end: bool) -> Iterator[Span]:
        """Parts of what has no blanks within it."""
        written = self._text[slice(*word)]
        places = bounds(written)
        halves = [(Span(word.start, word.start + place), Span(word.start + place, word.end)) for place in places]
        parts = [half[at_end] for half in halves]
        fitting = [part for part in parts if self._length(part) <= _LETTERS and part.end - part.start > _FEW // 2]
        yield from sorted(fitting, key=lambda part: part.start - part.end)[:2]
        yield word

    def _anchors(self) -> Iterator[tuple[Sequence[Span], int]]:
        """Words at which a start may be tried: the first of each run, and behind the ends of elements."""
        for run in self._runs:
            yield run, 0
            for number in range(1, len(run)):
                if not self._page.is_whole(Span(run[number - 1].start, run[number].end)):
                    yield run, number
        for run in self._runs:
            for number in range(1, len(run)):
                yield run, number

    def _nodes(self, run: Sequence[Span]) -> Iterator[list[Span]]:
        """The words of a run that stand in one run of text."""
        node = list[Span]()
        for word in run:
            if node and not self._page.is_whole(Span(node[0].start, word.end)):
                yield node
                node = []
            if self._page.is_whole(word) and (node or self._letters(word)):
                node.append(word)
        if node:
            yield node

    def _length(self, span: Span) -> int:
        return len(encoded(self._text[slice(*span)]))

    def _letters_of(self, directive: Directive) -> int:
        return self._letters(Span(directive.start.start, (directive.end or directive.start).end))

    def _letters(self, span: Span) -> int:
        return sum(map(str.isalnum, self._text[slice(*span)]))


def _stretches(pieces: Sequence[PagePiece], span: Span) -> list[tuple[Span, int]]:
    """Where a stretch of a plain reading stands on its page, and where in the reading; nothing where some is hidden.

    Of one that stands in several places, with other text of the reading between, the one with most of it counts.
    """
    first = max(bisect_right(pieces, span.start, key=lambda piece: piece.plain_start) - 1, 0)
    last = bisect_left(pieces, span.end, key=lambda piece: piece.plain_start)
    others = sorted(piece.page_start for number, piece in enumerate(pieces) if not first <= number < last)
    groups: list[list[tuple[Span, int]]] = [[]]
    for piece in pieces[first:last]:
        start = max(span.start, piece.plain_start)
        end = min(span.end, piece.plain_start + piece.length)
        if start >= end:
            continue
        if piece.page_start == HIDDEN:
            return []
        moved = piece.page_start - piece.plain_start
        before = groups[-1][-1][0].end if groups[-1] else start + moved
        if start + moved < before or bisect_left(others, start + moved) != bisect_left(others, before):
            groups.append([])
        groups[-1].append((Span(start + moved, end + moved), start))
    return max(groups, key=lambda group: sum(stretch.end - stretch.start for stretch, _ in group))


def _runs(page: SearchedPage, stretches: Sequence[tuple[Span, int]], plain: str, quote: Span) -> list[list[Span]]:
    """The words of a quote, by what surely nothing parts."""
    runs = list[list[Span]]()
    for stretch, start in stretches:
        moved = start - stretch.start
        for words in _words(page, _whole_words(page, stretch)):
            # A word of which the rest stands elsewhere, as that of one with a drop cap does, is none.
            first, last = words[0].start + moved, words[-1].end + moved
            if quote.start < first == start and _is_within_word(plain, first):
                words = words[1:]
            if words and last == stretch.end + moved < quote.end and _is_within_word(plain, last):
                words = words[:-1]
            if words and any(map(str.isalnum, page.text[slice(*_over(words))])):
                runs.append(words)
    return runs


def _whole_words(page: SearchedPage, stretch: Span) -> Span:
    """A stretch without parts of words at its ends, as far as that can be told."""
    whole = whole_words(page.text, stretch)

    def is_told(place: int) -> bool:
        return not page.has_gap(Span(place, place)) and not is_spaceless(page.text[max(place - 1, 0) : place + 1])

    start = whole.start if is_told(stretch.start) else stretch.start
    return Span(start, max(whole.end if is_told(stretch.end) else stretch.end, start))


def _is_within_word(plain: str, offset: int) -> bool:
    before, behind = plain[offset - 1 : offset], plain[offset : offset + 1]
    return before.isalnum() and behind.isalnum() and not is_spaceless(before + behind)


def _words(page: SearchedPage, span: Span) -> list[list[Span]]:
    """The words in a stretch of a page, by what nothing parts; a word goes on over the end of an element within it."""
    found = list[list[Span]]()
    for line in _LINE.finditer(page.text, *span):
        for start, end in pairwise([line.start(), *page.gaps(Span(*line.span())), line.end()]):
            words = (Span(*match.span()) for match in _WORD.finditer(page.text, start, end))
            if parts := [part for word in words for part in _parts(page, word)]:
                found.append(parts)
    return found


def _parts(page: SearchedPage, word: Span) -> Iterator[Span]:
    start = word.start
    for edge in page.edges(word):
        if not page.text[edge - 1].isalnum() or not page.text[edge].isalnum():
            yield Span(start, edge)
            start = edge
    yield Span(start, word.end)


def _over(words: Sequence[Span]) -> Span:
    return Span(words[0].start, words[-1].end)
