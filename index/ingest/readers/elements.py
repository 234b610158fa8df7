"""Elements of XML and HTML: what they are called and say, whatever their namespaces are bound to."""

from lxml import etree

Element = etree._Element


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element, name: str) -> Element | None:
    """The first child of a name, whatever its namespace."""
    return next((one for one in element if local_name(one) == name), None)


def child_text(element: Element, name: str) -> str:
    """What the first child of a name says, without the white space around it; empty where there is none."""
    found = child(element, name)
    return (found.text or "").strip() if found is not None else ""
