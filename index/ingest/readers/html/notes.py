"""The footnotes of a page: the marks of them, and what each says; comments look alike, and are none."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from index.ingest.readers.elements import Element
from index.ingest.readers.html.parsing import attribute, classes, said

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
_COMMENT = re.compile(r"#(?:cmnt|_msocom_)\d+")  # as Google Docs and Word call them
_COMMENTED = re.compile(r"\[?Commented \[\w{1,9}\]:")


@dataclass(frozen=True, slots=True)
class Notes:
    """By the element of each mark, and of each note, the label by which both go.

    `left_out` is what is not read: the links that lead back, and comments with their marks.
    """

    marks: Mapping[Element, str]
    notes: Mapping[Element, str]
    left_out: frozenset[Element]


def find_notes(root: Element, page: str = "") -> Notes:
    """The footnotes of a page, whose labels begin with its name where it is one of several in a document."""
    named = {name: one for one in root.iter() for name in (one.get("name"), one.get("id")) if name}
    marks, notes, comments = dict[Element, str](), dict[Element, str](), set[Element]()
    targets = {target for link in root.iter("a") if (target := attribute(link, "href")).startswith("#")}
    for link in root.iter("a"):
        target = attribute(link, "href")
        if "#" not in target:
            continue
        label = target if target[0] != "#" else f"{page}{target}"
        noted = named.get(target[1:]) if target[0] == "#" else None
        holder = _holder(noted) if noted is not None else None
        if _is_comment(link, target, holder):
            comments |= {link} if holder is None else {link, _box(holder, noted, targets)}
        elif not _is_mark(link):
            continue
        elif noted is None and _role(link) in _ROLES:
            marks[link] = label
        elif holder is not None and holder not in link.iterancestors() and not _is_within(link, notes):
            marks[link] = label
            notes.setdefault(holder, label)
    for one in root.iter():
        if _role(one) in _NOTES and one.get("id"):
            notes.setdefault(one, f"{page}#{one.get('id')}")
    return Notes(marks, notes, frozenset(comments.union(link for note in notes for link in _links_back(note))))


def _is_mark(link: Element) -> bool:
    if _role(link) in _ROLES or link.get("data-footnote-ref") is not None or classes(link) & _MARK_CLASSES:
        return True
    if any(not _OFFICE_CLASSES.isdisjoint(classes(one)) for one in link.iterdescendants("span")):
        return True
    raised = next(link.iterancestors("sup"), None) is not None or link.find("sup") is not None
    return raised and _MARK.fullmatch(said(link)) is not None


def _is_comment(link: Element, target: str, holder: Element | None) -> bool:
    """Whether a link leads to a comment, by what that is called or, as Word shows it beside the text, begins with."""
    if _COMMENT.fullmatch(target):
        return True
    return holder is not None and said(link).startswith("[") and _COMMENTED.match(said(holder)) is not None


def _role(element: Element) -> str:
    return attribute(element, "role") or attribute(element, "epub:type")


def _holder(noted: Element) -> Element | None:
    """What holds all of a note: what goes by its name, or what that stands in."""
    if noted.tag in _HOLDERS:
        return noted
    return next((one for one in noted.iterancestors() if one.tag in _HOLDERS), None)


def _box(holder: Element, noted: Element | None, targets: Set[str]) -> Element:
    """What a comment's first paragraph stands in with its others, and nothing else that is linked to."""
    parent = holder.getparent()
    if holder.tag != "p" or parent is None or parent.tag not in _HOLDERS or parent[0] is not holder:
        return holder
    named = (f"#{one.get('id') or one.get('name')}" for one in parent.iter() if one is not noted)
    return holder if (parent.text or "").strip() or not targets.isdisjoint(named) else parent


def _is_within(link: Element, notes: Mapping[Element, str]) -> bool:
    return any(one in notes for one in link.iterancestors())


def _links_back(note: Element) -> Iterator[Element]:
    for link in note.iter("a"):
        leads_within = attribute(link, "href").startswith("#") or _role(link) == "doc-backlink"
        if leads_within and (_BACK.fullmatch(said(link)) or classes(link) & _BACK_CLASSES):
            yield link
