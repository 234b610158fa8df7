"""Where Docusaurus publishes documents, posts and pages."""

import posixpath
import re
from pathlib import PurePosixPath

from index.ingest.readers.fields import Table
from index.ingest.readers.site.settings import Docusaurus, Section

_NUMBERED = re.compile(r"\d+\s*[-_.]+\s*([^-_.\s].*)", re.DOTALL)
_NO_NUMBER = re.compile(r"\d+[-_.]\d+")  # a date or a version
_POST = re.compile(
    r"(?P<folder>.*/)?(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<name>.*?)(?P<index>/index)?", re.DOTALL
)
_ENDINGS = frozenset({".md", ".mdx"})


def docusaurus_page(settings: Docusaurus, section: Section, path: str, fields: Table) -> str | None:
    """The path of a page below the base of the site, as Docusaurus 3 names it; None where it publishes none."""
    place = PurePosixPath(path)
    if place.suffix not in _ENDINGS or any(part.startswith("_") for part in place.parts):
        return None
    match section.kind:
        case "blog":
            slug = _post_slug(place, _text(fields, "slug"))
        case "pages":
            slug = _page_slug(place, _text(fields, "slug"))
        case kind:
            slug = _document_slug(place, fields, is_numbered=kind == "docs")
    if slug is None:
        return None
    page = re.sub(r"/{2,}", "/", f"{section.route}/{slug}").lstrip("/")
    if settings.trailing_slash is None or not page:
        return page
    return f"{page.rstrip('/')}/" if settings.trailing_slash else page.rstrip("/")


def _document_slug(place: PurePosixPath, fields: Table, is_numbered: bool) -> str:
    slug = _text(fields, "slug")
    if slug.startswith("/"):
        return slug
    numbered = is_numbered and _text(fields, "parse_number_prefixes") != "false"
    strip = _without_number if numbered else str
    folder = "/".join(["", *map(strip, place.parent.parts), ""])
    beside = ("index", "readme", *(part.lower() for part in place.parent.parts[-1:]))
    if not slug and place.stem.lower() in beside:
        return folder
    return _resolved(slug or _text(fields, "id") or strip(place.stem), folder)


def _page_slug(place: PurePosixPath, slug: str) -> str:
    if slug:
        return _resolved(slug, "/")
    name = str(place.with_suffix(""))
    return name.removesuffix("index") if place.stem == "index" else name


def _post_slug(place: PurePosixPath, slug: str) -> str | None:
    """The slug of a post: its own, else by the date in its name."""
    if slug:
        return slug
    match = _POST.fullmatch(str(place.with_suffix("")))
    if match is None:
        name = str(place.with_suffix(""))
        return name.removesuffix("/index")
    date = "/".join(part.zfill(2) for part in re.split("[-/]", match["date"]))
    return "/".join(filter(None, (date, (match["folder"] or "").strip("/"), match["name"])))


def _without_number(name: str) -> str:
    """A name without the number that only orders it: "01-intro" is "intro", "2024-01-intro" as it is."""
    match = None if _NO_NUMBER.match(name) else _NUMBERED.fullmatch(name)
    return match[1] if match else name


def _resolved(slug: str, folder: str) -> str:
    """A slug as a link from its folder leads."""
    path = posixpath.normpath(posixpath.join(folder, slug))
    return f"{path}/" if slug.endswith("/") and not path.endswith("/") else path


def _text(fields: Table, name: str) -> str:
    value = fields.get(name)
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).strip() if isinstance(value, str | int | float) else ""
