"""The footnotes of a page: the marks of them, and what each says."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from index.ingest.readers.html_parsing import Element, attribute, classes, said

_ROLES = frozenset({"doc-noteref", "noteref"})
_NOTES = frozenset({"doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote"})
_MARK = re.compile(
    r"[\[(]?\s*(?:(?:note|n|nb|lower-alpha)?\s*[\d*†‡§¶]{1,4}|[a-z]{1,2}|[ivxl]{1,5})\s*[\])]?", re.IGNORECASE
)
_BACK = re.compile(r"[\s\[\]().:^\d*†‡§¶↑↩↵⏎⤴️︎a-z]{0,5}", re.IGNORECASE)
_BACK_CLASSES = frozenset(
    {"footnote-back", "footnote-backref", "data-footnote-backref", "fn-backref", "reversefootnote"}
)
_HOLDERS = frozenset({"li", "p", "div", "aside", "section", "dd", "td", "blockquote", "footnote"})
_MARK_CLASSES = frozenset(
    {"footnote-ref", "footnote-reference", "footnoteref", "sdfootnoteanc", "sdendnoteanc", "fn-ref"}
)

_OFFICE_CLASSES = frozenset({"msofootnotereference", "msoendnotereference"})


@dataclass(frozen=True, slots=True)
class Notes:
    """By the element of each mark, and of each note, the label by which both go; and the links that lead back."""

    marks: Mapping[Element, str]
    notes: Mapping[Element, str]
    links_back: frozenset[Element]


def find_notes(root: Element, page: str = "") -> Notes:
    """The footnotes of a page, whose labels begin with its name where it is one of several in a document."""
    named = {name: one for one in root.iter() for name in (one.get("name"), one.get("id")) if name}
    marks, notes = dict[Element, str](), dict[Element, str]()
    for link in root.iter("a"):
        target = attribute(link, "href")
        if "#" not in target or not _is_mark(link):
            continue
        label = target if target[0] != "#" else f"{page}{target}"
        noted = named.get(target[1:]) if target[0] == "#" else None
        holder = _holder(noted) if noted is not None else None
        if noted is None and _role(link) in _ROLES:
            marks[link] = label
        elif holder is not None and holder not in link.iterancestors() and not _is_within(link, notes):
            marks[link] = label
            notes.setdefault(holder, label)
    for one in root.iter():
        if _role(one) in _NOTES and one.get("id"):
            notes.setdefault(one, f"{page}#{one.get('id')}")
    return Notes(marks, notes, frozenset(link for note in notes for link in _links_back(note)))


def _is_mark(link: Element) -> bool:
    if _role(link) in _ROLES or link.get("data-footnote-ref") is not None or classes(link) & _MARK_CLASSES:
        return True
    if any(not _OFFICE_CLASSES.isdisjoint(classes(one)) for one in link.iterdescendants("span")):
        return True
    raised = next(link.iterancestors("sup"), None) is not None or link.find("sup") is not None
    return raised and _MARK.fullmatch(said(link)) is not None


def _role(element: Element) -> str:
    return attribute(element, "role") or attribute(element, "epub:type")


def _holder(noted: Element) -> Element | None:
    """What holds all of a note: what goes by its name, or what that stands in."""
    if noted.tag in _HOLDERS:
        return noted
    return next((one for one in noted.iterancestors() if one.tag in _HOLDERS), None)


def _is_within(link: Element, notes: Mapping[Element, str]) -> bool:
    return any(one in notes for one in link.iterancestors())


def _links_back(note: Element) -> Iterator[Element]:
    for link in note.iter("a"):
        leads_within = attribute(link, "href").startswith("#") or _role(link) == "doc-backlink"
        if leads_within and (_BACK.fullmatch(said(link)) or classes(link) & _BACK_CLASSES):
            yield link
