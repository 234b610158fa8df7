"""Org; the libraries for it give neither offsets nor text without markup."""

from index.ingest.readers.markup.org.document import read_org

__all__ = ["read_org"]
