"""What of a page nobody reads as part of its text: scripts, what is not shown, and what is there to be pressed."""

import re

from index.ingest.readers.elements import Element
from index.ingest.readers.html.parsing import attribute, classes, said

_TAGS = frozenset(
    """
    head title script style template noscript noframes iframe object embed applet svg canvas audio video map picture img
    input select textarea option optgroup datalist label meter progress dialog rt rp rtc annotation annotation-xml
    """.split()  # noqa: SIM905
)
_SHOWN_BY_PRESSING = frozenset({"tabpanel", "region"})
_INVISIBLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_CLASSES = frozenset(
    """
    sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only assistive-text mw-editsection
    mw-cite-backlink mw-jump-link navigation-not-searchable headerlink anchorjs-link hash-link header-anchor
    heading-anchor fn-bracket copybtn msohide
    noprint theme-edit-this-page theme-doc-version-badge md-content__button material-icons material-icons-outlined
    material-symbols-outlined msotoc1 msotoc2 msotoc3 msotoc4 msocomanchor msocomtxt msocomoff msocommentreference
    msocommenttext msocommentsubject
    """.split()  # noqa: SIM905
)
_NUMBERS = frozenset({"linenos", "linenodiv", "linenumber", "lineno", "line-numbers-rows", "gutter"})
_CODE_HOLDERS = frozenset(
    {"pre", "code", "table"}
)  # which say by such a class that they have numbers, not that they are
_ANCHOR = re.compile(r"[¶#§🔗⚓\u200b]*")
_EDIT = re.compile(
    r"(?:edit (?:this (?:page|article|section)|on git(?:hub|lab))|(?:improve|suggest (?:an )?edits? (?:to|on|for)) "
    r"this page|suggest (?:an )?edits?|view (?:page )?source|report an issue|copy(?: (?:link|code|to clipboard))?|"
    r"back to top|diese seite bearbeiten|modifier cette page|editar esta página)[.!]?",
    re.IGNORECASE,
)
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"})


def is_hidden(element: Element) -> bool:
    """Whether nothing of an element is read, what stands in it included."""
    tag = element.tag
    if tag in _TAGS:
        return True
    if tag == "button":
        return not is_folding(element)
    if not element.keys():
        return False
    if tag == "a" and element.get("href") is not None:
        text = said(element)
        if text and (_ANCHOR.fullmatch(text) or _EDIT.fullmatch(text)):
            return True
    named = classes(element) if tag not in _CODE_HOLDERS else frozenset()
    if not _CLASSES.isdisjoint(named) or (not _NUMBERS.isdisjoint(named) and not any(map(str.isalpha, said(element)))):
        return True
    return _is_invisible(element)


def is_folding(button: Element) -> bool:
    """Whether a button is what a reader reads: a heading or a question that shows what stands below it."""
    head = next((one for one in button.iterancestors() if one.tag in _HEADS), None)
    if head is not None:
        return said(head) == said(button)
    return button.get("aria-expanded") is not None and said(button).endswith(("?", "？"))


def _is_invisible(element: Element) -> bool:
    if attribute(element, "role") in _SHOWN_BY_PRESSING:
        return False
    hidden = element.get("hidden")
    if (hidden is not None and hidden != "until-found") or attribute(element, "aria-hidden") == "true":
        return True
    style = attribute(element, "style")
    # A formula is there as MathML, unseen, beside its picture.
    return bool(style) and bool(_INVISIBLE.search(style)) and element.find(".//math") is None
