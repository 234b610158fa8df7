"""Names for the footnotes of a document in reStructuredText, which their marks and they themselves get."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from docutils import nodes

_SYMBOLS = "*†‡§¶#♠♥♦♣"  # of footnotes without a number, as docutils has them


def name_notes(document: Any) -> None:
    """Sets `note` of each footnote and citation, and of each mark, to the number, symbol or label that it shows."""
    by_name, unnamed = dict[str, str](), list[str]()
    for note, free in zip(document.autofootnotes, _free_numbers(document), strict=False):
        note["note"] = free
        names = [*note["names"], *note["dupnames"]]
        by_name |= dict.fromkeys(names, free)
        if not names:
            unnamed.append(free)
    for note in (*document.footnotes, *document.citations):
        note["note"] = note.children[0].astext()
    for notes in (document.symbol_footnotes, document.symbol_footnote_refs):
        for number, note in enumerate(notes):
            note["note"] = _SYMBOLS[number % len(_SYMBOLS)] * (number // len(_SYMBOLS) + 1)
    left = iter(unnamed)
    for mark in document.autofootnote_refs:
        name = mark.get("refname")
        mark["note"] = by_name.get(name, name) if name else next(left, "#")
    for kind in (nodes.footnote_reference, nodes.citation_reference):
        for mark in document.findall(kind):
            mark.setdefault("note", mark.astext())


def _free_numbers(document: Any) -> Iterator[str]:
    """The numbers that no footnote has."""
    taken = {name for note in document.footnotes for name in note["names"]}
    return (str(number) for number in count(1) if str(number) not in taken)
