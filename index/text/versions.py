"""The numbers of versions and sections in a text: "6.1", "v2.3.0"."""

import re

_DOTTED = re.compile(r"(?<![\w.,-])v?(\d{1,4}(?:\.\d{1,4})+)(?![\w-]|[.,]\d)", re.IGNORECASE)
_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:\d{2}|\d{4})")


def find_versions(text: str) -> frozenset[str]:
    """All numbers with points between them, but for what may be a date and has no "v" before it.

    One with two parts may also be a decimal, or a time.
    """
    return frozenset(match[1] for match in _DOTTED.finditer(text) if not _DATE.fullmatch(match[0]))
