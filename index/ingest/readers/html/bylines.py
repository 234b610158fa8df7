"""Who wrote a page and when, as lines around its title say it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from index.ingest.readers.elements import Element
from index.ingest.readers.html.dates import find_dates
from index.ingest.readers.html.names import names
from index.ingest.readers.html.parsing import said
from index.ingest.readers.html.sizes import Sizes

_LINES = frozenset("p div span li td time small em b strong address dd h2 h3 h4 font i a".split())  # noqa: SIM905
_LONGEST = 160  # characters of a line that tells a date or a name
_AFTER, _BEFORE = 14, 4  # lines around the title that may
_REST = 60  # characters of a line beside its date
_PUBLISHED = re.compile(
    r"\b(?:published|posted|publication date|first published|released?|issued|date|created|veröffentlicht|freigegeben"
    r"|erschienen|erstellt|publié[es]?|mis en ligne|paru|publicad[oa]|fecha|pubblicato|data|opublikowano|geplaatst"
    r"|gepubliceerd|опубликован\w*|дата)\b|公開日?|投稿日?|掲載日?|发布|發布|发表|نشر",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:(?:last |page )?(?:updated|modified|changed|edited|reviewed)|as of|stand|aktualisiert|geändert|bearbeitet"
    r"|mis(?:e)? à jour|modifié|actualizad[oa]|aggiornat[oa]|atualizad[oa]|обновлен\w*|effective|in force)\b"
    r"|更新日?|最終更新|تحديث",
    re.IGNORECASE,
)
_NO_DATE = re.compile(r"©|\(c\)|copyright|@|\bjoined\b|\bsince\b|\bseit\b|\bdepuis\b|–\s*\d", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FEW = 4  # elements in such a line
_DATELINE = re.compile(r"^[^.!?]{0,60}$")
_NAME = r"[^\W\d_][\w.'’-]*(?:\s+(?:(?:de|da|di|del|van|von|der|la|le|al|el|bin|of)\s+)*[^\W\d_a-z][\w.'’-]*){1,3}"
_AND = r"(?:\s*,\s*|\s+(?:and|und|et|y|e|и|&)\s+)"
_BY = re.compile(
    rf"^(?i:(?:written |posted |published |words |text |story )?(?:by|von|par|por|di|av|af|door|автор|autor(?:in)?"
    rf"|author|auteur|autore)\s*:?)\s+(?P<names>{_NAME}(?:{_AND}{_NAME})*)\s*(?=$|[,|·•–—»\d(-])"
)
_AUTHORED = re.compile(
    r"(?:^|[\s-])(?:author|authors|auteurs?|autor|autore|writer|byline|firma|username|poster)(?:-?name)?(?:$|[\s])"
    r"|(?:^|\s)(?:entry|post|article)-author(?:$|\s)"
)
_SHORT = 60  # characters of names


def told_lines(main: Element, title: Element | None, sizes: Sizes, comments: set[Element]) -> list[Element]:
    """The lines around the title of a page that may tell who wrote it and when, those below it first."""
    every = [one for one in main.iter() if one in sizes and one not in comments]
    if title is None or title not in every:
        return list(islice(_short_lines(every, sizes), _AFTER))
    at = every.index(title)
    below = islice(_short_lines(every[at + 1 :], sizes), _AFTER)
    holding = set(title.iterancestors())
    above = [one for one in every[:at] if one not in holding]
    return [*below, *islice(_short_lines(reversed(above), sizes), _BEFORE)]


def told_everywhere(main: Element, sizes: Sizes, comments: set[Element]) -> list[Element]:
    """All lines of a page that name a year, and its paragraphs."""
    every = (one for one in main.iter(*_LINES) if one in sizes and one not in comments)
    return [
        one for one in every if one.tag in ("p", "div") or (sizes[one].said <= _LONGEST and _YEAR.search(said(one)))
    ]


def _short_lines(elements: Iterable[Element], sizes: Sizes) -> Iterator[Element]:
    for one in elements:
        is_short = one.tag in _LINES and 0 < sizes[one].said <= _LONGEST
        if is_short and not any(child.tag in _LINES and said(child) == said(one) for child in one):
            yield one


def told_date(lines: Sequence[Element], every: Sequence[Element]) -> tuple[str, str]:
    """The day of publication and the day of change that lines tell, or any line that has a label for it."""
    published = changed = ""
    for line in lines:
        text = said(line)
        for start, day in [] if _NO_DATE.search(text) else find_dates(text):
            label = text[:start]
            is_change = _CHANGED.search(label)
            is_publication = _PUBLISHED.search(label)
            if is_change and (not is_publication or is_change.start() > is_publication.start()):
                changed = changed or day
            elif is_publication or len(text) <= _REST:
                published = published or day
    return published or _labelled(every, _PUBLISHED, _CHANGED) or _dateline(every), changed or _labelled(
        every, _CHANGED, None
    )


def _labelled(every: Sequence[Element], label: re.Pattern[str], other: re.Pattern[str] | None) -> str:
    """The first date that a short line anywhere tells behind a label, and right behind it."""
    for one in every:
        if one.tag not in _LINES or len(one) > _FEW or len(one.text or "") > _LONGEST:
            continue
        text = said(one)
        if not 0 < len(text) <= _LONGEST or not _YEAR.search(text) or _NO_DATE.search(text):
            continue
        for start, day in find_dates(text):
            before = text[max(start - _SHORT, 0) : start]
            if label.search(before) and not (other and other.search(before)):
                return day
    return ""


def _dateline(every: Sequence[Element]) -> str:
    """The date that the first running text begins with, behind its place: "Hull, 3 March 2026 – "."""
    for one in every:
        text = (one.text or "").strip() if one.tag in ("p", "div") else ""
        if len(text) < _SHORT:
            continue
        for start, day in find_dates(text[:120])[:1]:
            if _DATELINE.match(text[:start]) and re.match(r".{6,24}?\s*[–—:-]", text[start:]):
                return day
        return ""
    return ""


def told_authors(lines: Sequence[Element]) -> str:
    """Who wrote a page, as a line tells it or an element that is named for it; empty where neither does."""
    for line in lines:
        if found := _BY.match(said(line)):
            return ", ".join(re.split(_AND, found["names"]))
    for line in lines:
        text = said(line)
        if _AUTHORED.search(names(line)) and len(text) <= _SHORT and not find_dates(text) and not _BY.match(text):
            links = [said(link) for link in line.iter("a")]
            return ", ".join(links) if links else text
    return ""
