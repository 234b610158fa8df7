"""The settings of Docusaurus: docusaurus.config.js or .ts, and the versions beside it."""

import json
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from index.ingest.readers.base import UnreadableError
from index.ingest.readers.site.javascript import UNKNOWN, exported
from index.ingest.readers.site.settings import Docusaurus, Section, base_address

_LONGEST = 1_000_000  # bytes
_CLASSIC = ("classic", "@docusaurus/preset-classic")
_PLUGINS = {
    **dict.fromkeys(("content-docs", "@docusaurus/plugin-content-docs"), "docs"),
    **dict.fromkeys(("content-blog", "@docusaurus/plugin-content-blog"), "blog"),
    **dict.fromkeys(("content-pages", "@docusaurus/plugin-content-pages"), "pages"),
}
_DEFAULTS = {"docs": ("docs", "docs"), "blog": ("blog", "blog"), "pages": ("src/pages", "")}
Options = Mapping[str, Any]


def read(path: Path) -> Docusaurus:
    """What the file says. Raises UnreadableError and OSError."""
    source = path.read_bytes()
    if len(source) > _LONGEST:
        raise UnreadableError("is too large to be settings")
    told = exported(source, path.suffix in (".ts", ".mts", ".cts"))
    slash, base = told.get("trailingSlash"), told.get("baseUrl")
    sections = [
        section
        for kind, options in _contents(told)
        for section in (_versions(path.parent, options) if kind == "docs" else _sections(kind, options))
    ]
    return Docusaurus(
        base_url=base_address(told.get("url"), base) if isinstance(base, str) else "",
        publisher=title.strip() if isinstance(title := told.get("title"), str) else "",
        sections=tuple(sections),
        trailing_slash=slash if isinstance(slash, bool) else None,
    )


def _contents(told: Options) -> Iterator[tuple[str, Options]]:
    """The kinds of documents that the site has, with the options of each."""
    for name, options in _named(told.get("presets")):
        if name in _CLASSIC:
            for kind in _DEFAULTS:
                chosen = options.get(kind, {})
                if isinstance(chosen, dict):  # False turns it off
                    yield kind, chosen
    for name, options in _named(told.get("plugins")):
        if name in _PLUGINS:
            yield _PLUGINS[name], options


def _named(told: object) -> Iterator[tuple[str, Options]]:
    for one in told if isinstance(told, list) else []:
        name, options = (*one, {}, {})[:2] if isinstance(one, list) else (one, {})
        if isinstance(name, str) and isinstance(options, dict):
            yield name, options


def _sections(kind: str, options: Options) -> Iterator[Section]:
    folder, route = (options.get(name, default) for name, default in _placed(kind))
    if isinstance(folder, str) and isinstance(route, str):
        numbered = kind == "docs" and options.get("numberPrefixParser", True) is not True
        if numbered and options["numberPrefixParser"] is UNKNOWN:
            return
        yield Section(posixpath.normpath(folder), route.strip("/"), "unnumbered docs" if numbered else kind)


def _placed(kind: str) -> tuple[tuple[str, str], tuple[str, str]]:
    folder, route = _DEFAULTS[kind]
    return ("path", folder), ("routeBasePath", route)


def _versions(site: Path, options: Options) -> Iterator[Section]:
    """The documents of each version: of the last where those are that people read, of the others below their names."""
    key = options.get("id")
    prefix = f"{key}_" if isinstance(key, str) and key != "default" else ""
    versions = [] if options.get("disableVersioning") is True else _released(site / f"{prefix}versions.json")
    last = options.get("lastVersion", versions[0] if versions else "current")
    told = options.get("versions", {})
    if not isinstance(last, str) or not isinstance(told, dict):
        return
    for section in _sections("docs", options):
        for version in ("current", *versions):
            own = told.get(version, {})
            path = own.get("path") if isinstance(own, dict) else UNKNOWN
            if path is None:
                path = "" if version == last else "next" if version == "current" else version
            if isinstance(path, str) and not (version == "current" and options.get("includeCurrentVersion") is False):
                folder = section.folder if version == "current" else f"{prefix}versioned_docs/version-{version}"
                route = "/".join(filter(None, (section.route, path.strip("/"))))
                yield Section(folder, route, section.kind)


def _released(file: Path) -> list[str]:
    try:
        versions = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return []
    return [version for version in versions if isinstance(version, str)] if isinstance(versions, list) else []
