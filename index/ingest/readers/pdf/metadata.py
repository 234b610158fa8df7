"""What a PDF says of itself: title, author and date."""

import re
from collections.abc import Mapping
from pathlib import Path

_PROGRAM = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)|powerpoint presentation|word document)\b(?: - )?", re.IGNORECASE
)
_FILE_NAME = re.compile(r".*\.(?:docx?|odt|rtf|pptx?|odp|xlsx?|tex|dvi|pdf|html?|indd|qxd|pages|txt|md)", re.IGNORECASE)
_NOBODY = re.compile(
    r"\(?(?:anonymous|unspecified|unknown|none|user|admin(?:istrator)?|root|author|owner)\)?", re.IGNORECASE
)
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?")


def fields_of(metadata: Mapping[str, str], path: Path) -> dict[str, str]:
    """The fields of an article that a PDF's metadata gives, without what programs put there by themselves."""
    title, author = metadata.get("Title", "").strip(), metadata.get("Author", "").strip()
    fields = {
        "title": "" if _is_made_up(title, path) else title,
        "author": "" if _NOBODY.fullmatch(author) or "@" in author else author,
        "created": _date(metadata.get("CreationDate", "")),
    }
    return {name: value for name, value in fields.items() if value}


def _is_made_up(title: str, path: Path) -> bool:
    named = title.casefold() in (path.stem.casefold(), path.name.casefold())
    return named or any(pattern.match(title) for pattern in (_PROGRAM, _NOBODY)) or bool(_FILE_NAME.fullmatch(title))


def _date(written: str) -> str:
    """A date as PDFs write it, D:20240320141500Z, in the form of ISO 8601."""
    match = _DATE.match(written)
    return "-".join(part for part in match.groups() if part) if match else ""
