"""The settings of MkDocs: mkdocs.yml."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from index.ingest.readers.site.settings import MkDocs, Section, base_address
from index.ingest.readers.site.yaml_settings import read_yaml

_MOVING = ("i18n", "monorepo", "multirepo")  # plugins that have pages elsewhere than their documents tell
_UNUSUAL = ("/templates/", ".*")  # what MkDocs leaves out unless it is told otherwise
_DEEPEST = 20


def read(path: Path) -> MkDocs:
    """What the file says. Raises UnreadableError and OSError."""
    told = read_yaml(path.read_bytes())
    plugins = dict(_plugins(told.get("plugins")))
    url = told.get("site_url")
    if any(plugin.rsplit("/")[-1] in _MOVING for plugin in plugins):
        url = None
    posts = [f"/{_blog(options)}/posts/" for name, options in plugins.items() if name.rsplit("/")[-1] == "blog"]
    excluded = told.get("exclude_docs")
    docs = told.get("docs_dir")
    return MkDocs(
        base_url=_versioned(base_address(url), plugins, told.get("extra")),
        publisher=_text(told.get("site_name")),
        sections=(Section(docs if isinstance(docs, str) else "docs"),),
        titles=dict(_titles(told.get("nav"), 0)),
        directory_urls=told.get("use_directory_urls") is not False,
        excluded=(*_UNUSUAL, *(excluded.splitlines() if isinstance(excluded, str) else ()), *posts),
    )


def _plugins(told: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Plugins by their names, with their options, in a list or a table."""
    for one in [told] if isinstance(told, dict) else told if isinstance(told, list) else []:
        if isinstance(one, str):
            yield one, {}
        elif isinstance(one, dict):
            yield from ((str(name), options if isinstance(options, dict) else {}) for name, options in one.items())


def _blog(options: Mapping[str, Any]) -> str:
    """The folder of a blog, whose posts go by their dates."""
    folder = options.get("blog_dir")
    return folder.strip("/") if isinstance(folder, str) else "blog"


def _versioned(base: str, plugins: Mapping[str, Mapping[str, Any]], extra: object) -> str:
    """The address of the version that counts, where `mike` publishes several; empty where none is named."""
    version = extra.get("version") if isinstance(extra, dict) else None
    told = version if isinstance(version, dict) else {}
    if "mike" not in plugins and told.get("provider") != "mike":
        return base
    named = plugins.get("mike", {}).get("canonical_version") or told.get("default")
    return f"{base}{named}/" if base and isinstance(named, str) else ""


def _titles(nav: object, depth: int) -> Iterator[tuple[str, str]]:
    """Documents by their paths, with the titles that the navigation gives them."""
    if depth > _DEEPEST:
        return
    for entry in nav if isinstance(nav, list) else []:
        for title, target in entry.items() if isinstance(entry, dict) else ():
            if isinstance(target, str):
                yield target.removeprefix("./"), _text(title)
            else:
                yield from _titles(target, depth + 1)


def _text(told: object) -> str:
    return told.strip() if isinstance(told, str) else ""
