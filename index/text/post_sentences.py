"""The sentences of a post of a forum: what people write there, without code, quoted text, addresses and mentions."""

import re
from collections.abc import Iterator

from index.records import Span
from index.text.language import recognized
from index.text.lines import strip
from index.text.sentences import split_sentences

MOST_READ = 4000
"""Characters of a post, as long as Discord lets a message be; the rest is not read."""
# What is not said by who posts.
_UNSAID = re.compile(
    r"```.*?(?:```|\Z)"  # code
    r"|^[ \t]*>>>.*\Z|^[ \t]*>[^\n]*"  # quoted text
    r"|<a?:\w+:\d+>|<[@#][!&]?\d+>|<t:-?\d+(?::\w)?>"  # emoji, mentions, times
    r"|<?\bhttps?://[^\s<>]+>?",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_LINE = re.compile(r"[^\r\n]+")
_BULLET = re.compile(r"\s*(?:[-*•+]|#{1,3}|\(?\w{1,2}[.)])\s+")
# Where people go on without a capital, which ends a sentence all the same. It takes all marks of a run or none: of a
# thousand in a row each would else be tried with each, which takes seconds.
_ENDED = re.compile(r"(?<![!?？؟…])[!?？؟…]++\s+")
_GREETED = re.compile(
    r"(?:hi|hello|hey+a?|hiya|yo|howdy|greetings|good (?:morning|afternoon|evening|day)|hola|buen[oa]s(?: \w+)?)\b"
    r"(?:[ ,]+(?!can|could|does|do|is|are|any)\w+){0,3}\s*[,.!:–-]+\s*",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"\W*(?:(?:hi|hello|hey+a?|hiya|howdy|hola|buen[oa]s)\b(?:\W+\w+){0,3}"
    r"|(?:many |big |lots of )?(?:thanks|thank you|thx|tia|ty|cheers|gracias|muchas gracias)\b(?:\W+\w+){0,6}"
    r"|(?:help|pl(?:ea)?se|sorry)(?:\W+\w+){0,3}"
    r"|(?:kind |best )?regards\b(?:\W+\w+){0,3})\W*",
    re.IGNORECASE,
)
_SAYS = re.compile(r"[^\W_]")


def post_sentences(body: str) -> list[str]:
    """The sentences of a post, each on one line; without greetings, thanks and what is quoted."""
    text = _UNSAID.sub(" ", body[:MOST_READ])
    language = recognized(text) if _SAYS.search(text) else "en"
    spans = (span for line in _LINE.finditer(text) for span in _of_line(text, Span(*line.span()), language))
    return [" ".join(text[start:end].split()) for start, end in spans]


def _of_line(text: str, line: Span, language: str) -> Iterator[Span]:
    bullet = _BULLET.match(text, line.start, line.end)
    start = bullet.end() if bullet else line.start
    for sentence in split_sentences(text, Span(start, line.end), language):
        for part in _ended(text, sentence):
            greeting = _GREETED.match(text, part.start, part.end)
            said = strip(text, Span(greeting.end() if greeting else part.start, part.end))
            if _SAYS.search(text, said.start, said.end) and not _COURTESY.fullmatch(text, said.start, said.end):
                yield said


def _ended(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    for end in _ENDED.finditer(text, sentence.start, sentence.end):
        if end.end() < sentence.end:
            yield Span(start, end.end())
            start = end.end()
    yield Span(start, sentence.end)
