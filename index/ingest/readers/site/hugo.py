"""The settings of Hugo: hugo.toml or config.toml, in YAML and JSON too, and what stands beside in config/_default."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from index.ingest.readers.base import UnreadableError
from index.ingest.readers.site.settings import Hugo, Section, base_address
from index.ingest.readers.site.yaml_settings import read_yaml

_LONGEST = 1_000_000  # bytes
_BESIDE = ("languages", "permalinks", "module")
_ENDINGS = (".toml", ".yaml", ".yml", ".json")
_CONTENT = "content"
Table = Mapping[str, Any]


def read(path: Path) -> Hugo:
    """What the file says. Raises UnreadableError and OSError."""
    told = {**_read_table(path), **_beside(path)}
    languages = {name: table for name, table in _table(told.get("languages")).items() if isinstance(table, dict)}
    default = str(told.get("defaultcontentlanguage") or "en").lower()
    in_folder = told.get("defaultcontentlanguageinsubdir") is True
    bases = {name: base_address(table.get("baseurl")) for name, table in languages.items() if table.get("baseurl")}
    named = {default, *languages}
    own = languages.get(default, {}).get("title")
    return Hugo(
        base_url=base_address(told.get("baseurl")) or bases.get(default, ""),
        publisher=next((text.strip() for text in (own, told.get("title")) if isinstance(text, str)), ""),
        sections=tuple(_sections(told, languages, default)),
        is_ugly=told.get("uglyurls") is True,
        keeps_case=told.get("disablepathtolower") is True,
        default_language=default,
        prefixes={name: "" if name in bases or (name == default and not in_folder) else name for name in named},
        bases=bases,
        permalinks=dict(_permalinks(_table(told.get("permalinks")))),
    )


def _read_table(path: Path) -> dict[str, Any]:
    """A file of settings, with names in small letters, for Hugo takes them so. Raises UnreadableError and OSError."""
    data = path.read_bytes()
    if len(data) > _LONGEST:
        raise UnreadableError("is too large to be settings")
    try:
        match path.suffix:
            case ".toml":
                content: Any = tomllib.loads(data.decode())
            case ".json":
                content = json.loads(data)
            case _:
                content = read_yaml(data)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"is no {path.suffix[1:].upper()}: {error}") from None
    lowered = _lowered(content)
    return lowered if isinstance(lowered, dict) else {}


def _lowered(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name).lower(): _lowered(one) for name, one in value.items()}
    return [_lowered(one) for one in value] if isinstance(value, list) else value


def _beside(path: Path) -> Table:
    """The tables that have files of their own in config/_default."""
    if path.parent.name != "_default":
        return {}
    tables = dict[str, Any]()
    for name in _BESIDE:
        file = next((found for ending in _ENDINGS if (found := path.parent / f"{name}{ending}").is_file()), None)
        if file is not None:
            tables[name] = _read_table(file)
    return tables


def _sections(told: Table, languages: Mapping[str, Table], default: str) -> Iterator[Section]:
    """The folders of content: those that are mounted as such, else those of languages, else one."""
    mounts = [one for one in _list(_table(told.get("module")).get("mounts")) if isinstance(one, dict)]
    mounted = [one for one in mounts if str(one.get("target", "")).split("/")[0] == _CONTENT]
    for one in mounted:
        route = str(one["target"]).removeprefix(_CONTENT).strip("/")
        yield Section(str(one.get("source", "")), route, language=str(one.get("lang") or default).lower())
    if mounted:
        return
    common = str(told.get("contentdir") or _CONTENT)
    for name, table in languages.items():
        if isinstance(own := table.get("contentdir"), str):
            yield Section(own, language=name)
    yield Section(common, language=default)


def _permalinks(told: Table) -> Iterator[tuple[str, str]]:
    """The patterns of pages by their first folder, told by the kind of page or, as formerly, without."""
    for name, pattern in {**told, **_table(told.get("page"))}.items():
        if isinstance(pattern, str):
            yield name, pattern.strip("/")


def _table(value: object) -> Table:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
