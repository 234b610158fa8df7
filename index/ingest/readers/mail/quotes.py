"""What the HTML of a mail quotes, and its signature, as mail programs mark them."""

from index.ingest.readers.elements import Element
from index.ingest.readers.html.parsing import attribute, classes

_QUOTING = frozenset(
    {
        "gmail_quote",
        "gmail_extra",
        "gmail_signature",
        "moz-cite-prefix",
        "moz-signature",
        "yahoo_quoted",
        "protonmail_quote",
    }
)
_QUOTING_IDS = frozenset({"divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container", "signature"})
_FROM_HERE = frozenset({"divrplyfwdmsg", "appendonsend"})  # from which on all is what was answered


def without_quotes(root: Element) -> Element:
    """A mail without what it quotes and its signature."""
    for element in [one for one in root.iter() if isinstance(one.tag, str) and _is_quote(one)]:
        following = list(element.itersiblings()) if attribute(element, "id").lower() in _FROM_HERE else []
        for one in [element, *following]:
            _remove(one)
    return root


def _is_quote(element: Element) -> bool:
    if element.tag == "blockquote" and attribute(element, "type").lower() == "cite":
        return True
    return not classes(element).isdisjoint(_QUOTING) or attribute(element, "id").lower() in _QUOTING_IDS


def _remove(element: Element) -> None:
    """Takes an element out, but not the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
