"""Every key of the settings: its type and bounds by config/settings.py, its default and meaning by default.toml."""

import json
import tomllib
from collections.abc import Iterator

from msgspec import inspect

from config.settings import DEFAULTS, Settings

_INTRODUCTION = """\
# Every key of the settings

Made of `config/default.toml` and of the types that a file of your own is held to. How such a file is found, and what
the keys are for when they work together: [settings.md](../settings.md).
"""


def page() -> str:
    """The page, with a section a table and one a key."""
    text = DEFAULTS.read_text(encoding="utf-8")
    comments, defaults = dict(_comments(text)), tomllib.loads(text)
    kind = inspect.type_info(Settings)
    assert isinstance(kind, inspect.StructType)
    return "\n".join([_INTRODUCTION, *(f"{part}\n" for part in _sections(kind, (), defaults, comments))])


def _comments(text: str) -> Iterator[tuple[str, str]]:
    """Keys with the comment above them; of several that one comment is for, the others refer to the first."""
    table, first, said = "", "", list[str]()
    for line in text.splitlines():
        if line.startswith("#"):
            said.append(line.removeprefix("#").strip())
        elif line.startswith("["):
            table, first, said = line.strip("[]"), "", []
        elif "=" in line:
            key = f"{table}.{line.partition('=')[0].strip()}"
            first = key if said else first
            assert first, f"{key} has no comment"
            yield key, " ".join(said) or f"See `{first}`."
            said = []


def _sections(
    kind: inspect.StructType, path: tuple[str, ...], defaults: object, comments: dict[str, str]
) -> Iterator[str]:
    for field in kind.fields:
        name = (*path, field.name)
        key = ".".join(name)
        if isinstance(field.type, inspect.StructType):
            yield f"## `[{key}]`\n\n{(field.type.cls.__doc__ or '').partition(chr(10))[0]}"
            yield from _sections(field.type, name, defaults, comments)
        else:
            default = json.dumps(_at(defaults, name), ensure_ascii=False)
            yield f"### `{key}`\n\n{_kind(field.type)}; by default `{default}`.\n\n{comments[key]}"


def _at(defaults: object, name: tuple[str, ...]) -> object:
    for part in name:
        assert isinstance(defaults, dict)
        defaults = defaults[part]
    return defaults


def _kind(kind: inspect.Type) -> str:
    match kind:
        case inspect.BoolType():
            return "`true` or `false`"
        case inspect.IntType():
            return f"A whole number {_bounds(kind)}".strip()
        case inspect.FloatType():
            return f"A number {_bounds(kind)}".strip()
        case inspect.StrType(min_length=length):
            return "A text that is not empty" if length else "A text"
        case inspect.LiteralType(values=values):
            return f"One of {', '.join(f'`{json.dumps(value)}`' for value in values)}"
        case inspect.VarTupleType(item_type=item):
            return f"A list; in it, each: {_kind(item)[0].lower()}{_kind(item)[1:]}"
    raise TypeError(f"no words for {kind}")


def _bounds(kind: inspect.IntType | inspect.FloatType) -> str:
    words = (("from", kind.ge), ("above", kind.gt), ("to", kind.le), ("below", kind.lt))
    return " ".join(f"{word} {bound:,}" for word, bound in words if bound is not None)
