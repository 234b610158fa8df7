"""What a page shows by pressing: answers, tabs and other panels that are folded, which readers read all the same."""

import re

from index.ingest.readers.elements import Element
from index.ingest.readers.html.names import names
from index.ingest.readers.html.parsing import attribute, said

_PANEL = re.compile(
    r"(?:^|[\s-])(?:tabs?-?(?:panes?|panels?|content)|tabpanel|accordion|acc|collaps(?:e|ed|ible)|panel|answer|faq"
    r"|expander|toggle-content|disclosure|details-content|spoiler)(?:$|[\s-])"
)
_OTHERS = frozenset({"dialog", "alertdialog", "menu", "menubar", "navigation", "search", "listbox", "tooltip"})
_AROUND = frozenset({"nav", "header", "footer", "dialog", "aside"})
_INVISIBLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)\s*;?", re.IGNORECASE)
_LINKED = 0.6  # of what a panel says that are links where it is a menu
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"})


def unfold(root: Element) -> None:
    """Opens the panels of a page; menus, dialogs and what else pops up stay closed, and a page is open below them."""
    controlled = {name for one in root.iter() for name in _controls(one)}
    for one in root.iter("div", "section", "dd", "p", "ul", "ol", "li", "article"):
        if _is_folded(one) and _is_panel(one, controlled) and not _pops_up(one):
            _open(one)
    for one in root.iter("h1", "main"):
        for above in (one, *one.iterancestors()):
            if _is_folded(above) and above.tag not in _AROUND and attribute(above, "role") not in _OTHERS:
                _open(above)  # as it is below a dialog that was open when the page was saved


def _open(one: Element) -> None:
    for name in ("hidden", "aria-hidden"):
        if one.get(name) is not None:
            del one.attrib[name]
    if style := attribute(one, "style"):
        one.set("style", _INVISIBLE.sub("", style))


def _controls(one: Element) -> list[str]:
    """The ids of what an element opens, where that is a tab or a heading."""
    is_tab = attribute(one, "role") == "tab"
    if not is_tab and not any(above.tag in _HEADS for above in one.iterancestors()) and not _PANEL.search(names(one)):
        return []
    targets = attribute(one, "data-bs-target") or attribute(one, "data-target") or attribute(one, "href")
    return [*attribute(one, "aria-controls").split(), *([targets[1:]] if targets.startswith("#") else [])]


def _is_folded(one: Element) -> bool:
    is_hidden = one.get("hidden") is not None or attribute(one, "aria-hidden") == "true"
    return is_hidden or bool(_INVISIBLE.search(attribute(one, "style")))


def _is_panel(one: Element, controlled: set[str]) -> bool:
    return attribute(one, "id") in controlled or _PANEL.search(names(one)) is not None


def _pops_up(one: Element) -> bool:
    if any(above.tag in _AROUND or attribute(above, "role") in _OTHERS for above in (one, *one.iterancestors())):
        return True
    text = said(one)
    return sum(len(said(link)) for link in one.iter("a")) > _LINKED * len(text)
