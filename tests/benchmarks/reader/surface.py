"""Names, numbers, words and phrases as they stand in English texts, found by how they are written alone."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.records import Span
from index.text.analysis import is_stopword

_NAME_WORD = r"[A-Z][\w’'-]*(?:\.(?=[A-Z]))?"
_NAME = re.compile(rf"\b{_NAME_WORD}(?: (?:of the |of |the |de |van |von |and )?{_NAME_WORD})*")
_OPENS = re.compile(r"(?:^|[.!?:;\n\"“(])\s*$")
_OPENING = re.compile(  # words that open sentences and no names
    r"(?:[ATI]n?|The|[OI]n|At|[BM]y|For|From|To|With|During|After|Before|Since|Until|When|While|Where|As|If|Although|"
    r"But|And|Or|So|This|That|These|Those|His|Her|Its|Their|Our|He|She|It|They|We|You|Under|Between|Among|Through|Both|"
    r"According|However|In|Following|Despite|Unlike|Like|Later|Only|Over|About|Because|Once|Then|There|Each|Some|Many)"
)
_PLACED = re.compile(r"\b(?:in|at|from|near|to|into|across)(?: the)? $", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)*(?:st|nd|rd|th|s|%)?(?!\w|[.,-]\d)")
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
_MONTH = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
_COUNT = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|thousand|million)\b")
_WORD = re.compile(r"(?<![\w’'-])[a-z]{4,}(?![\w’'-])")
_BEFORE, _AFTER = re.compile(r"[\w’']+(?= $)"), re.compile(r" ([\w’']+)")
_DETERMINERS = frozenset(re.findall(r"\w+", "the a an his her their its my your our this that these those each every"))
_ASKING = frozenset(
    re.findall(r"\w+", "type kind sort name number amount year month day time first last person many much long often")
)
_ENDINGS = ("ing", "ed", "tion", "ment", "ness", "ity", "ers", "ly", "al", "ies", "es", "er", "s")
_PREPOSITION = re.compile(
    r" (?:in|on|at|of|by|for|from|to|with|during|after|before|between|under|against|among|through) "
)
_ASKS = re.compile(r",|\b(?:what|which|who|whom|whose|when|where|how)\b")
_LEAST_ASKING = 2  # spaces before the phrase
_POSSESSIVE = re.compile(r"[’']s?$")


class Name(NamedTuple):
    """A run of capitalized words, where it stands, and whether a place may be meant."""

    text: str
    span: Span
    placed: bool

    def likeness(self, other: "Name") -> int:
        """How much two names look like names of one kind."""
        mine, theirs = self.text, other.text
        return (
            2 * (mine.isupper() == theirs.isupper())
            + 2 * (self.placed == other.placed)
            + (mine.count(" ") == theirs.count(" "))
        )


class Word(NamedTuple):
    """A word, where it stands, and between which kinds of words."""

    text: str
    span: Span
    around: tuple[str, str]


def find_names(text: str) -> Iterator[Name]:
    """Runs of capitalized words that have their capitals not only for opening a sentence."""
    for match in _NAME.finditer(text):
        start, end = match.span()
        if _OPENS.search(text, max(0, start - 4), start):
            first = match[0].split(" ")[0]
            if " " not in match[0]:
                continue
            if start == 0 or _OPENING.fullmatch(first):
                rest = _NAME.search(text, start + len(first), end)
                start = rest.start() if rest else end
        ended = _POSSESSIVE.sub("", text[start:end])
        if len(ended) > 1 and ended[0].isupper() and not is_stopword(ended):
            yield Name(ended, Span(start, start + len(ended)), _PLACED.search(text, 0, start) is not None)


def find_numbers(text: str) -> list[tuple[str, Span]]:
    """Numbers, each with what it is: `year`, `number`, `count` (in words) or `month`."""
    found = [("year" if _YEAR.fullmatch(one[0]) else "number", Span(*one.span())) for one in _NUMBER.finditer(text)]
    found += [("month", Span(*one.span())) for one in _MONTH.finditer(text)]
    return found + [("count", Span(*one.span())) for one in _COUNT.finditer(text)]


def find_words(text: str) -> Iterator[Word]:
    """Words in lower case that say what a text is about."""
    for match in _WORD.finditer(text):
        if not is_stopword(match[0]) and match[0] not in _ASKING:
            before, after = _BEFORE.search(text, 0, match.start()), _AFTER.match(text, match.end())
            around = (
                _class(before[0]) if before else "edge",
                "content" if after and not is_stopword(after[1]) else "open",
            )
            yield Word(match[0], Span(*match.span()), around)


def _class(word: str) -> str:
    """What kind of word stands before another."""
    if word.lower() in _DETERMINERS:
        return "determiner"
    return "function" if is_stopword(word.lower()) else "content"


def ending(word: str) -> str:
    """How a word ends, by which some are known to stand for each other in a sentence."""
    return next((one for one in _ENDINGS if word.endswith(one)), "")


def last_phrase(question: str) -> Span | None:
    """The last phrase of a question that a preposition opens, where words are before it that ask something."""
    end = len(question.rstrip("?!. "))
    *_, place = (0, *(one.start() for one in _PREPOSITION.finditer(question, 0, end)))
    asks, says = question.count(" ", 0, place), question.count(" ", place + 1, end)
    whole = asks >= _LEAST_ASKING and says and not _ASKS.search(question, place, end)
    return Span(place, end) if whole else None
