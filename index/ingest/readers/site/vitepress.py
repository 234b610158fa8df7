"""The settings of VitePress: .vitepress/config.js or .ts. Where it is served stands in those of its map of the site."""

import posixpath
from pathlib import Path

from index.ingest.readers.base import UnreadableError
from index.ingest.readers.site.javascript import exported
from index.ingest.readers.site.settings import Section, VitePress, base_address

_LONGEST = 1_000_000  # bytes


def read(path: Path) -> VitePress:
    """What the file says. Raises UnreadableError and OSError."""
    source = path.read_bytes()
    if len(source) > _LONGEST:
        raise UnreadableError("is too large to be settings")
    told = exported(source, path.suffix in (".ts", ".mts", ".cts"))
    sitemap, excluded, folder = told.get("sitemap"), told.get("srcExclude"), told.get("srcDir", ".")
    host = sitemap.get("hostname") if isinstance(sitemap, dict) else None
    has_rewrites = "rewrites" in told
    return VitePress(
        base_url="" if has_rewrites else _address(host, told.get("base", "/")),
        publisher=title.strip() if isinstance(title := told.get("title"), str) else "",
        sections=(Section(posixpath.normpath(folder)),) if isinstance(folder, str) else (),
        ending="" if told.get("cleanUrls") is True else ".html",
        excluded=tuple(one for one in excluded if isinstance(one, str)) if isinstance(excluded, list) else (),
    )


def _address(host: object, base: object) -> str:
    """The address of the site, whose map may be told it with its path or without."""
    if not isinstance(base, str):
        return ""
    address = base_address(host)
    path = f"{base.strip('/')}/".removeprefix("/")
    return address if address.endswith(f"/{path}") else base_address(host, base)
