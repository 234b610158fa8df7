"""Where the page of a document is published, by the settings of its site."""

import fnmatch
from pathlib import PurePosixPath
from urllib.parse import quote

from pathspec import GitIgnoreSpec

from index.ingest.readers.fields import Table
from index.ingest.readers.site.docusaurus_pages import docusaurus_page
from index.ingest.readers.site.hugo_pages import hugo_page
from index.ingest.readers.site.settings import Docusaurus, Hugo, MkDocs, Section, SiteSettings, Sphinx, VitePress

_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkdn", ".mkd"})
_KEPT = "/:@!$&'()*+,;=~"  # of what may stand in the path of an address (RFC 3986, section 3.3)


def published_address(settings: SiteSettings, section: Section, path: str, fields: Table) -> str | None:
    """The address of the page that a site makes of a document, by its path in a section and its front matter.

    None where the settings do not tell it, or where the site publishes no such page.
    """
    base = settings.bases.get(_language(settings, section), "") if isinstance(settings, Hugo) else ""
    base = base or settings.base_url
    if not base:
        return None
    match settings:
        case MkDocs():
            page = _mkdocs_page(settings, path)
        case Sphinx():
            page = _sphinx_page(settings, path)
        case VitePress():
            page = _vitepress_page(settings, path)
        case Docusaurus():
            page = docusaurus_page(settings, section, path, fields)
        case Hugo():
            page = hugo_page(settings, section, path, fields)
        case _:
            page = None
    if page is None or page.startswith(("http://", "https://")):
        return page
    return base + quote(page.removeprefix("/"), safe=_KEPT)


def _language(settings: Hugo, section: Section) -> str:
    return section.language or settings.default_language


def _mkdocs_page(settings: MkDocs, path: str) -> str | None:
    """As MkDocs 1.6 names pages: README is the index of its folder."""
    place = PurePosixPath(path)
    if place.suffix not in _MARKDOWN or GitIgnoreSpec.from_lines(settings.excluded).match_file(path):
        return None
    if place.stem in ("index", "README"):
        folder = _folder(place)
        return folder if settings.directory_urls else f"{folder}index.html"
    return f"{place.with_suffix('')}/" if settings.directory_urls else str(place.with_suffix(".html"))


def _sphinx_page(settings: Sphinx, path: str) -> str | None:
    """As the builders "html" and "dirhtml" of Sphinx name pages."""
    suffix = next((suffix for suffix in settings.suffixes if path.endswith(suffix)), None)
    if suffix is None or any(_excludes(pattern, path) for pattern in settings.excluded):
        return None
    name = path.removesuffix(suffix)
    if settings.ending:
        return name + settings.ending
    return name.removesuffix("index") if PurePosixPath(name).name == "index" else f"{name}/"


def _excludes(pattern: str, path: str) -> bool:
    """Whether a pattern names a document or a folder that it is in; `*` goes over slashes where it is doubled."""
    place = PurePosixPath(path)
    for one in (place, *place.parents):
        text = str(one)
        is_same_depth = "**" in pattern or pattern.count("/") == text.count("/")
        if is_same_depth and fnmatch.fnmatchcase(text, pattern.rstrip("/")):
            return True
    return pattern.startswith("**/") and _excludes(pattern.removeprefix("**/"), path)


def _vitepress_page(settings: VitePress, path: str) -> str | None:
    """As VitePress names pages."""
    place = PurePosixPath(path)
    if place.suffix != ".md" or any(_excludes(pattern, path) for pattern in settings.excluded):
        return None
    return _folder(place) if place.stem == "index" else str(place.with_suffix("")) + settings.ending


def _folder(place: PurePosixPath) -> str:
    return "" if place.parent == PurePosixPath() else f"{place.parent}/"
