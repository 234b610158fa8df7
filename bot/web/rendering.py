"""Templates of pages. All that is filled in is escaped, and without characters that no page can show."""

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_TEMPLATES = Path(__file__).with_name("templates")
# NUL and lone surrogates have no place in HTML (https://infra.spec.whatwg.org/#scalar-value-string), and what sets the
# direction of writing could have words stand in another order than they are in.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def templates() -> Environment:
    """The templates beside this file."""
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def visible(value: object) -> object:
    """A text without what no page can show; all else as it is, and what is markup already, which has `__html__`."""
    return _UNSEEN.sub("", value) if isinstance(value, str) and not hasattr(value, "__html__") else value
