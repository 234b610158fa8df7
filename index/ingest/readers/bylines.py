"""Who wrote a text and when, told on lines of their own below its title."""

import re
from collections.abc import Iterator

from index.text.publication_dates import parse_date

_LONGEST = 150  # characters of such a line
_BY = re.compile(
    r"(?:(?:written|posted|published|reported|text|story|words|escrito|publicado|geschrieben|écrit|scritto)\s+)?"
    r"(?:by|von|por|par|di|door|av|af|przez|tekst|texto|text|author|autor|autorin|auteur|autore|autora)"
    r"(?:\s*:)?\s+(?P<name>\S.*)",
    re.IGNORECASE,
)
_PARTICLES = "(?:of|de|del|della|der|den|di|da|das|dos|du|la|le|van|von|und|and|y|e|et|bin|al|el|zu|zur|af|av|ten|ter)"
_NAME_WORD = r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-Я][\w'’.-]*)"
_NAME = re.compile(rf"{_NAME_WORD}(?:[\s,&]+(?:{_PARTICLES}\s+){{0,2}}{_NAME_WORD}){{1,9}}|[A-Z]{{2,6}}|Reuters")
_DATED = re.compile(
    r"(?:(?:first |last )?(?:published|posted|updated|created|written|date|issued|stand|datum|fecha|data|"
    r"veröffentlicht|publicado|publicada|publié|publiée|pubblicato|actualizado|aktualisiert|mis à jour)\b"
    r"(?:\s*:|\s+(?:on|am|el|le|il|em|at))?\s*:?)?\s*(?P<date>\S.*)",
    re.IGNORECASE,
)
_PLACE = re.compile(rf"{_NAME_WORD}(?:[ -]{_NAME_WORD}){{0,2}},\s+(?P<date>.*\d.*)")
_PARTS = re.compile(r"\s+[|·•—–-]\s+|\s*\|\s*")
_READING_TIME = re.compile(r"\d{1,3}[ -]min(?:ute)?s?(?: read)?", re.IGNORECASE)


def read_byline(line: str) -> dict[str, str]:
    """The author and the date that a line tells, by the names of `Source`; none where it says anything else."""
    if len(line) > _LONGEST:
        return {}
    said = dict[str, str]()
    for part in _PARTS.split(line.strip()):
        found = dict(_said(part))
        if not found and not _READING_TIME.fullmatch(part):
            return {}
        said = found | said
    return said


def _said(part: str) -> Iterator[tuple[str, str]]:
    if by := _BY.fullmatch(part):
        for name, behind in _divided(by["name"].rstrip(" .")):
            date = _date(behind)
            if _NAME.fullmatch(name) and (date or not behind):
                yield "author", name
                if date:
                    yield "published_at", date
                return
    if date := _date(part):
        yield "published_at", date


def _divided(text: str) -> Iterator[tuple[str, str]]:
    """The ways to take a text for a name alone, or for a name and a date behind it."""
    yield text, ""
    for gap in re.finditer(r"\s*,\s*|\s+(?:on|am|el|le|il|em)\s+", text):
        yield text[: gap.start()], text[gap.end() :]


def _date(text: str) -> str:
    """The words of a date of at least a month; empty where a text says anything else."""
    for pattern in (_DATED, _PLACE):
        match = pattern.fullmatch(text)
        read = parse_date(match["date"]) if match else None
        if match and read and len(read) > len("2024"):
            return match["date"]
    return ""
