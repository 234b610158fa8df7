"""What elements are to who reads the page, where their names alone do not tell: headings, code, items."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from index.ingest.readers.document import OnPage
from index.ingest.readers.elements import Element
from index.ingest.readers.html.hidden import is_hidden
from index.ingest.readers.html.inline import Said
from index.ingest.readers.html.page_text import PageTexts, Told
from index.ingest.readers.html.parsing import attribute, classes, said
from index.ingest.readers.markup.questions import LEVEL

TERM_LEVEL = 0
"""In place of the level of a heading: a term, of which what follows tells the meaning."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_TITLES = frozenset({"title", "msotitle"})  # as classes of paragraphs
_HEADING_WORDS = 12
_SENTENCE_END = re.compile(r"[.!,;:…。！]['\"”’»)\]]*$")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|400)", re.IGNORECASE)
_LANGUAGE_CLASS = re.compile(r"(?:language|lang|highlight-source|highlight|src|sourcecode|brush:?)[-_ ]?([\w+#-]+)")
_BRUSH = re.compile(r"brush:\s*([\w+#-]+)")
_NO_LANGUAGE = frozenset(
    {"default", "none", "text", "plain", "plaintext", "notranslate", "code", "wrapper", "table", "er"}
)
_LINES = frozenset({"div", "p", "li", "tr"})  # in code
_OFFICE_ITEM = re.compile(r"(?:[·•o§▪■◦ØüÃ¾–-]|(\(?(?:\d{1,3}|[a-zA-Z]{1,4})[.)]))\s+(?=\S)")
_OFFICE_LEVEL = re.compile(r"mso-list\s*:[^;]*\blevel(\d)")
_OFFICE_MARGIN = re.compile(r"margin-left\s*:\s*([\d.]+)in")
_OFFICE_STEP = 0.5  # inches


class OfficeItem(NamedTuple):
    """An item that is a paragraph with its mark in it, as Word saves it; its text begins behind the mark."""

    mark: str
    level: int
    start: int


def line_level(element: Element) -> int | None:
    """The level of the heading that an element is, TERM_LEVEL of a term; None where it is neither."""
    tag = str(element.tag)
    if tag in _HEADINGS:
        return _HEADINGS[tag]
    if attribute(element, "role") == "heading":
        level = attribute(element, "aria-level")
        return int(level) if level in ("1", "2", "3", "4", "5", "6") else 2
    if tag == "p" and not _TITLES.isdisjoint(classes(element)):
        return 1
    if tag == "dt":
        return TERM_LEVEL
    if tag in ("summary", "button") or "expand-control" in classes(element) or question_scope(element) is not None:
        return LEVEL
    return None


def question_scope(element: Element) -> Element | None:
    """The question that an element is the words of, by the vocabulary of schema.org."""
    if "name" not in attribute(element, "itemprop").split():
        return None
    scope = next((one for one in element.iterancestors() if one.get("itemscope") is not None), None)
    return scope if scope is not None and attribute(scope, "itemtype").endswith("/Question") else None


def is_bold(element: Element) -> bool:
    """Whether what an element says is bold."""
    style = attribute(element, "style")
    return bool(_BOLD.search(style)) or (element.tag in ("b", "strong") and not _NOT_BOLD.search(style))


def looks_like_heading(text: str) -> bool:
    """Whether a paragraph that is bold is a heading to those who write: short, and no sentence."""
    return len(text.split()) <= _HEADING_WORDS and "\n" not in text and not _SENTENCE_END.search(text)


def code_language(code: Element) -> str:
    """The language of code, by the classes of it and of what it stands in or what stands in it; empty where unknown."""
    around = (one for one, _ in zip(code.iterancestors("div", "figure", "section"), range(3), strict=False))
    for one in (code, *code.iterchildren("code"), *around):
        names = f"{attribute(one, 'class')} {attribute(one, 'data-language')}".lower()
        if brush := _BRUSH.search(f"{names} {attribute(one, 'data-syntaxhighlighter-params')}"):
            return brush[1]
        if language := one.get("data-lang") or one.get("data-language"):
            return str(language).lower()
        for match in map(_LANGUAGE_CLASS.fullmatch, names.split()):
            if match and match[1] not in _NO_LANGUAGE:
                return match[1]
    return ""


def code_lines(code: Element, texts: PageTexts) -> Said:
    """What code says, line by line, without empty lines around it."""
    lines = _CodeLines()
    events = etree.iterwalk(code, events=("start", "end"))
    skipped: Element | None = None
    for event, element in events:
        if event == "start":
            if element is not code and is_hidden(element):
                skipped = element
                events.skip_subtree()
                continue
            if element.tag in _LINES:
                lines.begin_line()
            lines.say([Told("\n", None)] if element.tag == "br" else texts.of(element))
        else:
            if element is not skipped and element.tag in _LINES:
                lines.begin_line()
            skipped = None
            if element is not code:
                lines.say(texts.of(element, behind=True))
    return lines.said()


class _CodeLines:
    """Code that is put together."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._page: list[OnPage] = []

    def say(self, texts: Iterable[Told]) -> None:
        for text, origin in texts:
            if text and origin is not None:
                self._page.append(OnPage(self._length, origin, len(text)))
            if text:
                self._parts.append(text)
                self._length += len(text)

    def begin_line(self) -> None:
        if self._parts and not self._parts[-1].endswith("\n"):
            self.say([Told("\n", None)])

    def said(self) -> Said:
        text = "".join(self._parts).replace("\u00a0", " ").rstrip()
        return Said(text, page=tuple(self._page)).cut(len(text) - len(text.lstrip("\n")))


def office_item(element: Element, text: str) -> OfficeItem | None:
    """The item that a paragraph of Word is, by the text of it."""
    if not any(name.startswith("msolistparagraph") for name in classes(element)):
        return None
    match = _OFFICE_ITEM.match(text)
    if match is None:
        return None
    style = attribute(element, "style")
    told, margin = _OFFICE_LEVEL.search(style), _OFFICE_MARGIN.search(style)
    level = int(told[1]) if told else round(float(margin[1]) / _OFFICE_STEP) if margin else 1
    return OfficeItem(match[1].replace(")", ".").lstrip("(") if match[1] else "-", max(level, 1), match.end())


def formula(element: Element) -> str:
    """A formula as it was written, where it tells that, else its signs."""
    for source in element.iter("annotation"):
        if attribute(source, "encoding") == "application/x-tex":
            written = said(source)
            return (
                written.removeprefix("{\\displaystyle").removesuffix("}").strip()
                if "displaystyle" in written
                else written
            )
    return "".join(_signs(element))


def _signs(element: Element) -> Iterator[str]:
    for one in element.iter():
        if one.tag not in ("annotation", "annotation-xml"):
            yield (one.text or "").strip()
