"""Words that are parted at the end of a line, put together again."""

import re
from collections import Counter
from collections.abc import Container, Iterable

from index.models.files import PACKAGED, ModelError, find_model

_SOFT = ("\u00ad", "\u2010")  # which programs put in where they part a word
_HYPHENS = ("-", "\u2010", "\u00ad")
_PARTED = re.compile(rf"([^\W_]+)[{''.join(_HYPHENS)}]\Z")
_WORD = re.compile(r"[^\W_]+(?:[-\u2010][^\W_]+)*")
_NEXT = re.compile(r"[^\W_]+")
_AND = frozenset(
    ["and", "or", "to", "und", "oder", "bzw", "sowie", "y", "e", "o", "u", "et", "ou", "of", "en", "e", "ed", "och"]
)
_PARTING = 0.03  # share of the lines that end in a hyphen, from which their program parted words
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())  # noqa: SIM905


class Vocabulary:
    """How often words occur in a document, by which parted words are told from those with a hyphen of their own.

    `known` are words of any text.
    """

    def __init__(self, lines: Iterable[str] = (), known: Container[str] = ()) -> None:
        self._known = known
        self._counts: Counter[str] = Counter()
        ordered = list(lines)
        parted = [_parted(line) for line in ordered]
        for line, part in zip(ordered, parted, strict=True):
            words = _WORD.findall(line)
            self._counts.update(word.casefold() for word in (words[:-1] if part else words))
        self._parts_words = sum(map(bool, parted)) >= _PARTING * len(ordered) or any(
            part and (after := _NEXT.match(line)) and self._is_word(part[1].casefold() + after[0])
            for part, line in zip(parted, ordered[1:], strict=False)
        )

    def _is_word(self, word: str) -> bool:
        return word in self._known or word in self._counts

    def keeps(self, first: str, second: str) -> bool:
        """Whether two parts, of which the second goes on in small letters, have a hyphen of their own between them.

        So it is where the document has the word with one, or parts hardly any words at the ends of its lines.
        """
        joined, hyphened = self._counts[first + second], self._counts[f"{first}-{second}"]
        if joined or hyphened:
            return hyphened > joined
        return len(first) == 1 or first in _TENS or (first + second not in self._known and not self._parts_words)


def packaged_words() -> Container[str]:
    """The words that the packaged model knows whole, most of them English; none where it is not installed."""
    try:
        words = (find_model(PACKAGED).folder / "vocab.txt").read_text(encoding="utf-8").split()
    except (ModelError, OSError):
        return frozenset()
    return frozenset(words)


_NOTHING_KNOWN = Vocabulary()


def joined_lines(lines: Iterable[str], vocabulary: Vocabulary = _NOTHING_KNOWN) -> str:
    """Lines as one text."""
    text = ""
    for line in lines:
        text = glued(text, line, vocabulary)
    return text


def glued(text: str, line: str, vocabulary: Vocabulary = _NOTHING_KNOWN) -> str:
    """A text with the line that goes on with it."""
    if not text or not line:
        return text + line
    if text.endswith(_SOFT):
        return text[:-1] + line
    parted, after = _parted(text), _NEXT.match(line)
    if parted is None or after is None or after[0].casefold() in _AND:
        return f"{text} {line}"
    if not (parted[1][-1].isalpha() and after[0][0].islower()):
        return text + line
    if vocabulary.keeps(parted[1].casefold(), after[0].casefold()):
        return text + line
    return text[:-1] + line


def _parted(text: str) -> re.Match[str] | None:
    """The first part of a word that is parted at the end of a text, of which the rest may be long and is not read."""
    return _PARTED.search(text.rpartition(" ")[2]) if text.endswith(_HYPHENS) else None
