"""The settings of a site, from the file that has them; read in the process that converts."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from index.ingest.readers.base import ReaderOptions, UnreadableError
from index.ingest.readers.site.discovery import reader_of_settings
from index.ingest.readers.site.settings import Site


def extract(path: Path, told: Mapping[str, str], options: ReaderOptions) -> Site:
    """See Extractor; nothing needs to be told beside."""
    name = reader_of_settings(str(path))
    if not name:
        raise UnreadableError("is no file of settings of a site that is known")
    return Site(import_module(f"{__package__}.{name}").read(path))
