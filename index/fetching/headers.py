"""What the headers of an answer say (RFC 9110), read tolerantly."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from index.fetching.responses import Validators

Headers = Mapping[str, str]
"""Values by names in small letters, the first of several of one name."""

_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}")
_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?\s*([a-z0-9_.:+()-]{1,40})\s*(?:["';]|$)""", re.IGNORECASE)
_ETAG = re.compile(r'(W/)?"[\x21\x23-\x7e\x80-\xff]{0,1000}"')
_DATE = re.compile(r"[A-Za-z0-9 ,:+-]{1,64}")


def headers(items: Iterable[tuple[bytes, bytes]]) -> Headers:
    """The headers of an answer, as they were sent."""
    read: dict[str, str] = {}
    for name, value in items:
        read.setdefault(name.decode("latin-1").lower(), value.decode("latin-1").strip())
    return read


def media_type(headers: Headers) -> str:
    """The media type of a body in small letters; empty where none is told that is one."""
    told = headers.get("content-type", "").partition(";")[0].strip().lower()
    return told if _MEDIA_TYPE.fullmatch(told) else ""


def charset(headers: Headers) -> str:
    """The encoding of a body; empty where none is told that may be one."""
    # email.message raises TypeError for some parameters that nobody means well with
    found = _CHARSET.search(headers.get("content-type", ""))
    return found[1] if found else ""


def validators(headers: Headers) -> Validators:
    """By what to ask again for what stands at an address; what could not be sent back is left out."""
    etag, last_modified = headers.get("etag", ""), headers.get("last-modified", "")
    return Validators(etag if _ETAG.fullmatch(etag) else "", last_modified if _DATE.fullmatch(last_modified) else "")


def is_indexed(headers: Headers) -> bool:
    """Whether a server lets programs show what it sends (X-Robots-Tag, as robots in a page's head)."""
    rules = {rule.strip().lower() for rule in headers.get("x-robots-tag", "").split(",")}
    return rules.isdisjoint(("noindex", "none", "quotebot: noindex", "quotebot: none"))


def retry_after(headers: Headers, now: datetime) -> float | None:
    """Seconds until a server wants to be asked again (RFC 9110, section 10.2.3); None where it does not tell."""
    told = headers.get("retry-after", "")
    if re.fullmatch(r"[0-9]{1,12}", told):
        return float(told)
    try:
        date = parsedate_to_datetime(told)
    except (ValueError, TypeError, OverflowError):
        return None
    return max(0.0, ((date if date.tzinfo else date.replace(tzinfo=UTC)) - now).total_seconds())
