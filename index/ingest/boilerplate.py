"""Tells boilerplate, the blocks of a scraped page that are not its article, from the article's own blocks.

A block is judged by what it says (wordings.py), by where it stands, and by how often, in its article and in how many.
Headings, tables, code, footnotes, and lists that were marked up are never boilerplate.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index.ingest.wordings import CERTAIN, LEAST, score
from index.records import Article, Block, BlockKind

SPREAD = (3, 5)  # articles: from the first on a label that many share is boilerplate, from the second on a sentence
_PROSE_WORDS = 8
_PROSE_SCORE = 1  # of a wording at most, where prose shows how far its article reaches
_SHORT_WORDS = 3  # of what people say in any article, and of what they say again in one
_UTTERANCE_WORDS = 7
_WORD_CHARACTERS = 2  # of a script without spaces
_LINK = re.compile(
    r"\[!\[[^\[\]]*\]\([^()]*\)[^\[\]]*\]\([^()]*\)|!?\[[^\[\]]*\]\([^()]*\)|\[link\][^\[\]]*\[/link\]"
    r"|^(?:source|via|link|fuente)\s*:\s*(?=https?://)|<?\b(?:https?://|www\.|pic\.twitter\.com/)\S+|</?\w[^<>]*>",
    re.IGNORECASE,
)
# Without one of these nothing of those patterns is there.
_LINK_MARKS, _AMID_MARKS, _FIRST_MARKS = re.compile(r"[\[</]|[wW]{3}\."), re.compile(r"[\[<*_]"), frozenset(">*•·-#")
_MARKUP = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)|\[/?link\]|</?\w[^<>]*>|\*\*|__|^(?:[\s>*•·-]|#+\s)+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]*_]*(?:\[\d+\])*$")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A block on one line, however it was wrapped: as it is written, and what a reader sees, with plain apostrophes.

    It stands in so many articles. It `may_go` unless its kind is never boilerplate, `opens` a section where it is the
    first block below a marked heading, and stands `amid` the article's own prose, or in the margin `after` or before.
    """

    kind: BlockKind
    written: str
    text: str
    words: int
    is_sentence: bool
    articles: int
    may_go: bool
    opens: bool = False
    amid: bool = False
    after: bool = False
    score: int = 0

    @property
    def is_prose(self) -> bool:
        return self.words >= _PROSE_WORDS and self.is_sentence

    @property
    def is_label(self) -> bool:
        return self.words <= _PROSE_WORDS and not self.is_sentence

    @property
    def is_part(self) -> bool:
        """Whether it is nothing by itself: it announces what follows, goes on there, or is of code or a drawing."""
        return self.text.rstrip("*_").endswith((*":,;{}()[]\\",)) or (self.is_label and not self.text[:1].isalnum())

    def is_utterance(self, words: int) -> bool:
        """Whether it is a short sentence such as people say again ("Yes.") and asks nothing of the reader."""
        return self.score <= 0 and self.words <= words and self.is_sentence


def fingerprint(text: str) -> int:
    """Returns a 64-bit signed number that is equal for texts that differ only in case and white space."""
    characters = "".join(text.casefold().split())
    digest = hashlib.blake2b(characters.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def find_boilerplate(article: Article, blocks: Sequence[Block], article_counts: Sequence[int]) -> list[bool]:
    """Marks which of an article's blocks are boilerplate.

    `article_counts` says of each in how many articles of the library, this one included, it stands.
    """
    lines = list(_placed(article, blocks, article_counts))
    marks = zip(
        _worded(article, lines), _linked(article, lines), _shared(article, lines), _repeated(lines), strict=True
    )
    return [line.may_go and any(each) for line, each in zip(lines, marks, strict=True)]


def _placed(article: Article, blocks: Sequence[Block], article_counts: Sequence[int]) -> Iterator[_Line]:
    """The lines, each with its place and the score of its wording there."""
    title = article.source.title
    lines = list(_unplaced(article, blocks, article_counts))
    scores = [_score(line, title) for line in lines]
    own = [
        number
        for number, (line, points) in enumerate(zip(lines, scores, strict=True))
        if line.kind != "heading" and points <= _PROSE_SCORE
        if line.opens or (line.is_prose and line.articles < SPREAD[1])
    ]
    first, last = (own[0], own[-1]) if own else (0, len(lines))
    bars = _bars(lines, scores)
    for number, line in enumerate(lines):
        placed = replace(line, amid=first <= number <= last and number not in bars, after=number > last)
        yield replace(placed, score=_score(placed, title))


def _bars(lines: Sequence[_Line], scores: Sequence[int]) -> set[int]:
    """The items of lists that are nothing but buttons, which stand in no article though they stand amid its prose."""
    bars = set[int]()
    for is_item, row in groupby(range(len(lines)), key=lambda number: lines[number].kind == "item"):
        items = list(row)
        if is_item and len(items) > 1 and all(lines[item].is_label and scores[item] >= LEAST for item in items):
            bars.update(items)
    return bars


def _unplaced(article: Article, blocks: Sequence[Block], article_counts: Sequence[int]) -> Iterator[_Line]:
    kinds: tuple[BlockKind, ...] = ("paragraph",) if article.reading else ("paragraph", "item")
    opens = False
    for block, articles in zip(blocks, article_counts, strict=True):
        written = " ".join(article.plain[slice(*block.span)].split())
        text = _seen(written)
        words, is_sentence = _count_words(text), _SENTENCE_END.search(text) is not None
        line = _Line(block.kind, written, text, words, is_sentence, articles, block.kind in kinds, opens)
        yield line
        opens = block.kind == "heading" and _score(replace(line, after=True), title="") < LEAST


def _seen(written: str) -> str:
    """What a reader sees of a line, with plain apostrophes."""
    bare = _MARKUP.sub(r"\1", written) if written[:1] in _FIRST_MARKS or _AMID_MARKS.search(written) else written
    return " ".join(bare.replace("’", "'").split())


def _count_words(text: str) -> int:
    return len(text.split()) + (0 if text.isascii() else len(_UNSPACED.findall(text)) // _WORD_CHARACTERS)


def _score(line: _Line, title: str) -> int:
    """How surely a line is boilerplate by its wording. A label behind the article is no heading of what follows."""
    label = not line.is_sentence and not (line.amid and line.kind == "item")  # it may be a step to take
    points = score(line.text, title=title, label=label, margin=not line.amid)
    return points + (points > 0 and line.after and line.is_label)


def _worded(article: Article, lines: Sequence[_Line]) -> Iterator[bool]:
    """Marks lines by their wording: those of a margin, and labels. Of the rest none but what no article says.

    That is so of sentences amid prose, of all where there is markup, and of what an article gives below a heading.
    """
    for line in lines:
        is_label = line.kind != "item" and line.is_label
        is_loose = not line.opens and (is_label or not (line.amid or article.reading))
        yield line.score >= (LEAST if is_loose else CERTAIN)


def _linked(article: Article, lines: Sequence[_Line]) -> Iterator[bool]:
    """Marks lines that are nothing but links or images, unless these are prose or links that something introduces."""
    introduced = False
    for line in lines:
        rest, links = _LINK.subn("", line.written) if _LINK_MARKS.search(line.written) else (line.written, 0)
        is_link = links > 0 and not any(map(str.isalnum, rest)) and not line.is_prose
        introduced = (introduced and is_link) or (line.opens and article.reading is not None)
        yield is_link and not (introduced and "![" not in line.written)
        introduced = introduced or (line.score < LEAST and line.text.endswith(":"))


def _shared(article: Article, lines: Sequence[_Line]) -> Iterator[bool]:
    """Marks lines that many articles share, unless most of what the article says is shared, as in a reprint.

    Of those that stand amid prose or below a heading of their own, and of sentences where there is markup, only what
    sounds like boilerplate.
    """
    said = [line for line in lines if line.score < LEAST]
    is_reprint = _characters(line for line in said if line.articles >= SPREAD[0]) * 2 > _characters(said)
    for line in lines:
        is_own = line.amid or line.opens or (line.is_sentence and article.reading is not None)
        is_shared = _is_shared_call(line) or (not is_own and _is_shared(line))
        yield is_shared and line.kind == "paragraph" and not is_reprint


def _is_shared_call(line: _Line) -> bool:
    return line.articles >= (SPREAD[0] if line.score >= LEAST else SPREAD[1]) and line.score > _PROSE_SCORE


def _is_shared(line: _Line) -> bool:
    if line.is_part or line.is_utterance(_SHORT_WORDS):
        return False
    if not line.is_sentence and any(map(str.isdigit, line.text)):
        return False  # figures are facts: an address, hours, a price
    return line.articles >= (SPREAD[1] if line.is_sentence else SPREAD[0])


def _repeated(lines: Sequence[_Line]) -> Iterator[bool]:
    """Marks lines that stand above in the same section too, unless repetition is the article's form, as in a table.

    So what stands in an article stays quotable once at least, and below each of its headings.
    """
    times, seen = Counter(line.written for line in lines), set[str]()
    recurring = [line for line in lines if times[line.written] > (2 if line.is_prose else 1) and _says_more(line)]
    is_form = _characters(recurring) * 2 > _characters(lines)
    for line in lines:
        if line.kind == "heading" or (line.is_label and line.score < LEAST and times[line.written] == 1):
            seen = set()
        yield line.written in seen and _says_more(line) and not is_form
        seen.add(line.written)


def _says_more(line: _Line) -> bool:
    """Whether a line is more than a short sentence such as people say again, or an item that two lists may have."""
    return line.kind == "paragraph" and not line.is_part and not line.is_utterance(_UTTERANCE_WORDS)


def _characters(lines: Iterable[_Line]) -> int:
    return sum(len(line.written) for line in lines)
