"""The words of a text as a browser has them of its page: in runs that nothing parts, without marks of markup."""

import re
from collections import Counter
from html import unescape
from itertools import groupby
from unicodedata import category, normalize

from index.records import Span

# Scripts without spaces have their only sure bounds of words at punctuation.
_POINTS = "、。，！？；：「」『』（）《》"
_WORD = re.compile(rf"(\s*)([^\s{_POINTS}]+[{_POINTS}]*|[{_POINTS}]+)")

# A word goes on over one of these, as in "3.5" or "it's".
_LEFT = re.compile(r"\w[&'’.,:@·+-]?\Z")
_RIGHT = re.compile(r"[&'’.,:@·+-]?\w")

_LINE_MARK = re.compile(
    r"\s*(?:>\s)*\s*(?:(?:[-*+•‣◦▪–]|\(?(?:[0-9]{1,3}|[a-zA-Z])[.)])\s+)*(?:\[[ xX]\]\s+)?(?:\#{1,6}\s+)?"
)
_CELL_END = re.compile(r"\t|\|")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)|\[\^[^\]]+\]")  # of which the page has no words; or the mark of a footnote
_LINK = re.compile(r"\[([^\[\]]+)\](?:\([^()\s]*(?:\s[^()]*)?\)|\[[^\[\]]*\])")
_MARKS = re.compile(
    r"(?<![\w*_\\])[*_]{1,3}(?=[^\s*_])|(?<=[^\s*_\\])[*_]{1,3}(?!\w)|\*\*|~~|==|`+|</?[A-Za-z][^<>]*>|<(?=https?://)"
)
_AMID_WORD = re.compile(r"(?<=\w)(?:\*\*|~~|==|`+)(?=\w)")  # a mark, or not: it parts what a link names
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")

# Where a word surely ends in Japanese: behind a particle between words that are written in other letters.
_PARTICLE = re.compile(r"(?<=[\u30a0-\u30ff\u3400-\u9fff])[はがをにでとへも](?=[\u30a0-\u30ff\u3400-\u9fff])")
QUOTATION = {**dict.fromkeys("‘’‚‛′`", "'"), **dict.fromkeys("“”„‟«»″", '"')}
"""What a browser takes for the same, by the marks."""
_QUOTATION = str.maketrans(QUOTATION)


def runs(text: str, span: Span, has_markup: bool) -> list[list[str]]:
    """The whole words of each run of a stretch of text: a line, a cell of a table, or what a picture parts of it.

    A word that is parted from the one before it begins with a blank.
    What a link names may not go over the end of a run. `has_markup` is whether the text may hold marks of Markdown or
    HTML, which the page has not.
    """
    start, end = whole_words(text, span)
    marks = _LINE_MARK.match(text, text.rfind("\n", 0, start) + 1, end)
    first, *rest = text[max(start, marks.end() if marks else start) : end].splitlines() or [""]
    lines = (first, *(_LINE_MARK.sub("", line, count=1) for line in rest))
    pieces = (piece for line in lines for piece in _pieces(line, has_markup))
    return [
        [" " * bool(match[1]) + match[2] for match in _WORD.finditer(piece)]
        for piece in pieces
        if any(map(str.isalnum, piece))
    ]


def whole_words(text: str, span: Span) -> Span:
    """A stretch of text without the parts of words at its ends."""
    start, end = span.start, min(span.end, len(text))
    while start < end and _within_word(text, start):
        start += 1
    while start < end and _within_word(text, end):
        end -= 1
    return Span(start, max(start, end))


def bounds(word: str) -> list[int]:
    """Places within what stands between two blanks where a word surely ends, in scripts without spaces."""
    ends = [match.end() for match in _PARTICLE.finditer(word)]
    position = 0
    for _, letters in groupby(word, _is_wide):
        position += len(list(letters))
        ends.append(position)
    return sorted({end for end in ends if end < len(word)}) if any(map(_is_wide, word)) else []


def folded(words: str) -> str:
    """Write words as a browser compares them: without case, accents and the forms of quotation marks."""
    letters = normalize("NFKD", words.casefold().translate(_QUOTATION))
    return letters if letters.isascii() else "".join(letter for letter in letters if category(letter) != "Mn")


def _pieces(line: str, has_markup: bool) -> list[str]:
    parted = _AMID_WORD.sub("\t", _PICTURE.sub("\t", line)) if has_markup else line
    plain = parted
    if has_markup:
        plain = unescape(_ESCAPED.sub(r"\1", _without_marks(_LINK.sub(r"\1", parted))))
    return _CELL_END.split(plain)


def _without_marks(line: str) -> str:
    """A line without the marks in it; one that stands there once may be none, and parts what a link names."""
    counts = Counter(_MARKS.findall(line))
    return _MARKS.sub(lambda mark: "" if counts[mark[0]] > 1 or mark[0].startswith("<") else "\t", line)


def _is_wide(letter: str) -> bool:
    """Whether a letter is of a script without spaces."""
    return "\u3040" <= letter <= "\u30ff" or "\u3400" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff"


def _within_word(text: str, position: int) -> bool:
    before, after = text[max(position - 2, 0) : position], text[position : position + 2]
    if before[-1:].isalnum() and after and category(after[0]).startswith("M"):
        return True
    return _LEFT.search(before) is not None and _RIGHT.match(after) is not None
