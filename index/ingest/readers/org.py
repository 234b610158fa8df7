"""Org: what keywords such as `#+TITLE:` say of a document."""

from collections.abc import Mapping

from index.ingest.readers.marked_up import MarkupReader
from index.ingest.readers.markup.org import read_org

_SITE = "hugo_"  # in front of what a keyword tells Hugo


def _fields(keywords: Mapping[str, str]) -> dict[str, str]:
    return {**keywords, **{name.removeprefix(_SITE): value for name, value in keywords.items()}}


READER = MarkupReader(read_org, _fields)
