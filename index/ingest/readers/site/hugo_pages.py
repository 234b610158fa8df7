"""Where Hugo publishes pages."""

import re
import unicodedata
from datetime import date
from pathlib import PurePosixPath

from index.ingest.readers.fields import Table
from index.ingest.readers.site.settings import Hugo, Section
from index.text.publication_dates import parse_date

_ENDINGS = frozenset({".md", ".markdown", ".mdown", ".html", ".htm", ".adoc", ".asciidoc", ".ad", ".org", ".rst"})
_TOKEN = re.compile(r":([a-z]+)(?:\[[^\]]*\])?")
_SIGNS, _SIGNS_OF_PATTERNS = "./_#+~-@", "./_#~-@"
_HIDDEN = ("never", "false", "link")


def hugo_page(settings: Hugo, section: Section, path: str, fields: Table) -> str | None:
    """The path of a page below the base of the site, as Hugo names it; None where it is not told, or not published."""
    place = PurePosixPath(path)
    if place.suffix.lower() not in _ENDINGS or _is_hidden(fields):
        return None
    stem, language = _stem_and_language(settings, section, place)
    prefix = settings.prefixes.get(language, "")
    if url := _text(fields, "url"):
        return _own_page(url, prefix)
    folders = [*filter(None, section.route.split("/")), *place.parent.parts]
    if stem == "_index":
        page = _joined(settings, [*folders[:-1], _text(fields, "slug") or folders[-1]] if folders else [])
    else:
        name = folders.pop() if stem == "index" and folders else stem
        if stem == "index" and name == stem:
            return _below(prefix, "")
        told = _permalink(settings, folders, name, fields)
        if told is None:
            return None
        page = told or _joined(settings, [*folders, _text(fields, "slug") or name])
        if settings.is_ugly:
            return _below(prefix, f"{page}.html")
    return _below(prefix, f"{page}/" if page else "")


def _stem_and_language(settings: Hugo, section: Section, place: PurePosixPath) -> tuple[str, str]:
    """The name without its endings, and the language that the last but one tells, or the folder."""
    stem, _, ending = place.stem.rpartition(".")
    if stem and ending.lower() in settings.prefixes:
        return stem, ending.lower()
    return place.stem, section.language or settings.default_language


def _own_page(url: str, prefix: str) -> str | None:
    """The path that front matter gives; one without a slash in front is below that of its language."""
    if url.startswith(("http://", "https://")):
        return url
    if ":" in url:
        return None
    page = url if url.endswith("/") or PurePosixPath(url).suffix else f"{url}/"
    return page.lstrip("/") if page.startswith("/") else _below(prefix, page)


def _permalink(settings: Hugo, folders: list[str], name: str, fields: Table) -> str | None:
    """The path by the pattern of the first folder: empty where it has none, None where the pattern asks for more."""
    pattern = settings.permalinks.get(folders[0] if folders else "/", "")
    slug, title = _text(fields, "slug"), _text(fields, "title")
    values = {
        "section": folders[0] if folders else "",
        "sections": "/".join(folders),
        "title": title,
        "slug": slug or title,
        "filename": name,
        "contentbasename": name,
        "slugorfilename": slug or name,
        "slugorcontentbasename": slug or name,
    }
    day = (parse_date(_text(fields, "date")) or "").split("T")[0].split("-")
    if len(day) == len(_DATE):
        values |= dict(zip(_DATE, day, strict=True))
    asked = _TOKEN.findall(pattern)
    has_folders = "sections" in asked and len(folders) > 1  # of which only those count that have an _index
    if has_folders or any(token not in values for token in asked) or "[" in pattern:
        return None
    filled = _TOKEN.sub(lambda token: _hyphenated(values[token[1]], _SIGNS_OF_PATTERNS), pattern)
    return _joined(settings, filled.split("/"))


_DATE = ("year", "month", "day")


def _joined(settings: Hugo, parts: list[str]) -> str:
    """A path of parts as Hugo writes them, in small letters unless the site keeps case, where it also joins hyphens."""
    if settings.keeps_case:
        return "/".join(filter(None, (_hyphenated(part, _SIGNS) for part in parts)))
    return "/".join(filter(None, map(_sanitized, parts))).lower()


def _sanitized(part: str) -> str:
    """A part of a path with hyphens for spaces, and without what Hugo keeps out of addresses."""
    return "".join("-" if char.isspace() else char for char in part if char.isspace() or _is_kept(char, _SIGNS))


def _hyphenated(text: str, signs: str) -> str:
    """The same, but each stretch of what parts words is one hyphen."""
    kept, is_parted = list[str](), False
    for char in text:
        if _is_kept(char, signs):
            if is_parted and kept and "-" not in (char, kept[-1]):
                kept.append("-")
            kept.append(char)
            is_parted = False
        else:
            is_parted = is_parted or char.isspace() or char in _SIGNS
    return "".join(kept)


def _is_kept(char: str, signs: str) -> bool:
    return char in signs or unicodedata.category(char)[0] in "LNM"


def _below(prefix: str, page: str) -> str:
    return f"{prefix}/{page}" if prefix else page


def _is_hidden(fields: Table) -> bool:
    build = fields.get("build", fields.get("_build"))
    told = str(build.get("render", "")).lower() if isinstance(build, dict) else ""
    return told in _HIDDEN or str(fields.get("headless", "")).lower() == "true"


def _text(fields: Table, name: str) -> str:
    value = fields.get(name)
    return str(value).strip() if isinstance(value, str | int | date) and not isinstance(value, bool) else ""
