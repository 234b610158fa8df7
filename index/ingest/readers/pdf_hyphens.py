"""Words that are parted at the end of a line, put together again."""

import re
from collections import Counter
from collections.abc import Iterable

_SOFT = "\u00ad"
_HYPHENS = "-\u2010"
_PARTED = re.compile(rf"([^\W_]+)[{_HYPHENS}{_SOFT}]\Z")
_WORD = re.compile(r"[^\W_]+(?:[-\u2010][^\W_]+)*")
_NEXT = re.compile(r"[^\W_]+")
_AND = frozenset("and or to und oder bzw sowie y e o u et ou of en e ed och".split())
_PARTING = 0.02  # share of the lines that end in a hyphen, from which their program parted words
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())


class Vocabulary:
    """How often words occur in a document, by which parted words are told from those with a hyphen of their own."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self._counts: Counter[str] = Counter()
        parted = total = 0
        for line in lines:
            is_parted = bool(_PARTED.search(line))
            words = _WORD.findall(line)
            self._counts.update(word.casefold() for word in (words[:-1] if is_parted else words))
            parted, total = parted + is_parted, total + 1
        self._parts_words = parted >= _PARTING * total

    def keeps(self, first: str, second: str) -> bool:
        """Whether two parts, of which the second goes on in small letters, have a hyphen of their own between them.

        So it is where the document has the word with one, or parts no words at the ends of its lines.
        """
        joined, hyphened = self._counts[first + second], self._counts[f"{first}-{second}"]
        if joined or hyphened:
            return hyphened > joined
        return first in _TENS or not self._parts_words


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
    parted, after = _PARTED.search(text), _NEXT.match(line)
    if parted is None or after is None or after[0].casefold() in _AND:
        return f"{text} {line}"
    if not (parted[1][-1].isalpha() and after[0][0].islower()):
        return text + line
    if vocabulary.keeps(parted[1].casefold(), after[0].casefold()):
        return text + line
    return text[:-1] + line
