"""STUB."""

from urllib.parse import urlsplit

from yarl import URL


def canonical(url: str) -> str | None:
    """Stub."""
    try:
        parsed = URL(url)
    except ValueError:
        return None
    if parsed.scheme not in ("http", "https") or not parsed.host:
        return None
    return str(parsed.with_fragment(None).with_path(parsed.path or "/").with_query(parsed.query))


def root_of(url: str) -> str:
    """Stub."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}/"


def is_below(url: str, root: str) -> bool:
    """Stub."""
    return url.startswith(root)


def could_be_page(url: str) -> bool:
    """Stub."""
    return not urlsplit(url).path.endswith((".xml", ".png", ".css"))


def is_trap(url: str) -> bool:
    """Stub."""
    return len(url) > 1000
