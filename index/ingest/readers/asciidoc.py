"""AsciiDoc: the title, author and date of its header, and what its attributes say for the sites that show it."""

from collections.abc import Mapping

from index.ingest.readers.fields import VISIBILITY
from index.ingest.readers.marked_up import MarkupReader
from index.ingest.readers.markup.asciidoc import read_asciidoc

_SITES = ("page-", "jbake-")  # in front of what an attribute tells a site
_ABBREVIATIONS = frozenset({"id", "url", "link", "title"})  # without that they stand for what the text is full of


def _fields(attributes: Mapping[str, str]) -> dict[str, str]:
    """What attributes say of an article; one that is set and says no more is a yes."""
    fields = {name: value for name, value in attributes.items() if name not in _ABBREVIATIONS}
    for name, value in attributes.items():
        for site in _SITES:
            if name.startswith(site):
                fields[name.removeprefix(site)] = value
    return {name: value or ("true" if name in VISIBILITY else "") for name, value in fields.items()}


READER = MarkupReader(read_asciidoc, _fields)
