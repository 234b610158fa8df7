"""Where something is to be filled in or pressed, and the box in which readers are asked to."""

import re

from index.ingest.readers.elements import Element
from index.ingest.readers.html.names import names
from index.ingest.readers.html.outline import AROUND, is_line
from index.ingest.readers.html.parsing import attribute
from index.ingest.readers.html.sizes import Size, Sizes, remove

_CALL = 220  # characters of its own that a box with a button has at most
_BOX = 320  # and one with a form
_PARAGRAPHS = 3  # of a box with a form
_SENTENCE = 130  # characters of running text that call for a form
_LINKS = 2  # of a box with a button
_BUTTON = re.compile(r"(?:^|[\s-])(?:btn|button|cta)(?:$|[\s-])")
_UNSEEN = frozenset({"hidden", "checkbox", "radio", "button", "submit"})


def take_away_buttons(main: Element, sizes: Sizes) -> None:
    """Boxes that say little beside a link that looks like a button."""
    for link in list(main.iter("a")):
        if _BUTTON.search(names(link)) is None or link not in sizes or not is_line(link):
            continue
        box, above = link, link.getparent()
        while above is not None and above is not main and above in sizes and _is_small(above, sizes[above]):
            box, above = above, above.getparent()
        if box is not link and sizes[box].own:
            remove(box, sizes)


def _is_small(part: Element, size: Size) -> bool:
    held = next(part.iter("h1", "pre", "table", "ol", "ul", "dl"), None)
    return held is None and part.tag in AROUND and size.own <= _CALL and size.links <= _LINKS and not size.running


def take_away_forms(main: Element, sizes: Sizes) -> None:
    """Where something is to be filled in: the form, and the box in which it is called for."""
    for control in list(main.iter("input", "textarea")):
        if control.tag == "input" and attribute(control, "type").lower() in (
            "hidden",
            "checkbox",
            "radio",
            "button",
            "submit",
        ):
            continue
        if control.getparent() not in sizes:
            continue
        box, above = control, control.getparent()
        while above is not None and above is not main and above in sizes and _may_be_form(above, sizes, box):
            box, above = above, above.getparent()
            if box.tag == "form" and control.tag == "textarea":
                break
        if box is not control:
            remove(box, sizes)


def _may_be_form(part: Element, sizes: Sizes, within: Element) -> bool:
    """Whether a part around a control or a box is no more than a form and what calls for it."""
    size = sizes[part]
    if part.tag == "form" and size.own <= 2 * _BOX and next(part.iter("h1", "pre"), None) is None:
        return True
    if len(list(part.iter("p", "li"))) > _PARAGRAPHS or next(part.iter("h1", "pre", "table", "ol"), None) is not None:
        return False
    more = size.running - sizes.get(within, Size()).running
    return size.own <= _BOX and more <= _SENTENCE and part.tag in AROUND | {"label", "form"}
