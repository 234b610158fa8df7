"""The text of a mail as blocks, without what it quotes and its signature."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from index.ingest.readers.document import TextBlock

_ANSWER = re.compile(r"(?:(?:re|aw|sv|antw|r|res|odp)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_FORWARD = re.compile(r"(?:fwd?|wg|tr|rv|i|vs|doorst)\s*:\s*", re.IGNORECASE)
_QUOTE = re.compile(r"\s?(?:>|\|\s)")
_WROTE = re.compile(
    r"(?:on|am|le|el|il|op|den|em|w dniu)\b.{0,300}\b(?:wrote|schrieb|écrit|escribió|ha scritto|schreef|skrev|"
    r"escreveu|napisał)\b.{0,120}:\s*",
    re.IGNORECASE,
)
_SAID = re.compile(r".{0,200}\b(?:wrote|schrieb|writes|skrev):\s*", re.IGNORECASE)
_WROTE_LINES = 3
_ORIGINAL = re.compile(
    r"\s*-{2,}\s*(?:original message|ursprüngliche nachricht|originalnachricht|message d'origine|mensaje original|"
    r"messaggio originale|oorspronkelijk bericht)\s*-{2,}\s*|\s*_{20,}\s*",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"\s*-{2,}\s*.*(?:forwarded|weitergeleitete|transféré|reenviado|inoltrato).*-{2,}\s*", re.IGNORECASE
)
_HEADER = re.compile(
    r"\*?(?:from|sent|to|cc|subject|date|von|gesendet|an|betreff|datum|de|envoyé|à|objet|enviado|para|asunto)\s*:\*?\s",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"--\s?")
_ITEM = re.compile(r"\s{0,8}(?P<mark>[-*•–+]|\d{1,3}[.)])\s+(?=\S)")
_HEADING = 60  # characters of a heading in capitals at most
_FULL = 45  # characters of a line that ended because the next word had no room


def plain_subject(subject: str) -> str:
    """A subject without what mail programs put in front of it."""
    while match := _ANSWER.match(subject) or _FORWARD.match(subject):
        subject = subject[match.end() :]
    return subject


def is_forwarded(subject: str) -> bool:
    """Whether a subject says that a mail hands on another."""
    return bool(_FORWARD.match(subject))


def mail_blocks(text: str, forwarded: bool, flowed: bool = False, joins: bool = False) -> Iterator[TextBlock]:
    """The paragraphs and items of a mail; of one that is forwarded what was handed on as well.

    In one that is `flowed` a space at the end of a line says that it goes on, as a word where the mail `joins`.
    """
    lines = _own(text.splitlines(), forwarded)
    group = 1
    for paragraph in _paragraphs(_flowed(lines, joins) if flowed else lines):
        item = _ITEM.match(paragraph[0])
        if item is None:
            group += 1
            text = _joined(paragraph, flowed)
            yield TextBlock("heading", text, 1) if _heads(text) else TextBlock("paragraph", text)
        else:
            mark = item["mark"] if item["mark"][0].isdigit() else "-"
            first = paragraph[0][item.end() :]
            yield TextBlock("item", _joined([first, *paragraph[1:]], flowed), 1, group, mark)


def _heads(text: str) -> bool:
    """Whether a line in capitals heads what stands below it."""
    return text.isupper() and len(text) <= _HEADING and text[-1].isalnum() and len(text) > 3


def _paragraphs(lines: Iterable[str]) -> Iterator[list[str]]:
    """Lines that stand together, those of each item apart."""
    paragraph: list[str] = []
    for line in lines:
        if paragraph and (_ITEM.match(line) or not line.strip()):
            yield paragraph
            paragraph = []
        if line.strip():
            paragraph.append(line)
    if paragraph:
        yield paragraph


def _own(lines: Sequence[str], forwarded: bool) -> list[str]:
    """The lines that were written in this mail, or handed on by it."""
    own: list[str] = []
    header = False
    for index, line in enumerate(lines):
        if _SIGNATURE.fullmatch(line):
            if not forwarded:
                break
            continue
        if _ORIGINAL.fullmatch(line) or _FORWARDED.fullmatch(line):
            if not forwarded and not _FORWARDED.fullmatch(line):
                break
            header = True
        elif header and (_HEADER.match(line) or not line.strip()):
            header = bool(line.strip())
        elif _QUOTE.match(line):
            if forwarded:
                own.append(line.lstrip("> "))
            elif index and not _QUOTE.match(lines[index - 1]):
                _take_back(own)
        else:
            header = False
            own.append(line)
    return own


def _take_back(own: list[str]) -> None:
    """Takes out the line that tells who wrote what is quoted below it."""
    while own and not own[-1].strip():
        own.pop()
    for count in range(1, _WROTE_LINES + 1):
        if all(line.strip() for line in own[-count:]) and _WROTE.fullmatch(" ".join(own[-count:])):
            del own[-count:]
            break
    else:
        if own and _SAID.fullmatch(own[-1]):
            own.pop()
    own.append("")


def _flowed(lines: Sequence[str], joins: bool) -> Iterator[str]:
    """Lines as they were written, before they were broken to be sent."""
    whole = ""
    for line in lines:
        line = line.removeprefix(" ")
        goes_on = line.endswith(" ")
        whole += line[:-1] if goes_on and joins else line
        if not goes_on:
            yield whole
            whole = ""
    if whole:
        yield whole


def _joined(lines: Sequence[str], flowed: bool) -> str:
    """Lines as one text; a short one ended because its author broke it."""
    text = lines[0].strip()
    for before, line in pairwise(lines):
        is_broken = flowed or (len(before) < _FULL and not line.startswith(" "))
        text += ("\n" if is_broken else " ") + line.strip()
    return text
