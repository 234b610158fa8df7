"""What of a folder is read: all but what is hidden, what .gitignore names, and what programs put there."""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Self

from pathspec import GitIgnoreSpec

from index.ingest.readers.base import Problem, ProblemKind, unread

_IGNORE = ".gitignore"
_BY_RULE = f"is left out by {_IGNORE}"
_LONGEST = 1_000_000  # bytes of such a file that are read
# Folders of other people's packages, and such as only programs name so.
FOREIGN = frozenset(
    {"node_modules", "bower_components", "vendor", "site-packages", "__pycache__", "_build", "_site", "dist"}
)
"""Names of folders whose files others have written, or programs."""
# Folders that a build may leave; what stands in them, or beside them, tells whether one did.
_BUILT = frozenset({"build", "out", "public", "site", "target", "htmlcov", "env"})
_BUILT_INSIDE = frozenset(
    {".buildinfo", "CACHEDIR.TAG", "pyvenv.cfg", "sitemap.xml", "search_index.json", "objects.inv"}
)
_BUILT_BESIDE = frozenset(
    {"package.json", "pyproject.toml", "setup.py", "setup.cfg", "Cargo.toml", "pom.xml", "build.gradle", "go.mod"}
    | {"build.gradle.kts", "build.xml", "CMakeLists.txt", "meson.build", "Makefile", "Gemfile", "composer.json"}
    | {"conf.py", "mkdocs.yml", "mkdocs.yaml", "hugo.toml", "hugo.yaml", "_config.yml", "antora.yml", "book.toml"}
)

_PAGE = re.compile(r"\.x?html?$", re.IGNORECASE)
# What browsers and Word add to the name of a page for the folder of its pictures and frames, in their language.
_SAVED_BESIDE = ("_files", ".files", "-Dateien", "_fichiers", "_archivos", "_file", "_bestanden", "_pliki", "_arquivos")


@dataclass(frozen=True, slots=True)
class _Ignored:
    """What the .gitignore of a folder says of what stands in it, after those of the folders above."""

    folder: str
    spec: GitIgnoreSpec
    above: Self | None

    def names(self, path: str) -> bool:
        """Whether a path, of a folder with a slash at its end, is left out; the nearest file that names it decides."""
        said = self.spec.check_file(path[len(self.folder) + 1 :]).include
        if said is None:
            return self.above is not None and self.above.names(path)
        return said


def files_below(source: Path) -> Iterator[Path | Problem]:
    """The files of a folder in a fixed order, folders that cannot be read, and what is left out; or the source itself.

    A source is read whatever the files above it leave out.
    """
    if not os.path.isdir(source):  # unlike Path.is_dir it takes any name
        yield source
        return
    unreadable = list[OSError]()
    rules = {str(source): _rules_above(source)}
    for folder, folders, names in os.walk(source, onerror=unreadable.append):
        rule = _rule(folder, names, rules.pop(folder))
        kept = list[str]()
        for name in sorted(folders):
            path = os.path.join(folder, name)
            if _is_hidden(name):
                continue
            if reason := _left_out(path, names, rule):
                yield Problem(path, reason, kind=ProblemKind.IGNORED)
            else:
                kept.append(name)
                rules[path] = rule
        folders[:] = kept
        for name in sorted(names):
            if not _is_hidden(name):
                path = os.path.join(folder, name)
                is_ignored = rule is not None and rule.names(path)
                yield Problem(path, _BY_RULE, kind=ProblemKind.IGNORED) if is_ignored else Path(path)
    yield from (unread(error.filename, error) for error in unreadable)


def folders_to_root(folder: Path) -> list[Path]:
    """A folder and those above it, up to the root of the repository that it stands in; none where it is in none."""
    folders = [folder, *folder.parents]
    root = next((number for number, one in enumerate(folders) if os.path.exists(one / ".git")), None)
    return [] if root is None else folders[: root + 1]


def is_read_below(source: Path, path: Path) -> bool:
    """Whether `files_below` would come to a path, were there a file; or it tells what else is left out."""
    if path == source:
        return True
    if not path.is_relative_to(source):
        return False
    folder, rule = str(source), _rules_above(source)
    *folders, last = path.relative_to(source).parts
    for name in folders:
        names = _files(folder)
        rule = _rule(folder, names, rule)
        below = os.path.join(folder, name)
        if _is_hidden(name) or _left_out(below, names, rule):
            return False
        folder = below
    rule = _rule(folder, [_IGNORE], rule)
    return last == _IGNORE or not (_is_hidden(last) or (rule is not None and rule.names(str(path))))


def _files(folder: str) -> list[str]:
    """The names of the files in a folder; none where they cannot be told."""
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries if not entry.is_dir()]
    except OSError:
        return []


def _is_hidden(name: str) -> bool:
    """Whether it is a program's own: hidden, what says that Office has a file open, or what a Mac adds to archives."""
    return name.startswith((".", "~$")) or name == "__MACOSX"


def _left_out(path: str, beside: Iterable[str], rule: _Ignored | None) -> str:
    """Why a folder is not gone into; empty where it is."""
    name = os.path.basename(path)
    if rule is not None and rule.names(f"{path}/"):
        return _BY_RULE
    if name in FOREIGN:
        return "is left out, as a folder of programs; name it as a source to have it read"
    if _is_saved_beside(name, beside):
        return "is left out, as what a browser saved with the page beside it"
    if name in _BUILT and (not _BUILT_BESIDE.isdisjoint(beside) or _holds(path, _BUILT_INSIDE)):
        return "is left out, as what a build has made; name it as a source to have it read"
    return ""


def _is_saved_beside(name: str, beside: Iterable[str]) -> bool:
    stems = {name.removesuffix(ending) for ending in _SAVED_BESIDE if name.endswith(ending)}
    return bool(stems) and any(_PAGE.search(page) and Path(page).stem in stems for page in beside)


def _holds(folder: str, names: Iterable[str]) -> bool:
    return any(os.path.exists(os.path.join(folder, name)) for name in names)


def _rule(folder: str, names: Iterable[str], above: _Ignored | None) -> _Ignored | None:
    spec = _spec(folder) if _IGNORE in names else None
    return above if spec is None else _Ignored(folder, spec, above)


def _rules_above(source: Path) -> _Ignored | None:
    """What the repository that a source stands in says of what is in it, unless it leaves out the source itself."""
    rule: _Ignored | None = None
    for folder, below in pairwise(reversed(folders_to_root(source))):
        rule = _rule(str(folder), [_IGNORE], rule)
        if rule is not None and rule.names(f"{below}/"):
            return None
    return rule


def _spec(folder: str) -> GitIgnoreSpec | None:
    """The rules of a folder's .gitignore, those aside that git would pass over; None where it cannot be read."""
    try:
        with open(os.path.join(folder, _IGNORE), "rb") as file:
            lines = file.read(_LONGEST).decode(errors="replace").splitlines()
    except OSError:
        return None
    rules = list[str]()
    for line in lines:
        with suppress(ValueError):
            GitIgnoreSpec.from_lines([line])
            rules.append(line)
    return GitIgnoreSpec.from_lines(rules)
