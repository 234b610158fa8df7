"""Which files tell of a site, and which folder is that of the site."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

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
_NAMES = frozenset({*_READ_BY, *_VITEPRESS})
# What is read with a file of settings: the builder of Sphinx, versions of Docusaurus, further settings of Hugo.
_READ_THE_DOCS = (".readthedocs.yml", ".readthedocs.yaml")
_ABOVE = 4  # folders, from that of the settings up, in which these stand
_BESIDE = frozenset({*_READ_THE_DOCS, "versions.json"})
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
    is_own = not any(name in FOREIGN or (name.startswith(".") and name != _VITEPRESS_FOLDER) for name in folders)
    return is_own and len(folders) <= _DEEPEST


def settings_near(folder: Path) -> Iterator[Path]:
    """The files of settings of sites whose documents may stand in a folder: in it, and in such as sites have beside."""
    for below in ("", "docs", "docs/source", "doc", "website", "site", "www"):
        place = folder / below
        for inner in (place, place / _VITEPRESS_FOLDER, place.joinpath(*_HUGO_FOLDER)):
            yield from (file for name in _names(inner) if reader_of_settings(str(file := inner / name)))


def files_beside(file: Path) -> list[Path]:
    """What is read with a file of settings."""
    above = [folder / name for folder in file.parents[:_ABOVE] for name in _READ_THE_DOCS]
    inner = [file.parent / name for name in _names(file.parent) if is_beside(str(file.parent / name))]
    return [one for one in dict.fromkeys((*above, *inner)) if is_own_file(one)]


def is_own_file(file: Path) -> bool:
    """Whether it is a file, and no link to one elsewhere, nor a pipe that may never end."""
    return file.is_file() and not file.is_symlink()


def may_be_settings(name: str) -> bool:
    """Whether a file of this name may have the settings of a site."""
    return name in _NAMES


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []
