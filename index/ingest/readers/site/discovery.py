"""Which files tell of a site, and which folder is that of the site."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from index.ingest.readers.folders import FOREIGN

_SCRIPTS = (".js", ".ts", ".mjs", ".cjs", ".mts", ".cts")
_HUGO = tuple(f"{name}{ending}" for name in ("hugo", "config") for ending in (".toml", ".yaml", ".yml", ".json"))
_HUGO_FOLDER = ("config", "_default")
# By the name of a file of settings, the module that reads it.
_READ_BY = {
    "mkdocs.yml": "mkdocs",
    "mkdocs.yaml": "mkdocs",
    "conf.py": "sphinx",
    **{f"docusaurus.config{ending}": "docusaurus" for ending in _SCRIPTS},
    **dict.fromkeys(_HUGO, "hugo"),
}
_VITEPRESS = frozenset(f"config{ending}" for ending in _SCRIPTS)
_VITEPRESS_FOLDER = ".vitepress"
# What is read with a file of settings: the builder of Sphinx, versions of Docusaurus, further settings of Hugo.
_BESIDE = frozenset({".readthedocs.yml", ".readthedocs.yaml", "versions.json"})
_BESIDE_ENDING = "_versions.json"
_DEEPEST = 4  # folders above one of settings: what is deeper is an example, or a test's
_MOST = 20  # files of settings of one repository


def reader_of_settings(path: str) -> str:
    """The module beside this one that reads a file of settings, by its path; empty where it is none."""
    place = PurePosixPath(path)
    if place.parent.name == _VITEPRESS_FOLDER:
        return "vitepress" if place.name in _VITEPRESS else ""
    if place.parent.parts[-2:] == _HUGO_FOLDER:
        return "hugo" if place.name in _HUGO else ""
    return _READ_BY.get(place.name, "")


def site_folder(path: str) -> str:
    """The folder of the site that a file of settings tells of, as a path beside it; empty for the one that is "."."""
    place = PurePosixPath(path)
    folder = place.parent
    if folder.name == _VITEPRESS_FOLDER:
        folder = folder.parent
    elif folder.parts[-2:] == _HUGO_FOLDER:
        folder = folder.parent.parent
    return "" if folder == PurePosixPath() else folder.as_posix()


def is_beside(path: str) -> bool:
    """Whether a file is read with one of settings."""
    place = PurePosixPath(path)
    return (
        place.name in _BESIDE
        or place.name.endswith(_BESIDE_ENDING)
        or (place.parent.parts[-2:] == _HUGO_FOLDER and place.suffix in (".toml", ".yaml", ".yml", ".json"))
    )


def settings_among(paths: Iterable[str]) -> list[str]:
    """Those of the paths of a repository that are settings of its sites, the nearest to its root first, and not many.

    Of each site one file counts: the first by name.
    """
    found = sorted((len(PurePosixPath(path).parts), path) for path in paths if _may_tell(path))
    sites = dict[tuple[str, str], str]()
    for _, path in found:
        sites.setdefault((reader_of_settings(path), site_folder(path)), path)
    return list(sites.values())[:_MOST]


def _may_tell(path: str) -> bool:
    if not reader_of_settings(path):
        return False
    folders = PurePosixPath(path).parent.parts
    return len(folders) <= _DEEPEST and FOREIGN.isdisjoint(folders)


def places_of_settings(folder: str) -> Iterator[str]:
    """Where settings of a site may stand of which a folder, or one beside or above it, has the documents."""
    for below in ("", "docs/", "docs/source/", "doc/", "website/", "site/", "www/"):
        for name in _READ_BY:
            yield f"{folder}/{below}{name}"
        for name in sorted(_VITEPRESS):
            yield f"{folder}/{below}{_VITEPRESS_FOLDER}/{name}"
        for name in _HUGO:
            yield f"{folder}/{below}{'/'.join(_HUGO_FOLDER)}/{name}"
