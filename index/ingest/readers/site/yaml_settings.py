"""Settings in YAML, read as plain values whatever tags stand in them: nothing is constructed of these."""

from typing import Any

import yaml

from index.ingest.readers.base import UnreadableError

_LONGEST = 1_000_000  # bytes
_MOST_ALIASES = 1000


class _Loader(yaml.SafeLoader):
    """A loader that makes text, numbers, lists and tables, and None of what has another tag."""


def _nothing(loader: _Loader, tag: str, node: yaml.Node) -> None:
    """What `!!python/name:` and the like would construct is not known."""


def _environment(loader: _Loader, node: yaml.Node) -> Any:
    """The default of `!ENV [NAME, default]`, if it has one."""
    if isinstance(node, yaml.SequenceNode) and len(node.value) > 1 and isinstance(node.value[-1], yaml.ScalarNode):
        return loader.construct_object(node.value[-1])
    return None


_Loader.add_multi_constructor("", _nothing)
_Loader.add_multi_constructor("!", _nothing)
_Loader.add_constructor("!ENV", _environment)


def read_yaml(data: bytes) -> dict[str, Any]:
    """The table that a file of YAML is; empty where it is none. Raises UnreadableError where it is no YAML."""
    if len(data) > _LONGEST or data.count(b"*") > _MOST_ALIASES + data.count(b"\n"):
        raise UnreadableError("is too large to be settings")
    try:
        content = yaml.load(data, _Loader)  # noqa: S506  a SafeLoader that constructs even less
    except yaml.YAMLError as error:
        raise UnreadableError(f"is no YAML: {' '.join(str(error).split())[:200]}") from None
    except ValueError as error:
        raise UnreadableError(f"is no YAML: {error}") from None
    return content if isinstance(content, dict) else {}
