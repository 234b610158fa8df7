"""Formulas of Office as a line of text: x^2, (a)/(b), √(x)."""

from index.ingest.readers.elements import Element, local_name
from index.ingest.readers.office.ooxml import M, child, value

_PROPERTIES = "Pr"  # ends the names of elements that say how something looks


def formula(element: Element) -> str:
    """What a formula, or a part of one, says."""
    match local_name(element):
        case "t":
            return element.text or ""
        case "f":
            return f"{_grouped(element, 'num')}/{_grouped(element, 'den')}"
        case "sSup" | "sSub" | "sSubSup":
            return _part(element, "e") + _scripts(element)
        case "sPre":
            return _scripts(element) + _part(element, "e")
        case "nary":
            sign = value(child(element, f"{M}naryPr", f"{M}chr"), f"{M}val") or "∫"
            return f"{sign}{_scripts(element)} {_part(element, 'e')}"
        case "rad":
            return f"{_part(element, 'deg')}√({_part(element, 'e')})"
        case "d":
            return _fenced(element)
        case "m":
            return "; ".join(", ".join(formula(cell) for cell in row) for row in element.findall(f"{M}mr"))
        case name if name.endswith(_PROPERTIES):
            return ""
    return "".join(map(formula, element))


def _fenced(element: Element) -> str:
    opening, between, closing = (
        otherwise if (sign := child(element, f"{M}dPr", f"{M}{name}")) is None else value(sign, f"{M}val")
        for name, otherwise in (("begChr", "("), ("sepChr", "|"), ("endChr", ")"))
    )
    return opening + between.join(formula(part) for part in element.findall(f"{M}e")) + closing


def _scripts(element: Element) -> str:
    return "".join(
        f"{mark}{_grouped(element, name)}" for mark, name in (("_", "sub"), ("^", "sup")) if _part(element, name)
    )


def _grouped(element: Element, name: str) -> str:
    """A part of it, in parentheses where it is more than one number or name."""
    text = _part(element, name)
    return text if text.isalnum() else f"({text})"


def _part(element: Element, name: str) -> str:
    part = element.find(f"{M}{name}")
    return "" if part is None else formula(part).strip()
