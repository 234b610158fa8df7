"""Org: what keywords such as `#+TITLE:` say of a document."""

import re
from collections.abc import Mapping

from index.ingest.readers.marked_up import MarkupReader
from index.ingest.readers.markup.org import read_org

_SITE = "hugo_"  # in front of what a keyword tells Hugo
_DAY = re.compile(r"(?<=\d{4}-\d\d-\d\d) [^\W\d]+\.?")  # of the week, as timestamps have it


def _fields(keywords: Mapping[str, str]) -> dict[str, str]:
    fields = {**keywords, **{name.removeprefix(_SITE): value for name, value in keywords.items()}}
    return {name: _DAY.sub("", value) for name, value in fields.items()}


READER = MarkupReader(read_org, _fields)
