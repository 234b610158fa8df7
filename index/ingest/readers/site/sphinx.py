"""The settings of Sphinx: conf.py, whose assignments of plain values are read and nothing of which is run."""

import ast
import warnings
from pathlib import Path
from typing import Any

from index.ingest.readers.base import UnreadableError
from index.ingest.readers.site.settings import Section, Sphinx, base_address
from index.ingest.readers.site.yaml_settings import read_yaml

_LONGEST = 500_000  # bytes
_MARKDOWN = frozenset({"myst_parser", "myst_nb", "recommonmark", "sphinx_immaterial.apidoc.markdown"})
_READ_THE_DOCS = (".readthedocs.yaml", ".readthedocs.yml")
_ABOVE = 3  # folders from that of conf.py up in which that file may stand


def read(path: Path) -> Sphinx:
    """What the file says. Raises UnreadableError and OSError."""
    told = _assigned(path.read_bytes())
    extensions = told.get("extensions")
    reads_markdown = not isinstance(extensions, list) or not _MARKDOWN.isdisjoint(map(str, extensions))
    suffixes = told.get("source_suffix")
    excluded = told.get("exclude_patterns")
    project, title = told.get("project"), told.get("html_title")
    ending = told.get("html_file_suffix")
    return Sphinx(
        base_url=base_address(told.get("html_baseurl")),
        publisher=next((text.strip() for text in (title, project) if isinstance(text, str) and text.strip()), ""),
        sections=(Section(""),),
        ending="" if _is_in_folders(path) else ending if isinstance(ending, str) else ".html",
        suffixes=(*_suffixes(suffixes), *((".md",) if reads_markdown else ())),
        excluded=tuple(map(str, excluded)) if isinstance(excluded, list) else (),
    )


def _suffixes(told: object) -> tuple[str, ...]:
    if isinstance(told, str):
        return (told,)
    return tuple(map(str, told)) if isinstance(told, list | tuple | dict) and told else (".rst",)


def _assigned(data: bytes) -> dict[str, Any]:
    """The names that are assigned plain values, outside of functions and conditions."""
    if len(data) > _LONGEST:
        raise UnreadableError("is too large to be settings")
    try:
        with warnings.catch_warnings(action="ignore"):  # of escapes that Python does not know
            module = ast.parse(data)
    except (SyntaxError, ValueError) as error:
        raise UnreadableError(f"is no Python: {error}") from None
    names = dict[str, Any]()
    for statement in module.body:
        match statement:
            case ast.Assign(targets=targets, value=value):
                names |= {target.id: _plain(value, names) for target in targets if isinstance(target, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                names[name] = _plain(value, names)
    return names


def _plain(value: ast.expr, names: dict[str, Any]) -> Any:
    """A literal, a name that was assigned one, or the default of a variable of the environment; else None."""
    match value:
        case ast.Name(id=name):
            return names.get(name)
        case ast.Call(func=ast.Attribute(attr="get" | "getenv"), args=[_, ast.Constant(value=str(default))]):
            return default
        case ast.BoolOp(op=ast.Or(), values=[*_, ast.Constant(value=str(default))]):
            return default
    try:
        return ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


def _is_in_folders(path: Path) -> bool:
    """Whether Read the Docs is told to give each page a folder of its own."""
    for folder in path.parents[: _ABOVE + 1]:
        for name in _READ_THE_DOCS:
            try:
                told = read_yaml((folder / name).read_bytes()).get("sphinx")
            except (OSError, UnreadableError):
                continue
            return isinstance(told, dict) and told.get("builder") == "dirhtml"
    return False
