"""What people write of an article in front matter or in a line of JSON, under whichever name, as what it means."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from index.ingest.readers.titles import plain_title
from index.text.publication_dates import moment, parse_date

Table = Mapping[str, Any]
"""Fields as they were decoded: text, numbers, dates, lists and tables."""

# By what each is known, in the order in which they count.
_NAMES = {
    "id": ("id",),
    "title": ("title",),
    "publisher": ("publisher", "publication", "site_name"),
    "author": ("author", "authors", "byline", "creator"),
    "published_at": (
        *("published_at", "date", "published", "publishdate", "publish_date", "pubdate", "pub_date", "published_date"),
        *("publication_date", "date_published", "datepublished", "created", "created_at", "date_created"),
        *(
            "creation_date",
            "posted_at",
            "lastmod",
            "last_modified",
            "modified",
            "updated",
            "updated_at",
            "last_updated",
        ),
    ),
    "url": ("url", "canonical_url", "canonicalurl", "canonical", "permalink", "link", "html_url", "source_url"),
    "language": ("language", "lang", "locale"),
}
_PUBLISH_AT = ("publishdate", "publish_date", "publish_at")
_EXPIRES_AT = ("expirydate", "expiry_date", "expires_at", "expires", "unpublishdate", "unpublish_date")
# Of a table that stands where text is wanted, the entry that has it.
_PARTS = {
    "published_at": ("published_at", "published", "publish", "created", "posted", "date", "updated", "modified"),
    "author": ("name", "full_name", "display_name", "title", "label", "id"),
}
_ANY_PART = ("name", "title", "value", "text", "url", "href")
_YES, _NO = frozenset({"true", "yes", "on", "1"}), frozenset({"false", "no", "off", "0"})
_HIDING = {
    "is a draft": (("draft", _YES), ("is_draft", _YES), ("status", frozenset({"draft"}))),
    "is not published": (
        ("published", _NO),
        ("publish", _NO),
        ("status", frozenset({"unpublished", "pending", "private"})),
    ),
    "is hidden": (
        ("hidden", _YES),
        ("unlisted", _YES),
        ("private", _YES),
        ("status", frozenset({"hidden"})),
        ("visibility", frozenset({"hidden", "private", "unlisted", "draft", "none"})),
    ),
}
VISIBILITY = frozenset({name for rules in _HIDING.values() for name, _ in rules} | {*_PUBLISH_AT, *_EXPIRES_AT})
"""The names of what tells whether an article is to be shown."""
_NO_VALUE = frozenset({"~", "null", "none"})
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Visibility:
    """Whether and when an article is to be shown: `hidden` is why not at all, the others dates of `parse_date`."""

    hidden: str = ""
    publish_at: str | None = None
    expires_at: str | None = None

    def withheld(self, now: datetime) -> str:
        """Why the article is not to be shown now; empty where it is."""
        publish, expiry = moment(self.publish_at), moment(self.expires_at)
        if self.hidden:
            return self.hidden
        if publish is not None and publish > now:
            return f"is to be published on {self.publish_at}"
        if expiry is not None and expiry <= now:
            return f"expired on {self.expires_at}"
        return ""


@dataclass(frozen=True, slots=True)
class Fields:
    """What is said of an article, by the names of `Source` and "language", those that are not told left out."""

    said: Mapping[str, str]
    visibility: Visibility
    warnings: tuple[str, ...]
    """What could not be used, and what to write instead."""


def read_fields(table: Table) -> Fields:
    """Takes what is known out of the fields of an article; what cannot be used is passed over, with a warning."""
    written = {_key(name): value for name, value in table.items()}
    as_written = {_key(name): str(name) for name in table}
    said, warnings = dict[str, str](), list[str]()
    for field, names in _NAMES.items():
        for name in names:
            value = written.get(name)
            if value is None or (field == "published_at" and _is_switch(value)):
                continue
            text = _text(value, _PARTS.get(field, _ANY_PART))
            if text is None:
                warnings.append(f"its {as_written[name]} is no text and is passed over; write it as one")
            elif text := _usable(field, name, text):
                said[field] = text
                break
    visibility = _visibility(written)
    for name in _EXPIRES_AT:
        text = _text(written.get(name), _PARTS["published_at"])
        if text and not parse_date(text):
            warnings.append(f"its {as_written[name]} is no date and is passed over; write it as 2024-03-20")
    return Fields(said, visibility, tuple(warnings))


def _usable(field: str, name: str, text: str) -> str:
    """A field as it is kept; empty where it says nothing that can be used."""
    if field == "title":
        return plain_title(text)
    if field == "language":
        language = _LANGUAGE.fullmatch(text)
        return language[1].lower() if language else ""
    if field == "url" and name != "url" and not _ADDRESS.fullmatch(text):
        return ""  # a path within a site
    return text


def _visibility(written: Table) -> Visibility:
    hidden = ""
    for reason, rules in _HIDING.items():
        for name, values in rules:
            value = (_text(written.get(name), ()) or "").casefold()
            if not hidden and value in values:
                hidden = f"{reason} ({name}: {value})"

    def first_date(names: Iterable[str]) -> str | None:
        texts = (_text(written.get(name), _PARTS["published_at"]) for name in names)
        return next(filter(None, (parse_date(text or "") for text in texts)), None)

    return Visibility(hidden, first_date(_PUBLISH_AT), first_date(_EXPIRES_AT))


def _key(name: object) -> str:
    """A name as it is compared: pubDate, pub-date and Pub date are one."""
    return re.sub(r"[\s-]+", "_", str(name).strip()).casefold()


def _is_switch(value: object) -> bool:
    return isinstance(value, bool) or (isinstance(value, str) and value.strip().casefold() in _YES | _NO)


def _text(value: object, parts: tuple[str, ...]) -> str | None:
    """A value as text, of a list joined and of a table what stands under one of these names; None where it is none."""
    if isinstance(value, Mapping):
        names = {_key(name): part for name, part in value.items()}
        return next((text for part in parts if (text := _text(names.get(part), ()))), None)
    if isinstance(value, list):
        texts = [text for part in value if not isinstance(part, list) and (text := _text(part, parts))]
        return ", ".join(texts) if texts or not value else None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat()
    text = "" if value is None else str(value).strip().encode(errors="replace").decode()
    return "" if text.casefold() in _NO_VALUE else text
